#include "commands/operator_pages.h"

#include "http/problem.h"

namespace vestnik::commands {

bool is_operators_question(const http::Request& request) {
  return request.path == "/healthz" || request.path == "/readyz";
}

http::Response alive_response() {
  http::Response response = http::text_response(200, "ok\n");
  response.kind = operator_kind;
  response.with("Cache-Control", "no-store");
  return response;
}

http::Response ready_response(Health& health, bool detailed) {
  const Health::State state = health.look();
  std::string text = state.ready() ? "ok\n" : "not ready\n";
  if (detailed) {
    for (const std::string& complaint : state.complaints()) text += complaint + "\n";
  }
  http::Response response = http::text_response(state.ready() ? 200 : 503, std::move(text));
  response.kind = operator_kind;
  response.with("Cache-Control", "no-store");
  if (!state.ready()) response.with("Retry-After", "5");
  return response;
}

boost::asio::awaitable<http::Response> AdminDoor::answer(http::Request request) {
  auto work = [this, request = std::move(request)]() -> Result<http::Response> { return respond(request); };
  auto response = co_await pool_.run(work);
  co_return response ? std::move(*response) : http::problem_response(response.error());
}

http::Response AdminDoor::respond(const http::Request& request) {
  if (request.method != http::Method::get && request.method != http::Method::head) {
    return std::move(http::problem_response(405, "only GET and HEAD are answered here").with("Allow", "GET, HEAD"));
  }
  if (request.path == "/healthz") return alive_response();
  if (request.path == "/readyz") return ready_response(watched_.health, true);
  if (request.path == "/metrics") {
    return std::move(http::text_response(200, metrics_text(watched_), "text/plain; version=0.0.4; charset=utf-8")
                         .with("Cache-Control", "no-store"));
  }
  return http::problem_response(404, "/metrics, /healthz and /readyz are answered here");
}

}  // namespace vestnik::commands
