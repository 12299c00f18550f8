// What an entry of the index keeps of an article to show where it was found: deck and body, and where their words
// lie, so that no text is taken apart into words while a reader waits. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/words.h"

namespace vestnik::search {

struct ShownText {
  std::string text;         // deck, a newline, the beginning of the body
  std::vector<Span> words;  // of the text
  std::size_t deck_words = 0;
  // How often each position of the index was counted up before the first word of the deck, and of the body.
  std::uint32_t before_deck = 0, before_body = 0;

  // Which word stands at a position of the index.
  std::optional<std::size_t> word_at(std::uint32_t position) const;

  std::string write() const;
  // Anything that `write` has not made gives what could be read, never a word outside of the text.
  static ShownText read(std::string_view data);
};

}  // namespace vestnik::search
