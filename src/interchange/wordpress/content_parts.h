// What the steps of reading one post's content share.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interchange/wordpress/placeholders.h"
#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange::wordpress {

struct ContentParts {
  const Surroundings& around;
  Placeholders placeholders;
  std::vector<std::string>& notes;
  bool footnotes_placed = false;                    // each stands at its word: no list at the end
  std::unordered_map<std::string, AssetId> assets;  // addresses that a block named by its attachment's number

  AssetId asset_of(std::string_view address) const;
};

// Content as HTML: shortcodes, blocks and line breaks resolved. `depth`: of reusable blocks within each other.
std::string html_of(std::string_view content, ContentParts& parts, int depth);

}  // namespace vestnik::interchange::wordpress
