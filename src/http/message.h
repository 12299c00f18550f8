// A request as it arrived and an answer as it leaves: what handlers see. Plain values, of one thread at a time; what
// several answers share (Buffer, Ready) is never changed once made. Knows no newspaper.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vestnik::http {

enum class Method { get, head, post, put, patch, del, options, other };

struct Field {
  std::string name;  // as sent
  std::string value;
};

struct Request {
  Request() = default;
  Request(const Request&) = default;
  Request(Request&&) = default;
  Request& operator=(const Request&) = default;
  Request& operator=(Request&&) = default;
  ~Request() {
    if (confidential) wipe();
  }

  Method method = Method::get;
  std::string target;  // as sent: "/search?q=%D0%B2"; an absolute-form target is reduced to its path and query
  std::string path;    // still percent-encoded, without the query
  std::string query;   // without "?", still encoded
  std::string host;    // lower case, without the port
  std::vector<Field> fields;
  std::string body;
  bool secure = false;  // came over TLS
  // For limits in memory only; never written anywhere.
  std::string peer;
  // Nothing of it may stay in memory once it is answered (Handler::confidential): it, its copies and what it was moved
  // from are overwritten when they go.
  bool confidential = false;

  // Overwrites and empties every text; the fields stay as empty ones.
  void wipe();

  // The first field of that name (case-insensitive), "" where there is none.
  std::string_view field(std::string_view name) const;
  // A parameter of the query, percent- and plus-decoded; nothing where it is absent.
  std::optional<std::string> parameter(std::string_view name) const;
};

// Percent-decoded once; what is not valid stays as it is.
std::string percent_decode(std::string_view text, bool plus_is_space = false);
// Everything but unreserved characters (RFC 3986) and `keep` is encoded.
std::string percent_encode(std::string_view text, std::string_view keep = "");

// A piece of a body that somebody keeps alive as long as the answer is being written: shared, never changed.
struct Buffer {
  std::shared_ptr<const void> keeper;
  std::string_view bytes;

  static Buffer of(std::string text) {
    auto kept = std::make_shared<const std::string>(std::move(text));
    return Buffer{kept, *kept};
  }
};

// An answer that many requests get, made once: for each of them nothing of it is copied or allocated.
struct Ready {
  // Whose fields come first: what many such answers have in common. It was prepared, and has no body and no `common`.
  std::shared_ptr<const Ready> common = {};
  std::vector<std::pair<std::string, std::string>> fields;
  std::span<const std::string_view> body;  // kept alive, as what it points to, by whoever keeps this
  // Made by `prepare` from the above:
  std::string lines;  // `fields` as HTTP/1.1 has them
  std::size_t length = 0;
};
// False where a field cannot be sent (response_head.h).
bool prepare(Ready& ready);

// All fields in their order: `take(name, value)`.
template <class Take>
void each_field(const Ready& ready, const Take& take) {
  if (ready.common) {
    for (const auto& [name, value] : ready.common->fields) take(name, value);
  }
  for (const auto& [name, value] : ready.fields) take(name, value);
}

class Conversation;
struct EventAnswer;

struct Response {
  unsigned status = 200;
  std::uint8_t kind = 0;  // under which it is counted (traffic.h); the handler's own numbers
  // Its fields and body come before those below.
  std::shared_ptr<const Ready> ready = {};
  // Everything but Content-Length, Connection and Date, which the connection adds.
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<Buffer>
      body;  // written one after the other; not sent for HEAD, 204 and 304 (the length still is for HEAD)
  // With status 101: how the connection goes on (conversation.h). Only for a request that asks for it.
  std::shared_ptr<Conversation> conversation = {};
  // With status 200: goes on as a stream of events, in place of a body (events.h).
  std::shared_ptr<EventAnswer> events = {};

  Response& with(std::string name, std::string value) {
    fields.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  std::size_t length() const {
    std::size_t sum = ready ? ready->length : 0;
    for (const Buffer& part : body) sum += part.bytes.size();
    return sum;
  }
};

// A small complete answer.
Response text_response(unsigned status, std::string text, std::string_view type = "text/plain; charset=utf-8");

// True where the client takes that content coding (RFC 9110, 12.5.3: q=0 refuses, "*" counts).
bool accepts_coding(const Request& request, std::string_view wanted);
bool accepts_gzip(const Request& request);
// True where If-None-Match names `etag` (weak comparison) or "*".
bool not_modified(const Request& request, std::string_view etag);

}  // namespace vestnik::http
