#include "http/http2/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "http/handling.h"
#include "http/worker.h"

namespace vestnik::http::http2 {

using Moved = Stream::Moved;

Connection::Connection(Worker& worker, Stream stream, Opened opened)
    : worker_(worker), stream_(std::move(stream)), opened_(std::move(opened)), session_(worker.bounds(), *this) {}

Connection::~Connection() {
  unlink();
}

template <class Change>
void Connection::guarded(const Change& change) {
  // Called by who looks after all deadlines, which must not end with an exception.
  try {
    change();
    send();
    settle();
  } catch (...) {
    log_exception();
    end();
  }
}

void Connection::cut() {
  const auto kept = shared_from_this();
  unlink();
  if (waiting_ == Waiting::events && !worker_.stopping()) {
    guarded([this] { session_.beat_events(); });
    return;
  }
  // The socket takes everything, so that windows are shut: those of streams of events go alone. Where that was all, the
  // rest has its own time to write from here on.
  if (waiting_ == Waiting::write && !worker_.stopping() && !ended_ && session_.output().empty()) {
    std::size_t given_up = 0;
    guarded([&] { given_up = session_.give_up_events(); });
    if (given_up > 0 || ended_) return;
    unlink();
  }
  cut_ = true;
  stream_.cancel();
}

void Connection::tell_events() {
  const auto kept = shared_from_this();
  if (ended_) return;
  worker_.traffic().events.add(session_.tell_events());
  send();
  settle();
}

void Connection::end_events() {
  const auto kept = shared_from_this();
  if (ended_) return;
  session_.end_events();
  send();
  settle();
}

Session::Owner::Body Connection::head_arrived(Request& request, bool bodiless) {
  // Called out of nghttp2, which is C and must not be left by an exception.
  try {
    worker_.introduce(request, opened_, stream_.secure());
    request.confidential = worker_.handler().confidential(request);
    return {worker_.handler().body_limit(request), bodiless ? nullptr : worker_.handler().sink(request)};
  } catch (...) {
    log_exception();
  }
  return {};
}

asio::awaitable<void> Connection::serve(std::shared_ptr<Connection> connection) {
  try {
    co_await connection->receive_all();
    if (connection->session_.misbehaved() && !connection->ended_ && !connection->sending_) {
      co_await connection->linger();
    }
  } catch (...) {
    log_exception();
  }
  if (connection->session_.misbehaved()) connection->worker_.traffic().misbehaved.add();
  connection->end();
}

asio::awaitable<void> Connection::receive_all() {
  for (;;) {
    const bool more = receive();
    if (!more) co_return;
    send();
    if (ended_ || session_.over()) co_return;
    settle();
    if (ended_) co_return;
    if (stream_.pending()) continue;
    const auto [problem] = co_await stream_.readable();
    if (ended_) co_return;
    if (!problem) continue;
    // Cut: what had arrived before a stop is still answered, whoever was too slow is told to go.
    if (!cut_ || !worker_.stopping() || shut_) {
      session_.shut();
      send();
      co_return;
    }
  }
}

asio::awaitable<void> Connection::linger() {
  ended_ = true;
  session_.abandon();
  bury_lost();
  stream_.end();
  worker_.wait(*this, Waiting::linger);
  std::size_t dropped = 0;
  while (dropped < limits::http2_window) {
    std::size_t got = 0;
    const std::span<char> inbox = worker_.inbox();
    const Moved moved = stream_.read(asio::buffer(inbox.data(), inbox.size()), got);
    dropped += got;
    if (moved == Moved::end) co_return;
    if (moved == Moved::bytes) continue;
    const auto [problem] = co_await stream_.readable();
    if (problem) co_return;
  }
}

bool Connection::receive() {
  for (;;) {
    std::size_t got = 0;
    const std::span<char> inbox = worker_.inbox();
    const Moved moved = stream_.read(asio::buffer(inbox.data(), inbox.size()), got);
    if (moved == Moved::end) return false;
    if (moved == Moved::blocked) break;
    const bool understood = session_.receive(std::string_view(inbox.data(), got), worker_.date());
    take_requests();
    if (!understood) {
      send();
      return false;
    }
    // A client that never stops sending must let the others of this thread be served.
    if (!session_.output().empty() || session_.owed() > 0) break;
  }
  if (worker_.stopping() && !shut_) {
    shut_ = true;
    session_.shut();
  }
  return true;
}

void Connection::take_requests() {
  while (std::optional<Asked> asked = session_.next()) {
    std::optional<Response> response;
    asked->noted = worker_.note(asked->request, asked->request.confidential);
    if (!asked->intake) response = answer_at_once(worker_.handler(), asked->request);
    if (response) {
      respond(*asked, std::move(*response));
    } else {
      start(std::move(*asked));
    }
  }
  bury_lost();
}

void Connection::start(Asked asked) {
  // Asked for and given up again, many times: their handlers are still at work. A sink has begun already, and each
  // stream has one at most.
  if (answering_ >= worker_.bounds().http2_streams && !asked.intake) {
    session_.refuse(asked.stream);
    return;
  }
  answering_ += 1;
  if (asked.whole) {
    asio::co_spawn(stream_.executor(), answer(shared_from_this(), std::move(asked)), asio::detached);
  } else {
    asio::co_spawn(stream_.executor(), pass_on(shared_from_this(), std::move(asked)), asio::detached);
  }
}

asio::awaitable<void> Connection::pass_on(std::shared_ptr<Connection> connection, Asked asked) {
  const std::size_t bytes = asked.request.body.size();
  std::optional<Response> response = co_await hand_over(asked.intake->sink, std::move(asked.request.body));
  if (!response && asked.intake->lost) {
    co_await bury(std::move(connection), std::move(asked.intake));
    co_return;
  }
  connection->answering_ -= 1;
  if (connection->ended_) co_return;
  if (response) {
    // What still comes of the body is dropped: the sink has said all that it has to say.
    connection->respond(asked, std::move(*response));
  } else {
    connection->session_.taken(asked.stream, bytes);
    connection->take_requests();
  }
  connection->send();
  connection->settle();
}

asio::awaitable<void> Connection::bury(std::shared_ptr<Connection> connection, std::shared_ptr<Intake> lost) {
  co_await give_up(lost->sink, std::move(lost->rest));
  connection->answering_ -= 1;
}

void Connection::bury_lost() {
  while (std::shared_ptr<Intake> lost = session_.next_lost()) {
    answering_ += 1;
    asio::co_spawn(stream_.executor(), bury(shared_from_this(), std::move(lost)), asio::detached);
  }
}

asio::awaitable<void> Connection::answer(std::shared_ptr<Connection> connection, Asked asked) {
  std::shared_ptr<BodySink> sink;
  if (asked.intake) sink = asked.intake->sink;
  Response response = co_await answer_later(connection->worker_.handler(), std::move(asked.request), std::move(sink));
  connection->answering_ -= 1;
  if (connection->ended_) co_return;
  connection->respond(asked, std::move(response));
  connection->send();
  connection->settle();
}

void Connection::respond(const Asked& asked, Response response) {
  if (response.events && worker_.seat_events(response)) worker_.listen_for_events(*this);
  worker_.answered(response, Clock::now() - asked.since, true, asked.noted);
  session_.answer(asked.stream, std::move(response), worker_.date());
}

void Connection::send() {
  while (!ended_ && !sending_) {
    if (session_.output().empty()) session_.fill();
    if (session_.output().empty()) return;
    std::size_t taken = 0;
    const Moved moved = stream_.write(session_.output().buffers(), taken);
    session_.output().drop(taken);
    sent_ += taken;
    if (moved == Moved::end) {
      end();
    } else if (moved == Moved::blocked) {
      sending_ = true;
      asio::co_spawn(stream_.executor(), send_when_ready(shared_from_this()), asio::detached);
    }
  }
}

asio::awaitable<void> Connection::send_when_ready(std::shared_ptr<Connection> connection) {
  const auto [problem] = co_await connection->stream_.writable();
  connection->sending_ = false;
  if (connection->ended_) co_return;
  if (problem) {
    connection->end();
    co_return;
  }
  connection->send();
  connection->settle();
}

void Connection::settle() {
  if (ended_) return;
  bury_lost();
  if (shut_ || worker_.stopping()) {
    if (!shut_) {
      shut_ = true;
      session_.shut();
      send();
    }
    if (session_.over()) {
      end();
      return;
    }
  }
  const std::optional<Clock::time_point> receiving_since = session_.receiving_since();
  if (receiving_since && Clock::now() - *receiving_since > worker_.bounds().body_time) {
    end();
    return;
  }
  Waiting next = Waiting::request;
  if (session_.owed() > 0 || !session_.output().empty()) {
    next = Waiting::write;
  } else if (receiving_since) {
    next = Waiting::body;
  } else if (session_.open() > session_.event_streams()) {
    next = Waiting::answer;
  } else if (session_.open() > 0) {
    next = Waiting::events;
  }
  // Slow is allowed, stopped is not: the time to write begins anew with every write_bytes.
  // So does the time to send a body, with every piece that its sink has taken.
  const bool moved_on = (next == Waiting::write && sent_ >= worker_.bounds().write_bytes) ||
                        (next == Waiting::body && receiving_since != receiving_since_);
  if (next == waiting_ && is_linked() && !moved_on) return;
  sent_ = 0;
  receiving_since_ = receiving_since;
  worker_.wait(*this, next);
}

void Connection::end() {
  if (ended_) return;
  ended_ = true;
  session_.abandon();
  bury_lost();
  unlink();
  listening.unlink();
  stream_.end();
  stream_.cancel();
}

}  // namespace vestnik::http::http2
