#include <algorithm>
#include <array>

#include "content/address.h"
#include "content/grammar.h"
#include "content/html/reader.h"
#include "content/html/sanitizer.h"

namespace vestnik::content::html {

namespace {

Node empty_paragraph() {
  Node paragraph;
  paragraph.type = "paragraph";
  return paragraph;
}

std::int64_t number(std::string_view text, std::int64_t fallback) {
  std::int64_t value = 0;
  if (text.empty() || text.size() > 9) return fallback;
  for (const char c : text) {
    if (c < '0' || c > '9') return fallback;
    value = value * 10 + (c - '0');
  }
  return value;
}

const GumboNode* child_of(const GumboNode* node, GumboTag tag) {
  for (const GumboNode* child : children_of(node)) {
    if (tag_of(child) == tag) return child;
  }
  return nullptr;
}

bool is_blank(const GumboNode* node) {
  if (!is_text(node)) return !is_element(node);
  return std::string_view(node->v.text.text).find_first_not_of(" \t\n\r\f") == std::string_view::npos;
}

// The last element child of a quotation, if it is who is quoted.
const GumboNode* attribution_in(const GumboNode* quotation) {
  const std::span<GumboNode* const> children = children_of(quotation);
  for (std::size_t i = children.size(); i-- > 0;) {
    const GumboNode* child = children[i];
    if (is_blank(child)) continue;
    const bool whose = tag_of(child) == GUMBO_TAG_CITE || tag_of(child) == GUMBO_TAG_FOOTER;
    const GumboNode* only =
        tag_of(child) == GUMBO_TAG_P && children_of(child).size() == 1 ? children_of(child)[0] : nullptr;
    if (only != nullptr && tag_of(only) == GUMBO_TAG_CITE && !has_class(only, "source")) return child;
    return whose && !has_class(child, "source") ? child : nullptr;
  }
  return nullptr;
}

// What a body has no node for, so that a definition list is taken apart rather than kept as HTML.
bool holds_media(const GumboNode* top) {
  static constexpr std::array<GumboTag, 6> tags = {GUMBO_TAG_IMG,   GUMBO_TAG_IFRAME, GUMBO_TAG_VIDEO,
                                                   GUMBO_TAG_AUDIO, GUMBO_TAG_TABLE,  GUMBO_TAG_FIGURE};
  for (const GumboNode* node = next_in(top, top); node != nullptr; node = next_in(top, node)) {
    if (std::ranges::find(tags, tag_of(node)) != tags.end()) return true;
  }
  return false;
}

}  // namespace

void Reader::read_list(const GumboNode* node, const Marks& marks, Flow& flow) {
  if (!may_nest(flow)) return read_container(node, marks, flow);
  end_paragraph(flow);
  Node list;
  list.type = tag_of(node) == GUMBO_TAG_OL ? "orderedList" : "bulletList";
  if (list.type == "orderedList") set_attribute(list, "start", json::value(number(attribute(node, "start"), 1)));
  const std::size_t inside = flow.depth + 2;
  for (const GumboNode* child : children_of(node)) {
    if (is_blank(child)) continue;
    if (is_full()) {
      read_node(child, marks, flow);
      continue;
    }
    if (tag_of(child) == GUMBO_TAG_LI) {
      Node item;
      item.type = "listItem";
      spend(0);
      item.children = blocks_in(child, marks, inside);
      if (!item.children.empty()) list.children.push_back(std::move(item));
      continue;
    }
    // What stands in a list outside of its items belongs to the item before.
    Flow loose(inside);
    read_node(child, marks, loose);
    std::vector<Node> blocks = finish(loose);
    if (blocks.empty()) continue;
    if (list.children.empty()) list.children.emplace_back().type = "listItem";
    std::ranges::move(blocks, std::back_inserter(list.children.back().children));
  }
  if (!list.children.empty()) add_block(flow, std::move(list));
}

void Reader::read_table(const GumboNode* node, const Marks& marks, Flow& flow) {
  if (!may_nest(flow)) return read_container(node, marks, flow);
  end_paragraph(flow);
  Node table;
  table.type = "table";
  const GumboNode* caption = child_of(node, GUMBO_TAG_CAPTION);
  if (caption != nullptr && (holds_media(caption) || !set_caption(table, caption)))
    read_container(caption, marks, flow);
  if (caption != nullptr) skip_.push_back(caption);
  read_rows(node, marks, flow, table);
  if (caption != nullptr) std::erase(skip_, caption);
  if (!table.children.empty()) {
    add_block(flow, std::move(table));
  } else if (const std::string_view text = attribute_of(table.attributes, "caption"); !text.empty()) {
    add_text(text, marks, flow);
    end_paragraph(flow);
  }
}

void Reader::read_rows(const GumboNode* node, const Marks& marks, Flow& flow, Node& table) {
  for (const GumboNode* child : children_of(node)) {
    switch (tag_of(child)) {
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TFOOT:
        read_rows(child, marks, flow, table);
        break;
      case GUMBO_TAG_TR:
        read_cells(child, marks, flow, table);
        break;
      default:
        if (!is_blank(child)) read_node(child, marks, flow);
    }
  }
}

void Reader::read_cells(const GumboNode* row_node, const Marks& marks, Flow& flow, Node& table) {
  Node row;
  row.type = "tableRow";
  spend(0);
  for (const GumboNode* child : children_of(row_node)) {
    const GumboTag tag = tag_of(child);
    if (is_full() || (tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH)) {
      if (!is_blank(child)) read_node(child, marks, flow);
      continue;
    }
    Node cell;
    cell.type = tag == GUMBO_TAG_TH || tag_of(row_node->parent) == GUMBO_TAG_THEAD ? "tableHeader" : "tableCell";
    for (const char* name : {"colspan", "rowspan"}) {
      set_attribute(cell, name, json::value(number(attribute(child, name), 1)));
    }
    spend(0);
    cell.children = blocks_in(child, marks, flow.depth + 3);
    if (cell.children.empty()) cell.children.push_back(empty_paragraph());
    row.children.push_back(std::move(cell));
  }
  if (!row.children.empty()) table.children.push_back(std::move(row));
}

void Reader::read_quotation(const GumboNode* node, const Marks& marks, Flow& flow) {
  if (read_posted(node, flow)) return;
  if (!may_nest(flow)) return read_container(node, marks, flow);
  end_paragraph(flow);
  Node quotation;
  quotation.type = has_class_with(node, "pullquote") || has_class(node, "pull-quote") ? "pullquote" : "blockquote";
  const GumboNode* whose = attribution_in(node);
  if (whose != nullptr && (whose == children_of(node).front() || !set_caption(quotation, whose))) whose = nullptr;
  if (whose != nullptr) skip_.push_back(whose);
  spend(0);
  quotation.children = blocks_in(node, marks, flow.depth + 1);
  if (whose != nullptr) std::erase(skip_, whose);
  if (!quotation.children.empty()) {
    add_block(flow, std::move(quotation));
  } else if (whose != nullptr) {
    read_container(whose, marks, flow);
  }
}

void Reader::read_details(const GumboNode* node, const Marks& marks, Flow& flow) {
  const GumboNode* summary = child_of(node, GUMBO_TAG_SUMMARY);
  if (!may_nest(flow) || (summary != nullptr && (holds_link(summary) || holds_media(summary)))) {
    return read_container(node, marks, flow);
  }
  end_paragraph(flow);
  Node box;
  box.type = "factBox";
  if (summary != nullptr) {
    set_attribute(box, "title", json::value(text_in(summary)));
    skip_.push_back(summary);
  }
  spend(0);
  box.children = blocks_in(node, marks, flow.depth + 1);
  if (summary != nullptr) std::erase(skip_, summary);
  if (box.children.empty() && box.attributes.empty()) return;
  if (box.children.empty()) box.children.push_back(empty_paragraph());
  add_block(flow, std::move(box));
}

void Reader::read_box(const GumboNode* node, const Marks& marks, Flow& flow) {
  end_paragraph(flow);
  Node box;
  box.type = "factBox";
  const GumboNode* title = child_of(node, GUMBO_TAG_P);
  if (title != nullptr && (!has_class(title, "title") || holds_link(title) || holds_media(title))) title = nullptr;
  if (title != nullptr) {
    set_attribute(box, "title", json::value(text_in(title)));
    skip_.push_back(title);
  }
  spend(0);
  box.children = blocks_in(node, marks, flow.depth + 1);
  if (title != nullptr) std::erase(skip_, title);
  if (box.children.empty() && box.attributes.empty()) return;
  if (box.children.empty()) box.children.push_back(empty_paragraph());
  add_block(flow, std::move(box));
}

void Reader::read_live_entry(const GumboNode* node, const Marks& marks, Flow& flow) {
  const GumboNode* head = child_of(node, GUMBO_TAG_P);
  const GumboNode* time = head != nullptr ? child_of(head, GUMBO_TAG_TIME) : nullptr;
  Node entry;
  entry.type = "liveEntry";
  if (time != nullptr) set_attribute(entry, "at", json::value(attribute(time, "datetime")));
  if (entry.attributes.empty() || holds_link(head) || holds_media(head)) return read_container(node, marks, flow);
  end_paragraph(flow);
  skip_.push_back(time);
  std::string title;
  for (const GumboNode* child : children_of(head)) {
    if (child != time) title += text_in(child) + " ";
  }
  set_attribute(entry, "title", json::value(title));
  skip_.back() = head;
  spend(0);
  entry.children = blocks_in(node, marks, flow.depth + 1);
  std::erase(skip_, head);
  if (entry.children.empty()) entry.children.push_back(empty_paragraph());
  add_block(flow, std::move(entry));
}

void Reader::read_source_note(const GumboNode* node, Flow& flow) {
  Node source;
  source.type = "sourceNote";
  set_attribute(source, "name", json::value(text_in(node)));
  const GumboNode* link = find_in(node, GUMBO_TAG_A);
  if (holds_media(node) || (link != nullptr && text_in(link) != text_in(node))) return read_container(node, {}, flow);
  if (link != nullptr) set_attribute(source, "url", json::value(tidy_address(attribute(link, "href"))));
  for (const std::string_view kind : {"agency", "institution", "person", "document"}) {
    if (has_class(node, kind)) set_attribute(source, "kind", json::value(kind));
  }
  if (source.attributes.contains("name") && spend(0)) add_block(flow, std::move(source));
}

void Reader::read_code(const GumboNode* node, const Marks& marks, Flow& flow) {
  if (holds_link(node) || holds_media(node) || has_class_with(node, "verse")) return read_lines(node, marks, flow);
  std::string text = raw_text_in(node);
  if (text.find_first_not_of(" \t\n") == std::string::npos) return;
  Node code;
  code.type = "codeBlock";
  std::string_view rest = attribute(node, "class");
  for (const std::string_view prefix : {"language-", "lang-", "brush:"}) {
    const std::size_t at = rest.find(prefix);
    if (at == std::string_view::npos) continue;
    const std::string_view language = rest.substr(at + prefix.size());
    set_attribute(code, "language", json::value(language.substr(0, language.find_first_of(" ;\t\n"))));
    break;
  }
  if (!spend(text.size())) return add_text(text, marks, flow);
  append_text(code.children, text, {});
  add_block(flow, std::move(code));
}

// Verses, and code with links in it: a paragraph whose line ends stay.
void Reader::read_lines(const GumboNode* node, const Marks& marks, Flow& flow) {
  end_paragraph(flow);
  Flow inner(flow.depth);
  for (const GumboNode* each = next_in(node, node); each != nullptr; each = next_in(node, each)) {
    if (tag_of(each) == GUMBO_TAG_BR) inner.run.add_break();
    if (tag_of(each) == GUMBO_TAG_IMG) read_image(each, marks, inner);
    if (!is_text(each)) continue;
    Marks own = marks;
    for (const GumboNode* around = each->parent; around != node && around != nullptr; around = around->parent) {
      if (is_link(around)) add_mark(own, Mark{"link", {{"href", tidy_address(attribute(around, "href"))}}});
    }
    std::string_view text = each->v.text.text;
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      add_text(text.substr(0, end), own, inner);
      if (end == std::string_view::npos) break;
      inner.run.add_break();
      text.remove_prefix(end + 1);
    }
  }
  for (Node& block : finish(inner)) add_block(flow, std::move(block));
}

void Reader::keep_html(const GumboNode* node, Flow& flow) {
  const bool own = attribute(node, "data-vestnik") == "rawHtml";
  if (!own && holds_media(node)) return read_container(node, {}, flow);
  const std::string html =
      sanitize_html(own ? serialised_children(node, options_.link_of) : serialised(node, options_.link_of));
  if (text_in(node).empty() && !own) return;
  if (!own) note(std::string(gumbo_normalized_tagname(tag_of(node))) + " kept as HTML");
  Node raw;
  raw.type = "rawHtml";
  raw.attributes["html"] = html;
  if (html.empty()) return;
  if (!spend(html.size())) return add_text(text_in(node), {}, flow);
  add_block(flow, std::move(raw));
}

bool Reader::read_poll(const GumboNode* node, Flow& flow) {
  const GumboNode* question = child_of(node, GUMBO_TAG_P);
  const GumboNode* list = child_of(node, GUMBO_TAG_UL);
  if (question == nullptr || list == nullptr || holds_media(node) || holds_link(node)) return false;
  json::array options;
  for (const GumboNode* item : children_of(list)) {
    if (tag_of(item) == GUMBO_TAG_LI) options.emplace_back(text_in(item));
  }
  Node poll;
  poll.type = "poll";
  set_attribute(poll, "question", json::value(text_in(question)));
  set_attribute(poll, "options", json::value(std::move(options)));
  if (!poll.attributes.contains("question") || !poll.attributes.contains("options") || !spend(200)) return false;
  add_block(flow, std::move(poll));
  return true;
}

}  // namespace vestnik::content::html
