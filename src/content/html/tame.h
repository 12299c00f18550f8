// What foreign HTML must pass before the HTML5 parser sees it: its tags are taken apart once, in time linear in the
// input, and written anew with everything left out that no body could hold. The parser then meets no script, no foreign
// namespace, no attribute that we do not read, and no pile of open elements that its quadratic parts would drown in.
// Tokens as in the HTML standard, 13.2.5. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/html/stand_ins.h"

namespace vestnik::content::html {

struct Tamed {
  std::string html;
  StandIns texts;                     // parts of the input that single characters of `html` stand for
  std::vector<std::string> left_out;  // names of elements whose content is gone: "script", "style", "form" …
};

// Beyond this many tags no real article goes; what has more is nested properly here, tag by tag, before it is parsed.
inline constexpr std::size_t trusted_tags = 4'000;

// `strict` nests properly however few tags there are.
Tamed tame(std::string_view html, bool strict = false);

}  // namespace vestnik::content::html
