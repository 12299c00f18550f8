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
constexpr std::size_t most_pictures = 1'000;
constexpr std::size_t most_lost = 30;
constexpr std::size_t most_signatures = 100;
constexpr std::size_t longest_source = 300;  // letters

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

// The theme Newspaper keeps its fields in one serialised array, whose name got an underscore in later editions.
std::optional<PhpValue> newspaper_fields(const Item& item) {
  for (const char* key : {"td_post_theme_settings", "_td_post_theme_settings"}) {
    if (auto value = parse_php(item.meta_of(key)); value && !value->entries.empty()) return value;
  }
  return std::nullopt;
}

std::string newspaper_theme(const Item& item, std::string_view field) {
  const auto value = newspaper_fields(item);
  return value ? content::html_to_text((*value)[field].scalar) : std::string();
}

std::string in_array(const Item& item, std::string_view key, std::string_view field) {
  const auto value = parse_php(item.meta_of(key));
  return value ? content::html_to_text((*value)[field].scalar) : std::string();
}

bool is_web_address(std::string_view address) {
  return (address.starts_with("https://") || address.starts_with("http://")) && content::is_safe_address(address);
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
  if (const std::int64_t term = number_of(newspaper_theme(item, "td_primary_cat"))) return term;
  if (const std::int64_t term = number_of(item.meta_of("_primary_term_category"))) return term;  // The SEO Framework
  return number_of(in_array(item, "jnews_primary_category", "id"));
}

std::string subtitle_of(const Item& item) {
  std::string text = first_meta(item, {"newspack_post_subtitle", "wps_subtitle", "_subtitle", "subtitle",
                                       "secondary_title", "_secondary_title", "kia_subtitle"});
  return text.empty() ? newspaper_theme(item, "td_subtitle") : text;
}

std::vector<content::Node> blocks_before(const Item& item) {
  std::vector<content::Node> blocks;
  std::string address = in_array(item, "td_post_video", "td_video");
  if (address.empty()) address = first_meta(item, {"td_post_video", "_format_video_embed", "_jnews_video_url"});
  if (auto embed = embed_node(address)) blocks.push_back(std::move(*embed));
  if (auto sound = embed_node(in_array(item, "td_post_audio", "td_audio"))) blocks.push_back(std::move(*sound));
  return blocks;
}

std::vector<content::Node> blocks_after(const Item& item) {
  std::vector<content::Node> blocks;
  // Where it was taken from, and by way of whom.
  for (const auto& [field, address_field] :
       {std::pair{"td_source", "td_source_url"}, std::pair{"td_via", "td_via_url"}}) {
    const std::string name = text::cut_at_word(text::squeeze(newspaper_theme(item, field)), longest_source, "");
    if (name.empty()) continue;
    content::Node note = node_of("sourceNote");
    note.attributes["name"] = name;
    if (const std::string address = newspaper_theme(item, address_field); is_web_address(address))
      note.attributes["url"] = address;
    blocks.push_back(std::move(note));
  }
  return blocks;
}

std::vector<std::int64_t> pictures_of_gallery(const Item& item) {
  std::vector<std::int64_t> pictures;
  const auto take = [&](std::string_view number) {
    if (const std::int64_t picture = number_of(number); picture != 0 && pictures.size() < most_pictures)
      pictures.push_back(picture);
  };
  if (const auto envira = parse_php(item.meta_of("_eg_gallery_data"))) {
    for (const PhpEntry& entry : (*envira)["gallery"].entries) take(entry.key);
  }
  if (const auto foo = parse_php(item.meta_of("foogallery_attachments"))) {
    for (const PhpEntry& entry : foo->entries) take(entry.value.scalar);
  }
  if (const auto modula = parse_php(item.meta_of("modula-images"))) {
    for (const PhpEntry& entry : modula->entries) take(entry.value["id"].scalar);
  }
  return pictures;
}

std::vector<std::string> lost_of_plugins(const Item& item) {
  std::vector<std::string> lost;
  const auto note = [&](std::string what) {
    if (lost.size() < most_lost && std::ranges::find(lost, what) == lost.end()) lost.push_back(std::move(what));
  };
  const auto any = [&](std::initializer_list<std::string_view> keys) { return !first_meta(item, keys).empty(); };
  const std::string title = first_meta(
      item, {"_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_aioseop_title", "_seopress_titles_title"});
  if (!title.empty() && !is_template(title)) note("title for search engines of an SEO plugin left out");
  if (any({"_yoast_wpseo_focuskw", "rank_math_focus_keyword", "_seopress_analysis_target_kw"}))
    note("focus keyword of an SEO plugin left out");
  if (any({"_yoast_wpseo_opengraph-title", "_yoast_wpseo_opengraph-description", "_yoast_wpseo_opengraph-image",
           "_yoast_wpseo_twitter-title", "_yoast_wpseo_twitter-description", "_yoast_wpseo_twitter-image",
           "rank_math_facebook_title", "rank_math_facebook_description", "rank_math_facebook_image", "_aioseo_og_title",
           "_aioseo_og_description", "_seopress_social_fb_title", "_seopress_social_fb_desc",
           "_seopress_social_fb_img"})) {
    note("texts and pictures for social networks of an SEO plugin left out");
  }
  if (item.meta_of("_yoast_wpseo_meta-robots-noindex") == "1" ||
      item.meta_of("rank_math_robots").find("noindex") != std::string_view::npos ||
      item.meta_of("_seopress_robots_index") == "yes") {
    note("was kept from search engines by an SEO plugin, and is not here: hide it, or leave it to them");
  }
  if (const std::string to = first_meta(item, {"_links_to", "_pprredirect_url"}); !to.empty())
    note("led to another address by a plugin, is an article here");
  const bool empty = text::squeeze(item.content).empty();
  if (empty && any({"_elementor_edit_mode", "_fl_builder_data", "_bricks_page_content_2", "ct_builder_shortcodes"}))
    note("text is a page builder's and not in the export: it is empty here");
  if (any({"_EventStartDate", "_event_start_date"})) note("time and place of an event left out");
  if (any({"post_views_count", "views", "_post_views", "jnews_view_counter", "wpb_post_views_count"}))
    note("number of views left out: reads are counted anew");
  if (!in_array(item, "td_post_video", "td_video").empty() && blocks_before(item).empty())
    note("video of the theme Newspaper is of no provider that is known here: left out");
  if (const auto fields = newspaper_fields(item)) {
    // How the page was laid out is the theme's.
    static constexpr std::array<std::string_view, 14> known = {
        "td_subtitle",      "td_source",           "td_source_url", "td_via",    "td_via_url", "td_primary_cat",
        "td_post_template", "td_sidebar_position", "td_sidebar",    "td_layout", "tdm_status", "td_review_key_ups",
        "has_review",       "td_post_smart_list"};
    for (const PhpEntry& entry : fields->entries) {
      if (entry.value.scalar.empty() && entry.value.entries.empty()) continue;
      if (std::ranges::find(known, entry.key) != known.end()) continue;
      if (entry.key.starts_with("p_review") || entry.key == "review") {
        note("review with marks of the theme Newspaper left out");
      } else {
        note("field of the theme Newspaper left out: " +
             text::cut_at_word(text::squeeze(text::clean(entry.key.substr(0, 100))), 40, ""));
      }
    }
    if (const std::string review = content::html_to_text((*fields)["has_review"].scalar); !review.empty())
      note("review with marks of the theme Newspaper left out");
  }
  return lost;
}

std::vector<MolonguiAuthor> molongui_authors_of(const Item& item) {
  std::vector<MolonguiAuthor> authors;
  const auto add = [&](std::string_view value) {
    const bool guest = value.starts_with("guest-");
    if (!guest && !value.starts_with("user-")) return;
    const std::int64_t number = number_of(value.substr(guest ? 6 : 5));
    const bool known = std::ranges::any_of(
        authors, [&](const MolonguiAuthor& one) { return one.guest == guest && one.number == number; });
    if (number != 0 && !known && authors.size() < most_signatures) authors.push_back({guest, number});
  };
  add(text::squeeze(item.meta_of("_molongui_main_author")));
  const auto [begin, end] = item.meta.equal_range(std::string_view("_molongui_author"));
  for (auto entry = begin; entry != end; ++entry) add(text::squeeze(entry->second));
  return authors;
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
  static constexpr std::array<std::string_view, 20> known = {"footnotes",
                                                             "enclosure",
                                                             "custom_permalink",
                                                             "jnews_primary_category",
                                                             "jnews_view_counter",
                                                             "post_views_count",
                                                             "td_post_audio",
                                                             "views",
                                                             "wpb_post_views_count",
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
    if (key.empty() || key.starts_with('_') || key.starts_with("rank_math_") ||
        std::ranges::find(known, key) != known.end())
      continue;
    if (text::squeeze(value).empty()) continue;
    std::string name = text::cut_at_word(text::squeeze(text::clean(key.substr(0, 200))), 60, "");
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace vestnik::interchange::wordpress
