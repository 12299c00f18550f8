#include "content/html_writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "content/address.h"
#include "content/grammar.h"
#include "content/html/inline_writer.h"
#include "content/html/table_grid.h"
#include "content/html_reader.h"

namespace vestnik::content {

namespace {

using html::append_attribute;
using html::append_href;

constexpr std::size_t label_bytes = 80;

std::string_view value_of(const Node& node, std::string_view name) {
  return attribute_of(node.attributes, name);
}

std::string_view class_of_figure(const Node& node) {
  if (node.type == "blockquote") return "quote";
  return node.type == "pullquote" ? "pull-quote" : std::string_view(node.type);
}

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

class Writer {
 public:
  Writer(const Body& body, const Figures& figures) : figures_(figures), inlines_(figures.for_export()) {
    find_levels(body.blocks);
  }

  std::string block(const Node& node) {
    std::string out;
    write(node, out);
    return out;
  }

  std::string footnotes() const {
    if (inlines_.footnotes().empty()) return {};
    std::string out = figures_.for_export() ? "<ol data-vestnik=\"notes\">" : "<ol class=\"notes\">";
    std::size_t number = 0;
    for (const std::string& footnote : inlines_.footnotes()) {
      const std::string n = std::to_string(++number);
      out += "<li id=\"note-" + n + "\">" + text::escape_html(footnote) + " <a href=\"#note-of-" + n +
             "\" aria-label=\"" + n + "\">↩</a></li>";
    }
    return out + "</ol>";
  }

 private:
  void find_levels(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      if (node.type == "heading") {
        levels_[static_cast<std::size_t>(std::clamp<std::int64_t>(number_of(node.attributes, "level", 2), 2, 4) - 1)] =
            true;
      } else if (node.type != "paragraph") {
        find_levels(node.children);
      }
    }
  }

  void write_all(const std::vector<Node>& nodes, std::string& out) {
    for (const Node& node : nodes) write(node, out);
  }

  void write(const Node& node, std::string& out) {
    const std::string_view type = node.type;
    if (type == "paragraph") {
      if (!node.children.empty()) enclose("p", node, out);
    } else if (type == "heading") {
      if (!node.children.empty()) enclose(heading_element(node), node, out);
    } else if (type == "image" || type == "video" || type == "audio") {
      write_media(node, false, out);
    } else if (type == "gallery") {
      write_gallery(node, out);
    } else if (type == "embed") {
      write_embed(node, out);
    } else if (type == "bulletList" || type == "orderedList") {
      write_list(node, out);
    } else if (type == "table") {
      write_table(node, out);
    } else if (type == "blockquote" || type == "pullquote") {
      write_quote(node, out);
    } else if (type == "factBox" || type == "liveEntry") {
      write_box(node, out);
    } else if (type == "codeBlock") {
      write_code(node, out);
    } else if (type == "horizontalRule") {
      out += "<hr>";
    } else if (type == "sourceNote") {
      write_source_note(node, out);
    } else if (type == "poll") {
      out += figures_.poll(node);
    } else if (type == "adBreak") {
      out += figures_.advertisement();
    } else if (type == "rawHtml") {
      out += figures_.for_export() ? "<div data-vestnik=\"rawHtml\">" : "<div class=\"html\">";
      out += sanitize_html(value_of(node, "html"));
      out += "</div>";
    }
  }

  // An outline without gaps, which a page must have under its headline: imported articles begin with <h4> as they like.
  // A header cell may hold no heading.
  std::string heading_element(const Node& node) {
    const std::int64_t level = std::clamp<std::int64_t>(number_of(node.attributes, "level", 2), 2, 4);
    if (figures_.for_export()) return "h" + std::to_string(level);
    if (in_header_cell_) return "p";
    const std::int64_t rank = std::ranges::count(levels_.begin(), levels_.begin() + level, true) + 1;
    last_level_ = std::min(rank, last_level_ + 1);
    return "h" + std::to_string(last_level_);
  }

  void enclose(std::string_view element, const Node& node, std::string& out) {
    ((out += '<') += element) += '>';
    inlines_.write(node.children, out);
    ((out += "</") += element) += '>';
  }

  // A single paragraph needs no element of its own; of several each does.
  void write_tight(const std::vector<Node>& blocks, std::string& out) {
    const bool tight = !blocks.empty() && blocks.front().type == "paragraph" &&
                       std::ranges::count(blocks, "paragraph", &Node::type) == 1;
    if (tight) inlines_.write(blocks.front().children, out);
    for (std::size_t i = tight ? 1 : 0; i < blocks.size(); ++i) write(blocks[i], out);
  }

  std::string medium(const Node& node, bool in_gallery) {
    const AssetId asset{number_of(node.attributes, "asset")};
    const std::string_view alt = value_of(node, "alt");
    if (asset) return figures_.media(asset, alt, in_gallery);
    // An address as a link is called by whatever says something; a picture keeps the text that it has.
    const bool by_caption = alt.empty() && !figures_.for_export();
    return figures_.elsewhere(node.type, value_of(node, "src"), by_caption ? value_of(node, "caption") : alt,
                              value_of(node, "poster"));
  }

  void write_media(const Node& node, bool in_gallery, std::string& out) {
    const std::string shown = medium(node, in_gallery);
    if (shown.empty()) return;
    const std::string_view align = value_of(node, "align");
    (out += "<figure class=\"") += node.type;
    if (!align.empty()) (out += ' ') += align;
    out += '"';
    if (figures_.for_export() && !value_of(node, "poster").empty()) {
      append_attribute(out, "data-vestnik-poster", value_of(node, "poster"));
    }
    out += '>';
    const std::string_view href = value_of(node, "href");
    const bool linked = !href.empty() && shown.find("<a ") == std::string::npos;
    if (linked) {
      out += "<a";
      append_href(out, href);
      out += '>';
    }
    out += shown;
    if (linked) out += "</a>";
    write_caption(node, out);
    out += "</figure>";
  }

  void write_caption(const Node& node, std::string& out) {
    std::string credit(value_of(node, "credit"));
    const AssetId asset{number_of(node.attributes, "asset")};
    const bool own = credit.empty() && asset && node.type == "image";
    if (own) credit = figures_.credit(asset);
    const std::string_view caption = value_of(node, "caption");
    if (caption.empty() && credit.empty()) return;
    (out += "<figcaption>") += text::escape_html(caption);
    if (!credit.empty()) {
      if (!caption.empty()) out += ' ';
      out +=
          own && figures_.for_export() ? "<span class=\"credit\" data-vestnik=\"asset\">" : "<span class=\"credit\">";
      (out += text::escape_html(credit)) += "</span>";
    }
    out += "</figcaption>";
  }

  void write_gallery(const Node& node, std::string& out) {
    out += "<figure class=\"gallery\">";
    for (const Node& image : node.children) write_media(image, true, out);
    write_caption(node, out);
    out += "</figure>";
  }

  void write_embed(const Node& node, std::string& out) {
    out += "<figure class=\"embed\">";
    out += figures_.embed(value_of(node, "provider"), value_of(node, "id"), value_of(node, "url"),
                          value_of(node, "title"));
    write_caption(node, out);
    out += "</figure>";
  }

  void write_list(const Node& node, std::string& out) {
    const bool ordered = node.type == "orderedList";
    const std::int64_t start = number_of(node.attributes, "start", 1);
    out += ordered ? "<ol" : "<ul";
    if (ordered && start != 1) append_attribute(out, "start", std::to_string(start));
    out += '>';
    for (const Node& item : node.children) {
      out += "<li>";
      write_tight(item.children, out);
      out += "</li>";
    }
    out += ordered ? "</ol>" : "</ul>";
  }

  void write_table(const Node& node, std::string& out) {
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
    const std::vector<std::vector<html::Span>> spans = html::spans_of(node, head);
    if (head > 0) out += "<thead>";
    for (std::size_t i = 0; i < head; ++i) write_row(node.children[i], spans[i], true, out);
    if (head > 0) out += "</thead>";
    if (head < node.children.size()) out += "<tbody>";
    for (std::size_t i = head; i < node.children.size(); ++i) write_row(node.children[i], spans[i], false, out);
    if (head < node.children.size()) out += "</tbody>";
    out += "</table></div>";
  }

  void write_row(const Node& row, const std::vector<html::Span>& spans, bool in_head, std::string& out) {
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

  void write_quote(const Node& node, std::string& out) {
    const std::string_view cite = value_of(node, "cite");
    const bool figure = !cite.empty() || node.type == "pullquote";
    if (figure) ((out += "<figure class=\"") += class_of_figure(node)) += "\">";
    out += "<blockquote>";
    write_all(node.children, out);
    out += "</blockquote>";
    if (!cite.empty()) ((out += "<figcaption>") += text::escape_html(cite)) += "</figcaption>";
    if (figure) out += "</figure>";
  }

  void write_box(const Node& node, std::string& out) {
    const std::string_view title = value_of(node, "title");
    if (node.type == "factBox") {
      const std::string_view element = in_header_cell_ && !figures_.for_export() ? "div" : "aside";
      ((out += '<') += element) += " class=\"fact-box\">";
      if (!title.empty()) ((out += "<p class=\"title\">") += text::escape_html(title)) += "</p>";
      write_all(node.children, out);
      ((out += "</") += element) += '>';
      return;
    }
    const std::string_view at = value_of(node, "at");
    out += "<div class=\"live-entry\"><p class=\"when\"><time";
    append_attribute(out, "datetime", at);
    ((out += '>') += text::escape_html(at.substr(std::min<std::size_t>(11, at.size()), 5))) += "</time>";
    if (!title.empty()) ((out += " <strong>") += text::escape_html(title)) += "</strong>";
    out += "</p>";
    write_all(node.children, out);
    out += "</div>";
  }

  void write_code(const Node& node, std::string& out) {
    const std::string_view language = value_of(node, "language");
    out += "<pre><code";
    if (!language.empty()) append_attribute(out, "class", "language-" + std::string(language));
    out += '>';
    for (const Node& text : node.children) out += text::escape_html(text.text);
    out += "</code></pre>";
  }

  void write_source_note(const Node& node, std::string& out) {
    const std::string_view kind = value_of(node, "kind");
    const std::string_view url = value_of(node, "url");
    out += "<p class=\"source-note";
    if (!kind.empty()) (out += ' ') += kind;
    out += "\">";
    if (!url.empty()) {
      out += "<a";
      append_href(out, url);
      out += '>';
    }
    out += text::escape_html(value_of(node, "name"));
    out += url.empty() ? "</p>" : "</a></p>";
  }

  const Figures& figures_;
  html::InlineWriter inlines_;
  std::array<bool, 4> levels_{};  // [i] whether the body has a heading of level i + 1
  std::int64_t last_level_ = 1;   // the headline
  bool in_header_cell_ = false;
};

}  // namespace

std::vector<std::string> write_html_blocks(const Body& body, const Figures& figures) {
  Writer writer(body, figures);
  std::vector<std::string> blocks;
  blocks.reserve(body.blocks.size() + 1);
  for (const Node& node : body.blocks) blocks.push_back(writer.block(node));
  if (std::string notes = writer.footnotes(); !notes.empty()) blocks.push_back(std::move(notes));
  return blocks;
}

std::string write_html(const Body& body, const Figures& figures) {
  std::string out;
  for (const std::string& block : write_html_blocks(body, figures)) {
    if (block.empty()) continue;
    if (!out.empty()) out += '\n';
    out += block;
  }
  return out;
}

}  // namespace vestnik::content
