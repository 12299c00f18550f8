// The allow-list of what may stay HTML: elements of text, tables and lists, and of their attributes those that say
// something: href and src (checked by is_safe_address), alt, title, lang, dir, cite, datetime, start, reversed,
// colspan, rowspan, scope. No id, class, style, target, event or data attribute. A link gets rel="noopener". Any
// thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "content/html/tree.h"

namespace vestnik::content::html {

using LinkOf = std::function<std::string(std::string_view)>;

// `node` itself, or what stands in it, as HTML of the allow-list. `link_of` may be empty.
std::string serialised(const GumboNode* node, const LinkOf& link_of);
std::string serialised_children(const GumboNode* node, const LinkOf& link_of);

// Whether the allow-list has the element, and the attribute on some element.
bool is_allowed_element(GumboTag tag);
bool is_allowed_attribute(std::string_view name);

}  // namespace vestnik::content::html
