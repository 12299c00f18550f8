#include <algorithm>
#include <utility>

#include "base/text.h"
#include "content/grammar.h"
#include "content/html/block_writer.h"

namespace vestnik::content::html {

namespace {

constexpr std::size_t label_bytes = 80;

// For a reader who hears the page: what the table's first row says, cut between characters.
std::string label_of(const Node& table) {
  std::string label(value_of(table, "caption"));
  if (label.empty() && !table.children.empty()) label = one_line(plain_text(Body{table.children.front().children}));
  if (label.size() > label_bytes) {
    std::size_t end = label_bytes;
    while (end > 0 && (static_cast<unsigned char>(label[end]) & 0xC0U) == 0x80U) --end;
    label.resize(end);
  }
  return label;
}

bool is_all_header(const Node& row) {
  return std::ranges::all_of(row.children, [](const Node& cell) { return cell.type == "tableHeader"; });
}

// Leading rows of header cells, if none of these reaches below them.
std::size_t header_rows(const Node& table) {
  std::size_t rows = 0;
  while (rows < table.children.size() && is_all_header(table.children[rows])) ++rows;
  for (std::size_t row = 0; row < rows; ++row) {
    for (const Node& cell : table.children[row].children) {
      if (row + static_cast<std::size_t>(number_of(cell.attributes, "rowspan", 1)) > rows) return 0;
    }
  }
  return rows;
}

}  // namespace

void BlockWriter::write_table(const Node& node, std::string& out) {
  const std::string label = label_of(node);
  out += "<div class=\"table\"";
  if (!label.empty()) {
    out += " tabindex=\"0\" role=\"region\"";
    append_attribute(out, "aria-label", label);
  }
  out += "><table>";
  if (const std::string_view caption = value_of(node, "caption"); !caption.empty()) {
    ((out += "<caption>") += text::escape_html(caption)) += "</caption>";
  }
  const std::size_t head = header_rows(node);
  const std::vector<std::vector<Span>> spans = spans_of(node, head);
  if (head > 0) out += "<thead>";
  for (std::size_t i = 0; i < head; ++i) write_row(node.children[i], spans[i], true, out);
  if (head > 0) out += "</thead>";
  if (head < node.children.size()) out += "<tbody>";
  for (std::size_t i = head; i < node.children.size(); ++i) write_row(node.children[i], spans[i], false, out);
  if (head < node.children.size()) out += "</tbody>";
  out += "</table></div>";
}

void BlockWriter::write_row(const Node& row, const std::vector<Span>& spans, bool in_head, std::string& out) {
  out += "<tr>";
  for (std::size_t i = 0; i < row.children.size(); ++i) {
    const Node& cell = row.children[i];
    const bool header = cell.type == "tableHeader";
    out += header ? "<th" : "<td";
    const bool as_stored = figures_.for_export();
    const std::int64_t columns = as_stored ? number_of(cell.attributes, "colspan", 1) : spans[i].columns;
    const std::int64_t rows = as_stored ? number_of(cell.attributes, "rowspan", 1) : spans[i].rows;
    if (columns != 1) append_attribute(out, "colspan", std::to_string(columns));
    if (rows != 1) append_attribute(out, "rowspan", std::to_string(rows));
    if (header) append_attribute(out, "scope", in_head ? "col" : "row");
    out += '>';
    const bool around = std::exchange(in_header_cell_, in_header_cell_ || header);
    write_tight(cell.children, out);
    in_header_cell_ = around;
    out += header ? "</th>" : "</td>";
  }
  out += "</tr>";
}

}  // namespace vestnik::content::html
