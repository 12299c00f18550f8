#include "media/once.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace vestnik::media {
namespace {

TEST(Once, does_equal_work_that_is_wanted_at_the_same_time_once) {
  constexpr std::size_t others = 7;
  Once<int> once;
  std::atomic<int> done = 0;
  std::atomic<int> sum = 0;
  std::vector<std::thread> threads;
  int first = once.run("picture", [&] {
    for (std::size_t index = 0; index < others; ++index)
      threads.emplace_back([&] { sum += once.run("picture", [&] { return ++done; }); });
    while (once.waiting() < others) std::this_thread::yield();
    return ++done;
  });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(first, 1);
  EXPECT_EQ(done, 1);
  EXPECT_EQ(sum, static_cast<int>(others));
}

TEST(Once, does_work_anew_that_is_wanted_later) {
  Once<int> once;
  int done = 0;
  auto work = [&] { return ++done; };
  EXPECT_EQ(once.run("picture", work), 1);
  EXPECT_EQ(once.run("picture", work), 2);
}

TEST(Once, hands_an_exception_on_and_forgets_it) {
  Once<int> once;
  EXPECT_THROW(once.run("picture", []() -> int { throw std::runtime_error("no memory"); }), std::runtime_error);
  EXPECT_EQ(once.run("picture", [] { return 5; }), 5);
  EXPECT_EQ(once.waiting(), 0U);
}

}  // namespace
}  // namespace vestnik::media
