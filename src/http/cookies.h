// Cookies as RFC 6265 has browsers send and servers set them. Any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace vestnik::http {

// The value of the cookie `name` (case-sensitive), as sent but for quotes around it. Nothing where it is absent and
// where two of that name differ: which of them a neighbour set cannot be told.
std::optional<std::string> cookie(const Request& request, std::string_view name);

struct CookieOptions {
  std::chrono::seconds lifetime{0};  // 0: until the browser closes
  std::string path = "/";
  bool secure = true;
  bool strict = false;  // SameSite=Strict in place of Lax
};

// A value of Set-Cookie: HttpOnly and SameSite always. `name` and `value` must be cookie-octets (a token is).
std::string set_cookie(std::string_view name, std::string_view value, const CookieOptions& options = {});
// One that makes the browser forget it.
std::string forget_cookie(std::string_view name, const CookieOptions& options = {});

}  // namespace vestnik::http
