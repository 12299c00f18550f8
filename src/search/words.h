// Where the words of a text stand, and the one written form that words are compared in. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vestnik::search {

// Bytes [begin, end) of a UTF-8 text.
struct Span {
  std::size_t begin = 0, end = 0;
};

// ICU word boundaries; only what holds a letter or a digit. In Bulgarian the degrees of an adjective ("по-голям",
// "най-голям") and a number with its ending ("22-рата") are one word each.
std::vector<Span> word_spans(std::string_view text, std::string_view language);

// NFKC with case folded, without stress marks: "СЍН" and "сѝн" are "син". Invalid bytes become U+FFFD.
std::string fold(std::string_view text);

// Letters and whatever else counts as a character: code points.
std::size_t length_of(std::string_view text);

bool has_cyrillic(std::string_view text);
bool has_letter_or_digit(std::string_view text);

// At most `bytes` of `text`, cut between code points.
std::string_view cut(std::string_view text, std::size_t bytes);

}  // namespace vestnik::search
