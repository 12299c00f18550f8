// Which words of a text became different: for readers and editors who compare two states of an article. Any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vestnik::content {

struct WordChange {
  enum class How { kept, added, removed };
  How how = How::kept;
  std::string text;
  bool operator==(const WordChange&) const = default;
};

// Runs of text in order: what is kept and added is `after`, what is kept and removed is `before`. The shortest script
// of whole words (Myers, "An O(ND) Difference Algorithm", 1986); texts that differ in more than `most_changes` words
// are shown as one removed and one added run.
inline constexpr int most_changes = 2'000;
std::vector<WordChange> word_changes(std::string_view before, std::string_view after);

}  // namespace vestnik::content
