#include "interchange/wordpress/lone_links.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/tags.h"

namespace vestnik::interchange::wordpress {
namespace {

// A card or a player; "" for what is neither.
std::string shown(std::string_view address, ContentParts& parts) {
  if (auto embed = embed_node(address)) return parts.placeholders.put(std::move(*embed));
  if (const std::string_view type = media_type_of(address); !type.empty()) {
    if (auto media = media_node(type, parts.asset_of(address), address, {}, {})) {
      return parts.placeholders.put(std::move(*media));
    }
  }
  return {};
}

std::string link_to(std::string_view address) {
  const std::string escaped = text::escape_html(address);
  return "<a href=\"" + escaped + "\">" + escaped + "</a>";
}

// A link among lines of prose is no paragraph, and nothing to tell of.
std::string replaced_line(std::string_view address, ContentParts& parts) {
  std::string html = shown(address, parts);
  return html.empty() ? link_to(address) : html;
}

// Ends of raw elements that begin in `line` and are open at its end, and the like.
void follow_raw(std::string_view line, std::string& open) {
  for (std::size_t at = line.find('<'); at != std::string_view::npos; at = line.find('<', at + 1)) {
    const std::string name = tag_name(line, at);
    if (open.empty() && (name == "pre" || name == "script" || name == "style" || name == "textarea")) {
      open = name;
    } else if (!open.empty() && name == "/" + open) {
      open.clear();
    }
  }
}

}  // namespace

std::string_view media_type_of(std::string_view address) {
  const std::string_view path = address.substr(0, address.find_first_of("?#"));
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.size() - dot > 6) return {};
  std::string ending(path.substr(dot + 1));
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  static constexpr std::array<std::string_view, 6> video = {"mp4", "m4v", "webm", "ogv", "mov", "flv"};
  static constexpr std::array<std::string_view, 7> audio = {"mp3", "m4a", "ogg", "oga", "wav", "flac", "opus"};
  if (std::ranges::find(video, ending) != video.end()) return "video";
  if (std::ranges::find(audio, ending) != audio.end()) return "audio";
  return {};
}

std::string html_of_address(std::string_view address, ContentParts& parts) {
  std::string html = shown(address, parts);
  if (!html.empty()) return html;
  parts.note_kept_as_link();
  return "\n\n<p>" + link_to(address) + "</p>\n\n";
}

std::string with_lone_links(std::string_view html, ContentParts& parts) {
  if (html.find("http") == std::string_view::npos) return std::string(html);
  std::string out;
  out.reserve(html.size());
  std::string raw;
  while (!html.empty()) {
    const std::size_t end = std::min(html.find('\n'), html.size());
    const std::string_view line = html.substr(0, end);
    const std::size_t begin = line.find_first_not_of(" \t\r");
    const std::string_view trimmed = begin == std::string_view::npos
                                         ? std::string_view()
                                         : line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
    const bool lone = raw.empty() && (trimmed.starts_with("http://") || trimmed.starts_with("https://")) &&
                      trimmed.size() < 2'000 && trimmed.find_first_of(" \t<>\"[]") == std::string_view::npos;
    if (lone) {
      out.append(replaced_line(trimmed, parts));
    } else {
      follow_raw(line, raw);
      out.append(line);
    }
    if (end < html.size()) out.push_back('\n');
    html.remove_prefix(std::min(end + 1, html.size()));
  }
  return out;
}

}  // namespace vestnik::interchange::wordpress
