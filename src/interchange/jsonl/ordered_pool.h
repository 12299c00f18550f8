// Work done on several threads, taken back in the order it was given. The giver bounds how much waits: it gives and
// takes from one thread of its own. What `work` throws, `take` throws.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace vestnik::interchange {

template <class In, class Out>
class OrderedPool {
 public:
  OrderedPool(unsigned threads, std::function<Out(In)> work) : work_(std::move(work)) {
    for (unsigned i = 0; i < std::max(1U, threads); ++i) threads_.emplace_back([this] { run(); });
  }
  ~OrderedPool() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
      waiting_.clear();
    }
    given_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  void give(In in) {
    auto task = std::make_shared<Task>();
    task->in = std::move(in);
    tasks_.push_back(task);
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(task));
    }
    given_.notify_one();
  }

  // Given and not taken back yet. Only for the giver's thread, as are the others.
  std::size_t size() const { return tasks_.size(); }

  // The oldest one's result; waits for it. `size` must not be 0.
  Out take() {
    const std::shared_ptr<Task> task = std::move(tasks_.front());
    tasks_.pop_front();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return task->out.has_value() || task->thrown != nullptr; });
    if (task->thrown) std::rethrow_exception(task->thrown);
    return std::move(*task->out);
  }

 private:
  struct Task {
    In in;
    std::optional<Out> out;
    std::exception_ptr thrown;
  };

  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      given_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
      if (ended_) return;
      const std::shared_ptr<Task> task = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      std::optional<Out> out;
      std::exception_ptr thrown;
      try {
        out.emplace(work_(std::move(task->in)));
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      task->out = std::move(out);
      task->thrown = thrown;
      done_.notify_all();
    }
  }

  const std::function<Out(In)> work_;
  std::deque<std::shared_ptr<Task>> tasks_;  // the giver's
  std::mutex mutex_;                         // of what follows and of every task's result
  std::condition_variable given_, done_;
  std::deque<std::shared_ptr<Task>> waiting_;
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace vestnik::interchange
