// WordPress's own shortcodes and those of its commonest plugins, as HTML and placeholders.
#pragma once

#include <string>
#include <string_view>

#include "interchange/wordpress/content_parts.h"

namespace vestnik::interchange::wordpress {

bool is_known_shortcode(std::string_view name);

std::string with_shortcodes(std::string_view content, ContentParts& parts);

}  // namespace vestnik::interchange::wordpress
