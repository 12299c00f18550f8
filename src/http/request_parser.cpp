#include "http/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <limits>

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

// Beast calls these with pieces of the input; what is to be refused with another status than 400 says so in `refusal`.
struct RequestParser::Grammar {
  class Parser final : public beast::http::basic_parser<true> {
   public:
    Request* request = nullptr;
    std::size_t most_body = 0;
    unsigned refusal = 0;
    bool expects_continue = false;
    bool close = false;

    // After the whole head has been put: whether its fields agree with each other.
    unsigned understand() {
      if (!transfer_encoding_.empty() || transfer_encodings_ > 0) {
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

    int version() const { return version_; }
    void trim_fields() { request->fields.resize(fields_); }

   private:
    using Code = beast::error_code;
    using Text = beast::string_view;

    void on_request_impl(beast::http::verb verb, Text, Text target, int version, Code&) override {
      request->method = method_of(verb);
      connect_ = verb == beast::http::verb::connect;
      target_ = view(target);
      version_ = version;
    }
    void on_response_impl(int, Text, int, Code&) override {}

    void on_field_impl(beast::http::field field, Text name, Text value, Code& code) override {
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

    void on_header_impl(Code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
    void on_finish_impl(Code&) override {}

    std::size_t on_body_impl(Text bytes, Code& code) override { return take(bytes, code); }

    void on_chunk_header_impl(std::uint64_t size, Text extensions, Code& code) override {
      // Nobody sends extensions but to have two parsers disagree about where they end.
      if (!extensions.empty()) code = beast::http::error::bad_chunk_extension;
      if (size > most_body - std::min(most_body, request->body.size())) {
        refusal = 413;
        code = beast::http::error::body_limit;
      }
    }
    std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Code& code) override { return take(bytes, code); }

    std::size_t take(Text bytes, Code& code) {
      if (request->body.size() + bytes.size() > most_body) {
        refusal = 413;
        code = beast::http::error::body_limit;
        return 0;
      }
      request->body.append(bytes.data(), bytes.size());
      return bytes.size();
    }

    std::string_view target_;
    std::string_view host_;
    std::string_view transfer_encoding_;
    std::size_t fields_ = 0;
    std::size_t hosts_ = 0;
    std::size_t content_lengths_ = 0;
    std::size_t transfer_encodings_ = 0;
    int version_ = 0;
    bool connect_ = false;
    bool expects_else_ = false;
    bool in_trailer_ = false;
  };

  std::optional<Parser> parser;
};

RequestParser::RequestParser(const ServerLimits& bounds) : bounds_(bounds), grammar_(std::make_unique<Grammar>()) {
  start();
}

RequestParser::~RequestParser() = default;

void RequestParser::start() {
  Grammar::Parser& parser = grammar_->parser.emplace();
  // Our own bounds are checked before Beast sees a byte.
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  parser.body_limit(boost::none);
  consumed_ = scanned_ = line_ = first_line_ = fields_at_ = fields_ = 0;
  refusal_ = 0;
}

Progress RequestParser::refuse(unsigned status) {
  refusal_ = status;
  consumed_ = 0;
  return Progress::refused;
}

// Finds the end of the head line by line, with what Beast is lenient about.
Progress RequestParser::scan_head(std::string_view input, std::size_t& end) {
  for (;;) {
    const std::size_t feed = input.find('\n', scanned_);
    const std::size_t seen = feed == std::string_view::npos ? input.size() : feed + 1;
    if (fields_at_ == 0) {
      if (input.size() > line_ && !beast::http::detail::is_token_char(input[line_]) && input[line_] != '\r') {
        return refuse(400);  // not HTTP at all: no need to wait for a line's end
      }
      if (seen - line_ > bounds_.request_line_bytes + 2) return refuse(414);
    } else if (seen - fields_at_ > bounds_.header_bytes + 2) {
      return refuse(431);
    }
    if (feed == std::string_view::npos) {
      scanned_ = input.size();
      return Progress::more;
    }
    if (feed == line_ || input[feed - 1] != '\r') return refuse(400);
    const std::string_view line = input.substr(line_, feed - 1 - line_);
    line_ = scanned_ = feed + 1;
    if (fields_at_ == 0) {
      if (line.empty()) {
        if (first_line_ > 0) return refuse(400);
        first_line_ = line_;
      } else {
        fields_at_ = line_;
      }
    } else if (line.empty()) {
      end = line_;
      return Progress::head;
    } else if (line.front() == ' ' || line.front() == '\t') {
      return refuse(400);
    } else if (++fields_ > bounds_.header_fields) {
      return refuse(431);
    }
  }
}

Progress RequestParser::read_head(std::string_view input, Request& request) {
  consumed_ = 0;
  std::size_t end = 0;
  const Progress scanned = scan_head(input, end);
  if (scanned != Progress::head) return scanned;

  Grammar::Parser& parser = *grammar_->parser;
  parser.request = &request;
  request.body.clear();
  const std::string_view head = input.substr(first_line_, end - first_line_);
  beast::error_code problem;
  const std::size_t put = parser.put(boost::asio::const_buffer(head.data(), head.size()), problem);
  parser.trim_fields();
  if (problem == beast::http::error::bad_version) {
    // "… HTTP/2.0" is another version, anything else is not HTTP.
    const std::string_view line = head.substr(0, head.find('\r'));
    const std::string_view version = line.substr(line.rfind(' ') + 1);
    const bool well_formed = version.size() == 8 && version.starts_with("HTTP/") && all_digits(version.substr(5, 1)) &&
                             version[6] == '.' && all_digits(version.substr(7));
    return refuse(well_formed ? 505 : 400);
  }
  if (problem || put != head.size() || !parser.is_header_done()) return refuse(400);
  if (const unsigned status = parser.understand()) return refuse(status);
  consumed_ = end;
  return parser.is_done() ? Progress::complete : Progress::head;
}

Progress RequestParser::read_body(std::string_view input, Request& request, std::size_t limit) {
  Grammar::Parser& parser = *grammar_->parser;
  parser.request = &request;
  parser.most_body = limit;
  consumed_ = 0;
  while (!parser.is_done()) {
    const std::string_view rest = input.substr(consumed_);
    // The shortest end of a chunked body is five bytes long; Beast asserts that it never sees less of the last chunk.
    const std::size_t least = parser.chunked() ? 5 : 1;
    if (rest.size() < least) return Progress::more;
    beast::error_code problem;
    const std::size_t put = parser.put(boost::asio::const_buffer(rest.data(), rest.size()), problem);
    if (problem == beast::http::error::need_more) {
      consumed_ += put;
      // A chunk's size line, or the trailers, that do not end.
      if (put == 0 && rest.size() > bounds_.header_bytes) return refuse(400);
      return Progress::more;
    }
    if (problem) return refuse(parser.refusal != 0 ? parser.refusal : 400);
    if (parser.is_done() && parser.chunked()) {
      const std::string_view last = rest.substr(0, put);
      if (last.find("\r\n ") != std::string_view::npos || last.find("\r\n\t") != std::string_view::npos) {
        return refuse(400);
      }
    }
    consumed_ += put;
  }
  return Progress::complete;
}

bool RequestParser::keep_alive() const {
  return !grammar_->parser->close && grammar_->parser->keep_alive();
}

bool RequestParser::http_1_0() const {
  return grammar_->parser->version() < 11;
}

bool RequestParser::expects_continue() const {
  return grammar_->parser->expects_continue;
}

std::optional<std::uint64_t> RequestParser::announced() const {
  const boost::optional<std::uint64_t> length = grammar_->parser->content_length();
  return length ? std::optional(*length) : std::nullopt;
}

}  // namespace vestnik::http
