// What the old page kept from its readers' eyes. Sites that were broken into carry links for search engines alone,
// hidden by a style; styles are not taken over, so every reader would see them.
#pragma once

#include <gumbo.h>

#include <string>

namespace vestnik::content::html {

// The first address in an element that its own style hides and that says little but links to other places; "" for all
// others: texts behind tabs and "read more" are hidden too until a script shows them, and are for reading.
std::string hidden_links(const GumboNode* node);

}  // namespace vestnik::content::html
