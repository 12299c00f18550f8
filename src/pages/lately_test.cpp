#include "pages/lately.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace vestnik::pages {
namespace {

using Texts = Lately<std::string>;

Texts::ThingPtr text(std::uint64_t key) {
  return std::make_shared<const std::string>("текст " + std::to_string(key));
}

}  // namespace

TEST(Lately, holds_two_lots_at_most_and_keeps_what_is_used) {
  Texts texts(100);
  texts.put(1'000, text(1'000), 10);
  for (std::uint64_t key = 0; key < 500; ++key) {
    texts.put(key, text(key), 10);
    ASSERT_NE(texts.find(key), nullptr);
    ASSERT_NE(texts.find(1'000), nullptr) << "asked for again and again";
    ASSERT_LE(texts.size(), 20U);
  }
  EXPECT_EQ(texts.find(1), nullptr);
  EXPECT_EQ(*texts.find(499), "текст 499");
}

TEST(Lately, does_not_keep_what_is_larger_than_a_lot) {
  Texts texts(100);
  texts.put(1, text(1), 101);
  EXPECT_EQ(texts.find(1), nullptr);
  texts.put(2, text(2), 100);
  EXPECT_NE(texts.find(2), nullptr);
}

TEST(Lately, the_same_key_again_takes_no_more_room) {
  Texts texts(100);
  for (int round = 0; round < 50; ++round) texts.put(1, text(1), 60);
  EXPECT_EQ(texts.size(), 1U);
  texts.put(2, text(2), 30);
  EXPECT_NE(texts.find(1), nullptr);
}

TEST(Lately, many_threads_find_what_belongs_to_a_key) {
  Texts texts(200);
  std::vector<std::jthread> threads;
  for (std::uint64_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&texts, thread] {
      for (std::uint64_t step = 0; step < 5'000; ++step) {
        const std::uint64_t key = (step * 7 + thread) % 40;
        if (const auto found = texts.find(key)) {
          EXPECT_EQ(*found, *text(key));
        } else {
          texts.put(key, text(key), 10);
        }
      }
    });
  }
}

}  // namespace vestnik::pages
