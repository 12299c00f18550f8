#include "content/html/hidden.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "content/address.h"
#include "content/html/characters.h"
#include "content/html/tree.h"

namespace vestnik::content::html {

namespace {

// "display:none;left:-9999px" of "Display: none; LEFT: -9999px".
std::string squeezed(std::string_view style) {
  std::string out;
  for (const char c : style) {
    if (!is_space(c)) out += lower(c);
  }
  return out;
}

// What stands behind "name:", each time that it does.
template <class Test>
bool any_value(std::string_view style, std::string_view name, Test test) {
  for (std::size_t at = style.find(name); at != std::string_view::npos; at = style.find(name, at + 1)) {
    // "left:" is no "margin-left:", "height:" no "line-height:".
    if (at > 0 && style[at - 1] != ';') continue;
    const std::string_view value = style.substr(at + name.size());
    if (test(value.substr(0, value.find(';')))) return true;
  }
  return false;
}

// "0", "0px", "1px"; never "0.9em" or "10px".
bool is_nothing(std::string_view value) {
  return value.starts_with('0') ? value.size() == 1 || !(value[1] == '.' || is_digit(value[1]))
                                : value.starts_with("1px");
}

// So many digits of pixels beyond the edge: "-9999px". "-100%" slides in.
template <std::size_t digits>
bool is_beyond(std::string_view value) {
  if (!value.starts_with('-') || value.ends_with('%')) return false;
  value.remove_prefix(1);
  return value.size() > digits && std::ranges::all_of(value.substr(0, digits), is_digit);
}
bool is_something(std::string_view value) {
  return !value.empty() && !is_nothing(value);
}

bool is_hidden(std::string_view given) {
  const std::string style = squeezed(given);
  const auto says = [&style](std::string_view name, std::string_view wanted) {
    return any_value(style, name, [wanted](std::string_view value) { return value.starts_with(wanted); });
  };
  if (says("display:", "none") || says("visibility:", "hidden")) return true;
  if (any_value(style, "font-size:", is_nothing)) return true;
  if (any_value(style, "text-indent:", is_beyond<4>) || any_value(style, "margin-left:", is_beyond<4>)) return true;
  if ((says("position:", "absolute") || says("position:", "fixed")) &&
      (any_value(style, "left:", is_beyond<3>) || any_value(style, "top:", is_beyond<3>) ||
       any_value(style, "right:", is_beyond<3>))) {
    return true;
  }
  // What has its height as padding keeps the shape of a film: "height:0;padding-bottom:56.25%".
  const bool has_room = any_value(style, "padding-bottom:", is_something) ||
                        any_value(style, "padding-top:", is_something) || any_value(style, "padding:", is_something);
  return !has_room && says("overflow:", "hidden") &&
         (any_value(style, "height:", is_nothing) || any_value(style, "width:", is_nothing));
}

bool shows_itself(const GumboNode* node) {
  constexpr std::array tags{GUMBO_TAG_IMG,    GUMBO_TAG_IFRAME, GUMBO_TAG_VIDEO,     GUMBO_TAG_AUDIO,
                            GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED,  GUMBO_TAG_BLOCKQUOTE};
  return std::ranges::find(tags, tag_of(node)) != tags.end();
}

// Without white space.
std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) > ' '; }));
}

}  // namespace

std::string hidden_links(const GumboNode* top) {
  const std::string_view style = attribute(top, "style");
  if (style.empty() || !is_hidden(style)) return {};
  std::string first;
  std::size_t all = 0, linked = 0;
  const GumboNode* link = nullptr;  // the one that is walked through
  for (const GumboNode* node = top; node != nullptr; node = next_in(top, node)) {
    if (tag_of(node) == GUMBO_TAG_A && is_absolute_address(attribute(node, "href"))) {
      link = node;
      if (first.empty()) first = attribute(node, "href");
    } else if (shows_itself(node) ||
               (node != top && any_value(squeezed(attribute(node, "style")), "font-size:", is_something))) {
      return {};  // a show of pictures that waits for its script, or something small whose parts are not
    } else if (is_text(node)) {
      const GumboNode* around = node->parent;
      while (link != nullptr && around != top && around != link) around = around->parent;
      const std::size_t letters = letters_in(node->v.text.text);
      all += letters;
      if (link != nullptr && around == link) linked += letters;
    }
  }
  return linked > 0 && linked * 2 >= all ? first : std::string();
}

}  // namespace vestnik::content::html
