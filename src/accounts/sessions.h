// Who is signed in. A session is an opaque random token in a cookie, kept as its SHA-256; it ends when it has lain idle
// or has grown old (limits::session_idle_time, session_time), when its account is disabled or gets another role, and
// when its owner says so: all from the next request on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accounts/users.h"

namespace vestnik::accounts {

struct SignedIn {
  std::int64_t id = 0;  // of the session: no secret
  std::string label;    // "Firefox, Linux"
  Time created_at, used_at;
};

// The token, which is nowhere stored. Old sessions of the account go where there are more than limits::sessions.
std::string begin_session(store::Session& session, std::int64_t user, std::string_view label, Time now);

struct Found {
  SignedIn session;
  User user;
};
// Nothing where the token is unknown, the session has ended or the account is disabled.
std::optional<Found> find_session(store::Session& session, std::string_view token, Time now);
// True where `used_at` is old enough that it is worth a write.
bool wants_touch(const SignedIn& session, Time now);
void touch_session(store::Session& session, std::int64_t id, Time now);

// Newest first.
std::vector<SignedIn> sessions_of(store::Session& session, std::int64_t user, Time now);
// False where the account has no such session.
bool end_session(store::Session& session, std::int64_t user, std::int64_t id);
void end_sessions_of(store::Session& session, std::int64_t user, std::int64_t but = 0);

// What a User-Agent says in two words: "Firefox, Linux".
std::string device_label(std::string_view user_agent);

}  // namespace vestnik::accounts
