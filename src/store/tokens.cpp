#include "store/tokens.h"

#include <array>

#include "base/digest.h"
#include "store/changes.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

constexpr std::array<std::string_view, 6> roles{"reporter", "editor", "chief", "media", "advertising", "administrator"};
constexpr std::size_t token_bytes = 32;

}  // namespace

bool is_role(std::string_view role) {
  return std::ranges::find(roles, role) != roles.end();
}

std::string add_token(Session& session, std::string_view role, std::string_view name, Time now,
                      std::optional<Time> expires_at) {
  if (!is_role(role)) {
    throw Failure({ErrorKind::invalid, "no such role", std::string(role),
                   "reporter, editor, chief, media, advertising or administrator"});
  }
  auto token = "vst_" + random_token(token_bytes);
  session.run("INSERT INTO tokens (id, name, role, digest, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
              {next_id(session), name, role, sha256_hex(token), now, expires_at});
  return token;
}

std::optional<Token> find_token(Session& session, std::string_view token, Time now) {
  std::optional<Token> found;
  // Looked up by digest: what the time of the look-up tells about a digest tells nothing about the token.
  session.query("SELECT id, name, role FROM tokens WHERE digest = ? AND (expires_at IS NULL OR expires_at > ?)", "itt",
                {sha256_hex(token), now}, [&](const Row& row) {
                  found = Token{row.integer(0), row.string(1), row.string(2)};
                  return false;
                });
  return found;
}

std::vector<TokenLine> all_tokens(Session& session) {
  std::vector<TokenLine> tokens;
  session.query(
      "SELECT id, name, role, created_at, expires_at FROM tokens ORDER BY id", "ittii", {}, [&](const Row& row) {
        tokens.push_back({row.integer(0), row.string(1), row.string(2), from_millis(row.integer(3)), row.time(4)});
        return true;
      });
  return tokens;
}

bool remove_token(Session& session, std::int64_t id) {
  std::string name;
  session.query("SELECT name FROM tokens WHERE id = ?", "t", {id}, [&](const Row& row) {
    name = row.string(0);
    return false;
  });
  if (session.run("DELETE FROM tokens WHERE id = ?", {id}) == 0) return false;
  // Another of the same name signs the same: its links are made anew.
  remove_previews_by(session, "token:" + name);
  return true;
}

}  // namespace vestnik::store
