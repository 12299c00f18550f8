#include "commands/door.h"

namespace vestnik::commands {

namespace {

bool is_api(const http::Request& request) {
  return request.path.starts_with("/api/");
}

}  // namespace

std::optional<http::Response> Door::answer_now(const http::Request& request) {
  if (is_api(request) || Previews::is_preview(request)) return std::nullopt;
  // The listeners open when the edition is loaded: whoever can ask gets a yes.
  if (request.path == "/healthz" || request.path == "/readyz") {
    http::Response response = http::text_response(200, "ok\n");
    response.with("Cache-Control", "no-store");
    return response;
  }
  if (auto file = newsroom::application_response(request)) return file;
  if (reports::Entrance::is_here(request)) return reports_.answer_now(request);
  return portal_.answer_now(request);
}

boost::asio::awaitable<http::Response> Door::answer(http::Request request) {
  if (is_api(request)) return api_.answer(std::move(request));
  if (Previews::is_preview(request)) return previews_.answer(std::move(request));
  if (reports::Entrance::is_here(request)) return reports_.answer(std::move(request));
  return portal_.answer(std::move(request));
}

std::size_t Door::body_limit(const http::Request& head) const {
  if (reports::Entrance::is_here(head)) return reports_.body_limit(head);
  return is_api(head) ? api_.body_limit(head) : portal_.body_limit(head);
}

std::shared_ptr<http::BodySink> Door::sink(const http::Request& head) {
  return reports::Entrance::is_here(head) ? reports_.sink(head) : nullptr;
}

}  // namespace vestnik::commands
