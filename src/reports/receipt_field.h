// "Authorization: Receipt NAME": the fetch name that a reader's browser has made from the receipt (base64url, 32
// bytes). The server keeps its SHA-256 only.
#pragma once

#include <optional>
#include <string>

#include "http/message.h"

namespace vestnik::reports {

// The digest to look reports up by; nothing where the field is absent or malformed.
std::optional<std::string> fetch_digest_of(const http::Request& request);

}  // namespace vestnik::reports
