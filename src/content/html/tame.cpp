#include "content/html/tame.h"

#include <gumbo.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "content/html/characters.h"
#include "content/html/nesting.h"
#include "content/html/tag_kinds.h"

namespace vestnik::content::html {

namespace {

constexpr std::size_t attributes_of_a_tag = 32;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool equal_but_case(std::string_view text, std::string_view small) {
  return text.size() == small.size() &&
         std::ranges::equal(text, small, [](char left, char right) { return lower(left) == right; });
}

struct Attribute {
  std::string_view name, value;  // as written, character references and all
};

std::size_t count_tags(std::string_view html) {
  std::size_t count = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (at + 1 < html.size() && is_letter(html[at + 1])) ++count;
  }
  return count;
}

class Tamer {
 public:
  Tamer(std::string_view html, bool strict) : html_(html), strict_(strict || count_tags(html) > trusted_tags) {
    result_.html.reserve(html.size() + 64);
  }

  Tamed run() {
    while (at_ < html_.size()) {
      const std::size_t open = html_.find('<', at_);
      result_.texts.append(html_.substr(at_, open - at_), result_.html);
      if (open == std::string_view::npos) break;
      at_ = open + 1;
      markup();
    }
    if (strict_) nesting_.close_all(result_.html);
    return std::move(result_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < html_.size() ? html_[at_ + ahead] : '\0'; }

  // After a "<".
  void markup() {
    if (is_letter(peek())) return start_tag();
    if (peek() == '/' && is_letter(peek(1))) return end_tag();
    if (peek() == '/' && peek(1) == '>') {
      at_ += 2;
    } else if (html_.substr(at_).starts_with("!--")) {
      comment();
    } else if (peek() == '!' || peek() == '?' || (peek() == '/' && at_ + 1 < html_.size())) {
      skip_past(">");
    } else {
      result_.html += "&lt;";
    }
  }

  void skip_past(std::string_view end) {
    const std::size_t found = html_.find(end, at_);
    at_ = found == std::string_view::npos ? html_.size() : found + end.size();
  }

  void comment() {
    at_ += 3;
    if (peek() == '>') {
      at_ += 1;
    } else if (peek() == '-' && peek(1) == '>') {
      at_ += 2;
    } else {
      // Both ends of a comment, looked for once: what has one "--!>" need not be searched for a far "-->".
      for (std::size_t dashes = html_.find("--", at_); dashes != std::string_view::npos;
           dashes = html_.find("--", dashes + 1)) {
        const std::string_view rest = html_.substr(dashes + 2);
        if (!rest.starts_with('>') && !rest.starts_with("!>")) continue;
        at_ = dashes + (rest.front() == '>' ? 3 : 4);
        return;
      }
      at_ = html_.size();
    }
  }

  std::string_view tag_name() {
    const std::size_t from = at_;
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>') ++at_;
    return html_.substr(from, at_ - from);
  }

  // Up to and with the ">"; false where the input ends before, so that there is no tag.
  bool attributes() {
    attributes_.clear();
    while (true) {
      while (is_space(peek()) || peek() == '/') ++at_;
      if (at_ >= html_.size()) return false;
      if (peek() == '>') {
        ++at_;
        return true;
      }
      Attribute attribute;
      const std::size_t from = at_++;
      while (at_ < html_.size() && !is_space(peek()) && peek() != '/' && peek() != '>' && peek() != '=') ++at_;
      attribute.name = html_.substr(from, at_ - from);
      while (is_space(peek())) ++at_;
      if (peek() == '=') {
        ++at_;
        while (is_space(peek())) ++at_;
        attribute.value = value();
      }
      if (attributes_.size() < attributes_of_a_tag && is_known_attribute(attribute.name))
        attributes_.push_back(attribute);
    }
  }

  std::string_view value() {
    const char quote = peek();
    if (quote == '"' || quote == '\'') {
      const std::size_t from = ++at_;
      const std::size_t end = std::min(html_.find(quote, from), html_.size());
      at_ = std::min(end + 1, html_.size());
      return html_.substr(from, end - from);
    }
    const std::size_t from = at_;
    while (at_ < html_.size() && !is_space(peek()) && peek() != '>') ++at_;
    return html_.substr(from, at_ - from);
  }

  std::string_view value_of(std::string_view name) const {
    for (const Attribute& attribute : attributes_) {
      if (equal_but_case(attribute.name, name)) return attribute.value;
    }
    return {};
  }

  void start_tag() {
    const std::string_view name = tag_name();
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
    const TagKind kind = kind_of(tag);
    if (!attributes()) return;
    switch (kind) {
      case TagKind::gone:
      case TagKind::unwrap:
        return;
      case TagKind::unwrap_told:
        return tell(tag);
      case TagKind::division_told:
        tell(tag);
        open(GUMBO_TAG_DIV, false);
        return;
      case TagKind::division:
        open(GUMBO_TAG_DIV, false);
        return;
      case TagKind::keep:
        if (open(tag, true) && tag == GUMBO_TAG_PRE) pre_ends_at_ = result_.html.size();
        return;
      case TagKind::formatting:
        if (tag == GUMBO_TAG_CODE) move_class_to_pre();
        open(tag, tag == GUMBO_TAG_A);
        break;
      case TagKind::single:
        if (strict_ && is_block(tag)) nesting_.before_block(tag, result_.html);
        write_tag(tag == GUMBO_TAG_IMAGE ? GUMBO_TAG_IMG : tag, true);
        break;
      case TagKind::frame:
        write_tag(GUMBO_TAG_IFRAME, true);
        result_.html += "</iframe>";
        if (tag == GUMBO_TAG_IFRAME) skip_content(name);
        break;
      case TagKind::skip_told:
        // A post of Telegram comes as a script that fetches it.
        if (const std::string_view post = value_of("data-telegram-post"); !post.empty()) {
          ((result_.html += "<iframe src=\"https://t.me/") += post.substr(0, post.find('"'))) += "\"></iframe>";
        } else {
          tell(tag);
        }
        skip_content(name);
        break;
      case TagKind::skip:
        skip_content(name);
        break;
      case TagKind::as_text:
      case TagKind::as_code:
        content_as_text(tag, name, kind);
        break;
    }
  }

  void end_tag() {
    ++at_;
    const std::string_view name = tag_name();
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
    if (!attributes()) return;
    switch (kind_of(tag)) {
      case TagKind::keep:
      case TagKind::formatting:
        return close(tag);
      case TagKind::division:
      case TagKind::division_told:
        return close(GUMBO_TAG_DIV);
      case TagKind::single:
        if (tag == GUMBO_TAG_BR) result_.html += "<br>";
        return;
      default:
        return;
    }
  }

  bool open(GumboTag tag, bool with_attributes) {
    if (strict_ && !nesting_.open(tag, result_.html)) return false;
    return write_tag(tag, with_attributes);
  }

  void close(GumboTag tag) {
    if (strict_) {
      nesting_.close(tag, result_.html);
    } else {
      ((result_.html += "</") += gumbo_normalized_tagname(tag)) += '>';
    }
  }

  bool write_tag(GumboTag tag, bool with_attributes) {
    if (++written_ > 2 * limits::body_nodes) return false;
    (result_.html += '<') += gumbo_normalized_tagname(tag);
    if (with_attributes) {
      for (const Attribute& attribute : attributes_) write_attribute(attribute);
    }
    result_.html += '>';
    return true;
  }

  void write_attribute(const Attribute& attribute) {
    std::string& out = result_.html;
    out += ' ';
    std::ranges::transform(attribute.name, std::back_inserter(out), lower);
    const char quote = attribute.value.find('"') == std::string_view::npos ? '"' : '\'';
    (out += '=') += quote;
    if (quote == '\'' && attribute.value.find('\'') != std::string_view::npos) {
      for (const char c : attribute.value) {
        if (c == '\'') {
          out += "&#39;";
        } else {
          out += c;
        }
      }
    } else {
      out += attribute.value;
    }
    out += quote;
  }

  // <pre><code class="language-x">: the class stands where the parser does not repeat it.
  void move_class_to_pre() {
    const std::size_t pre_end = std::exchange(pre_ends_at_, 0);
    if (pre_end == 0 || result_.html.find_first_not_of(" \t\n\r", pre_end) != std::string::npos) return;
    const std::string_view language = value_of("class");
    if (language.empty() || language.find('"') != std::string_view::npos) return;
    result_.html.insert(pre_end - 1, " class=\"" + std::string(language) + "\"");
  }

  // Where "</name" stands that ends a raw text, or the end of the input.
  std::size_t end_of_content(std::string_view name) const {
    std::size_t at = at_;
    while ((at = html_.find("</", at)) != std::string_view::npos) {
      const std::size_t after = at + 2 + name.size();
      const bool same =
          after <= html_.size() && std::ranges::equal(html_.substr(at + 2, name.size()), name,
                                                      [](char l, char r) { return lower(l) == lower(r); });
      if (same && (after == html_.size() || is_space(html_[after]) || html_[after] == '/' || html_[after] == '>'))
        return at;
      at += 2;
    }
    return html_.size();
  }

  void skip_content(std::string_view name) {
    at_ = end_of_content(name);
    end_raw_text();
  }

  void content_as_text(GumboTag tag, std::string_view name, TagKind kind) {
    const std::size_t end = tag == GUMBO_TAG_PLAINTEXT ? html_.size() : end_of_content(name);
    const GumboTag shown = kind == TagKind::as_code ? GUMBO_TAG_PRE : GUMBO_TAG_DIV;
    open(shown, false);
    for (std::string_view rest = html_.substr(at_, end - at_); !rest.empty();) {
      const std::size_t special = std::min(rest.find_first_of(tag == GUMBO_TAG_TEXTAREA ? "<" : "<&"), rest.size());
      result_.texts.append(rest.substr(0, special), result_.html);
      if (special < rest.size()) result_.html += rest[special] == '<' ? "&lt;" : "&amp;";
      rest.remove_prefix(std::min(special + 1, rest.size()));
    }
    close(shown);
    at_ = end;
    end_raw_text();
  }

  void end_raw_text() {
    if (at_ < html_.size()) skip_past(">");
  }

  void tell(GumboTag tag) {
    const std::string name = gumbo_normalized_tagname(tag);
    if (std::ranges::find(result_.left_out, name) == result_.left_out.end()) result_.left_out.push_back(name);
  }

  std::string_view html_;
  bool strict_;
  std::size_t at_ = 0;
  std::size_t written_ = 0;
  std::size_t pre_ends_at_ = 0;
  std::vector<Attribute> attributes_;
  Nesting nesting_;
  Tamed result_;
};

}  // namespace

Tamed tame(std::string_view html, bool strict) {
  return Tamer(html, strict).run();
}

}  // namespace vestnik::content::html
