// Errors of the API (RFC 9457), with the place in the request's body that they are about.
#pragma once

#include "base/error.h"
#include "http/message.h"

namespace vestnik::newsroom {

// As http::problem_response; where the error's input begins with the name of a member, or of a parameter of the query,
// "pointer" says so as a JSON pointer into the body ("/authors", "/body/content/3") or as "?sort".
http::Response problem_of(const Error& error, const http::Request& request);

}  // namespace vestnik::newsroom
