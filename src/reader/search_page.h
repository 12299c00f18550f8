// /search?q=…&section=slug&from=2026-11-01&to=2026-11-24&sort=date&page=2: works without JavaScript.
#pragma once

#include "http/message.h"
#include "reader/context.h"

namespace vestnik::reader {

Plan search_plan(const Context& context, const http::Request& request);

// Where that search stands which another spelling of the address asks for ("/Search/?q=мост"), its parameters bounded
// and encoded; "/search" where nothing is asked.
std::string search_address(const http::Request& request);

}  // namespace vestnik::reader
