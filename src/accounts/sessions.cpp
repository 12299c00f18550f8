#include "accounts/sessions.h"

#include "accounts/limits.h"
#include "base/digest.h"
#include "store/changes.h"

namespace vestnik::accounts {

namespace {

SignedIn read_session(const store::Row& row) {
  return {row.integer(0), row.string(1), from_millis(row.integer(2)), from_millis(row.integer(3))};
}

bool has_ended(const SignedIn& session, Time now) {
  return now - session.created_at >= limits::session_time || now - session.used_at >= limits::session_idle_time;
}

std::string_view first_of(std::string_view text,
                          std::initializer_list<std::pair<std::string_view, std::string_view>> signs) {
  for (const auto& [sign, name] : signs) {
    if (text.find(sign) != std::string_view::npos) return name;
  }
  return "";
}

}  // namespace

std::string begin_session(store::Session& session, std::int64_t user, std::string_view label, Time now) {
  session.run("DELETE FROM sessions WHERE account = ? AND (created_at <= ? OR used_at <= ?)",
              {user, now - limits::session_time, now - limits::session_idle_time});
  session.run(
      "DELETE FROM sessions WHERE account = ? AND id NOT IN (SELECT id FROM (SELECT id FROM sessions WHERE account = ? "
      "ORDER BY created_at DESC, id DESC LIMIT ?) kept)",
      {user, user, static_cast<std::int64_t>(limits::sessions - 1)});
  std::string token = random_token();
  session.run("INSERT INTO sessions (id, account, digest, label, created_at, used_at) VALUES (?, ?, ?, ?, ?, ?)",
              {store::next_id(session), user, sha256_hex(token), label, now, now});
  return token;
}

std::optional<Found> find_session(store::Session& session, std::string_view token, Time now) {
  std::optional<SignedIn> signed_in;
  std::int64_t user = 0;
  // Looked up by digest: what the time of the look-up tells about a digest tells nothing about the token.
  session.query("SELECT id, label, created_at, used_at, account FROM sessions WHERE digest = ?", "itiii",
                {sha256_hex(token)}, [&](const store::Row& row) {
                  signed_in = read_session(row);
                  user = row.integer(4);
                  return false;
                });
  if (!signed_in || has_ended(*signed_in, now)) return std::nullopt;
  auto found = find_user(session, user);
  if (!found || found->disabled_at) return std::nullopt;
  return Found{std::move(*signed_in), std::move(*found)};
}

bool wants_touch(const SignedIn& session, Time now) {
  return now - session.used_at >= limits::session_touch_time;
}

void touch_session(store::Session& session, std::int64_t id, Time now) {
  session.run("UPDATE sessions SET used_at = ? WHERE id = ? AND used_at < ?", {now, id, now});
}

std::vector<SignedIn> sessions_of(store::Session& session, std::int64_t user, Time now) {
  std::vector<SignedIn> all;
  session.query(
      "SELECT id, label, created_at, used_at FROM sessions WHERE account = ? ORDER BY created_at DESC, id DESC", "itii",
      {user}, [&](const store::Row& row) {
        SignedIn each = read_session(row);
        if (!has_ended(each, now)) all.push_back(std::move(each));
        return true;
      });
  return all;
}

bool end_session(store::Session& session, std::int64_t user, std::int64_t id) {
  return session.run("DELETE FROM sessions WHERE account = ? AND id = ?", {user, id}) > 0;
}

void end_sessions_of(store::Session& session, std::int64_t user, std::int64_t but) {
  session.run("DELETE FROM sessions WHERE account = ? AND id <> ?", {user, but});
}

std::string device_label(std::string_view user_agent) {
  // Chromium calls itself Safari too, and Edge and Opera call themselves Chromium: the order matters.
  const std::string_view browser = first_of(
      user_agent,
      {{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}});
  const std::string_view system = first_of(user_agent, {{"Android", "Android"},
                                                        {"iPhone", "iPhone"},
                                                        {"iPad", "iPad"},
                                                        {"Windows", "Windows"},
                                                        {"Mac OS X", "macOS"},
                                                        {"Linux", "Linux"}});
  if (browser.empty() || system.empty()) return std::string(browser) + std::string(system);
  return std::string(browser) + ", " + std::string(system);
}

}  // namespace vestnik::accounts
