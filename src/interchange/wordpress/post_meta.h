// What plugins and themes keep beside a post, as far as newspapers rely on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/body.h"
#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange::wordpress {

// Yoast, Rank Math, All in One SEO, SEOPress; "" where there is none or only a template of variables.
std::string description_of(const Item& item);
std::string canonical_of(const Item& item);
// The term that a plugin marks as the main category; 0 where none does.
std::int64_t primary_category_of(const Item& item);
// A second headline, kept by Newspack and several themes.
std::string subtitle_of(const Item& item);
// Blocks that a theme shows before and after the content: the video of a video post, the source of a piece.
std::vector<content::Node> blocks_before(const Item& item);
std::vector<content::Node> blocks_after(const Item& item);
// The attachments of a gallery that Envira, FooGallery or Modula keep as a post of its own; at most 1,000.
std::vector<std::int64_t> pictures_of_gallery(const Item& item);
// What plugins and themes keep for people beside a post and nothing here has a place for, in words for the report:
// "search title of an SEO plugin left out". At most 30.
std::vector<std::string> lost_of_plugins(const Item& item);
// Who signed, as the plugin Molongui keeps it: accounts and guests by number, the first one first.
struct MolonguiAuthor {
  bool guest = false;
  std::int64_t number = 0;
};
std::vector<MolonguiAuthor> molongui_authors_of(const Item& item);

std::vector<std::string> old_slugs_of(const Item& item);
// Names of the fields with a value that were made by hand or by plugins for people ("price", not "_price") and that
// nothing here understands.
std::vector<std::string> unknown_fields_of(const Item& item);

}  // namespace vestnik::interchange::wordpress
