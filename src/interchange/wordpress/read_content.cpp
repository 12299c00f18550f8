#include "interchange/wordpress/read_content.h"

#include <algorithm>
#include <unordered_map>

#include "base/limits.h"
#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/amp.h"
#include "interchange/wordpress/autop.h"
#include "interchange/wordpress/blocks.h"
#include "interchange/wordpress/content_blocks.h"
#include "interchange/wordpress/content_parts.h"
#include "interchange/wordpress/content_shortcodes.h"
#include "interchange/wordpress/footnotes.h"
#include "interchange/wordpress/lone_links.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/page_builders.h"
#include "interchange/wordpress/placeholders.h"
#include "interchange/wordpress/plugin_shortcodes.h"

namespace vestnik::interchange::wordpress {
namespace {

std::int64_t count_nodes(const content::Node& node) {
  std::int64_t count = 1;
  for (const content::Node& child : node.children) count += count_nodes(child);
  return count;
}

// Blocks from the end are given up until the body keeps to the limits; true where some were.
bool cut_to_limits(content::Body& body) {
  std::size_t bytes = 0, kept = 0;
  std::int64_t nodes = 1;
  for (; kept < body.blocks.size(); ++kept) {
    nodes += count_nodes(body.blocks[kept]);
    bytes += content::write_body({{body.blocks[kept]}}).size();
    if (bytes > limits::body_json_bytes || nodes > static_cast<std::int64_t>(limits::body_nodes)) break;
  }
  if (kept == body.blocks.size()) return false;
  body.blocks.resize(kept);
  return true;
}

std::string_view cut_content(std::string_view content, std::vector<std::string>& notes) {
  if (content.size() <= most_content_bytes) return content;
  notes.emplace_back("text longer than 16 MB cut off");
  const std::size_t tag = content.rfind('<', most_content_bytes);
  std::size_t end = tag != std::string_view::npos && tag > most_content_bytes / 2 ? tag : most_content_bytes;
  while (end > 0 && (static_cast<unsigned char>(content[end]) & 0xC0U) == 0x80U) --end;
  return content.substr(0, end);
}

// Links to a place within the page: places have no names here, so that they would lead nowhere.
bool drop_inner_links(std::vector<content::Node>& nodes) {
  const auto is_inner = [](const content::Mark& mark) {
    return mark.type == "link" && string_or(mark.attributes, "href").starts_with('#');
  };
  bool dropped = false;
  for (content::Node& node : nodes) {
    dropped = std::erase_if(node.marks, is_inner) > 0 || dropped;
    if (node.type == "image" && string_or(node.attributes, "href").starts_with('#')) node.attributes.erase("href");
    dropped = drop_inner_links(node.children) || dropped;
  }
  return dropped;
}

constexpr std::string_view page_end = "<!--nextpage-->";

int count_pages(std::string_view content) {
  int pages = 1;
  for (std::size_t at = content.find(page_end); at != std::string_view::npos;
       at = content.find(page_end, at + page_end.size())) {
    ++pages;
  }
  return std::min(pages, 100);
}

// Where a page ended, a paragraph did.
std::string in_one_page(std::string_view html) {
  std::string joined;
  for (std::size_t end = html.find(page_end); end != std::string_view::npos; end = html.find(page_end)) {
    joined.append(html.substr(0, end)).append("\n\n");
    html.remove_prefix(end + page_end.size());
  }
  return joined.append(html);
}

}  // namespace

ReadContent read_content(std::string_view given, const Surroundings& around) {
  ReadContent read;
  read.pages = count_pages(given);
  const std::string content = Placeholders::without_marks(cut_content(given, read.notes));

  ContentParts parts{around, {}, read.notes, false, {}, {}, 0, false};
  const std::string annotated = with_footnotes(content, around.footnotes);
  parts.footnotes_placed = annotated != content;
  std::string html = html_of(annotated, parts, 0);

  content::HtmlOptions options;
  options.link_of = around.link_of;
  options.asset_of = [&](std::string_view address) { return parts.asset_of(address); };
  content::HtmlResult result = content::read_html(html, options);
  read.notes.insert(read.notes.end(), result.notes.begin(), result.notes.end());
  content::Body body = result.body;
  parts.placeholders.resolve(body);
  if (drop_inner_links(body.blocks))
    read.notes.emplace_back("links to a place within the page left out, their words are kept");
  part_credits(body.blocks);
  take_credit_lines(body.blocks);
  if (cut_to_limits(body)) read.notes.emplace_back("text beyond the limits of an article cut off");
  if (auto sound = content::parse_body(content::to_json(body))) {
    read.body = std::move(*sound);
  } else {
    read.notes.push_back("galleries and embeds left out: " + sound.error().message());
    cut_to_limits(result.body);
    read.body = std::move(result.body);
  }
  return read;
}

bool ContentParts::has_room_for(std::size_t bytes) {
  if (brought_in > most_brought_in_bytes) return false;
  brought_in += bytes;
  if (brought_in <= most_brought_in_bytes) return true;
  notes.emplace_back("tables, galleries and reusable blocks beyond the limits of an article left out");
  return false;
}

void ContentParts::note_kept_as_link() {
  if (!noted_link) notes.emplace_back("embed kept as a link");
  noted_link = true;
}

AssetId ContentParts::asset_of(std::string_view address) const {
  if (const auto known = assets.find(std::string(address)); known != assets.end()) return known->second;
  return around.asset_of ? around.asset_of(address) : AssetId{};
}

std::string html_of(std::string_view content, ContentParts& parts, int depth) {
  const std::string plain = without_plugin_shortcodes(without_page_builders(content, parts), parts);
  const std::string text = with_shortcodes(without_amp(plain, parts), parts);
  const auto classic = [&parts](std::string_view html) { return autop(with_lone_links(in_one_page(html), parts)); };
  if (!has_blocks(text)) return classic(text);
  return write_blocks(
      text, {.replace = [&](const Block& block) { return html_of_block(block, parts, depth); }, .classic = classic});
}

}  // namespace vestnik::interchange::wordpress
