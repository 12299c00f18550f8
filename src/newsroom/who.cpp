#include "newsroom/who.h"

#include <boost/beast/core/string.hpp>

#include "accounts/sessions.h"
#include "base/log.h"
#include "http/cookies.h"
#include "store/tokens.h"

namespace vestnik::newsroom {

namespace {

using accounts::Caller;

constexpr std::string_view scheme = "Bearer ";

// The token of "Bearer TOKEN"; a scheme's name is the same in small letters (RFC 9110, 11.1).
std::optional<std::string_view> bearer_token(std::string_view field) {
  const bool named = boost::beast::iequals(field.substr(0, scheme.size()), scheme);
  return named ? std::optional(field.substr(scheme.size())) : std::nullopt;
}

bool changes_nothing(http::Method method) {
  return method == http::Method::get || method == http::Method::head;
}

// "https://example.com:8443" is "example.com:8443".
std::string_view host_of(std::string_view origin) {
  const std::size_t at = origin.find("://");
  return at == std::string_view::npos ? std::string_view() : origin.substr(at + 3);
}

bool is_own_origin(const http::Request& request) {
  const std::string_view origin = host_of(request.field("origin"));
  return !origin.empty() && origin == request.field("host");
}

enum class Sender { own_page, other_page, unknown };

Sender sender_of(const http::Request& request) {
  if (const std::string_view site = request.field("sec-fetch-site"); !site.empty()) {
    return site == "same-origin" ? Sender::own_page : Sender::other_page;
  }
  if (request.field("origin").empty()) return Sender::unknown;
  return is_own_origin(request) ? Sender::own_page : Sender::other_page;
}

Result<std::optional<Caller>> token_caller(const Desk& desk, std::string_view token) {
  auto found =
      desk.store.read([&](store::Session& session) { return store::find_token(session, token, desk.clock()); });
  if (!found) return std::unexpected(found.error());
  if (!*found) return std::nullopt;
  const store::Token& known = **found;
  return Caller{.kind = Caller::Kind::token,
                .id = known.id,
                .name = known.name,
                .email = {},
                .role = known.role,
                .grants = {{known.role, {}, {}}}};
}

Result<std::optional<Caller>> session_caller(const Desk& desk, std::string_view token) {
  const Time now = desk.clock();
  auto found = desk.store.read([&](store::Session& session) { return accounts::find_session(session, token, now); });
  if (!found) return std::unexpected(found.error());
  if (!*found) return std::nullopt;
  const accounts::SignedIn& session = (*found)->session;
  if (accounts::wants_touch(session, now)) {
    auto touched =
        desk.store.write([&](store::Session& writing) { accounts::touch_session(writing, session.id, now); });
    if (!touched) log::failure(touched.error());
  }
  accounts::User& user = (*found)->user;
  return Caller{.kind = Caller::Kind::user,
                .id = user.id,
                .session = session.id,
                .name = user.name,
                .email = user.email,
                .role = std::string(accounts::strongest_of(accounts::roles_anywhere(user.grants))),
                .grants = std::move(user.grants)};
}

}  // namespace

std::string_view session_cookie_name(bool secure) {
  return secure ? "__Host-vestnik_session" : "vestnik_session";
}

bool is_secure(const http::Request& request) {
  return request.secure || (request.field("origin").starts_with("https://") && is_own_origin(request));
}

Result<std::optional<Caller>> who_asks(const Desk& desk, const http::Request& request) {
  if (const auto token = bearer_token(request.field("authorization"))) return token_caller(desk, *token);
  auto token = http::cookie(request, session_cookie_name(true));
  // Over TLS a cookie of the plain name may be a neighbour's.
  if (!token && !request.secure) token = http::cookie(request, session_cookie_name(false));
  if (!token) return std::nullopt;
  if (!changes_nothing(request.method) && sender_of(request) != Sender::own_page) {
    return fail(ErrorKind::forbidden, "this call does not come from the newsroom's own pages", {},
                "open the newsroom and do it there, or use a token");
  }
  return session_caller(desk, *token);
}

bool comes_from_own_page(const http::Request& request) {
  return sender_of(request) == Sender::own_page;
}

Result<void> refuse_other_sites(const http::Request& request) {
  if (sender_of(request) != Sender::other_page) return {};
  return fail(ErrorKind::forbidden, "another site has sent this call", {}, "open the newsroom and do it there");
}

}  // namespace vestnik::newsroom
