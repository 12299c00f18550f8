// The entries of live coverage (liveEntry blocks) by name: what a page has as their ids, what readers who have the page
// open are told by, and what a link to one of them ends with.
#pragma once

#include <string>
#include <vector>

#include "content/body.h"

namespace vestnik::content {

// Of every entry, in the order of the text. Made of the time that stands over it ("e20261124180500020"), so that it
// stays the same when its text, or another entry, changes. Of several with the same time the oldest has no ending, the
// next "-2": newest first, as coverage is usually written, that is the last of them.
std::vector<std::string> entry_ids(const Body& body);

}  // namespace vestnik::content
