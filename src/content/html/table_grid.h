// Where the cells of a table lie (HTML standard, 4.9.12), so that it is written without what a browser would have to
// mend: a span that reaches out of its rows or over a cell, a column that no cell begins in. Any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "content/body.h"

namespace vestnik::content::html {

struct Span {
  std::int64_t columns = 1, rows = 1;
};

// [row][cell] of a "table" node whose first `head_rows` rows are a group of their own.
std::vector<std::vector<Span>> spans_of(const Node& table, std::size_t head_rows);

}  // namespace vestnik::content::html
