// The grammar of a body as tables: which node may hold which, and what each attribute may be. Everything that makes or
// takes a body goes by these tables; body.h shows them as a grammar. Any thread.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "content/body.h"

namespace vestnik::content {

enum class Content { nothing, inlines, plain_text, blocks, images, items, rows, cells };

enum class AttributeKind {
  line,      // text without line ends; white space collapsed, "" is none
  address,   // is_safe_address
  resource,  // is_safe_resource
  integer,   // from `least` to `most`; `usual` is the same as none
  choice,    // one of `choices`
  asset,     // a positive integer
  lines,     // an array of `least` to `most` lines
  time,      // RFC 3339
  code,      // letters, digits and + # . - _: languages of people and machines
  provider,  // of an embed
  html,      // sanitised when it is read
};

struct AttributeRule {
  std::string_view name;
  AttributeKind kind;
  bool required = false;
  std::int64_t least = 0, most = 0, usual = -1;
  std::span<const std::string_view> choices = {};
};

struct NodeRule {
  std::string_view type;
  Content content;
  std::span<const AttributeRule> attributes = {};
  std::span<const std::string_view> ignored = {};  // editors send them; they mean nothing here
  bool block = true;                               // may stand where blocks stand
};

struct MarkRule {
  std::string_view type;
  std::span<const AttributeRule> attributes = {};
  std::span<const std::string_view> ignored = {};
};

const NodeRule* node_rule(std::string_view type);
const MarkRule* mark_rule(std::string_view type);

// Every rule, marks outermost first.
std::span<const NodeRule> node_rules();
std::span<const MarkRule> mark_rules();

// The form of `value` that is stored, a null value where it is as good as absent, nothing where it is wrong.
std::optional<json::value> normal_value(const AttributeRule& rule, const json::value& value);

// Sets an attribute if its normal form is something: for whoever makes nodes from foreign things.
void set_attribute(Node& node, std::string_view name, const json::value& value);

// The string behind `name`, empty where there is none.
std::string_view attribute_of(const json::object& attributes, std::string_view name);
std::int64_t number_of(const json::object& attributes, std::string_view name, std::int64_t fallback = 0);

// Puts `mark` among `marks` where it belongs (outermost first), in place of one of its type. The address of a source
// is a link already, so that a text never has both.
void add_mark(std::vector<Mark>& marks, Mark mark);

// White space of HTML collapsed and trimmed, control characters gone; a no-break space stays.
std::string one_line(std::string_view text);

// As text::clean, with every line end as "\n", without a copy where nothing is wrong.
std::string clean_text(std::string_view text);

// Appends a text node, or joins it to one of equal marks.
void append_text(std::vector<Node>& nodes, std::string_view text, const std::vector<Mark>& marks);

}  // namespace vestnik::content
