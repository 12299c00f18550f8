// What Prometheus is told at /metrics: numbers that the parts keep anyway, gathered when it asks. No part counts
// through a lock for it, and no number names a reader.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "commands/health.h"
#include "http/pool.h"
#include "http/server.h"
#include "reader/portal.h"
#include "reader/ready_pictures.h"

namespace vestnik::commands {

// What is looked at; all of it outlives whoever asks.
struct Watched {
  const http::Server& server;
  std::vector<std::pair<std::string, const http::Pool*>> pools;  // by name
  const reader::Portal& portal;
  edition::Press& press;
  Installation& installation;
  Health& health;
  const reader::ReadyPictures& pictures;
};

// In Prometheus' text format 0.0.4. Blocks as Health::look does: from a pool's thread.
std::string metrics_text(const Watched& watched);

// Under which an answer of the API is counted, beside those of reader/page_kind.h.
inline constexpr std::uint8_t api_kind = static_cast<std::uint8_t>(reader::page_kind_names.size());
inline constexpr std::uint8_t operator_kind = api_kind + 1;

// The name of each, by its number.
std::vector<std::string> answer_kind_names();

}  // namespace vestnik::commands
