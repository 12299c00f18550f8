#include "content/live_entries.h"

#include <map>

#include "content/grammar.h"

namespace vestnik::content {
namespace {

void collect(const std::vector<Node>& nodes, std::vector<std::string_view>& times) {
  for (const Node& node : nodes) {
    if (node.type == "liveEntry") times.push_back(attribute_of(node.attributes, "at"));
    collect(node.children, times);
  }
}

std::string id_of(std::string_view time) {
  std::string id = "e";
  for (const char c : time) {
    if (c >= '0' && c <= '9') id += c;
  }
  return id;
}

}  // namespace

std::vector<std::string> entry_ids(const Body& body) {
  std::vector<std::string_view> times;
  collect(body.blocks, times);
  std::vector<std::string> ids(times.size());
  const bool oldest_first = times.size() > 1 && times.front() < times.back();
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::size_t place = oldest_first ? i : times.size() - 1 - i;
    std::string id = id_of(times[place]);
    const int count = ++seen[id];
    if (count > 1) (id += '-') += std::to_string(count);
    ids[place] = std::move(id);
  }
  return ids;
}

}  // namespace vestnik::content
