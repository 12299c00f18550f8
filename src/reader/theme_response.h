// What browsers ask for beside a page: /assets/. Any thread, never blocks.
#pragma once

#include <optional>

#include "http/message.h"

namespace vestnik::reader {

// A file of the theme: style sheet, script, font, icon; a site's own look. Nothing where the path names none.
std::optional<http::Response> theme_response(const http::Request& request);

}  // namespace vestnik::reader
