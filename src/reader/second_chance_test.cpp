#include "reader/second_chance.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace vestnik::reader {
namespace {

constexpr std::size_t thing_bytes = 10'000;

// Each has so many bytes, which go with it.
struct Thing {
  int value = 0;
  std::size_t bytes = 0;
  std::size_t let_go() { return std::exchange(bytes, 0); }
};

class Kept : public SecondChance<Thing> {
 public:
  using SecondChance::SecondChance;
  void put(const std::string& name, int value, std::size_t bytes = thing_bytes) {
    Thing& thing = place(name);
    add_bytes(static_cast<std::ptrdiff_t>(bytes) - static_cast<std::ptrdiff_t>(thing.bytes));
    thing = {.value = value, .bytes = bytes};
    make_room();
  }
  bool has(const std::string& name) { return find(name) != nullptr; }
};

// Room for a hundred.
constexpr std::size_t hundred = 100 * (thing_bytes + 300);

std::string numbered(const char* name, int number) {
  return name + std::to_string(number);
}

TEST(SecondChance, keeps_what_it_was_given_within_its_bytes) {
  Kept kept(hundred);
  for (int i = 0; i < 100; ++i) kept.put(numbered("", i), i);
  EXPECT_EQ(kept.size(), 100U);
  for (int i = 0; i < 100; ++i) {
    const Thing* found = kept.find(numbered("", i));
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->value, i);
  }
  for (int i = 100; i < 1'000; ++i) kept.put(numbered("", i), i);
  EXPECT_LE(kept.bytes(), hundred);
  EXPECT_GE(kept.size(), 99U);
}

TEST(SecondChance, what_is_asked_for_again_outlasts_a_walk_through_everything) {
  Kept kept(hundred);
  for (int i = 0; i < 10; ++i) kept.put(numbered("hot ", i), i);
  for (int walk = 0; walk < 10'000; ++walk) {
    kept.put(numbered("cold ", walk), walk);
    if (walk % 5 != 0) continue;
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(kept.has(numbered("hot ", i))) << walk;
  }
  EXPECT_FALSE(kept.has("cold 1"));
}

TEST(SecondChance, a_new_thing_gets_in_where_everything_is_asked_for) {
  Kept kept(hundred);
  for (int i = 0; i < 100; ++i) kept.put(numbered("", i), i);
  for (int i = 0; i < 100; ++i) kept.find(numbered("", i));
  kept.put("new", 7);
  ASSERT_NE(kept.find("new"), nullptr);
  EXPECT_EQ(kept.find("new")->value, 7);
}

TEST(SecondChance, what_was_placed_last_stays_however_large_it_is) {
  Kept kept(hundred);
  kept.put("first", 1, 10 * hundred);
  EXPECT_TRUE(kept.has("first"));
  kept.put("second", 2, 10 * hundred);
  EXPECT_TRUE(kept.has("second"));
  EXPECT_FALSE(kept.has("first"));
  kept.put("third", 3);
  EXPECT_TRUE(kept.has("third"));
  EXPECT_LE(kept.bytes(), hundred);
}

TEST(SecondChance, a_place_that_is_there_is_left_as_it_is) {
  Kept kept(hundred);
  kept.put("a", 5);
  EXPECT_EQ(kept.place("a").value, 5);
  EXPECT_EQ(kept.size(), 1U);
}

TEST(SecondChance, starts_small_and_lets_a_few_go_at_once) {
  Kept kept(1UL << 40U);
  EXPECT_EQ(kept.bytes(), 0U);
  for (int i = 0; i < 1'000; ++i) kept.put(numbered("", i), i);
  Kept small(hundred);
  for (int i = 0; i < 100; ++i) small.put(numbered("", i), i);
  // One that takes the room of fifty: no call lets go of as many.
  std::size_t before = small.size();
  small.put("large", 0, hundred / 2);
  EXPECT_GE(small.size() + 10, before);
  for (int i = 0; i < 20 && small.bytes() > hundred; ++i) {
    before = small.size();
    small.make_room();
    EXPECT_GE(small.size() + 10, before);
  }
  EXPECT_LE(small.bytes(), hundred);
}

TEST(SecondChance, looks_through_all_of_them_a_few_at_a_time) {
  Kept kept(1UL << 40U);
  for (int i = 0; i < 1'000; ++i) kept.put(numbered("", i), i);
  EXPECT_FALSE(kept.is_looking());
  kept.look_through();
  int calls = 0;
  for (; kept.is_looking(); ++calls) {
    const std::size_t before = kept.size();
    kept.look_on([](const Thing& thing) { return thing.value % 2 == 0 && thing.value < 1'000; });
    EXPECT_GE(kept.size() + 4, before);
    kept.put(numbered("new ", calls), 1'000);
  }
  EXPECT_GE(calls, 200);
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(kept.has(numbered("", i)), i % 2 == 1) << i;
}

TEST(SecondChance, forgets_everything_that_is_over_and_goes_on) {
  Kept kept(hundred);
  for (int i = 0; i < 10; ++i) kept.put(numbered("", i), i);
  kept.look_through();
  while (kept.is_looking()) kept.look_on([](const Thing&) { return true; });
  EXPECT_EQ(kept.size(), 0U);
  EXPECT_EQ(kept.bytes(), 0U);
  kept.look_through();
  EXPECT_FALSE(kept.is_looking());
  kept.make_room();
  kept.put("a", 1);
  EXPECT_TRUE(kept.has("a"));
}

// Against a plain map: whatever is there is what was put, and the bytes are those of what is there.
TEST(SecondChance, finds_what_was_put_last_whatever_happens) {
  std::mt19937 random(7);
  Kept kept(2'000 * thing_bytes);
  std::unordered_map<std::string, int> last;
  for (int step = 0; step < 100'000; ++step) {
    const std::string name = numbered("/article/", static_cast<int>(random() % 6'000));
    if (random() % 3 == 0) {
      const Thing* found = kept.find(name);
      if (found != nullptr) {
        ASSERT_EQ(found->value, last.at(name));
      }
    } else if (random() % 5'000 == 0) {
      kept.look_through();
    } else {
      kept.put(name, last[name] = step, thing_bytes / 2 + random() % thing_bytes);
    }
    if (kept.is_looking()) kept.look_on([](const Thing& thing) { return thing.value % 7 == 0; });
  }
  std::size_t bytes = 0, size = 0;
  for (const auto& [name, value] : last) {
    const Thing* found = kept.find(name);
    if (found == nullptr) continue;
    EXPECT_EQ(found->value, value);
    bytes += found->bytes;
    ++size;
  }
  EXPECT_EQ(kept.size(), size);
  EXPECT_GT(size, 1'500U);
  EXPECT_LE(kept.bytes(), kept.most_bytes());
  EXPECT_GE(kept.bytes(), bytes);
  EXPECT_LE(kept.bytes(), bytes + size * 300);
}

}  // namespace
}  // namespace vestnik::reader
