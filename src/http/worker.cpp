#include "http/worker.h"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstring>
#include <ctime>

#include "base/log.h"
#include "base/time.h"
#include "http/connection.h"
#include "http/handling.h"
#include "http/response_head.h"

namespace vestnik::http {
namespace {

constexpr auto waited = asio::as_tuple(asio::use_awaitable);
using Code = boost::system::error_code;
using Clock = std::chrono::steady_clock;
using asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// New connections taken in one turn, before those that are open get theirs.
constexpr int accepted_in_a_turn = 64;
constexpr std::size_t spare_exchanges = 64;

// A listener at "::" sees IPv4 clients as "::ffff:192.0.2.1".
asio::ip::address plain(const asio::ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
}

}  // namespace

Opened::~Opened() {
  if (worker_ != nullptr) worker_->left(place_);
  wipe(peer);
}

Worker::Worker(const ServerLimits& bounds, const Shared& shared)
    : bounds_(bounds),
      shared_(shared),
      pen_(shared.access_log == nullptr ? nullptr : &shared.access_log->new_pen()),
      record_(shared.tls == nullptr ? 0 : limits::tls_record_bytes),
      inbox_(record_.size()) {
  spare_.reserve(spare_exchanges);
  readiness_.begin(io_);
}

Worker::~Worker() {
  readiness_.end();
}

Result<void> Worker::listen(const tcp::endpoint& endpoint) {
  Code problem;
  const auto done = [&problem](const char* what) -> Result<void> {
    return fail(ErrorKind::unavailable, std::string("cannot listen (") + what + "): " + problem.message());
  };
  if (acceptor_.open(endpoint.protocol(), problem)) return done("socket");
  fcntl(acceptor_.native_handle(), F_SETFD, FD_CLOEXEC);
  if (acceptor_.set_option(tcp::acceptor::reuse_address(true), problem)) return done("SO_REUSEADDR");
  if (acceptor_.set_option(ReusePort(true), problem)) return done("SO_REUSEPORT");
  if (endpoint.address().is_v6() && acceptor_.set_option(asio::ip::v6_only(false), problem)) return done("IPV6_V6ONLY");
  if (acceptor_.bind(endpoint, problem)) return done("bind");
  if (acceptor_.native_non_blocking(true, problem)) return done("O_NONBLOCK");
  if (acceptor_.listen(tcp::acceptor::max_listen_connections, problem)) return done("listen");
  return {};
}

Result<void> Worker::adopt(const tcp::endpoint& endpoint, int descriptor) {
  const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  Code problem;
  adopted_ = true;
  if (own >= 0) acceptor_.assign(endpoint.protocol(), own, problem);
  if (own < 0 || problem || acceptor_.native_non_blocking(true, problem)) {
    return fail(ErrorKind::unavailable, "the inherited socket cannot be used", {},
                "hand over a TCP socket that listens");
  }
  return {};
}

void Worker::run() {
  asio::co_spawn(io_, accept(), asio::detached);
  asio::co_spawn(io_, sweep(), asio::detached);
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception& problem) {
      log::error("http: {}", problem.what());
    }
  }
}

void Worker::stop() {
  asio::post(io_, [this] { begin_stop(); });
}

void Worker::begin_stop() {
  if (stopping_) return;
  // Whoever has connected already is served: closing the listener would reset them. Where another process takes over,
  // they wait for it.
  if (acceptor_.is_open() && !adopted_) accept_waiting();
  stopping_ = true;
  Code ignored;
  acceptor_.close(ignored);
  cut_idle(bounds_.stop_grace);
  Waiters& conversations = waiters_[static_cast<std::size_t>(Waiting::conversation)];
  while (!conversations.empty()) conversations.front().cut();
  for (Listeners* const each : {&untold_, &listeners_}) {
    while (!each->empty()) {
      EventListener& listener = each->front();
      listener.listening.unlink();
      listener.end_events();
    }
  }
  grace_timer_.expires_after(bounds_.stop_grace);
  grace_timer_.async_wait([this](const Code& cancelled) {
    if (!cancelled) cut_idle(std::chrono::milliseconds(0));
  });
  stop_timer_.expires_after(bounds_.stop_time);
  stop_timer_.async_wait([this](const Code& cancelled) {
    if (cancelled) return;
    log::warn("http: {} connections had to be cut off at the stop", open_);
    io_.stop();
  });
  if (open_ == 0) io_.stop();
}

void Worker::cut_idle(std::chrono::milliseconds least) {
  Waiters& idle = waiters_[static_cast<std::size_t>(Waiting::request)];
  const Clock::time_point now = Clock::now();
  while (!idle.empty() && now - idle.front().since_ >= least) idle.front().cut();
}

asio::awaitable<void> Worker::accept() {
  while (!stopping_) {
    const auto [problem] = co_await acceptor_.async_wait(tcp::acceptor::wait_read, waited);
    if (stopping_ || problem == asio::error::operation_aborted) co_return;
    if (accept_waiting() != Accepted::exhausted) continue;
    // Out of descriptors or memory: the listener stays readable, so without a pause this would spin.
    drop_oldest_idle();
    asio::steady_timer pause(io_, bounds_.accept_pause);
    co_await pause.async_wait(waited);
  }
}

Worker::Accepted Worker::accept_waiting() {
  for (int count = 0; count < accepted_in_a_turn; ++count) {
    tcp::endpoint from;
    auto length = static_cast<socklen_t>(from.capacity());
    const int descriptor = ::accept4(acceptor_.native_handle(), from.data(), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) {
      if (errno == EAGAIN || errno == EWOULDBLOCK) return Accepted::all;
      if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        // Linux asks for the descriptor before it looks whether anybody waits.
        pollfd listener{acceptor_.native_handle(), POLLIN, 0};
        return ::poll(&listener, 1, 0) > 0 ? Accepted::exhausted : Accepted::all;
      }
      if (errno == EBADF || errno == EINVAL || errno == ENOTSOCK) {
        log::error("http: the listener is broken: {}", std::strerror(errno));
        return Accepted::exhausted;
      }
      continue;  // that one connection had an error before it was taken
    }
    from.resize(length);
    take_in(descriptor, plain(from.address()));
  }
  return Accepted::some;
}

void Worker::take_in(int descriptor, const asio::ip::address& address) {
  traffic_.accepted.add();
  std::unique_ptr<Watched> socket;
  try {
    socket = std::make_unique<Watched>(readiness_, descriptor);
  } catch (const boost::system::system_error& problem) {
    log::error("http: a connection could not be taken: {}", problem.what());
    traffic_.turned_away.add();
    return;
  }
  const bool trusted = shared_.proxies.trusts(address);
  const std::optional<Admission::Place> place =
      trusted ? std::optional(shared_.admission.enter_proxy()) : shared_.admission.enter(address);
  if (!place) {
    traffic_.turned_away.add();
    return;
  }
  open_ += 1;
  Opened opened(*this, address.to_string(), *place, trusted);
  wipe_stack();  // where it was put together, letter by letter
  if (shared_.admission.crowded() && !drop_oldest_idle()) {
    traffic_.turned_away.add();
    return;
  }
  const int no_delay = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
  SslPtr tls = shared_.tls == nullptr ? SslPtr() : shared_.tls->begin();
  if (shared_.tls != nullptr && !tls) return;
  Connection::begin(
      std::make_unique<Connection>(*this, Stream(std::move(socket), std::move(tls), record_), std::move(opened)));
}

bool Worker::drop_oldest_idle() {
  Waiters& idle = waiters_[static_cast<std::size_t>(Waiting::request)];
  if (idle.empty()) return false;
  idle.front().cut();
  return true;
}

asio::awaitable<void> Worker::sweep() {
  using std::chrono::milliseconds;
  milliseconds shortest = allowed(Waiting::request);
  for (std::size_t index = 0; index < waitings; ++index) {
    shortest = std::min(shortest, allowed(static_cast<Waiting>(index)));
  }
  const milliseconds tick = std::clamp(shortest / 4, milliseconds(5), milliseconds(1'000));
  asio::steady_timer timer(io_);
  for (;;) {
    timer.expires_after(tick);
    co_await timer.async_wait(waited);
    const Clock::time_point now = Clock::now();
    for (std::size_t index = 0; index < waitings; ++index) {
      Waiters& waiters = waiters_[index];
      const milliseconds most = allowed(static_cast<Waiting>(index));
      while (!waiters.empty() && now - waiters.front().since_ > most) {
        if (index != static_cast<std::size_t>(Waiting::events)) traffic_.overdue.add();
        waiters.front().cut();
      }
    }
  }
}

std::chrono::milliseconds Worker::allowed(Waiting waiting) const {
  switch (waiting) {
    case Waiting::handshake:
      return bounds_.handshake_time;
    case Waiting::request:
      return bounds_.idle_time;
    case Waiting::head:
      return bounds_.head_time;
    case Waiting::body:
      return bounds_.body_time;
    case Waiting::answer:
      break;  // as long as the handler takes
    case Waiting::conversation:
      break;  // it has times of its own
    case Waiting::write:
      return bounds_.write_time;
    case Waiting::linger:
      return bounds_.linger_time;
    case Waiting::events:
      return bounds_.event_beat;  // not an end: it is told something
  }
  return std::chrono::hours(24 * 365);
}

void Worker::wait(Waiter& connection, Waiting waiting) {
  connection.unlink();
  connection.waiting_ = waiting;
  connection.since_ = Clock::now();
  connection.cut_ = false;
  waiters_[static_cast<std::size_t>(waiting)].push_back(connection);
}

Noted Worker::note(const Request& request, bool confidential) const {
  if (confidential || pen_ == nullptr) return {!confidential, std::nullopt};
  const bool told = shared_.handler.may_be_told(request);
  return {true, AccessLog::Asked{request.method, request.host, told ? request.path : std::string()}};
}

void Worker::answered(const Response& response, Clock::duration took, bool http_2, const Noted& noted) {
  if (!noted.counted) return;
  (http_2 ? traffic_.http_2 : traffic_.http_1).add();
  traffic_.answered(response.kind, response.status, took);
  if (pen_ == nullptr || !noted.line) return;
  const bool bare = noted.line->method == Method::head || bodiless(response.status);
  pen_->write(*noted.line, {.status = response.status,
                            .bytes = bare ? 0 : response.length(),
                            .took = std::chrono::duration_cast<std::chrono::microseconds>(took),
                            .protocol = http_2 ? "2" : "1.1",
                            .kind = response.kind});
}

bool Worker::seat_events(Response& response) {
  EventAnswer& events = *response.events;
  Code unreadable;
  const asio::ip::address address = asio::ip::make_address(events.peer, unreadable);
  wipe(events.peer);
  const bool full =
      stopping_ || event_streams_ >= bounds_.event_streams_per_thread || shared_.events.open() >= bounds_.event_streams;
  std::optional<Admission::Place> place;
  if (!full) place = unreadable ? std::optional(shared_.events.enter_proxy()) : shared_.events.enter(plain(address));
  if (!place) {
    traffic_.event_streams_refused.add();
    const std::uint8_t kind = response.kind;
    response = text_response(503, "too many streams of events are open\n");
    response.kind = kind;
    response.with("Retry-After", "60").with("Cache-Control", "no-store");
    return false;
  }
  event_streams_ += 1;
  traffic_.event_streams.add();
  events.seat.emplace(*this, *place);
  return true;
}

void Worker::leave_events(Admission::Place place) {
  shared_.events.leave(place);
  event_streams_ -= 1;
  traffic_.event_streams_ended.add();
}

void Worker::listen_for_events(EventListener& listener) {
  if (!listener.listening.is_linked()) listeners_.push_back(listener);
}

void Worker::wake_events() {
  if (!woken_.exchange(true))
    asio::post(io_, [this] {
      woken_ = false;
      untold_.splice(untold_.end(), listeners_);
      if (!telling_) tell_events();
    });
}

void Worker::tell_events() {
  for (std::size_t count = 0; count < limits::event_streams_at_once && !untold_.empty(); ++count) {
    EventListener& listener = untold_.front();
    untold_.pop_front();
    listeners_.push_back(listener);
    // The others are told all the same.
    try {
      listener.tell_events();
    } catch (...) {
      log_exception();
    }
  }
  telling_ = !untold_.empty();
  if (telling_) asio::post(io_, [this] { tell_events(); });
}

void Worker::left(Admission::Place place) {
  shared_.admission.leave(place);
  open_ -= 1;
  if (stopping_ && open_ == 0) io_.stop();
}

std::string_view Worker::date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_at_) {
    date_at_ = now;
    date_ = format_http_date(Time(std::chrono::seconds(now)));
  }
  return date_;
}

std::unique_ptr<Exchange> Worker::take_exchange() {
  if (spare_.empty()) return std::make_unique<Exchange>(bounds_);
  std::unique_ptr<Exchange> exchange = std::move(spare_.back());
  spare_.pop_back();
  return exchange;
}

void Worker::give_back(std::unique_ptr<Exchange> exchange) {
  exchange->clear();
  if (spare_.size() < spare_exchanges) spare_.push_back(std::move(exchange));
}

}  // namespace vestnik::http
