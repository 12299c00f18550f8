#include "interchange/wordpress/elementor.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/json.h"
#include "base/text.h"
#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t most_elementor_notes = 50;
constexpr std::array<std::string_view, 4> silent_widgets = {"spacer", "divider", "menu-anchor", "social-icons"};

class ElementorTree {
 public:
  explicit ElementorTree(std::vector<std::string>& notes) : notes_(notes) {}

  // As deep as JSON may be (base/json.h).
  void elements(const json::array& list) {
    for (const json::value& each : list) {
      if (!each.is_object() || html.size() > most_content_bytes) continue;
      const json::object& element = each.get_object();
      static const json::object none;
      const json::value* given = element.if_contains("settings");
      const json::object& settings = given != nullptr && given->is_object() ? given->get_object() : none;
      const std::string type = string_or(element, "widgetType");
      if (!type.empty()) widget(type, settings);
      const json::value* inner = element.if_contains("elements");
      if (inner != nullptr && inner->is_array()) elements(inner->get_array());
    }
  }

  std::string html;

 private:
  static std::string address_in(const json::object& settings, std::string_view key) {
    const json::value* link = settings.if_contains(key);
    return link != nullptr && link->is_object() ? string_or(link->get_object(), "url") : std::string();
  }

  static std::string first(const json::object& settings, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
      if (std::string value = string_or(settings, key); !value.empty()) return value;
    }
    return {};
  }

  // An attachment's, which some versions write as text; "" where there is none.
  static std::string number_in(const json::object& image) {
    const std::int64_t number = integer_or(image, "id");
    if (number > 0) return std::to_string(number);
    std::string text = string_or(image, "id");
    const bool digits = !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
    return digits ? text : std::string();
  }

  // Texts of Elementor may hold tags.
  void put(std::string_view tag, std::string_view inside) {
    if (inside.empty()) return;
    html.append("<").append(tag).append(">").append(inside).append("</").append(tag).append(">\n");
  }

  void picture(const json::object& image, std::string_view caption) {
    const std::string address = string_or(image, "url");
    if (address.empty()) return;
    html += "<figure><img src=\"" + text::escape_html(address) + "\" alt=\"" +
            text::escape_html(string_or(image, "alt")) + "\">";
    put("figcaption", caption);
    html += "</figure>\n";
  }

  void pictures(const json::object& settings) {
    for (const char* key : {"wp_gallery", "carousel", "gallery", "slides"}) {
      const json::value* list = settings.if_contains(key);
      if (list == nullptr || !list->is_array()) continue;
      std::string ids;
      const std::size_t before = html.size();
      for (const json::value& each : list->get_array()) {
        if (!each.is_object()) continue;
        const json::object& image = each.get_object();
        picture(image, {});
        if (const std::string id = number_in(image); string_or(image, "url").empty() && !id.empty())
          ids += (ids.empty() ? "" : ",") + id;
      }
      if (html.size() > before) html.insert(before, "<div class=\"gallery\">").append("</div>\n");
      // By number alone: as WordPress writes it, so that what is not in the export is told of like there.
      if (!ids.empty()) html += "\n[gallery ids=\"" + ids + "\"]\n\n";
    }
  }

  void clip(const json::object& settings) {
    for (const char* key : {"youtube_url", "vimeo_url", "dailymotion_url", "link"}) {
      if (const std::string address = string_or(settings, key); !address.empty()) {
        // A line of its own: known providers become cards, others links (lone_links.h).
        html += "\n" + text::escape_html(address) + "\n\n";
        return;
      }
    }
    if (const std::string file = address_in(settings, "hosted_url"); !file.empty())
      html += "<video src=\"" + text::escape_html(file) + "\"></video>\n";
  }

  void link(const json::object& settings) {
    const std::string label = first(settings, {"text", "button_text", "button"});
    const std::string address = address_in(settings, "link");
    if (label.empty()) return;
    put("p",
        address.empty() || address == "#" ? label : "<a href=\"" + text::escape_html(address) + "\">" + label + "</a>");
  }

  // Tabs, accordions, lists: items with a title and a text each.
  void items(const json::object& settings) {
    for (const char* key : {"tabs", "icon_list", "list", "items", "features_list", "slides"}) {
      const json::value* list = settings.if_contains(key);
      if (list == nullptr || !list->is_array()) continue;
      const bool points = std::string_view(key) == "icon_list";
      if (points) html += "<ul>";
      for (const json::value& each : list->get_array()) {
        if (!each.is_object()) continue;
        const json::object& item = each.get_object();
        const std::string title = first(item, {"tab_title", "item_title", "title", "heading"});
        const std::string text = first(item, {"tab_content", "item_content", "description", "content", "text"});
        put("h3", title);
        put(points ? "li" : "div", text);
      }
      if (points) html += "</ul>\n";
    }
  }

  void widget(const std::string& type, const json::object& settings) {
    const std::size_t before = html.size();
    if (type == "heading") {
      const std::string size = string_or(settings, "header_size");
      put(size == "h3" || size == "h4" ? size : "h2", string_or(settings, "title"));
    } else if (type == "image") {
      const json::value* image = settings.if_contains("image");
      if (image != nullptr && image->is_object()) picture(image->get_object(), string_or(settings, "caption"));
    } else if (type == "video") {
      clip(settings);
    } else if (type == "button") {
      link(settings);
    } else if (type == "html") {
      html += string_or(settings, "html") + "\n";
    } else if (type == "shortcode") {
      html += "\n" + string_or(settings, "shortcode") + "\n\n";
    } else {
      put("h3", first(settings, {"title_text", "title", "heading"}));
      put("div", first(settings, {"editor", "description_text", "description", "alert_description", "text"}));
      const std::string quoted = first(settings, {"testimonial_content", "blockquote_content"});
      const std::string by = first(settings, {"testimonial_name", "author_name"});
      put("blockquote", quoted.empty() || by.empty() ? quoted : quoted + "<cite>" + by + "</cite>");
      pictures(settings);
      items(settings);
    }
    const bool silent = std::ranges::find(silent_widgets, std::string_view(type)) != silent_widgets.end();
    if (html.size() > before || silent || notes_.size() >= most_elementor_notes) return;
    std::string note = "element of a page builder left out: elementor " + text::clean(type.substr(0, 40));
    if (std::ranges::find(notes_, note) == notes_.end()) notes_.push_back(std::move(note));
  }

  std::vector<std::string>& notes_;
};

}  // namespace

std::string html_of_elementor(std::string_view data, std::vector<std::string>& notes) {
  if (data.empty() || data.size() > most_content_bytes) return {};
  const auto parsed = parse_json(data);
  if (!parsed || !parsed->is_array()) return {};
  ElementorTree tree(notes);
  tree.elements(parsed->get_array());
  return std::move(tree.html);
}

}  // namespace vestnik::interchange::wordpress
