#include "interchange/wordpress/field_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "interchange/wordpress/page_builders.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::array<std::string_view, 29> words_of_settings = {
    "style",   "styles",    "class",     "classes",   "mode",     "lock",      "css",        "align",
    "anchor",  "alignment", "layout",    "layouts",   "font",     "fonts",     "color",      "colors",
    "colour",  "metadata",  "template",  "templates", "uniqueid", "customcss", "fontfamily", "fontsize",
    "bgcolor", "fontcolor", "textcolor", "textalign", "valign"};
constexpr std::array<std::string_view, 13> words_for_words = {"title",   "heading",  "headline", "subtitle", "caption",
                                                              "label",   "quote",    "author",   "source",   "text",
                                                              "content", "question", "name"};
constexpr std::array<std::string_view, 6> words_for_numbers = {"number",  "counter",    "year",
                                                               "percent", "percentage", "price"};
// Under these, digits are the number of a user or a file of the old site.
constexpr std::array<std::string_view, 2> words_for_numbers_of_things = {"author", "source"};
// How many of something are shown: "posts_number", "maxPrice".
constexpr std::array<std::string_view, 8> words_for_how_many = {"posts", "post", "items",   "max",
                                                                "min",   "per",  "columns", "limit"};
constexpr std::array<std::string_view, 7> words_for_yes_or_no = {"show", "hide",   "display", "has",
                                                                 "is",   "enable", "use"};

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// "text_align", "textAlign" and "text-align" are two words, and so is "CSSClass".
std::vector<std::string> words_of(std::string_view key) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool is_sign = key[i] == '_' || key[i] == '-' || key[i] == ' ';
    const bool ends_capitals = i + 1 < key.size() && is_small(key[i + 1]);
    const bool begins = is_sign || (is_capital(key[i]) && i > 0 && (!is_capital(key[i - 1]) || ends_capitals));
    if (begins && !words.back().empty()) words.emplace_back();
    if (!is_sign) words.back() += in_lower_case(key.substr(i, 1));
  }
  return words;
}

// Words of two letters at least; after the first one shorter ones count.
int count_words(std::string_view text) {
  int words = 0;
  std::size_t letters = 0;
  const auto end_word = [&] {
    if (letters > 1 || (letters == 1 && words > 0)) ++words;
    letters = 0;
  };
  for (const char c : text) {
    if (is_capital(c) || is_small(c)) {
      ++letters;
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

}  // namespace

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return is_capital(c) ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_setting(std::string_view key) {
  if (key.starts_with('_')) return true;
  // "blockId" and "blockVersion" are a plugin's own; "block_1_text" an editor's.
  if (key.starts_with("block") && key.size() > 5 && is_capital(key[5])) return true;
  const std::vector<std::string> words = words_of(key);
  // "unique_offer" is an editor's.
  const auto unique = std::ranges::find(words, "unique");
  if (unique != words.end() && (unique + 1 == words.end() || *(unique + 1) == "id")) return true;
  return std::ranges::any_of(words, [](const std::string& word) { return is_one_of(word, words_of_settings); });
}

bool is_for_words(std::string_view key) {
  return is_one_of(words_of(key).back(), words_for_words);
}

bool may_be_for_digits(std::string_view key) {
  const std::vector<std::string> words = words_of(key);
  if (is_one_of(words.front(), words_for_yes_or_no)) return false;
  return is_one_of(words.back(), words_for_words) || is_one_of(words.back(), words_for_numbers);
}

bool is_for_digits(std::string_view key) {
  const std::vector<std::string> words = words_of(key);
  // "items_0_year" is one of a list's.
  const bool is_of_list = std::ranges::any_of(words, is_number);
  return may_be_for_digits(key) && !is_one_of(words.back(), words_for_numbers_of_things) &&
         (is_of_list || !is_one_of(words.front(), words_for_how_many));
}

std::string last_word_of(std::string_view key) {
  return words_of(key).back();
}

bool says_something(std::string_view text) {
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xC3U; })) return true;
  if (text.find("</") != std::string_view::npos) return true;
  if (text.find("px") != std::string_view::npos || text.find_first_of("{}") != std::string_view::npos) return false;
  const int words = count_words(text);
  const bool is_sentence = words >= 4 && is_capital(text.front());
  return words >= 2 && (is_sentence || text.find_first_of(";|=#()_") == std::string_view::npos);
}

bool is_word(std::string_view text) {
  return text.size() >= 3 && is_capital(text.front()) && std::ranges::all_of(text.substr(1), is_small);
}

bool is_address(std::string_view text) {
  if (text.find_first_of(" \t\n<>\"") != std::string_view::npos) return false;
  return text.starts_with("http://") || text.starts_with("https://") ||
         (text.starts_with('/') && is_picture_address(text));
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 15 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_figure(std::string_view text) {
  return text.size() < 40 && text.find_first_of("0123456789") != std::string_view::npos &&
         text.find_first_not_of("0123456789 .,:/%+-") == std::string_view::npos;
}

}  // namespace vestnik::interchange::wordpress
