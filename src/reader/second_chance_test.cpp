#include "reader/second_chance.h"

#include <gtest/gtest.h>

namespace vestnik::reader {
namespace {

TEST(SecondChance, keeps_what_it_was_given_up_to_its_number) {
  SecondChance<int> kept(100);
  for (int i = 0; i < 100; ++i) kept.place(std::to_string(i)) = i;
  EXPECT_EQ(kept.size(), 100U);
  for (int i = 0; i < 100; ++i) {
    const int* found = kept.find(std::to_string(i));
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(*found, i);
  }
  for (int i = 100; i < 1'000; ++i) kept.place(std::to_string(i)) = i;
  EXPECT_EQ(kept.size(), 100U);
}

TEST(SecondChance, what_is_asked_for_again_outlasts_a_walk_through_everything) {
  SecondChance<int> kept(100);
  for (int i = 0; i < 10; ++i) kept.place("hot " + std::to_string(i)) = i;
  for (int walk = 0; walk < 10'000; ++walk) {
    kept.place("cold " + std::to_string(walk)) = walk;
    if (walk % 5 != 0) continue;
    for (int i = 0; i < 10; ++i) ASSERT_NE(kept.find("hot " + std::to_string(i)), nullptr) << walk;
  }
  EXPECT_EQ(kept.find("cold 1"), nullptr);
}

TEST(SecondChance, a_new_thing_gets_in_where_everything_is_asked_for) {
  SecondChance<int> kept(100);
  for (int i = 0; i < 100; ++i) kept.place(std::to_string(i));
  for (int i = 0; i < 100; ++i) kept.find(std::to_string(i));
  kept.place("new") = 7;
  ASSERT_NE(kept.find("new"), nullptr);
  EXPECT_EQ(*kept.find("new"), 7);
  EXPECT_EQ(kept.size(), 100U);
}

TEST(SecondChance, a_place_that_is_there_is_left_as_it_is) {
  SecondChance<int> kept(1);
  kept.place("a") = 5;
  EXPECT_EQ(kept.place("a"), 5);
  kept.place("b") = 6;
  EXPECT_EQ(kept.find("a"), nullptr);
}

}  // namespace
}  // namespace vestnik::reader
