// Spaces that a line may not end at, put into what is set large or read at length before it is shown: an article's
// headline, deck and body, and the stories at the top of a front. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::pages {

// No line begins with a dash ("спряха – и тръгнаха"), none breaks inside a number ("312 000") or parts it from its unit
// ("26 млн. евро"): a space before a dash that stands between spaces, before a group of three digits after a digit, or
// before a unit after a number becomes U+00A0, and the slash of that unit ("км/ч") is followed by U+2060, as is the
// hyphen of "10-годишна". UTF-8 in and out.
std::string typeset(std::string_view text);

// The numbers in the texts of `html`, well-formed as write_html makes it; tags, and what stands in <pre> and <code>,
// stay as they are, and so do dashes and hyphens: in running text the eye finds them where it left.
std::string typeset_html(std::string_view html);

}  // namespace vestnik::pages
