#include "pages/typesetting.h"

#include <algorithm>

namespace vestnik::pages {
namespace {

constexpr std::string_view no_break_space = "\u00A0";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool begins_with_dash(std::string_view text) {
  return text.starts_with("– ") || text.starts_with("— ");
}

bool begins_with_group(std::string_view text) {
  return text.size() >= 3 && std::all_of(text.begin(), text.begin() + 3, is_digit) &&
         (text.size() == 3 || !is_digit(text[3]));
}

}  // namespace

std::string typeset(std::string_view text) {
  std::string set;
  set.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at + 1);
    const bool held =
        text[at] == ' ' && at > 0 && (begins_with_dash(rest) || (is_digit(text[at - 1]) && begins_with_group(rest)));
    if (held) {
      set += no_break_space;
    } else {
      set += text[at];
    }
  }
  return set;
}

}  // namespace vestnik::pages
