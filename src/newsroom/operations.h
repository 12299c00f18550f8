// The table of API operations: method, path, who may, what it does. Routing, rights and the OpenAPI document are all
// made from it, so that they cannot disagree.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/audit.h"
#include "accounts/caller.h"
#include "base/json.h"
#include "http/message.h"
#include "newsroom/api.h"

namespace vestnik::newsroom {

using accounts::administrator;
using accounts::advertising;
using accounts::anybody;
using accounts::chief;
using accounts::editor;
using accounts::media;
using accounts::reporter;
using accounts::role_bit;
using accounts::visitor;

// Who may publish every story of a section that is theirs.
inline constexpr unsigned publishers = editor | chief | administrator;

struct Operation;

// One call on its way.
struct Call {
  const Desk& desk;
  const http::Request& request;
  accounts::Caller who;
  std::vector<std::string> arguments;  // what stood at {…} in the path, decoded
  // What revisions and the audit log are signed with.
  std::string signature() const { return who.signature(); }
  const Operation* operation = nullptr;

  // `work` in one writing transaction, which the audit log tells about in the same one; `detail`: what else to tell.
  Result<http::Response> change(const std::function<Result<http::Response>(store::Session&)>& work,
                                const json::object& detail = {}) const;
};

struct Operation {
  http::Method method;
  std::string_view path;  // "/api/v1/articles/{id}"
  unsigned roles;         // whose role allows it (accounts/roles.h); `visitor`: whoever has not signed in too
  std::string_view name;  // operationId
  std::string_view summary;
  std::string_view body;    // schema of the request's body: a name of openapi.cpp, "" for none
  std::string_view answer;  // schema of a good answer
  Result<http::Response> (*run)(const Call&);
  std::string_view parameters = {};  // names of what may stand in the query: "state q cursor"
};

std::span<const Operation> operations();
// Of the operation by that name; 0 where there is none.
unsigned roles_of(std::string_view operation);
json::value openapi_document();
std::string_view name_of(http::Method method);

// ---- for the operations ----
http::Response json_response(unsigned status, const json::value& value);
// 204: done, and nothing to say.
http::Response no_content();
// The request's body as an object; anything else is ErrorKind::invalid.
Result<json::object> body_of(const Call& call);
// The site that the call is about: ?site=HOST, else the one the request's host names, else the first.
Result<SiteId> site_of(store::Session& session, const http::Request& request);
Result<std::int64_t> id_of(const Call& call, std::size_t argument);

}  // namespace vestnik::newsroom
