// Addresses as they stand in foreign HTML, made into what a link may hold (content/body.h, is_safe_address). Any
// thread.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::content {

struct Site;

// What a browser makes of `address` before it follows it (WHATWG URL: trimmed, no tabs and line ends, "\" as "/",
// "//host" as https) with everything escaped that does not belong into an address. May still be unsafe.
std::string tidy_address(std::string_view address);

// http or https with a host, or a path: what a picture or a sound may be at.
bool is_safe_resource(std::string_view address);

// Every "%d0" as the byte that it stands for, whatever that makes of the text: for showing and comparing.
std::string unescaped_address(std::string_view text);

// http, https or //: leads to a host of its own.
bool is_absolute_address(std::string_view address);

// The path of an address that leads to the site itself, by its host, an alias or `base_url`: "/svyat/?page=2" of
// "https://Example.com/svyat/?page=2". Every other one as it is.
std::string path_at(const Site& site, std::string_view address);

}  // namespace vestnik::content
