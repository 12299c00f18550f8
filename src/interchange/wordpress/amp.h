// Elements that pages have in place of players: those of AMP, which some sites kept in their texts, and light ones:
// <amp-img>, <amp-youtube data-videoid="…">, <lite-youtube videoid="…"> …
#pragma once

#include <string>
#include <string_view>

#include "interchange/wordpress/content_parts.h"

namespace vestnik::interchange::wordpress {

// `content` with those elements as what they stand for in HTML, embeds of known providers as such. Linear.
std::string without_amp(std::string_view content, ContentParts& parts);

}  // namespace vestnik::interchange::wordpress
