// Whether somebody has just done the same from the same place, without knowing anybody: an address is hashed with a key
// that is made at random for each day, is nowhere but in memory and is overwritten when the day is over. Of the hash a
// part stays in a table of fixed size until something else takes its place.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace vestnik::reader {

class Repeats {
 public:
  // `most` (at most 255) within `window` from the first on. `places`: a power of two; where more is done within the
  // window than there are places for, the oldest may be forgotten, and counts as new.
  Repeats(std::size_t places, std::chrono::seconds window, unsigned most = 1);
  ~Repeats();
  Repeats(const Repeats&) = delete;
  Repeats& operator=(const Repeats&) = delete;

  // Whether `what` may be done from that address once more; then it is counted. An IPv6 network of /64, which one
  // household has, is one address. From any thread, without a lock but for the first of a day.
  bool may(std::string_view address, std::string_view what, Time now);

 private:
  void begin(std::int64_t day);
  std::uint64_t hash_of(std::string_view address, std::string_view what) const;

  const std::int64_t window_;  // seconds
  const std::uint64_t most_;
  std::atomic<std::int64_t> day_ = -1;
  std::array<std::atomic<std::uint64_t>, 2> key_{};
  // Tag of the hash (24 bits), how often (8), second of the first (32).
  std::vector<std::atomic<std::uint64_t>> table_;
  std::mutex mutex_;  // of the change of the key
};

}  // namespace vestnik::reader
