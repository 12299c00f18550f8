#include "interchange/wordpress/amp.h"

#include <algorithm>
#include <array>

#include "content/html_reader.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/tags.h"

namespace vestnik::interchange::wordpress {
namespace {

struct AmpEmbed {
  std::string_view name, attribute, before, after;
};
constexpr std::array<AmpEmbed, 5> amp_embeds = {
    {{"amp-youtube", "data-videoid", "https://www.youtube.com/watch?v=", ""},
     {"amp-vimeo", "data-videoid", "https://vimeo.com/", ""},
     {"amp-twitter", "data-tweetid", "https://x.com/i/status/", ""},
     {"amp-instagram", "data-shortcode", "https://www.instagram.com/p/", "/"},
     {"amp-facebook", "data-href", "", ""}}};

// What HTML has under the same name without "amp-".
constexpr std::array<std::string_view, 4> amp_twins = {"amp-img", "amp-iframe", "amp-video", "amp-audio"};

std::string embed_of(std::string_view tag, std::string_view name, ContentParts& parts) {
  for (const AmpEmbed& embed : amp_embeds) {
    if (embed.name != name) continue;
    std::string address(embed.before);
    address.append(content::html_to_text(attribute_of(tag, embed.attribute))).append(embed.after);
    if (auto node = embed_node(address)) return parts.placeholders.put(std::move(*node));
    parts.notes.push_back("embed left out: " + std::string(name));
  }
  return std::string(tag);
}

}  // namespace

std::string without_amp(std::string_view content, ContentParts& parts) {
  std::string out;
  for (std::size_t at = content.find("amp-"); at != std::string_view::npos; at = content.find("amp-")) {
    const bool closing = at > 1 && content[at - 1] == '/' && content[at - 2] == '<';
    const std::size_t begin = closing ? at - 2 : at - 1;
    const bool opens = closing || (at > 0 && content[at - 1] == '<');
    const std::string name = opens ? tag_name(content, begin).substr(closing ? 1 : 0) : std::string();
    std::size_t end = at + 4;
    if (std::ranges::find(amp_twins, std::string_view(name)) != amp_twins.end()) {
      out.append(content.substr(0, at));  // "<" or "</"
    } else if (opens && !closing && !name.empty()) {
      end = std::max(end_of_tag(content, begin), end);
      out.append(content.substr(0, begin)).append(embed_of(content.substr(begin, end - begin), name, parts));
    } else {
      out.append(content.substr(0, end));
    }
    content.remove_prefix(end);
  }
  return out.append(content);
}

}  // namespace vestnik::interchange::wordpress
