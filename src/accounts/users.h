// Accounts: who works here. SQL inside a transaction of the caller's; wrong input throws store::Failure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accounts/roles.h"
#include "store/session.h"

namespace vestnik::accounts {

struct User {
  std::int64_t id = 0;
  std::string email;  // in lower case; never changed
  std::string name;
  std::string language;     // of the interface: "bg", "en"
  std::string password;     // argon2id; empty: none has been set
  std::string totp_secret;  // sealed (accounts/seal.h); empty: no authenticator program
  std::int64_t totp_step = 0;
  std::string handle;
  Time created_at;
  std::optional<Time> disabled_at;
  std::vector<Grant> grants;
};

// Lower case, without space around it; ErrorKind::invalid where it is no address of the form name@host.
Result<std::string> clean_email(std::string_view given);

// ErrorKind::conflict where the address is taken. Gives the id.
std::int64_t add_user(store::Session& session, std::string_view email, std::string_view name, std::string_view language,
                      const std::vector<Grant>& grants, Time now);
std::optional<User> find_user(store::Session& session, std::int64_t id);
std::optional<User> find_user(store::Session& session, std::string_view clean_email);
std::optional<User> find_user_by_handle(store::Session& session, std::string_view handle);
// By name; at most limits::users.
std::vector<User> all_users(store::Session& session);

void set_grants(store::Session& session, std::int64_t user, const std::vector<Grant>& grants);
void set_name(store::Session& session, std::int64_t user, std::string_view name);
void set_language(store::Session& session, std::int64_t user, std::string_view language);
void set_password(store::Session& session, std::int64_t user, std::string_view hash);
// Sessions, open invitations and the preview links that it has made end with it; enabling it brings none back.
void disable_user(store::Session& session, std::int64_t user, Time now);
void enable_user(store::Session& session, std::int64_t user);
// True where that account is the only one, enabled, that is an administrator of every site.
bool is_last_administrator(store::Session& session, std::int64_t user);

}  // namespace vestnik::accounts
