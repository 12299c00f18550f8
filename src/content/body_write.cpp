#include <boost/json/serialize.hpp>

#include "content/body.h"
#include "content/grammar.h"

namespace vestnik::content {

namespace {

json::object node_as_json(const Node& node);

json::array nodes_as_json(const std::vector<Node>& nodes) {
  json::array array;
  array.reserve(nodes.size());
  for (const Node& node : nodes) array.emplace_back(node_as_json(node));
  return array;
}

json::object node_as_json(const Node& node) {
  json::object object{{"type", node.type}};
  if (!node.attributes.empty()) object["attrs"] = node.attributes;
  if (node.type == "text") object["text"] = node.text;
  if (!node.marks.empty()) {
    json::array marks;
    for (const Mark& mark : node.marks) {
      json::object each{{"type", mark.type}};
      if (!mark.attributes.empty()) each["attrs"] = mark.attributes;
      marks.emplace_back(std::move(each));
    }
    object["marks"] = std::move(marks);
  }
  if (!node.children.empty()) object["content"] = nodes_as_json(node.children);
  return object;
}

// Written straight from the nodes: a tree of JSON values between would double the time of an import.
void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, from, i - from);
    from = i + 1;
    switch (byte) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        (((out += "\\u00") += digits[byte >> 4U]) += digits[byte & 15U]);
    }
  }
  out.append(text, from);
  out += '"';
}

void append_attributes(std::string& out, const json::object& attributes) {
  if (attributes.empty()) return;
  out += ",\"attrs\":{";
  bool first = true;
  for (const auto& [name, value] : attributes) {
    if (!first) out += ',';
    first = false;
    append_string(out, name);
    out += ':';
    if (value.is_string()) {
      append_string(out, value.get_string());
    } else {
      out += json::serialize(value);
    }
  }
  out += '}';
}

void append_nodes(std::string& out, const std::vector<Node>& nodes);

void append_node(std::string& out, const Node& node) {
  out += "{\"type\":";
  append_string(out, node.type);
  append_attributes(out, node.attributes);
  if (node.type == "text") {
    out += ",\"text\":";
    append_string(out, node.text);
  }
  if (!node.marks.empty()) {
    out += ",\"marks\":[";
    for (std::size_t i = 0; i < node.marks.size(); ++i) {
      out += i == 0 ? "{\"type\":" : ",{\"type\":";
      append_string(out, node.marks[i].type);
      append_attributes(out, node.marks[i].attributes);
      out += '}';
    }
    out += ']';
  }
  if (!node.children.empty()) {
    out += ",\"content\":";
    append_nodes(out, node.children);
  }
  out += '}';
}

void append_nodes(std::string& out, const std::vector<Node>& nodes) {
  out += '[';
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0) out += ',';
    append_node(out, nodes[i]);
  }
  out += ']';
}

}  // namespace

json::value to_json(const Body& body) {
  return json::object{{"type", "doc"}, {"content", nodes_as_json(body.blocks)}};
}

std::string write_body(const Body& body) {
  std::string out = "{\"type\":\"doc\",\"content\":";
  append_nodes(out, body.blocks);
  out += '}';
  return out;
}

}  // namespace vestnik::content
