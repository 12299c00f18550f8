// Spaces that a line may not end at, put into headlines and decks before they are shown. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::pages {

// No line begins with a dash ("спряха – и тръгнаха"), none breaks inside a number ("312 000"): a space before a dash
// that stands between spaces, or before a group of three digits after a digit, becomes U+00A0. UTF-8 in and out.
std::string typeset(std::string_view text);

}  // namespace vestnik::pages
