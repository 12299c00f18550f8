#include "content/html/block_writer.h"

#include <algorithm>

#include "base/text.h"
#include "content/grammar.h"
#include "content/html_reader.h"
#include "content/live_entries.h"

namespace vestnik::content::html {

namespace {

std::string_view class_of_figure(const Node& node) {
  return node.type == "blockquote" ? "quote" : "pull-quote";
}

}  // namespace

BlockWriter::BlockWriter(const Body& body, const Figures& figures) : figures_(figures), inlines_(figures.for_export()) {
  find_levels(body.blocks);
  if (figures.names_entries()) entry_ids_ = entry_ids(body);
}

std::string BlockWriter::block(const Node& node) {
  std::string out;
  write(node, out);
  return out;
}

std::string BlockWriter::footnotes() const {
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

void BlockWriter::find_levels(const std::vector<Node>& nodes) {
  for (const Node& node : nodes) {
    if (node.type == "heading") {
      levels_[static_cast<std::size_t>(std::clamp<std::int64_t>(number_of(node.attributes, "level", 2), 2, 4) - 1)] =
          true;
    } else if (node.type != "paragraph") {
      find_levels(node.children);
    }
  }
}

// An outline without gaps, which a page must have under its headline: imported articles begin with <h4> as they like.
// A header cell may hold no heading.
std::string BlockWriter::heading_element(const Node& node) {
  const std::int64_t level = std::clamp<std::int64_t>(number_of(node.attributes, "level", 2), 2, 4);
  if (figures_.for_export()) return "h" + std::to_string(level);
  if (in_header_cell_) return "p";
  const std::int64_t rank = std::ranges::count(levels_.begin(), levels_.begin() + level, true) + 1;
  last_level_ = std::min(rank, last_level_ + 1);
  return "h" + std::to_string(last_level_);
}

void BlockWriter::write_all(const std::vector<Node>& nodes, std::string& out) {
  for (const Node& node : nodes) write(node, out);
}

void BlockWriter::write(const Node& node, std::string& out) {
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

void BlockWriter::enclose(std::string_view element, const Node& node, std::string& out) {
  ((out += '<') += element) += '>';
  inlines_.write(node.children, out);
  ((out += "</") += element) += '>';
}

// A single paragraph needs no element of its own; of several each does.
void BlockWriter::write_tight(const std::vector<Node>& blocks, std::string& out) {
  const bool tight = !blocks.empty() && blocks.front().type == "paragraph" &&
                     std::ranges::count(blocks, "paragraph", &Node::type) == 1;
  if (tight) inlines_.write(blocks.front().children, out);
  for (std::size_t i = tight ? 1 : 0; i < blocks.size(); ++i) write(blocks[i], out);
}

void BlockWriter::write_list(const Node& node, std::string& out) {
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

void BlockWriter::write_quote(const Node& node, std::string& out) {
  const std::string_view cite = value_of(node, "cite");
  const bool figure = !cite.empty() || node.type == "pullquote";
  if (figure) ((out += "<figure class=\"") += class_of_figure(node)) += "\">";
  out += "<blockquote>";
  write_all(node.children, out);
  out += "</blockquote>";
  if (!cite.empty()) ((out += "<figcaption>") += text::escape_html(cite)) += "</figcaption>";
  if (figure) out += "</figure>";
}

void BlockWriter::write_box(const Node& node, std::string& out) {
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
  out += "<div class=\"live-entry\"";
  if (next_entry_ < entry_ids_.size()) append_attribute(out, "id", entry_ids_[next_entry_++]);
  out += "><p class=\"when\"><time";
  append_attribute(out, "datetime", at);
  ((out += '>') += text::escape_html(figures_.time_of_day(at))) += "</time>";
  if (!title.empty()) ((out += " <strong>") += text::escape_html(title)) += "</strong>";
  out += "</p>";
  write_all(node.children, out);
  out += "</div>";
}

void BlockWriter::write_code(const Node& node, std::string& out) {
  const std::string_view language = value_of(node, "language");
  out += "<pre><code";
  if (!language.empty()) append_attribute(out, "class", "language-" + std::string(language));
  out += '>';
  for (const Node& text : node.children) out += text::escape_html(text.text);
  out += "</code></pre>";
}

void BlockWriter::write_source_note(const Node& node, std::string& out) {
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

}  // namespace vestnik::content::html
