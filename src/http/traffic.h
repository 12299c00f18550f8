// What a reading thread has answered, in numbers only. Each thread counts into its own, which nobody else writes, so
// that counting is a plain addition; whoever asks adds them up (Server::traffic).
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace vestnik::http {

// A number with one writer; any thread may look.
class Tally {
 public:
  void add(std::uint64_t more = 1) { value_.store(value() + more, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

inline constexpr std::size_t answer_kinds = 16;  // Response::kind is below
inline constexpr std::size_t status_classes = 6;

// Upper ends of the latency histogram's buckets, from the whole head of a request to its answer given to the kernel.
inline constexpr std::array<std::chrono::microseconds, 14> latency_bounds = {
    std::chrono::microseconds(50),        std::chrono::microseconds(100),       std::chrono::microseconds(250),
    std::chrono::microseconds(500),       std::chrono::microseconds(1'000),     std::chrono::microseconds(2'500),
    std::chrono::microseconds(5'000),     std::chrono::microseconds(10'000),    std::chrono::microseconds(25'000),
    std::chrono::microseconds(50'000),    std::chrono::microseconds(100'000),   std::chrono::microseconds(500'000),
    std::chrono::microseconds(2'500'000), std::chrono::microseconds(10'000'000)};

template <class Count>
struct TrafficOf {
  std::array<std::array<Count, status_classes>, answer_kinds> answers;  // [kind][status / 100]
  std::array<Count, latency_bounds.size() + 1> latency;                 // not cumulated; the last: longer than any
  Count latency_microseconds;                                           // of all answers together
  Count http_1, http_2;                                                 // answers by protocol
  Count accepted;                                                       // connections
  Count turned_away;                         // connections refused: too many, of one address or in all
  Count handshakes_lost;                     // TLS that did not come about
  Count overdue;                             // connections ended because a time was over
  Count misbehaved;                          // HTTP/2 connections ended for floods and protocol errors
  Count event_streams, event_streams_ended;  // begun, and of those no more open
  Count event_streams_refused;               // too many, of one address or in all
  Count events;                              // told, over all streams
};

struct Traffic : TrafficOf<Tally> {
  void answered(std::uint8_t kind, unsigned status, std::chrono::steady_clock::duration took);
};

// At one moment.
using TrafficSnapshot = TrafficOf<std::uint64_t>;
void add(TrafficSnapshot& sum, const Traffic& one);

}  // namespace vestnik::http
