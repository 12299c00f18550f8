// Passwords as argon2id (libsodium). Each call takes limits::password_memory_bytes and tens of milliseconds: never on a
// reading thread, and only so many at once as limits::sign_ins_at_once says (newsroom/api.h).
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace vestnik::accounts {

// ErrorKind::invalid, with what is wanted, for a password that is too short, too long, or the address or name.
Result<void> check_password(std::string_view password, std::string_view email, std::string_view name);

// "$argon2id$…", which holds its own salt and costs. ErrorKind::unavailable where there is no memory.
Result<std::string> hash_password(std::string_view password);

// An empty hash is an account without password, or no account at all: as much work, and false.
bool is_password(std::string_view hash, std::string_view password);

}  // namespace vestnik::accounts
