#include "interchange/wordpress/placeholders.h"

#include <charconv>
#include <optional>

namespace vestnik::interchange::wordpress {
namespace {

// Two characters of the private use area, which foreign text is freed of first.
constexpr std::string_view begin_mark = "\xEE\x80\x80";
constexpr std::string_view end_mark = "\xEE\x80\x81";

std::optional<std::size_t> number_in(std::string_view mark) {
  std::size_t number = 0;
  const auto [end, problem] = std::from_chars(mark.data(), mark.data() + mark.size(), number);
  return problem == std::errc() && end == mark.data() + mark.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string Placeholders::put(content::Node node) {
  nodes_.push_back(std::move(node));
  used_.push_back(false);
  return "\n\n<p>" + std::string(begin_mark) + std::to_string(nodes_.size() - 1) + std::string(end_mark) + "</p>\n\n";
}

void Placeholders::resolve(content::Body& body) {
  resolve(body.blocks);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!used_[i]) body.blocks.push_back(std::move(nodes_[i]));
  }
}

void Placeholders::resolve(std::vector<content::Node>& nodes) {
  for (content::Node& node : nodes) {
    if (node.type == "text") {
      node.text = without_marks(node.text);
      continue;
    }
    if (node.type == "paragraph" && node.children.size() == 1 && node.children[0].type == "text") {
      std::string_view text = node.children[0].text;
      if (text.starts_with(begin_mark) && text.ends_with(end_mark)) {
        text.remove_prefix(begin_mark.size());
        text.remove_suffix(end_mark.size());
        const auto number = number_in(text);
        if (number && *number < nodes_.size() && !used_[*number]) {
          used_[*number] = true;
          node = std::move(nodes_[*number]);
          continue;
        }
      }
    }
    resolve(node.children);
  }
}

std::string Placeholders::without_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t mark = text.find("\xEE\x80");
    out.append(text.substr(0, mark));
    if (mark == std::string_view::npos) break;
    text.remove_prefix(mark);
    if (text.starts_with(begin_mark)) {
      const std::size_t end = text.substr(0, 24).find(end_mark);
      text.remove_prefix(end != std::string_view::npos && number_in(text.substr(3, end - 3)) ? end + 3 : 3);
    } else if (text.starts_with(end_mark)) {
      text.remove_prefix(3);
    } else {
      out.append(text.substr(0, 2));
      text.remove_prefix(2);
    }
  }
  return out;
}

}  // namespace vestnik::interchange::wordpress
