#include "interchange/wordpress/plugin_shortcodes.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/content_shortcodes.h"
#include "interchange/wordpress/lone_links.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/page_builders.h"
#include "interchange/wordpress/shortcodes.h"

namespace vestnik::interchange::wordpress {
namespace {

// What begins or is a name of those that a plugin filled on the old server; "=" before it: the whole name.
constexpr std::string_view filled_by_server[] = {
    // forms
    "contact-form", "=contact-field", "wpforms", "gravityform", "ninja_form", "mc4wp", "formidable", "caldera_form",
    "forminator_", "fluentform", "mailpoet", "newsletter", "blog_subscription_form", "=subscribe", "=login_form",
    "sibwp_form", "everest_form", "wpuf_", "ws_form",
    // advertisements
    "adrotate", "adinserter", "the_ad", "quads", "wp_ad_camp", "bsa_pro", "=ads", "=ad", "adsense", "=banner",
    "google_ad", "=wpproads", "pro_ad_", "=revive", "adning", "advads", "ad_inserter",
    // sliders, galleries and tables whose content is not in an export
    "rev_slider", "metaslider", "layerslider", "smartslider", "soliloquy", "=slider", "masterslider", "nextend",
    "=slideshow", "nggallery", "ngg_", "=ngg", "nggalbum", "=singlepic", "=imagebrowser", "=slide-anything",
    "robo-gallery", "finalTilesGallery", "justified_image_grid", "wpdatatable", "ninja_tables", "supsystic",
    "=spbsm-sharing-buttons", "=carousel", "wonderplugin_", "sp_easyaccordion", "sp_wpcarousel", "wp-table",
    // polls, ratings, lists of posts, contents, buttons for sharing, feeds of other places, shops and accounts
    "=poll", "totalpoll", "democracy", "yop_poll", "=polls", "wppolls", "crowdsignal", "wp-review", "kkstarratings",
    "=ratings", "=rating", "yasr_", "rwp_", "=toc", "ez-toc", "lwptoc", "=table_of_contents", "display-posts",
    "related", "=post_grid", "the-post-grid", "recent-posts", "recent_posts", "=wprpw", "=wp_query", "catlist",
    "list-posts", "list_posts", "posts_list", "=archives", "sitemap", "wp_sitemap", "=portfolio", "social_share",
    "=share", "share_", "addtoany", "sharethis", "=sharing", "shareaholic", "jetpack-", "wdi_feed", "instagram-feed",
    "custom-facebook-feed", "custom-twitter-feeds", "=fts_twitter", "fts_", "=follow_me", "gravatar_", "woocommerce_",
    "=products", "=product", "=add_to_cart", "wpdiscuz", "=wp-post-author", "author_box", "=simple-author-box",
    "=print_link", "=post-views", "post_views", "=views", "weather", "currency", "=clock", "=horoscope"};

// A player or a document's viewer: what it shows is in an attribute or between its tags.
constexpr std::array<std::string_view, 37> viewers = {"embedyt",
                                                      "fve",
                                                      "youtube_sc",
                                                      "youtube_advanced",
                                                      "yt",
                                                      "lyte",
                                                      "arve",
                                                      "evp_embed",
                                                      "fvplayer",
                                                      "flowplayer",
                                                      "jwplayer",
                                                      "jwp-video",
                                                      "video_player",
                                                      "video_embed",
                                                      "kgvid",
                                                      "KGVID",
                                                      "fb_embed",
                                                      "fbvideo",
                                                      "facebook_embed",
                                                      "iframe",
                                                      "advanced_iframe",
                                                      "pdf-embedder",
                                                      "pdf_viewer",
                                                      "pdfviewer",
                                                      "embeddoc",
                                                      "embedpdf",
                                                      "embed_pdf",
                                                      "googlepdf",
                                                      "googleapps",
                                                      "gview",
                                                      "gdoc",
                                                      "spotify",
                                                      "mixcloud",
                                                      "bandcamp",
                                                      "googlemaps",
                                                      "videojs",
                                                      "playerjs"};

bool is_filled_by_server(std::string_view name) {
  return std::ranges::any_of(filled_by_server, [name](std::string_view each) {
    return each.front() == '=' ? name == each.substr(1) : name.starts_with(each);
  });
}

bool is_viewer(std::string_view name) {
  return std::ranges::find(viewers, name) != viewers.end();
}

bool is_code(std::string_view name) {
  return name == "code" || name == "sourcecode" || name == "source" || name == "sourcecodeplugin";
}

std::string value_in(const OpeningTag& tag, std::initializer_list<std::string_view> keys) {
  const auto attributes = attributes_of(tag);
  for (const std::string_view key : keys) {
    for (const auto& [each, value] : attributes) {
      if (each != key) continue;
      if (std::string plain = content::html_to_text(value); !plain.empty()) return plain;
    }
  }
  return {};
}

bool begins_as_address(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

// By numbers and names of the providers' own: [ted id=1], [dailymotion id=x7].
std::string address_of_provider(std::string_view name, const OpeningTag& tag) {
  const auto made = [](std::string_view before, std::string id) {
    id = id.substr(0, id.find('&'));
    const bool sound = !id.empty() && std::ranges::all_of(id, is_name_sign);
    return sound ? std::string(before) + id : std::string();
  };
  const auto bare = [&]() -> std::string {
    const auto attributes = attributes_of(tag);
    return attributes.empty() || !attributes.front().first.empty() ? std::string() : attributes.front().second;
  };
  const std::string id = value_in(tag, {"id"});
  if (name == "ted") return made("https://www.ted.com/talks/", id);
  if (name == "scribd") return made("https://www.scribd.com/document/", id);
  if (name == "slideshare") return made("https://www.slideshare.net/slideshow/embed_code/", id);
  if (name == "dailymotion") return made("https://www.dailymotion.com/video/", id.empty() ? bare() : id);
  if (name == "wpvideo" || name == "videopress") return made("https://videopress.com/v/", bare());
  if (name == "polldaddy") return made("https://poll.fm/", value_in(tag, {"poll"}));
  return {};
}

// By its beginning: what is longer is a block.
bool holds_block(std::string_view text) {
  constexpr std::size_t longest_inline = 500;
  if (text.size() > longest_inline) return true;
  if (text.find('\n') != std::string_view::npos) return true;
  for (const std::string_view each :
       {"<p", "<div", "<h", "<ul", "<ol", "<table", "<figure", "<blockquote", "[caption"}) {
    if (text.find(each) != std::string_view::npos) return true;
  }
  return false;
}

class Resolver {
 public:
  Resolver(std::string_view text, ContentParts& parts) : text_(text), parts_(parts), closings_(text) {}

  std::string resolved() {
    each_bracket(text_, out_, [this](std::size_t at) { return shortcode(at); });
    return std::move(out_);
  }

 private:
  std::size_t keep(std::size_t from, std::size_t end) {
    out_.append(text_.substr(from, end - from));
    return end;
  }

  std::size_t shortcode(std::size_t at) {
    if (const std::string_view name = closing_at(text_, at); !name.empty()) return closing(at, name);
    // "[[name]]" is the escaped form.
    if (text_.substr(at, 2) == "[[") return keep(at, at + 2);
    const auto tag = lenient_opening(at);
    if (!tag || is_resolved_elsewhere(tag->name)) return keep(at, at + 1);
    const auto closed = tag->closed ? std::nullopt : closings_.after(tag->name, tag->end);
    if (is_code(tag->name) && closed) return code(*tag, *closed);
    if (const std::string address = address_of_provider(tag->name, *tag); !address.empty()) {
      out_ += html_of_address(address, parts_);
      return tag->end;
    }
    if (is_viewer(tag->name)) return viewer(at, *tag, closed);
    if (is_filled_by_server(tag->name) && is_no_prose(*tag)) {
      note("what a plugin filled on the old server left out: " + tag->name);
      if (closed) open_[tag->name].emplace_back();
      return tag->end;
    }
    if (!closed || !may_name_shortcode(tag->name)) return keep(at, at + 1);
    return around(*tag, *closed);
  }

  // Forms have brackets in their attributes: [contact-form subject='[Blog] Letter'].
  std::optional<OpeningTag> lenient_opening(std::size_t at) const {
    if (auto tag = opening_at(text_, at)) return tag;
    constexpr std::size_t longest = 2'000;
    std::size_t end = at + 1;
    while (end < text_.size() && is_name_sign(text_[end]) && end - at <= 60) ++end;
    const std::string_view name = text_.substr(at + 1, end - at - 1);
    if (name.empty() || end >= text_.size() || text_[end] != ' ' || !is_filled_by_server(name)) return std::nullopt;
    const std::size_t bracket = text_.substr(0, std::min(text_.size(), end + longest)).find(']', end);
    if (bracket == std::string_view::npos) return std::nullopt;
    OpeningTag tag;
    tag.name = std::string(name);
    tag.attributes = text_.substr(end, bracket - end);
    tag.end = bracket + 1;
    return tag;
  }

  // "[weather permitting]" is prose.
  static bool is_no_prose(const OpeningTag& tag) {
    return tag.attributes.find_first_not_of(" \t\r\n") == std::string_view::npos ||
           tag.attributes.find('=') != std::string_view::npos || tag.name.find_first_of("_-") != std::string::npos;
  }

  static bool is_resolved_elsewhere(std::string_view name) {
    return is_known_shortcode(name) || is_of_page_builder(name);
  }

  std::size_t closing(std::size_t at, std::string_view name) {
    const auto open = open_.find(name);
    if (open == open_.end() || open->second.empty()) return keep(at, at + 1);
    out_ += open->second.back();
    open->second.pop_back();
    return at + name.size() + 3;
  }

  std::size_t code(const OpeningTag& tag, std::size_t closed) {
    std::string inside(text_.substr(tag.end, closed - tag.end));
    // Some editors kept it as HTML, some as it was typed.
    for (const auto& [written, meant] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#039;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}}) {
      inside = replaced(inside, written, meant);
    }
    const std::size_t begin = inside.find_first_not_of("\r\n");
    const std::size_t end = inside.find_last_not_of(" \t\r\n");
    if (begin == std::string::npos || end == std::string::npos) return closed + tag.name.size() + 3;
    content::Node block = node_of("codeBlock");
    content::Node& lines = block.children.emplace_back(node_of("text"));
    lines.text = text::clean(inside.substr(begin, end - begin + 1));
    out_ += parts_.placeholders.put(std::move(block));
    return closed + tag.name.size() + 3;
  }

  std::size_t viewer(std::size_t at, const OpeningTag& tag, std::optional<std::size_t> closed) {
    std::string address = value_in(tag, {"url", "src", "href", "file", "mp4", "link", "video", "document", "id", ""});
    std::size_t end = tag.end;
    if (closed) {
      const std::string inside = content::html_to_text(text_.substr(tag.end, std::min(*closed - tag.end, 2'000UL)));
      if (begins_as_address(inside)) address = inside;
      if (begins_as_address(inside) || inside.empty()) end = *closed + tag.name.size() + 3;
    }
    if (address.starts_with("//")) address.insert(0, "https:");
    if (!begins_as_address(address)) return keep(at, at + 1);
    out_ += html_of_address(address, parts_);
    return end;
  }

  // The shortcode goes, what it stands around stays.
  std::size_t around(const OpeningTag& tag, std::size_t closed) {
    note("shortcode taken away, what it stands around is kept: " + tag.name);
    const auto named = [&tag](std::initializer_list<std::string_view> parts) {
      return std::ranges::any_of(parts,
                                 [&](std::string_view part) { return tag.name.find(part) != std::string::npos; });
    };
    std::vector<std::string>& open = open_[tag.name];
    const std::string address = value_in(tag, {"link", "url", "href", ""});
    if ((named({"button", "btn", "link"}) || tag.name == "url") && begins_as_address(address)) {
      out_ += "<a href=\"" + text::escape_html(address) + "\">";
      open.emplace_back("</a>");
      return tag.end;
    }
    if (named({"quote"})) {
      const std::string by = value_in(tag, {"cite", "author", "name", "source"});
      out_ += "\n\n<blockquote>";
      open.push_back((by.empty() ? "" : "\n\n<cite>" + text::escape_html(by) + "</cite>") + "</blockquote>\n\n");
      return tag.end;
    }
    const std::string title = value_in(tag, {"title", "heading", "header", "main_heading", "headline", "label"});
    const bool is_block = !title.empty() || holds_block(text_.substr(tag.end, closed - tag.end)) ||
                          named({"tab", "toggle", "accordion", "box", "column", "row", "section", "note", "spoiler"});
    if (!title.empty()) out_ += "\n\n<h3>" + text::escape_html(title) + "</h3>\n\n";
    if (is_block && title.empty()) out_ += "\n\n";
    open.emplace_back(is_block ? "\n\n" : "");
    return tag.end;
  }

  void note(std::string what) {
    if (said_.insert(what).second) parts_.notes.push_back(std::move(what));
  }

  const std::string_view text_;
  ContentParts& parts_;
  const Closings closings_;
  std::map<std::string, std::vector<std::string>, std::less<>> open_;  // what to write where each ends
  std::set<std::string, std::less<>> said_;
  std::string out_;
};

}  // namespace

std::string without_plugin_shortcodes(std::string_view content, ContentParts& parts) {
  if (content.find('[') == std::string_view::npos) return std::string(content);
  return Resolver(content, parts).resolved();
}

}  // namespace vestnik::interchange::wordpress
