#include "interchange/wordpress/field_words.h"

#include <algorithm>
#include <array>
#include <vector>

#include "interchange/wordpress/page_builders.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::array<std::string_view, 9> of_settings = {"css",   "align",  "anchor",   "layout",  "font",
                                                         "color", "unique", "metadata", "template"};
constexpr std::array<std::string_view, 6> words_of_settings = {"style", "styles", "class", "classes", "mode", "lock"};
constexpr std::array<std::string_view, 13> words_for_words = {"title",   "heading",  "headline", "subtitle", "caption",
                                                              "label",   "quote",    "author",   "source",   "text",
                                                              "content", "question", "name"};

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

// "text_align", "textAlign" and "text-align" are two words.
std::vector<std::string> words_of(std::string_view key) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool is_sign = key[i] == '_' || key[i] == '-' || key[i] == ' ';
    const bool begins = is_sign || (is_capital(key[i]) && i > 0 && is_small(key[i - 1]));
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
  const std::string name = in_lower_case(key);
  if (std::ranges::any_of(of_settings, [&](std::string_view part) { return name.find(part) != std::string::npos; }))
    return true;
  // "blockId" and "blockVersion" are a plugin's own; "block_1_text" an editor's.
  if (key.starts_with("block") && key.size() > 5 && is_capital(key[5])) return true;
  return std::ranges::any_of(words_of(key), [](const std::string& word) {
    return std::ranges::find(words_of_settings, std::string_view(word)) != words_of_settings.end();
  });
}

bool is_for_words(std::string_view key) {
  return std::ranges::find(words_for_words, std::string_view(words_of(key).back())) != words_for_words.end();
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

}  // namespace vestnik::interchange::wordpress
