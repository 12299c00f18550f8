// One client's connection: TLS where there is any, then HTTP/1.1: reads requests, has them answered in order, writes
// the answers. Where the client chose HTTP/2, the connection goes on as one of http2/connection.h.
//
// A connection that waits for a request, or for room for the rest of an answer, is this object alone, owned by its wait
// (Sleeper): what can be answered at once is answered in the call that wakes it. Only what has to be waited for in
// another way has a coroutine. See docs/decisions/064-a-connection-at-rest-has-no-coroutine.md.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "http/exchange.h"
#include "http/opened.h"
#include "http/stream.h"
#include "http/unsent.h"
#include "http/waiter.h"

namespace vestnik::http {

class Worker;

class Connection final : public Waiter, public Sleeper {
 public:
  Connection(Worker& worker, Stream stream, Opened opened);
  ~Connection() override;

  // Until either side ends it; owns itself meanwhile.
  static void begin(std::unique_ptr<Connection> connection);

  // Its time is up: whatever it waits for ends now.
  void cut() override;

  void wake(Watched::Code problem) override;
  void let_go() noexcept override { delete this; }

 private:
  using Clock = std::chrono::steady_clock;
  enum class Sent { all, blocked, failed };
  // What a connection does next.
  enum class Next : std::uint8_t {
    request,  // looks for one in what has arrived
    // At rest:
    bytes,  // waits for more of a request
    room,   // waits until more of an answer can be sent
    end,    // nothing; it goes
    // In a coroutine:
    handshake,
    body,
    answer,    // has the request answered by whom it has to wait for
    farewell,  // lets the other side read the last answer
  };

  // Waits, goes, or goes on in a coroutine.
  static void proceed(std::unique_ptr<Connection> connection, Next next);
  static asio::awaitable<void> serve(std::unique_ptr<Connection> connection, Next next);

  // ---- at once ----
  // Answers what has arrived, as far as that can be done at once.
  Next requests();
  Next more_of_request(Watched::Code problem);
  Next more_of_answer(Watched::Code problem);
  Next answer_now();
  Next respond();
  Next refuse(unsigned status);
  Next refuse(Response response);
  // `then`: what follows an answer once all of it is sent.
  Next after(Sent sent, Next then);
  void wait_for_head();
  bool goes_on_as_conversation() const;
  void refuse_conversation();
  // Takes a seat, or turns the answer into a refusal.
  bool goes_on_as_events();
  void go_on_as_events();

  // ---- in a coroutine ----
  // Until the connection is at rest.
  asio::awaitable<Next> go_on(Next next);
  // False: the connection has ended.
  asio::awaitable<bool> handshake();
  // Next::answer: the request is complete.
  asio::awaitable<Next> body();
  // Next::body: it goes on.
  asio::awaitable<Next> hand_over_piece();
  asio::awaitable<void> lose_body();
  asio::awaitable<void> answer_in_time();
  asio::awaitable<void> go_on_as_conversation();
  // False: the connection has ended.
  asio::awaitable<bool> tell_to_continue();
  asio::awaitable<void> linger();

  Stream::Moved receive(std::size_t most);
  Progress parse_head();
  Progress parse_body();
  void compose(Response& response, bool close, bool head_only);
  Sent send(std::vector<asio::const_buffer>& output);

  Worker& worker_;
  Stream stream_;
  Opened opened_;
  std::unique_ptr<Exchange> exchange_;  // while a request has begun to arrive or is answered
  std::unique_ptr<Unsent> unsent_;      // while the rest of an answer waits
  Next then_ = Next::request;           // once that is sent
};

}  // namespace vestnik::http
