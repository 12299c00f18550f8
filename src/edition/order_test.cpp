#include "edition/order.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace vestnik::edition {
namespace {

struct Word {
  int number = 0;
  std::string text;
};
struct ByNumber {
  bool operator()(const Word& left, const Word& right) const { return left.number < right.number; }
  bool operator()(const Word& left, int right) const { return left.number < right; }
  bool operator()(int left, const Word& right) const { return left < right.number; }
};
using Words = Order<Word, ByNumber, 8>;  // narrow: many levels with few entries
using Reference = std::map<int, std::string>;

void expect_same(const Words& words, const Reference& reference) {
  ASSERT_EQ(words.size(), reference.size());
  EXPECT_EQ(words.empty(), reference.empty());
  std::size_t index = 0;
  auto expected = reference.begin();
  words.walk(0, [&](const Word& word) {
    EXPECT_EQ(word.number, expected->first);
    EXPECT_EQ(word.text, expected->second);
    EXPECT_EQ(words.rank(word.number), index);
    ++expected;
    ++index;
    return true;
  });
  EXPECT_EQ(index, reference.size());
}

}  // namespace

TEST(Order, it_holds_what_a_map_holds_and_former_versions_stay_as_they_were) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    Words words;
    Reference reference;
    std::vector<std::pair<Words, Reference>> kept;
    Owner owner;
    for (int step = 0; step < 2'000; ++step) {
      if (random() % 50 == 0) {
        kept.emplace_back(words, reference);
        owner = random() % 2 == 0 ? Owner::fresh() : Owner();
      }
      const int number = static_cast<int>(random() % 400);
      // In phases, so that trees grow tall and shrink to nothing.
      if (random() % 10 < (step / 400 % 2 == 0 ? 7U : 2U)) {
        const std::string text = std::to_string(random());
        words.insert({number, text}, owner);
        reference[number] = text;
      } else {
        EXPECT_EQ(words.erase(number, owner), reference.erase(number) == 1);
      }
      const Word* found = words.find(number);
      const auto expected = reference.find(number);
      ASSERT_EQ(found != nullptr, expected != reference.end());
      if (found) {
        EXPECT_EQ(found->text, expected->second);
      }
    }
    expect_same(words, reference);
    for (const auto& [old_words, old_reference] : kept) expect_same(old_words, old_reference);
  }
}

TEST(Order, built_at_once_is_the_same_as_built_one_by_one) {
  for (const int size : {0, 1, 7, 8, 9, 60, 500, 4'000}) {
    std::vector<Word> sorted;
    Reference reference;
    for (int i = 0; i < size; ++i) {
      sorted.push_back({i * 2, std::to_string(i)});
      reference[i * 2] = std::to_string(i);
    }
    Words words = Words::of_sorted(sorted);
    expect_same(words, reference);
    const Owner owner = Owner::fresh();
    for (int i = 0; i < size; i += 3) {
      words.insert({i * 2 + 1, "between"}, owner);
      reference[i * 2 + 1] = "between";
      words.erase(i * 2, owner);
      reference.erase(i * 2);
    }
    expect_same(words, reference);
  }
}

TEST(Order, pages_start_anywhere_from_either_end) {
  std::vector<Word> sorted;
  for (int i = 0; i < 1'000; ++i) sorted.push_back({i, {}});
  const Words words = Words::of_sorted(sorted);
  for (const std::size_t skip : {0UL, 1UL, 7UL, 8UL, 63UL, 500UL, 999UL, 1'000UL, 5'000UL}) {
    std::vector<int> forward, back;
    words.walk(skip, [&](const Word& word) {
      forward.push_back(word.number);
      return forward.size() < 20;
    });
    words.walk_back(skip, [&](const Word& word) {
      back.push_back(word.number);
      return back.size() < 20;
    });
    const std::size_t expected = skip >= 1'000 ? 0 : std::min<std::size_t>(20, 1'000 - skip);
    ASSERT_EQ(forward.size(), expected);
    ASSERT_EQ(back.size(), expected);
    for (std::size_t i = 0; i < expected; ++i) {
      EXPECT_EQ(forward[i], static_cast<int>(skip + i));
      EXPECT_EQ(back[i], static_cast<int>(999 - skip - i));
    }
  }
}

TEST(Order, a_rank_is_given_for_what_is_not_there_too) {
  const Words words = Words::of_sorted({{10, {}}, {20, {}}, {30, {}}});
  EXPECT_EQ(words.rank(5), 0U);
  EXPECT_EQ(words.rank(20), 1U);
  EXPECT_EQ(words.rank(25), 2U);
  EXPECT_EQ(words.rank(35), 3U);
}

TEST(Order, a_change_copies_a_path_and_shares_the_rest) {
  std::vector<Word> sorted;
  for (int i = 0; i < 100'000; ++i) sorted.push_back({i, {}});
  const Words before = Words::of_sorted(std::move(sorted));
  Words after = before;
  after.insert({50'000, "changed"}, Owner());
  EXPECT_EQ(before.find(50'000)->text, "");
  EXPECT_EQ(after.find(50'000)->text, "changed");
  EXPECT_EQ(before.find(1), after.find(1));  // the very same entry in memory
  EXPECT_EQ(before.find(99'999), after.find(99'999));
}

}  // namespace vestnik::edition
