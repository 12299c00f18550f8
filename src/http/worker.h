// One reading thread: its event loop, its listener, its connections and their deadlines. Everything here but `stop`
// belongs to the thread that is in `run`.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "http/access_log.h"
#include "http/admission.h"
#include "http/event_stream.h"
#include "http/exchange.h"
#include "http/forwarded.h"
#include "http/opened.h"
#include "http/readiness.h"
#include "http/server.h"
#include "http/stream.h"
#include "http/tls.h"
#include "http/traffic.h"
#include "http/waiter.h"

namespace vestnik::http {

class Worker {
 public:
  // What all threads of a server share; outlives them.
  struct Shared {
    Handler& handler;
    Admission& admission;  // of connections
    Admission& events;     // of streams of events
    const TrustedProxies& proxies;
    const Tls* tls;         // nullptr: in the clear
    AccessLog* access_log;  // nullptr: none
  };
  Worker(const ServerLimits& bounds, const Shared& shared);
  ~Worker();

  // Several workers listen at one endpoint; the kernel spreads connections over them (SO_REUSEPORT).
  Result<void> listen(const asio::ip::tcp::endpoint& endpoint);
  // The same with a socket that listens already, which stays the caller's.
  Result<void> adopt(const asio::ip::tcp::endpoint& endpoint, int descriptor);
  void run();
  // From any thread.
  void stop();
  // From any thread: connections with streams of events are told.
  void wake_events();
  const Traffic& traffic() const { return traffic_; }

  // ---- for connections ----
  Handler& handler() { return shared_.handler; }
  Traffic& traffic() { return traffic_; }
  const ServerLimits& bounds() const { return bounds_; }
  bool stopping() const { return stopping_; }
  // Now, for the Date field.
  std::string_view date();
  // Room for one read whose bytes are taken at once.
  std::span<char> inbox() { return inbox_; }
  std::unique_ptr<Exchange> take_exchange();
  void give_back(std::unique_ptr<Exchange> exchange);
  // Completes a request that has arrived over a connection with what is known of its other end.
  void introduce(Request& request, const Opened& opened, bool secure) {
    shared_.proxies.introduce(request, opened.peer, secure, opened.trusted);
  }
  // What has to be known of a request when it is answered. A confidential one (Handler::confidential) is counted
  // nowhere and no line tells of it: sums that are fetched every few seconds and kept would tell when it came.
  Noted note(const Request& request, bool confidential) const;
  // Counts an answer, and tells the log. `noted`: of `note`.
  void answered(const Response& response, std::chrono::steady_clock::duration took, bool http_2, const Noted& noted);
  // From now on `connection` waits for that, and is cut when it takes longer than it may.
  void wait(Waiter& connection, Waiting waiting);
  void left(Admission::Place place);
  // Takes a seat for a response that goes on as events; false: there is none, and it has become a refusal.
  bool seat_events(Response& response);
  void leave_events(Admission::Place place);
  // Until it unlinks itself.
  void listen_for_events(EventListener& listener);

 private:
  // Oldest first: the time allowed is the same for all of one list, so only its front has to be looked at.
  using Waiters = boost::intrusive::list<Waiter, boost::intrusive::constant_time_size<false>>;

  using Listeners = boost::intrusive::list<
      EventListener,
      boost::intrusive::member_hook<EventListener, decltype(EventListener::listening), &EventListener::listening>,
      boost::intrusive::constant_time_size<false>>;

  asio::awaitable<void> accept();
  asio::awaitable<void> sweep();
  enum class Accepted { all, some, exhausted };
  Accepted accept_waiting();
  void take_in(int descriptor, const asio::ip::address& address);
  bool drop_oldest_idle();
  void begin_stop();
  void tell_events();
  // Ends idle connections that have been so for that long.
  void cut_idle(std::chrono::milliseconds least);
  std::chrono::milliseconds allowed(Waiting waiting) const;

  const ServerLimits bounds_;
  const Shared shared_;
  Traffic traffic_;
  AccessLog::Pen* const pen_;  // nullptr: no log
  std::vector<char> record_;   // lent to each write of a TLS connection
  std::vector<char> inbox_;
  std::array<Waiters, waitings> waiters_;
  Listeners listeners_, untold_;  // told of what is new, and not yet
  std::atomic<bool> woken_ = false;
  bool telling_ = false;
  std::size_t event_streams_ = 0;
  std::vector<std::unique_ptr<Exchange>> spare_;
  std::size_t open_ = 0;
  bool stopping_ = false;
  bool adopted_ = false;  // the listening socket goes on to another process
  std::time_t date_at_ = -1;
  std::string date_;
  Readiness readiness_;

  // Destroyed first: connections that a stop has left behind end with it, and still use what is above.
  // What is handed over by other threads needs a lock, sockets and timers are this thread's alone.
  asio::io_context io_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
  asio::ip::tcp::acceptor acceptor_{io_};
  asio::steady_timer stop_timer_{io_}, grace_timer_{io_};
};

}  // namespace vestnik::http
