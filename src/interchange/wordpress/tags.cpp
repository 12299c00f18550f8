#include "interchange/wordpress/tags.h"

#include <algorithm>
#include <array>

namespace vestnik::interchange::wordpress {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_tag_name(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

std::size_t end_of_tag(std::string_view html, std::size_t at) {
  if (at >= html.size() || html[at] != '<') return at;
  if (html.substr(at).starts_with("<!--")) {
    const std::size_t end = html.find("-->", at + 4);
    return end == std::string_view::npos ? html.size() : end + 3;
  }
  std::size_t i = at + 1;
  if (i < html.size() && html[i] == '/') ++i;
  if (i >= html.size() || !(is_letter(html[i]) || html[i] == '!')) return at;
  char quote = 0;
  for (; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && html[i - 1] == '=') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    } else if (c == '<') {
      return i;  // never closed: ends before the next
    }
  }
  return html.size();
}

std::string tag_name(std::string_view html, std::size_t at) {
  if (at >= html.size() || html[at] != '<') return {};
  std::string name;
  std::size_t i = at + 1;
  if (i < html.size() && html[i] == '/') {
    name.push_back('/');
    ++i;
  }
  if (i >= html.size() || !is_letter(html[i])) return {};
  for (; i < html.size() && is_tag_name(html[i]) && name.size() < 40; ++i) name.push_back(lower(html[i]));
  return name;
}

std::string attribute_of(std::string_view tag, std::string_view name) {
  std::size_t i = 1;
  while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '>') ++i;
  while (i < tag.size()) {
    while (i < tag.size() && (is_blank(tag[i]) || tag[i] == '/')) ++i;
    const std::size_t begin = i;
    while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '=' && tag[i] != '>' && tag[i] != '/') ++i;
    if (i == begin) return {};
    const std::string_view key = tag.substr(begin, i - begin);
    while (i < tag.size() && is_blank(tag[i])) ++i;
    std::string_view value;
    if (i < tag.size() && tag[i] == '=') {
      ++i;
      while (i < tag.size() && is_blank(tag[i])) ++i;
      if (i < tag.size() && (tag[i] == '"' || tag[i] == '\'')) {
        const std::size_t end = std::min(tag.find(tag[i], i + 1), tag.size());
        value = tag.substr(i + 1, end - i - 1);
        i = std::min(end + 1, tag.size());
      } else {
        const std::size_t first = i;
        while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '>') ++i;
        value = tag.substr(first, i - first);
      }
    }
    if (std::ranges::equal(key, name, {}, lower)) return std::string(value);
  }
  return {};
}

std::size_t end_of_raw_element(std::string_view html, std::size_t at, std::string_view name) {
  static constexpr std::array<std::string_view, 6> raw = {"pre", "script", "style", "textarea", "svg", "math"};
  if (std::ranges::find(raw, name) == raw.end()) return at;
  for (std::size_t i = html.find("</", at); i != std::string_view::npos; i = html.find("</", i + 2)) {
    const std::string_view end = html.substr(i + 2, name.size());
    if (std::ranges::equal(end, name, {}, lower) &&
        (i + 2 + name.size() >= html.size() || !is_tag_name(html[i + 2 + name.size()]))) {
      return std::max(end_of_tag(html, i), i + 2);
    }
  }
  return at;
}

}  // namespace vestnik::interchange::wordpress
