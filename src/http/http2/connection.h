// One client's connection once it speaks HTTP/2: moves bytes between the stream and a Session, has requests answered
// side by side, and keeps one deadline for all of it. Belongs to one reading thread; alive as long as it is open or one
// of its answers is being made.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>

#include "http/event_stream.h"
#include "http/http2/session.h"
#include "http/opened.h"
#include "http/stream.h"
#include "http/waiter.h"

namespace vestnik::http::http2 {

class Connection final : public Waiter,
                         public EventListener,
                         public Session::Owner,
                         public std::enable_shared_from_this<Connection> {
 public:
  Connection(Worker& worker, Stream stream, Opened opened);
  ~Connection() override;

  // Until either side ends it.
  static asio::awaitable<void> serve(std::shared_ptr<Connection> connection);

  void cut() override;
  void tell_events() override;
  void end_events() override;
  Body head_arrived(Request& request, bool bodiless) override;

 private:
  asio::awaitable<void> receive_all();
  // Lets a client that was told to go read why: a close before all that it has sent is read would take that back.
  asio::awaitable<void> linger();
  static asio::awaitable<void> answer(std::shared_ptr<Connection> connection, Asked asked);
  // Hands a piece of a body to its sink.
  static asio::awaitable<void> pass_on(std::shared_ptr<Connection> connection, Asked asked);
  static asio::awaitable<void> bury(std::shared_ptr<Connection> connection, std::shared_ptr<Intake> lost);
  static asio::awaitable<void> send_when_ready(std::shared_ptr<Connection> connection);

  // Takes whatever has arrived. False: nothing more will.
  bool receive();
  void take_requests();
  void start(Asked asked);
  // Tells the sinks of bodies that will not be complete.
  void bury_lost();
  void respond(const Asked& asked, Response response);
  // Sends as much as goes at once.
  void send();
  // Begins to wait for what is due next, with its deadline.
  void settle();
  // Changes the session and goes on; never throws.
  template <class Change>
  void guarded(const Change& change);
  void end();

  Worker& worker_;
  Stream stream_;
  Opened opened_;
  Session session_;
  std::size_t answering_ = 0;                         // handlers at work, also for streams that are gone
  std::size_t sent_ = 0;                              // bytes, since the deadline was last moved
  std::optional<Clock::time_point> receiving_since_;  // the session's, when the deadline was last moved
  bool sending_ = false;                              // send_when_ready is under way
  bool shut_ = false;                                 // the client has been told that the server stops
  bool ended_ = false;
};

}  // namespace vestnik::http::http2
