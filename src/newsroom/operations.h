// The table of API operations: method, path, who may, what it does. Routing, rights and the OpenAPI document are all
// made from it, so that they cannot disagree.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/message.h"
#include "newsroom/api.h"
#include "store/tokens.h"

namespace vestnik::newsroom {

// One call on its way.
struct Call {
  const Desk& desk;
  const http::Request& request;
  store::Token who;
  std::vector<std::string> arguments;  // what stood at {…} in the path, decoded
  // "token:NAME": what revisions are signed with.
  std::string signature() const { return "token:" + who.name; }
};

enum Role : unsigned {
  reporter = 1U << 0U,
  editor = 1U << 1U,
  chief = 1U << 2U,
  media = 1U << 3U,
  advertising = 1U << 4U,
  administrator = 1U << 5U,
  anybody = 0x3FU,
};

struct Operation {
  http::Method method;
  std::string_view path;  // "/api/v1/articles/{id}"
  unsigned roles;
  std::string_view name;  // operationId
  std::string_view summary;
  std::string_view body;    // schema of the request's body: a name of openapi.cpp, "" for none
  std::string_view answer;  // schema of a good answer
  Result<http::Response> (*run)(const Call&);
};

std::span<const Operation> operations();
json::value openapi_document();
unsigned role_bit(std::string_view role);
std::string_view name_of(http::Method method);

// ---- for the operations ----
http::Response json_response(unsigned status, const json::value& value);
// The request's body as an object; anything else is ErrorKind::invalid.
Result<json::object> body_of(const Call& call);
// The site that the call is about: ?site=HOST, else the one the request's host names, else the first.
Result<SiteId> site_of(store::Session& session, const http::Request& request);
Result<std::int64_t> id_of(const Call& call, std::size_t argument);

}  // namespace vestnik::newsroom
