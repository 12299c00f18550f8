#include "http/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <limits>

#include "http/strict_parser.h"

namespace vestnik::http {
namespace {

namespace beast = boost::beast;

// A request line of three words, the last of which is "HTTP/" DIGIT "." DIGIT.
bool names_a_version(std::string_view line) {
  if (std::ranges::count(line, ' ') != 2) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view version = line.substr(line.rfind(' ') + 1);
  return version.size() == 8 && version.starts_with("HTTP/") && digit(version[5]) && version[6] == '.' &&
         digit(version[7]);
}

}  // namespace

struct RequestParser::Grammar {
  std::optional<StrictParser> parser;
};

RequestParser::RequestParser(const ServerLimits& bounds) : bounds_(bounds), grammar_(std::make_unique<Grammar>()) {
  start();
}

RequestParser::~RequestParser() = default;

void RequestParser::start() {
  StrictParser& parser = grammar_->parser.emplace();
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

  StrictParser& parser = *grammar_->parser;
  parser.request = &request;
  request.body.clear();
  const std::string_view head = input.substr(first_line_, end - first_line_);
  beast::error_code problem;
  const std::size_t put = parser.put(boost::asio::const_buffer(head.data(), head.size()), problem);
  parser.trim_fields();
  if (problem == beast::http::error::bad_version) {
    return refuse(names_a_version(head.substr(0, head.find("\r\n"))) ? 505 : 400);
  }
  if (problem || put != head.size() || !parser.is_header_done()) return refuse(400);
  if (const unsigned status = parser.understand()) return refuse(status);
  consumed_ = end;
  return parser.is_done() ? Progress::complete : Progress::head;
}

Progress RequestParser::read_body(std::string_view input, Request& request, std::size_t limit) {
  StrictParser& parser = *grammar_->parser;
  parser.request = &request;
  parser.most_body = limit;
  consumed_ = 0;
  while (!parser.is_done()) {
    const std::string_view rest = input.substr(consumed_);
    // The shortest end of a chunked body is five bytes long; Beast asserts that it never sees less of the last chunk.
    const std::size_t least = parser.chunked() ? 5 : 1;
    if (rest.size() < least) return Progress::more;
    const std::size_t before = request.body.size();
    beast::error_code problem;
    const std::size_t put = parser.put(boost::asio::const_buffer(rest.data(), rest.size()), problem);
    const bool more = problem == beast::http::error::need_more;
    // A chunk's size line, or the trailers, that do not end.
    const std::size_t framing = request.body.size() == before ? (more ? rest.size() : put) : 0;
    if (framing > bounds_.header_bytes) return refuse(400);
    if (more) {
      consumed_ += put;
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
