#include <algorithm>
#include <array>

#include "content/address.h"
#include "content/embed.h"
#include "content/grammar.h"
#include "content/html/captions.h"
#include "content/html/reader.h"

namespace vestnik::content::html {

namespace {

bool is_caption(const GumboNode* node) {
  return tag_of(node) == GUMBO_TAG_FIGCAPTION || has_class(node, "wp-caption-text") ||
         has_class(node, "gallery-caption");
}

// The caption that belongs to `figure` itself, not to a figure inside.
const GumboNode* caption_in(const GumboNode* figure) {
  const GumboNode* node = next_in(figure, figure);
  while (node != nullptr) {
    if (is_caption(node)) return node;
    node = next_in(figure, node, tag_of(node) == GUMBO_TAG_FIGURE);
  }
  return nullptr;
}

const GumboNode* credit_in(const GumboNode* caption) {
  for (const GumboNode* node = next_in(caption, caption); node != nullptr; node = next_in(caption, node)) {
    if (is_element(node) && has_class_with(node, "credit")) return node;
  }
  return nullptr;
}

std::string text_without(const GumboNode* top, const GumboNode* left_out) {
  std::string out;
  for (const GumboNode* node = top; node != nullptr; node = next_in(top, node, node == left_out)) {
    if (node == left_out) continue;
    if (is_text(node)) out += node->v.text.text;
    if (tag_of(node) == GUMBO_TAG_BR || tag_of(node) == GUMBO_TAG_P) out += ' ';
  }
  return one_line(out);
}

std::string first_of_srcset(std::string_view srcset) {
  while (!srcset.empty() && (srcset.front() == ' ' || srcset.front() == '\n' || srcset.front() == '\t')) {
    srcset.remove_prefix(1);
  }
  return std::string(srcset.substr(0, srcset.find_first_of(" \t\n\r")));
}

bool takes_caption(const Node& node) {
  static constexpr std::array<std::string_view, 6> types = {"image", "gallery", "video", "audio", "embed", "table"};
  return std::ranges::find(types, node.type) != types.end() && !node.attributes.contains("caption");
}

bool is_quote(const Node& node) {
  return (node.type == "blockquote" || node.type == "pullquote") && !node.attributes.contains("cite");
}

std::size_t size_of(const Node& node) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : node.attributes) {
    bytes += name.size() + 8 + (value.is_string() ? value.get_string().size() : 8);
  }
  return bytes;
}

}  // namespace

std::string_view alignment_of(const GumboNode* node) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> classes = {{{"alignleft", "left"},
                                                                                             {"alignright", "right"},
                                                                                             {"aligncenter", "center"},
                                                                                             {"alignwide", "wide"},
                                                                                             {"alignfull", "full"},
                                                                                             {"left", "left"},
                                                                                             {"right", "right"},
                                                                                             {"center", "center"},
                                                                                             {"wide", "wide"},
                                                                                             {"full", "full"}}};
  if (!has_attribute(node, "class")) return {};
  for (const auto& [name, alignment] : classes) {
    if (has_class(node, name)) return alignment;
  }
  return {};
}

// A lazy page keeps the true address elsewhere and a tiny picture as data in src.
std::string Reader::address_in(const GumboNode* node) const {
  for (const char* name : {"src", "data-src", "data-lazy-src", "data-original"}) {
    std::string address = tidy_address(attribute(node, name));
    if (is_safe_resource(address)) return address;
  }
  return tidy_address(first_of_srcset(attribute(node, "srcset")));
}

bool Reader::set_place(Node& node, std::string_view address) const {
  const AssetId asset = options_.asset_of && !address.empty() ? options_.asset_of(address) : AssetId();
  if (asset) {
    node.attributes["asset"] = asset.value;
  } else if (is_safe_resource(address)) {
    node.attributes["src"] = address;
  }
  return !node.attributes.empty();
}

void Reader::read_image(const GumboNode* node, const Marks& marks, Flow& flow) {
  const std::string alt = one_line(attribute(node, "alt"));
  const std::string address = address_in(node);
  const bool emoji = has_class(node, "emoji") || has_class(node, "wp-smiley");
  if (emoji && !alt.empty()) return add_text(alt, marks, flow);
  if (tag_of(node->parent) == GUMBO_TAG_NOSCRIPT && address == last_picture_) return;
  Node image;
  image.type = "image";
  if (!set_place(image, address) || !spend(size_of(image) + alt.size())) {
    note("picture without an address left out");
    return add_text(alt, marks, flow);
  }
  last_picture_ = address;
  const bool own_alt = image.attributes.contains("asset") && attribute(node, "data-vestnik-alt") == "asset";
  if (!own_alt) set_attribute(image, "alt", json::value(alt));
  for (const Mark& mark : marks) {
    if (mark.type == "link") set_attribute(image, "href", mark.attributes.at("href"));
    if (mark.type == "source" && mark.attributes.contains("url"))
      set_attribute(image, "href", mark.attributes.at("url"));
  }
  if (const std::string_view align = alignment_of(node); !align.empty())
    set_attribute(image, "align", json::value(align));
  add_block(flow, std::move(image));
}

void Reader::read_media(const GumboNode* node, const Marks& marks, Flow& flow) {
  Node media;
  media.type = tag_of(node) == GUMBO_TAG_VIDEO ? "video" : "audio";
  std::string address = address_in(node);
  for (const GumboNode* each = next_in(node, node); each != nullptr && address.empty(); each = next_in(node, each)) {
    if (tag_of(each) == GUMBO_TAG_SOURCE) address = address_in(each);
  }
  if (options_.embeds && recognise_embed(address)) return add_embed(flow, address, {});
  if (!set_place(media, address) || !spend(size_of(media))) {
    note(media.type + " without an address left out");
    return read_children(node, marks, flow);
  }
  const std::string poster = tidy_address(attribute(node, "poster"));
  if (media.type == "video" && !poster.empty()) set_attribute(media, "poster", json::value(poster));
  add_block(flow, std::move(media));
}

void Reader::add_embed(Flow& flow, std::string_view url, std::string_view title) {
  const std::optional<Embed> known = recognise_embed(url);
  if (!known) return;
  Node embed;
  embed.type = "embed";
  embed.attributes = {{"provider", known->provider}, {"url", known->url}, {"id", known->id}};
  if (!title.empty()) set_attribute(embed, "title", json::value(title));
  if (spend(size_of(embed))) add_block(flow, std::move(embed));
}

void Reader::read_frame(const GumboNode* node, const Marks& marks, Flow& flow) {
  const std::string address = address_in(node);
  if (options_.embeds && recognise_embed(address)) {
    end_paragraph(flow);
    return add_embed(flow, address, {});
  }
  if (!is_absolute_address(address) || !is_safe_address(address)) return note("iframe element left out");
  note("iframe kept as a link: " + address.substr(0, 100));
  const std::string title = one_line(attribute(node, "title"));
  Marks linked = marks;
  add_mark(linked, Mark{"link", {{"href", address}}});
  end_paragraph(flow);
  add_text(title.empty() ? address : title, linked, flow);
  end_paragraph(flow);
}

bool Reader::set_caption(Node& node, const GumboNode* caption) const {
  if (holds_link(caption)) return false;
  const GumboNode* credit = node.type == "image" ? credit_in(caption) : nullptr;
  if (credit != nullptr) {
    set_attribute(node, "caption", json::value(text_without(caption, credit)));
    const bool own = node.attributes.contains("asset") && attribute(credit, "data-vestnik") == "asset";
    if (!own) set_attribute(node, "credit", json::value(text_in(credit)));
    return true;
  }
  if (node.type != "image") {
    set_attribute(node, is_quote(node) ? "cite" : "caption", json::value(text_in(caption)));
    return true;
  }
  const Caption parts = split_credit(text_in(caption));
  set_attribute(node, "caption", json::value(parts.text));
  set_attribute(node, "credit", json::value(parts.credit));
  return true;
}

void Reader::read_figure(const GumboNode* node, const Marks& marks, Flow& flow) {
  end_paragraph(flow);
  const GumboNode* caption = caption_in(node);
  if (caption != nullptr) skip_.push_back(caption);
  Flow inner(flow.depth);
  read_children(node, marks, inner);
  std::vector<Node> blocks = finish(inner);
  if (caption != nullptr) std::erase(skip_, caption);
  const bool pictures =
      blocks.size() > 1 && std::ranges::all_of(blocks, [](const Node& each) { return each.type == "image"; });
  if (pictures && may_nest(flow)) {
    Node gallery;
    gallery.type = "gallery";
    gallery.children = std::move(blocks);
    blocks = {};
    blocks.push_back(std::move(gallery));
  }
  bool captioned = caption == nullptr;
  if (blocks.size() == 1) {
    Node& only = blocks.front();
    const std::string_view align = alignment_of(node);
    if (only.type == "image" && !align.empty()) set_attribute(only, "align", json::value(align));
    if (only.type == "blockquote" && (has_class_with(node, "pullquote") || has_class(node, "pull-quote"))) {
      only.type = "pullquote";
    }
    const std::string_view poster = attribute(node, "data-vestnik-poster");
    if (only.type == "video" && !poster.empty()) set_attribute(only, "poster", json::value(poster));
    if (!captioned && (takes_caption(only) || is_quote(only))) captioned = set_caption(only, caption);
  }
  for (Node& block : blocks) add_block(flow, std::move(block));
  if (!captioned) read_container(caption, marks, flow);
}

bool Reader::is_gallery(const GumboNode* node) const {
  if (!has_attribute(node, "class")) return false;
  for (const std::string_view name : {"gallery", "wp-block-gallery", "blocks-gallery-grid", "tiled-gallery"}) {
    if (has_class(node, name)) return find_in(node, GUMBO_TAG_IMG) != nullptr;
  }
  return false;
}

// Pictures with their captions; whatever else stood between them follows.
void Reader::read_gallery(const GumboNode* node, const Marks& marks, Flow& flow) {
  end_paragraph(flow);
  const GumboNode* own_caption = nullptr;
  for (const GumboNode* child : children_of(node)) {
    if (tag_of(child) == GUMBO_TAG_FIGCAPTION) own_caption = child;
  }
  if (own_caption != nullptr) skip_.push_back(own_caption);
  Node gallery;
  gallery.type = "gallery";
  std::vector<Node> others;
  Flow inner(flow.depth + 1);
  const bool list = tag_of(node) != GUMBO_TAG_FIGURE && tag_of(node) != GUMBO_TAG_DIV;
  if (!list) read_children(node, marks, inner);
  for (const GumboNode* child : list ? children_of(node) : std::span<GumboNode* const>()) {
    if (tag_of(child) == GUMBO_TAG_LI) {
      read_figure(child, marks, inner);
    } else {
      read_node(child, marks, inner);
    }
  }
  for (Node& block : finish(inner)) {
    std::vector<Node>& place = block.type == "image" ? gallery.children : others;
    if (block.type == "gallery") {
      std::ranges::move(block.children, std::back_inserter(gallery.children));
    } else {
      place.push_back(std::move(block));
    }
  }
  if (own_caption != nullptr) std::erase(skip_, own_caption);
  const bool captioned = own_caption == nullptr || set_caption(gallery, own_caption);
  if (!gallery.children.empty() && may_nest(flow)) {
    add_block(flow, std::move(gallery));
  } else {
    for (Node& image : gallery.children) add_block(flow, std::move(image));
  }
  for (Node& other : others) add_block(flow, std::move(other));
  if (!captioned) read_container(own_caption, marks, flow);
}

bool Reader::read_posted(const GumboNode* node, Flow& flow) {
  if (!options_.embeds) return false;
  static constexpr std::array<std::string_view, 6> classes = {"twitter-tweet", "twitter-video", "instagram-media",
                                                              "tiktok-embed",  "fb-post",       "fb-video"};
  if (std::ranges::none_of(classes, [node](std::string_view name) { return has_class(node, name); })) return false;
  std::vector<std::string> addresses;
  for (const char* name : {"data-instgrm-permalink", "data-href", "cite"})
    addresses.emplace_back(attribute(node, name));
  for (const GumboNode* each = next_in(node, node); each != nullptr; each = next_in(node, each)) {
    if (tag_of(each) == GUMBO_TAG_A) addresses.insert(addresses.begin(), std::string(attribute(each, "href")));
  }
  for (const std::string& address : addresses) {
    if (!recognise_embed(address)) continue;
    end_paragraph(flow);
    add_embed(flow, address, text_in(node));
    return true;
  }
  return false;
}

}  // namespace vestnik::content::html
