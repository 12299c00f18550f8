// A durable queue: what has to happen later or elsewhere. A job is leased, done or failed; a failed one comes again
// with back-off (1 min doubled up to 1 h) and after `most_tries` stays as a dead letter that the newsroom sees.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/session.h"

namespace vestnik::store {

struct Job {
  std::int64_t id = 0;
  std::string kind;     // "rendition", "mail", …
  std::string payload;  // JSON
  Time due;
  int tries = 0;
  std::string last_error;
};
inline constexpr int most_tries = 8;

std::int64_t add_job(Session& session, std::string_view kind, std::string_view payload, Time due);
// The oldest due job of `kind` that nobody holds, leased until `now + lease`.
std::optional<Job> lease_job(Session& session, std::string_view kind, Time now, std::chrono::milliseconds lease);
void finish_job(Session& session, std::int64_t id);
void fail_job(Session& session, std::int64_t id, std::string_view why, Time now);
std::vector<Job> dead_jobs(Session& session);
std::int64_t waiting_jobs(Session& session);

}  // namespace vestnik::store
