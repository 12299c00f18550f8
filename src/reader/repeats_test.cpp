#include "reader/repeats.h"

#include <gtest/gtest.h>

#include <thread>

namespace vestnik::reader {
namespace {

using namespace std::chrono_literals;

const Time noon = *parse_rfc3339("2026-05-03T12:00:00Z");

TEST(Repeats, are_the_same_thing_from_the_same_address_within_the_window) {
  Repeats repeats(1U << 16U, 10min);
  EXPECT_TRUE(repeats.may("203.0.113.1", "click 7 0", noon));
  for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(repeats.may("203.0.113.1", "click 7 0", noon + 1s * (i / 2)));
  EXPECT_TRUE(repeats.may("203.0.113.1", "click 7 1", noon)) << "another slot";
  EXPECT_TRUE(repeats.may("203.0.113.2", "click 7 0", noon)) << "another address";
  EXPECT_TRUE(repeats.may("203.0.113.1", "click 7 0", noon + 10min));
  EXPECT_FALSE(repeats.may("203.0.113.1", "click 7 0", noon + 5min)) << "the clock was set back";
}

TEST(Repeats, of_a_household_are_those_of_its_network) {
  Repeats repeats(1U << 16U, 10min);
  EXPECT_TRUE(repeats.may("2001:db8:1:2::1", "click", noon));
  EXPECT_FALSE(repeats.may("2001:db8:1:2:aaaa::9", "click", noon));
  EXPECT_TRUE(repeats.may("2001:db8:1:3::1", "click", noon));
}

TEST(Repeats, may_be_several_and_begin_anew_with_each_day) {
  Repeats repeats(1U << 12U, 1h, 3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(repeats.may("203.0.113.1", "", noon)) << i;
  EXPECT_FALSE(repeats.may("203.0.113.1", "", noon + 59min));
  EXPECT_TRUE(repeats.may("203.0.113.1", "", noon + 60min));
  EXPECT_TRUE(repeats.may("203.0.113.1", "", noon + 24h));
}

TEST(Repeats, are_counted_once_by_many_threads) {
  Repeats repeats(1U << 16U, 10min);
  ASSERT_TRUE(repeats.may("203.0.113.1", "first", noon)) << "the key is there";
  std::atomic<int> counted = 0;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1'000; ++i) counted += repeats.may("203.0.113.1", "click", noon) ? 1 : 0;
    });
  }
  threads.clear();
  EXPECT_EQ(counted, 1);
}

}  // namespace
}  // namespace vestnik::reader
