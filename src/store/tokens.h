// API tokens: shown once, stored as SHA-256, bound to a role.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/session.h"

namespace vestnik::store {

struct Token {
  std::int64_t id = 0;
  std::string name;
  std::string role;  // reporter, editor, chief, media, advertising, administrator
};

// The token itself ("vst_…"), which is nowhere stored.
std::string add_token(Session& session, std::string_view role, std::string_view name, Time now,
                      std::optional<Time> expires_at = {});
// Nothing where it is not known or its time is over.
std::optional<Token> find_token(Session& session, std::string_view token, Time now);
// For who looks after them.
struct TokenLine {
  std::int64_t id = 0;
  std::string name, role;
  Time created_at;
  std::optional<Time> expires_at;
};
std::vector<TokenLine> all_tokens(Session& session);  // oldest first
// Preview links that it has made end with it.
bool remove_token(Session& session, std::int64_t id);
bool is_role(std::string_view role);

}  // namespace vestnik::store
