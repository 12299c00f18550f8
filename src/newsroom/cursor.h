// Where a list goes on: opaque to callers, who send back what an answer called "next".
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "http/message.h"

namespace vestnik::newsroom {

// One or two whole numbers: "1795536000000-42".
struct Cursor {
  std::int64_t first = 0, second = 0;
};
std::string write_cursor(Cursor cursor);
// ?cursor=: nothing where it is absent, ErrorKind::invalid where it is none of ours.
Result<std::optional<Cursor>> cursor_of(const http::Request& request);
// ?limit=: 1 … limits::most_list_items, limits::list_items where absent.
Result<std::size_t> limit_of(const http::Request& request);

}  // namespace vestnik::newsroom
