#include "outside/target.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "base/text.h"
#include "outside/limits.h"

namespace vestnik::outside {

namespace {

namespace ip = boost::asio::ip;

constexpr std::size_t shown_bytes = 200, name_bytes = 120, host_bytes = 253, label_bytes = 63;
constexpr std::string_view remedy = "download the picture and upload it";

std::string without_query(std::string_view address) {
  std::string_view shown = address.substr(0, address.find_first_of("?#"));
  // Neither a password.
  if (const std::size_t at = shown.rfind('@'); at != std::string_view::npos) shown.remove_prefix(at + 1);
  std::string cut = text::clean(std::string(shown.substr(0, shown_bytes)));
  if (shown.size() > shown_bytes) cut += "…";
  return cut;
}

std::unexpected<Error> refuse(const char* what, std::string_view address) {
  return fail(ErrorKind::invalid, what, without_query(address), std::string(remedy));
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return out;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What some programs take for an IPv4 address: the last part is a number (WHATWG URL, "ends in a number").
bool ends_in_number(std::string_view host) {
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return !last.empty() && is_digit(last.front());
}

bool is_name(std::string_view host) {
  if (host.size() > host_bytes || host.find('.') == std::string_view::npos) return false;
  while (true) {
    const std::string_view label = host.substr(0, host.find('.'));
    if (label.empty() || label.size() > label_bytes || label.front() == '-') return false;
    if (!std::ranges::all_of(label,
                             [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_'; }))
      return false;
    if (label.size() == host.size()) return true;
    host.remove_prefix(label.size() + 1);
  }
}

// Names that are never a public server's, whoever resolves them (RFC 6761, RFC 6762, RFC 8375).
bool is_local_name(std::string_view host) {
  for (const std::string_view end : {".localhost", ".local", ".internal", ".home.arpa", ".localdomain"}) {
    if (host.ends_with(end)) return true;
  }
  return false;
}

// Sites send spaces and letters of their own alphabet in "Location"; a request line carries neither.
std::string encoded(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t at = 0; at < path.size(); ++at) {
    const auto c = static_cast<unsigned char>(path[at]);
    const bool escape = c == '%' && at + 2 < path.size() && is_hex(path[at + 1]) && is_hex(path[at + 2]);
    if (c > 0x20 && c < 0x7f && (c != '%' || escape) &&
        std::string_view("\"<>\\^`{|}").find(path[at]) == std::string_view::npos) {
      out += path[at];
    } else {
      out += '%';
      out += digits[c >> 4U];
      out += digits[c & 15U];
    }
  }
  return out;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// "/a/b/../c" as browsers send it; the query stays.
std::string without_dots(std::string_view path) {
  const std::string_view query = path.substr(std::min(path.find('?'), path.size()));
  path.remove_suffix(query.size());
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view step = path.substr(0, end);
    path.remove_prefix(end);
    const bool up = step == "/..", stays = step == "/.";
    if (up) out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
    if (!up && !stays) out += step;
    if ((up || stays) && path.empty()) out += '/';
  }
  return (out.empty() ? "/" : out) + std::string(query);
}

}  // namespace

std::string Target::authority() const {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

std::string Target::shown() const {
  return without_query((secure ? "https://" : "http://") + authority() + path);
}

std::string Target::file_name() const {
  const std::string_view whole = std::string_view(path).substr(0, path.find('?'));
  const std::string_view last = whole.substr(whole.rfind('/') + 1);
  if (last.find('.') == std::string_view::npos || last.size() > 3 * name_bytes) return {};
  std::string name;
  for (std::size_t at = 0; at < last.size(); ++at) {
    if (last[at] == '%' && at + 2 < last.size() && is_hex(last[at + 1]) && is_hex(last[at + 2])) {
      name += static_cast<char>(std::stoi(std::string(last.substr(at + 1, 2)), nullptr, 16));
      at += 2;
    } else {
      name += last[at];
    }
  }
  name = text::clean(name);
  return name.size() > name_bytes ? std::string() : name;
}

Result<Target> parse_target(std::string_view address) {
  if (address.size() > limits::fetch_address_bytes) return refuse("the picture's address is too long", address);
  if (has_control(address)) return refuse("the picture's address is not an address", address);
  Target target;
  const std::string scheme = lower(address.substr(0, address.find(':')));
  if ((scheme != "https" && scheme != "http") || !address.substr(scheme.size()).starts_with("://")) {
    return refuse("pictures are taken over from http and https addresses alone", address);
  }
  target.secure = scheme == "https";
  target.port = target.secure ? 443 : 80;
  std::string_view rest = address.substr(scheme.size() + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#\\"));
  rest.remove_prefix(authority.size());
  if (authority.find('@') != std::string_view::npos || rest.starts_with('\\')) {
    return refuse("the picture's address names a user", address);
  }

  std::string_view host = authority, port;
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return refuse("the picture's address names no server", address);
    port = host.substr(end + 1);
    host = host.substr(1, end - 1);
    boost::system::error_code problem;
    const auto parsed = ip::make_address_v6(std::string(host), problem);
    if (problem || host.find('%') != std::string_view::npos)
      return refuse("the picture's address names no server", address);
    target.host = parsed.to_string();
    target.is_address = true;
  } else {
    port = host.substr(std::min(host.find(':'), host.size()));
    host.remove_suffix(port.size());
    target.host = lower(host);
    if (target.host.ends_with('.')) target.host.pop_back();
    if (ends_in_number(target.host)) {
      boost::system::error_code problem;
      const auto parsed = ip::make_address_v4(target.host, problem);
      if (problem || parsed.to_string() != target.host) {
        return refuse("the picture's address names no public server", address);
      }
      target.is_address = true;
    } else if (!is_name(target.host) || is_local_name(target.host)) {
      return refuse("the picture's address names no public server", address);
    }
  }
  if (!port.empty() && port != ":" && port != ":" + std::to_string(target.port)) {
    return refuse("pictures are taken over from the usual ports of http and https alone", address);
  }

  rest = rest.substr(0, rest.find('#'));
  std::string path(rest.starts_with('/') ? "" : "/");
  path += rest;
  target.path = encoded(without_dots(path));
  return target;
}

Result<Target> redirected(const Target& from, std::string_view location) {
  const std::string origin = (from.secure ? "https://" : "http://") + from.authority();
  std::string whole;
  const std::size_t colon = location.find(':');
  const bool has_scheme = colon != std::string_view::npos && colon < location.find_first_of("/?#");
  if (has_scheme) {
    whole = location;
  } else if (location.starts_with("//")) {
    whole = (from.secure ? "https:" : "http:") + std::string(location);
  } else if (location.starts_with('/')) {
    whole = origin + std::string(location);
  } else {
    const std::string_view path = std::string_view(from.path).substr(0, from.path.find('?'));
    const std::string_view base = location.starts_with('?') ? path : path.substr(0, path.rfind('/') + 1);
    whole = origin + std::string(base) + std::string(location);
  }
  auto target = parse_target(whole);
  if (!target) return target;
  if (from.secure && !target->secure) {
    return refuse("the other site leads on from https to http", whole);
  }
  return target;
}

}  // namespace vestnik::outside
