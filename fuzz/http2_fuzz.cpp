// An HTTP/2 conversation: a client's bytes, cut anywhere, into a session whose requests are all answered. What must
// hold: nothing crashes or grows without bound, a request is well formed, and the same bytes in other pieces are the
// same requests.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "http/http2/session.h"

namespace {

using namespace vestnik::http;

constexpr std::string_view date = "Thu, 26 Nov 2026 04:00:00 GMT";
constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

void expect(bool promise, const char* what) {
  if (promise) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

// The session never calls it: that is the connection's.
struct Sink final : BodySink {
  asio::awaitable<std::optional<Response>> take(std::string) override { co_return std::nullopt; }
  asio::awaitable<Response> end(Request) override { co_return Response(); }
  asio::awaitable<void> lost(std::string) override { co_return; }
};

struct Owner final : http2::Session::Owner {
  Body head_arrived(Request& request, bool bodiless) override {
    expect(request.target == "*" || request.target.starts_with('/'), "a target begins with a slash");
    expect(!request.host.empty(), "a request has a host");
    // One that says beforehand that it is too long is refused before its sink has begun.
    const bool fits = std::strtoull(std::string(request.field("content-length")).c_str(), nullptr, 10) <= 4'096;
    const bool streamed = !bodiless && fits && request.target.size() % 2 == 0;
    sinks += streamed ? 1 : 0;
    return {4'096, streamed ? std::make_shared<Sink>() : nullptr};
  }
  std::size_t sinks = 0;
};

// The requests that the bytes mean, arriving `piece` bytes at a time.
std::string reading(std::string_view bytes, std::size_t piece) {
  ServerLimits bounds;
  bounds.header_bytes = 1'024;
  bounds.header_fields = 20;
  bounds.http2_streams = 8;
  bounds.http2_body_bytes = 10'000;
  Owner owner;
  http2::Session session(bounds, owner);
  std::string meaning;
  bool going = session.receive(preface, date);
  while (going && !bytes.empty()) {
    const std::string_view part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    going = session.receive(part, date);
    while (const auto asked = session.next()) {
      expect(asked->request.body.size() <= 4'096, "a body is bounded");
      meaning += asked->request.host + asked->request.target + "\n" + asked->request.body + "\n";
      owner.sinks -= asked->intake && asked->whole ? 1 : 0;
      session.answer(asked->stream, text_response(200, asked->request.target), date);
    }
    while (session.next_lost()) owner.sinks -= 1;
    session.fill();
    expect(session.output().size() <= (64U << 10U) + 32'768, "output is bounded");
    session.output().drop(session.output().size());
    expect(session.open() <= 2 * bounds.http2_streams + 200, "streams are bounded");
  }
  session.abandon();
  while (const auto asked = session.next()) owner.sinks -= asked->intake && asked->whole ? 1 : 0;
  while (session.next_lost()) owner.sinks -= 1;
  expect(owner.sinks == 0, "every sink is told how its body ended, once");
  return meaning;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  reading(bytes, bytes.size() + 1);
  reading(bytes, 7);
  return 0;
}
