#include "interchange/wordpress/block_fields.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>

#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/field_words.h"
#include "interchange/wordpress/lone_links.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/old_site.h"
#include "interchange/wordpress/page_builders.h"
#include "interchange/wordpress/placeholders.h"
#include "interchange/wordpress/tags.h"
#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange::wordpress {
namespace {

// Of those whose blocks are filled on the server or are parts of forms and shops.
constexpr std::array<std::string_view, 8> without_texts = {"core/",    "jetpack/",     "woocommerce/", "gravityforms/",
                                                           "wpforms/", "contact-form", "mailpoet/",    "tribe/"};
constexpr std::array<std::string_view, 9> words_for_pictures = {"image", "img",  "photo", "picture", "snimk",
                                                                "foto",  "bild", "logo",  "gallery"};
constexpr int deepest = 12;
constexpr int most_read_in_each_other = 3;  // fields that hold blocks that hold fields

bool has_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(parts,
                             [text](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

// Lists and objects that a plugin wrote as text, as JSON or as encodeURI makes of it (Lazy Blocks).
std::optional<json::value> written_json(std::string_view text) {
  const auto begins = [text](std::string_view with) { return text.starts_with(with); };
  const bool is_encoded = std::ranges::any_of(std::array<std::string_view, 3>{"%7B%22", "%5B%7B%22", "%5B%22"}, begins);
  if (!is_encoded && std::ranges::none_of(std::array<std::string_view, 3>{"{\"", "[{\"", "[\""}, begins))
    return std::nullopt;
  auto read = parse_json(is_encoded ? percent_decoded(text) : std::string(text));
  return read ? std::optional(std::move(*read)) : std::nullopt;
}

class Fields {
 public:
  Fields(const Block& block, ContentParts& parts, int depth)
      : block_(block), parts_(parts), read_in_each_other_(depth), is_full_(!parts.has_room_for(0)) {}

  void object(const json::object& fields, int depth) {
    const std::string_view source = source_in(fields);
    const std::string_view label = source == "url" ? std::string_view() : label_in(fields);
    const std::string_view target = source == "url" ? std::string_view() : target_in(fields);
    // A block whose own attributes look like that has texts of its own beside them.
    const bool is_of_library =
        depth > 0 && source == "url" && fields.contains("sizes") && (fields.contains("id") || fields.contains("ID"));
    const std::set<std::string_view> lists = lists_in(fields);
    for (const auto& [name, value] : fields) {
      const std::string_view key = name;
      if (key == label && !label.empty() && !target.empty()) {
        link(key, fields, target, depth);
      } else if (key == source && !source.empty()) {
        picture_of(fields, source, label.empty() ? target : std::string_view());
      } else if ((key == target && !(label.empty() && source.empty())) || is_setting(key)) {
        continue;
      } else if (!source.empty() &&
                 (key == "alt" || (key == "caption" && value.is_string()) || key == "titleText" || key == "sizes")) {
        continue;  // the picture says it, and its sizes are that picture again
      } else if (is_of_library && key != "caption") {
        continue;  // its file, its own page
      } else if (!lists.contains(key) || !is_digits(value)) {
        each(key, value, depth);
      }
    }
  }

  // Divi's: only what is called its inner content is anybody's text.
  void inner_contents(const json::object& fields, int depth) {
    for (const auto& [key, value] : fields) {
      if (!value.is_object() || depth > deepest) continue;
      const json::object& inside = value.get_object();
      if (key != "innerContent") {
        inner_contents(inside, depth + 1);
      } else if (const json::value* desktop = inside.if_contains("desktop");
                 desktop != nullptr && desktop->is_object()) {
        if (const json::value* said = desktop->get_object().if_contains("value"); said != nullptr) {
          whole_text_ = true;
          each("text", *said, depth + 1);
        }
      }
    }
  }

  std::string html;

 private:
  void each(std::string_view key, const json::value& value, int depth) {
    if (depth > deepest || is_full_) return;
    if (value.is_string()) {
      const std::string_view given = value.get_string();
      if (const auto read = written_json(given)) return each(key, *read, depth + 1);
      text(key, given);
    } else if (value.is_object()) {
      object(value.get_object(), depth + 1);
    } else if (value.is_array()) {
      for (const json::value& one : value.get_array()) each(key, one, depth + 1);
    } else if (value.is_number()) {
      number(key, value.is_int64() ? value.get_int64() : 0);
    }
  }

  void text(std::string_view key, std::string_view given) {
    const std::string said = Placeholders::without_marks(text::squeeze(given));
    if (said.empty()) return;
    if (is_address(said)) return address(said);
    // Divi's own settings stand beside its text: {"text": "2024", "target": "off"}.
    const bool is_whole_text = whole_text_ && key == "text";
    // "heading": "2" is the level of one.
    const bool is_choice = said.size() == 1 && is_for_words(key);
    if (!is_whole_text && is_number(said) && (is_choice || !is_for_digits(key))) return number(key, number_of(said));
    const bool is_short_text = (is_for_words(key) && is_word(said)) || (is_for_digits(key) && is_figure(said));
    if (!is_whole_text && !is_short_text && !says_something(said)) return;
    const bool has_tags = said.find('<') != std::string::npos;
    const std::string name = in_lower_case(key);
    const bool is_title = name.find("title") != std::string::npos || name.find("heading") != std::string::npos;
    if (is_title && !has_tags && said.size() < 200) {
      add("\n\n<h3>" + text::escape_html(content::html_to_text(said)) + "</h3>\n\n");
    } else if (read_in_each_other_ < most_read_in_each_other && is_as_typed(given)) {
      add("\n\n<div>" + html_of(Placeholders::without_marks(given), parts_, read_in_each_other_ + 1) + "</div>\n\n");
    } else if (has_tags) {
      add("\n\n<div>" + Placeholders::without_marks(given) + "</div>\n\n");
    } else {
      add(paragraph(text::escape_html(content::html_to_text(said))));
    }
  }

  // What does not fit any more is left out, which is noted; what came before it stays.
  void add(const std::string& piece) {
    if (is_full_ || !parts_.has_room_for(piece.size())) {
      is_full_ = true;
    } else {
      html += piece;
    }
  }

  static std::string paragraph(const std::string& inside) { return "\n\n<p>" + inside + "</p>\n\n"; }
  static std::string linked(const std::string& target, const std::string& inside) {
    return "<a href=\"" + text::escape_html(target) + "\">" + inside + "</a>";
  }

  // What an editor's field holds is as a post's text was before WordPress made paragraphs and shortcodes of it.
  static bool is_as_typed(std::string_view given) { return given.find_first_of("\n[") != std::string_view::npos; }

  void address(const std::string& said) {
    if (!is_picture_address(said)) {
      add(html_of_address(said, parts_));
    } else if (is_new(parts_.asset_of(said))) {
      add(figure("<img src=\"" + text::escape_html(said) + "\">"));
    }
  }

  // A picture's, or one that readers may have seen: a counter's, or how many posts a list shows.
  void number(std::string_view key, std::int64_t digits) {
    const bool is_for_pictures = has_any(in_lower_case(key), words_for_pictures);
    const AssetId asset =
        is_for_pictures && parts_.around.asset_of_attachment ? parts_.around.asset_of_attachment(digits) : AssetId{};
    if (asset) {
      if (is_new(asset)) add(parts_.placeholders.put(image_node(asset, parts_.around)));
    } else if (may_be_for_digits(key)) {
      const std::string word = last_word_of(key);
      if (noted_.insert(word).second)
        parts_.notes.push_back("number in a block's fields left out: " + block_.name + " " + word);
    }
  }

  static bool is_digits(const json::value& value) {
    return value.is_number() || (value.is_string() && is_number(std::string_view(value.get_string())));
  }

  // "items": 3 beside "items_0_title" says how many there are (ACF).
  static std::set<std::string_view> lists_in(const json::object& fields) {
    std::set<std::string_view> lists;
    for (const auto& field : fields) {
      const std::string_view key = field.key();
      if (const std::size_t end = key.rfind("_0_"); end != std::string_view::npos) lists.insert(key.substr(0, end));
    }
    return lists;
  }

  // Many blocks name their picture twice, by its number and by its address.
  bool is_new(AssetId asset) { return !asset || shown_.insert(asset).second; }

  static std::string figure(const std::string& picture) { return "\n\n<figure>" + picture + "</figure>\n\n"; }

  static std::string said_in(const json::object& fields, std::string_view key) {
    return Placeholders::without_marks(text::squeeze(string_or(fields, key)));
  }

  static std::string plain(const json::object& fields, std::string_view key) {
    return text::squeeze(content::html_to_text(said_in(fields, key)));
  }

  // {"text", "linkUrl"} is a link, and so is {"title", "url", "target"}, a field of ACF: the key of its words.
  static std::string_view label_in(const json::object& fields) {
    if (!plain(fields, "text").empty()) return "text";
    return fields.contains("target") && !plain(fields, "title").empty() ? "title" : "";
  }

  static bool leads_somewhere(std::string_view target) {
    return std::ranges::any_of(std::array<std::string_view, 5>{"https://", "http://", "/", "mailto:", "tel:"},
                               [target](std::string_view begin) { return target.starts_with(begin); });
  }

  // The key of where it leads.
  static std::string_view target_in(const json::object& fields) {
    for (const std::string_view key : {"linkUrl", "url"}) {
      if (const std::string target = said_in(fields, key); leads_somewhere(target)) return key;
    }
    return {};
  }

  // Texts with links, lists or paragraphs of their own stay as they are, and the link stands behind them.
  void link(std::string_view label, const json::object& fields, std::string_view target, int depth) {
    const std::string address = said_in(fields, target);
    if (!has_blocks_or_links(string_or(fields, label)))
      return add(paragraph(linked(address, text::escape_html(plain(fields, label)))));
    each(label, fields.at(label), depth);
    add(paragraph(linked(address, text::escape_html(address))));
  }

  // One paragraph around the whole is as good as none.
  static bool has_blocks_or_links(std::string_view html) {
    static constexpr std::array<std::string_view, 15> names = {
        "a", "ul", "ol", "table", "blockquote", "figure", "img", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"};
    html = html.substr(0, html.find_last_not_of(" \t\r\n") + 1);
    if (html.find("\n\n") != std::string_view::npos || html.find("\n\r\n") != std::string_view::npos) return true;
    int paragraphs = 0;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
      const std::string name = tag_name(html, at);
      if (std::ranges::find(names, std::string_view(name)) != names.end()) return true;
      if (name == "p" || name == "div") ++paragraphs;
    }
    return paragraphs > 1;
  }

  // {"src", "alt"} is a picture, and so is {"id", "url", "alt", "sizes"} of the library: the key of its address.
  static std::string_view source_in(const json::object& fields) {
    if (is_picture_address(said_in(fields, "src"))) return "src";
    const bool is_picture = fields.contains("alt") || fields.contains("sizes");
    return is_picture && is_picture_address(said_in(fields, "url")) ? "url" : "";
  }

  // It may lead somewhere. Its "titleText" shows under a mouse alone.
  void picture_of(const json::object& fields, std::string_view source, std::string_view target) {
    const std::string address = said_in(fields, source);
    if (!is_new(parts_.asset_of(address))) return beside_picture(fields, target);
    std::string picture =
        "<img src=\"" + text::escape_html(address) + "\" alt=\"" + text::escape_html(plain(fields, "alt")) + "\">";
    if (!target.empty()) {
      const std::string to = said_in(fields, target);
      beside_pictures_.insert(to);
      picture = linked(to, picture);
    }
    if (const std::string caption = plain(fields, "caption"); !caption.empty()) {
      beside_pictures_.insert(caption);
      picture += "<figcaption>" + text::escape_html(caption) + "</figcaption>";
    }
    add(figure(picture));
  }

  // Of a picture that stands already: its caption and where it leads, each said once.
  void beside_picture(const json::object& fields, std::string_view target) {
    const std::string caption = plain(fields, "caption");
    if (!caption.empty() && beside_pictures_.insert(caption).second) add(paragraph(text::escape_html(caption)));
    const std::string to = target.empty() ? std::string() : said_in(fields, target);
    if (!to.empty() && beside_pictures_.insert(to).second) add(paragraph(linked(to, text::escape_html(to))));
  }

  const Block& block_;
  ContentParts& parts_;
  const int read_in_each_other_;
  bool is_full_;
  bool whole_text_ = false;  // whatever stands there is text, however short
  std::set<AssetId> shown_;
  std::set<std::string> beside_pictures_;  // captions and addresses
  std::set<std::string> noted_;            // last words of keys
};

}  // namespace

std::string html_of_fields(const Block& block, ContentParts& parts, int depth) {
  if (std::ranges::any_of(without_texts, [&](std::string_view each) { return block.name.starts_with(each); }))
    return {};
  Fields fields(block, parts, depth);
  const json::value* data = block.attributes.if_contains("data");
  if (block.name.starts_with("divi/")) {
    fields.inner_contents(block.attributes, 0);
  } else if (block.name.starts_with("acf/")) {
    if (data != nullptr && data->is_object()) fields.object(data->get_object(), 0);
  } else {
    fields.object(block.attributes, 0);
  }
  return std::move(fields.html);
}

bool keeps_fields_beside_html(std::string_view name) {
  return name.starts_with("acf/") || name.starts_with("lazyblock/") || name.starts_with("divi/");
}

}  // namespace vestnik::interchange::wordpress
