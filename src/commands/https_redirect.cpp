#include "commands/https_redirect.h"

#include <algorithm>

#include "http/problem.h"
#include "http/request_parser.h"

namespace vestnik::commands {
namespace {

// Of an address such as "https://example.com"; "" where it is none.
std::string host_in(const std::string& address) {
  http::Request request;
  return http::understand_target(address, std::nullopt, request) ? request.host : std::string();
}

bool is_ours(const edition::Edition& edition, const std::string& host) {
  return std::ranges::any_of(edition.sites(), [&](const edition::SiteEdition* each) {
    const content::Site& site = each->site();
    return site.host == host || host_in(site.base_url) == host ||
           std::ranges::find(site.aliases, host) != site.aliases.end();
  });
}

}  // namespace

http::Response HttpsRedirect::respond(const http::Request& request) const {
  const edition::EditionPtr edition = press_.current();
  if (!is_ours(*edition, request.host)) {
    return http::problem_response(421, "no site of this server has that host name");
  }
  // Whatever else was sent is already known to whoever listens; to repeat it encrypted would hide that.
  if (request.method != http::Method::get && request.method != http::Method::head) {
    return http::problem_response(403, "only over HTTPS");
  }
  http::Response response;
  response.status = 301;
  response.with("Location",
                "https://" + request.host + (port_ == 443 ? "" : ":" + std::to_string(port_)) + request.target);
  response.with("Cache-Control", "max-age=3600");
  return response;
}

}  // namespace vestnik::commands
