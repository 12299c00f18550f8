// Accounts, as administrators see them, and the audit log.
#include <charconv>

#include "accounts/audit.h"
#include "accounts/invitations.h"
#include "accounts/limits.h"
#include "accounts/passkeys.h"
#include "accounts/second_factor.h"
#include "accounts/sessions.h"
#include "newsroom/account_operations.h"
#include "newsroom/conditional.h"
#include "newsroom/members.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

using accounts::Grant;
using accounts::User;

json::value host_or_null(store::Session& session, SiteId site) {
  const auto found = site ? store::find_site(session, site) : std::nullopt;
  return found ? json::value(found->host) : json::value(nullptr);
}

json::value slug_or_null(store::Session& session, SectionId section) {
  const auto found = section ? store::find_section(session, section) : std::nullopt;
  return found ? json::value(found->slug) : json::value(nullptr);
}

json::object user_to_json(store::Session& session, const User& user) {
  json::array roles, sections;
  bool everywhere = user.grants.empty();
  for (const Grant& grant : user.grants) {
    roles.push_back(json::object{{"role", grant.role},
                                 {"site", host_or_null(session, grant.site)},
                                 {"section", slug_or_null(session, grant.section)}});
    everywhere = everywhere || !grant.section;
    if (grant.section) sections.push_back(slug_or_null(session, grant.section));
  }
  return {{"id", user.id},
          {"email", user.email},
          {"name", user.name},
          {"role", accounts::strongest_of(accounts::roles_anywhere(user.grants))},
          {"site", user.grants.empty() ? json::value(nullptr) : host_or_null(session, user.grants.front().site)},
          {"sections", everywhere ? json::value(nullptr) : json::value(std::move(sections))},
          {"roles", std::move(roles)},
          {"language", user.language},
          {"disabled", user.disabled_at.has_value()},
          {"invited", user.password.empty()},
          {"second_factor", !user.totp_secret.empty()},
          {"created_at", format_rfc3339(user.created_at)}};
}

Result<SiteId> named_site(store::Session& session, const json::value& host) {
  if (host.is_null()) return SiteId{};
  if (host.is_string()) {
    for (const content::Site& site : store::all_sites(session)) {
      if (site.host == std::string_view(host.get_string())) return site.id;
    }
  }
  return fail(ErrorKind::invalid, "no such site", write_json(host), "GET /api/v1/sites lists them");
}

// A section needs its site: the one that is named, else the only one that there is.
Result<content::Section> named_section(store::Session& session, SiteId site, const json::value& slug) {
  const std::vector<content::Site> sites = store::all_sites(session);
  if (!site && sites.size() == 1) site = sites.front().id;
  if (!site) return fail(ErrorKind::invalid, "a section needs its site", write_json(slug), "name the site too");
  auto found =
      slug.is_string() ? store::find_section(session, site, std::string_view(slug.get_string())) : std::nullopt;
  if (!found) {
    return fail(ErrorKind::invalid, "no such section", write_json(slug), "GET /api/v1/sections lists them");
  }
  return std::move(*found);
}

Result<std::vector<Grant>> grants_of_list(store::Session& session, const json::value& given) {
  if (!given.is_array() || given.get_array().size() > limits::grants) {
    return fail(ErrorKind::invalid, "not a list of roles", "roles", "at most " + std::to_string(limits::grants));
  }
  std::vector<Grant> grants;
  for (const json::value& each : given.get_array()) {
    if (!each.is_object()) return fail(ErrorKind::invalid, "not an object with role, site and section", "roles");
    const json::object& object = each.get_object();
    Grant grant{.role = string_or(object, "role"), .site = {}, .section = {}};
    if (const json::value* host = object.if_contains("site")) {
      auto site = named_site(session, *host);
      if (!site) return std::unexpected(site.error());
      grant.site = *site;
    }
    if (const json::value* slug = object.if_contains("section"); slug != nullptr && !slug->is_null()) {
      auto section = named_section(session, grant.site, *slug);
      if (!section) return std::unexpected(section.error());
      grant.site = section->site;
      grant.section = section->id;
    }
    grants.push_back(std::move(grant));
  }
  return grants;
}

// The short form: one role, on one site or on all, for some sections or for all.
Result<std::vector<Grant>> grants_of_role(store::Session& session, const json::object& given, const User& user) {
  const std::string role = string_or(given, "role", accounts::strongest_of(accounts::roles_anywhere(user.grants)));
  SiteId site = user.grants.empty() ? SiteId{} : user.grants.front().site;
  if (const json::value* host = given.if_contains("site")) {
    auto named = named_site(session, *host);
    if (!named) return std::unexpected(named.error());
    site = *named;
  }
  std::vector<Grant> grants;
  const json::value* sections = given.if_contains("sections");
  if (sections == nullptr) {
    for (const Grant& grant : user.grants) {
      if (grant.section && grant.site == site) grants.push_back({role, site, grant.section});
    }
  } else if (sections->is_array() && sections->get_array().size() <= limits::grants) {
    if (sections->get_array().empty()) {
      return fail(ErrorKind::invalid, "a role without sections may do nothing", "sections", "null stands for all");
    }
    for (const json::value& slug : sections->get_array()) {
      auto section = named_section(session, site, slug);
      if (!section) return std::unexpected(section.error());
      grants.push_back({role, section->site, section->id});
    }
  } else if (!sections->is_null()) {
    return fail(ErrorKind::invalid, "not a list of sections", "sections", "slugs, or null for all");
  }
  if (grants.empty()) grants.push_back({role, site, {}});
  return grants;
}

Result<std::vector<Grant>> grants_of(store::Session& session, const json::object& given, const User& user) {
  if (const json::value* roles = given.if_contains("roles")) return grants_of_list(session, *roles);
  return grants_of_role(session, given, user);
}

Result<std::string> language_of(const json::object& given, std::string_view fallback) {
  const std::string language = string_or(given, "language", fallback);
  if (language == "bg" || language == "en") return language;
  return fail(ErrorKind::invalid, "the interface does not speak this language", language, "bg or en");
}

http::Response invitation_response(unsigned status, store::Session& session, const Call& call, const User& user) {
  const Time now = call.desk.clock();
  const std::string code = accounts::invite(session, user.id, now);
  const auto site = site_of(session, call.request);
  const auto found = site ? store::find_site(session, *site) : std::nullopt;
  http::Response response =
      json_response(status, json::object{{"user", user_to_json(session, user)},
                                         {"link", accounts::invitation_link(found ? found->base_url : "", code)},
                                         {"expires_at", format_rfc3339(now + limits::invitation_time)}});
  response.with("Location", "/api/v1/users/" + std::to_string(user.id));
  return response;
}

Result<User> user_of(store::Session& session, const Call& call) {
  const auto id = id_of(call, 0);
  auto user = id ? accounts::find_user(session, *id) : std::nullopt;
  if (!user) return fail(ErrorKind::not_found, "no such account", call.arguments[0]);
  return std::move(*user);
}

Result<void> apply(store::Session& session, const Call& call, const json::object& given, User& user) {
  if (given.contains("name")) {
    if (auto taken = take_text(given, "name", limits::name_bytes, user.name); !taken) return taken;
    if (user.name.empty()) return fail(ErrorKind::invalid, "a person needs a name", "name");
    accounts::set_name(session, user.id, user.name);
  }
  auto language = language_of(given, user.language);
  if (!language) return std::unexpected(language.error());
  if (*language != user.language) accounts::set_language(session, user.id, *language);
  const bool other_role =
      given.contains("role") || given.contains("roles") || given.contains("site") || given.contains("sections");
  if (other_role) {
    auto grants = grants_of(session, given, user);
    if (!grants) return std::unexpected(grants.error());
    if (*grants != user.grants) {
      accounts::set_grants(session, user.id, *grants);
      accounts::end_sessions_of(session, user.id);
    }
  }
  bool second_factor = !user.totp_secret.empty();
  if (auto taken = take_flag(given, "second_factor", second_factor); !taken) return taken;
  if (!second_factor && given.contains("second_factor")) {
    accounts::end_second_factor(session, user.id);
    accounts::remove_passkeys_of(session, user.id);
    accounts::end_sessions_of(session, user.id);
  }
  bool disabled = user.disabled_at.has_value();
  if (auto taken = take_flag(given, "disabled", disabled); !taken) return taken;
  if (disabled && !user.disabled_at) accounts::disable_user(session, user.id, call.desk.clock());
  if (!disabled && user.disabled_at) accounts::enable_user(session, user.id);
  return {};
}

}  // namespace

Result<http::Response> list_people(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    json::array people;
    for (const User& user : accounts::all_users(session)) {
      if (user.disabled_at) continue;
      people.push_back(json::object{{"email", user.email},
                                    {"name", user.name},
                                    {"role", accounts::strongest_of(accounts::roles_anywhere(user.grants))}});
    }
    return json_response(200, json::object{{"people", std::move(people)}});
  });
}

Result<http::Response> list_users(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    json::array users;
    for (const User& user : accounts::all_users(session)) users.push_back(listed(user_to_json(session, user)));
    return json_response(200, json::object{{"users", std::move(users)}});
  });
}

Result<http::Response> add_user(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change(
      [&](store::Session& session) -> Result<http::Response> {
        const auto sites = store::all_sites(session);
        auto language = language_of(*given, sites.empty() ? "en" : sites.front().language);
        if (!language) return std::unexpected(language.error());
        auto grants = grants_of(session, *given, User{});
        if (!grants) return std::unexpected(grants.error());
        const std::int64_t id = accounts::add_user(session, string_or(*given, "email"), string_or(*given, "name"),
                                                   *language, *grants, call.desk.clock());
        return invitation_response(201, session, call, accounts::find_user(session, id).value());
      },
      *given);
}

Result<http::Response> patch_user(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change(
      [&](store::Session& session) -> Result<http::Response> {
        auto user = user_of(session, call);
        if (!user) return std::unexpected(user.error());
        if (auto stale = refuse_stale(call, user_to_json(session, *user))) return std::move(*stale);
        const bool last = accounts::is_last_administrator(session, user->id);
        if (auto applied = apply(session, call, *given, *user); !applied) return std::unexpected(applied.error());
        const User after = accounts::find_user(session, user->id).value();
        if (last && !accounts::is_last_administrator(session, user->id)) {
          return fail(ErrorKind::conflict, "this is the last administrator", user->email, "make another one first");
        }
        return tagged(200, user_to_json(session, after));
      },
      *given);
}

Result<http::Response> invite_user(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto user = user_of(session, call);
    if (!user) return std::unexpected(user.error());
    if (auto stale = refuse_stale(call, user_to_json(session, *user))) return std::move(*stale);
    if (user->disabled_at) {
      return fail(ErrorKind::conflict, "this account is disabled", user->email, "enable it first");
    }
    return invitation_response(201, session, call, *user);
  });
}

Result<http::Response> list_audit(const Call& call) {
  auto number = [&](const char* name, std::int64_t fallback) {
    const std::string text = call.request.parameter(name).value_or("");
    std::int64_t value = fallback;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  const auto most = static_cast<std::size_t>(
      std::clamp<std::int64_t>(number("limit", limits::audit_page), 1, static_cast<std::int64_t>(limits::audit_page)));
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    json::array entries;
    const auto found = accounts::audit_before(session, std::max<std::int64_t>(0, number("before", 0)), most);
    for (const accounts::AuditEntry& entry : found) {
      const auto detail = entry.detail.empty() ? Result<json::value>(nullptr) : parse_json(entry.detail);
      entries.push_back(json::object{{"id", entry.id},
                                     {"at", format_rfc3339(entry.at)},
                                     {"actor", entry.actor},
                                     {"action", entry.action},
                                     {"subject", entry.subject},
                                     {"detail", detail ? *detail : json::value(nullptr)}});
    }
    const bool more = found.size() == most;
    return json_response(200, json::object{{"entries", std::move(entries)},
                                           {"before", more ? json::value(found.back().id) : json::value(nullptr)}});
  });
}

}  // namespace vestnik::newsroom
