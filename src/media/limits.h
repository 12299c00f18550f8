// The bounds of what is made before anybody asks for it, with their units and why.
#pragma once

#include <chrono>
#include <cstdint>

namespace vestnik::limits {

// Wall time of one rendition: on a busy machine its worker gets little of the processors, and nobody waits for it. Of
// CPU time it has no more than any other (worker_time).
inline constexpr std::chrono::minutes ahead_time{5};
// Of the disk are left alone, bytes: there must be room for what the newsroom writes and what readers do ask for.
inline constexpr std::uint64_t ahead_free_bytes = 1UL << 30U;

}  // namespace vestnik::limits
