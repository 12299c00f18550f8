#include "store/jobs.h"

#include <gmock/gmock.h>

#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

class Jobs : public OnBoth {
 protected:
  std::int64_t add(std::string_view payload, Time due) {
    return write([&](Session& session) { return add_job(session, "mail", payload, due); });
  }
  std::optional<Job> lease(Time now) {
    return write([&](Session& session) { return lease_job(session, "mail", now, 5min); });
  }
};
ON_BOTH(Jobs);

TEST_P(Jobs, are_leased_when_due_the_oldest_first_and_to_one_only) {
  add("later", test_time + 1h + 1min);
  add("sooner", test_time + 1h);
  EXPECT_FALSE(lease(test_time + 1h - 1ms));
  EXPECT_EQ(lease(test_time + 1h)->payload, "sooner");
  EXPECT_FALSE(lease(test_time + 1h));
  EXPECT_EQ(lease(test_time + 1h + 1min)->payload, "later");
  EXPECT_FALSE(write([](Session& session) { return lease_job(session, "other", test_time + 9h, 1min); }));
}

TEST_P(Jobs, come_back_when_whoever_held_them_died) {
  auto id = add("x", test_time);
  EXPECT_TRUE(lease(test_time));
  EXPECT_FALSE(lease(test_time + 5min - 1ms));
  EXPECT_EQ(lease(test_time + 5min)->id, id);
}

TEST_P(Jobs, that_are_done_are_gone) {
  auto id = add("x", test_time);
  lease(test_time);
  write([&](Session& session) { finish_job(session, id); });
  EXPECT_FALSE(lease(test_time + 24h));
  EXPECT_EQ(read([](Session& session) { return waiting_jobs(session); }), 0);
}

TEST_P(Jobs, that_fail_are_tried_again_ever_later_and_then_laid_before_the_newsroom) {
  auto id = add("x", test_time);
  auto now = test_time;
  constexpr std::array waits{1min, 2min, 4min, 8min, 16min, 32min, 60min};
  for (auto wait : waits) {
    ASSERT_TRUE(lease(now));
    write([&](Session& session) { fail_job(session, id, "няма връзка", now); });
    EXPECT_FALSE(lease(now + wait - 1ms));
    now += wait;
  }
  auto job = lease(now);
  ASSERT_TRUE(job);
  EXPECT_EQ(job->tries, 7);
  EXPECT_EQ(job->last_error, "няма връзка");
  write([&](Session& session) { fail_job(session, id, "все още", now); });
  EXPECT_FALSE(lease(now + 1000h));
  auto dead = read([](Session& session) { return dead_jobs(session); });
  ASSERT_THAT(dead, SizeIs(1));
  EXPECT_EQ(dead[0].tries, most_tries);
  EXPECT_EQ(dead[0].last_error, "все още");
}

}  // namespace
}  // namespace vestnik::store
