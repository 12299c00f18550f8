// The program's log: one line an event on standard error, structured as key=value, never with a reader's address.
#pragma once

#include <spdlog/spdlog.h>

#include "base/error.h"

namespace vestnik::log {

using spdlog::error;
using spdlog::info;
using spdlog::warn;

inline void failure(const Error& problem) {
  spdlog::error("{}", problem.message());
}

}  // namespace vestnik::log
