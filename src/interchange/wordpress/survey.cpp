#include "interchange/wordpress/survey.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/digest.h"
#include "base/json.h"
#include "content/article.h"
#include "interchange/wordpress/old_site.h"
#include "interchange/wordpress/post_meta.h"
#include "interchange/wordpress/taxonomies.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t most_menu_items = 10'000;
constexpr std::size_t most_languages = 20;
constexpr std::size_t most_guests = 100'000;
constexpr std::size_t most_reusable_bytes = 32UL << 20U;
constexpr std::size_t most_custom_terms = 100'000;
constexpr std::size_t most_taxonomies = 100;
constexpr std::size_t most_types = 100;
constexpr std::size_t most_tables = 2'000;
constexpr std::size_t most_table_bytes = 256UL << 10U;
constexpr std::size_t most_galleries = 20'000;

// "/en", "/pt-br"
bool is_language(std::string_view step) {
  if (step.size() != 3 && step.size() != 6) return false;
  const auto letter = [&](std::size_t at) { return step[at] >= 'a' && step[at] <= 'z'; };
  return letter(1) && letter(2) && (step.size() == 3 || (step[3] == '-' && letter(4) && letter(5)));
}

class Surveyor : public WxrListener {
 public:
  void channel(const Channel& channel) override {
    survey.channel = channel;
    base_ = OldSite(channel).base_path();
  }

  void author(WxrAuthor&& author) override {
    if (author.login.empty() || !logins_.insert(author.login).second) return;
    nice_logins_.insert(nice_name(author.login));
    nice_logins_.insert(shown_nice_name(author.login));
    for (const std::string& cut : cut_nice_names(author.login)) nice_logins_.insert(shown_nice_name(cut));
    survey.authors.push_back(std::move(author));
  }

  void term(WxrTerm&& term) override {
    if (term.taxonomy == "nav_menu") survey.menus.emplace(term.slug, term.name);
    if (is_kept(term.taxonomy)) {
      add_term(std::move(term));
    } else if (is_custom_taxonomy(term.taxonomy) && custom_terms_.size() < most_custom_terms) {
      custom_terms_.push_back(std::move(term));
    }
  }

  void item(Item&& item) override {
    ++survey.items[item.type];
    if (item.type == "nav_menu_item") return add_menu_item(item);
    if (item.type == "wp_block" || item.type == "wp_navigation") return add_blocks(std::move(item));
    if (item.type == "guest-author") return add_guest(item);
    if (item.type == "guest_author") return add_molongui_guest(std::move(item));
    if (item.type == "tablepress_table") return add_table(item);
    if (add_gallery(item)) return;
    const Destiny destiny = destiny_of(item);
    if (destiny != Destiny::article && destiny != Destiny::page) return;
    add_address(item);
    add_to_sample(item);
    add_type(item);
    // A type that has a section of its own needs no other one.
    if (destiny == Destiny::article && !is_categorized(item) && !survey.types.contains(item.type))
      survey.has_lone_articles = true;
    if (!item.creator.empty() && logins_.insert(item.creator).second) {
      survey.authors.push_back({{}, item.creator, item.creator, {}, {}});
    }
    for (const TermReference& reference : item.terms) {
      const std::string taxonomy = reference.taxonomy == "tag" ? "post_tag" : reference.taxonomy;
      if (reference.slug.empty()) continue;
      if (is_kept(taxonomy)) add_term({{}, taxonomy, reference.slug, {}, reference.name, {}});
      if (taxonomy == "author" || taxonomy == "ppma_author") add_coauthor(reference);
      if (is_custom_taxonomy(taxonomy)) add_custom(reference);
    }
  }

  // Guests are told of anywhere in the file; the terms that stand in bylines hold no more than their logins.
  void name_guests() {
    for (WxrAuthor& author : survey.authors) {
      const auto guest = guests_.find(author.login);
      if (guest == guests_.end() || (!author.id.empty() && !author.display_name.empty())) continue;
      author.display_name = guest->second.name;
      author.biography = guest->second.biography;
      author.site = guest->second.site;
    }
  }

  // Terms of other taxonomies, as they are told of before they are carried.
  void settle_taxonomies() {
    for (WxrTerm& term : custom_terms_) {
      if (carried_.contains(term.taxonomy)) {
        add_term(std::move(term));
      } else {
        ++survey.unused_taxonomies[term.taxonomy];
      }
    }
    for (WxrTerm& term : carried_terms_) add_term(std::move(term));
  }

  // Posts that all stand below one category do so for another reason.
  void check_front() {
    const std::string_view step = std::string_view(survey.front).substr(std::min<std::size_t>(1, survey.front.size()));
    const bool category = std::ranges::any_of(
        survey.terms, [&](const WxrTerm& term) { return term.taxonomy == "category" && term.slug == step; });
    if (category) survey.front.clear();
    std::erase_if(survey.language_steps, [&](const std::string& one) {
      return std::ranges::any_of(survey.terms, [&](const WxrTerm& term) {
        return term.taxonomy == "category" && term.slug == std::string_view(one).substr(1);
      });
    });
  }

  Survey survey;

 private:
  void add_to_sample(const Item& item) {
    if (survey.sample.size() >= Survey::most_known || item.number() == 0 || item.status != "publish") return;
    survey.sample.push_back({item.number(), item.name, item.title, item.date, item.date_gmt});
  }

  void add_address(const Item& item) {
    const bool seen = item.status == "publish" || item.status == "future" || item.status.empty();
    if (!seen || !item.password.empty() || item.link.find('?') != std::string::npos) return;
    const std::string path = path_in(item.link);
    if (path.size() < 2) return;
    if (item.type == "post" || item.type.empty()) add_front(shown_path(path));
    const std::string key = content::route_key(shown_path(std::string_view(path).substr(0, path.find('#'))));
    if (key.size() > 1 && key.find('/', 1) == std::string::npos)
      survey.one_step_addresses.push_back(stable_hash(key.substr(1)));
  }

  void add_front(std::string_view path) {
    if (path.starts_with(base_)) path.remove_prefix(base_.size());
    const std::size_t second = path.find('/', 1);
    std::string_view step = path.substr(0, std::min(second, path.size()));
    // A year, or the post itself, is no such step.
    const bool is_year = step.find_first_not_of("0123456789", 1) == std::string_view::npos;
    if (is_year || second == std::string_view::npos || second + 1 == path.size()) step = {};
    if (is_language(step) && survey.language_steps.size() < most_languages) survey.language_steps.emplace(step);
    if (!fronts_told_++) survey.front = step;
    if (survey.front != step) survey.front.clear();
  }

  void add_custom(const TermReference& reference) {
    if (carried_terms_.size() >= most_custom_terms || carried_.size() >= most_taxonomies) return;
    carried_.insert(reference.taxonomy);
    if (!carried_keys_.insert(reference.taxonomy + "/" + reference.slug).second) return;
    carried_terms_.push_back({{}, reference.taxonomy, reference.slug, {}, reference.name, {}});
  }

  static bool is_categorized(const Item& item) {
    return std::ranges::any_of(item.terms, [](const TermReference& term) {
      return term.taxonomy == "category" && !term.slug.empty() && !is_uncategorized(term.slug);
    });
  }

  void add_type(const Item& item) {
    if (!is_custom_type(item.type)) return;
    if (std::ranges::any_of(item.terms, [](const TermReference& term) { return term.taxonomy == "category"; })) return;
    if (survey.types.size() >= most_types && !survey.types.contains(item.type)) return;
    std::string path = shown_path(path_in(item.link));
    if (path.starts_with(base_)) path.erase(0, base_.size());
    const std::size_t second = path.find('/', 1);
    std::string step =
        second == std::string::npos || second + 1 == path.size() || item.link.find('?') != std::string::npos
            ? std::string()
            : path.substr(1, second - 1);
    if (step.find_first_not_of("0123456789") == std::string::npos || is_language("/" + step)) step.clear();
    const auto [place, first] = survey.types.emplace(item.type, step);
    if (!first && place->second != step) place->second.clear();
  }

  // [["cell","cell"],["cell","cell"]]; the number that posts call it by is written into exports by the plugin.
  void add_table(const Item& item) {
    const std::string_view number = item.meta_of("_tablepress_export_table_id");
    const auto rows = parse_json(item.content);
    if (number.empty() || number.size() > 20 || !rows || !rows->is_array() || item.status != "publish") return;
    if (item.content.size() > most_table_bytes || survey.tables.size() >= most_tables) return;
    std::string html = "<table>";
    for (const json::value& row : rows->get_array()) {
      if (!row.is_array()) return;
      html += "<tr>";
      for (const json::value& cell : row.get_array()) {
        html += "<td>";
        if (cell.is_string()) html += std::string_view(cell.get_string());
        html += "</td>";
      }
      html += "</tr>";
    }
    survey.tables.emplace(number, html + "</table>");
  }

  // Whether the item is a gallery of a plugin, which posts show by its number.
  bool add_gallery(const Item& item) {
    if (item.type != "envira" && item.type != "foogallery" && item.type != "modula-gallery") return false;
    if (survey.galleries.size() >= most_galleries) return true;
    if (auto pictures = pictures_of_gallery(item); !pictures.empty())
      survey.galleries.emplace(item.number(), std::move(pictures));
    return true;
  }

  static bool is_kept(std::string_view taxonomy) { return taxonomy == "category" || taxonomy == "post_tag"; }

  void add_term(WxrTerm&& term) {
    if (term.slug.empty() || !terms_.insert(term.taxonomy + "/" + term.slug).second) return;
    survey.terms.push_back(std::move(term));
  }

  // The plugin Co-Authors Plus keeps bylines as terms "cap-NAME", where NAME is as in a user's address.
  void add_coauthor(const TermReference& reference) {
    const std::string login = reference.slug.starts_with("cap-") ? reference.slug.substr(4) : reference.slug;
    if (nice_logins_.contains(login) || nice_logins_.contains(shown_nice_name(login)) || !logins_.insert(login).second)
      return;
    survey.authors.push_back({{}, login, reference.name, {}, {}});
  }

  // The plugin Molongui keeps guests as posts too, and bylines by the numbers of these.
  void add_molongui_guest(Item&& item) {
    if (item.number() == 0 || survey.guest_logins.size() >= most_guests) return;
    std::string login = item.name.empty() ? "guest-" + item.id : item.name;
    if (logins_.contains(login)) login += "-guest";
    WxrAuthor guest{{}, login, std::string(item.meta_of("_molongui_guest_author_display_name")), {}, {}, {}, {}};
    if (guest.display_name.empty()) guest.display_name = item.title;
    guest.biography = std::move(item.content);
    guest.site = item.meta_of("_molongui_guest_author_web");
    if (guest.display_name.empty() || !logins_.insert(login).second) return;
    survey.guest_logins.emplace(item.number(), std::move(login));
    survey.authors.push_back(std::move(guest));
  }

  // … and guests, who have no account, as posts of a type of their own.
  void add_guest(const Item& item) {
    const std::string_view slug = item.name;
    Guest guest{std::string(item.meta_of("cap-display_name")), std::string(item.meta_of("cap-description")),
                std::string(item.meta_of("cap-website"))};
    if (guest.name.empty()) guest.name = item.title;
    if (guest.name.empty() || guests_.size() >= most_guests) return;
    if (const std::string_view login = item.meta_of("cap-user_login"); !login.empty()) guests_.emplace(login, guest);
    if (!slug.empty()) guests_.emplace(slug.starts_with("cap-") ? slug.substr(4) : slug, std::move(guest));
  }

  void add_menu_item(const Item& item) {
    if (item.status != "publish") return;
    if (survey.menu_items.size() >= most_menu_items) {
      ++survey.further_menu_items;
      return;
    }
    MenuItem entry;
    entry.id = item.number();
    entry.order = number_of(item.menu_order);
    entry.label = item.title;
    entry.parent = number_of(item.meta_of("_menu_item_menu_item_parent"));
    entry.object_id = number_of(item.meta_of("_menu_item_object_id"));
    entry.type = item.meta_of("_menu_item_type");
    entry.object = item.meta_of("_menu_item_object");
    entry.address = item.meta_of("_menu_item_url");
    for (const TermReference& reference : item.terms) {
      if (reference.taxonomy != "nav_menu") continue;
      entry.menu = reference.slug;
      survey.menus.emplace(reference.slug, reference.name);
    }
    survey.menu_items.push_back(std::move(entry));
  }

  void add_blocks(Item&& item) {
    if (item.status != "publish") return;
    if (item.content.size() > most_reusable_bytes - reusable_bytes_) {
      survey.too_much_to_reuse.insert(item.number());
      return;
    }
    reusable_bytes_ += item.content.size();
    if (item.type == "wp_navigation") {
      survey.navigation_blocks = std::move(item.content);
    } else {
      survey.reusable_blocks[item.number()] = std::move(item.content);
    }
  }

  struct Guest {
    std::string name, biography, site;
  };
  std::set<std::string, std::less<>> logins_;
  std::set<std::string, std::less<>> nice_logins_;  // of the accounts, as their addresses have them
  std::map<std::string, Guest, std::less<>> guests_;
  std::set<std::string, std::less<>> terms_;
  std::vector<WxrTerm> custom_terms_, carried_terms_;  // as told of, and as articles name them
  std::set<std::string, std::less<>> carried_, carried_keys_;
  std::string base_;
  std::int64_t fronts_told_ = 0;
  std::size_t reusable_bytes_ = 0;
};

bool is_in(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

// Public posts of other types have a path for an address; what plugins only store has "?post_type=…".
bool has_path(std::string_view link) {
  const std::size_t host = link.find("//");
  const std::size_t path = host == std::string_view::npos ? 0 : link.find('/', host + 2);
  return path != std::string_view::npos && link.size() > path + 1 && link.find('?') == std::string_view::npos;
}

}  // namespace

bool Survey::has_item_at(std::string_view slug) const {
  return std::ranges::binary_search(one_step_addresses, stable_hash(slug));
}

Destiny destiny_of(const Item& item) {
  const std::string_view type = item.type;
  if (type == "post" || type.empty()) return Destiny::article;
  if (type == "page") return Destiny::page;
  if (type == "attachment") return Destiny::attachment;
  if (is_in(type, {"nav_menu_item", "wp_block", "wp_navigation", "guest-author", "guest_author", "redirect_rule"}))
    return Destiny::structure;
  if (is_kept_by_plugins(type)) return Destiny::left_out;
  if (type == "product") return has_path(item.link) ? Destiny::page : Destiny::left_out;
  if (is_in(type,
            {"news", "article", "articles", "story", "stories", "video", "videos", "gallery", "galleries", "interview",
             "interviews", "opinion", "opinions", "column", "analysis", "podcast", "event", "events"})) {
    return Destiny::article;
  }
  // Without paths a public one is "?book=kniga".
  const bool by_name = item.link.find("?" + item.type + "=") != std::string::npos;
  return has_path(item.link) || by_name ? Destiny::article : Destiny::left_out;
}

Result<Survey> survey(const std::filesystem::path& file, const ProgressListener& progress) {
  Surveyor surveyor;
  auto facts =
      read_wxr(file, {.content = true, .comments = false}, surveyor, [&](std::int64_t done, std::int64_t total) {
        if (progress) progress({"checking the export", done, total});
      });
  if (!facts) return std::unexpected(facts.error());
  surveyor.name_guests();
  surveyor.settle_taxonomies();
  surveyor.check_front();
  surveyor.survey.facts = *facts;
  std::ranges::sort(surveyor.survey.one_step_addresses);
  return std::move(surveyor.survey);
}

}  // namespace vestnik::interchange::wordpress
