#include "accounts/users.h"

#include <algorithm>

#include "accounts/limits.h"
#include "accounts/sessions.h"
#include "base/digest.h"
#include "base/text.h"
#include "store/changes.h"
#include "store/work.h"

namespace vestnik::accounts {

namespace {

constexpr std::size_t handle_bytes = 32;
constexpr std::string_view select =
    "SELECT id, email, name, language, password, totp_secret, totp_step, handle, created_at, disabled_at FROM users ";
constexpr std::string_view letters =
    "ittttt"
    "itii";

User read_user(const store::Row& row) {
  return {.id = row.integer(0),
          .email = row.string(1),
          .name = row.string(2),
          .language = row.string(3),
          .password = row.string(4),
          .totp_secret = row.string(5),
          .totp_step = row.integer(6),
          .handle = row.string(7),
          .created_at = from_millis(row.integer(8)),
          .disabled_at = row.time(9),
          .grants = {}};
}

std::vector<Grant> grants_of(store::Session& session, std::int64_t user) {
  std::vector<Grant> grants;
  session.query("SELECT role, site, section FROM user_roles WHERE account = ? ORDER BY site, section, role", "tii",
                {user}, [&](const store::Row& row) {
                  grants.push_back({row.string(0), row.id<SiteId>(1), row.id<SectionId>(2)});
                  return true;
                });
  return grants;
}

std::optional<User> one(store::Session& session, std::string_view condition, const store::Value& value) {
  std::optional<User> found;
  session.query(std::string(select) + std::string(condition), letters, {value}, [&](const store::Row& row) {
    found = read_user(row);
    return false;
  });
  if (found) found->grants = grants_of(session, found->id);
  return found;
}

}  // namespace

Result<std::string> clean_email(std::string_view given) {
  std::string email = text::squeeze(given);
  std::ranges::transform(email, email.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::size_t at = email.find('@');
  const bool plain = email.find_first_of(" ,;:<>()[]\\\"\r\n\t") == std::string::npos;
  if (email.size() > limits::email_bytes || !plain || at == std::string::npos || at == 0 || at + 1 == email.size() ||
      email.find('@', at + 1) != std::string::npos || !text::is_utf8(email)) {
    return fail(ErrorKind::invalid, "not an e-mail address", std::string(given.substr(0, limits::email_bytes)),
                "write it as name@example.com");
  }
  return email;
}

std::int64_t add_user(store::Session& session, std::string_view email, std::string_view name, std::string_view language,
                      const std::vector<Grant>& grants, Time now) {
  auto clean = clean_email(email);
  if (!clean) throw store::Failure(clean.error());
  const std::string called = text::squeeze(name);
  if (called.empty() || called.size() > limits::name_bytes) {
    throw store::Failure({ErrorKind::invalid,
                          "a person needs a name of at most " + std::to_string(limits::name_bytes) + " bytes", "name",
                          ""});
  }
  if (find_user(session, *clean)) {
    throw store::Failure({ErrorKind::conflict, "this address has an account already", *clean,
                          "make a new invitation for it, or use another address"});
  }
  if (session.integer("SELECT COUNT(*) FROM users").value_or(0) >= static_cast<std::int64_t>(limits::users)) {
    throw store::Failure({ErrorKind::too_large, "there are as many accounts as one installation keeps",
                          std::to_string(limits::users), ""});
  }
  const std::int64_t id = store::next_id(session);
  session.run(
      "INSERT INTO users (id, email, name, language, password, totp_secret, totp_step, handle, created_at, "
      "disabled_at) "
      "VALUES (?, ?, ?, ?, '', '', 0, ?, ?, NULL)",
      {id, *clean, called, language, random_token(handle_bytes), now});
  set_grants(session, id, grants);
  return id;
}

std::optional<User> find_user(store::Session& session, std::int64_t id) {
  return one(session, "WHERE id = ?", id);
}
std::optional<User> find_user(store::Session& session, std::string_view clean_email) {
  return one(session, "WHERE email = ?", clean_email);
}
std::optional<User> find_user_by_handle(store::Session& session, std::string_view handle) {
  return one(session, "WHERE handle = ?", handle);
}

std::vector<User> all_users(store::Session& session) {
  std::vector<User> users;
  session.query(std::string(select) + "ORDER BY name, id LIMIT ?", letters, {static_cast<std::int64_t>(limits::users)},
                [&](const store::Row& row) {
                  users.push_back(read_user(row));
                  return true;
                });
  for (User& user : users) user.grants = grants_of(session, user.id);
  return users;
}

void set_grants(store::Session& session, std::int64_t user, const std::vector<Grant>& grants) {
  if (grants.size() > limits::grants) {
    throw store::Failure({ErrorKind::too_large, "too many roles for one account", std::to_string(grants.size()),
                          "at most " + std::to_string(limits::grants)});
  }
  for (const Grant& grant : grants) {
    if (role_bit(grant.role) == 0) {
      throw store::Failure({ErrorKind::invalid, "no such role", grant.role, names_of(anybody)});
    }
  }
  session.run("DELETE FROM user_roles WHERE account = ?", {user});
  for (const Grant& grant : grants) {
    session.run("INSERT INTO user_roles (account, site, section, role) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                {user, grant.site.value, grant.section.value, grant.role});
  }
}

void set_name(store::Session& session, std::int64_t user, std::string_view name) {
  session.run("UPDATE users SET name = ? WHERE id = ?", {name, user});
}
void set_language(store::Session& session, std::int64_t user, std::string_view language) {
  session.run("UPDATE users SET language = ? WHERE id = ?", {language, user});
}
void set_password(store::Session& session, std::int64_t user, std::string_view hash) {
  session.run("UPDATE users SET password = ? WHERE id = ?", {hash, user});
}

void disable_user(store::Session& session, std::int64_t user, Time now) {
  session.run("UPDATE users SET disabled_at = ? WHERE id = ?", {now, user});
  end_sessions_of(session, user);
  session.run("DELETE FROM invitations WHERE account = ?", {user});
  if (const auto closed = find_user(session, user)) store::remove_previews_by(session, closed->email);
}

void enable_user(store::Session& session, std::int64_t user) {
  session.run("UPDATE users SET disabled_at = NULL WHERE id = ?", {user});
}

bool is_last_administrator(store::Session& session, std::int64_t user) {
  constexpr std::string_view administrators =
      "SELECT COUNT(*) FROM users u JOIN user_roles r ON r.account = u.id WHERE u.disabled_at IS NULL "
      "AND r.role = 'administrator' AND r.site = 0 AND r.section = 0 AND u.id ";
  return session.integer(std::string(administrators) + "= ?", {user}).value_or(0) > 0 &&
         session.integer(std::string(administrators) + "<> ?", {user}).value_or(0) == 0;
}

}  // namespace vestnik::accounts
