// What operators and their machines ask: /healthz (the process runs), /readyz (it can do its work) and, on the admin
// listener alone, /metrics.
#pragma once

#include "commands/metrics.h"
#include "http/server.h"

namespace vestnik::commands {

// "/healthz" and "/readyz", on every listener.
bool is_operators_question(const http::Request& request);
http::Response alive_response();
// Blocks as Health::look does. `detailed`: says what is wrong, which the public need not know.
http::Response ready_response(Health& health, bool detailed);

// The admin listener: binds to an address that only operators reach. `pool`: of a thread that nothing else waits for,
// so that operators see what holds up the others.
class AdminDoor : public http::Handler {
 public:
  AdminDoor(Watched watched, http::Pool& pool) : watched_(watched), pool_(pool) {}
  boost::asio::awaitable<http::Response> answer(http::Request request) override;
  std::size_t body_limit(const http::Request&) const override { return 0; }

 private:
  http::Response respond(const http::Request& request);

  Watched watched_;
  http::Pool& pool_;
};

}  // namespace vestnik::commands
