#include "content/grammar.h"

#include <algorithm>
#include <array>

namespace vestnik::content {

namespace {

using enum AttributeKind;
using Rules = std::span<const AttributeRule>;

constexpr std::array<std::string_view, 5> alignments = {"left", "right", "center", "wide", "full"};
constexpr std::array<std::string_view, 4> source_kinds = {"agency", "institution", "person", "document"};

constexpr AttributeRule heading_attributes[] = {{"level", integer, true, 2, 4}};
constexpr AttributeRule quote_attributes[] = {{"cite", line}};
constexpr AttributeRule ordered_list_attributes[] = {{"start", integer, false, 0, 1'000'000, 1}};
constexpr AttributeRule code_attributes[] = {{"language", code}};
constexpr AttributeRule image_attributes[] = {{"asset", asset},
                                              {"src", resource},
                                              {"alt", line},
                                              {"caption", line},
                                              {"credit", line},
                                              {"href", address},
                                              {"align", choice, false, 0, 0, -1, alignments}};
constexpr AttributeRule caption_attributes[] = {{"caption", line}};
constexpr AttributeRule video_attributes[] = {
    {"asset", asset}, {"src", resource}, {"poster", resource}, {"caption", line}};
constexpr AttributeRule audio_attributes[] = {{"asset", asset}, {"src", resource}, {"caption", line}};
constexpr AttributeRule embed_attributes[] = {
    {"provider", provider}, {"url", address, true}, {"id", line}, {"title", line}, {"caption", line}};
constexpr AttributeRule cell_attributes[] = {{"colspan", integer, false, 1, 100, 1},
                                             {"rowspan", integer, false, 1, 1'000, 1}};
constexpr AttributeRule title_attributes[] = {{"title", line}};
constexpr AttributeRule source_note_attributes[] = {
    {"name", line, true}, {"url", address}, {"kind", choice, false, 0, 0, -1, source_kinds}};
constexpr AttributeRule poll_attributes[] = {{"question", line, true}, {"options", lines, true, 2, 20}};
constexpr AttributeRule live_attributes[] = {{"at", time, true}, {"title", line}};
constexpr AttributeRule html_attributes[] = {{"html", html, true}};

constexpr AttributeRule link_attributes[] = {{"href", address, true}, {"title", line}};
constexpr AttributeRule source_attributes[] = {{"name", line, true}, {"url", address}};
constexpr AttributeRule language_attributes[] = {{"lang", code, true}};
constexpr AttributeRule footnote_attributes[] = {{"text", line, true}};

constexpr std::string_view list_ignored[] = {"type"};
constexpr std::string_view image_ignored[] = {"title", "width", "height"};
constexpr std::string_view cell_ignored[] = {"colwidth"};
constexpr std::string_view link_ignored[] = {"target", "rel", "class"};
constexpr std::string_view highlight_ignored[] = {"color"};

// The commonest first: rules are found by looking through.
constexpr NodeRule nodes[] = {
    {"paragraph", Content::inlines},
    {"text", Content::nothing, {}, {}, false},
    {"hardBreak", Content::nothing, {}, {}, false},
    {"heading", Content::inlines, heading_attributes},
    {"listItem", Content::blocks, {}, {}, false},
    {"bulletList", Content::items},
    {"orderedList", Content::items, ordered_list_attributes, list_ignored},
    {"tableCell", Content::blocks, cell_attributes, cell_ignored, false},
    {"tableHeader", Content::blocks, cell_attributes, cell_ignored, false},
    {"tableRow", Content::cells, {}, {}, false},
    {"table", Content::rows, caption_attributes},
    {"image", Content::nothing, image_attributes, image_ignored},
    {"blockquote", Content::blocks, quote_attributes},
    {"pullquote", Content::blocks, quote_attributes},
    {"embed", Content::nothing, embed_attributes},
    {"gallery", Content::images, caption_attributes},
    {"video", Content::nothing, video_attributes},
    {"audio", Content::nothing, audio_attributes},
    {"codeBlock", Content::plain_text, code_attributes},
    {"horizontalRule", Content::nothing},
    {"factBox", Content::blocks, title_attributes},
    {"sourceNote", Content::nothing, source_note_attributes},
    {"poll", Content::nothing, poll_attributes},
    {"liveEntry", Content::blocks, live_attributes},
    {"adBreak", Content::nothing},
    {"rawHtml", Content::nothing, html_attributes},
};

constexpr MarkRule marks_outermost_first[] = {
    {"language", language_attributes},
    {"footnote", footnote_attributes},
    {"link", link_attributes, link_ignored},
    {"source", source_attributes},
    {"bold"},
    {"italic"},
    {"underline"},
    {"strike"},
    {"highlight", {}, highlight_ignored},
    {"superscript"},
    {"subscript"},
    {"code"},
};

std::size_t rank_of(std::string_view type) {
  for (std::size_t i = 0; i < std::size(marks_outermost_first); ++i) {
    if (marks_outermost_first[i].type == type) return i;
  }
  return std::size(marks_outermost_first);
}

Mark* mark_in(std::vector<Mark>& marks, std::string_view type) {
  const auto found = std::ranges::find(marks, type, &Mark::type);
  return found == marks.end() ? nullptr : &*found;
}

}  // namespace

std::span<const NodeRule> node_rules() {
  return nodes;
}
std::span<const MarkRule> mark_rules() {
  return marks_outermost_first;
}

const NodeRule* node_rule(std::string_view type) {
  for (const NodeRule& rule : nodes) {
    if (rule.type == type) return &rule;
  }
  return nullptr;
}

const MarkRule* mark_rule(std::string_view type) {
  const std::size_t rank = rank_of(type);
  return rank < std::size(marks_outermost_first) ? &marks_outermost_first[rank] : nullptr;
}

void set_attribute(Node& node, std::string_view name, const json::value& value) {
  const NodeRule* rule = node_rule(node.type);
  if (rule == nullptr) return;
  for (const AttributeRule& attribute : rule->attributes) {
    if (attribute.name != name) continue;
    const std::optional<json::value> normal = normal_value(attribute, value);
    if (normal && !normal->is_null()) node.attributes[name] = *normal;
  }
}

std::string_view attribute_of(const json::object& attributes, std::string_view name) {
  const json::value* value = attributes.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

std::int64_t number_of(const json::object& attributes, std::string_view name, std::int64_t fallback) {
  const json::value* value = attributes.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : fallback;
}

void add_mark(std::vector<Mark>& marks, Mark mark) {
  if (mark.type == "link") {
    if (Mark* source = mark_in(marks, "source")) {
      if (!source->attributes.contains("url")) source->attributes["url"] = mark.attributes["href"];
      return;
    }
  } else if (mark.type == "source") {
    if (const Mark* link = mark_in(marks, "link")) {
      if (!mark.attributes.contains("url")) mark.attributes["url"] = link->attributes.at("href");
      std::erase_if(marks, [](const Mark& each) { return each.type == "link"; });
    }
  }
  if (Mark* same = mark_in(marks, mark.type)) {
    *same = std::move(mark);
    return;
  }
  const std::size_t rank = rank_of(mark.type);
  const auto place = std::ranges::find_if(marks, [&](const Mark& each) { return rank_of(each.type) > rank; });
  marks.insert(place, std::move(mark));
}

void append_text(std::vector<Node>& nodes_, std::string_view text, const std::vector<Mark>& marks) {
  if (text.empty()) return;
  if (!nodes_.empty() && nodes_.back().type == "text" && nodes_.back().marks == marks) {
    nodes_.back().text += text;
    return;
  }
  Node& node = nodes_.emplace_back();
  node.type = "text";
  node.text = text;
  node.marks = marks;
}

}  // namespace vestnik::content
