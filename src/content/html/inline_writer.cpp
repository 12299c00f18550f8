#include "content/html/inline_writer.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "content/address.h"
#include "content/grammar.h"

namespace vestnik::content::html {

namespace {

// Of the marks that are nothing but an element.
std::string_view element_of(std::string_view mark) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> elements = {{{"bold", "strong"},
                                                                                             {"italic", "em"},
                                                                                             {"underline", "u"},
                                                                                             {"strike", "s"},
                                                                                             {"highlight", "mark"},
                                                                                             {"superscript", "sup"},
                                                                                             {"subscript", "sub"},
                                                                                             {"code", "code"}}};
  for (const auto& [name, element] : elements) {
    if (name == mark) return element;
  }
  return {};
}

}  // namespace

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  (((out += ' ') += name) += "=\"") += text::escape_html(value);
  out += '"';
}

void append_href(std::string& out, std::string_view address) {
  append_attribute(out, "href", address);
  if (is_absolute_address(address)) out += " rel=\"noopener\"";
}

void InlineWriter::open(const Mark& mark, std::string& out) {
  const auto value = [&mark](std::string_view name) { return attribute_of(mark.attributes, name); };
  if (mark.type == "link") {
    out += "<a";
    append_href(out, value("href"));
    if (!value("title").empty()) append_attribute(out, "title", value("title"));
    out += '>';
  } else if (mark.type == "source") {
    out += "<cite class=\"source\"";
    append_attribute(out, "title", value("name"));
    out += '>';
    if (value("url").empty()) return;
    out += "<a";
    append_href(out, value("url"));
    out += '>';
  } else if (mark.type == "language") {
    out += "<span";
    append_attribute(out, "lang", value("lang"));
    out += '>';
  } else if (mark.type == "footnote") {
    if (!for_export_) return;
    out += "<span";
    append_attribute(out, "data-vestnik-footnote", value("text"));
    out += '>';
  } else {
    ((out += '<') += element_of(mark.type)) += '>';
  }
}

void InlineWriter::close(const Mark& mark, std::string& out) {
  if (mark.type == "link") {
    out += "</a>";
  } else if (mark.type == "source") {
    out += mark.attributes.contains("url") ? "</a></cite>" : "</cite>";
  } else if (mark.type == "language") {
    out += "</span>";
  } else if (mark.type == "footnote") {
    footnotes_.emplace_back(attribute_of(mark.attributes, "text"));
    const std::string number = std::to_string(footnotes_.size());
    if (for_export_) out += "</span>";
    out += for_export_ ? "<sup data-vestnik=\"note\">" : "<sup class=\"note\">";
    out += "<a href=\"#note-" + number + "\" id=\"note-of-" + number + "\">" + number + "</a></sup>";
  } else {
    ((out += "</") += element_of(mark.type)) += '>';
  }
}

void InlineWriter::write(const std::vector<Node>& nodes, std::string& out) {
  static const std::vector<Mark> none;
  const std::vector<Mark>* opened = &none;
  const auto go_to = [&](const std::vector<Mark>& marks) {
    std::size_t same = 0;
    while (same < opened->size() && same < marks.size() && (*opened)[same] == marks[same]) ++same;
    for (std::size_t i = opened->size(); i-- > same;) close((*opened)[i], out);
    for (std::size_t i = same; i < marks.size(); ++i) open(marks[i], out);
    opened = &marks;
  };
  for (const Node& node : nodes) {
    if (node.type == "hardBreak") {
      go_to(none);
      out += "<br>";
    } else {
      go_to(node.marks);
      out += text::escape_html(node.text);
    }
  }
  go_to(none);
}

}  // namespace vestnik::content::html
