#include "interchange/wordpress/block_fields.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/lone_links.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/page_builders.h"
#include "interchange/wordpress/placeholders.h"

namespace vestnik::interchange::wordpress {
namespace {

// Of those whose blocks are filled on the server or are parts of forms and shops.
constexpr std::array<std::string_view, 9> without_texts = {"core/",         "jetpack/",     "woocommerce/",
                                                           "gravityforms/", "wpforms/",     "contact-form-7/",
                                                           "mailpoet/",     "contact-form", "tribe/"};
constexpr std::array<std::string_view, 14> settings = {"style",  "class", "css",      "align",   "anchor",
                                                       "layout", "font",  "color",    "block",   "mode",
                                                       "unique", "lock",  "metadata", "template"};
constexpr std::array<std::string_view, 9> words_for_pictures = {"image", "img",  "photo", "picture", "snimk",
                                                                "foto",  "bild", "logo",  "gallery"};
constexpr int deepest = 12;

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool has_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(parts,
                             [text](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Words of a language, not those of a style sheet: letters beyond ASCII, tags, or two words and no sign of code.
bool says_something(std::string_view text) {
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xC3U; })) return true;
  if (text.find("</") != std::string_view::npos) return true;
  if (text.find_first_of("{};|=#()_") != std::string_view::npos || text.find("px") != std::string_view::npos)
    return false;
  int words = 0;
  std::size_t letters = 0;
  for (const char c : std::string(text) + " ") {
    if (is_ascii_letter(c)) {
      ++letters;
    } else if (letters > 0) {
      words += letters > 1 || words > 0 ? 1 : 0;
      letters = 0;
    }
  }
  return words >= 2;
}

class Fields {
 public:
  explicit Fields(ContentParts& parts) : parts_(parts) {}

  void object(const json::object& fields, int depth) {
    if (shown_as_one(fields)) return;
    for (const auto& [key, value] : fields) {
      if (!key.starts_with('_') && !has_any(lower_case(key), settings)) each(key, value, depth);
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
    if (depth > deepest || html.size() > most_brought_in_bytes) return;
    if (value.is_string()) {
      text(key, value.get_string());
    } else if (value.is_object()) {
      object(value.get_object(), depth + 1);
    } else if (value.is_array()) {
      for (const json::value& one : value.get_array()) each(key, one, depth + 1);
    } else if (value.is_int64()) {
      picture(key, value.get_int64());
    }
  }

  void text(std::string_view key, std::string_view given) {
    const std::string said = Placeholders::without_marks(text::squeeze(given));
    if (said.starts_with("http://") || said.starts_with("https://")) return address(said);
    if (!said.empty() && said.size() < 15 && said.find_first_not_of("0123456789") == std::string::npos)
      return picture(key, std::stoll(said));
    if (!whole_text_ && !says_something(said)) return;
    const std::string name = lower_case(key);
    const bool is_title = name.find("title") != std::string::npos || name.find("heading") != std::string::npos;
    if (said.find('<') != std::string::npos) {
      html += "\n\n<div>" + Placeholders::without_marks(given) + "</div>\n\n";
    } else if (!said.empty()) {
      const std::string tag = is_title && said.size() < 200 ? "h3" : "p";
      html += "\n\n<" + tag + ">" + text::escape_html(content::html_to_text(said)) + "</" + tag + ">\n\n";
    }
  }

  void address(const std::string& said) {
    if (is_picture_address(said)) {
      html += "\n\n<figure><img src=\"" + text::escape_html(said) + "\"></figure>\n\n";
    } else if (auto embed = embed_node(said)) {
      html += parts_.placeholders.put(std::move(*embed));
    } else if (const std::string_view type = media_type_of(said); !type.empty()) {
      if (auto media = media_node(type, parts_.asset_of(said), said, {}, {}))
        html += parts_.placeholders.put(std::move(*media));
    }
  }

  void picture(std::string_view key, std::int64_t number) {
    if (!has_any(lower_case(key), words_for_pictures) || !parts_.around.asset_of_attachment) return;
    if (const AssetId asset = parts_.around.asset_of_attachment(number))
      html += parts_.placeholders.put(image_node(asset, parts_.around));
  }

  // {"src", "alt"} is a picture, {"text", "linkUrl"} a link.
  bool shown_as_one(const json::object& fields) {
    const std::string source = string_or(fields, "src");
    if (is_picture_address(source)) {
      html += "\n\n<figure><img src=\"" + text::escape_html(source) + "\" alt=\"" +
              text::escape_html(string_or(fields, "alt")) + "\"></figure>\n\n";
      return true;
    }
    const std::string label = string_or(fields, "text");
    std::string target = string_or(fields, "linkUrl");
    if (target.empty()) target = string_or(fields, "url");
    if (label.empty() || !(target.starts_with("http") || target.starts_with('/'))) return false;
    html += "\n\n<p><a href=\"" + text::escape_html(target) + "\">" + text::escape_html(label) + "</a></p>\n\n";
    return true;
  }

  ContentParts& parts_;
  bool whole_text_ = false;  // whatever stands there is text, however short
};

}  // namespace

std::string html_of_fields(const Block& block, ContentParts& parts) {
  if (std::ranges::any_of(without_texts, [&](std::string_view each) { return block.name.starts_with(each); }))
    return {};
  Fields fields(parts);
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

}  // namespace vestnik::interchange::wordpress
