// Errors as answers: the one place where a kind of error becomes a status code. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "http/message.h"

namespace vestnik::http {

unsigned status_of(ErrorKind kind);

// "Not Found"; empty for a number that no RFC names.
std::string_view reason_of(unsigned status);

// application/problem+json (RFC 9457): status, title, detail and, where the error names them, "input" and "remedy".
// Of ErrorKind::internal nothing but the status is told: what went wrong inside is for the log. ErrorKind::busy and
// unavailable carry Retry-After.
Response problem_response(const Error& error);

// The same for a status without an Error: 405, 415, 428 …
Response problem_response(unsigned status, std::string detail);

}  // namespace vestnik::http
