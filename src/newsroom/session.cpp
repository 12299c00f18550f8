// Signing in and out.
#include "accounts/audit.h"
#include "accounts/invitations.h"
#include "accounts/limits.h"
#include "accounts/passkeys.h"
#include "accounts/passwords.h"
#include "accounts/sessions.h"
#include "http/cookies.h"
#include "http/problem.h"
#include "newsroom/account_operations.h"
#include "newsroom/who.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

// The same whoever is asked for: an account that there is not, one without password, one that is disabled.
http::Response not_signed_in() {
  return typed_problem(401, "wrong-credentials", "the address or the password is not right");
}

json::array rights_of(unsigned roles) {
  json::array names;
  for (const accounts::Right& right : accounts::rights()) {
    if ((right.roles & roles) != 0) names.emplace_back(right.name);
  }
  return names;
}

json::array names_of_roles(unsigned roles) {
  json::array names;
  for (unsigned bit = 1; bit <= unsigned{administrator}; bit <<= 1U) {
    if ((roles & bit) != 0) names.emplace_back(accounts::names_of(bit));
  }
  return names;
}

// Whom a one-time link is for, while it can be used.
Result<accounts::User> invited(store::Session& session, std::string_view code, Time now) {
  const auto account = accounts::find_invitation(session, code, now);
  auto user = account ? accounts::find_user(session, *account) : std::nullopt;
  if (!user || user->disabled_at) {
    return fail(ErrorKind::gone, "this link has been used or is too old", {}, "ask an administrator for a new one");
  }
  return std::move(*user);
}

// Slugs of the sections that the account's roles on this site are for; null: all.
json::value sections_of(store::Session& session, const accounts::User& user, SiteId site) {
  json::array slugs;
  for (const accounts::Grant& grant : user.grants) {
    if (grant.site && grant.site != site) continue;
    if (!grant.section) return nullptr;
    if (const auto section = store::find_section(session, grant.section)) slugs.emplace_back(section->slug);
  }
  return slugs;
}

}  // namespace

std::optional<http::Response> slow_down(const Call& call, const std::string& email) {
  const auto wait = call.desk.gate->attempts.admit(email, call.request.peer, call.desk.clock());
  if (wait.count() == 0) return std::nullopt;
  const std::string seconds = std::to_string(wait.count());
  http::Response response = typed_problem(429, "too-many-attempts", "too many attempts; wait " + seconds + " seconds");
  response.with("Retry-After", seconds);
  return response;
}

http::Response typed_problem(unsigned status, std::string_view type, std::string detail) {
  http::Response response = json_response(status, json::object{{"type", "/problems/" + std::string(type)},
                                                               {"title", http::reason_of(status)},
                                                               {"status", status},
                                                               {"detail", std::move(detail)}});
  response.fields = {{"Content-Type", "application/problem+json"}};
  return response;
}

json::object session_to_json(store::Session& session, const accounts::User& user) {
  json::array sites;
  for (const content::Site& site : store::all_sites(session)) {
    const unsigned roles = accounts::roles_on(user.grants, site.id);
    if (roles == 0) continue;
    sites.push_back(json::object{{"host", site.host},
                                 {"name", site.name},
                                 {"language", site.language},
                                 {"time_zone", site.time_zone},
                                 {"role", accounts::strongest_of(roles)},
                                 {"roles", names_of_roles(roles)},
                                 {"sections", sections_of(session, user, site.id)},
                                 {"rights", rights_of(roles)}});
  }
  const unsigned roles = accounts::roles_anywhere(user.grants);
  return {{"user", json::object{{"id", user.id},
                                {"name", user.name},
                                {"email", user.email},
                                {"role", accounts::strongest_of(roles)},
                                {"roles_everywhere", names_of_roles(accounts::roles_on(user.grants, SiteId{}))},
                                {"language", user.language},
                                {"second_factor", !user.totp_secret.empty()}}},
          {"sites", std::move(sites)},
          {"rights", rights_of(roles)}};
}

http::Response let_in(store::Session& session, const Call& call, const accounts::User& user) {
  const Time now = call.desk.clock();
  const std::string token =
      accounts::begin_session(session, user.id, accounts::device_label(call.request.field("user-agent")), now);
  accounts::record(session, user.email, call.operation->name, "session", "", now);
  call.desk.gate->attempts.succeeded(user.email, call.request.peer, now);
  http::Response response = json_response(200, session_to_json(session, user));
  const bool secure = is_secure(call.request);
  const http::CookieOptions options{.lifetime = limits::session_time, .secure = secure};
  response.with("Set-Cookie", http::set_cookie(session_cookie_name(secure), token, options));
  return response;
}

Result<accounts::User> own_account(store::Session& session, const Call& call) {
  if (call.who.kind == accounts::Caller::Kind::user) {
    if (auto user = accounts::find_user(session, call.who.id)) return std::move(*user);
  }
  return fail(ErrorKind::forbidden, "a token has no account", {}, "sign in to do this");
}

Result<http::Response> sign_in(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const std::string password = string_or(*given, "password");
  auto email = accounts::clean_email(string_or(*given, "email"));
  if (!email) return not_signed_in();
  if (auto slowed = slow_down(call, *email)) return std::move(*slowed);

  auto found = call.desk.store.read([&](store::Session& session) { return accounts::find_user(session, *email); });
  if (!found) return std::unexpected(found.error());
  const bool may_enter = *found && !(*found)->disabled_at;
  if (!accounts::is_password(may_enter ? (*found)->password : "", password)) return not_signed_in();
  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    const auto user = accounts::find_user(session, (*found)->id);
    // Disabled or with another password while this one was compared.
    if (!user || user->disabled_at || user->password != (*found)->password) return not_signed_in();
    if (!user->totp_secret.empty()) {
      if (auto refused = refused_for_second_factor(session, call, *user, string_or(*given, "totp"))) {
        return std::move(*refused);
      }
    }
    return let_in(session, call, *user);
  });
}

Result<http::Response> look_at_invitation(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto user = invited(session, string_or(*given, "code"), call.desk.clock());
    if (!user) return std::unexpected(user.error());
    return json_response(
        200, json::object{{"name", user->name}, {"email", user->email}, {"second_factor", !user->totp_secret.empty()}});
  });
}

Result<http::Response> accept_invitation(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const std::string code = string_or(*given, "code"), password = string_or(*given, "password");
  const Time now = call.desk.clock();
  auto user = call.desk.store.read([&](store::Session& session) { return invited(session, code, now); });
  if (!user) return std::unexpected(user.error());
  if (auto good = accounts::check_password(password, user->email, user->name); !good) {
    return std::unexpected(good.error());
  }
  auto hash = accounts::hash_password(password);
  if (!hash) return std::unexpected(hash.error());
  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    auto still = invited(session, code, now);
    if (!still) return std::unexpected(still.error());
    if (!still->totp_secret.empty()) {
      if (auto slowed = slow_down(call, still->email)) return std::move(*slowed);
      if (auto refused = refused_for_second_factor(session, call, *still, string_or(*given, "totp"))) {
        return std::move(*refused);
      }
    }
    accounts::set_password(session, still->id, *hash);
    // Whoever had the account before this link may have left a key in it.
    accounts::remove_passkeys_of(session, still->id);
    accounts::close_invitations(session, still->id);
    accounts::end_sessions_of(session, still->id);
    return let_in(session, call, *still);
  });
}

Result<std::optional<http::Response>> refused_for_password(const Call& call, const accounts::User& user,
                                                           const std::string& password) {
  if (password.empty()) return fail(ErrorKind::invalid, "this needs your password", "password", "send it");
  if (auto slowed = slow_down(call, user.email)) return slowed;
  if (!accounts::is_password(user.password, password)) {
    return typed_problem(401, "wrong-credentials", "the password is not right");
  }
  call.desk.gate->attempts.take_back(user.email, call.request.peer, call.desk.clock());
  return std::nullopt;
}

Result<http::Response> put_password(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const auto user = call.desk.store.read([&](store::Session& session) { return own_account(session, call); });
  if (!user) return std::unexpected(user.error());
  const std::string wanted = string_or(*given, "new_password");
  if (auto good = accounts::check_password(wanted, user->email, user->name); !good) {
    Error error = good.error();
    error.input = "new_password";
    return std::unexpected(std::move(error));
  }
  auto refused = refused_for_password(call, *user, string_or(*given, "password"));
  if (!refused) return std::unexpected(refused.error());
  if (*refused) return std::move(**refused);
  const auto hash = accounts::hash_password(wanted);
  if (!hash) return std::unexpected(hash.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto still = own_account(session, call);
    if (!still) return std::unexpected(still.error());
    if (still->password != user->password) {
      return fail(ErrorKind::conflict, "the password was changed meanwhile", {}, "sign in with the new one");
    }
    accounts::set_password(session, still->id, *hash);
    accounts::close_invitations(session, still->id);
    accounts::end_sessions_of(session, still->id, call.who.session);
    return no_content();
  });
}

Result<http::Response> get_session(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    return json_response(200, session_to_json(session, *user));
  });
}

Result<http::Response> sign_out(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    accounts::end_session(session, user->id, call.who.session);
    http::Response response{.status = 204, .fields = {}, .body = {}};
    for (const bool secure : {true, false}) {
      response.with("Set-Cookie", http::forget_cookie(session_cookie_name(secure), {.secure = secure}));
    }
    return response;
  });
}

Result<http::Response> list_sessions(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    json::array sessions;
    for (const accounts::SignedIn& each : accounts::sessions_of(session, user->id, call.desk.clock())) {
      sessions.push_back(json::object{{"id", each.id},
                                      {"device", each.label},
                                      {"created_at", format_rfc3339(each.created_at)},
                                      {"used_at", format_rfc3339(each.used_at)},
                                      {"current", each.id == call.who.session}});
    }
    return json_response(200, json::object{{"sessions", std::move(sessions)}});
  });
}

Result<http::Response> end_session(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    if (!accounts::end_session(session, user->id, *id)) {
      return fail(ErrorKind::not_found, "no such session", call.arguments[0]);
    }
    return http::Response{.status = 204, .fields = {}, .body = {}};
  });
}

}  // namespace vestnik::newsroom
