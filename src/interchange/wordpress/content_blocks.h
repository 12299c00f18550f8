// What WordPress's blocks become where their own HTML does not say it all.
#pragma once

#include <optional>
#include <string>

#include "interchange/wordpress/blocks.h"
#include "interchange/wordpress/content_parts.h"

namespace vestnik::interchange::wordpress {

// HTML to stand for the block; nothing: its own.
std::optional<std::string> html_of_block(const Block& block, ContentParts& parts, int depth);

}  // namespace vestnik::interchange::wordpress
