// Taking members of a JSON object over into values: absent ones stay as they are, wrong ones are ErrorKind::invalid
// whose input begins with the member's name, of which a problem's "pointer" is made (problems.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/time.h"

namespace vestnik::newsroom {

// Cleaned of control characters, at most `bytes`; null empties it.
Result<void> take_text(const json::object& given, std::string_view name, std::size_t bytes, std::string& into);
Result<void> take_flag(const json::object& given, std::string_view name, bool& into);
Result<void> take_time(const json::object& given, std::string_view name, std::optional<Time>& into);
// 0…1
Result<void> take_fraction(const json::object& given, std::string_view name, double& into);
// An http(s) address, or, where `path_too`, a path of the site; null and "" empty it.
Result<void> take_address(const json::object& given, std::string_view name, bool path_too, std::string& into);
// A list of http(s) addresses.
Result<void> take_addresses(const json::object& given, std::string_view name, std::vector<std::string>& into);

inline constexpr std::size_t address_bytes = 2'000;

}  // namespace vestnik::newsroom
