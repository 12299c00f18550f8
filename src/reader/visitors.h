// How many readers a site had on a day, without knowing any of them. A request's address and browser are hashed with a
// key that is made at random for each day, is nowhere but in memory and is overwritten when the day is over; of the
// hash only a HyperLogLog sketch is kept, from which nobody can be read back: whether somebody was here cannot be
// asked, not even with the address in hand, once the key is gone. Only days that are over are told: a number that grew
// while somebody looks would tell when a reader came.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "content/ids.h"

namespace vestnik::reader {

class Visitors {
 public:
  Visitors();
  ~Visitors();
  Visitors(const Visitors&) = delete;
  Visitors& operator=(const Visitors&) = delete;

  // From any thread, without a lock but for the first request of a day and of a site.
  void count(SiteId site, std::string_view address, std::string_view browser, Time now);

  struct Day {
    SiteId site;
    std::int64_t readers = 0;  // within 1.5 %, as far as a reader is one address with one browser
  };
  // Of the last day that is over (UTC) since the program began; empty before the first. A day on which the program was
  // started anew is known from there on only. Any thread; takes a lock.
  std::vector<Day> yesterday(Time now);

  static constexpr std::size_t most_sites = 64;  // beyond, sites are not counted

 private:
  static constexpr unsigned index_bits = 16;  // 128 KB a site, a standard error of 0.41 %
  static constexpr std::size_t registers = std::size_t{1} << index_bits;
  using Ranks = std::array<std::atomic<std::uint8_t>, registers>;
  struct Sketch {
    SiteId site;
    std::array<Ranks, 2> ranks{};  // of the day, and empty ones for the next
  };

  void begin(std::int64_t day);
  Sketch* sketch_of(SiteId site);
  static std::int64_t estimate(const Ranks& ranks);

  std::atomic<std::int64_t> day_ = -1;
  std::atomic<unsigned> turn_ = 0;  // its last bit: which ranks and which key are the day's
  std::array<std::array<std::atomic<std::uint64_t>, 2>, 2> keys_{};
  std::array<std::atomic<Sketch*>, most_sites> sketches_{};
  std::mutex mutex_;  // of what follows, and of changes of the above
  std::vector<std::unique_ptr<Sketch>> owned_;
  std::vector<Day> yesterday_;
};

}  // namespace vestnik::reader
