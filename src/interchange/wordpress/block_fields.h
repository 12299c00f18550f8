// Blocks that keep their texts in their attributes and leave no HTML: Divi 5, blocks of ACF, Lazy Blocks and their
// like. What the attributes say that readers saw becomes HTML, in the order of the attributes: texts, links, pictures
// by their address; settings of the layout do not.
#pragma once

#include <string>

#include "interchange/wordpress/blocks.h"
#include "interchange/wordpress/content_parts.h"

namespace vestnik::interchange::wordpress {

// "" where they say nothing.
std::string html_of_fields(const Block& block, ContentParts& parts);

}  // namespace vestnik::interchange::wordpress
