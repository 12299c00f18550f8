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
  bool secure = false;      // the client came over TLS and shall do so again
  bool chunked = false;     // of an answer that goes on as events; else it ends with the connection
};

// Statuses whose answers have no body (RFC 9110, 6.4.1).
constexpr bool bodiless(unsigned status) {
  return status < 200 || status == 204 || status == 304;
}

// RFC 6797: a year, as the preload lists ask for; without the hosts below, which may be somebody else's.
inline constexpr std::string_view strict_transport = "max-age=31536000";

// Whether a field can be sent: a name that is a token, no line end or NUL in the value.
bool can_be_sent(std::string_view name, std::string_view value);

// Replaces `head`. False, with `head` unspecified, where a field cannot be sent, which would break the message in two,
// or the status is not a final one.
bool write_head(std::string& head, const Response& response, const Framing& framing);

}  // namespace vestnik::http
