// Readiness is answered whatever the store does.
#include "commands/health.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>

#include "store/testing.h"

namespace vestnik::commands {
namespace {

using namespace std::chrono_literals;

class HealthTest : public testing::Test {
 protected:
  HealthTest() {
    store_.add_site();
    press_ = store::need(edition::Press::start(*store_));
  }
  std::int64_t change() const { return press_->current()->change(); }

  store::TemporaryStore store_;
  std::unique_ptr<edition::Press> press_;
};

TEST_F(HealthTest, what_answers_and_has_followed_is_ready) {
  Health health([this] { return Result<std::int64_t>(change()); }, *press_, store_.options().data, 60s);
  const Health::State state = health.look();
  EXPECT_TRUE(state.store);
  EXPECT_TRUE(state.edition);
  EXPECT_EQ(state.lag, 0);
  EXPECT_GT(state.room_bytes, 0U);
}

TEST_F(HealthTest, a_store_that_refuses_is_told) {
  Health health([] { return Result<std::int64_t>(fail(ErrorKind::unavailable, "no connection")); }, *press_,
                store_.options().data, 60s);
  const Health::State state = health.look();
  EXPECT_FALSE(state.ready());
  EXPECT_EQ(state.complaints().front(), "the store does not answer");
}

TEST_F(HealthTest, a_question_that_ends_badly_is_told_too) {
  Health health([]() -> Result<std::int64_t> { throw std::runtime_error("no memory left"); }, *press_,
                store_.options().data, 60s);
  EXPECT_FALSE(health.look().store);
}

TEST_F(HealthTest, a_store_that_hangs_keeps_nobody_waiting_and_is_asked_once) {
  std::latch answer(1);
  std::atomic<int> asked = 0;
  Health health(
      [&]() -> Result<std::int64_t> {
        ++asked;
        answer.wait();
        return change();
      },
      *press_, store_.options().data, 1ms);
  for (int probe = 0; probe < 50; ++probe) {
    const Health::State state = health.look();
    EXPECT_FALSE(state.store);
    EXPECT_TRUE(state.edition) << "nothing is known against it";
  }
  EXPECT_LE(asked, 1);
  answer.count_down();
  while (!health.look().store) std::this_thread::yield();
}

}  // namespace
}  // namespace vestnik::commands
