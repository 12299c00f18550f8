#include "interchange/wordpress/page_builders.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/lone_links.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/old_site.h"
#include "interchange/wordpress/shortcodes.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::array<std::string_view, 9> prefixes = {"vc_", "et_pb_",    "fusion_", "av_", "kc_",
                                                      "su_", "td_block_", "tdc_",    "mk_"};

// Of themes, under the same names in many.
constexpr std::array<std::string_view, 11> layouts = {
    "dropcap",        "one_half",   "one_half_last",   "one_third",    "one_third_last",   "two_third",
    "two_third_last", "one_fourth", "one_fourth_last", "three_fourth", "three_fourth_last"};

// Quotation marks and brackets would end an attribute; builders write them their own way.
std::string attribute_text(std::string value) {
  for (const auto& [written, meant] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"`{`", "["}, {"`}`", "]"}, {"``", "\""}, {"%22", "\""}, {"%91", "["}, {"%93", "]"}}) {
    value = replaced(value, written, meant);
  }
  return content::html_to_text(value);
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '=') continue;
    const unsigned value = c >= 'A' && c <= 'Z'   ? static_cast<unsigned>(c - 'A')
                           : c >= 'a' && c <= 'z' ? static_cast<unsigned>(c - 'a') + 26U
                           : c >= '0' && c <= '9' ? static_cast<unsigned>(c - '0') + 52U
                           : c == '+' || c == '-' ? 62U
                           : c == '/' || c == '_' ? 63U
                                                  : 64U;
    if (value == 64U) return std::nullopt;
    held = (held << 6U) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<char>((held >> bits) & 0xFFU));
  }
  return bytes;
}

// WPBakery's link: "url:https%3A%2F%2Fexample.org|title:More|target:_blank".
std::string link_in(std::string_view value) {
  if (!value.starts_with("url:")) return std::string(value);
  value.remove_prefix(4);
  return percent_decoded(value.substr(0, value.find('|')));
}

class Element {
 public:
  Element(const OpeningTag& tag, ContentParts& parts) : parts_(parts) {
    code_.name = tag.name;
    code_.attributes = attributes_of(tag);
  }

  // What its attributes hold that readers saw.
  std::string shown() {
    heading();
    pictures();
    clip();
    link();
    return std::move(html_);
  }

  // Where it leads.
  std::string target() const { return link_in(first({"button_url", "link", "href", "url"})); }

 private:
  std::string first(std::initializer_list<std::string_view> keys) const {
    for (const std::string_view key : keys) {
      if (std::string value = attribute_text(code_.attribute(key)); !value.empty()) return value;
    }
    return {};
  }

  bool ends(std::initializer_list<std::string_view> endings) const {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return code_.name.ends_with(ending); });
  }

  void heading() {
    // The button's text is that of its link; a column's or row's title is for the editor alone.
    if (ends({"_btn", "_button", "button2", "_row", "_column", "_section", "_inner", "_text", "_image"}) &&
        !ends({"tta_section"})) {
      return;
    }
    if (const std::string title = first({"title", "custom_title", "heading", "h2", "tab_title", "header"});
        !title.empty())
      html_ += "\n\n<h3>" + text::escape_html(title) + "</h3>\n\n";
    if (const std::string text = first({"text", "h4", "subtitle", "subhead", "description"}); !text.empty()) {
      const bool is_title = ends({"heading"}) && html_.empty();
      const std::string name = is_title ? "h3" : "p";
      html_ += "\n\n<" + name + ">" + text::escape_html(text) + "</" + name + ">\n\n";
    }
    if (const std::string whose = first({"author", "name", "cite"});
        !whose.empty() && ends({"testimonial", "quote", "team_member", "person"})) {
      std::string line = whose;
      for (const std::string_view key : {"job_title", "position", "company_name", "company"}) {
        if (const std::string more = first({key}); !more.empty()) line += ", " + more;
      }
      html_ += "\n\n<p>" + text::escape_html(line) + "</p>\n\n";
    }
    bars();
  }

  // WPBakery's progress bars: a list of labels and values as JSON in percent signs.
  void bars() {
    const auto list = parse_json(percent_decoded(code_.attribute("values")));
    if (!list || !list->is_array()) return;
    std::string points;
    for (const json::value& each : list->get_array()) {
      if (!each.is_object()) continue;
      std::string label = string_or(each.get_object(), "label");
      if (label.empty()) continue;
      const std::string value = string_or(each.get_object(), "value");
      const bool is_number = !value.empty() && value.find_first_not_of("0123456789.") == std::string::npos;
      if (is_number) label += ": " + value + code_.attribute("units");
      points += "<li>" + text::escape_html(label) + "</li>";
    }
    if (!points.empty()) html_ += "\n\n<ul>" + points + "</ul>\n\n";
  }

  void pictures() {
    std::vector<std::int64_t> ids;
    for (const char* key : {"image", "images", "gallery_ids", "image_id", "attachment", "ids"}) {
      if (ids = id_list(code_.attribute(key)); !ids.empty()) break;
    }
    if (auto gallery = ids.empty() ? std::nullopt : gallery_node(ids, parts_.around, parts_.notes)) {
      html_ += parts_.placeholders.put(gallery->children.size() == 1 ? std::move(gallery->children.front())
                                                                     : std::move(*gallery));
      return;
    }
    if (!ids.empty()) parts_.notes.push_back("picture of a page builder is not in the export: " + code_.name);
    for (const char* key : {"src", "image", "image_url", "custom_src", "img"}) {
      const std::string address = attribute_text(code_.attribute(key));
      if (!is_picture_address(address)) continue;
      html_ += "\n\n<figure><img src=\"" + text::escape_html(address) + "\" alt=\"" +
               text::escape_html(first({"alt", "image_alt"})) + "\"></figure>\n\n";
      return;
    }
  }

  void clip() {
    std::string address = first({"link", "src", "video_url", "url", "video", "mp4", "audio"});
    const std::string id = first({"id"});
    if (id.find('/') == std::string::npos && !id.empty()) {
      if (ends({"youtube"})) address = "https://www.youtube.com/watch?v=" + id;
      if (ends({"vimeo"})) address = "https://vimeo.com/" + id;
    }
    if (address.empty() || is_picture_address(address)) return;
    const bool is_clip = ends({"video", "audio", "youtube", "vimeo", "soundcloud"});
    if (is_clip && (address.starts_with("https://") || address.starts_with("http://"))) {
      html_ += html_of_address(address, parts_);
      return;
    }
    if (auto embed = embed_node(address)) {
      html_ += parts_.placeholders.put(std::move(*embed));
      return;
    }
    const std::string_view type = media_type_of(address);
    if (type.empty()) return;
    if (auto media = media_node(type, parts_.asset_of(address), address, {}, {}))
      html_ += parts_.placeholders.put(std::move(*media));
  }

  void link() {
    if (!ends({"_btn", "_button", "button2", "_cta"})) return further_links();
    const std::string address = target();
    // The title of a call to action is its heading.
    const std::string label = ends({"_cta"}) ? first({"button_text", "label", "btn_title"})
                                             : first({"button_text", "title", "label", "btn_title"});
    if (label.empty()) return;
    const std::string shown = text::escape_html(label);
    html_ += address.empty() || address == "#"
                 ? "\n\n<p>" + shown + "</p>\n\n"
                 : "\n\n<p><a href=\"" + text::escape_html(address) + "\">" + shown + "</a></p>\n\n";
  }

  // Buttons of slides, headers and price lists.
  void further_links() {
    for (const std::string_view which : {"button", "button_one", "button_two"}) {
      const std::string label = attribute_text(code_.attribute(std::string(which) + "_text"));
      std::string address = attribute_text(code_.attribute(std::string(which) + "_url"));
      if (address.empty()) address = attribute_text(code_.attribute(std::string(which) + "_link"));
      if (label.empty() || address.empty() || address == "#") continue;
      html_ += "\n\n<p><a href=\"" + text::escape_html(address) + "\">" + text::escape_html(label) + "</a></p>\n\n";
    }
  }

  ContentParts& parts_;
  Shortcode code_;
  std::string html_;
};

// "vc_" of "vc_row": a builder has hundreds.
std::string family_of(const std::string& name) {
  const bool is_layout = std::ranges::find(layouts, std::string_view(name)) != layouts.end();
  return is_layout ? name : name.substr(0, name.find('_') + 1);
}

// "[/name]" at `at`; its end where it is a builder's.
std::size_t end_of_closing(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 80;
  if (text.substr(at, 2) != "[/") return at;
  const std::size_t end = text.substr(0, at + longest).find(']', at);
  if (end == std::string_view::npos || !is_of_page_builder(text.substr(at + 2, end - at - 2))) return at;
  return end + 1;
}

class Unbuilder {
 public:
  Unbuilder(std::string_view text, ContentParts& parts) : text_(text), parts_(parts) {
    for (std::size_t at = text.find("[/"); at != std::string_view::npos; at = text.find("[/", at + 2)) {
      if (const std::size_t end = end_of_closing(text, at); end > at)
        closed_.emplace(text.substr(at + 2, end - at - 3));
    }
  }

  std::string unbuilt() {
    each_bracket(text_, out_, [this](std::size_t at) { return shortcode(at); });
    return std::move(out_);
  }

 private:
  std::size_t shortcode(std::size_t at) {
    if (const std::size_t end = end_of_closing(text_, at); end > at) {
      if (text_.substr(at + 2, end - at - 3) != "dropcap") out_.append("\n\n");
      return end;
    }
    const auto tag = opening_at(text_, at);
    if (!tag || !is_of_page_builder(tag->name)) {
      out_.push_back(text_[at]);
      return at + 1;
    }
    if (tag->name.ends_with("_raw_html") || tag->name.ends_with("_raw_js")) {
      if (const std::size_t end = raw(*tag); end > 0) return end;
    }
    Element element(*tag, parts_);
    const std::string shown = element.shown();
    const bool encloses = closed_.contains(tag->name) && !tag->closed;
    const bool is_space = tag->name.find("separator") != std::string::npos ||
                          tag->name.find("space") != std::string::npos ||
                          tag->name.find("divider") != std::string::npos;
    if (encloses) {
      note("layout of a page builder left out, what it holds is kept: " + family_of(tag->name));
    } else if (shown.empty() && !is_space) {
      note("element of a page builder left out: " + tag->name);
    }
    if (tag->name != "dropcap") out_.append(shown.empty() ? "\n\n" : shown);
    if (tag->name == "fusion_imageframe") return framed(*tag, shown.empty());
    return encloses && shown.empty() && tag->name.ends_with("_button") ? labelled(*tag, element.target()) : tag->end;
  }

  // A button that says between its tags what it is called.
  std::size_t labelled(const OpeningTag& tag, const std::string& address) {
    const std::size_t end = std::min(text_.find('[', tag.end), text_.size());
    const std::string label = content::html_to_text(text_.substr(tag.end, end - tag.end));
    if (label.empty() || address.empty() || address == "#") return tag.end;
    out_ += "<p><a href=\"" + text::escape_html(address) + "\">" + text::escape_html(label) + "</a></p>\n\n";
    return end;
  }

  // Avada writes the picture's address between the tags.
  std::size_t framed(const OpeningTag& tag, bool wanted) {
    const std::size_t end = std::min(text_.find('[', tag.end), text_.size());
    const std::string address = text::squeeze(text_.substr(tag.end, end - tag.end));
    if (!address.starts_with("http") || !is_picture_address(address)) return tag.end;
    if (wanted) out_ += "<figure><img src=\"" + text::escape_html(address) + "\"></figure>\n\n";
    return end;
  }

  // HTML as base64 of its percent-encoded form; a script is never taken over.
  std::size_t raw(const OpeningTag& tag) {
    // One that never ends is looked for once only, so that many of them cost no more than one.
    if (unended_.contains(tag.name)) return 0;
    const std::string closing = "[/" + tag.name + "]";
    const std::size_t end = text_.find(closing, tag.end);
    if (end == std::string_view::npos) {
      unended_.insert(tag.name);
      return 0;
    }
    if (tag.name.ends_with("_raw_js")) {
      note("script of a page builder left out");
    } else if (const auto decoded = from_base64(text_.substr(tag.end, end - tag.end))) {
      out_ += "\n\n" + Placeholders::without_marks(text::clean(percent_decoded(*decoded))) + "\n\n";
    } else {
      return 0;
    }
    return end + closing.size();
  }

  void note(std::string what) {
    if (said_.insert(what).second) parts_.notes.push_back(std::move(what));
  }

  const std::string_view text_;
  ContentParts& parts_;
  std::set<std::string, std::less<>> closed_, unended_, said_;
  std::string out_;
};

}  // namespace

bool is_picture_address(std::string_view address) {
  std::string path(address.substr(0, address.find_first_of("?#")));
  std::ranges::transform(path, path.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::ranges::any_of(std::array<std::string_view, 6>{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"},
                             [&](std::string_view ending) { return path.ends_with(ending); });
}

bool is_of_page_builder(std::string_view name) {
  if (std::ranges::find(layouts, name) != layouts.end()) return true;
  if (name == "su_quote" || name == "su_pullquote") return false;  // quotations as others (plugin_shortcodes.h)
  return std::ranges::any_of(
      prefixes, [&](std::string_view prefix) { return name.size() > prefix.size() && name.starts_with(prefix); });
}

std::string without_page_builders(std::string_view content, ContentParts& parts) {
  const auto holds = [&](std::string_view name) {
    return content.find("[" + std::string(name)) != std::string_view::npos;
  };
  const bool any = std::ranges::any_of(prefixes, holds) || std::ranges::any_of(layouts, holds);
  return any ? Unbuilder(content, parts).unbuilt() : std::string(content);
}

}  // namespace vestnik::interchange::wordpress
