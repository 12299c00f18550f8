// The path from a client's bytes to a handler's request, without a socket. However the network cuts the bytes, they
// must be read as the same requests: what depends on the cuts would be a second interpretation.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "http/cookies.h"
#include "http/request_parser.h"

namespace {

using namespace vestnik::http;

constexpr std::size_t most_body = 4'096;

// Small, so that inputs of a few kilobytes reach every bound.
ServerLimits small_bounds() {
  ServerLimits bounds;
  bounds.request_line_bytes = 256;
  bounds.header_bytes = 1'024;
  bounds.header_fields = 20;
  return bounds;
}

void expect(bool promise, const char* what) {
  if (promise) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

void touch(const Request& request) {
  expect(request.target == "*" || request.target.starts_with('/'), "a target begins with a slash");
  expect(request.target.find_first_of(std::string_view("\r\n\0 #", 5)) == std::string::npos, "a target is one word");
  expect(
      request.target ==
          (request.query.empty() && !request.target.ends_with('?') ? request.path : request.path + "?" + request.query),
      "path and query make the target");
  expect(request.body.size() <= most_body, "a body is bounded");
  for (const Field& field : request.fields) {
    expect(field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a value is one line");
  }
  request.parameter("q");
  accepts_gzip(request);
  not_modified(request, "\"etag\"");
  cookie(request, "session");
}

// What the bytes mean, as text, when they arrive in pieces of the sizes that `cuts` gives.
std::string reading(std::string_view bytes, std::string_view cuts) {
  static const ServerLimits bounds = small_bounds();
  RequestParser parser(bounds);
  Request request;
  std::string meaning;
  std::string input;
  std::size_t given = 0;
  std::size_t cut = 0;
  Progress progress = Progress::more;
  bool in_body = false;
  for (;;) {
    progress = in_body ? parser.read_body(input, request, most_body) : parser.read_head(input, request);
    expect(parser.consumed() <= input.size(), "no more is consumed than has arrived");
    input.erase(0, parser.consumed());
    if (progress == Progress::refused) {
      expect(parser.refusal() >= 400 && parser.refusal() < 600, "a refusal has a status");
      return meaning + "refused";
    }
    if (progress == Progress::head) {
      in_body = true;
      continue;
    }
    if (progress == Progress::complete) {
      touch(request);
      meaning += std::to_string(static_cast<int>(request.method)) + " " + request.host + request.target + "\n";
      for (const Field& field : request.fields) meaning += field.name + ":" + field.value + "\n";
      meaning += request.body + (parser.keep_alive() ? "\nkept\n" : "\nclosed\n");
      if (!parser.keep_alive()) return meaning;
      parser.start();
      in_body = false;
      continue;
    }
    if (given == bytes.size()) return meaning + (input.empty() && !in_body ? "" : "unfinished");
    const std::size_t piece = cuts.empty() ? bytes.size() : 1 + static_cast<unsigned char>(cuts[cut++ % cuts.size()]);
    input += bytes.substr(given, piece);
    given = std::min(bytes.size(), given + piece);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view whole(reinterpret_cast<const char*>(data), size);
  const std::string_view cuts = whole.substr(0, std::min<std::size_t>(4, size));
  const std::string_view bytes = whole.substr(cuts.size());
  const std::string at_once = reading(bytes, {});
  expect(at_once == reading(bytes, cuts), "cuts change nothing");
  expect(at_once == reading(bytes, std::string_view("\0", 1)), "single bytes change nothing");
  return 0;
}
