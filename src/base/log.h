// The program's log: one line an event on standard error, never with a reader's address.
#pragma once

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/error.h"

namespace vestnik::log {

using spdlog::error;
using spdlog::info;
using spdlog::warn;

inline void failure(const Error& problem) {
  spdlog::error("{}", problem.message());
}

// Once, first thing in main.
inline void to_standard_error() {
  auto logger = spdlog::stderr_logger_mt("vestnik");
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace vestnik::log
