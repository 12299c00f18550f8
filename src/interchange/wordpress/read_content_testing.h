// For tests of what becomes of a post's content: a picture that it may name, and what a body comes to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/body.h"
#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange::wordpress {

// Attachment 901 is asset 7; no other is known.
inline Surroundings with_a_picture() {
  Surroundings around;
  around.asset_of_attachment = [](std::int64_t number) { return number == 901 ? AssetId{7} : AssetId{}; };
  return around;
}

inline std::vector<std::string> kinds(const ReadContent& read) {
  std::vector<std::string> kinds;
  for (const content::Node& node : read.body.blocks) kinds.push_back(node.type);
  return kinds;
}

inline std::string body_of(std::string_view content, const Surroundings& around = {}) {
  return content::write_body(read_content(content, around).body);
}

}  // namespace vestnik::interchange::wordpress
