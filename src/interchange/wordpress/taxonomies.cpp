#include "interchange/wordpress/taxonomies.h"

#include <algorithm>
#include <array>

#include "interchange/wordpress/old_site.h"

namespace vestnik::interchange::wordpress {
namespace {

template <std::size_t count>
bool holds(const std::array<std::string_view, count>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

template <std::size_t count>
bool begins_with_one(std::string_view name, const std::array<std::string_view, count>& beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view one) { return name.starts_with(one); });
}

constexpr std::array<std::string_view, 27> orders = {
    "category",
    "post_tag",
    "tag",
    "author",
    "post_format",
    "nav_menu",
    "language",
    "link_category",
    "action-group",
    "media_category",
    "following_users",
    "ef_usergroup",
    "post_status",
    "product_type",
    "product_visibility",
    "product_shipping_class",
    "mailpoet",
    "ppma_author",
    "post_translations",
    "term_translations",
    "term_language",
    "amp_validation_error",
    "attachment_category",
    "yst_prominent_words",
    "wpmf-category",
    "translation_priority",
    "newspack_spnsrs_tax",
};
constexpr std::array<std::string_view, 12> order_beginnings = {"wp_",    "elementor_", "flamingo_", "fl-builder-",
                                                               "et_",    "layout_",    "tdb_",      "pa_",
                                                               "brizy_", "oxygen_",    "jetpack_",  "vc_"};

constexpr std::array<std::string_view, 55> kept_types = {"revision",
                                                         "custom_css",
                                                         "customize_changeset",
                                                         "oembed_cache",
                                                         "user_request",
                                                         "feedback",
                                                         "safecss",
                                                         "product_variation",
                                                         "amp_validated_url",
                                                         "ads",
                                                         "advanced_ads",
                                                         "tablepress_table",
                                                         "guest-author",
                                                         "guest_author",
                                                         "mc4wp-form",
                                                         "popup",
                                                         "nf_sub",
                                                         "poll",
                                                         "polls",
                                                         "spay_email",
                                                         "envira",
                                                         "envira_album",
                                                         "foogallery",
                                                         "foogallery-album",
                                                         "modula-gallery",
                                                         "soliloquy",
                                                         "ngg_gallery",
                                                         "ngg_album",
                                                         "ngg_pictures",
                                                         "lightbox_library",
                                                         "displayed_gallery",
                                                         "display_type",
                                                         "gal_display_source",
                                                         "ml-slider",
                                                         "ml-slide",
                                                         "brizy_template",
                                                         "oxy_user_library",
                                                         "bricks_template",
                                                         "gp_elements",
                                                         "blocks",
                                                         "cookielawinfo",
                                                         "cookie_consent",
                                                         "wpdiscuz_form",
                                                         "wpcode",
                                                         "custom-css-js",
                                                         "code_snippet",
                                                         "rank_math_schema",
                                                         "rm_content_editor",
                                                         "saswp",
                                                         "reply",
                                                         "newsletter",
                                                         "astra-advanced-hook",
                                                         "coupon",
                                                         "wprss_feed_item",
                                                         "redirect_rule"};
constexpr std::array<std::string_view, 22> kept_beginnings = {
    "wp_",  "acf", "shop_", "wpcf7", "flamingo", "elementor", "wpforms", "jp_",  "jetpack_",
    "ct_",  "et_", "vc_",   "ninja", "mailpoet", "newspack_", "wpseo",   "tdb_", "scheduled-action",
    "tdc-", "fl-", "td_",   "ppma_"};

}  // namespace

bool is_custom_taxonomy(std::string_view taxonomy) {
  return !taxonomy.empty() && taxonomy.size() <= 32 && !holds(orders, taxonomy) &&
         !begins_with_one(taxonomy, order_beginnings) &&
         taxonomy.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
             std::string_view::npos;
}

std::string base_of_taxonomy(std::string_view taxonomy) {
  if (taxonomy == "product_cat") return "product-category";
  if (taxonomy == "product_tag") return "product-tag";
  return std::string(taxonomy);
}

std::string topic_key(std::string_view taxonomy, std::string_view slug) {
  if (!is_custom_taxonomy(taxonomy)) return std::string(slug);
  return std::string(taxonomy).append("/").append(slug);
}

bool is_custom_type(std::string_view type) {
  return !type.empty() && type != "post" && type != "page" && type != "product" && type != "attachment";
}

bool is_uncategorized(std::string_view slug) {
  static constexpr std::array<std::string_view, 6> slugs = {"uncategorized",    "uncategorised", "bez-kategoriya",
                                                            "nekategorizirani", "без-категория", "некатегоризирани"};
  return holds(slugs, percent_decoded(slug));
}

std::string name_of_type(std::string_view type, bool bulgarian) {
  struct Name {
    std::string_view type, bulgarian, english;
  };
  static constexpr std::array<Name, 11> names = {
      Name{"news", "Новини", "News"},      {"article", "Статии", "Articles"},  {"stor", "Истории", "Stories"},
      {"video", "Видео", "Video"},         {"galler", "Галерии", "Galleries"}, {"interview", "Интервюта", "Interviews"},
      {"opinion", "Мнения", "Opinion"},    {"column", "Мнения", "Opinion"},    {"analys", "Анализи", "Analysis"},
      {"podcast", "Подкасти", "Podcasts"}, {"event", "Събития", "Events"}};
  for (const Name& name : names) {
    if (type.starts_with(name.type)) return std::string(bulgarian ? name.bulgarian : name.english);
  }
  std::string plain(type);
  std::ranges::replace(plain, '_', ' ');
  std::ranges::replace(plain, '-', ' ');
  if (!plain.empty() && plain[0] >= 'a' && plain[0] <= 'z') plain[0] = static_cast<char>(plain[0] - 32);
  return plain;
}

bool is_kept_by_plugins(std::string_view type) {
  return holds(kept_types, type) || begins_with_one(type, kept_beginnings);
}

}  // namespace vestnik::interchange::wordpress
