// Equal work that several threads want at the same time is done by the first of them; the others wait for its result.
#pragma once

#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <string>

namespace vestnik::media {

// Any thread. Nothing is remembered once a result is there.
template <class Value>
class Once {
 public:
  Value run(const std::string& key, const std::function<Value()>& work) {
    std::promise<Value> promise;
    std::shared_future<Value> running = join(key, promise);
    if (running.valid()) return running.get();
    try {
      Value value = work();
      leave(key);
      promise.set_value(value);
      return value;
    } catch (...) {
      leave(key);
      promise.set_exception(std::current_exception());
      throw;
    }
  }

  // Whether somebody is at it.
  bool is_running(const std::string& key) const {
    std::lock_guard lock(mutex_);
    return running_.contains(key);
  }

  // Threads that wait for another's result.
  std::size_t waiting() const {
    std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  struct Running {
    std::shared_future<Value> result;
    std::size_t waiting = 0;
  };

  std::shared_future<Value> join(const std::string& key, std::promise<Value>& promise) {
    std::lock_guard lock(mutex_);
    auto [entry, is_first] = running_.try_emplace(key);
    if (is_first) {
      entry->second.result = promise.get_future().share();
      return {};
    }
    ++entry->second.waiting;
    ++waiting_;
    return entry->second.result;
  }

  void leave(const std::string& key) {
    std::lock_guard lock(mutex_);
    auto entry = running_.find(key);
    waiting_ -= entry->second.waiting;
    running_.erase(entry);
  }

  mutable std::mutex mutex_;  // guards what follows; never held while work runs
  std::map<std::string, Running> running_;
  std::size_t waiting_ = 0;
};

}  // namespace vestnik::media
