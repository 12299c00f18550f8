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

// What the entry leads to: its label where it has none of its own, and its address.
std::optional<NavigationItem> target_of(const MenuItem& item, const MenuWorld& world) {
  if (item.type == "custom") {
    const auto address = safe_address(item.address, world.old);
    return address ? std::optional(NavigationItem{{}, *address, {}}) : std::nullopt;
  }
  if (item.type == "taxonomy" && item.object == "category") {
    const SectionId section = world.names.section_of_term(item.object_id);
    if (!section) return std::nullopt;
    return NavigationItem{world.names.address(section).name, "/" + world.names.address(section).slug + "/", {}};
  }
  if (item.type == "taxonomy" && item.object == "post_tag") {
    const TopicId topic = world.names.topic_of_term(item.object_id);
    if (!topic) return std::nullopt;
    return NavigationItem{world.names.address(topic).name, "/topic/" + world.names.address(topic).slug + "/", {}};
  }
  return item.type == "post_type" ? world.post(item.object_id) : std::nullopt;
}

class Builder {
 public:
  Builder(const MenuWorld& world, ImportReport& report, std::string_view menu)
      : world_(world), report_(report), menu_(menu) {
    for (const MenuItem& item : world.survey.menu_items) {
      if (item.menu != menu) continue;
      by_parent_[item.parent].push_back(&item);
      ++all_;
    }
    for (auto& [parent, items] : by_parent_) {
      std::ranges::stable_sort(items, {}, [](const MenuItem* item) { return item->order; });
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

// Menus of block themes.
std::vector<NavigationItem> from_blocks(const MenuWorld& world, ImportReport& report) {
  std::vector<NavigationItem> items;
  const BlockRules rules{.replace = [&](const Block& block) -> std::optional<std::string> {
                           if (block.name != "core/navigation-link" && block.name != "core/navigation-submenu")
                             return std::nullopt;
                           const auto address = safe_address(string_or(block.attributes, "url"), world.old);
                           const std::string label = content::html_to_text(string_or(block.attributes, "label"));
                           if (address && !label.empty() && items.size() < most_items) {
                             items.push_back({label, *address, {}});
                             return std::string();
                           }
                           ++report.count("menu entries").left_out;
                           report.note(address && !label.empty()
                                           ? "menu entries beyond the first " + std::to_string(most_items) + " left out"
                                           : "menu entry leads to nothing that is here",
                                       label);
                           return std::string();
                         },
                         .classic = {}};
  write_blocks(world.survey.navigation_blocks, rules);
  return items;
}

}  // namespace

Menus menus_of(const MenuWorld& world, ImportReport& report) {
  if (world.survey.menu_items.empty()) return {from_blocks(world, report), {}};
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
  Menus menus{Builder(world, report, best->first).build(), {}};
  if (footer != sizes.end()) menus.footer = Builder(world, report, footer->first).build();
  for (const auto& [menu, size] : sizes) {
    if (menu == best->first || (footer != sizes.end() && menu == footer->first)) continue;
    report.count("menu entries").left_out += static_cast<std::int64_t>(size);
    report.note("menu left out, the site has one at the top and one at the foot", name_of(menu));
  }
  return menus;
}

}  // namespace vestnik::interchange::wordpress
