#include "interchange/wordpress/shortcodes.h"

#include <algorithm>

#include "interchange/wordpress/tags.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr int most_depth = 4;
constexpr std::size_t longest_name = 60;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Editors turned the quotation marks of shortcodes into typographic ones.
std::string straight_quotes(std::string_view text) {
  std::string straight(text);
  for (const char* mark :
       {"“", "”", "„", "″", "&quot;", "&#8220;", "&#8221;", "&#8222;", "&#8243;", "&#034;", "&#34;", "«", "»"}) {
    straight = replaced(straight, mark, "\"");
  }
  for (const char* space : {"\xC2\xA0", "&nbsp;", "&#160;", "\xE2\x80\x8B"}) straight = replaced(straight, space, " ");
  return straight;
}

class Replacer {
 public:
  Replacer(std::string_view text, const ShortcodeRules& rules, int depth)
      : text_(text), rules_(rules), depth_(depth), closings_(text) {}

  std::string replaced() {
    std::string out;
    each_bracket(text_, out, [&](std::size_t at) { return shortcode(at, out); });
    return out;
  }

 private:
  std::size_t shortcode(std::size_t at, std::string& out) {
    const auto keep = [&](std::size_t end) {
      out.append(text_.substr(at, end - at));
      return end;
    };
    if (text_.substr(at).starts_with("[[")) {
      const auto escaped = opening_at(text_, at + 1);
      if (escaped && rules_.known.contains(escaped->name) && text_.substr(escaped->end, 1) == "]") {
        out.append(text_.substr(at + 1, escaped->end - at - 1));
        return escaped->end + 1;
      }
      return keep(at + 1);
    }
    const auto opening = opening_at(text_, at);
    if (!opening) return keep(at + 1);
    if (!rules_.known.contains(opening->name)) {
      if (rules_.unknown && looks_meant(*opening)) rules_.unknown(opening->name);
      return keep(opening->end);
    }
    Shortcode code;
    code.name = opening->name;
    code.attributes = attributes_of(*opening);
    std::size_t end = opening->end;
    if (!opening->closed) {
      if (const auto closing = closings_.after(opening->name, opening->end)) {
        const std::string_view inside = text_.substr(opening->end, *closing - opening->end);
        // Another one opens before this is closed: this one stands alone.
        if (inside.find("[" + opening->name) == std::string_view::npos) {
          code.content = depth_ < most_depth ? Replacer(inside, rules_, depth_ + 1).replaced() : std::string(inside);
          end = *closing + opening->name.size() + 3;
        }
      }
    }
    const auto html = rules_.replace(code);
    if (!html) return keep(opening->end);
    out.append(*html);
    return end;
  }

  // "[1]", "[sic]" and "[…]" are prose; a shortcode has attributes, a closing one, or a name that no word is.
  bool looks_meant(const OpeningTag& opening) const {
    if (!may_name_shortcode(opening.name)) return false;
    return opening.attributes.find('=') != std::string_view::npos || closings_.after(opening.name, opening.end) ||
           opening.name.find_first_of("_-") != std::string::npos;
  }

  const std::string_view text_;
  const ShortcodeRules& rules_;
  const int depth_;
  const Closings closings_;
};

}  // namespace

bool is_name_sign(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool may_name_shortcode(std::string_view name) {
  return name.size() >= 3 && (name.front() < '0' || name.front() > '9');
}

std::string_view closing_at(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "[/") return {};
  std::size_t end = at + 2;
  while (end < text.size() && is_name_sign(text[end]) && end - at <= longest_name) ++end;
  return end < text.size() && text[end] == ']' ? text.substr(at + 2, end - at - 2) : std::string_view();
}

Closings::Closings(std::string_view text) {
  for (std::size_t at = text.find("[/"); at != std::string_view::npos; at = text.find("[/", at + 2)) {
    if (const std::string_view name = closing_at(text, at); !name.empty()) places_[name].push_back(at);
  }
}

std::optional<std::size_t> Closings::after(std::string_view name, std::size_t at) const {
  const auto found = places_.find(name);
  if (found == places_.end()) return std::nullopt;
  const auto place = std::ranges::lower_bound(found->second, at);
  return place == found->second.end() ? std::nullopt : std::optional(*place);
}

void each_bracket(std::string_view text, std::string& out,
                  const std::function<std::size_t(std::size_t at)>& at_bracket) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t next = std::min(text.find_first_of("[<", at), text.size());
    out.append(text.substr(at, next - at));
    if (next == text.size()) break;
    if (text[next] == '[') {
      at = at_bracket(next);
    } else {
      at = std::max(end_of_tag(text, next), next + 1);
      out.append(text.substr(next, at - next));
    }
  }
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
    out.append(text.substr(0, at)).append(with);
    text.remove_prefix(at + what.size());
  }
  return out.append(text);
}

std::optional<OpeningTag> opening_at(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  while (i < text.size() && is_name_sign(text[i]) && i - at <= longest_name) ++i;
  if (i == at + 1 || i >= text.size()) return std::nullopt;
  OpeningTag opening;
  opening.name = std::string(text.substr(at + 1, i - at - 1));
  if (text[i] != ']' && text[i] != '/' && text[i] != '=' && !is_space(text[i]) && text[i] != '\xC2')
    return std::nullopt;
  // As in WordPress, the first "]" ends it, quoted or not.
  const std::size_t end = text.find_first_of("[]", i);
  if (end == std::string_view::npos || text[end] == '[') return std::nullopt;
  opening.closed = end > i && text[end - 1] == '/';
  opening.attributes = text.substr(i, end - i - (opening.closed ? 1 : 0));
  opening.end = end + 1;
  return opening;
}

std::vector<std::pair<std::string, std::string>> attributes_of(const OpeningTag& tag) {
  return parse_attributes(straight_quotes(tag.attributes));
}

std::string Shortcode::attribute(std::string_view key) const {
  for (const auto& [each, value] : attributes) {
    if (each == key) return value;
  }
  return {};
}

std::string Shortcode::bare(std::size_t index) const {
  for (const auto& [each, value] : attributes) {
    if (each.empty() && index-- == 0) return value;
  }
  return {};
}

std::vector<std::pair<std::string, std::string>> parse_attributes(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> attributes;
  std::size_t i = 0;
  const auto value = [&] {
    std::string_view taken;
    if (i < text.size() && (text[i] == '"' || text[i] == '\'')) {
      const std::size_t end = std::min(text.find(text[i], i + 1), text.size());
      taken = text.substr(i + 1, end - i - 1);
      i = std::min(end + 1, text.size());
    } else {
      const std::size_t begin = i;
      while (i < text.size() && !is_space(text[i])) ++i;
      taken = text.substr(begin, i - begin);
    }
    return std::string(taken);
  };
  while (i < text.size()) {
    while (i < text.size() && is_space(text[i])) ++i;
    if (i == text.size()) break;
    const std::size_t begin = i;
    while (i < text.size() && is_name_sign(text[i])) ++i;
    std::string key(text.substr(begin, i - begin));
    std::size_t equals = i;
    while (equals < text.size() && is_space(text[equals])) ++equals;
    if (equals < text.size() && text[equals] == '=' && (i > begin || equals == begin)) {
      i = equals + 1;
      while (i < text.size() && is_space(text[i])) ++i;
      std::ranges::transform(key, key.begin(),
                             [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      attributes.emplace_back(std::move(key), value());
    } else {
      i = begin;
      attributes.emplace_back(std::string(), value());
    }
  }
  return attributes;
}

std::string replace_shortcodes(std::string_view text, const ShortcodeRules& rules) {
  return Replacer(text, rules, 0).replaced();
}

}  // namespace vestnik::interchange::wordpress
