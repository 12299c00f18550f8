#include "interchange/wordpress/content_shortcodes.h"

#include <algorithm>

#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/lone_links.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/shortcodes.h"
#include "interchange/wordpress/tags.h"
#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange::wordpress {
namespace {

// An attribute or a piece of text as a browser would take it.
std::string plain(std::string_view html) {
  return content::html_to_text(html);
}

// The picture of a caption, with the link around it.
std::size_t end_of_picture(std::string_view content) {
  const std::size_t image = content.find("<img");
  if (image == std::string_view::npos) return 0;
  std::size_t end = end_of_tag(content, image);
  const std::size_t rest = content.find_first_not_of(" \t\r\n", end);
  if (rest != std::string_view::npos && tag_name(content, rest) == "/a") end = end_of_tag(content, rest);
  return end;
}

std::optional<std::string> caption(const Shortcode& code) {
  const std::size_t end = end_of_picture(code.content);
  if (end == 0) return std::nullopt;
  std::string text = code.attribute("caption");
  if (text.empty()) text = code.content.substr(end);
  const std::string align = code.attribute("align");
  std::string figure = "\n\n<figure";
  if (align == "alignleft" || align == "alignright" || align == "aligncenter") figure += " class=\"" + align + "\"";
  return figure + ">" + code.content.substr(0, end) + "<figcaption>" + text + "</figcaption></figure>\n\n";
}

std::vector<std::int64_t> gallery_ids(const Shortcode& code, const Surroundings& around) {
  for (const char* key : {"ids", "include"}) {
    if (const std::string ids = code.attribute(key); !ids.empty()) return id_list(ids);
  }
  const std::int64_t of = number_of(code.attribute("id"));
  std::vector<std::int64_t> ids =
      around.attachments_of ? around.attachments_of(of != 0 ? of : around.post) : std::vector<std::int64_t>();
  const std::vector<std::int64_t> excluded = id_list(code.attribute("exclude"));
  std::erase_if(ids, [&](std::int64_t id) { return std::ranges::find(excluded, id) != excluded.end(); });
  return ids;
}

std::optional<std::string> gallery(const Shortcode& code, ContentParts& parts) {
  auto node = gallery_node(gallery_ids(code, parts.around), parts.around, parts.notes);
  if (!node) {
    parts.notes.emplace_back("gallery left out: none of its pictures is in the export");
    return std::string();
  }
  return parts.placeholders.put(std::move(*node));
}

std::optional<std::string> playlist(const Shortcode& code, ContentParts& parts) {
  const std::string type = code.attribute("type") == "video" ? "video" : "audio";
  std::string html;
  for (const std::int64_t id : gallery_ids(code, parts.around)) {
    const AssetId asset = parts.around.asset_of_attachment ? parts.around.asset_of_attachment(id) : AssetId{};
    const auto known = asset && parts.around.asset ? parts.around.asset(asset) : std::nullopt;
    if (!known || (known->kind != content::Asset::Kind::video && known->kind != content::Asset::Kind::audio)) continue;
    if (auto node = media_node(type, asset, {}, {}, known->title)) html += parts.placeholders.put(std::move(*node));
  }
  if (html.empty()) parts.notes.emplace_back("playlist left out: none of its files is in the export");
  return html;
}

std::optional<std::string> player(const Shortcode& code, ContentParts& parts) {
  std::string source;
  for (const char* key : {"src", "mp4", "m4v", "webm", "ogv", "mov", "flv", "mp3", "m4a", "ogg", "wav", "wma"}) {
    if (source = plain(code.attribute(key)); !source.empty()) break;
  }
  if (source.empty()) source = plain(code.bare());
  if (source.empty()) source = plain(code.content);
  if (auto embed = embed_node(source)) return parts.placeholders.put(std::move(*embed));
  auto node = media_node(code.name == "audio" ? "audio" : "video", parts.asset_of(source), source,
                         plain(code.attribute("poster")), code.attribute("caption"));
  return node ? std::optional(parts.placeholders.put(std::move(*node))) : std::nullopt;
}

// [embed]address[/embed], [youtube=address], [vimeo 123], [tweet address] …
std::optional<std::string> embed(const Shortcode& code, ContentParts& parts) {
  std::string address;
  for (const char* key : {"url", "src", "href", "tweet", "id", "video"}) {
    if (address = plain(code.attribute(key)); !address.empty()) break;
  }
  if (address.empty() && !code.attributes.empty()) address = plain(code.attributes.front().second);
  if (address.empty() || code.name == "embed") {
    if (const std::string inside = plain(code.content); !inside.empty()) address = inside;
  }
  if (address.find('/') == std::string::npos && !address.empty()) {
    if (code.name == "youtube") address = "https://www.youtube.com/watch?v=" + address;
    if (code.name == "vimeo") address = "https://vimeo.com/" + address;
    if (code.name == "tweet") address = "https://x.com/i/status/" + address;
    if (code.name == "instagram") address = "https://www.instagram.com/p/" + address + "/";
  }
  const bool is_address = address.starts_with("http://") || address.starts_with("https://");
  if (!is_address && !embed_node(address)) return std::nullopt;
  return html_of_address(address, parts);
}

// [table id=5 /] of TablePress.
std::optional<std::string> table(const Shortcode& code, ContentParts& parts) {
  const std::string html = parts.around.table ? parts.around.table(code.attribute("id")) : std::string();
  if (!html.empty() && !parts.has_room_for(html.size())) return std::string();
  return html.empty() ? std::nullopt : std::optional("\n\n" + html + "\n\n");
}

// [envira-gallery id="12"], [foogallery id="12"], [modula id="12"].
std::optional<std::string> plugin_gallery(const Shortcode& code, ContentParts& parts) {
  const std::int64_t number = number_of(code.attribute("id"));
  constexpr std::size_t bytes_of_picture = 200;  // about, as JSON
  const auto pictures = parts.around.gallery ? parts.around.gallery(number) : std::vector<std::int64_t>();
  if (!pictures.empty() && !parts.has_room_for(pictures.size() * bytes_of_picture)) return std::string();
  auto node = gallery_node(pictures, parts.around, parts.notes);
  return node ? std::optional(parts.placeholders.put(std::move(*node))) : std::nullopt;
}

const std::set<std::string, std::less<>>& known_shortcodes() {
  static const std::set<std::string, std::less<>> known = {
      "caption",    "wp_caption", "gallery",        "playlist",   "video",     "audio",  "embed",
      "youtube",    "vimeo",      "tweet",          "facebook",   "instagram", "tiktok", "telegram",
      "soundcloud", "table",      "envira-gallery", "foogallery", "modula"};
  return known;
}

}  // namespace

bool is_known_shortcode(std::string_view name) {
  return known_shortcodes().contains(name);
}

std::string with_shortcodes(std::string_view content, ContentParts& parts) {
  if (content.find('[') == std::string_view::npos) return std::string(content);
  ShortcodeRules rules;
  rules.known = known_shortcodes();
  rules.replace = [&parts](const Shortcode& code) -> std::optional<std::string> {
    std::optional<std::string> html;
    if (code.name == "caption" || code.name == "wp_caption") {
      html = caption(code);
    } else if (code.name == "gallery") {
      html = gallery(code, parts);
    } else if (code.name == "table") {
      html = table(code, parts);
    } else if (code.name == "envira-gallery" || code.name == "foogallery" || code.name == "modula") {
      html = plugin_gallery(code, parts);
    } else if (code.name == "playlist") {
      html = playlist(code, parts);
    } else if (code.name == "video" || code.name == "audio") {
      html = player(code, parts);
    } else {
      html = embed(code, parts);
    }
    if (!html) parts.notes.push_back("shortcode kept as text: " + code.name);
    return html;
  };
  rules.unknown = [&parts](std::string_view name) {
    parts.notes.push_back("shortcode kept as text: " + std::string(name));
  };
  return replace_shortcodes(content, rules);
}

}  // namespace vestnik::interchange::wordpress
