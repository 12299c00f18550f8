#include "reader/single_flight.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <latch>

namespace vestnik::reader {

namespace asio = boost::asio;

TEST(SingleFlight, a_thousand_that_ask_at_once_are_answered_by_one_piece_of_work) {
  http::Pool pool(2);
  SingleFlight<int> flights(pool);
  asio::io_context loop;
  std::atomic<int> runs = 0;
  int answered = 0;
  std::latch everybody_asked(1);
  for (int i = 0; i < 1'000; ++i) {
    asio::co_spawn(
        loop,
        [&]() -> asio::awaitable<void> {
          std::function<Result<int>()> work = [&]() -> Result<int> {
            everybody_asked.wait();
            return ++runs;
          };
          const Result<int> outcome = co_await flights.run(7, work);
          answered += outcome.value_or(0);
        },
        asio::detached);
  }
  // Every coroutine asks before the first may be answered.
  loop.poll();
  everybody_asked.count_down();
  loop.restart();
  auto keep = asio::make_work_guard(loop);
  while (answered < 1'000) loop.run_one();
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(answered, 1'000);
  pool.stop();
}

TEST(SingleFlight, a_failure_reaches_everybody_and_the_next_ask_tries_again) {
  http::Pool pool(1);
  SingleFlight<int> flights(pool);
  asio::io_context loop;
  std::vector<ErrorKind> kinds;
  int good = 0;
  asio::co_spawn(
      loop,
      [&]() -> asio::awaitable<void> {
        std::function<Result<int>()> breaks = []() -> Result<int> { throw std::runtime_error("broken"); };
        const Result<int> first = co_await flights.run(7, breaks);
        kinds.push_back(first.error().kind);
        std::function<Result<int>()> works = []() -> Result<int> { return 3; };
        good = (co_await flights.run(7, works)).value_or(0);
      },
      asio::detached);
  loop.run();
  EXPECT_EQ(kinds, std::vector{ErrorKind::internal});
  EXPECT_EQ(good, 3);
  pool.stop();
}

}  // namespace vestnik::reader
