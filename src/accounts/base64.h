// URL-safe base64 without padding (RFC 4648, 5), as browsers give what keys and signatures consist of.
// Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vestnik::accounts {

std::string to_base64(std::string_view raw);
// Nothing where it is none.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace vestnik::accounts
