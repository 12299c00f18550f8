#include "newsroom/api.h"

#include <charconv>

#include "base/limits.h"
#include "base/log.h"
#include "http/problem.h"
#include "newsroom/operations.h"
#include "newsroom/problems.h"
#include "newsroom/reach.h"
#include "newsroom/who.h"
#include "newsroom/writing.h"
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

http::Response unauthorised() {
  http::Response response = http::problem_response(401, "this call needs somebody signed in, or a token");
  response.with("WWW-Authenticate", "Bearer realm=\"newsroom\"");
  return response;
}

// The operation of that path and method with its arguments; else the methods that the path answers to. HEAD is answered
// as GET is (RFC 9110, 9.3.2), but where it has an operation of its own: the connection leaves the body out.
struct Match {
  const Operation* operation = nullptr;
  std::vector<std::string> arguments;
  std::string allowed;
};

Match find_operation(const http::Request& request) {
  Match found, as_get;
  for (const Operation& operation : operations()) {
    auto arguments = match(operation.path, request.path);
    if (!arguments) continue;
    if (operation.method == request.method) return {&operation, std::move(*arguments), {}};
    const bool reads = operation.method == http::Method::get && request.method == http::Method::head;
    if (reads && as_get.operation == nullptr) {
      as_get = {&operation, std::move(*arguments), {}};
    }
    found.allowed += (found.allowed.empty() ? "" : ", ") + std::string(name_of(operation.method));
    if (operation.method == http::Method::get) found.allowed += ", HEAD";
  }
  return as_get.operation != nullptr ? as_get : found;
}

http::Response refuse(const Match& found, const http::Request& request) {
  if (!found.allowed.empty()) {
    http::Response response = http::problem_response(405, "this address answers " + found.allowed);
    response.with("Allow", found.allowed);
    return response;
  }
  return http::problem_response(
      Error{ErrorKind::not_found, "no such address", request.path, "see /api/v1/openapi.json"});
}

bool hashes_passwords(const http::Request& request) {
  return request.path == "/api/v1/session" || request.path == "/api/v1/session/password" ||
         request.path == "/api/v1/passkeys/options" || request.path == "/api/v1/invitations/accept";
}

// "/api/v1/articles/{id}/publish" on 12 is about "articles/12"; a new article is where its Location says.
std::string subject_of(const Call& call, const http::Response& response) {
  constexpr std::string_view prefix = "/api/v1/";
  for (const auto& [name, value] : response.fields) {
    if (name == "Location" && value.starts_with(prefix)) return value.substr(prefix.size());
  }
  std::string_view path = call.operation->path.substr(prefix.size());
  std::string subject(path.substr(0, path.find('/')));
  for (const std::string& argument : call.arguments) subject += "/" + argument;
  return subject;
}

// The article that those who write in it are to look at again.
std::optional<ArticleId> changed_article(const Call& call, const http::Response& response) {
  if (response.status >= 300 || response.status == 101 || call.operation->method == http::Method::get) return {};
  const bool by_story = call.operation->path == "/api/v1/stories/{slug}/articles/{id}";
  if (!by_story && !call.operation->path.starts_with("/api/v1/articles/{id}")) return {};
  const auto id = id_of(call, by_story ? 1 : 0);
  return id ? std::optional(ArticleId{*id}) : std::nullopt;
}

}  // namespace

http::Response call(const Desk& desk, const http::Request& request) {
  if (request.path == "/api/v1/openapi.json" &&
      (request.method == http::Method::get || request.method == http::Method::head)) {
    return json_response(200, openapi_document());
  }
  Match found = find_operation(request);
  const bool open = found.operation != nullptr && (found.operation->roles & visitor) != 0;
  if (open) {
    if (auto refused = refuse_other_sites(request); !refused) return http::problem_response(refused.error());
  }
  accounts::Caller who;
  if (!open) {
    auto known = who_asks(desk, request);
    if (!known) return http::problem_response(known.error());
    if (!*known) return unauthorised();
    who = std::move(**known);
  }
  if (found.operation == nullptr) return refuse(found, request);
  const unsigned roles = open ? unsigned{visitor} : accounts::roles_anywhere(who.grants);
  if ((found.operation->roles & roles) == 0) {
    return http::problem_response(Error{ErrorKind::forbidden, "the role may not do this", who.role,
                                        "it takes one of: " + accounts::names_of(found.operation->roles)});
  }
  Call asked{desk, request, std::move(who), std::move(found.arguments), found.operation};
  if (!open) {
    const auto reached = roles_within_reach(asked);
    if (!reached) return http::problem_response(reached.error());
    // The operation sees the role that counts here: an editor of other sections is a reporter.
    asked.who.role = accounts::strongest_of(*reached);
  }
  auto response = found.operation->run(asked);
  if (response) {
    if (const auto article = changed_article(asked, *response)) tell_writers(desk, *article);
    return std::move(*response);
  }
  if (response.error().kind == ErrorKind::internal) log::failure(response.error());
  return problem_of(response.error(), request);
}

boost::asio::awaitable<http::Response> Api::answer(http::Request request) {
  auto work = [this, request]() -> Result<http::Response> { return call(desk_, request); };
  auto response = co_await pool_for(request).run(work);
  if (!response) co_return http::problem_response(response.error());
  // What the newsroom sees is nobody else's: never stored on the way.
  response->with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
  co_return std::move(*response);
}

http::Pool& Api::pool_for(const http::Request& request) const {
  if (hashes_passwords(request)) return sign_ins_;
  return request.path == "/api/v1/assets/fetch" ? fetches_ : pool_;
}

std::size_t Api::body_limit(const http::Request& head) const {
  const bool carries_file = head.path == "/api/v1/assets" || head.path.starts_with("/api/v1/uploads/");
  return carries_file ? limits::upload_bytes : limits::body_json_bytes + limits::body_bytes;
}

http::Response json_response(unsigned status, const json::value& value) {
  http::Response response;
  response.status = status;
  response.with("Content-Type", "application/json");
  response.body.push_back(http::Buffer::of(write_json(value)));
  return response;
}

http::Response no_content() {
  http::Response response;
  response.status = 204;
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

// A save is a revision, which says who made it and when: a line here for each pause in typing would drown the rest.
Result<http::Response> Call::change(const std::function<Result<http::Response>(store::Session&)>& work,
                                    const json::object& detail) const {
  return desk.store.write([&](store::Session& session) -> Result<http::Response> {
    auto response = work(session);
    if (response && response->status < 300 && operation->name != "putArticle") {
      accounts::record(session, signature(), operation->name, subject_of(*this, *response),
                       detail.empty() ? "" : write_json(detail), desk.clock());
    }
    return response;
  });
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
