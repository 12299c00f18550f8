#include "http/strict_parser.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include "base/wipe.h"
#include "http/request_parser.h"

namespace vestnik::http {
namespace {

namespace beast = boost::beast;
using beast::iequals;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Method method_of(beast::http::verb verb) {
  switch (verb) {
    case beast::http::verb::get:
      return Method::get;
    case beast::http::verb::head:
      return Method::head;
    case beast::http::verb::post:
      return Method::post;
    case beast::http::verb::put:
      return Method::put;
    case beast::http::verb::patch:
      return Method::patch;
    case beast::http::verb::delete_:
      return Method::del;
    case beast::http::verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

// 0 where the body is chunked and nothing else; else the status that refuses these codings (RFC 9112, 6.1 and 6.3).
unsigned refusal_of_codings(std::string_view value) {
  if (iequals(value, "chunked")) return 0;
  const beast::http::opt_token_list codings(beast::string_view(value.data(), value.size()));
  if (!beast::http::validate_list(codings)) return 400;
  std::size_t count = 0;
  std::size_t chunked = 0;
  bool last_chunked = false;
  for (const beast::string_view coding : codings) {
    if (iequals(coding, "identity")) return 400;  // withdrawn from HTTP, and read in different ways
    last_chunked = iequals(coding, "chunked");
    count += 1;
    chunked += last_chunked ? 1 : 0;
  }
  if (chunked > 1 || (chunked == 1 && !last_chunked) || count == chunked) return 400;
  return 501;
}

}  // namespace

unsigned StrictParser::understand() {
  if (transfer_encodings_ > 0) {
    if (content_lengths_ > 0 || transfer_encodings_ > 1 || version_ < 11) return 400;
    if (const unsigned status = refusal_of_codings(transfer_encoding_)) return status;
  }
  if (hosts_ > 1 || (version_ >= 11 && hosts_ == 0)) return 400;
  if (connect_) return 501;
  if (!understand_target(target_, hosts_ > 0 ? std::optional(host_) : std::nullopt, *request)) return 400;
  if (expects_else_) return 417;
  in_trailer_ = true;
  return 0;
}

void StrictParser::on_request_impl(beast::http::verb verb, Text, Text target, int version, Code&) {
  request->method = method_of(verb);
  // What a list grows out of is not overwritten; so many fields have browsers at most.
  constexpr std::size_t usual_fields = 32;
  if (request->fields.capacity() == 0) request->fields.reserve(usual_fields);
  connect_ = verb == beast::http::verb::connect;
  target_ = view(target);
  version_ = version;
}

void StrictParser::on_field_impl(beast::http::field field, Text name, Text value, Code& code) {
  // Trailers change nothing that a handler could rely on: they are checked for form and dropped.
  if (in_trailer_) return;
  switch (field) {
    case beast::http::field::host:
      hosts_ += 1;
      host_ = view(value);
      break;
    case beast::http::field::content_length:
      content_lengths_ += 1;
      if (content_lengths_ > 1 || !all_digits(view(value))) code = beast::http::error::bad_content_length;
      break;
    case beast::http::field::transfer_encoding:
      transfer_encodings_ += 1;
      transfer_encoding_ = view(value);
      break;
    case beast::http::field::expect:
      if (version_ < 11) break;  // RFC 9110, 10.1.1
      (iequals(value, "100-continue") ? expects_continue : expects_else_) = true;
      break;
    case beast::http::field::connection:
      for (const Text option : beast::http::opt_token_list(value)) close = close || iequals(option, "close");
      break;
    default:
      break;
  }
  // Fields of the last request are overwritten in place, so that their strings' memory serves again.
  if (fields_ < request->fields.size()) {
    request->fields[fields_].name.assign(name.data(), name.size());
    request->fields[fields_].value.assign(value.data(), value.size());
  } else {
    request->fields.push_back({std::string(name.data(), name.size()), std::string(value.data(), value.size())});
  }
  fields_ += 1;
}

void StrictParser::on_chunk_header_impl(std::uint64_t size, Text extensions, Code& code) {
  // Nobody sends extensions but to have two parsers disagree about where they end.
  if (!extensions.empty()) code = beast::http::error::bad_chunk_extension;
  if (size > most_body - std::min(most_body, request->body.size())) {
    refusal = 413;
    code = beast::http::error::body_limit;
  }
}

std::size_t StrictParser::take(Text bytes, Code& code) {
  if (request->body.size() + bytes.size() > most_body) {
    refusal = 413;
    code = beast::http::error::body_limit;
    return 0;
  }
  std::string& body = request->body;
  if (request->confidential && body.size() + bytes.size() > body.capacity()) {
    std::string larger;
    larger.reserve(2 * (body.size() + bytes.size()));
    larger = body;
    vestnik::wipe(body);
    body = std::move(larger);
  }
  body.append(bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace vestnik::http
