#include "http/handling.h"

#include "base/log.h"

namespace vestnik::http {
namespace {

// OPTIONS * asks what the server can do, not a resource (RFC 9110, 9.3.7).
Response capabilities() {
  Response response;
  response.status = 204;
  return std::move(response.with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
}

}  // namespace

void log_exception() {
  try {
    throw;
  } catch (const std::exception& problem) {
    log::error("http: a handler failed: {}", problem.what());
  } catch (...) {
    log::error("http: a handler failed with what is no exception");
  }
}

Response failed_response() {
  return text_response(500, "Internal Server Error\n");
}

std::optional<Response> answer_at_once(Handler& handler, const Request& request) {
  if (request.target == "*") return capabilities();
  try {
    return handler.answer_now(request);
  } catch (...) {
    log_exception();
    return failed_response();
  }
}

asio::awaitable<Response> answer_later(Handler& handler, Request request, std::shared_ptr<BodySink> sink) {
  try {
    if (sink) co_return co_await sink->end(std::move(request));
    co_return co_await handler.answer(std::move(request));
  } catch (...) {
    log_exception();
  }
  co_return failed_response();
}

asio::awaitable<std::optional<Response>> hand_over(std::shared_ptr<BodySink> sink, std::string piece) {
  try {
    co_return co_await sink->take(std::move(piece));
  } catch (...) {
    log_exception();
  }
  co_return failed_response();
}

asio::awaitable<void> give_up(std::shared_ptr<BodySink> sink, std::string last) {
  try {
    co_await sink->lost(std::move(last));
  } catch (...) {
    log_exception();
  }
}

}  // namespace vestnik::http
