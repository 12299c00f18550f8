#include "search/shown_text.h"

#include <algorithm>

namespace vestnik::search {
namespace {

// Seven bits a byte, the lowest first; the highest bit says that more follow.
void write_number(std::string& data, std::size_t number) {
  for (; number >= 0x80U; number >>= 7U) data += static_cast<char>(0x80U | (number & 0x7fU));
  data += static_cast<char>(number);
}

std::size_t read_number(std::string_view& data) {
  std::size_t number = 0;
  for (unsigned shift = 0; !data.empty() && shift < 35; shift += 7) {
    const auto byte = static_cast<unsigned char>(data.front());
    data.remove_prefix(1);
    number |= static_cast<std::size_t>(byte & 0x7fU) << shift;
    if (byte < 0x80U) break;
  }
  return number;
}

}  // namespace

std::optional<std::size_t> ShownText::word_at(std::uint32_t position) const {
  // The first word counted up to one.
  if (position > before_deck && position - before_deck <= deck_words) return position - before_deck - 1;
  if (position <= before_body) return std::nullopt;
  const std::size_t word = deck_words + (position - before_body - 1);
  return word < words.size() ? std::optional(word) : std::nullopt;
}

std::string ShownText::write() const {
  std::string data;
  data.reserve(text.size() + 2 * words.size() + 16);
  for (const std::size_t number : {text.size(), deck_words, std::size_t{before_deck}, std::size_t{before_body}})
    write_number(data, number);
  data += text;
  std::size_t from = 0;
  for (const Span& word : words) {
    write_number(data, word.begin - from);
    write_number(data, word.end - word.begin);
    from = word.end;
  }
  return data;
}

ShownText ShownText::read(std::string_view data) {
  ShownText shown;
  const std::size_t bytes = read_number(data);
  shown.deck_words = read_number(data);
  shown.before_deck = static_cast<std::uint32_t>(read_number(data));
  shown.before_body = static_cast<std::uint32_t>(read_number(data));
  shown.text = data.substr(0, bytes);
  data.remove_prefix(shown.text.size());
  shown.words.reserve(data.size() / 2);
  for (std::size_t from = 0; !data.empty();) {
    Span word;
    word.begin = from + read_number(data);
    word.end = word.begin + read_number(data);
    if (word.end > shown.text.size()) break;
    shown.words.push_back(word);
    from = word.end;
  }
  shown.deck_words = std::min(shown.deck_words, shown.words.size());
  return shown;
}

}  // namespace vestnik::search
