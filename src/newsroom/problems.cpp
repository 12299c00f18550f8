#include "newsroom/problems.h"

#include "base/json.h"
#include "http/problem.h"

namespace vestnik::newsroom {

namespace {

// What the input begins with: a name, or a name and a path below it ("body/" is the body itself: RFC 6901 would take
// the last step for a member without a name).
std::string_view place_of(std::string_view input) {
  const std::string_view place = input.substr(0, input.find(' '));
  return place.ends_with('/') ? place.substr(0, place.size() - 1) : place;
}

std::string pointer_of(const Error& error, const http::Request& request) {
  const std::string_view place = place_of(error.input);
  const std::string_view name = place.substr(0, place.find('/'));
  const bool names_member = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
  if (error.kind != ErrorKind::invalid || name.empty() || !names_member) return {};
  if (request.parameter(name)) return "?" + std::string(name);
  const auto body = parse_json(request.body);
  if (!body || !body->is_object()) return {};
  return "/" + std::string(place);
}

}  // namespace

http::Response problem_of(const Error& error, const http::Request& request) {
  http::Response response = http::problem_response(error);
  const std::string pointer = pointer_of(error, request);
  if (pointer.empty()) return response;
  auto document = parse_json(response.body.front().bytes);
  if (!document) return response;
  document->as_object()["pointer"] = pointer;
  response.body = {http::Buffer::of(write_json(*document))};
  return response;
}

}  // namespace vestnik::newsroom
