#include "content/html/table_grid.h"

#include <algorithm>

#include "content/grammar.h"

namespace vestnik::content::html {

std::vector<std::vector<Span>> spans_of(const Node& table, std::size_t head_rows) {
  std::vector<std::vector<Span>> spans;
  std::vector<std::vector<std::size_t>> starts;  // [row][cell] the column that it begins in
  std::vector<bool> begun;                       // [column] whether a cell begins there
  std::vector<std::int64_t> taken;               // [column] rows that a cell above still reaches into
  for (std::size_t row = 0; row < table.children.size(); ++row) {
    if (row == head_rows) std::ranges::fill(taken, 0);
    const std::size_t group_end = row < head_rows ? head_rows : table.children.size();
    const auto rows_left = static_cast<std::int64_t>(group_end - row);
    std::vector<Span>& cells = spans.emplace_back();
    std::vector<std::size_t>& columns = starts.emplace_back();
    std::size_t column = 0;
    for (const Node& cell : table.children[row].children) {
      while (column < taken.size() && taken[column] > 0) ++column;
      Span span{number_of(cell.attributes, "colspan", 1), number_of(cell.attributes, "rowspan", 1)};
      span.rows = std::clamp<std::int64_t>(span.rows, 1, rows_left);
      columns.push_back(column);
      const std::size_t first = column;
      const std::size_t end = first + static_cast<std::size_t>(std::max<std::int64_t>(span.columns, 1));
      while (column < end && (column >= taken.size() || taken[column] <= 0)) {
        if (column >= taken.size()) {
          taken.push_back(0);
          begun.push_back(false);
        }
        taken[column++] = span.rows;
      }
      begun[first] = true;
      span.columns = static_cast<std::int64_t>(column - first);
      cells.push_back(span);
    }
    for (std::int64_t& rows : taken) rows = std::max<std::int64_t>(rows - 1, 0);
  }
  // Columns that no cell begins in are none.
  std::vector<std::int64_t> before(begun.size() + 1, 0);
  for (std::size_t i = 0; i < begun.size(); ++i) before[i + 1] = before[i] + (begun[i] ? 1 : 0);
  for (std::size_t row = 0; row < spans.size(); ++row) {
    for (std::size_t i = 0; i < spans[row].size(); ++i) {
      const std::size_t first = starts[row][i];
      const auto columns = static_cast<std::size_t>(spans[row][i].columns);
      spans[row][i].columns = before[first + columns] - before[first];
    }
  }
  return spans;
}

}  // namespace vestnik::content::html
