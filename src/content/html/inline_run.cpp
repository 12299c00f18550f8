#include "content/html/inline_run.h"

#include <utility>

#include "content/grammar.h"
#include "content/html/characters.h"

namespace vestnik::content::html {

void InlineRun::add_text(std::string_view text, const std::vector<Mark>& marks) {
  std::string collapsed;
  collapsed.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    if (end > at) after_space_ = false;
    collapsed.append(text, at, end - at);
    if (end < text.size() && !after_space_) {
      collapsed += ' ';
      after_space_ = true;
    }
    at = end + 1;
  }
  append_text(nodes_, clean_text(collapsed), marks);
}

void InlineRun::add_break() {
  trim_end();
  if (nodes_.empty()) return;
  nodes_.emplace_back().type = "hardBreak";
  after_space_ = true;
}

void InlineRun::trim_end() {
  while (!nodes_.empty() && nodes_.back().type == "text" && nodes_.back().text.ends_with(' ')) {
    nodes_.back().text.pop_back();
    if (nodes_.back().text.empty()) nodes_.pop_back();
  }
}

std::vector<Node> InlineRun::take() {
  trim_end();
  while (!nodes_.empty() && nodes_.back().type == "hardBreak") {
    nodes_.pop_back();
    trim_end();
  }
  after_space_ = true;
  return std::exchange(nodes_, {});
}

}  // namespace vestnik::content::html
