#include "interchange/wordpress/menus.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "content/body.h"
#include "content/html_reader.h"
#include "interchange/wordpress/blocks.h"

namespace vestnik::interchange::wordpress {
namespace {

using content::NavigationItem;

constexpr int deepest_menu = 3;
constexpr std::size_t most_items = 100;

std::optional<std::string> safe_address(std::string_view given, const OldSite& old) {
  const std::string address = content::html_to_text(given);
  if (address.empty() || address == "#") return std::nullopt;
  if (const auto own = old.own(address)) return content::is_safe_address(*own) ? own : std::nullopt;
  const bool web = address.starts_with("http://") || address.starts_with("https://");
  return web && content::is_safe_address(address) ? std::optional(address) : std::nullopt;
}

std::optional<NavigationItem> at_its_address(const MenuItem& item, const MenuWorld& world) {
  const auto address = safe_address(item.address, world.old);
  return address ? std::optional(NavigationItem{{}, *address, {}}) : std::nullopt;
}

// What the entry leads to: its label where it has none of its own, and its address.
std::optional<NavigationItem> target_of(const MenuItem& item, const MenuWorld& world) {
  if (item.type == "custom") return at_its_address(item, world);
  if (item.type == "taxonomy" && item.object == "category") {
    const SectionId section = world.names.section_of_term(item.object_id);
    if (!section) return at_its_address(item, world);
    return NavigationItem{world.names.address(section).name, "/" + world.names.address(section).slug + "/", {}};
  }
  if (item.type == "taxonomy" && item.object == "post_tag") {
    const TopicId topic = world.names.topic_of_term(item.object_id);
    if (!topic) return at_its_address(item, world);
    return NavigationItem{world.names.address(topic).name, "/topic/" + world.names.address(topic).slug + "/", {}};
  }
  return item.type == "post_type" ? world.post(item.object_id) : std::nullopt;
}

class Builder {
 public:
  // `items` of all menus, which outlive it.
  Builder(const MenuWorld& world, const std::vector<MenuItem>& items, ImportReport& report, std::string_view menu)
      : world_(world), report_(report), menu_(menu) {
    for (const MenuItem& item : items) {
      if (item.menu != menu) continue;
      by_parent_[item.parent].push_back(&item);
      ++all_;
    }
    for (auto& [parent, beside] : by_parent_) {
      std::ranges::stable_sort(beside, {}, [](const MenuItem* item) { return item->order; });
    }
  }

  std::vector<NavigationItem> build() {
    std::vector<NavigationItem> made = below(0, 0);
    const std::size_t rest = all_ - std::min(count_, all_);
    if (rest == 0) return made;
    report_.count("menu entries").left_out += static_cast<std::int64_t>(rest);
    if (too_many_) report_.note("menu entries beyond the first " + std::to_string(most_items) + " left out", menu_);
    if (too_deep_) report_.note("menu entries below the fourth level left out", menu_);
    if (!too_many_ && !too_deep_) report_.note("menu entries below one that is not in the export left out", menu_);
    return made;
  }

 private:
  std::vector<NavigationItem> below(std::int64_t parent, int depth) {
    std::vector<NavigationItem> made;
    const auto found = by_parent_.find(parent);
    if (found == by_parent_.end()) return made;
    if (depth > deepest_menu) {
      too_deep_ = true;
      return made;
    }
    for (const MenuItem* item : found->second) {
      if (count_ == most_items) {
        too_many_ = true;
        break;
      }
      ++count_;
      auto target = target_of(*item, world_);
      NavigationItem entry = target.value_or(NavigationItem{});
      if (const std::string label = content::html_to_text(item->label); !label.empty()) entry.label = label;
      entry.label = text::cut_at_word(entry.label, 60, "");
      entry.children = item->id != parent ? below(item->id, depth + 1) : std::vector<NavigationItem>();
      // A heading of a submenu leads to its first entry.
      if (entry.address.empty() && !entry.children.empty()) entry.address = entry.children.front().address;
      if (entry.address.empty() || entry.label.empty()) {
        ++report_.count("menu entries").left_out;
        report_.note("menu entry leads to nothing that is here",
                     item->label.empty() ? std::to_string(item->id) : entry.label);
        continue;
      }
      made.push_back(std::move(entry));
    }
    return made;
  }

  const MenuWorld& world_;
  ImportReport& report_;
  std::map<std::int64_t, std::vector<const MenuItem*>> by_parent_;
  std::string menu_;
  std::size_t all_ = 0, count_ = 0;  // entries of the menu; those that were looked at
  bool too_many_ = false, too_deep_ = false;
};

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string both_names(std::string_view slug, std::string_view name) {
  return text::fold_case(std::string(slug) + " " + std::string(name));
}

bool stands_at_the_foot(std::string_view slug, std::string_view name) {
  return holds_any(both_names(slug, name), {"footer", "legal", "copyright", "футър", "долно", "долу"});
}

int rank_of(std::string_view slug, std::string_view name) {
  const std::string both = both_names(slug, name);
  if (holds_any(both, {"social", "footer", "mobile", "legal", "copyright", "футър", "долно", "долу", "социални"}))
    return 0;
  if (holds_any(both, {"primary", "main", "header", "osnovno", "glavno", "основн", "главн"})) return 2;
  return 1;
}

// The menu of a block theme, as entries of a classic one. Inner blocks are written first: each entry leaves its number
// where it stands, and the submenu around takes the numbers that it finds in itself.
class BlockMenu {
 public:
  explicit BlockMenu(ImportReport& report) : report_(report) {}

  std::vector<MenuItem> entries_of(std::string_view content) {
    write_blocks(content, {.replace = [this](const Block& block) { return replaced(block); }, .classic = {}});
    return std::move(items_);
  }

 private:
  static constexpr char mark = '\x1F';
  static constexpr std::size_t most_entries = 1'000;

  std::optional<std::string> replaced(const Block& block) {
    if (block.name == "core/page-list") {
      ++report_.count("menu entries").left_out;
      report_.note("list of all pages in a menu left out");
      return std::string();
    }
    const bool home = block.name == "core/home-link";
    if (!home && block.name != "core/navigation-link" && block.name != "core/navigation-submenu") return std::nullopt;
    if (items_.size() == most_entries) {
      ++report_.count("menu entries").left_out;
      report_.note("menu entries beyond the first " + std::to_string(most_entries) + " left out");
      return std::string();
    }
    MenuItem item = entry_of(block.attributes);
    if (home) item.type = "custom", item.address = "/";
    item.id = item.order = static_cast<std::int64_t>(items_.size()) + 1;
    item.label = content::html_to_text(string_or(block.attributes, "label"));
    adopt(block.html, item.id);
    items_.push_back(std::move(item));
    return mark + std::to_string(items_.size()) + mark;
  }

  // The editor keeps what an entry was made from: that is right also where the address has changed since.
  static MenuItem entry_of(const json::object& attributes) {
    MenuItem item;
    item.address = string_or(attributes, "url");
    item.object_id = integer_or(attributes, "id", 0);
    const std::string kind = string_or(attributes, "kind"), type = string_or(attributes, "type");
    if (item.object_id > 0 && (kind == "post-type" || (kind.empty() && (type == "page" || type == "post")))) {
      item.type = "post_type";
    } else if (item.object_id > 0 && (type == "category" || type == "tag" || type == "post_tag")) {
      item.type = "taxonomy";
      item.object = type == "category" ? "category" : "post_tag";
    } else {
      item.type = "custom";
    }
    return item;
  }

  void adopt(std::string_view html, std::int64_t parent) {
    for (std::size_t at = html.find(mark); at != std::string_view::npos; at = html.find(mark, at)) {
      const std::size_t end = html.find(mark, ++at);
      if (end == std::string_view::npos) return;
      const std::int64_t number = number_of(html.substr(at, end - at));
      if (number > 0 && number <= static_cast<std::int64_t>(items_.size()))
        items_[static_cast<std::size_t>(number) - 1].parent = parent;
      at = end + 1;
    }
  }

  ImportReport& report_;
  std::vector<MenuItem> items_;
};

}  // namespace

Menus menus_of(const MenuWorld& world, ImportReport& report) {
  if (world.survey.menu_items.empty()) {
    const std::vector<MenuItem> items = BlockMenu(report).entries_of(world.survey.navigation_blocks);
    return {Builder(world, items, report, {}).build(), {}};
  }
  if (world.survey.further_menu_items > 0) {
    report.count("menu entries").left_out += world.survey.further_menu_items;
    report.note("menu entries beyond the first " + std::to_string(world.survey.menu_items.size()) +
                " of all menus left out");
  }
  std::map<std::string, std::size_t> sizes;
  for (const MenuItem& item : world.survey.menu_items) ++sizes[item.menu];
  const auto name_of = [&](const std::string& menu) {
    const auto name = world.survey.menus.find(menu);
    return name == world.survey.menus.end() ? menu : name->second;
  };
  const auto best = std::ranges::max_element(sizes, {}, [&](const auto& entry) {
    return std::pair(rank_of(entry.first, name_of(entry.first)), entry.second);
  });
  const auto footer = std::ranges::find_if(sizes, [&](const auto& entry) {
    return entry.first != best->first && stands_at_the_foot(entry.first, name_of(entry.first));
  });
  Menus menus{Builder(world, world.survey.menu_items, report, best->first).build(), {}};
  if (footer != sizes.end()) menus.footer = Builder(world, world.survey.menu_items, report, footer->first).build();
  for (const auto& [menu, size] : sizes) {
    if (menu == best->first || (footer != sizes.end() && menu == footer->first)) continue;
    report.count("menu entries").left_out += static_cast<std::int64_t>(size);
    report.note("menu left out, the site has one at the top and one at the foot", name_of(menu));
  }
  return menus;
}

}  // namespace vestnik::interchange::wordpress
