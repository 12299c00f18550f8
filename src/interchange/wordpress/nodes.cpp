#include "interchange/wordpress/nodes.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "content/embed.h"
#include "interchange/wordpress/credit.h"
#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t most_ids = 1'000;

void set(content::Node& node, std::string_view name, std::string_view value) {
  if (!value.empty()) node.attributes[name] = value;
}

}  // namespace

content::Node image_node(AssetId asset, const Surroundings& around) {
  content::Node node = node_of("image");
  node.attributes["asset"] = asset.value;
  if (const auto known = around.asset ? around.asset(asset) : std::nullopt) {
    set(node, "alt", known->alt);
    set(node, "caption", text::squeeze(known->caption));
  }
  return node;
}

std::optional<content::Node> gallery_node(const std::vector<std::int64_t>& ids, const Surroundings& around,
                                          std::vector<std::string>& notes) {
  content::Node gallery = node_of("gallery");
  bool missing = false;
  for (const std::int64_t id : ids) {
    const AssetId asset = around.asset_of_attachment ? around.asset_of_attachment(id) : AssetId{};
    missing = missing || !asset;
    if (!asset) continue;
    const auto known = around.asset ? around.asset(asset) : std::nullopt;
    if (known && known->kind != content::Asset::Kind::image) continue;
    gallery.children.push_back(image_node(asset, around));
  }
  if (gallery.children.empty()) return std::nullopt;
  if (missing) notes.emplace_back("pictures of a gallery left out: they are not in the export");
  return gallery;
}

std::optional<content::Node> media_node(std::string_view type, AssetId asset, std::string_view source,
                                        std::string_view poster, std::string_view caption) {
  content::Node node = node_of(type);
  if (asset) {
    node.attributes["asset"] = asset.value;
  } else if (content::is_safe_address(source) && !source.starts_with("mailto:") && !source.starts_with("tel:")) {
    set(node, "src", source);
  } else {
    return std::nullopt;
  }
  if (type == "video" && content::is_safe_address(poster)) set(node, "poster", poster);
  set(node, "caption", text::squeeze(caption));
  return node;
}

std::optional<content::Node> embed_node(std::string_view address, std::string_view caption) {
  const auto embed = content::recognise_embed(text::squeeze(address));
  if (!embed) return std::nullopt;
  content::Node node = node_of("embed");
  set(node, "provider", embed->provider);
  set(node, "id", embed->id);
  set(node, "url", embed->url);
  set(node, "caption", text::squeeze(caption));
  return node;
}

void collect_images(const std::vector<content::Node>& nodes, std::vector<content::Node>& images) {
  for (const content::Node& node : nodes) {
    if (node.type == "image") images.push_back(node);
    collect_images(node.children, images);
  }
}

void part_credits(std::vector<content::Node>& nodes) {
  for (content::Node& node : nodes) {
    part_credits(node.children);
    if (node.type != "image" || !string_or(node.attributes, "credit").empty()) continue;
    Caption caption = split_credit(string_or(node.attributes, "caption"));
    if (caption.credit.empty()) continue;
    set(node, "credit", caption.credit);
    if (caption.text.empty()) {
      node.attributes.erase("caption");
    } else {
      set(node, "caption", caption.text);
    }
  }
}

void take_credit_lines(std::vector<content::Node>& nodes) {
  for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
    content::Node& image = nodes[i];
    const content::Node& line = nodes[i + 1];
    if (image.type != "image" || line.type != "paragraph" || !string_or(image.attributes, "credit").empty()) continue;
    std::string text;
    bool plain = true;
    for (const content::Node& part : line.children) {
      const bool linked =
          std::ranges::any_of(part.marks, [](const content::Mark& mark) { return mark.type == "link"; });
      plain = plain && part.type == "text" && !linked;
      text += part.text;
    }
    const Caption caption = plain ? split_credit(text::squeeze(text)) : Caption{};
    if (caption.credit.empty() || !caption.text.empty()) continue;
    set(image, "credit", caption.credit);
    nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

std::vector<std::int64_t> id_list(std::string_view text) {
  std::vector<std::int64_t> ids;
  while (!text.empty() && ids.size() < most_ids) {
    const std::size_t end = std::min(text.find_first_of(", "), text.size());
    if (const std::int64_t id = number_of(text.substr(0, end))) ids.push_back(id);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return ids;
}

}  // namespace vestnik::interchange::wordpress
