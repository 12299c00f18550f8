#include "content/html_writer.h"

#include "content/html/block_writer.h"

namespace vestnik::content {

std::vector<std::string> write_html_blocks(const Body& body, const Figures& figures) {
  html::BlockWriter writer(body, figures);
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
