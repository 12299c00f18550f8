// WordPress's block comments: <!-- wp:name {attributes} -->HTML<!-- /wp:name -->, and <!-- wp:name {…} /--> for blocks
// that the server made anew on each request. Paired as WordPress pairs them; unpaired ones are ignored. Linear.
// https://developer.wordpress.org/block-editor/explanations/architecture/data-flow/
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"

namespace vestnik::interchange::wordpress {

struct Block {
  std::string name;         // "core/paragraph", "jetpack/slideshow"
  json::object attributes;  // empty where they cannot be read
  bool dynamic = false;     // has no HTML of its own
  std::string html;         // inside it, with inner blocks already written
};

struct BlockRules {
  // HTML to stand for a block; nothing: its own HTML. Called for inner blocks first.
  std::function<std::optional<std::string>(const Block&)> replace;
  // HTML outside any block, as from the classic editor.
  std::function<std::string(std::string_view)> classic;
};

bool has_blocks(std::string_view content);
std::string write_blocks(std::string_view content, const BlockRules& rules);

}  // namespace vestnik::interchange::wordpress
