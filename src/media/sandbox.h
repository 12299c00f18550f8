// The walls around the worker. Called once, after every library is loaded and has worked once, before the first
// foreign byte is read; there is no way back.
#pragma once

#include "base/error.h"

namespace vestnik::media {

// AddressSanitizer and ThreadSanitizer reserve terabytes of addresses: no limit on memory there.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool limits_memory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool limits_memory = false;
#else
inline constexpr bool limits_memory = true;
#endif
#else
inline constexpr bool limits_memory = true;
#endif

// Limits on memory (limits::worker_memory_bytes), file size (0), descriptors and core dumps; then a seccomp filter for
// all threads that leaves: reading and writing standard input, writing standard error, memory that cannot be executed,
// threads, clocks, the end. Opening a file and whatever is not listed fails with EPERM; making sockets, processes or
// executable memory, executing, tracing ends the process with SIGSYS.
// CPU time is limited from outside, task by task (worker_process.cpp).
Result<void> lock_down();

}  // namespace vestnik::media
