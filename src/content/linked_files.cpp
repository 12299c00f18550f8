#include "content/linked_files.h"

#include <algorithm>
#include <string_view>

#include "content/grammar.h"

namespace vestnik::content {

namespace {

// Of "/media/DIGEST/original.EXT"; empty for another address.
std::string_view digest_in(std::string_view address) {
  constexpr std::string_view before = "/media/", after = "/original.";
  constexpr std::size_t digits = 64;
  if (!address.starts_with(before) || address.substr(std::min(address.size(), before.size() + digits)).find(after) != 0)
    return {};
  const std::string_view digest = address.substr(before.size(), digits);
  return digest.find_first_not_of("0123456789abcdef") == std::string_view::npos ? digest : std::string_view();
}

void collect_linked_files(const std::vector<Node>& nodes, std::vector<std::string>& out) {
  const auto look_at = [&out](std::string_view address) {
    const std::string_view digest = digest_in(address);
    if (!digest.empty() && std::ranges::find(out, digest) == out.end()) out.emplace_back(digest);
  };
  for (const Node& node : nodes) {
    look_at(attribute_of(node.attributes, "href"));
    for (const Mark& mark : node.marks) look_at(attribute_of(mark.attributes, "href"));
    collect_linked_files(node.children, out);
  }
}

}  // namespace

std::vector<std::string> linked_files_of(const Body& body) {
  std::vector<std::string> out;
  collect_linked_files(body.blocks, out);
  return out;
}

}  // namespace vestnik::content
