#include <algorithm>

#include "content/body.h"
#include "content/grammar.h"
#include "content/html_reader.h"

namespace vestnik::content {

namespace {

void new_line(std::string& out) {
  if (!out.empty() && out.back() != '\n') out += '\n';
}

void append_line(std::string& out, std::string_view text) {
  if (text.empty()) return;
  new_line(out);
  out += text;
  out += '\n';
}

void append_texts(std::string& out, const std::vector<Node>& nodes);

// Titles stand before what they name, captions and names after.
void append_block(std::string& out, const Node& node) {
  append_line(out, attribute_of(node.attributes, "title"));
  if (node.type == "rawHtml") append_line(out, html_to_text(attribute_of(node.attributes, "html")));
  new_line(out);
  append_texts(out, node.children);
  new_line(out);
  for (const std::string_view name : {"caption", "credit", "cite", "name", "question"}) {
    append_line(out, attribute_of(node.attributes, name));
  }
  if (const json::value* options = node.attributes.if_contains("options"); options != nullptr && options->is_array()) {
    for (const json::value& option : options->get_array()) {
      if (option.is_string()) append_line(out, option.get_string());
    }
  }
}

void append_texts(std::string& out, const std::vector<Node>& nodes) {
  for (const Node& node : nodes) {
    if (node.type == "text") {
      out += node.text;
    } else if (node.type == "hardBreak") {
      new_line(out);
    } else {
      append_block(out, node);
    }
  }
}

void collect_assets(const std::vector<Node>& nodes, std::vector<AssetId>& out) {
  for (const Node& node : nodes) {
    const AssetId asset{number_of(node.attributes, "asset")};
    if (asset && std::ranges::find(out, asset) == out.end()) out.push_back(asset);
    collect_assets(node.children, out);
  }
}

}  // namespace

std::string plain_text(const Body& body) {
  std::string out;
  append_texts(out, body.blocks);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::vector<AssetId> assets_of(const Body& body) {
  std::vector<AssetId> out;
  collect_assets(body.blocks, out);
  return out;
}

}  // namespace vestnik::content
