#include "commands/door.h"

#include "http/problem.h"

namespace vestnik::commands {

namespace {

bool is_api(const http::Request& request) {
  return request.path.starts_with("/api/");
}

}  // namespace

std::optional<http::Response> Door::answer_now(const http::Request& request) {
  if (is_api(request) || Previews::is_preview(request)) return std::nullopt;
  if (is_operators_question(request)) {
    return request.path == "/healthz" ? std::optional(alive_response()) : std::nullopt;
  }
  if (auto file = newsroom::application_response(request)) return file;
  if (reports::Entrance::is_here(request)) {
    if (auto now = reports_.answer_now(request)) return now;
    // An old site's articles may have stood below /report/; what is of a report is never led elsewhere.
    return reports::Entrance::answers(request.path) ? std::nullopt : portal_.moved_away(request);
  }
  return portal_.answer_now(request);
}

boost::asio::awaitable<http::Response> Door::answer(http::Request request) {
  if (is_api(request)) return answer_api(std::move(request));
  if (Previews::is_preview(request)) return previews_.answer(std::move(request));
  if (reports::Entrance::is_here(request)) return reports_.answer(std::move(request));
  if (is_operators_question(request)) return answer_ready();
  return portal_.answer(std::move(request));
}

boost::asio::awaitable<http::Response> Door::answer_api(http::Request request) {
  http::Response response = co_await api_.answer(std::move(request));
  response.kind = api_kind;
  co_return response;
}

boost::asio::awaitable<http::Response> Door::answer_ready() {
  auto work = [this]() -> Result<http::Response> { return ready_response(health_, false); };
  auto response = co_await operator_pool_.run(work);
  // A pool that takes no more work is no place to send readers to.
  co_return response ? std::move(*response) : http::problem_response(response.error());
}

std::size_t Door::body_limit(const http::Request& head) const {
  if (reports::Entrance::is_here(head)) return reports_.body_limit(head);
  return is_api(head) ? api_.body_limit(head) : portal_.body_limit(head);
}

bool Door::may_be_told(const http::Request& request) const {
  // Addresses of previews, invitations, advertisers' figures and receipts are keys, who reports is nobody's business,
  // and what a page calls one view of it is kept nowhere.
  return !is_api(request) && !Previews::is_preview(request) && !reports::Entrance::is_here(request) &&
         !request.path.starts_with("/newsroom") && !request.path.starts_with("/advertising/report/") &&
         !request.path.starts_with("/advertising/flag/") && !request.path.starts_with(advertising::played_folder);
}

std::shared_ptr<http::BodySink> Door::sink(const http::Request& head) {
  return reports::Entrance::is_here(head) ? reports_.sink(head) : nullptr;
}

}  // namespace vestnik::commands
