#include "http/cookies.h"

#include <boost/beast/core/string.hpp>

namespace vestnik::http {
namespace {

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string written(std::string_view name, std::string_view value, std::string_view age, const CookieOptions& options) {
  std::string text(name);
  text += '=';
  text += value;
  text += "; Path=" + options.path;
  text += age;
  text += options.strict ? "; HttpOnly; SameSite=Strict" : "; HttpOnly; SameSite=Lax";
  if (options.secure) text += "; Secure";
  return text;
}

}  // namespace

std::optional<std::string> cookie(const Request& request, std::string_view name) {
  std::optional<std::string_view> found;
  for (const Field& one : request.fields) {
    if (!boost::beast::iequals(one.name, "Cookie")) continue;
    std::string_view rest = one.value;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      const std::string_view pair = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || without_spaces(pair.substr(0, equals)) != name) continue;
      std::string_view value = without_spaces(pair.substr(equals + 1));
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
      if (found && *found != value) return std::nullopt;
      found = value;
    }
  }
  if (!found) return std::nullopt;
  return std::string(*found);
}

std::string set_cookie(std::string_view name, std::string_view value, const CookieOptions& options) {
  const std::string age =
      options.lifetime.count() > 0 ? "; Max-Age=" + std::to_string(options.lifetime.count()) : std::string();
  return written(name, value, age, options);
}

std::string forget_cookie(std::string_view name, const CookieOptions& options) {
  return written(name, "", "; Max-Age=0", options);
}

}  // namespace vestnik::http
