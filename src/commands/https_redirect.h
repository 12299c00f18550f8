// The listener in the clear beside one that speaks TLS: sends readers on to HTTPS, for hosts that are ours and no
// others, so that nobody can have us send their victims elsewhere.
#pragma once

#include "edition/edition.h"
#include "http/server.h"

namespace vestnik::commands {

class HttpsRedirect : public http::Handler {
 public:
  // `port`: where HTTPS is answered; 443 is left out of addresses.
  HttpsRedirect(edition::Press& press, std::uint16_t port) : press_(press), port_(port) {}
  std::optional<http::Response> answer_now(const http::Request& request) override { return respond(request); }
  boost::asio::awaitable<http::Response> answer(http::Request request) override { co_return respond(request); }
  std::size_t body_limit(const http::Request&) const override { return 0; }

 private:
  http::Response respond(const http::Request& request) const;

  edition::Press& press_;
  std::uint16_t port_;
};

}  // namespace vestnik::commands
