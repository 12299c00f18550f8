// Whether this process can do its work, asked by whoever sends readers to it. The truth, not a constant: the store
// answers, the edition has what the change log has, the disk has room. Blocks: from a pool's thread.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "commands/installation.h"
#include "edition/edition.h"

namespace vestnik::commands {

class Health {
 public:
  Health(Installation& installation, edition::Press& press) : installation_(installation), press_(press) {}

  struct State {
    bool store = false;    // answers
    bool edition = false;  // has what the log has, or had it `most_lag` ago
    bool disk = false;     // has `least_room`
    std::int64_t lag = 0;  // changes that the edition has not
    std::uint64_t room_bytes = 0;
    bool ready() const { return store && edition && disk; }
    // What is wrong, for the operator: "the store does not answer".
    std::vector<std::string> complaints() const;
  };
  // Looked at anew at most once in `memory`, whoever asks and however often. Any thread.
  State look();

  static constexpr std::chrono::milliseconds memory{500};
  static constexpr std::chrono::seconds most_lag{5};
  static constexpr std::uint64_t least_room = 64UL << 20U;  // bytes

 private:
  using Moment = std::chrono::steady_clock::time_point;
  State look_now();

  Installation& installation_;
  edition::Press& press_;
  std::mutex mutex_;
  State last_;
  Moment looked_at_ = Moment::min();
  Moment behind_since_ = Moment::max();
};

}  // namespace vestnik::commands
