#include "interchange/wordpress/content_blocks.h"

#include <algorithm>

#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/autop.h"
#include "interchange/wordpress/block_fields.h"
#include "interchange/wordpress/lone_links.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/tags.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr int most_reuse = 3;

// The first tag of that name, with its "<" and ">".
std::string_view first_tag(std::string_view html, std::string_view name) {
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (tag_name(html, at) == name) return html.substr(at, end_of_tag(html, at) - at);
  }
  return {};
}

// What stands between the last <name …> and its end.
std::string_view last_element(std::string_view html, std::string_view name) {
  const std::string open = "<" + std::string(name), close = "</" + std::string(name);
  const std::size_t begin = html.rfind(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t inside = end_of_tag(html, begin);
  const std::size_t end = std::min(html.find(close, inside), html.size());
  return html.substr(inside, end - inside);
}

std::string caption_of(std::string_view html) {
  return content::html_to_text(last_element(html, "figcaption"));
}

std::string address_in(std::string_view tag, std::string_view attribute) {
  return content::html_to_text(attribute_of(tag, attribute));
}

AssetId attachment(const Block& block, const ContentParts& parts, std::string_view key = "id") {
  const std::int64_t id = integer_or(block.attributes, key);
  return id > 0 && parts.around.asset_of_attachment ? parts.around.asset_of_attachment(id) : AssetId{};
}

content::Body body_of(std::string_view html, const ContentParts& parts) {
  content::HtmlOptions options;
  options.link_of = parts.around.link_of;
  options.asset_of = [&](std::string_view address) { return parts.asset_of(address); };
  return content::read_html(html, options).body;
}

std::optional<std::string> embed(const Block& block, ContentParts& parts) {
  const std::string address = string_or(block.attributes, "url");
  if (address.empty()) return std::nullopt;
  if (auto node = embed_node(address, caption_of(block.html))) return parts.placeholders.put(std::move(*node));
  parts.note_kept_as_link();
  const std::string escaped = text::escape_html(address);
  const std::string caption = caption_of(block.html);
  return "<p><a href=\"" + escaped + "\">" + (caption.empty() ? escaped : text::escape_html(caption)) + "</a></p>";
}

std::optional<std::string> gallery(const Block& block, ContentParts& parts) {
  content::Node node = node_of("gallery");
  collect_images(body_of(block.html, parts).blocks, node.children);
  if (node.children.empty()) {
    std::vector<std::int64_t> ids;
    if (const json::value* list = block.attributes.if_contains("ids"); list != nullptr && list->is_array()) {
      for (const json::value& id : list->get_array()) {
        if (id.is_int64()) ids.push_back(id.get_int64());
      }
    }
    auto made = gallery_node(ids, parts.around, parts.notes);
    if (!made) {
      if (!ids.empty()) parts.notes.emplace_back("gallery left out: none of its pictures is in the export");
      return std::nullopt;
    }
    node = std::move(*made);
  }
  const std::size_t last = block.html.rfind("<figcaption");
  if (last != std::string::npos && block.html.find("gallery-caption", last) < block.html.find('>', last)) {
    if (const std::string caption = caption_of(block.html); !caption.empty()) node.attributes["caption"] = caption;
  }
  return parts.placeholders.put(std::move(node));
}

std::optional<std::string> player(const Block& block, ContentParts& parts, std::string_view type) {
  const std::string_view tag = first_tag(block.html, type);
  std::string source = address_in(tag, "src");
  if (source.empty()) source = string_or(block.attributes, "src");
  AssetId asset = attachment(block, parts);
  if (!asset && !source.empty()) asset = parts.asset_of(source);
  auto node = media_node(type, asset, source, address_in(tag, "poster"), caption_of(block.html));
  return node ? std::optional(parts.placeholders.put(std::move(*node))) : std::nullopt;
}

// The picture stays in the HTML; what its attachment is, only the block's attribute tells for sure.
void remember_picture(const Block& block, ContentParts& parts, std::string_view key) {
  const AssetId asset = attachment(block, parts, key);
  const std::string source = address_in(first_tag(block.html, "img"), "src");
  if (asset && !source.empty()) parts.assets.emplace(source, asset);
}

std::optional<std::string> cover(const Block& block, ContentParts& parts) {
  const std::string address = string_or(block.attributes, "url");
  if (address.empty() || string_or(block.attributes, "backgroundType") == "video") return std::nullopt;
  if (const AssetId asset = attachment(block, parts)) parts.assets.emplace(address, asset);
  if (block.html.find("<img") != std::string::npos) return std::nullopt;
  return "<figure><img src=\"" + text::escape_html(address) + "\" alt=\"" +
         text::escape_html(string_or(block.attributes, "alt")) + "\"></figure>" + block.html;
}

std::optional<std::string> pull_quote(const Block& block, ContentParts& parts) {
  const std::string_view inside = last_element(block.html, "blockquote");
  if (inside.empty()) return std::nullopt;
  const std::size_t cite = std::min(inside.find("<cite"), inside.size());
  content::Node node = node_of("pullquote");
  node.children = body_of(inside.substr(0, cite), parts).blocks;
  if (node.children.empty()) return std::nullopt;
  if (const std::string name = content::html_to_text(last_element(inside, "cite")); !name.empty()) {
    node.attributes["cite"] = name;
  }
  return parts.placeholders.put(std::move(node));
}

std::optional<std::string> file(const Block& block) {
  const std::size_t link = block.html.find("<a ");
  if (link == std::string::npos) return std::nullopt;
  const std::size_t end = block.html.find("</a>", link);
  return end == std::string::npos ? std::nullopt
                                  : std::optional("<p>" + block.html.substr(link, end + 4 - link) + "</p>");
}

// Beside the title stands the sign that opens it.
std::optional<std::string> accordion_heading(const Block& block) {
  const std::size_t title = block.html.find("__toggle-title");
  const std::size_t inside = title == std::string::npos ? title : block.html.find('>', title);
  const std::size_t end = inside == std::string::npos ? inside : block.html.find("</span", inside);
  if (end == std::string::npos) return std::nullopt;
  return "<h3>" + block.html.substr(inside + 1, end - inside - 1) + "</h3>";
}

// Verse is no code: its lines are kept as lines of a paragraph.
std::optional<std::string> verse(const Block& block) {
  const std::string_view inside = last_element(block.html, "pre");
  if (inside.empty()) return std::nullopt;
  std::string html = "<p>";
  for (const char c : inside) html += c == '\n' ? std::string("<br>") : std::string(1, c);
  return html + "</p>";
}

std::optional<std::string> footnotes(const ContentParts& parts) {
  const auto notes = parse_json(parts.around.footnotes);
  if (!notes || !notes->is_array()) return std::nullopt;
  std::string html;
  for (const json::value& note : notes->get_array()) {
    if (note.is_object()) html += "<li>" + string_or(note.get_object(), "content") + "</li>";
  }
  return html.empty() ? std::nullopt : std::optional("<ol>" + html + "</ol>");
}

std::optional<std::string> reused(const Block& block, ContentParts& parts, int depth) {
  Result<std::string> content = fail(ErrorKind::not_found, "it is not in the export");
  const std::int64_t number = integer_or(block.attributes, "ref");
  if (std::ranges::find(parts.open_blocks, number) != parts.open_blocks.end()) {
    content = fail(ErrorKind::invalid, "it stands in itself");
  } else if (depth >= most_reuse) {
    content = fail(ErrorKind::invalid, "too many stand in each other");
  } else if (parts.around.reusable_block) {
    content = parts.around.reusable_block(number);
  }
  if (!content) {
    parts.notes.push_back("reusable block left out: " + content.error().what);
    return std::string();
  }
  if (!parts.has_room_for(content->size())) return std::string();
  const json::value* changed = block.attributes.if_contains("content");
  if (changed != nullptr && changed->is_object() && !changed->get_object().empty())
    parts.notes.emplace_back("reusable block with words of this article's own: those of the block itself are kept");
  parts.open_blocks.push_back(number);
  std::string html = html_of(Placeholders::without_marks(*content), parts, depth + 1);
  parts.open_blocks.pop_back();
  return html;
}

std::optional<std::string> social_link(const Block& block) {
  const std::string address = string_or(block.attributes, "url");
  if (address.empty()) return std::string();
  std::string label = string_or(block.attributes, "label");
  if (label.empty()) label = string_or(block.attributes, "service");
  return "<li><a href=\"" + text::escape_html(address) + "\">" + text::escape_html(label) + "</a></li>";
}

}  // namespace

std::optional<std::string> html_of_block(const Block& block, ContentParts& parts, int depth) {
  const std::string& name = block.name;
  if (name == "core/embed" || name.starts_with("core-embed/")) return embed(block, parts);
  if (name == "core/image") remember_picture(block, parts, "id");
  if (name == "core/media-text") remember_picture(block, parts, "mediaId");
  if (name == "core/cover") return cover(block, parts);
  if (!keeps_fields_beside_html(name) &&
      (name.find("gallery") != std::string::npos || name.find("slideshow") != std::string::npos)) {
    if (auto pictures = gallery(block, parts); pictures || !block.dynamic) return pictures;
  }
  if (name == "core/video" || name == "core/audio") return player(block, parts, std::string_view(name).substr(5));
  if (name == "core/pullquote") return pull_quote(block, parts);
  if (name == "core/file") return file(block);
  if (name == "core/accordion-heading") return accordion_heading(block);
  if (name == "core/verse") return verse(block);
  if (name == "core/block") return reused(block, parts, depth);
  if (name == "core/social-link") return social_link(block);
  if (name == "core/freeform") return autop(with_lone_links(block.html, parts));
  // What a list says when it finds nothing.
  if (name == "core/query-no-results" || name == "core/comments-query-loop") return std::string();
  if (name == "core/more" || name == "core/nextpage" || name == "core/spacer") return std::string();
  if (name == "core/footnotes" && parts.footnotes_placed) return std::string();
  if (name == "core/footnotes") {
    if (auto html = footnotes(parts)) return html;
  }
  // What its text was made of stands in its attributes.
  if (name == "core/math") {
    const std::string formula = string_or(block.attributes, "latex");
    if (!formula.empty()) return "<p><code>" + text::escape_html(formula) + "</code></p>";
  }
  // Some builders close what holds nothing.
  const bool is_empty =
      block.dynamic || (!name.starts_with("core/") && block.html.find_first_not_of(" \t\r\n") == std::string::npos);
  if (is_empty || keeps_fields_beside_html(name)) {
    if (std::string html = html_of_fields(block, parts, depth); !html.empty()) {
      parts.notes.push_back("block whose text stands in its fields, what they say is kept: " + name);
      return html + block.html;
    }
  }
  if (is_empty) {
    parts.notes.push_back("block without text of its own left out: " + name);
    return std::string();
  }
  return std::nullopt;
}

}  // namespace vestnik::interchange::wordpress
