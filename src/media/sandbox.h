// The walls around the worker. Called once, after every library is loaded and has worked once, before the first
// foreign byte is read; there is no way back.
#pragma once

#include "base/error.h"

namespace vestnik::media {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define VESTNIK_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define VESTNIK_SANITIZED 1
#endif
#endif
#ifndef VESTNIK_SANITIZED
#define VESTNIK_SANITIZED 0
#endif
// Under a sanitizer two walls are lower: no limit on memory, because it reserves terabytes of addresses, and pipes may
// be made and written, by which it looks whether memory can be read.
inline constexpr bool sanitized = VESTNIK_SANITIZED != 0;

// Limits on memory (limits::worker_memory_bytes), file size (0), descriptors and core dumps; then a seccomp filter for
// all threads that leaves: reading and writing standard input, writing standard error, memory that cannot be executed,
// threads, clocks, the end. Opening a file and whatever is not listed fails with EPERM; making sockets, processes or
// executable memory, executing, tracing ends the process with SIGSYS.
// CPU time is limited from outside, task by task (worker_process.cpp).
Result<void> lock_down();

}  // namespace vestnik::media
