#include "newsroom/cursor.h"

#include <charconv>

#include "base/limits.h"

namespace vestnik::newsroom {

namespace {

bool read_number(std::string_view digits, std::int64_t& into) {
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
  return code == std::errc{} && end == digits.data() + digits.size() && into >= 0;
}

}  // namespace

std::string write_cursor(Cursor cursor) {
  return std::to_string(cursor.first) + "-" + std::to_string(cursor.second);
}

Result<std::optional<Cursor>> cursor_of(const http::Request& request) {
  const auto given = request.parameter("cursor");
  if (!given || given->empty()) return std::nullopt;
  const std::size_t dash = given->find('-');
  Cursor cursor;
  if (dash == std::string::npos || !read_number(given->substr(0, dash), cursor.first) ||
      !read_number(given->substr(dash + 1), cursor.second)) {
    return fail(ErrorKind::invalid, "not a cursor", *given, "send what the answer before called \"next\"");
  }
  return cursor;
}

Result<std::size_t> limit_of(const http::Request& request) {
  const auto given = request.parameter("limit");
  if (!given) return limits::list_items;
  std::int64_t limit = 0;
  if (!read_number(*given, limit) || limit < 1 || limit > static_cast<std::int64_t>(limits::most_list_items)) {
    return fail(ErrorKind::invalid, "not a limit", *given,
                "a number from 1 to " + std::to_string(limits::most_list_items));
  }
  return static_cast<std::size_t>(limit);
}

}  // namespace vestnik::newsroom
