// A text as a value in another address's query. A space is "%20": programs for mail and messages show a "+" as it is
// (RFC 6068). Any thread.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::pages {

// Everything but unreserved characters (RFC 3986) and those of `kept` percent-encoded.
std::string query_value(std::string_view text, std::string_view kept = {});

}  // namespace vestnik::pages
