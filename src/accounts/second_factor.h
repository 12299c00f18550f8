// What is asked for beside a password: a code of an authenticator program (TOTP, RFC 6238: SHA-1, six digits, 30 s), or
// one of the recovery codes, each of which works once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/seal.h"
#include "accounts/users.h"

namespace vestnik::accounts {

// 160 random bits in base32, as people type it where they cannot scan.
std::string new_totp_secret();
// For the square code that a phone scans: "otpauth://totp/…".
std::string totp_uri(std::string_view secret, std::string_view email, std::string_view issuer);
std::string totp_code(std::string_view secret, std::int64_t step);
std::int64_t totp_step(Time now);
// The step whose code this is: the present one or a neighbour, later than `after`, so that no code counts twice.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Time now, std::int64_t after);

// Turns it on: the secret, closed by `seal`, and the step of the code that proved it. Gives new recovery codes, which
// are stored as their SHA-256 alone.
std::vector<std::string> begin_second_factor(store::Session& session, std::int64_t user, std::string_view secret,
                                             std::int64_t step, const Seal& seal);
void end_second_factor(store::Session& session, std::int64_t user);
// True where `code` is good, which uses it up.
bool use_second_factor(store::Session& session, const User& user, std::string_view code, const Seal& seal, Time now);

}  // namespace vestnik::accounts
