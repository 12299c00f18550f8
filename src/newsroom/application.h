// /newsroom/: the one-page application of web/newsroom, as scripts/web made it and the build put it into the program.
// Any thread, never blocks.
#pragma once

#include <optional>

#include "http/message.h"

namespace vestnik::newsroom {

// The answer to whatever is asked under /newsroom/: a file of the application, or its page, whose script reads the rest
// of the address. Nothing for any other address.
std::optional<http::Response> application_response(const http::Request& request);

}  // namespace vestnik::newsroom
