// The program of the page at /report/ (web/report), built by Vite and embedded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace vestnik::reports {

// Where the page finds it.
inline constexpr std::string_view guard_address = "/report/guard.js";
inline constexpr std::string_view program_address = "/report/report.js";
inline constexpr std::string_view style_address = "/report/report.css";

// What a browser compares a file with before it runs it (Subresource Integrity): "sha256-…".
std::string integrity_of(std::string_view address);
// What people compare: a line "SHA-256  NAME" for each of its files by name, as sha256sum writes and checks them, and
// the SHA-256 of these lines, which the page shows. The same source gives the same.
std::string_view program_list();
std::string program_fingerprint();

// One of its files, or program_list() at /report/program.sha256; nothing where the path names none.
std::optional<http::Response> program_file(const http::Request& request);

}  // namespace vestnik::reports
