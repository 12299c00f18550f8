// Ten thousand ask for one cold page: it is made once, and all of them get it. Coroutines that ask for a key which is
// being made wait without a thread; the work itself runs on the pool. Any thread.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/limits.h"
#include "http/pool.h"

namespace vestnik::reader {

template <class T>
class SingleFlight {
 public:
  using Outcome = Result<T>;

  // `most`: different keys under way; beyond, ErrorKind::busy.
  explicit SingleFlight(http::Pool& pool, std::size_t most = limits::queued_renders) : pool_(pool), most_(most) {}

  boost::asio::awaitable<Outcome> run(std::uint64_t key, std::function<Outcome()> work) {
    // A variable, not a temporary of the co_await: see http::Pool::run.
    auto start = [this, key, work = std::move(work)](auto handler) mutable {
      auto kept = std::make_shared<decltype(handler)>(std::move(handler));
      auto executor = boost::asio::get_associated_executor(*kept);
      join(key, std::move(work), [kept, executor](Waited result) {
        boost::asio::post(executor, [kept, result = std::move(result)] { (*kept)(result); });
      });
    };
    auto outcome = co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(Waited)>(
        std::move(start), boost::asio::use_awaitable);
    co_return *outcome;
  }

 private:
  using Waited = std::shared_ptr<const Outcome>;
  using Waiter = std::function<void(Waited)>;

  void join(std::uint64_t key, std::function<Outcome()> work, Waiter waiter) {
    {
      const std::scoped_lock lock(mutex_);
      const auto under_way = waiters_.find(key);
      if (under_way != waiters_.end()) {
        under_way->second.push_back(std::move(waiter));
        return;
      }
      if (waiters_.size() < most_) {
        waiters_[key].push_back(std::move(waiter));
      }
    }
    if (waiter) {  // not taken over above: too much is being made already
      waiter(std::make_shared<const Outcome>(
          fail(ErrorKind::busy, "too many pages are being made already", {}, "try again in a moment")));
      return;
    }
    pool_.start([this, key, work = std::move(work)] {
      Waited outcome;
      try {
        outcome = std::make_shared<const Outcome>(work());
      } catch (const std::exception& problem) {
        outcome = std::make_shared<const Outcome>(fail(ErrorKind::internal, problem.what()));
      }
      std::vector<Waiter> waiting;
      {
        const std::scoped_lock lock(mutex_);
        waiting = std::move(waiters_[key]);
        waiters_.erase(key);
      }
      for (const Waiter& each : waiting) each(outcome);
    });
  }

  http::Pool& pool_;
  const std::size_t most_;
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, std::vector<Waiter>> waiters_;
};

}  // namespace vestnik::reader
