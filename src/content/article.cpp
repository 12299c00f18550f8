#include "content/article.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <array>
#include <utility>

#include "base/text.h"

namespace vestnik::content {

namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 8> kinds = {{{Kind::news, "news"},
                                                                     {Kind::analysis, "analysis"},
                                                                     {Kind::interview, "interview"},
                                                                     {Kind::opinion, "opinion"},
                                                                     {Kind::live, "live"},
                                                                     {Kind::gallery, "gallery"},
                                                                     {Kind::video, "video"},
                                                                     {Kind::page, "page"}}};

constexpr std::array<std::pair<State, std::string_view>, 8> states = {{{State::draft, "draft"},
                                                                       {State::review, "review"},
                                                                       {State::ready, "ready"},
                                                                       {State::scheduled, "scheduled"},
                                                                       {State::published, "published"},
                                                                       {State::withdrawn, "withdrawn"},
                                                                       {State::trashed, "trashed"},
                                                                       {State::hidden, "hidden"}}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
  for (const auto& [each, name] : table) {
    if (each == value) return name;
  }
  return {};
}

template <class Value, class Table>
std::optional<Value> value_in(const Table& table, std::string_view name) {
  for (const auto& [value, each] : table) {
    if (each == name) return value;
  }
  return std::nullopt;
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    const int high = path[i] == '%' && i + 2 < path.size() ? hexadecimal(path[i + 1]) : -1;
    const int low = high >= 0 ? hexadecimal(path[i + 2]) : -1;
    const char c = static_cast<char>(high * 16 + low);
    // A question mark that was escaped is a letter of the path, not the start of a query.
    if (low < 0 || c == '?') {
      out += path[i];
    } else {
      out += c;
      i += 2;
    }
  }
  return out;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

std::string lower(std::string text) {
  if (!is_ascii(text)) {
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
    wide.toLower(icu::Locale::getRoot());
    text.clear();
    wide.toUTF8String(text);
    return text;
  }
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::string_view name_of(Kind kind) {
  return name_in(kinds, kind);
}
std::string_view name_of(State state) {
  return name_in(states, state);
}
std::optional<Kind> kind_of(std::string_view name) {
  return value_in<Kind>(kinds, name);
}
std::optional<State> state_of(std::string_view name) {
  return value_in<State>(states, name);
}

std::string address_of(const Article& article, std::string_view section_slug) {
  if (!article.permalink.empty()) return article.permalink;
  std::string address = "/";
  if (!section_slug.empty()) address.append(section_slug) += '/';
  if (!article.slug.empty()) address.append(article.slug) += '/';
  return address;
}

namespace {

// As our own addresses are written: nothing to decode, to fold or to join.
bool is_plain(std::string_view path) {
  if (path.size() < 2 || path.front() != '/') return false;
  char before = 0;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    if (!plain && (c != '/' || before == '/')) return false;
    before = c;
  }
  return true;
}

}  // namespace

std::string route_key(std::string_view path) {
  if (is_plain(path)) {
    if (path.ends_with('/')) path.remove_suffix(1);
    return std::string(path);
  }
  const std::size_t question = path.find('?');
  const std::string decoded = lower(text::clean(percent_decoded(path.substr(0, question))));
  std::string key;
  key.reserve(path.size() + 1);
  for (std::size_t at = 0; at < decoded.size();) {
    std::size_t end = decoded.find('/', at);
    if (end == std::string::npos) end = decoded.size();
    if (end > at) key.append("/").append(decoded, at, end - at);
    at = end + 1;
  }
  if (key.empty()) key = "/";
  if (question != std::string_view::npos) key += text::clean(path.substr(question));
  return key;
}

}  // namespace vestnik::content
