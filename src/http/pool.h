// A few threads for what blocks (SQL, rendering, waiting for the media worker), so that reading threads never do.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>

#include "base/error.h"
#include "base/limits.h"

namespace vestnik::http {

class Pool {
 public:
  explicit Pool(unsigned threads, std::size_t most_queued = limits::queued_renders)
      : threads_(std::in_place, threads), most_queued_(most_queued) {}

  // Runs `work()` (→ Result<T>), which is moved from, on a pool thread and resumes the caller on its own executor.
  // ErrorKind::busy where too much is queued already.
  //
  // `work` must be a variable: g++ 12 copies closures and braced aggregates that are temporaries of a co_await
  // expression byte by byte into the frame, which breaks every short string in them (its bugs 99576, 101367).
  //     auto work = [request] { … };
  //     auto answer = co_await pool.run(work);
  template <class Work>
  auto run(Work& work) -> boost::asio::awaitable<std::invoke_result_t<Work&>> {
    return run_moved(std::move(work));
  }

  // Without anybody waiting, and without a bound: whoever starts has one.
  template <class Work>
  void start(Work work) {
    started_.fetch_add(1);
    boost::asio::post(*threads_, [this, work = std::move(work)]() mutable {
      started_.fetch_sub(1);
      work();
    });
  }

  // What waits for a thread, and of what `run` was given what runs too.
  std::size_t queued() const { return queued_.load() + started_.load(); }
  // Lets what runs end, and drops what waits together with the coroutines that wait for it. After the server's `run`
  // has returned, before the server is destroyed; nothing may be started afterwards.
  void stop() {
    if (!threads_) return;
    threads_->stop();
    threads_->join();
    threads_.reset();
  }

 private:
  template <class Work>
  auto run_moved(Work work) -> boost::asio::awaitable<std::invoke_result_t<Work&>> {
    using Returned = std::invoke_result_t<Work&>;
    if (queued_.fetch_add(1) >= most_queued_) {
      queued_.fetch_sub(1);
      co_return fail(ErrorKind::busy, "too much is waiting already", {}, "try again in a moment");
    }
    const auto back = co_await boost::asio::this_coro::executor;
    // Bound to the pool: a bare use_awaitable would hop there and resume us on the reading thread at once.
    co_await boost::asio::post(boost::asio::bind_executor(*threads_, boost::asio::use_awaitable));
    std::optional<Returned> returned;
    try {
      returned.emplace(work());
    } catch (const std::exception& problem) {
      returned.emplace(fail(ErrorKind::internal, problem.what()));
    } catch (...) {
      returned.emplace(fail(ErrorKind::internal, "work in the pool threw what is no exception"));
    }
    queued_.fetch_sub(1);
    co_await boost::asio::post(back, boost::asio::use_awaitable);
    co_return std::move(*returned);
  }

  std::optional<boost::asio::thread_pool> threads_;
  std::atomic<std::size_t> queued_ = 0, started_ = 0;
  std::size_t most_queued_;
};

}  // namespace vestnik::http
