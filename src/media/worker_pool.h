// A few workers, started when first needed, kept alive between tasks, replaced when they die. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/limits.h"
#include "media/worker_process.h"

namespace vestnik::media {

struct PoolBounds {
  std::size_t workers = limits::media_workers;
  std::size_t waiting = limits::queued_pictures;
  std::chrono::milliseconds time = limits::worker_time;
};

class WorkerPool {
 public:
  explicit WorkerPool(std::filesystem::path program, PoolBounds bounds = {})
      : program_(std::move(program)), bounds_(bounds) {}

  // Waits for a free worker and for its answer. ErrorKind::busy where too many wait; otherwise as WorkerProcess::ask
  // and start.
  Result<Fields> run(std::string_view message);

 private:
  Result<Fields> run_on(std::unique_ptr<WorkerProcess>& worker, std::string_view message);

  std::filesystem::path program_;
  PoolBounds bounds_;
  std::mutex mutex_;  // guards what follows; never held while a worker works
  std::condition_variable freed_;
  std::vector<std::unique_ptr<WorkerProcess>> idle_;
  std::size_t working_ = 0, waiting_ = 0;
};

}  // namespace vestnik::media
