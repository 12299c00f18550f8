// One client's connection: TLS where there is any, then HTTP/1.1: reads requests, has them answered in order, writes
// the answers. Where the client chose HTTP/2, the connection goes on as one of http2/connection.h.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "http/exchange.h"
#include "http/opened.h"
#include "http/stream.h"
#include "http/waiter.h"

namespace vestnik::http {

class Worker;

class Connection final : public Waiter {
 public:
  Connection(Worker& worker, Stream stream, Opened opened);
  ~Connection() override;

  // Until either side ends it; owns the connection meanwhile.
  static asio::awaitable<void> serve(std::unique_ptr<Connection> connection);

  // Its time is up: whatever it waits for ends now.
  void cut() override;

 private:
  using Clock = std::chrono::steady_clock;
  enum class Sent { all, blocked, failed };

  // False: the connection has ended.
  asio::awaitable<bool> handshake();
  asio::awaitable<void> requests();
  asio::awaitable<void> answer_in_time();
  bool goes_on_as_conversation() const;
  asio::awaitable<void> go_on_as_conversation();
  // Takes a seat, or turns the answer into a refusal.
  bool goes_on_as_events(bool head_only);
  void go_on_as_events();
  void refuse_conversation();
  // Progress::more: the connection has ended.
  asio::awaitable<Progress> rest_of_head();
  asio::awaitable<Progress> body();
  // False: the request has been answered before its end, or cannot go on.
  asio::awaitable<bool> hand_over_piece();
  asio::awaitable<void> lose_body();
  // False: the connection has ended.
  asio::awaitable<bool> send_rest();
  asio::awaitable<void> refuse(unsigned status);
  asio::awaitable<void> refuse(Response response);
  asio::awaitable<void> linger();

  Stream::Moved receive(std::size_t most);
  Progress parse_head();
  Progress parse_body();
  void compose(Response& response, bool close, bool head_only);
  Sent send();

  Worker& worker_;
  Stream stream_;
  Opened opened_;
  std::unique_ptr<Exchange> exchange_;
  std::size_t body_limit_ = 0;
};

}  // namespace vestnik::http
