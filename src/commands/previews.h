// /preview/SECRET/…: the newsroom says what the secret opens, the reader's side renders it.
#pragma once

#include "http/pool.h"
#include "http/server.h"
#include "newsroom/api.h"
#include "reader/portal.h"

namespace vestnik::commands {

class Previews {
 public:
  Previews(newsroom::Desk desk, reader::Portal& portal, http::Pool& pool)
      : desk_(std::move(desk)), portal_(portal), pool_(pool) {}

  static bool is_preview(const http::Request& request) {
    return request.path.starts_with("/preview/") &&
           (request.method == http::Method::get || request.method == http::Method::head);
  }
  boost::asio::awaitable<http::Response> answer(http::Request request);

 private:
  newsroom::Desk desk_;
  reader::Portal& portal_;
  http::Pool& pool_;
};

}  // namespace vestnik::commands
