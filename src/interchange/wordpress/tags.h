// Where tags, comments and untouchable elements begin and end in loosely written HTML: enough to leave them alone.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::interchange::wordpress {

// One past the tag or comment that begins with the "<" at `at`; `at` itself where none begins there.
std::size_t end_of_tag(std::string_view html, std::size_t at);

// Lower-case name of the tag at `at` ("p", "/p"), "" where it is none.
std::string tag_name(std::string_view html, std::size_t at);

// The value of an attribute of the tag `tag` ("<img src=…>"), entities left as they are; "" where it has none.
std::string attribute_of(std::string_view tag, std::string_view name);

// One past the end of the pre, script, style, textarea, svg or math element that begins at `at` with that name;
// `at` where the element is none of these or never ends.
std::size_t end_of_raw_element(std::string_view html, std::size_t at, std::string_view name);

}  // namespace vestnik::interchange::wordpress
