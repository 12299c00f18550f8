#include "media/worker_pool.h"

namespace vestnik::media {

Result<Fields> WorkerPool::run(std::string_view message) {
  std::unique_ptr<WorkerProcess> worker;
  {
    std::unique_lock lock(mutex_);
    if (working_ >= bounds_.workers) {
      if (waiting_ >= bounds_.waiting)
        return fail(ErrorKind::busy, "too many pictures are waiting to be worked on", {}, "try again in a minute");
      ++waiting_;
      freed_.wait(lock, [&] { return working_ < bounds_.workers; });
      --waiting_;
    }
    ++working_;
    if (!idle_.empty()) {
      worker = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  auto answer = run_on(worker, message);
  {
    std::lock_guard lock(mutex_);
    --working_;
    if (worker && worker->is_waiting()) idle_.push_back(std::move(worker));
  }
  freed_.notify_one();
  return answer;
}

Result<Fields> WorkerPool::run_on(std::unique_ptr<WorkerProcess>& worker, std::string_view message) {
  if (!worker || !worker->is_waiting()) {
    worker.reset();
    auto started = WorkerProcess::start(program_, bounds_.time);
    if (!started) return std::unexpected(started.error());
    worker = std::move(*started);
  }
  return worker->ask(message, bounds_.time);
}

}  // namespace vestnik::media
