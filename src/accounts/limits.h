// Every bound of accounts and signing in, with its unit and why it is what it is.
#pragma once

#include <chrono>
#include <cstddef>

namespace vestnik::limits {

using namespace std::chrono_literals;

inline constexpr std::size_t users = 2'000;                     // of one installation: all are listed in one answer
inline constexpr std::size_t grants = 200;                      // roles of one account, in sites and sections
inline constexpr std::size_t email_bytes = 254;                 // RFC 5321
inline constexpr std::size_t name_bytes = 200;                  // of a person
inline constexpr std::size_t password_characters = 10;          // at least
inline constexpr std::size_t password_bytes = 1'000;            // at most: hashing takes longer the longer it is
inline constexpr std::size_t password_memory_bytes = 64 << 20;  // of one argon2id: libsodium's "interactive"
inline constexpr unsigned long long password_passes = 2;
inline constexpr unsigned sign_ins_at_once = 2;     // times password_memory_bytes; they have threads of their own
inline constexpr std::size_t queued_sign_ins = 64;  // waiting for those; beyond, 503
inline constexpr std::size_t sessions = 20;         // of one account; beyond, the oldest ends
inline constexpr std::chrono::hours session_idle_time = 72h;       // a long weekend
inline constexpr std::chrono::hours session_time = 720h;           // then one signs in anew, whatever happens
inline constexpr std::chrono::minutes session_touch_time = 10min;  // "last used" is as exact as this
inline constexpr std::chrono::hours invitation_time = 72h;
inline constexpr double attempts_of_account = 10;  // wrong ones in a row; then one every attempt_time
inline constexpr double attempts_of_address = 50;  // a newsroom behind one address
inline constexpr std::chrono::seconds attempt_time = 30s;
inline constexpr std::size_t counted_attempts = 100'000;  // accounts and addresses: more than can be tried in time
inline constexpr std::size_t recovery_codes = 10;
inline constexpr std::size_t passkeys = 20;                   // of one account
inline constexpr std::chrono::minutes challenge_time = 5min;  // to touch the key or read the code
inline constexpr std::size_t open_challenges = 10'000;
inline constexpr std::size_t audit_page = 100;  // rows of one answer

}  // namespace vestnik::limits
