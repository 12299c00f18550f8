// From the HTML5 parser's tree to blocks. One Reader reads one document; html_reader.h is the way in.
//
//   reader.cpp    what each element is, paragraphs and headings
//   inlines.cpp   marks and links
//   figures.cpp   pictures, videos, sounds, embeds, galleries, captions
//   sections.cpp  lists, tables, quotations, boxes, code, what only HTML can hold
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "content/html/inline_run.h"
#include "content/html/tree.h"
#include "content/html_reader.h"

namespace vestnik::content::html {

using Marks = std::vector<Mark>;

// Where blocks go as they end, and the inline content that is still open.
struct Flow {
  explicit Flow(std::size_t depth_of_blocks) : depth(depth_of_blocks) {}
  std::vector<Node> blocks;
  std::size_t depth;  // of these blocks in the body, 1 at the top
  int heading = 0;    // > 0: what is being read is a heading of that level
  InlineRun run;
};

class Reader {
 public:
  Reader(const HtmlOptions& options, std::vector<std::string>& notes) : options_(options), notes_(notes) {}
  std::vector<Node> read(const Tree& tree);

 private:
  // ---- reader.cpp ----
  void read_children(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_node(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_element(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_container(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_heading(const GumboNode* node, int level, const Marks& marks, Flow& flow);
  bool read_own(const GumboNode* node, Flow& flow);  // what html_writer marked for export
  void add_text(std::string_view text, const Marks& marks, Flow& flow);
  void end_paragraph(Flow& flow);  // the open inline content becomes a block
  std::vector<Node> finish(Flow& flow);
  std::vector<Node> blocks_in(const GumboNode* node, const Marks& marks, std::size_t depth);
  void add_block(Flow& flow, Node node);
  bool spend(std::size_t bytes);  // false once the body is as large as it may be
  void note(std::string text);

  // ---- inlines.cpp ----
  bool read_inline(const GumboNode* node, const Marks& marks, Flow& flow);  // false where it is none
  void read_link(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_quoted(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_language(const GumboNode* node, const Marks& marks, Flow& flow);

  // ---- figures.cpp ----
  void read_image(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_media(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_frame(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_figure(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_gallery(const GumboNode* node, const Marks& marks, Flow& flow);
  bool read_posted(const GumboNode* node, Flow& flow);  // a quotation that is another site's post
  bool is_gallery(const GumboNode* node) const;
  bool set_place(Node& node, std::string_view address) const;
  bool set_caption(Node& node, const GumboNode* caption) const;
  std::string address_in(const GumboNode* node) const;
  void add_embed(Flow& flow, std::string_view url, std::string_view title);

  // ---- sections.cpp ----
  void read_list(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_table(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_rows(const GumboNode* node, const Marks& marks, Flow& flow, Node& table);
  void read_cells(const GumboNode* row, const Marks& marks, Flow& flow, Node& table);
  void read_quotation(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_details(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_box(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_live_entry(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_source_note(const GumboNode* node, Flow& flow);
  void read_code(const GumboNode* node, const Marks& marks, Flow& flow);
  void read_lines(const GumboNode* node, const Marks& marks, Flow& flow);
  void keep_html(const GumboNode* node, Flow& flow);
  bool read_poll(const GumboNode* node, Flow& flow);

  bool may_nest(const Flow& flow) const;  // whether a list, a table or a box may stand here
  bool is_full() const;
  bool skipped(const GumboNode* node) const;

  const HtmlOptions& options_;
  std::vector<std::string>& notes_;
  std::vector<const GumboNode*> skip_;  // read already, as a caption or an attribution
  std::string last_picture_;            // its address: what follows in a noscript is the same
  std::size_t level_ = 0;               // of recursion
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;  // about what the body takes as JSON
};

// Finds `class` names as WordPress and others give alignment.
std::string_view alignment_of(const GumboNode* node);

bool is_link(const GumboNode* node);
bool holds_link(const GumboNode* node);

}  // namespace vestnik::content::html
