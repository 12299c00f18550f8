// Foreign HTML (WordPress bodies, pasted text, feeds) becomes a body. Parsed by an HTML5 parser (gumbo), taken over by
// an allow-list; nothing of the input's markup survives as markup except inside rawHtml, and there only from the list.
// Any thread; linear in the input; deeper nesting than limits::body_depth is flattened.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "content/body.h"

namespace vestnik::content {

struct HtmlOptions {
  // Finds the asset behind a picture's, video's or sound's address; 0 where there is none. May be empty.
  std::function<AssetId(std::string_view address)> asset_of;
  // Rewrites a link's address (an old absolute address of the site to a path). May be empty.
  std::function<std::string(std::string_view address)> link_of;
  bool embeds = true;  // iframes and lone links of known providers become embed blocks
};

struct HtmlResult {
  Body body;
  // What was left out or kept as rawHtml, one line a thing: "script element left out", "form kept as HTML".
  std::vector<std::string> notes;
};

HtmlResult read_html(std::string_view html, const HtmlOptions& options = {});

// The text of HTML without any markup, white space collapsed: for decks and captions.
std::string html_to_text(std::string_view html);

// HTML → HTML by the same allow-list, for rawHtml. sanitize(sanitize(x)) == sanitize(x).
std::string sanitize_html(std::string_view html);

}  // namespace vestnik::content
