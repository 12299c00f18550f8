#include "http/message.h"

#include <boost/beast/core/string.hpp>

#include "base/wipe.h"

namespace vestnik::http {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The part of `rest` before the next `separator`, which is taken from `rest`.
std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t at = rest.find(separator);
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
  return part;
}

// True where the parameters of an Accept-Encoding element say q=0, q=0.0, q=0.00 or q=0.000.
bool refused_by_weight(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view parameter = trimmed(cut(parameters, ';'));
    if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') continue;
    return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

std::string_view opaque(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return etag;
}

}  // namespace

void Request::wipe() {
  for (std::string* text : {&target, &path, &query, &host, &body, &peer}) vestnik::wipe(*text);
  for (Field& field : fields) {
    vestnik::wipe(field.name);
    vestnik::wipe(field.value);
  }
}

std::string_view Request::field(std::string_view name) const {
  for (const Field& one : fields) {
    if (one.name.size() == name.size() && boost::beast::iequals(one.name, name)) return one.value;
  }
  return {};
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  std::string_view rest = query;
  while (!rest.empty()) {
    std::string_view value = cut(rest, '&');
    const std::string_view key = cut(value, '=');
    if (key == name || percent_decode(key, true) == name) return percent_decode(value, true);
  }
  return std::nullopt;
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '%' && at + 2 < text.size() && digit_of(text[at + 1]) >= 0 && digit_of(text[at + 2]) >= 0) {
      decoded += static_cast<char>(digit_of(text[at + 1]) * 16 + digit_of(text[at + 2]));
      at += 2;
    } else {
      decoded += plus_is_space && c == '+' ? ' ' : c;
    }
  }
  return decoded;
}

std::string percent_encode(std::string_view text, std::string_view keep) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size() + text.size() / 2);
  for (const char c : text) {
    if (unreserved(c) || keep.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += digits[byte >> 4U];
      encoded += digits[byte & 15U];
    }
  }
  return encoded;
}

Response text_response(unsigned status, std::string text, std::string_view type) {
  Response response;
  response.status = status;
  response.with("Content-Type", std::string(type));
  response.body.push_back(Buffer::of(std::move(text)));
  return response;
}

bool accepts_coding(const Request& request, std::string_view wanted) {
  std::optional<bool> named;
  bool any = false;
  for (const Field& one : request.fields) {
    if (!boost::beast::iequals(one.name, "Accept-Encoding")) continue;
    std::string_view rest = one.value;
    while (!rest.empty()) {
      std::string_view parameters = cut(rest, ',');
      const std::string_view coding = trimmed(cut(parameters, ';'));
      if (boost::beast::iequals(coding, wanted) || (wanted == "gzip" && boost::beast::iequals(coding, "x-gzip"))) {
        named = !refused_by_weight(parameters);
      } else if (coding == "*") {
        any = !refused_by_weight(parameters);
      }
    }
  }
  return named.value_or(any);
}

bool accepts_gzip(const Request& request) {
  return accepts_coding(request, "gzip");
}

bool not_modified(const Request& request, std::string_view etag) {
  for (const Field& one : request.fields) {
    if (!boost::beast::iequals(one.name, "If-None-Match")) continue;
    std::string_view rest = trimmed(one.value);
    if (rest == "*") return true;
    // An entity tag may hold a comma, so the list is read tag by tag, not split.
    while (!rest.empty()) {
      const std::size_t open = rest.find('"');
      if (open == std::string_view::npos) break;
      const std::size_t close = rest.find('"', open + 1);
      if (close == std::string_view::npos) break;
      if (rest.substr(open, close - open + 1) == opaque(etag)) return true;
      rest.remove_prefix(close + 1);
    }
  }
  return false;
}

}  // namespace vestnik::http
