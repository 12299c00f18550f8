// One worker as its parent sees it: started, asked, killed.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "media/message.h"

namespace vestnik::media {

// How much of the processors a worker gets where others want them too.
enum class Urgency {
  now,   // as we do ourselves
  idle,  // what nobody else takes (nice 19)
};

// One thread at a time, but for interrupt.
class WorkerProcess {
 public:
  // Starts `program` with "media-worker" as its argument, with a socket as standard input, no other descriptor but
  // standard error, and nothing of our environment; returns when it is locked in. ErrorKind::unavailable.
  static Result<std::unique_ptr<WorkerProcess>> start(const std::filesystem::path& program,
                                                      std::chrono::milliseconds time);
  // The two steps of `start`, for whoever may have to interrupt the second.
  static Result<std::unique_ptr<WorkerProcess>> spawn(const std::filesystem::path& program, Urgency urgency);
  Result<void> get_ready(std::chrono::milliseconds time);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  // The fields behind "ok". ErrorKind::invalid where the worker dies or does not answer within `time`: the file is
  // to blame. It is dead afterwards then.
  Result<Fields> ask(std::string_view message, std::chrono::milliseconds time) { return ask(message, time, time); }
  // The same with another limit of CPU time: an idle one may have to wait long for the processors.
  Result<Fields> ask(std::string_view message, std::chrono::milliseconds time, std::chrono::milliseconds cpu_time);
  // Kills it, so that get_ready or ask comes back at once with an error that is not logged. Any thread.
  void interrupt();
  // Still there and silent, as one that waits for a task is.
  bool is_waiting();

 private:
  using Deadline = std::chrono::steady_clock::time_point;
  WorkerProcess(pid_t pid, int line, std::filesystem::path program);
  bool wait_until(short events, Deadline deadline);
  bool send(std::string_view bytes, Deadline deadline);
  bool receive(char* to, std::size_t size, Deadline deadline);
  std::optional<Fields> receive_answer(Deadline deadline);
  void limit_cpu_time(std::chrono::milliseconds time) const;
  // Kills it where it lives; how it ended, for the log.
  std::string end();

  pid_t pid_ = -1;
  int line_ = -1;
  // Names the process also when its number has become another's; -1 where the system has no such thing.
  const int handle_;
  const std::filesystem::path program_;
  std::atomic<bool> interrupted_ = false;
};

}  // namespace vestnik::media
