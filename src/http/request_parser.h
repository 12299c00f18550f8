// Requests out of the bytes of one connection: Beast's grammar made strict, without a socket, so that tests and the
// fuzzer can drive it. What two parsers might read differently (RFC 9112, 11.2) is refused, never guessed:
// bare LF, obs-fold, Content-Length beside Transfer-Encoding or twice, chunk extensions, anything but one Host.
//
//   request = [ CRLF ] head [ body ]        one empty line before a request is let pass (RFC 9112, 2.2)
//
// One object serves one connection on one thread; it keeps no bytes and allocates nothing for a head that fits into
// the strings that the Request already has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "http/message.h"
#include "http/server.h"

namespace vestnik::http {

enum class Progress {
  more,      // needs bytes that have not arrived
  head,      // the head is read; `read_body` follows
  complete,  // head and body are read
  refused,   // `refusal()` says with which status; the connection must end after it
};

class RequestParser {
 public:
  explicit RequestParser(const ServerLimits& bounds);
  ~RequestParser();

  // Forgets the last request; to be called before each.
  void start();

  // `input`: every byte that has arrived and has not been consumed; it begins with the same bytes as at the last call.
  // `consumed()` bytes of it belong to this request and must be dropped before the next call.
  Progress read_head(std::string_view input, Request& request);
  // After `head`. Grows request.body; more than `limit` bytes are refused with 413.
  Progress read_body(std::string_view input, Request& request, std::size_t limit);

  std::size_t consumed() const { return consumed_; }
  unsigned refusal() const { return refusal_; }
  // The following hold once the head is read.
  bool keep_alive() const;
  bool http_1_0() const;
  bool expects_continue() const;
  // What Content-Length says.
  std::optional<std::uint64_t> announced() const;

 private:
  struct Grammar;

  Progress refuse(unsigned status);
  Progress scan_head(std::string_view input, std::size_t& end);

  const ServerLimits& bounds_;
  std::unique_ptr<Grammar> grammar_;
  std::size_t consumed_ = 0;
  std::size_t scanned_ = 0;     // bytes of the input that hold no further line end
  std::size_t line_ = 0;        // where the current line begins
  std::size_t first_line_ = 0;  // where the request line begins
  std::size_t fields_at_ = 0;   // where the fields begin; 0 while in the request line
  std::size_t fields_ = 0;
  unsigned refusal_ = 0;
};

// Splits `target` (origin-form or absolute-form) into the request's target, path, query and, where it is absolute,
// host, and takes the host from `host_field` otherwise. False where the two contradict or either is malformed.
bool understand_target(std::string_view target, std::optional<std::string_view> host_field, Request& request);

// The host of `authority` = host [ ":" port ] in lower case. Names as DNS has them and IP literals only: everything
// else that RFC 3986 would allow in a registered name has no use but confusion. False where it is none.
bool take_host(std::string_view authority, std::string& host);

}  // namespace vestnik::http
