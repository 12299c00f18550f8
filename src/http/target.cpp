#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>

#include "http/request_parser.h"

namespace vestnik::http {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool hexadecimal(char c) {
  return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What a name's letters are in lower case; 0 for what no name has.
constexpr std::array<char, 256> name_letters = [] {
  std::array<char, 256> letters{};
  for (char c = '0'; c <= '9'; ++c) letters[static_cast<unsigned char>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    letters[static_cast<unsigned char>(c)] = c;
    letters[static_cast<unsigned char>(c - 'a' + 'A')] = c;
  }
  for (const char c : {'-', '.', '_'}) letters[static_cast<unsigned char>(c)] = c;
  return letters;
}();

// "/path?query" into the request; bytes above 0x7F, which careless clients send as they are, percent-encoded.
bool take_path(std::string_view target, Request& request) {
  // All of it in any case, so that the compiler can look at many letters at once.
  unsigned char unfit = 0;
  unsigned char all = 0;
  for (const char c : target) {
    const auto byte = static_cast<unsigned char>(c);
    unfit |= static_cast<unsigned char>((byte == '#') | (byte == '"') | (byte == '<') | (byte == '>'));
    all |= byte;
  }
  if (unfit != 0) return false;
  if (all < 0x80) {
    request.target.assign(target);
  } else {
    request.target = percent_encode(target, "/?:@!$&'()*+,;=%[]{}|\\^`");
  }
  const std::string_view whole = request.target;
  const std::size_t mark = whole.find('?');
  request.path.assign(whole.substr(0, mark));
  request.query.assign(mark == std::string_view::npos ? std::string_view() : whole.substr(mark + 1));
  return true;
}

}  // namespace

bool take_host(std::string_view authority, std::string& host) {
  std::string_view name = authority;
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return false;
    name = authority.substr(0, close + 1);
    port = authority.substr(close + 1);
    const std::string_view inside = name.substr(1, name.size() - 2);
    if (inside.empty() || !std::ranges::all_of(inside, [](char c) { return hexadecimal(c) || c == ':' || c == '.'; })) {
      return false;
    }
  } else {
    const std::size_t colon = authority.find(':');
    name = authority.substr(0, colon);
    if (colon != std::string_view::npos) port = authority.substr(colon);
    if (name.ends_with('.')) name.remove_suffix(1);  // "example.com." is the same host
    if (name.empty() || name.front() == '.' || name.find("..") != std::string_view::npos) return false;
  }
  if (!port.empty() && (port.size() > 6 || !std::ranges::all_of(port.substr(1), digit) || port.front() != ':')) {
    return false;
  }
  host.assign(name);
  const bool literal = authority.front() == '[';
  for (char& c : host) {
    const char lower = name_letters[static_cast<unsigned char>(c)];
    if (lower != 0) {
      c = lower;
    } else if (!literal) {
      return false;
    }
  }
  return true;
}

bool understand_target(std::string_view target, std::optional<std::string_view> host_field, Request& request) {
  request.host.clear();
  if (host_field && !take_host(*host_field, request.host)) return false;
  if (target.starts_with('/')) return take_path(target, request);
  if (target == "*") {
    if (request.method != Method::options) return false;
    request.target.assign("*");
    request.path.assign("*");
    request.query.clear();
    return true;
  }
  const std::size_t scheme = target.find("://");
  if (scheme == std::string_view::npos) return false;
  const boost::beast::string_view name(target.data(), scheme);
  if (!boost::beast::iequals(name, "http") && !boost::beast::iequals(name, "https")) return false;
  const std::string_view rest = target.substr(scheme + 3);
  const std::size_t end = rest.find_first_of("/?");
  const std::string_view authority = rest.substr(0, end);
  // A Host that names another site than the target is what a proxy before us may have routed by.
  if (host_field && !boost::beast::iequals(boost::beast::string_view(authority.data(), authority.size()),
                                           boost::beast::string_view(host_field->data(), host_field->size()))) {
    return false;
  }
  if (!take_host(authority, request.host)) return false;
  if (end == std::string_view::npos) return take_path("/", request);
  if (rest[end] == '/') return take_path(rest.substr(end), request);
  return take_path("/" + std::string(rest.substr(end)), request);
}

}  // namespace vestnik::http
