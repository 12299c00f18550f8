// Paragraphs out of line breaks, as WordPress makes them when it shows text that was written in its classic editor
// (wpautop): an empty line parts paragraphs, a single one becomes <br>. Inside pre, script, style and textarea nothing
// is touched. One pass over a stream of tags and text instead of WordPress's chain of patterns, so it is linear;
// unbalanced markup is left for the HTML parser to mend.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::interchange::wordpress {

std::string autop(std::string_view html);

}  // namespace vestnik::interchange::wordpress
