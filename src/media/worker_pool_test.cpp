#include "media/worker_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "media/sandbox.h"

namespace vestnik::media {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

Result<Fields> run(WorkerPool& pool, const std::vector<std::string_view>& task) {
  return pool.run(write_message(task));
}

void expect_unreadable_and_alive(WorkerPool& pool, std::string_view task) {
  auto answer = run(pool, {task});
  ASSERT_FALSE(answer) << task;
  EXPECT_EQ(answer.error().kind, ErrorKind::invalid) << task;
  EXPECT_THAT(answer.error().what, HasSubstr("unreadable file")) << task;
  auto next = run(pool, {"echo", "still here"});
  ASSERT_TRUE(next) << task << ": " << next.error().message();
  EXPECT_THAT(*next, ElementsAre("still here"));
}

TEST(WorkerPool, survives_a_crash_in_the_worker) {
  WorkerPool pool(VESTNIK_MEDIA_WORKER);
  expect_unreadable_and_alive(pool, "crash");
}

TEST(WorkerPool, survives_an_answer_that_breaks_off) {
  WorkerPool pool(VESTNIK_MEDIA_WORKER);
  expect_unreadable_and_alive(pool, "lie");
}

TEST(WorkerPool, ends_a_worker_that_hangs) {
  WorkerPool hasty(VESTNIK_MEDIA_WORKER, {1, 1, 3s});
  expect_unreadable_and_alive(hasty, "hang");
}

TEST(WorkerPool, ends_a_worker_that_takes_too_much_memory) {
  if constexpr (sanitized) {
    // The sanitizers reserve more addresses than any limit allows; the release build's test holds this promise.
    SUCCEED();
  } else {
    WorkerPool pool(VESTNIK_MEDIA_WORKER);
    expect_unreadable_and_alive(pool, "eat memory");
  }
}

TEST(WorkerPool, refuses_more_callers_than_may_wait) {
  WorkerPool pool(VESTNIK_MEDIA_WORKER, {1, 0, 3s});
  std::atomic<bool> over = false;
  std::thread first([&] {
    auto answer = run(pool, {"hang"});
    while (!answer && answer.error().kind == ErrorKind::busy) answer = run(pool, {"hang"});
    over = true;
  });
  bool refused = false;
  while (!over && !refused) {
    auto answer = run(pool, {"echo", "me too"});
    refused = !answer && answer.error().kind == ErrorKind::busy;
  }
  first.join();
  EXPECT_TRUE(refused);
}

TEST(WorkerPool, says_that_the_worker_cannot_be_started) {
  for (const char* program : {"/nothing/there", "/bin/false"}) {
    WorkerPool pool(program);
    auto answer = run(pool, {"echo", "hello"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::unavailable) << answer.error().message();
  }
}

TEST(WorkerPool, takes_tasks_from_many_threads) {
  WorkerPool pool(VESTNIK_MEDIA_WORKER);
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number)
    threads.emplace_back([&, number] {
      for (int round = 0; round < 20; ++round) {
        auto said = std::to_string(number * 1'000 + round);
        auto answer = run(pool, {"echo", said});
        if (answer && *answer == Fields{said}) ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 160);
}

}  // namespace
}  // namespace vestnik::media
