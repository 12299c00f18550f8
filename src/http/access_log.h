// What was answered, a line of JSON each, for operators who want more than the sums of traffic.h. Nothing in it tells
// who asked: no address, no field that a browser sends, no query; the path only where the handler says that it is no
// secret (Handler::may_be_told).
//
//   {"time":"2026-11-26T10:11:25.123Z","host":"example.com","method":"GET","path":"/news/","status":200,"bytes":1234,
//    "microseconds":56,"protocol":"2","kind":"front"}
//   {"time":"…","dropped":17}                 lines for which there was no room
//
// Thread rules: each reading thread writes into a pen of its own, which never waits for the disk: what finds the pen
// full, and what finds the disk full, is dropped and counted. One thread of the log's takes the pens' lines to the
// file. A file that was moved away (by logrotate) is opened anew.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/error.h"
#include "http/message.h"

namespace vestnik::http {

class AccessLog {
 public:
  // What of a request outlives it, until its answer is known.
  struct Asked {
    Method method = Method::get;
    std::string host;
    std::string path;  // "": not to be told
  };
  struct Answered {
    unsigned status = 0;
    std::size_t bytes = 0;  // of the body
    std::chrono::microseconds took{};
    std::string_view protocol;  // "1.1", "2"
    std::uint8_t kind = 0;
  };

  // One thread's end of the log.
  class Pen {
   public:
    explicit Pen(const AccessLog& log) : log_(log) {}
    void write(const Asked& asked, const Answered& answered);

   private:
    friend class AccessLog;
    const AccessLog& log_;
    std::mutex mutex_;  // held for a line by its thread, for a swap by the log's
    std::string lines_;
    std::size_t dropped_ = 0;
  };

  // `kinds`: the names of Response::kind. ErrorKind::unavailable where the file cannot be written.
  static Result<std::unique_ptr<AccessLog>> open(std::filesystem::path file, std::vector<std::string> kinds);
  ~AccessLog();

  // Before the threads start; lives as long as the log.
  Pen& new_pen();
  // Everything that the pens hold is in the file when this returns. Any thread.
  Result<void> flush();

 private:
  AccessLog(std::filesystem::path file, std::vector<std::string> kinds)
      : file_(std::move(file)), kinds_(std::move(kinds)) {}
  Result<void> open_file();
  bool was_moved() const;
  // What could not be written is left in `rest`.
  Result<void> write(std::string_view& rest) const;
  void run(const std::stop_token& stop);

  const std::filesystem::path file_;
  const std::vector<std::string> kinds_;
  std::vector<std::unique_ptr<Pen>> pens_;
  std::mutex writing_;  // the file is of whoever holds it
  int descriptor_ = -1;
  bool torn_ = false;    // the file ends within a line, for which there was no room: what follows begins a new one
  std::jthread thread_;  // last: it uses what is above
};

// What is kept of a request until its answer is known.
struct Noted {
  bool counted = true;
  std::optional<AccessLog::Asked> line;  // nothing where no log tells of it
};

}  // namespace vestnik::http
