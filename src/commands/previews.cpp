#include "commands/previews.h"

#include "newsroom/previews.h"

namespace vestnik::commands {

boost::asio::awaitable<http::Response> Previews::answer(http::Request request) {
  auto work = [this, request]() -> Result<http::Response> {
    constexpr std::string_view folder = "/preview/";
    const std::string_view rest = std::string_view(request.path).substr(folder.size());
    const std::string_view secret = rest.substr(0, rest.find('/'));
    const std::string_view below = rest.substr(secret.size());
    if (const auto seen = desk_.front_previews->find(secret, desk_.clock()); seen && below == "/") {
      return portal_.preview_front(request, seen->site, seen->section, seen->front);
    }
    const auto whole = newsroom::previewed(desk_, secret);
    if (!whole) return std::unexpected(whole.error());
    if (below == "/") return portal_.preview(request, *whole, std::string(folder) + std::string(secret));
    return portal_.preview_media(request, *whole, below);
  };
  auto response = co_await pool_.run(work);
  if (response) co_return std::move(*response);
  co_return co_await portal_.error_response(std::move(request), response.error());
}

}  // namespace vestnik::commands
