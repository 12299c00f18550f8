#include "accounts/invitations.h"

#include "accounts/limits.h"
#include "base/digest.h"

namespace vestnik::accounts {

std::string invite(store::Session& session, std::int64_t user, Time now) {
  close_invitations(session, user);
  std::string code = random_token();
  session.run("INSERT INTO invitations (digest, account, expires_at) VALUES (?, ?, ?)",
              {sha256_hex(code), user, now + limits::invitation_time});
  return code;
}

std::optional<std::int64_t> find_invitation(store::Session& session, std::string_view code, Time now) {
  return session.integer("SELECT account FROM invitations WHERE digest = ? AND expires_at > ?",
                         {sha256_hex(code), now});
}

void close_invitations(store::Session& session, std::int64_t user) {
  session.run("DELETE FROM invitations WHERE account = ?", {user});
}

std::string invitation_link(std::string_view base_url, std::string_view code) {
  return std::string(base_url) + "/newsroom/#/welcome/" + std::string(code);
}

}  // namespace vestnik::accounts
