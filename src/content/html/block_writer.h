// One body as HTML, block after block: what stands in html_writer.h as classes and elements is made here. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/grammar.h"
#include "content/html/inline_writer.h"
#include "content/html/table_grid.h"
#include "content/html_writer.h"

namespace vestnik::content::html {

inline std::string_view value_of(const Node& node, std::string_view name) {
  return attribute_of(node.attributes, name);
}

class BlockWriter {
 public:
  BlockWriter(const Body& body, const Figures& figures);
  std::string block(const Node& node);
  std::string footnotes() const;  // of the blocks so far, "" where there are none

 private:
  void find_levels(const std::vector<Node>& nodes);
  std::string heading_element(const Node& node);
  void write(const Node& node, std::string& out);
  void write_all(const std::vector<Node>& nodes, std::string& out);
  void write_tight(const std::vector<Node>& blocks, std::string& out);
  void enclose(std::string_view element, const Node& node, std::string& out);
  void write_list(const Node& node, std::string& out);
  void write_quote(const Node& node, std::string& out);
  void write_box(const Node& node, std::string& out);
  void write_code(const Node& node, std::string& out);
  void write_source_note(const Node& node, std::string& out);

  // ---- block_figures.cpp ----
  std::string medium(const Node& node, bool in_gallery);
  void write_media(const Node& node, bool in_gallery, std::string& out);
  bool is_called_by_caption(const Node& node) const;
  void write_caption(const Node& node, std::string& out, bool said = false);
  void write_gallery(const Node& node, std::string& out);
  void write_embed(const Node& node, std::string& out);

  // ---- block_tables.cpp ----
  void write_table(const Node& node, std::string& out);
  void write_row(const Node& row, const std::vector<Span>& spans, bool in_head, std::string& out);

  const Figures& figures_;
  InlineWriter inlines_;
  std::array<bool, 4> levels_{};  // [i] whether the body has a heading of level i + 1
  std::int64_t last_level_ = 1;   // the headline
  bool in_header_cell_ = false;
  std::vector<std::string> entry_ids_;  // of those that come, empty where they have none
  std::size_t next_entry_ = 0;
};

}  // namespace vestnik::content::html
