// Bounds of what is fetched from other sites, with their units and why.
#pragma once

#include <chrono>
#include <cstddef>

namespace vestnik::limits {

using namespace std::chrono_literals;

inline constexpr std::chrono::seconds fetch_time = 20s;      // one picture, redirects included
inline constexpr std::chrono::seconds fetch_step_time = 8s;  // connecting to one of a host's addresses; silence
inline constexpr std::size_t fetch_redirects = 3;            // each looked at as the first address was
inline constexpr std::size_t fetch_address_bytes = 4 << 10;  // of what is asked for; Google's have 1.5 KB
inline constexpr std::size_t fetch_head_bytes = 32 << 10;    // status and fields of an answer
inline constexpr std::size_t fetch_heads = 4;                // before the answer itself: "103 Early Hints"
inline constexpr std::size_t fetch_addresses = 6;            // of one host that are tried; all are judged
inline constexpr unsigned fetches_at_once = 3;               // threads of their own: nothing else waits behind them
inline constexpr std::size_t queued_fetches = 24;            // those that run included; beyond, 503

}  // namespace vestnik::limits
