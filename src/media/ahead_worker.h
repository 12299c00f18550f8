// The one worker that makes renditions before anybody asks for them. It is none of those that readers and uploads wait
// for (media/worker_pool.h) and gets what they leave of the processors. Whoever wants at once what it is at takes it
// out of its hands.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "base/limits.h"
#include "media/limits.h"
#include "media/worker_process.h"

namespace vestnik::media {

struct AheadBounds {
  std::chrono::milliseconds time = limits::ahead_time, cpu_time = limits::worker_time;  // of one task
  std::chrono::milliseconds start = limits::ahead_time;  // until a worker is ready: it gets what others leave
};

class AheadWorker {
 public:
  explicit AheadWorker(std::filesystem::path program, AheadBounds bounds = {})
      : program_(std::move(program)), bounds_(bounds) {}

  // What the worker is to be asked; nothing where the work is not wanted any more.
  using Task = std::function<Result<std::optional<std::string>>()>;
  using Keep = std::function<Result<void>(Fields answer)>;
  // Has the task done and hands the answer to `keep`. False where it was not wanted, given away or stopped: then
  // `keep` was not called. Blocks; one thread. Errors as WorkerProcess::start and ask.
  Result<bool> run(const std::string& key, const Task& task, const Keep& keep, const std::stop_token& stop);

  // For whoever does the same work at once: ends it where it is under way; where its answer is there, waits until that
  // is kept. Any thread.
  void give_way(const std::string& key);

  // Ends the process until there is something to do again. The thread that runs.
  void rest();

 private:
  Result<bool> run_alone(const Task& task, const Keep& keep, const std::stop_token& stop);
  Result<void> have_worker(const std::stop_token& stop);
  void interrupt();

  const std::filesystem::path program_;
  const AheadBounds bounds_;
  std::mutex mutex_;  // guards what follows; never held while the worker works or an answer is kept
  std::condition_variable done_;
  std::string key_;  // empty: at rest
  bool given_away_ = false, keeping_ = false;
  std::shared_ptr<WorkerProcess> worker_;  // used by the thread that runs, interrupted by any
};

}  // namespace vestnik::media
