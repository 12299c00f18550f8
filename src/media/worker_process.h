// One worker as its parent sees it: started, asked, killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "media/message.h"

namespace vestnik::media {

// One thread at a time.
class WorkerProcess {
 public:
  // Starts `program` with "media-worker" as its argument, with a socket as standard input, no other descriptor but
  // standard error, and nothing of our environment; returns when it is locked in. ErrorKind::unavailable.
  static Result<std::unique_ptr<WorkerProcess>> start(const std::filesystem::path& program,
                                                      std::chrono::milliseconds time);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  // The fields behind "ok". ErrorKind::invalid where the worker dies or does not answer within `time`: the file is
  // to blame. It is dead afterwards then.
  Result<Fields> ask(std::string_view message, std::chrono::milliseconds time);
  // Still there and silent, as one that waits for a task is.
  bool is_waiting();

 private:
  using Deadline = std::chrono::steady_clock::time_point;
  WorkerProcess(pid_t pid, int line) : pid_(pid), line_(line) {}
  bool wait_until(short events, Deadline deadline);
  bool send(std::string_view bytes, Deadline deadline);
  bool receive(char* to, std::size_t size, Deadline deadline);
  std::optional<Fields> receive_answer(Deadline deadline);
  void limit_cpu_time(std::chrono::milliseconds time) const;
  // Kills it where it lives; how it ended, for the log.
  std::string end();

  pid_t pid_ = -1;
  int line_ = -1;
};

}  // namespace vestnik::media
