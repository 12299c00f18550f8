// API tokens: shown once, stored as SHA-256, bound to a role.
#pragma once

#include <optional>
#include <string>

#include "store/session.h"

namespace vestnik::store {

struct Token {
  std::int64_t id = 0;
  std::string name;
  std::string role;  // reporter, editor, chief, media, advertising, administrator
};

// The token itself ("vst_…"), which is nowhere stored.
std::string add_token(Session& session, std::string_view role, std::string_view name, Time now);
std::optional<Token> find_token(Session& session, std::string_view token);
bool is_role(std::string_view role);

}  // namespace vestnik::store
