// Strict JSON (RFC 8259) with bounds; Boost.JSON underneath. Any thread.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vestnik {

namespace json = boost::json;

// Refuses what is not JSON, not UTF-8, nested deeper than `depth`, or followed by anything: ErrorKind::invalid with
// the byte offset. Of equal keys the last one counts.
Result<json::value> parse_json(std::string_view text, std::size_t depth = 64);

// Compact.
std::string write_json(const json::value& value);

// For inside <script type="application/ld+json">: as write_json with <, >, & and U+2028/9 as \u escapes.
std::string write_json_for_html(const json::value& value);

// Members by kind; absent, null or of another kind gives the fallback.
std::string string_or(const json::object& object, std::string_view key, std::string_view fallback = {});
std::int64_t integer_or(const json::object& object, std::string_view key, std::int64_t fallback = 0);
bool bool_or(const json::object& object, std::string_view key, bool fallback = false);

}  // namespace vestnik
