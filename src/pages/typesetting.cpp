#include "pages/typesetting.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace vestnik::pages {
namespace {

constexpr std::string_view no_break_space = "\u00A0";
constexpr std::string_view word_joiner = "\u2060";

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

// What a number means nothing without. A word that only counts further ("млн.") is held to what follows it as well.
constexpr std::array<std::string_view, 58> units = {
    "%",      "‰",          "€",      "$",       "°C",        "°",         "г.",         "ч.",        "мин.",
    "сек.",   "м",          "км",     "см",      "мм",        "км/ч",      "м/с",        "кг",        "г",
    "т",      "л",          "мл",     "дка",     "ха",        "лв.",       "лв",         "лева",      "евро",
    "щ.д.",   "долара",     "метра",  "метър",   "километра", "километър", "сантиметра", "милиметра", "килограма",
    "тона",   "литра",      "декара", "хектара", "процента",  "градуса",   "милиона",    "милиард",   "милиарда",
    "kW",     "MW",         "km",     "km/h",    "m",         "cm",        "mm",         "kg",        "kWh",
    "metres", "kilometres", "euro",   "per cent"};
constexpr std::array<std::string_view, 7> counts = {"млн.", "млрд.", "хил.", "куб.", "кв.", "million", "billion"};

bool ends_word(std::string_view rest) {
  // Letters beyond ASCII have the highest bit; so have dashes and quotation marks, which a space is not missed before.
  return rest.empty() || !(static_cast<unsigned char>(rest[0]) >= 0x80U || is_digit(rest[0]) ||
                           (rest[0] >= 'a' && rest[0] <= 'z') || (rest[0] >= 'A' && rest[0] <= 'Z'));
}

bool begins_with_one(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return text.starts_with(word) && (word.ends_with('.') || ends_word(text.substr(word.size())));
  });
}

// Whether what is set so far ends with "26" or "26 млн.", the space between them held.
bool ends_with_amount(std::string_view set) {
  if (!set.empty() && is_digit(set.back())) return true;
  return std::ranges::any_of(counts, [&](std::string_view word) {
    if (!set.ends_with(word)) return false;
    set.remove_suffix(word.size());
    return set.ends_with(no_break_space);
  });
}

// Where the tag ends that begins at `at`: past its ">", which may stand in an attribute's quotes as well.
std::size_t end_of_tag(std::string_view html, std::size_t at) {
  char quote = 0;
  for (; at < html.size(); ++at) {
    if (quote != 0) {
      if (html[at] == quote) quote = 0;
    } else if (html[at] == '"' || html[at] == '\'') {
      quote = html[at];
    } else if (html[at] == '>') {
      return at + 1;
    }
  }
  return html.size();
}

// Where that ends which stands as it was typed: "<pre>…</pre>". `at` where none begins there.
std::size_t end_of_verbatim(std::string_view html, std::size_t at) {
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"<pre", "</pre>"}, {"<code", "</code>"}}) {
    if (!html.substr(at).starts_with(open)) continue;
    const std::size_t end = html.find(close, at);
    return end == std::string_view::npos ? html.size() : end + close.size();
  }
  return at;
}

// Where a line may not end.
enum class Holds { numbers, numbers_and_dashes };

// "км/ч" after its number: browsers end lines behind a slash, and "ч" alone says nothing.
std::string_view unit_with_slash(std::string_view text) {
  const auto found = std::ranges::find_if(units, [&](std::string_view word) {
    return word.find('/') != std::string_view::npos && text.starts_with(word) && ends_word(text.substr(word.size()));
  });
  return found == units.end() ? std::string_view() : *found;
}

// "10-годишна", "2-and": the hyphen between a number and the letters that belong to it.
bool joins_number(std::string_view text, std::size_t at) {
  if (text[at] != '-' || at == 0 || !is_digit(text[at - 1]) || at + 1 == text.size()) return false;
  const std::string_view rest = text.substr(at + 1);
  return !ends_word(rest) && !is_digit(rest[0]) && !rest.starts_with(no_break_space) && !rest.starts_with(word_joiner);
}

std::string held_together(std::string_view text, Holds holds) {
  std::string set;
  set.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at + 1);
    const bool held = text[at] == ' ' && at > 0 &&
                      ((holds == Holds::numbers_and_dashes && begins_with_dash(rest)) ||
                       (is_digit(text[at - 1]) && begins_with_group(rest)) ||
                       (ends_with_amount(set) && (begins_with_one(rest, units) || begins_with_one(rest, counts))));
    if (held) {
      set += no_break_space;
      if (const std::string_view unit = unit_with_slash(rest); !unit.empty()) {
        const std::size_t slash = unit.find('/') + 1;
        set.append(unit.substr(0, slash)).append(word_joiner).append(unit.substr(slash));
        at += unit.size();
      }
    } else {
      set += text[at];
      if (holds == Holds::numbers_and_dashes && joins_number(text, at)) set += word_joiner;
    }
  }
  return set;
}

}  // namespace

std::string typeset(std::string_view text) {
  return held_together(text, Holds::numbers_and_dashes);
}

std::string typeset_html(std::string_view html) {
  std::string set;
  set.reserve(html.size() + html.size() / 64);
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const std::size_t verbatim = end_of_verbatim(html, at);
      const std::size_t end = verbatim > at ? verbatim : end_of_tag(html, at);
      set += html.substr(at, end - at);
      at = end;
    } else {
      const std::size_t end = std::min(html.find('<', at), html.size());
      set += held_together(html.substr(at, end - at), Holds::numbers);
      at = end;
    }
  }
  return set;
}

}  // namespace vestnik::pages
