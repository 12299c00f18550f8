// Nodes that shortcodes and blocks become: pictures in galleries, videos, sounds, embeds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/body.h"
#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange::wordpress {

inline content::Node node_of(std::string_view type) {
  content::Node node;
  node.type = type;
  return node;
}

// An asset's picture with its alt text, caption and nothing else.
content::Node image_node(AssetId asset, const Surroundings& around);
// Nothing where no picture of `ids` is known, which is the caller's to note; where some are, the others are noted.
std::optional<content::Node> gallery_node(const std::vector<std::int64_t>& ids, const Surroundings& around,
                                          std::vector<std::string>& notes);
// `type`: "video" or "audio". Nothing where neither asset nor an http(s) address is there.
std::optional<content::Node> media_node(std::string_view type, AssetId asset, std::string_view source,
                                        std::string_view poster, std::string_view caption);
// Of a known provider; else nothing.
std::optional<content::Node> embed_node(std::string_view address, std::string_view caption = {});
// Every image node of a body, in order, wherever it stands.
void collect_images(const std::vector<content::Node>& nodes, std::vector<content::Node>& images);
// Captions that hold a credit ("Снимка: EPA") are parted from it, in every image.
void part_credits(std::vector<content::Node>& nodes);
// A paragraph under a picture that is nothing but its credit ("Снимка: БТА") becomes the picture's, where it has none.
void take_credit_lines(std::vector<content::Node>& nodes);

// "1, 2,3" → 1 2 3; at most 1,000.
std::vector<std::int64_t> id_list(std::string_view text);

}  // namespace vestnik::interchange::wordpress
