#include <array>

#include "content/address.h"
#include "content/embed.h"
#include "content/grammar.h"
#include "content/html/reader.h"

namespace vestnik::content::html {

namespace {

std::string_view mark_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
      return "bold";
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_CITE:
      return "italic";
    case GUMBO_TAG_U:
    case GUMBO_TAG_INS:
      return "underline";
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_DEL:
      return "strike";
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_TT:
      return "code";
    case GUMBO_TAG_SUB:
      return "subscript";
    case GUMBO_TAG_SUP:
      return "superscript";
    case GUMBO_TAG_MARK:
      return "highlight";
    default:
      return {};
  }
}

Marks with(const Marks& marks, Mark mark) {
  Marks more = marks;
  add_mark(more, std::move(mark));
  return more;
}

}  // namespace

bool is_link(const GumboNode* node) {
  return tag_of(node) == GUMBO_TAG_A && is_safe_address(tidy_address(attribute(node, "href")));
}

bool holds_link(const GumboNode* top) {
  for (const GumboNode* node = top; node != nullptr; node = next_in(top, node)) {
    if (is_link(node)) return true;
  }
  return false;
}

bool Reader::read_inline(const GumboNode* node, const Marks& marks, Flow& flow) {
  const GumboTag tag = tag_of(node);
  switch (tag) {
    case GUMBO_TAG_BR:
      flow.run.add_break();
      return true;
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_SOURCE:
      return true;
    case GUMBO_TAG_A:
      read_link(node, marks, flow);
      return true;
    case GUMBO_TAG_Q:
      read_quoted(node, marks, flow);
      return true;
    case GUMBO_TAG_CITE:
      if (!has_class(node, "source") || attribute(node, "title").empty()) break;
      {
        Mark source{"source", {{"name", one_line(attribute(node, "title"))}}};
        read_children(node, with(marks, std::move(source)), flow);
        return true;
      }
    case GUMBO_TAG_SPAN:
      read_language(node, marks, flow);
      return true;
    case GUMBO_TAG_SUP:
      // The number of a footnote; the text behind it is an attribute of what it stands beside.
      if (attribute(node, "data-vestnik") == "note") return true;
      break;
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_NOSCRIPT:
      read_children(node, marks, flow);
      return true;
    default:
      break;
  }
  const std::string_view mark = mark_of(tag);
  if (mark.empty()) return false;
  read_children(node, with(marks, {std::string(mark), {}}), flow);
  return true;
}

void Reader::read_link(const GumboNode* node, const Marks& marks, Flow& flow) {
  if (options_.embeds && has_attribute(node, "data-vestnik-embed") && recognise_embed(attribute(node, "href"))) {
    const std::string title = text_in(node);
    end_paragraph(flow);
    return add_embed(flow, attribute(node, "href"), is_absolute_address(title) ? std::string_view() : title);
  }
  std::string address = tidy_address(attribute(node, "href"));
  if (options_.link_of && !address.empty()) address = options_.link_of(address);
  if (!is_safe_address(address)) {
    if (!address.empty()) note("link left out: " + clean_text(std::string_view(address).substr(0, 100)));
    return read_children(node, marks, flow);
  }
  Mark link{"link", {{"href", address}}};
  const std::string title = one_line(attribute(node, "title"));
  if (!title.empty()) link.attributes["title"] = title;
  read_children(node, with(marks, std::move(link)), flow);
}

void Reader::read_quoted(const GumboNode* node, const Marks& marks, Flow& flow) {
  add_text("“", marks, flow);
  read_children(node, marks, flow);
  add_text("”", marks, flow);
}

void Reader::read_language(const GumboNode* node, const Marks& marks, Flow& flow) {
  Marks more = marks;
  for (const auto& [name, type, key] :
       {std::array<const char*, 3>{"lang", "language", "lang"}, {"data-vestnik-footnote", "footnote", "text"}}) {
    const std::optional<json::value> value =
        normal_value(mark_rule(type)->attributes.front(), json::value(attribute(node, name)));
    if (value && value->is_string()) add_mark(more, Mark{type, {{key, *value}}});
  }
  read_children(node, more, flow);
}

}  // namespace vestnik::content::html
