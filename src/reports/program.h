// The program of the page at /report/ (web/report), built by Vite and embedded.
#pragma once

#include <optional>
#include <string_view>

#include "http/message.h"

namespace vestnik::reports {

// Where the page finds it.
inline constexpr std::string_view guard_address = "/report/guard.js";
inline constexpr std::string_view program_address = "/report/report.js";
inline constexpr std::string_view style_address = "/report/report.css";

// One of its files; nothing where the path names none.
std::optional<http::Response> program_file(const http::Request& request);

}  // namespace vestnik::reports
