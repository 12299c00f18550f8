#include "media/ahead_worker.h"

namespace vestnik::media {

Result<bool> AheadWorker::run(const std::string& key, const Task& task, const Keep& keep, const std::stop_token& stop) {
  {
    const std::scoped_lock lock(mutex_);
    key_ = key;
    given_away_ = keeping_ = false;
  }
  auto done = run_alone(task, keep, stop);
  {
    const std::scoped_lock lock(mutex_);
    key_.clear();
    keeping_ = false;
    // It is dead or has died of what it was asked.
    if (worker_ && !worker_->is_waiting()) worker_.reset();
    // What went wrong because it was ended from outside is nobody's fault.
    if (!done && (given_away_ || stop.stop_requested())) done = false;
  }
  done_.notify_all();
  return done;
}

Result<bool> AheadWorker::run_alone(const Task& task, const Keep& keep, const std::stop_token& stop) {
  const std::stop_callback at_stop(stop, [this] { interrupt(); });
  auto message = task();
  if (!message) return std::unexpected(message.error());
  if (!*message) return false;
  for (bool again = false;; again = true) {
    if (auto there = have_worker(stop); !there) return std::unexpected(there.error());
    std::shared_ptr<WorkerProcess> worker;
    {
      const std::scoped_lock lock(mutex_);
      if (given_away_ || stop.stop_requested()) return false;
      worker = worker_;
    }
    const auto asked_at = std::chrono::steady_clock::now();
    auto answer = worker->ask(**message, bounds_.time, bounds_.cpu_time);
    {
      const std::scoped_lock lock(mutex_);
      if (given_away_ || stop.stop_requested()) return false;
      keeping_ = answer.has_value();
    }
    if (answer) {
      auto kept = keep(std::move(*answer));
      if (!kept) return std::unexpected(kept.error());
      return true;
    }
    // Whoever stops the service ends its workers with it, and no file is to blame: a dead one is asked for once more,
    // unless it has died of taking too long.
    const bool took_long = std::chrono::steady_clock::now() - asked_at >= bounds_.cpu_time;
    if (again || took_long || worker->is_waiting()) return std::unexpected(answer.error());
  }
}

Result<void> AheadWorker::have_worker(const std::stop_token& stop) {
  std::shared_ptr<WorkerProcess> worker;
  {
    const std::scoped_lock lock(mutex_);
    if (given_away_ || stop.stop_requested()) return {};
    if (worker_ && worker_->is_waiting()) return {};
    worker_.reset();
    auto spawned = WorkerProcess::spawn(program_, Urgency::idle);
    if (!spawned) return std::unexpected(spawned.error());
    // Seen by whoever interrupts from here on.
    worker = worker_ = std::move(*spawned);
  }
  return worker->get_ready(bounds_.start);
}

void AheadWorker::interrupt() {
  const std::scoped_lock lock(mutex_);
  if (worker_ && !keeping_) worker_->interrupt();
}

void AheadWorker::give_way(const std::string& key) {
  std::unique_lock lock(mutex_);
  if (key_ != key) return;
  if (keeping_) {
    done_.wait(lock, [&] { return key_ != key; });
    return;
  }
  given_away_ = true;
  if (worker_) worker_->interrupt();
}

void AheadWorker::rest() {
  const std::scoped_lock lock(mutex_);
  worker_.reset();
}

}  // namespace vestnik::media
