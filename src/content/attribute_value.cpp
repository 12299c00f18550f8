// What each kind of attribute may be, and the one form in which it is stored.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/time.h"
#include "content/address.h"
#include "content/embed.h"
#include "content/grammar.h"
#include "content/html_reader.h"

namespace vestnik::content {

namespace {

using Value = std::optional<json::value>;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// Bytes that clean text never holds: controls, the beginning of U+0080 to U+009F, that of U+FFFE and U+FFFF.
bool needs_cleaning(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
    if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F) return true;
    if ((byte == 0xC2 && next < 0xA0) || (byte == 0xEF && next == 0xBF)) return true;
  }
  return !text::is_utf8(text);
}

std::optional<std::int64_t> integer_of(const json::value& value) {
  if (value.is_int64()) return value.get_int64();
  if (value.is_uint64() && value.get_uint64() <= INT64_MAX) return static_cast<std::int64_t>(value.get_uint64());
  if (value.is_double() && std::abs(value.get_double()) < 1e15 &&
      std::floor(value.get_double()) == value.get_double()) {
    return static_cast<std::int64_t>(value.get_double());
  }
  return std::nullopt;
}

bool is_code(std::string_view text) {
  return text.size() <= 35 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '#' ||
                  c == '.' || c == '-' || c == '_';
         });
}

Value integer_value(const AttributeRule& rule, const json::value& value) {
  const std::optional<std::int64_t> number = integer_of(value);
  const bool an_asset = rule.kind == AttributeKind::asset;
  if (an_asset && number == 0) return json::value();
  if (!number || *number < (an_asset ? 1 : rule.least) || (!an_asset && *number > rule.most)) return std::nullopt;
  if (!an_asset && *number == rule.usual) return json::value();
  return json::value(*number);
}

Value lines_value(const AttributeRule& rule, const json::value& value) {
  if (!value.is_array()) return std::nullopt;
  json::array lines;
  for (const json::value& each : value.get_array()) {
    if (!each.is_string()) return std::nullopt;
    const std::string line = one_line(each.get_string());
    if (line.empty()) return std::nullopt;
    lines.emplace_back(line);
  }
  const auto count = static_cast<std::int64_t>(lines.size());
  if (count < rule.least || count > rule.most) return std::nullopt;
  return json::value(std::move(lines));
}

Value string_value(const AttributeRule& rule, std::string_view text) {
  switch (rule.kind) {
    case AttributeKind::line:
      return json::value(one_line(text));
    case AttributeKind::address:
      return is_safe_address(text) ? Value(text) : std::nullopt;
    case AttributeKind::resource:
      return is_safe_resource(text) ? Value(text) : std::nullopt;
    case AttributeKind::choice:
      return std::ranges::find(rule.choices, text) != rule.choices.end() ? Value(text) : std::nullopt;
    case AttributeKind::time:
      return parse_rfc3339(text) ? Value(text) : std::nullopt;
    case AttributeKind::code:
      return is_code(text) ? Value(text) : std::nullopt;
    case AttributeKind::provider:
      return provider_name(text).empty() ? std::nullopt : Value(text);
    case AttributeKind::html:
      return json::value(sanitize_html(text));
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string clean_text(std::string_view text) {
  if (!needs_cleaning(text)) return std::string(text);
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      lines += text[i];
    } else if (i + 1 >= text.size() || text[i + 1] != '\n') {
      lines += '\n';
    }
  }
  return text::clean(lines);
}

std::string one_line(std::string_view text) {
  const std::string clean = clean_text(text);
  std::string out;
  out.reserve(clean.size());
  for (const char c : clean) {
    if (!is_blank(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::optional<json::value> normal_value(const AttributeRule& rule, const json::value& value) {
  if (value.is_null()) return json::value();
  switch (rule.kind) {
    case AttributeKind::integer:
    case AttributeKind::asset:
      return integer_value(rule, value);
    case AttributeKind::lines:
      return lines_value(rule, value);
    default:
      break;
  }
  if (!value.is_string()) return std::nullopt;
  if (value.get_string().empty()) return json::value();
  Value normal = string_value(rule, value.get_string());
  if (normal && normal->is_string() && normal->get_string().empty()) return json::value();
  return normal;
}

}  // namespace vestnik::content
