#include "http/http2/head.h"

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>

#include "http/request_parser.h"

namespace vestnik::http::http2 {
namespace {

// What RFC 9113, 6.5.2 counts for each field beside its text.
constexpr std::size_t field_overhead = 32;
constexpr std::size_t excess = 8;

Method method_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Method>, 7> known = {{{"GET", Method::get},
                                                                                {"HEAD", Method::head},
                                                                                {"POST", Method::post},
                                                                                {"PUT", Method::put},
                                                                                {"PATCH", Method::patch},
                                                                                {"DELETE", Method::del},
                                                                                {"OPTIONS", Method::options}}};
  for (const auto& [text, method] : known) {
    if (text == name) return method;
  }
  return Method::other;
}

bool is_word(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; });
}

}  // namespace

void Head::field(const ServerLimits& bounds, std::string_view name, std::string_view value, Request& request) {
  bytes_ += name.size() + value.size() + field_overhead;
  fields_ += 1;
  // HPACK lets a field of a few bytes stand for kilobytes: beyond the bounds nothing is kept.
  if (bytes_ > bounds.header_bytes + bounds.request_line_bytes || fields_ > bounds.header_fields) refusal_ = 431;
  if (refusal_ != 0) return;
  if (name.starts_with(':')) {
    if (name == ":method") method_ = value;
    if (name == ":scheme") scheme_ = value;
    if (name == ":authority") authority_ = value;
    if (name == ":path") {
      if (value.size() > bounds.request_line_bytes) refusal_ = 414;
      path_ = value;
    }
    return;
  }
  if (name == "host") {
    hosts_ += 1;
    host_ = value;
  }
  if (name == "cookie") {
    // A cookie may come in pieces, so that HPACK can name each (RFC 9113, 8.2.3).
    if (cookie_ > 0) {
      request.fields[cookie_ - 1].value.append("; ").append(value);
      return;
    }
    cookie_ = request.fields.size() + 1;
  }
  request.fields.push_back({std::string(name), std::string(value)});
}

unsigned Head::understand(Request& request) {
  if (refusal_ != 0) return refusal_;
  request.method = method_of(method_);
  if (method_ == "CONNECT") return 501;
  if (scheme_ != "https" && scheme_ != "http") return 400;
  // Only origin-form and "*": a whole address in :path is what one reader takes for a host and another for a path.
  if (path_ != "*" && !path_.starts_with('/')) return 400;
  if (!is_word(path_) || hosts_ > 1) return 400;
  if (authority_.empty() && hosts_ == 0) return 400;
  if (!authority_.empty() && hosts_ > 0 && !boost::beast::iequals(authority_, host_)) return 400;
  const std::string& host = authority_.empty() ? host_ : authority_;
  return understand_target(path_, host, request) ? 0 : 400;
}

bool Head::excessive(const ServerLimits& bounds) const {
  return bytes_ > excess * (bounds.header_bytes + bounds.request_line_bytes) || fields_ > excess * bounds.header_fields;
}

}  // namespace vestnik::http::http2
