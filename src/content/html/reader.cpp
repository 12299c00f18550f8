#include "content/html/reader.h"

#include <algorithm>
#include <utility>

#include "content/address.h"
#include "content/embed.h"
#include "content/grammar.h"
#include "content/html/hidden.h"
#include "content/html/tag_kinds.h"

namespace vestnik::content::html {

namespace {

constexpr std::size_t deepest_recursion = 200;
constexpr std::size_t most_notes = 100;
// Room is left for what is still open when a bound is met.
constexpr std::size_t most_nodes = limits::body_nodes - 1'000;
constexpr std::size_t most_bytes = limits::body_json_bytes / 4 * 3;

std::size_t size_of(const Marks& marks) {
  std::size_t bytes = 0;
  for (const Mark& mark : marks) {
    bytes += 24 + mark.type.size();
    for (const auto& [name, value] : mark.attributes) {
      bytes += 6 + name.size() + (value.is_string() ? value.get_string().size() : 8);
    }
  }
  return bytes;
}

// Editors fill empty lines with a no-break space, or one of no width.
bool is_blank(const std::vector<Node>& run) {
  for (const Node& node : run) {
    std::string_view text = node.text;
    while (!text.empty()) {
      const std::size_t space = text.front() == ' '          ? 1
                                : text.starts_with("\u00A0") ? 2
                                : text.starts_with("\uFEFF") ? 3
                                : text.starts_with("\u200B") ? 3
                                                             : 0;
      if (space == 0) return false;
      text.remove_prefix(space);
    }
  }
  return true;
}

// A paragraph of nothing but an address: how WordPress embeds.
std::string_view lone_address(const std::vector<Node>& run) {
  if (run.size() != 1 || run.front().type != "text") return {};
  const std::string_view text = run.front().text;
  if (!text.starts_with("http://") && !text.starts_with("https://")) return {};
  if (text.find(' ') != std::string_view::npos) return {};
  for (const Mark& mark : run.front().marks) {
    if (mark.type == "link") return attribute_of(mark.attributes, "href");
  }
  return text;
}

}  // namespace

std::vector<Node> Reader::read(const Tree& tree) {
  for (const std::string& name : tree.left_out()) note(name + " element left out");
  Flow flow(1);
  read_children(tree.root(), {}, flow);
  return finish(flow);
}

void Reader::note(std::string text) {
  if (notes_.size() < most_notes && std::ranges::find(notes_, text) == notes_.end()) notes_.push_back(std::move(text));
}

bool Reader::skipped(const GumboNode* node) const {
  return std::ranges::find(skip_, node) != skip_.end();
}

bool Reader::spend(std::size_t bytes) {
  ++nodes_;
  bytes_ += bytes + 40;
  if (!is_full()) return true;
  note("too much for one article: the rest is text without structure");
  return false;
}

bool Reader::is_full() const {
  return nodes_ > most_nodes || bytes_ > most_bytes;
}

bool Reader::may_nest(const Flow& flow) const {
  return flow.depth + 4 <= limits::body_depth && !is_full();
}

void Reader::add_text(std::string_view text, const Marks& marks, Flow& flow) {
  flow.run.add_text(text, spend(text.size() + size_of(marks)) ? marks : Marks());
}

void Reader::add_block(Flow& flow, Node node) {
  end_paragraph(flow);
  flow.blocks.push_back(std::move(node));
}

void Reader::end_paragraph(Flow& flow) {
  // Once the bound is met, paragraphs go on as lines of one.
  if (is_full()) return flow.run.add_text(" ", {});
  std::vector<Node> run = flow.run.take();
  if (is_blank(run)) return;
  if (options_.embeds && flow.heading == 0) {
    if (const std::string_view address = lone_address(run); !address.empty() && recognise_embed(address)) {
      const std::string url(address);
      return add_embed(flow, url, {});
    }
  }
  Node block;
  block.type = flow.heading > 0 ? "heading" : "paragraph";
  if (flow.heading > 0) block.attributes["level"] = flow.heading;
  block.children = std::move(run);
  ++nodes_;
  flow.blocks.push_back(std::move(block));
}

std::vector<Node> Reader::finish(Flow& flow) {
  end_paragraph(flow);
  if (std::vector<Node> rest = flow.run.take(); !rest.empty()) {
    Node& paragraph = flow.blocks.emplace_back();
    paragraph.type = "paragraph";
    paragraph.children = std::move(rest);
  }
  return std::move(flow.blocks);
}

std::vector<Node> Reader::blocks_in(const GumboNode* node, const Marks& marks, std::size_t depth) {
  Flow flow(depth);
  read_children(node, marks, flow);
  return finish(flow);
}

void Reader::read_children(const GumboNode* node, const Marks& marks, Flow& flow) {
  if (level_ >= deepest_recursion) {
    note("nested too deeply: kept as text");
    return add_text(text_in(node), marks, flow);
  }
  ++level_;
  for (const GumboNode* child : children_of(node)) read_node(child, marks, flow);
  --level_;
}

void Reader::read_node(const GumboNode* node, const Marks& marks, Flow& flow) {
  if (is_text(node)) {
    add_text(node->v.text.text, marks, flow);
  } else if (is_element(node) && !skipped(node)) {
    read_element(node, marks, flow);
  }
}

void Reader::read_element(const GumboNode* node, const Marks& marks, Flow& flow) {
  if (const std::string hidden = hidden_links(node); !hidden.empty())
    return note("links that the old page hid left out: " + clean_text(std::string_view(hidden).substr(0, 100)));
  if (read_inline(node, marks, flow) || read_own(node, flow)) return;
  switch (tag_of(node)) {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
      return read_heading(node, 2, marks, flow);
    case GUMBO_TAG_H3:
      return read_heading(node, 3, marks, flow);
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      return read_heading(node, 4, marks, flow);
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_DIR:
      return is_gallery(node) ? read_gallery(node, marks, flow) : read_list(node, marks, flow);
    case GUMBO_TAG_TABLE:
      return read_table(node, marks, flow);
    case GUMBO_TAG_BLOCKQUOTE:
      return read_quotation(node, marks, flow);
    case GUMBO_TAG_DETAILS:
      return read_details(node, marks, flow);
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
      return read_code(node, marks, flow);
    case GUMBO_TAG_FIGURE:
      return is_gallery(node) ? read_gallery(node, marks, flow) : read_figure(node, marks, flow);
    case GUMBO_TAG_IMG:
      return read_image(node, marks, flow);
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
      return read_media(node, marks, flow);
    case GUMBO_TAG_IFRAME:
      return read_frame(node, marks, flow);
    case GUMBO_TAG_DL:
      return has_class(node, "gallery-item") ? read_figure(node, marks, flow) : keep_html(node, flow);
    case GUMBO_TAG_ASIDE:
      return has_class(node, "fact-box") && may_nest(flow) ? read_box(node, marks, flow)
                                                           : read_container(node, marks, flow);
    case GUMBO_TAG_HR: {
      Node rule;
      rule.type = "horizontalRule";
      end_paragraph(flow);
      if (spend(0)) add_block(flow, std::move(rule));
      return;
    }
    case GUMBO_TAG_P:
      if (has_class(node, "source-note")) return read_source_note(node, flow);
      if (find_in(node, GUMBO_TAG_RUBY) != nullptr) return keep_html(node, flow);
      return read_container(node, marks, flow);
    case GUMBO_TAG_DIV:
      if (has_class(node, "wp-caption")) return read_figure(node, marks, flow);
      if (read_posted(node, flow)) return;
      if (is_gallery(node)) return read_gallery(node, marks, flow);
      if (has_class(node, "live-entry") && may_nest(flow)) return read_live_entry(node, marks, flow);
      return read_container(node, marks, flow);
    default:
      return read_container(node, marks, flow);
  }
}

void Reader::read_container(const GumboNode* node, const Marks& marks, Flow& flow) {
  end_paragraph(flow);
  read_children(node, marks, flow);
  end_paragraph(flow);
}

void Reader::read_heading(const GumboNode* node, int level, const Marks& marks, Flow& flow) {
  end_paragraph(flow);
  const int around = std::exchange(flow.heading, level);
  read_children(node, marks, flow);
  end_paragraph(flow);
  flow.heading = around;
}

bool Reader::read_own(const GumboNode* node, Flow& flow) {
  const std::string_view what = attribute(node, "data-vestnik");
  if (what.empty()) return false;
  if (what == "notes") return true;
  if (what == "adBreak" && children_of(node).empty()) {
    Node mark;
    mark.type = "adBreak";
    end_paragraph(flow);
    if (spend(0)) add_block(flow, std::move(mark));
    return true;
  }
  if (what == "rawHtml") {
    keep_html(node, flow);
    return true;
  }
  return what == "poll" && read_poll(node, flow);
}

}  // namespace vestnik::content::html
