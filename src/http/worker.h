// One reading thread: its event loop, its listener, its connections and their deadlines. Everything here but `stop`
// belongs to the thread that is in `run`.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>
#include <memory>
#include <string>
#include <vector>

#include "http/admission.h"
#include "http/connection.h"
#include "http/exchange.h"
#include "http/server.h"

namespace vestnik::http {

class Worker {
 public:
  Worker(const ServerLimits& bounds, Handler& handler, Admission& admission);
  ~Worker();

  // Several workers listen at one endpoint; the kernel spreads connections over them (SO_REUSEPORT).
  Result<void> listen(const asio::ip::tcp::endpoint& endpoint);
  asio::ip::tcp::endpoint endpoint() const;
  void run();
  // From any thread.
  void stop();

  // ---- for connections ----
  Handler& handler() { return handler_; }
  const ServerLimits& bounds() const { return bounds_; }
  bool stopping() const { return stopping_; }
  // Now, for the Date field.
  std::string_view date();
  std::unique_ptr<Exchange> take_exchange();
  void give_back(std::unique_ptr<Exchange> exchange);
  // From now on `connection` waits for that, and is cut when it takes longer than it may.
  void wait(Connection& connection, Waiting waiting);
  void left(Admission::Place place);

 private:
  // Oldest first: the time allowed is the same for all of one list, so only its front has to be looked at.
  using Waiters = boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;

  asio::awaitable<void> accept();
  asio::awaitable<void> sweep();
  enum class Accepted { all, some, exhausted };
  Accepted accept_waiting();
  bool drop_oldest_idle();
  void begin_stop();
  std::chrono::milliseconds allowed(Waiting waiting) const;

  const ServerLimits bounds_;
  Handler& handler_;
  Admission& admission_;
  std::array<Waiters, waitings> waiters_;
  std::vector<std::unique_ptr<Exchange>> spare_;
  std::size_t open_ = 0;
  bool stopping_ = false;
  std::time_t date_at_ = -1;
  std::string date_;

  // Destroyed first: connections that a stop has left behind end with it, and still use what is above.
  asio::io_context io_{1};
  asio::ip::tcp::acceptor acceptor_{io_};
  asio::steady_timer stop_timer_{io_};
};

}  // namespace vestnik::http
