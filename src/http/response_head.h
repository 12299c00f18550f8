// An answer's status line and fields as bytes.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace vestnik::http {

struct Framing {
  std::string_view date;    // now, as format_http_date writes it
  bool close = false;       // the connection ends after this answer
  bool keep_alive = false;  // the client speaks HTTP/1.0 and asked to keep it
};

// Statuses whose answers have no body (RFC 9110, 6.4.1).
constexpr bool bodiless(unsigned status) {
  return status < 200 || status == 204 || status == 304;
}

// Replaces `head`. False, with `head` unspecified, where a field would break the message in two (a line end or NUL in
// it, a name that is no token) or the status is not a final one.
bool write_head(std::string& head, const Response& response, const Framing& framing);

}  // namespace vestnik::http
