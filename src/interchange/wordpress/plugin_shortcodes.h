// Shortcodes of plugins and themes that WordPress itself does not know. Those that stand around a text ("[toggle
// title=x]Text[/toggle]") go and the text stays; code becomes code; players become cards, players or links; what the
// plugin filled on the old server (forms, advertisements, sliders, polls, lists of posts) is left out and told by name.
// One that is none of these stays as it is written.
#pragma once

#include <string>
#include <string_view>

#include "interchange/wordpress/content_parts.h"

namespace vestnik::interchange::wordpress {

// `content` with these shortcodes resolved; those of content_shortcodes.h and page_builders.h stay. Linear.
std::string without_plugin_shortcodes(std::string_view content, ContentParts& parts);

}  // namespace vestnik::interchange::wordpress
