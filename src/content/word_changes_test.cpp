#include "content/word_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace vestnik::content {
namespace {

using How = WordChange::How;
using testing::ElementsAre;
using testing::IsEmpty;

std::string without(const std::vector<WordChange>& changes, How how) {
  std::string text;
  for (const WordChange& each : changes) {
    if (each.how != how) text += each.text;
  }
  return text;
}

TEST(WordChanges, mark_the_words_that_became_others) {
  EXPECT_THAT(word_changes("Мостът е дълъг 20 метра.", "Мостът е дълъг 200 метра."),
              ElementsAre(WordChange{How::kept, "Мостът е дълъг "}, WordChange{How::removed, "20 "},
                          WordChange{How::added, "200 "}, WordChange{How::kept, "метра."}));
}

TEST(WordChanges, of_equal_texts_are_none) {
  EXPECT_THAT(word_changes("a b", "a b"), ElementsAre(WordChange{How::kept, "a b"}));
  EXPECT_THAT(word_changes("", ""), IsEmpty());
}

TEST(WordChanges, of_texts_with_nothing_in_common_are_the_texts) {
  EXPECT_THAT(word_changes("a", "b"), ElementsAre(WordChange{How::removed, "a"}, WordChange{How::added, "b"}));
  EXPECT_THAT(word_changes("", "b c"), ElementsAre(WordChange{How::added, "b c"}));
  EXPECT_THAT(word_changes("b c", ""), ElementsAre(WordChange{How::removed, "b c"}));
}

TEST(WordChanges, give_both_texts_back_whatever_they_are) {
  std::mt19937 random(1);
  const auto text = [&] {
    std::string words;
    for (int i = std::uniform_int_distribution(0, 40)(random); i > 0; --i) {
      words += std::string(1, static_cast<char>('a' + std::uniform_int_distribution(0, 3)(random)));
      words += i % 7 == 0 ? "\n" : " ";
    }
    return words;
  };
  for (int round = 0; round < 2'000; ++round) {
    const std::string before = text(), after = text();
    const auto changes = word_changes(before, after);
    ASSERT_EQ(without(changes, How::added), before);
    ASSERT_EQ(without(changes, How::removed), after);
  }
}

TEST(WordChanges, of_long_texts_that_share_nothing_end_soon) {
  std::string before, after;
  for (int i = 0; i < 50'000; ++i) before += "a" + std::to_string(i) + " ", after += "b" + std::to_string(i) + " ";
  const auto changes = word_changes(before, after);
  EXPECT_EQ(changes.size(), 2u);
  EXPECT_EQ(without(changes, How::added), before);
}

}  // namespace
}  // namespace vestnik::content
