// A post's content, whatever editor wrote it, becomes a body: shortcodes, block comments, the classic editor's line
// breaks and lone addresses are resolved first, the HTML that is left goes through content/html_reader.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "content/asset.h"
#include "content/body.h"

namespace vestnik::interchange::wordpress {

// What the content refers to. Functions may be empty: then nothing is known.
struct Surroundings {
  std::function<AssetId(std::string_view address)> asset_of;
  std::function<AssetId(std::int64_t attachment)> asset_of_attachment;
  std::function<std::vector<std::int64_t>(std::int64_t post)> attachments_of;  // in the order of the old library
  std::function<std::optional<content::Asset>(AssetId)> asset;
  std::function<std::string(std::string_view address)> link_of;
  std::function<std::string(std::string_view number)> table;                  // of TablePress, as HTML; "": unknown
  std::function<std::vector<std::int64_t>(std::int64_t number)> gallery;      // of a plugin: its attachments
  std::function<Result<std::string>(std::int64_t reference)> reusable_block;  // an error's `what`: why it is left out
  std::int64_t post = 0;                                                      // whose content it is
  std::string footnotes;  // its meta "footnotes": [{"id", "content"}]
};

struct ReadContent {
  content::Body body;
  std::vector<std::string> notes;  // what was left out or kept in another form
  int pages = 1;                   // of a post that was split by <!--nextpage-->
};

// More is cut off and noted: no article is that long.
inline constexpr std::size_t most_content_bytes = 16UL << 20U;
inline constexpr std::size_t most_brought_in_bytes = 8UL << 20U;  // by shortcodes and reusable blocks, as a body has

ReadContent read_content(std::string_view content, const Surroundings& around);

}  // namespace vestnik::interchange::wordpress
