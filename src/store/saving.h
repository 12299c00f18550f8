// Inserting where there is no id, updating where there is one: the same for all rows of the catalogue.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "store/session.h"

namespace vestnik::store {

using ColumnValues = std::vector<std::pair<std::string_view, Value>>;

// The row's id. Throws ErrorKind::not_found where `id` is not 0 and there is no such row. `fixed` columns are set when
// the row is made and never changed.
std::int64_t save_row(Session& session, std::string_view table, std::int64_t id, const ColumnValues& values,
                      const ColumnValues& fixed = {});

}  // namespace vestnik::store
