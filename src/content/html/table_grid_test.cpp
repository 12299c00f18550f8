#include "content/html/table_grid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "content/grammar.h"

namespace vestnik::content::html {

namespace {

using Cells = std::vector<std::pair<int, int>>;  // columns and rows of each

Node table_of(const std::vector<Cells>& rows) {
  Node table;
  table.type = "table";
  for (const Cells& cells : rows) {
    Node& row = table.children.emplace_back();
    row.type = "tableRow";
    for (const auto& [columns, height] : cells) {
      Node& cell = row.children.emplace_back();
      cell.type = "tableCell";
      set_attribute(cell, "colspan", json::value(columns));
      set_attribute(cell, "rowspan", json::value(height));
    }
  }
  return table;
}

std::vector<Cells> shown(const std::vector<Cells>& rows, std::size_t head_rows = 0) {
  std::vector<Cells> out;
  for (const auto& row : spans_of(table_of(rows), head_rows)) {
    Cells& cells = out.emplace_back();
    for (const Span& span : row) cells.emplace_back(span.columns, span.rows);
  }
  return out;
}

}  // namespace

TEST(TableGrid, a_sound_table_stays) {
  const std::vector<Cells> sound = {{{2, 1}, {1, 2}}, {{1, 1}, {1, 1}}};
  EXPECT_EQ(shown(sound), sound);
}

TEST(TableGrid, rows_end_with_their_group) {
  EXPECT_EQ(shown({{{1, 9}}, {{1, 1}}}, 1), (std::vector<Cells>{{{1, 1}}, {{1, 1}}}));
  EXPECT_EQ(shown({{{1, 1}, {1, 5}}, {{1, 1}}}), (std::vector<Cells>{{{1, 1}, {1, 2}}, {{1, 1}}}));
}

TEST(TableGrid, a_column_that_nothing_begins_in_is_none) {
  EXPECT_EQ(shown({{{5, 1}, {1, 1}}, {{1, 1}, {4, 1}}}), (std::vector<Cells>{{{2, 1}, {1, 1}}, {{1, 1}, {1, 1}}}));
}

TEST(TableGrid, a_cell_ends_before_one_that_reaches_down) {
  EXPECT_EQ(shown({{{1, 1}, {1, 2}}, {{3, 1}, {1, 1}}}), (std::vector<Cells>{{{1, 1}, {1, 2}}, {{1, 1}, {1, 1}}}));
}

}  // namespace vestnik::content::html
