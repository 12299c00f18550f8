#include "http/response_head.h"

#include <algorithm>
#include <boost/beast/http/rfc7230.hpp>
#include <charconv>

#include "http/problem.h"

namespace vestnik::http {
namespace {

using namespace std::string_view_literals;

bool is_token(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, boost::beast::http::detail::is_token_char);
}

bool is_value(std::string_view value) {
  return std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void add_number(std::string& text, std::size_t number) {
  char digits[24];
  const auto [end, problem] = std::to_chars(digits, digits + sizeof digits, number);
  text.append(digits, end);
}

}  // namespace

bool can_be_sent(std::string_view name, std::string_view value) {
  return is_token(name) && is_value(value);
}

bool prepare(Ready& ready) {
  ready.lines.clear();
  ready.length = 0;
  for (const auto& [name, value] : ready.fields) {
    if (!can_be_sent(name, value)) return false;
    ready.lines.append(name).append(": ").append(value).append("\r\n");
  }
  for (const std::string_view part : ready.body) ready.length += part.size();
  return true;
}

bool write_head(std::string& head, const Response& response, const Framing& framing) {
  if (response.status < 200 || response.status > 599) return false;
  if (response.status == 200) {
    head.assign("HTTP/1.1 200 OK\r\n"sv);
  } else {
    head.assign("HTTP/1.1 ");
    add_number(head, response.status);
    head += ' ';
    head += reason_of(response.status);
    head += "\r\n";
  }
  if (response.ready) {
    if (response.ready->common) head += response.ready->common->lines;
    head += response.ready->lines;
  }
  for (const auto& [name, value] : response.fields) {
    if (!can_be_sent(name, value)) return false;
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
  }
  head += "Date: "sv;
  head += framing.date;
  if (response.events) {
    if (framing.chunked) head += "\r\nTransfer-Encoding: chunked"sv;
  } else if (!bodiless(response.status)) {
    head += "\r\nContent-Length: "sv;
    add_number(head, response.length());
  }
  if (framing.secure) {
    head += "\r\nStrict-Transport-Security: ";
    head += strict_transport;
  }
  if (framing.close) {
    head += "\r\nConnection: close";
  } else if (framing.keep_alive) {
    head += "\r\nConnection: keep-alive";
  }
  head += "\r\n\r\n"sv;
  return true;
}

}  // namespace vestnik::http
