#include "newsroom/repeatable.h"

#include "base/digest.h"
#include "base/limits.h"
#include "http/message.h"
#include "http/problem.h"

namespace vestnik::newsroom {

namespace {

struct Answered {
  std::string request;
  http::Response response;
};

// Method, address and body: what has to be the same for the same key.
std::string request_digest(const http::Request& request) {
  return sha256_hex(std::string(name_of(request.method)) + " " + request.target + "\n" + request.body);
}

std::optional<Answered> find_answered(store::Session& session, const std::string& caller, std::string_view key) {
  std::optional<Answered> found;
  session.query("SELECT request, status, etag, location, body FROM answered_calls WHERE caller = ? AND key = ?",
                "tittt", {caller, key}, [&](const store::Row& row) {
                  Answered answered{row.string(0), {}};
                  answered.response.status = static_cast<unsigned>(row.integer(1));
                  answered.response
                      .with("Content-Type",
                            answered.response.status < 400 ? "application/json" : "application/problem+json")
                      .with("Idempotency-Replayed", "true");
                  if (!row.text(2).empty()) answered.response.with("ETag", row.string(2));
                  if (!row.text(3).empty()) answered.response.with("Location", row.string(3));
                  answered.response.body.push_back(http::Buffer::of(row.string(4)));
                  found = std::move(answered);
                  return false;
                });
  return found;
}

std::string field_of(const http::Response& response, std::string_view name) {
  for (const auto& [each, value] : response.fields) {
    if (each == name) return value;
  }
  return {};
}

void keep(store::Session& session, const Call& call, std::string_view key, const http::Response& response) {
  const Time now = call.desk.clock();
  session.run("DELETE FROM answered_calls WHERE at < ?", {now - limits::repeat_time});
  std::string body;
  for (const http::Buffer& part : response.body) body += part.bytes;
  session.run(
      "INSERT INTO answered_calls (caller, key, request, status, etag, location, body, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {call.signature(), key, request_digest(call.request), static_cast<std::int64_t>(response.status),
       field_of(response, "ETag"), field_of(response, "Location"), body, now});
}

// What the same call was answered with; ErrorKind::conflict where another one had the key.
Result<std::optional<http::Response>> answered_before(const Call& call, std::string_view key) {
  auto answered =
      call.desk.store.read([&](store::Session& session) { return find_answered(session, call.signature(), key); });
  if (!answered) return std::unexpected(answered.error());
  if (!*answered) return std::nullopt;
  if ((*answered)->request == request_digest(call.request)) return std::move((*answered)->response);
  return fail(ErrorKind::conflict, "the Idempotency-Key was used for another call", std::string(key),
              "take a new key for a new call");
}

Error told_already(std::string_view key) {
  return {ErrorKind::conflict, "this was done already, and its answer is told once", std::string(key),
          "look for it in the list; make another with a new key where the answer was lost"};
}

}  // namespace

Result<std::optional<http::Response>> answered_already(const Call& call) {
  const std::string_view key = call.request.field("idempotency-key");
  if (key.size() > limits::repeat_key_bytes) {
    return fail(ErrorKind::invalid, "the Idempotency-Key is too long", {}, "send a UUID");
  }
  if (key.empty()) return std::nullopt;
  return answered_before(call, key);
}

Result<http::Response> once(const Call& call, const std::function<Result<http::Response>(store::Session&)>& work,
                            Keep what, const json::object& detail) {
  auto before = answered_already(call);
  if (!before) return std::unexpected(before.error());
  if (*before) return std::move(**before);
  const std::string_view key = call.request.field("idempotency-key");
  if (key.empty()) return call.change(work, detail);
  auto response = call.change(
      [&](store::Session& session) -> Result<http::Response> {
        auto done = work(session);
        if (done && done->status < 300) {
          keep(session, call, key, what == Keep::answer ? *done : http::problem_response(told_already(key)));
        }
        return done;
      },
      detail);
  // Of two at the same time, the one that comes second cannot keep its answer, and with that nothing it did; or it
  // finds done what it came to do. By then the first one's answer is there, and is the answer to both.
  if (response && response->status < 400) return response;
  auto meanwhile = answered_before(call, key);
  return meanwhile && *meanwhile ? Result<http::Response>(std::move(**meanwhile)) : std::move(response);
}

}  // namespace vestnik::newsroom
