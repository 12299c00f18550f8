// Blocks that keep their texts in their attributes and leave no HTML: Divi 5, blocks of ACF, Lazy Blocks and their
// like. What the attributes say that readers saw becomes HTML, in the order of the attributes: texts, links, pictures
// by their address; settings of the layout do not.
#pragma once

#include <string>
#include <string_view>

#include "interchange/wordpress/blocks.h"
#include "interchange/wordpress/content_parts.h"

namespace vestnik::interchange::wordpress {

// "" where they say nothing. `depth`: of blocks that are read within others.
std::string html_of_fields(const Block& block, ContentParts& parts, int depth);
// Whether what such a block holds between its comments is only what was put into it: its fields are beside that.
bool keeps_fields_beside_html(std::string_view name);

}  // namespace vestnik::interchange::wordpress
