// /api/v1/…: what newsroom programs call. JSON in and out, errors as problem details (RFC 9457), described by OpenAPI
// at /api/v1/openapi.json. Every call needs a token (Authorization: Bearer) whose role allows it; the table of
// operations (operations.h) says which. Handlers run on pool threads and may block.
#pragma once

#include "base/time.h"
#include "http/pool.h"
#include "http/server.h"
#include "media/library.h"
#include "store/store.h"

namespace vestnik::newsroom {

struct Desk {
  store::Store& store;
  media::Library& library;
  Clock clock;
};

class Api : public http::Handler {
 public:
  Api(Desk desk, http::Pool& pool) : desk_(std::move(desk)), pool_(pool) {}

  boost::asio::awaitable<http::Response> answer(http::Request request) override;
  std::size_t body_limit(const http::Request& head) const override;

 private:
  Desk desk_;
  http::Pool& pool_;
};

// The answer to one call, blocking: what Api runs on the pool; for tests too.
http::Response call(const Desk& desk, const http::Request& request);

}  // namespace vestnik::newsroom
