#include "interchange/wordpress/text_in_meta.h"

#include "base/text.h"
#include "interchange/wordpress/php.h"
#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange::wordpress {
namespace {

void put_element(std::string& html, std::string_view tag, std::string_view inside) {
  if (inside.empty()) return;
  html.append("<").append(tag).append(">").append(inside).append("</").append(tag).append(">\n\n");
}

// Its elements in their order; texts of Bricks may hold tags.
std::string html_of_bricks(const Item& item) {
  std::string html;
  const auto elements = parse_php(item.meta_of("_bricks_page_content_2"));
  if (!elements) return html;
  for (const PhpEntry& entry : elements->entries) {
    const std::string& name = entry.value["name"].scalar;
    const PhpValue& settings = entry.value["settings"];
    if (name == "heading") {
      put_element(html, "h2", settings["text"].scalar);
    } else if (name == "image") {
      const std::string& address = settings["image"]["url"].scalar;
      if (!address.empty()) html += "<figure><img src=\"" + text::escape_html(address) + "\"></figure>\n\n";
    } else if (name == "video") {
      const std::string& id = settings["youTubeId"].scalar;
      if (!id.empty()) html += "https://www.youtube.com/watch?v=" + text::escape_html(id) + "\n\n";
    } else if (name == "button") {
      const std::string& address = settings["link"]["url"].scalar;
      const std::string label = settings["text"].scalar;
      put_element(html, "p",
                  address.empty() ? label : "<a href=\"" + text::escape_html(address) + "\">" + label + "</a>");
    } else if (name == "accordion" || name == "tabs") {
      for (const char* list : {"accordions", "tabs"}) {
        for (const PhpEntry& one : settings[list].entries) {
          put_element(html, "h3", one.value["title"].scalar);
          put_element(html, "div", one.value["content"].scalar);
        }
      }
    } else {
      put_element(html, "div", settings["text"].scalar);
    }
    if (html.size() > most_content_bytes) break;
  }
  return html;
}

}  // namespace

std::string html_of_meta(const Item& item, std::vector<std::string>& notes) {
  std::string html = html_of_bricks(item);
  if (!html.empty()) notes.emplace_back("text of the page builder Bricks taken over from its elements");
  return html;
}

std::string enclosure_of(const Item& item) {
  const std::string_view value = item.meta_of("enclosure");
  const std::string address = text::squeeze(value.substr(0, value.find_first_of("\r\n")));
  const bool web = address.starts_with("https://") || address.starts_with("http://");
  return web && address.find(' ') == std::string::npos && address.size() < 2'000 ? address : std::string();
}

}  // namespace vestnik::interchange::wordpress
