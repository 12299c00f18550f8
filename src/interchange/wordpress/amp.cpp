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
constexpr std::array<AmpEmbed, 7> amp_embeds = {
    {{"amp-youtube", "data-videoid", "https://www.youtube.com/watch?v=", ""},
     {"amp-vimeo", "data-videoid", "https://vimeo.com/", ""},
     {"amp-twitter", "data-tweetid", "https://x.com/i/status/", ""},
     {"amp-instagram", "data-shortcode", "https://www.instagram.com/p/", "/"},
     {"amp-facebook", "data-href", "", ""},
     {"lite-youtube", "videoid", "https://www.youtube.com/watch?v=", ""},
     {"lite-vimeo", "videoid", "https://vimeo.com/", ""}}};

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
  std::size_t from = 0;
  for (std::size_t at = content.find('<'); at != std::string_view::npos; at = content.find('<', at + 1)) {
    const bool closing = content.substr(at + 1).starts_with('/');
    const std::size_t named = at + (closing ? 2 : 1);
    const bool is_ours = content.substr(named).starts_with("amp-") || content.substr(named).starts_with("lite-");
    if (at < from || !is_ours) continue;
    const std::string name = tag_name(content, at).substr(closing ? 1 : 0);
    if (std::ranges::find(amp_twins, std::string_view(name)) != amp_twins.end()) {
      out.append(content.substr(from, named - from));  // "<" or "</"
      from = named + std::string_view("amp-").size();
    } else if (!closing && !name.empty()) {
      const std::size_t end = std::max(end_of_tag(content, at), named);
      out.append(content.substr(from, at - from)).append(embed_of(content.substr(at, end - at), name, parts));
      from = end;
    }
  }
  return out.append(content.substr(std::min(from, content.size())));
}

}  // namespace vestnik::interchange::wordpress
