// Whether this process can do its work, asked by whoever sends readers to it. The truth, not a constant: the store
// answers, the edition has what the change log has, the disk has room. The store is asked on a thread of its own: also
// where it never answers, whoever asks here gets an answer.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "commands/installation.h"
#include "edition/edition.h"

namespace vestnik::commands {

class Health {
 public:
  // So long a store may take to answer before it is said that it does not.
  static constexpr std::chrono::milliseconds usual_patience{2'000};

  Health(Installation& installation, edition::Press& press);
  // `newest_change`: asks the store; may block for ever.
  Health(std::function<Result<std::int64_t>()> newest_change, edition::Press& press, std::filesystem::path data,
         std::chrono::milliseconds patience);
  ~Health();  // waits for the question under way

  struct State {
    bool store = false;    // answers
    bool edition = true;   // has what the log has, or had it `most_lag` ago
    bool disk = true;      // has `least_room`
    std::int64_t lag = 0;  // changes that the edition has not
    std::uint64_t room_bytes = 0;
    bool ready() const { return store && edition && disk; }
    // What is wrong, for the operator: "the store does not answer".
    std::vector<std::string> complaints() const;
  };
  // Looked at anew at most once in `memory`, whoever asks and however often. Any thread; blocks until the store has had
  // its `patience`, counted from when it was asked: those who ask after that do not wait.
  State look();

  static constexpr std::chrono::milliseconds memory{500};
  static constexpr std::chrono::seconds most_lag{5};
  static constexpr std::uint64_t least_room = 64UL << 20U;  // bytes

 private:
  using Moment = std::chrono::steady_clock::time_point;
  void watch(const std::stop_token& stop);
  State look_now();

  const std::function<Result<std::int64_t>()> newest_change_;
  edition::Press& press_;
  const std::filesystem::path data_;
  const std::chrono::milliseconds patience_;
  Moment behind_since_ = Moment::max();  // the watcher's own

  std::mutex mutex_;  // of what follows; never held while the store is asked
  std::condition_variable_any changed_;
  State last_;
  Moment looked_at_ = Moment::min(), asked_at_ = Moment::max();
  bool wanted_ = false;
  std::uint64_t looks_ = 0;
  std::jthread watcher_;  // last: it uses what is above
};

}  // namespace vestnik::commands
