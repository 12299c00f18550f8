// What page builders (WPBakery, Divi, Avada, Enfold, Newspaper's composer …) leave in a post's content: a layout of
// shortcodes around texts, "[vc_row][vc_column][vc_column_text]Text[/vc_column_text]…". The layout goes, the texts,
// pictures, clips and links stay; what the builder filled on the old server is left out and told by name.
#pragma once

#include <string>
#include <string_view>

#include "interchange/wordpress/content_parts.h"

namespace vestnik::interchange::wordpress {

// Whether a shortcode of that name is a page builder's.
bool is_of_page_builder(std::string_view name);

// Whether an address names a picture by its ending.
bool is_picture_address(std::string_view address);

// `content` with the builders' shortcodes resolved; all others stay as they are. Linear.
std::string without_page_builders(std::string_view content, ContentParts& parts);

}  // namespace vestnik::interchange::wordpress
