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

  std::vector<std::int64_t> open_blocks = {};  // reusable ones that are being read, the outermost first

  std::size_t brought_in = 0;  // bytes of tables, galleries and reusable blocks so far
  bool noted_link = false;     // that an embed was kept as a link

  AssetId asset_of(std::string_view address) const;
  // Whether so many bytes more may come in by a shortcode or a reusable block: a few letters bring a whole table each
  // time they stand there. Where not, it is noted once.
  bool has_room_for(std::size_t bytes);
  // An embed that nothing here can show. Noted once: a list of links is one matter, not a hundred.
  void note_kept_as_link();
};

// Content as HTML: shortcodes, blocks and line breaks resolved. `depth`: of reusable blocks within each other.
std::string html_of(std::string_view content, ContentParts& parts, int depth);

}  // namespace vestnik::interchange::wordpress
