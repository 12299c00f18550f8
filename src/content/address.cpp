#include "content/address.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "content/body.h"
#include "content/site.h"

namespace vestnik::content {

namespace {

constexpr std::string_view never_in_an_address = "\"<>\\^`{|}";

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool is_hexadecimal(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// By byte: controls, white space and what must be escaped in an address.
constexpr std::array<bool, 256> forbidden_bytes = [] {
  std::array<bool, 256> bytes{};
  for (std::size_t byte = 0; byte <= 0x20; ++byte) bytes[byte] = true;
  bytes[0x7F] = true;
  for (const char c : never_in_an_address) bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}();

bool forbidden(char c) {
  return forbidden_bytes[static_cast<unsigned char>(c)];
}

// "HTTP" → "http"; empty where the address is a path. RFC 3986: a colon before any "/", "?" or "#" ends a scheme.
std::string scheme_of(std::string_view address) {
  const std::size_t end = address.find_first_of(":/?#");
  if (end == std::string_view::npos || address[end] != ':') return {};
  std::string scheme(address.substr(0, end));
  std::ranges::transform(scheme, scheme.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return scheme;
}

// Of "http://host:80/path" the "host:80": somewhere to go, and nobody's name before an @.
bool has_honest_host(std::string_view address, std::size_t scheme_bytes) {
  const std::string_view rest = address.substr(scheme_bytes + 1);
  if (!rest.starts_with("//")) return false;
  const std::string_view authority = rest.substr(2, rest.substr(2).find_first_of("/?#"));
  return !authority.empty() && authority.front() != ':' && authority.find('@') == std::string_view::npos;
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
}

}  // namespace

bool is_safe_address(std::string_view address) {
  if (address.empty() || address.size() > limits::address_bytes) return false;
  if (std::ranges::any_of(address, forbidden) || address.starts_with("//")) return false;
  if (!std::ranges::all_of(address, [](char c) { return static_cast<unsigned char>(c) < 0x80; }) &&
      text::clean(address) != address) {
    return false;
  }
  const std::size_t colon = address.find_first_of(":/?#");
  if (colon == std::string_view::npos || address[colon] != ':') return true;
  const std::string scheme = scheme_of(address);
  if (scheme == "http" || scheme == "https") return has_honest_host(address, scheme.size());
  return (scheme == "mailto" || scheme == "tel") && address.size() > scheme.size() + 1;
}

bool is_safe_resource(std::string_view address) {
  if (!is_safe_address(address) || address.front() == '#') return false;
  const std::string scheme = scheme_of(address);
  const std::size_t colon = address.find_first_of(":/?#");
  return colon == std::string_view::npos || address[colon] != ':' || scheme == "http" || scheme == "https";
}

bool is_absolute_address(std::string_view address) {
  const std::string scheme = scheme_of(address);
  return scheme == "http" || scheme == "https" || address.starts_with("//");
}

std::string path_at(const Site& site, std::string_view address) {
  const auto of_host = [](std::string_view whole) {
    const std::size_t at = whole.find("//");
    return at == std::string_view::npos ? std::string_view() : whole.substr(at + 2);
  };
  const std::string_view rest = is_absolute_address(address) ? of_host(address) : std::string_view();
  if (rest.empty()) return std::string(address);
  const std::size_t end = std::min(rest.size(), rest.find_first_of("/?#"));
  std::string host(rest.substr(0, end));
  std::ranges::transform(host, host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (host != site.host && host != of_host(site.base_url) &&
      std::ranges::find(site.aliases, host) == site.aliases.end()) {
    return std::string(address);
  }
  const std::string_view path = rest.substr(end);
  return path.starts_with('/') ? std::string(path) : "/" + std::string(path);
}

std::string tidy_address(std::string_view address) {
  while (!address.empty() && static_cast<unsigned char>(address.front()) <= 0x20) address.remove_prefix(1);
  while (!address.empty() && static_cast<unsigned char>(address.back()) <= 0x20) address.remove_suffix(1);
  std::string joined;
  joined.reserve(address.size() + 6);
  if (address.starts_with("//")) joined = "https:";
  std::ranges::copy_if(address, std::back_inserter(joined), [](char c) { return !is_space(c) || c == ' '; });
  const std::string scheme = scheme_of(joined);
  const bool hierarchical = scheme.empty() || scheme == "http" || scheme == "https";
  std::string out;
  out.reserve(joined.size());
  bool in_query = false;
  bool in_fragment = false;
  const std::size_t path_from = scheme.empty() ? 0 : joined.find('/', std::min(joined.size(), scheme.size() + 3));
  for (std::size_t i = 0; i < joined.size(); ++i) {
    const char c = joined[i];
    if (c == '\\' && hierarchical && !in_query && !in_fragment) {
      out += '/';
    } else if (c == '%' &&
               (i + 2 >= joined.size() || !is_hexadecimal(joined[i + 1]) || !is_hexadecimal(joined[i + 2]))) {
      out += "%25";
    } else if (forbidden(c) || (c == '#' && in_fragment) || ((c == '[' || c == ']') && i > path_from)) {
      append_escaped(out, c);
    } else {
      out += c;
    }
    in_query = in_query || c == '?';
    in_fragment = in_fragment || c == '#';
  }
  return out;
}

std::string unescaped_address(std::string_view text) {
  std::string out;
  const auto digit = [](char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    return digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) < 16 && digit(text[i + 2]) < 16) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace vestnik::content
