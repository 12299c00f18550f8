#include "store/tokens.h"

#include <array>

#include "base/digest.h"
#include "store/changes.h"

namespace vestnik::store {
namespace {

constexpr std::array<std::string_view, 6> roles{"reporter", "editor", "chief", "media", "advertising", "administrator"};
constexpr std::size_t token_bytes = 32;

}  // namespace

bool is_role(std::string_view role) {
  return std::ranges::find(roles, role) != roles.end();
}

std::string add_token(Session& session, std::string_view role, std::string_view name, Time now) {
  if (!is_role(role)) {
    throw Failure({ErrorKind::invalid, "no such role", std::string(role),
                   "reporter, editor, chief, media, advertising or administrator"});
  }
  auto token = "vst_" + random_token(token_bytes);
  session.run("INSERT INTO tokens (id, name, role, digest, created_at) VALUES (?, ?, ?, ?, ?)",
              {next_id(session), name, role, sha256_hex(token), now});
  return token;
}

std::optional<Token> find_token(Session& session, std::string_view token) {
  std::optional<Token> found;
  // Looked up by digest: what the time of the look-up tells about a digest tells nothing about the token.
  session.query("SELECT id, name, role FROM tokens WHERE digest = ?", "itt", {sha256_hex(token)}, [&](const Row& row) {
    found = Token{row.integer(0), row.string(1), row.string(2)};
    return false;
  });
  return found;
}

}  // namespace vestnik::store
