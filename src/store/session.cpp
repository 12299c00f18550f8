#include "store/session.h"

namespace vestnik::store {

std::optional<std::int64_t> Session::integer(std::string_view sql, const Parameters& parameters) {
  std::optional<std::int64_t> found;
  query(sql, "i", parameters, [&](const Row& row) {
    if (!found && !row.null(0)) found = row.integer(0);
    return true;  // to the end: a statement that writes and returns may not be left half way
  });
  return found;
}

std::optional<std::string> Session::text(std::string_view sql, const Parameters& parameters) {
  std::optional<std::string> found;
  query(sql, "t", parameters, [&](const Row& row) {
    if (!found && !row.null(0)) found = row.string(0);
    return true;
  });
  return found;
}

}  // namespace vestnik::store
