// Which handler a request goes to: the newsroom (its application and its calls), the operator's questions, or the
// reader's portal. Asked by every reading thread at once; what it hands on to keeps the rules of http::Handler.
#pragma once

#include "commands/operator_pages.h"
#include "commands/previews.h"
#include "http/server.h"
#include "newsroom/api.h"
#include "newsroom/application.h"
#include "reader/portal.h"
#include "reports/entrance.h"

namespace vestnik::commands {

class Door : public http::Handler {
 public:
  Door(reader::Portal& portal, newsroom::Api& api, Previews& previews, reports::Entrance& reports, Health& health,
       http::Pool& operator_pool)
      : portal_(portal),
        api_(api),
        previews_(previews),
        reports_(reports),
        health_(health),
        operator_pool_(operator_pool) {}

  std::optional<http::Response> answer_now(const http::Request& request) override;
  boost::asio::awaitable<http::Response> answer(http::Request request) override;
  std::size_t body_limit(const http::Request& head) const override;
  bool confidential(const http::Request& head) const override { return reports::Entrance::is_here(head); }
  bool may_be_told(const http::Request& request) const override;
  std::shared_ptr<http::BodySink> sink(const http::Request& head) override;

 private:
  boost::asio::awaitable<http::Response> answer_api(http::Request request);
  boost::asio::awaitable<http::Response> answer_ready();

  reader::Portal& portal_;
  newsroom::Api& api_;
  Previews& previews_;
  reports::Entrance& reports_;
  Health& health_;
  http::Pool& operator_pool_;
};

}  // namespace vestnik::commands
