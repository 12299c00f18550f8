#include "newsroom/api.h"

#include <charconv>

#include "base/limits.h"
#include "base/log.h"
#include "http/problem.h"
#include "newsroom/operations.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

// Splits at "/" and matches {…} with anything: the arguments, or nothing where the path is another one.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  std::vector<std::string> arguments;
  while (!pattern.empty() || !path.empty()) {
    const std::size_t pattern_end = std::min(pattern.find('/', 1), pattern.size());
    const std::size_t path_end = std::min(path.find('/', 1), path.size());
    const std::string_view wanted = pattern.substr(0, pattern_end), got = path.substr(0, path_end);
    if (wanted.starts_with("/{")) {
      if (got.size() < 2) return std::nullopt;
      arguments.push_back(http::percent_decode(got.substr(1)));
    } else if (wanted != got) {
      return std::nullopt;
    }
    pattern.remove_prefix(pattern_end);
    path.remove_prefix(path_end);
  }
  return arguments;
}

Result<store::Token> authenticate(const Desk& desk, const http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view field = request.field("authorization");
  if (!field.starts_with(scheme)) {
    return fail(ErrorKind::forbidden, "this call needs a token", {},
                "send Authorization: Bearer with a token from \"vestnik token add\"");
  }
  auto found =
      desk.store.read([&](store::Session& session) { return store::find_token(session, field.substr(scheme.size())); });
  if (!found) return std::unexpected(found.error());
  if (!*found) return fail(ErrorKind::forbidden, "the token is not known", {}, "make one with \"vestnik token add\"");
  return std::move(**found);
}

http::Response unauthorised(const Error& error) {
  http::Response response = http::problem_response(401, error.message());
  response.with("WWW-Authenticate", "Bearer realm=\"newsroom\"");
  return response;
}

}  // namespace

http::Response call(const Desk& desk, const http::Request& request) {
  if (request.path == "/api/v1/openapi.json" && request.method == http::Method::get) {
    return json_response(200, openapi_document());
  }
  auto who = authenticate(desk, request);
  if (!who) {
    return who.error().kind == ErrorKind::forbidden ? unauthorised(who.error()) : http::problem_response(who.error());
  }
  std::string allowed;
  for (const Operation& operation : operations()) {
    auto arguments = match(operation.path, request.path);
    if (!arguments) continue;
    if (operation.method != request.method) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(name_of(operation.method));
      continue;
    }
    if ((operation.roles & role_bit(who->role)) == 0) {
      return http::problem_response(
          Error{ErrorKind::forbidden, "the role may not do this", who->role, "ask for a token with another role"});
    }
    auto response = operation.run(Call{desk, request, *who, std::move(*arguments)});
    if (response) return std::move(*response);
    if (response.error().kind == ErrorKind::internal) log::failure(response.error());
    return http::problem_response(response.error());
  }
  if (!allowed.empty()) {
    http::Response response = http::problem_response(405, "this address answers " + allowed);
    response.with("Allow", allowed);
    return response;
  }
  return http::problem_response(
      Error{ErrorKind::not_found, "no such address", request.path, "see /api/v1/openapi.json"});
}

boost::asio::awaitable<http::Response> Api::answer(http::Request request) {
  auto work = [this, request]() -> Result<http::Response> { return call(desk_, request); };
  auto response = co_await pool_.run(work);
  if (!response) co_return http::problem_response(response.error());
  // What the newsroom sees is nobody else's: never stored on the way.
  response->with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
  co_return std::move(*response);
}

std::size_t Api::body_limit(const http::Request& head) const {
  return head.path == "/api/v1/assets" ? limits::upload_bytes : limits::body_json_bytes + limits::body_bytes;
}

http::Response json_response(unsigned status, const json::value& value) {
  http::Response response;
  response.status = status;
  response.with("Content-Type", "application/json");
  response.body.push_back(http::Buffer::of(write_json(value)));
  return response;
}

Result<json::object> body_of(const Call& call) {
  auto value = parse_json(call.request.body);
  if (!value) return std::unexpected(value.error());
  if (!value->is_object()) return fail(ErrorKind::invalid, "the body is not a JSON object");
  return std::move(value->as_object());
}

Result<SiteId> site_of(store::Session& session, const http::Request& request) {
  const std::string wanted = request.parameter("site").value_or("");
  const std::vector<content::Site> sites = store::all_sites(session);
  for (const content::Site& site : sites) {
    if (site.host == (wanted.empty() ? request.host : wanted)) return site.id;
  }
  if (!wanted.empty()) return fail(ErrorKind::not_found, "no such site", wanted, "GET /api/v1/sites lists them");
  if (sites.empty()) return fail(ErrorKind::conflict, "there is no site yet", {}, "import one or run \"vestnik demo\"");
  return sites.front().id;
}

Result<std::int64_t> id_of(const Call& call, std::size_t argument) {
  const std::string& text = call.arguments.at(argument);
  std::int64_t id = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (code != std::errc{} || end != text.data() + text.size() || id <= 0) {
    return fail(ErrorKind::not_found, "no such thing", text);
  }
  return id;
}

unsigned role_bit(std::string_view role) {
  constexpr std::pair<std::string_view, unsigned> bits[] = {
      {"reporter", reporter}, {"editor", editor},           {"chief", chief},
      {"media", media},       {"advertising", advertising}, {"administrator", administrator}};
  for (const auto& [name, bit] : bits) {
    if (name == role) return bit;
  }
  return 0;
}

std::string_view name_of(http::Method method) {
  switch (method) {
    case http::Method::get:
      return "GET";
    case http::Method::head:
      return "HEAD";
    case http::Method::post:
      return "POST";
    case http::Method::put:
      return "PUT";
    case http::Method::patch:
      return "PATCH";
    case http::Method::del:
      return "DELETE";
    case http::Method::options:
      return "OPTIONS";
    case http::Method::other:
      break;
  }
  return "";
}

}  // namespace vestnik::newsroom
