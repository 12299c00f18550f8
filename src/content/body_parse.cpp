#include <fmt/format.h>

#include "base/limits.h"
#include "content/body.h"
#include "content/embed.h"
#include "content/grammar.h"

namespace vestnik::content {

namespace {

// Where we are in the document, for the message; lives on the stack beside what is being read.
struct Place {
  const Place* parent = nullptr;
  std::string_view key;
  std::size_t index = 0;

  // RFC 6901
  std::string pointer() const {
    if (parent == nullptr) return {};
    const std::string above = parent->pointer() + "/";
    if (key.empty()) return above + std::to_string(index);
    std::string escaped;
    for (const char c : key.substr(0, 100)) {
      if (c == '~') {
        escaped += "~0";
      } else if (c == '/') {
        escaped += "~1";
      } else {
        escaped += c;
      }
    }
    return above + escaped;
  }
};

std::unexpected<Error> wrong(const Place& place, std::string what, std::string remedy = {}) {
  const std::string pointer = place.pointer();
  return fail(ErrorKind::invalid, "the body is not valid: " + std::move(what), pointer.empty() ? "/" : pointer,
              std::move(remedy));
}

std::string shown(std::string_view text) {
  return fmt::format("\"{}\"", clean_text(text.substr(0, 60)));
}

bool ignored(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string_view meaning(AttributeKind kind) {
  switch (kind) {
    case AttributeKind::line:
      return "must be a text";
    case AttributeKind::address:
      return "must be an http, https, mailto or tel address or a path";
    case AttributeKind::resource:
      return "must be an http or https address or a path";
    case AttributeKind::integer:
      return "must be a whole number within its bounds";
    case AttributeKind::choice:
      return "must be one of the words that it knows";
    case AttributeKind::asset:
      return "must be the number of an asset";
    case AttributeKind::lines:
      return "must be a list of texts of the right length";
    case AttributeKind::time:
      return "must be a time as in RFC 3339";
    case AttributeKind::code:
      return "must be a short code of letters and digits";
    case AttributeKind::provider:
      return "must be a provider of embeds that we know";
    case AttributeKind::html:
      return "must be HTML as a text";
  }
  return {};
}

class Parser {
 public:
  Result<Body> document(const json::value& value) {
    const Place root;
    if (!value.is_object()) return wrong(root, "a document must be an object");
    const json::object& object = value.get_object();
    const Place type{&root, "type"};
    if (attribute_of(object, "type") != "doc") return wrong(type, "must be \"doc\"");
    Body body;
    const Result<void> done = children(object, root, Content::blocks, 1, body.blocks);
    if (!done) return std::unexpected(done.error());
    return body;
  }

 private:
  Result<void> children(const json::object& object, const Place& place, Content content, std::size_t depth,
                        std::vector<Node>& out) {
    const json::value* value = object.if_contains("content");
    if (value == nullptr || value->is_null()) return {};
    const Place list{&place, "content"};
    if (!value->is_array()) return wrong(list, "must be an array");
    const json::array& array = value->get_array();
    if (content == Content::nothing && !array.empty()) return wrong(list, "nothing may stand in this node");
    if (depth > limits::body_depth) {
      return wrong(list, fmt::format("nodes may be nested {} deep at most", limits::body_depth));
    }
    out.reserve(array.size());
    for (std::size_t i = 0; i < array.size(); ++i) {
      const Place at{&list, {}, i};
      if (const Result<void> done = node(array[i], at, content, depth, out); !done) return done;
    }
    return {};
  }

  Result<void> node(const json::value& value, const Place& place, Content within, std::size_t depth,
                    std::vector<Node>& out) {
    if (++nodes_ > limits::body_nodes) {
      return wrong(place, fmt::format("a body may have {} nodes at most", limits::body_nodes));
    }
    if (!value.is_object()) return wrong(place, "a node must be an object");
    const json::object& object = value.get_object();
    const std::string_view type = attribute_of(object, "type");
    const Place type_place{&place, "type"};
    const NodeRule* rule = node_rule(type);
    if (rule == nullptr) return wrong(type_place, "no such node: " + shown(type));
    if (!fits(*rule, within)) return wrong(type_place, shown(type) + " may not stand here");
    for (const auto& [key, member] : object) {
      const bool known =
          key == "type" || key == "content" || key == "attrs" || key == "marks" || (key == "text" && type == "text");
      if (!known && !member.is_null()) return wrong(Place{&place, key}, "no such member of a node");
    }
    if (type == "text") return text(object, place, within, out);
    if (const json::value* marks = object.if_contains("marks"); marks != nullptr && !marks->is_null()) {
      // An editor marks line breaks too, to know how to go on; nothing is lost without.
      if (!marks->is_array() || (!marks->get_array().empty() && type != "hardBreak")) {
        return wrong(Place{&place, "marks"}, "only text may be marked");
      }
    }
    Node made;
    made.type = type;
    if (const Result<void> done = attributes(object, place, rule->attributes, rule->ignored, made.attributes); !done) {
      return done;
    }
    if (const Result<void> done = children(object, place, rule->content, depth + 1, made.children); !done) return done;
    const bool may_be_empty =
        rule->content == Content::nothing || rule->content == Content::inlines || rule->content == Content::plain_text;
    if (!may_be_empty && made.children.empty()) return wrong(Place{&place, "content"}, "may not be empty");
    if (const Result<void> done = together(made, place); !done) return done;
    out.push_back(std::move(made));
    return {};
  }

  static bool fits(const NodeRule& rule, Content within) {
    switch (within) {
      case Content::nothing:
        return false;
      case Content::inlines:
        return rule.type == "text" || rule.type == "hardBreak";
      case Content::plain_text:
        return rule.type == "text";
      case Content::blocks:
        return rule.block;
      case Content::images:
        return rule.type == "image";
      case Content::items:
        return rule.type == "listItem";
      case Content::rows:
        return rule.type == "tableRow";
      case Content::cells:
        return rule.type == "tableCell" || rule.type == "tableHeader";
    }
    return false;
  }

  Result<void> text(const json::object& object, const Place& place, Content within, std::vector<Node>& out) {
    const json::value* value = object.if_contains("text");
    if (value == nullptr || !value->is_string()) return wrong(Place{&place, "text"}, "must be a string");
    if (const json::value* attrs = object.if_contains("attrs"); attrs != nullptr && !attrs->is_null()) {
      return wrong(Place{&place, "attrs"}, "a text has no attributes");
    }
    std::vector<Mark> marks;
    if (const json::value* list = object.if_contains("marks"); list != nullptr && !list->is_null()) {
      const Place at{&place, "marks"};
      if (!list->is_array()) return wrong(at, "must be an array");
      if (within == Content::plain_text && !list->get_array().empty()) return wrong(at, "code has no marks");
      for (std::size_t i = 0; i < list->get_array().size(); ++i) {
        if (const Result<void> done = mark(list->get_array()[i], Place{&at, {}, i}, marks); !done) return done;
      }
    }
    append_text(out, clean_text(value->get_string()), marks);
    return {};
  }

  static Result<void> mark(const json::value& value, const Place& place, std::vector<Mark>& marks) {
    if (!value.is_object()) return wrong(place, "a mark must be an object");
    const json::object& object = value.get_object();
    const std::string_view type = attribute_of(object, "type");
    const MarkRule* rule = mark_rule(type);
    if (rule == nullptr) return wrong(Place{&place, "type"}, "no such mark: " + shown(type));
    Mark made{std::string(type), {}};
    if (const Result<void> done = attributes(object, place, rule->attributes, rule->ignored, made.attributes); !done) {
      return done;
    }
    add_mark(marks, std::move(made));
    return {};
  }

  // In the order of the table, so that what is written has one form.
  static Result<void> attributes(const json::object& object, const Place& place, std::span<const AttributeRule> rules,
                                 std::span<const std::string_view> nothing, json::object& out) {
    static const json::object none;
    const json::value* value = object.if_contains("attrs");
    const Place list{&place, "attrs"};
    if (value != nullptr && !value->is_null() && !value->is_object()) return wrong(list, "must be an object");
    const json::object& given = value != nullptr && value->is_object() ? value->get_object() : none;
    for (const AttributeRule& rule : rules) {
      const json::value* found = given.if_contains(rule.name);
      const Place at{&list, rule.name};
      std::optional<json::value> normal = found == nullptr ? json::value() : normal_value(rule, *found);
      if (!normal) return wrong(at, std::string(meaning(rule.kind)));
      if (normal->is_null()) {
        if (rule.required) return wrong(at, "is missing or empty");
        continue;
      }
      out.emplace(rule.name, std::move(*normal));
    }
    for (const auto& [key, each] : given) {
      if (each.is_null() || ignored(nothing, key)) continue;
      const bool known = std::ranges::any_of(rules, [&](const AttributeRule& rule) { return rule.name == key; });
      if (!known) return wrong(Place{&list, key}, "no such attribute");
    }
    return {};
  }

  // What the attributes of a node must have to do with each other.
  static Result<void> together(Node& node, const Place& place) {
    const Place attrs{&place, "attrs"};
    if (node.type == "image" || node.type == "video" || node.type == "audio") {
      if (node.attributes.contains("asset")) node.attributes.erase("src");
      if (!node.attributes.contains("asset") && !node.attributes.contains("src")) {
        return wrong(attrs, "needs an asset or a src");
      }
    }
    if (node.type != "embed") return {};
    const std::optional<Embed> known = recognise_embed(attribute_of(node.attributes, "url"));
    if (!known) return wrong(Place{&attrs, "url"}, "no provider of embeds that we know has such an address");
    for (const auto& [name, truth] :
         {std::pair<std::string_view, std::string_view>{"provider", known->provider}, {"id", known->id}}) {
      const std::string_view said = attribute_of(node.attributes, name);
      if (!said.empty() && said != truth) return wrong(Place{&attrs, name}, "contradicts the address");
    }
    set_embed(node, *known);
    return {};
  }

  static void set_embed(Node& node, const Embed& embed) {
    json::object whole{{"provider", embed.provider}, {"url", embed.url}, {"id", embed.id}};
    for (const std::string_view name : {"title", "caption"}) {
      if (const json::value* value = node.attributes.if_contains(name)) whole[name] = *value;
    }
    node.attributes = std::move(whole);
  }

  std::size_t nodes_ = 0;
};

}  // namespace

Result<Body> parse_body(const json::value& document) {
  return Parser().document(document);
}

Result<Body> parse_body(std::string_view document) {
  if (document.size() > limits::body_json_bytes) {
    return fail(ErrorKind::too_large, fmt::format("a body may have {} bytes at most", limits::body_json_bytes));
  }
  // A node nests two levels of JSON, its marks and their attributes four more.
  const Result<json::value> value = parse_json(document, 2 * limits::body_depth + 8);
  if (!value) return std::unexpected(value.error());
  return parse_body(*value);
}

}  // namespace vestnik::content
