#include "interchange/wordpress/post_meta.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/php.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t most_old_slugs = 50;

std::string first_meta(const Item& item, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (std::string text = content::html_to_text(item.meta_of(key)); !text.empty()) return text;
  }
  return {};
}

// "%%excerpt%%", "%title% - %sitename%": what the plugin would have filled in.
bool is_template(std::string_view text) {
  const std::size_t open = text.find('%');
  if (open == std::string_view::npos) return false;
  const std::size_t close = text.find('%', open + 1);
  if (close == std::string_view::npos) return false;
  const std::string_view inside = text.substr(open + 1, close - open - 1);
  return inside.find_first_not_of("abcdefghijklmnopqrstuvwxyz_-") == std::string_view::npos;
}

// The theme Newspaper keeps its fields in one serialised array.
std::string newspaper_theme(const Item& item, std::string_view key, std::string_view field) {
  const auto value = parse_php(item.meta_of(key));
  return value ? content::html_to_text((*value)[field].scalar) : std::string();
}

}  // namespace

std::string description_of(const Item& item) {
  std::string text = first_meta(item, {"_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description",
                                       "_aioseop_description", "_seopress_titles_desc"});
  return is_template(text) ? std::string() : text::cut_at_word(text, 500, "");
}

std::string canonical_of(const Item& item) {
  std::string address = first_meta(item, {"_yoast_wpseo_canonical", "rank_math_canonical_url", "_aioseo_canonical_url",
                                          "_seopress_robots_canonical"});
  const bool web = address.starts_with("https://") || address.starts_with("http://");
  return web && content::is_safe_address(address) ? address : std::string();
}

std::int64_t primary_category_of(const Item& item) {
  for (const char* key :
       {"_yoast_wpseo_primary_category", "rank_math_primary_category", "_seopress_robots_primary_cat"}) {
    if (const std::int64_t term = number_of(item.meta_of(key))) return term;
  }
  return 0;
}

std::string subtitle_of(const Item& item) {
  std::string text = first_meta(
      item, {"newspack_post_subtitle", "wps_subtitle", "_subtitle", "subtitle", "secondary_title", "kia_subtitle"});
  return text.empty() ? newspaper_theme(item, "td_post_theme_settings", "td_subtitle") : text;
}

std::vector<content::Node> blocks_before(const Item& item) {
  std::string address = newspaper_theme(item, "td_post_video", "td_video");
  if (address.empty()) address = first_meta(item, {"_format_video_embed", "_jnews_video_url"});
  auto embed = embed_node(address);
  return embed ? std::vector{std::move(*embed)} : std::vector<content::Node>();
}

std::vector<content::Node> blocks_after(const Item& item) {
  const std::string name = newspaper_theme(item, "td_post_theme_settings", "td_source");
  if (name.empty()) return {};
  content::Node note = node_of("sourceNote");
  note.attributes["name"] = name;
  const std::string address = newspaper_theme(item, "td_post_theme_settings", "td_source_url");
  if (address.starts_with("http") && content::is_safe_address(address)) note.attributes["url"] = address;
  return {std::move(note)};
}

std::vector<std::string> old_slugs_of(const Item& item) {
  std::vector<std::string> slugs;
  const auto [begin, end] = item.meta.equal_range(std::string_view("_wp_old_slug"));
  for (auto entry = begin; entry != end && slugs.size() < most_old_slugs; ++entry) {
    const std::string slug = text::squeeze(entry->second);
    if (!slug.empty() && slug.find('/') == std::string::npos) slugs.push_back(slug);
  }
  return slugs;
}

std::vector<std::string> unknown_fields_of(const Item& item) {
  // What is asked for above and elsewhere in this folder; all others that matter begin with "_".
  static constexpr std::array<std::string_view, 12> known = {"footnotes",
                                                             "kia_subtitle",
                                                             "media_credit",
                                                             "newspack_post_subtitle",
                                                             "rank_math_canonical_url",
                                                             "secondary_title",
                                                             "rank_math_description",
                                                             "subtitle",
                                                             "rank_math_primary_category",
                                                             "td_post_theme_settings",
                                                             "td_post_video",
                                                             "wps_subtitle"};
  std::vector<std::string> names;
  for (const auto& [key, value] : item.meta) {
    if (key.empty() || key.starts_with('_') || std::ranges::find(known, key) != known.end()) continue;
    if (text::squeeze(value).empty()) continue;
    std::string name = text::cut_at_word(text::squeeze(text::clean(key.substr(0, 200))), 60, "");
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace vestnik::interchange::wordpress
