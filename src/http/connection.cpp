#include "http/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "base/log.h"
#include "http/event_stream.h"
#include "http/handling.h"
#include "http/http2/connection.h"
#include "http/problem.h"
#include "http/response_head.h"
#include "http/websocket.h"
#include "http/worker.h"

namespace vestnik::http {
namespace {

using Moved = Stream::Moved;

// Room for one read. Most requests fit into the first, and more than one may come in it: a slow reader holds those that
// have come behind an answer that is not taken. Uploads come in the second.
constexpr std::size_t head_read = 2 << 10;
constexpr std::size_t body_read = 64 << 10;

// All that an idle connection is made of, with what the allocator adds to each of the two: half of what nginx has for
// one. Fifty thousand may be open.
static_assert(sizeof(Connection) <= 184 && sizeof(Watched) <= 56);

}  // namespace

Connection::Connection(Worker& worker, Stream stream, Opened opened)
    : worker_(worker), stream_(std::move(stream)), opened_(std::move(opened)) {}

Connection::~Connection() {
  unlink();
}

void Connection::cut() {
  unlink();
  cut_ = true;
  stream_.cancel();
}

void Connection::begin(std::unique_ptr<Connection> connection) {
  try {
    const Next next = connection->stream_.secure() ? Next::handshake : connection->requests();
    proceed(std::move(connection), next);
  } catch (...) {
    log_exception();
  }
}

void Connection::proceed(std::unique_ptr<Connection> connection, Next next) {
  if (next == Next::end) return;
  Stream& stream = connection->stream_;
  if (next == Next::bytes || next == Next::room) {
    stream.wait(next == Next::bytes, Sleeper::Ptr(connection.release()));
  } else {
    const auto executor = stream.executor();
    asio::co_spawn(executor, serve(std::move(connection), next), asio::detached);
  }
}

void Connection::wake(Watched::Code problem) {
  std::unique_ptr<Connection> self(this);
  try {
    Next next = unsent_ ? more_of_answer(problem) : more_of_request(problem);
    if (next == Next::request) next = requests();
    proceed(std::move(self), next);
  } catch (...) {
    log_exception();
  }
}

asio::awaitable<void> Connection::serve(std::unique_ptr<Connection> connection, Next next) {
  try {
    if (next == Next::handshake) {
      const bool done = co_await connection->handshake();
      if (!done) {
        connection->worker_.traffic().handshakes_lost.add();
        co_return;
      }
      if (connection->stream_.protocol() == "h2") {
        auto successor = std::make_shared<http2::Connection>(connection->worker_, std::move(connection->stream_),
                                                             std::move(connection->opened_));
        connection.reset();
        co_await http2::Connection::serve(std::move(successor));
        co_return;
      }
      next = Next::request;
    }
    next = co_await connection->go_on(next);
    proceed(std::move(connection), next);
  } catch (...) {
    log_exception();
  }
}

asio::awaitable<Connection::Next> Connection::go_on(Next next) {
  for (;;) {
    switch (next) {
      case Next::request:
        next = requests();
        break;
      case Next::body:
        next = co_await body();
        if (next == Next::answer) next = answer_now();
        break;
      case Next::answer:
        co_await answer_in_time();
        if (goes_on_as_conversation()) {
          worker_.answered(*exchange_->response, Clock::now() - exchange_->since, false, exchange_->noted);
          co_await go_on_as_conversation();
          co_return Next::end;
        }
        next = respond();
        break;
      case Next::farewell:
        co_await linger();
        co_return Next::end;
      case Next::bytes:
      case Next::room:
      case Next::handshake:
      case Next::end:
        co_return next;
    }
  }
}

asio::awaitable<bool> Connection::handshake() {
  worker_.wait(*this, Waiting::handshake);
  for (;;) {
    const Moved moved = stream_.handshake();
    if (moved == Moved::bytes) co_return true;
    if (moved == Moved::end) co_return false;
    const auto [problem] = co_await stream_.readable();
    if (problem) co_return false;
  }
}

Connection::Next Connection::requests() {
  for (;;) {
    const Progress progress = exchange_ ? parse_head() : Progress::more;
    if (progress == Progress::head) return Next::body;
    if (progress == Progress::refused) {
      exchange_->request.confidential = true;  // what cannot be read may have been that
      return refuse(exchange_->parser.refusal());
    }
    if (progress == Progress::complete) {
      const Next next = answer_now();
      if (next != Next::request) return next;
      continue;
    }
    wait_for_head();
    // What had arrived before a stop is still answered.
    const bool last_look = worker_.stopping() && !exchange_;
    if (!last_look && !stream_.pending()) return Next::bytes;
    const Moved received = receive(head_read);
    if (received == Moved::end || (received == Moved::blocked && last_look)) return Next::end;
  }
}

void Connection::wait_for_head() {
  if (exchange_ && exchange_->input.size() == 0) worker_.give_back(std::move(exchange_));
  if (!exchange_) {
    worker_.wait(*this, Waiting::request);
  } else if (waiting_ != Waiting::head) {
    worker_.wait(*this, Waiting::head);
  }
}

Connection::Next Connection::more_of_request(Watched::Code problem) {
  if (problem) {
    if (!cut_) return Next::end;
    if (exchange_) return refuse(408);
    return worker_.stopping() ? Next::request : Next::end;
  }
  return receive(head_read) == Moved::end ? Next::end : Next::request;
}

Connection::Next Connection::answer_now() {
  Exchange& exchange = *exchange_;
  exchange.since = Clock::now();
  exchange.head_only = exchange.request.method == Method::head;
  // Asked anew: `request.confidential` may stand for what came before it over this connection.
  exchange.noted = worker_.note(exchange.request, worker_.handler().confidential(exchange.request));
  if (!exchange.sink) exchange.response = answer_at_once(worker_.handler(), exchange.request);
  return exchange.response ? respond() : Next::answer;
}

Connection::Next Connection::respond() {
  Exchange& exchange = *exchange_;
  if (goes_on_as_events()) {
    worker_.answered(*exchange.response, Clock::now() - exchange.since, false, exchange.noted);
    go_on_as_events();
    return Next::end;
  }
  refuse_conversation();
  const bool close = !exchange.parser.keep_alive() || worker_.stopping();
  compose(*exchange.response, close, exchange.head_only);
  const Sent sent = send(exchange.output);
  worker_.answered(*exchange.response, Clock::now() - exchange.since, false, exchange.noted);
  Next then = Next::request;
  // Bytes that nobody will read would turn the close into a reset, which may overtake the answer.
  if (close) then = exchange.input.size() > 0 ? Next::farewell : Next::end;
  return after(sent, then);
}

// Of one that is refused, too, what comes is read for a while.
Connection::Next Connection::refuse(unsigned status) {
  return refuse(text_response(status, std::string(reason_of(status)) + "\n"));
}

Connection::Next Connection::refuse(Response response) {
  exchange_->response = std::move(response);
  compose(*exchange_->response, true, false);
  return after(send(exchange_->output), Next::farewell);
}

Connection::Next Connection::after(Sent sent, Next then) {
  if (sent == Sent::failed) return Next::end;
  if (sent == Sent::blocked) {
    if (then != Next::request) exchange_->drop_arrived();  // nobody will read it
    unsent_ = std::make_unique<Unsent>(*exchange_);
    then_ = then;
    worker_.give_back(std::move(exchange_));
    worker_.wait(*this, Waiting::write);
    return Next::room;
  }
  if (then == Next::end) stream_.end();
  if (then == Next::request && exchange_->input.size() == 0) {
    worker_.give_back(std::move(exchange_));
  } else if (then == Next::request) {
    exchange_->response.reset();
    exchange_->parser.start();
  }
  return then;
}

Connection::Next Connection::more_of_answer(Watched::Code problem) {
  if (problem) return Next::end;
  const Sent sent = send(unsent_->output);
  if (sent == Sent::failed) return Next::end;
  if (sent == Sent::blocked) {
    // Slow is allowed, stopped is not: the time begins anew with every write_bytes.
    const std::size_t left = asio::buffer_size(unsent_->output);
    if (unsent_->due - left >= worker_.bounds().write_bytes) {
      unsent_->due = left;
      worker_.wait(*this, Waiting::write);
    }
    return Next::room;
  }
  const std::unique_ptr<Unsent> sent_now = std::move(unsent_);
  if (then_ == Next::end) stream_.end();
  if (then_ == Next::request && !sent_now->input.empty()) {
    exchange_ = worker_.take_exchange();
    exchange_->input.commit(
        asio::buffer_copy(exchange_->input.prepare(sent_now->input.size()), asio::buffer(sent_now->input)));
  }
  return then_;
}

asio::awaitable<void> Connection::answer_in_time() {
  worker_.wait(*this, Waiting::answer);
  if (asks_for_websocket(exchange_->request)) exchange_->handshake = std::make_unique<Request>(exchange_->request);
  exchange_->response =
      co_await answer_later(worker_.handler(), std::move(exchange_->request), std::move(exchange_->sink));
}

bool Connection::goes_on_as_conversation() const {
  return exchange_->response->conversation && exchange_->handshake && exchange_->input.size() == 0;
}

asio::awaitable<void> Connection::go_on_as_conversation() {
  const std::unique_ptr<Request> handshake = std::move(exchange_->handshake);
  std::shared_ptr<Conversation> conversation = std::move(exchange_->response->conversation);
  worker_.give_back(std::move(exchange_));
  unlink();
  co_await converse(worker_, std::move(stream_), std::move(*handshake), std::move(conversation));
}

bool Connection::goes_on_as_events() {
  return exchange_->response->events && !exchange_->head_only && worker_.seat_events(*exchange_->response);
}

// What may have come behind the request is dropped: the connection ends with the stream.
void Connection::go_on_as_events() {
  const bool chunked = !exchange_->parser.http_1_0();
  std::string head;
  const Framing framing{worker_.date(), true, false, exchange_->request.secure, chunked};
  if (!write_head(head, *exchange_->response, framing)) {
    log::error("http: a handler's stream of events has a field that cannot be sent");
    return;
  }
  std::shared_ptr<EventAnswer> answer = std::move(exchange_->response->events);
  worker_.give_back(std::move(exchange_));
  unlink();
  http::go_on_as_events(worker_, std::move(stream_), std::move(opened_), std::move(answer), std::move(head), chunked);
}

void Connection::refuse_conversation() {
  exchange_->handshake.reset();
  if (!exchange_->response->conversation) return;
  exchange_->response = text_response(400, "a WebSocket begins with its handshake alone\n");
}

asio::awaitable<Connection::Next> Connection::body() {
  const RequestParser& parser = exchange_->parser;
  if (parser.announced().value_or(0) > exchange_->body_limit) co_return refuse(413);
  if (parser.expects_continue() && exchange_->input.size() == 0) {
    const bool told = co_await tell_to_continue();
    if (!told) co_return Next::end;
  }
  Progress progress = parse_body();
  if (progress == Progress::more) worker_.wait(*this, Waiting::body);
  while (progress == Progress::more) {
    if (!stream_.pending()) {
      const auto [problem] = co_await stream_.readable();
      if (problem) {
        co_await lose_body();
        co_return cut_ ? refuse(408) : Next::end;
      }
    }
    const Moved received = receive(body_read);
    if (received == Moved::end) {
      co_await lose_body();
      co_return Next::end;
    }
    if (received == Moved::bytes) progress = parse_body();
    if (progress == Progress::more && exchange_->sink && exchange_->request.body.size() >= body_piece_bytes) {
      const Next next = co_await hand_over_piece();
      if (next != Next::body) co_return next;
    }
  }
  if (progress == Progress::complete) co_return Next::answer;
  co_await lose_body();
  exchange_->request.confidential = true;  // what cannot be read may have been that
  co_return refuse(exchange_->parser.refusal());
}

asio::awaitable<bool> Connection::tell_to_continue() {
  static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  exchange_->output.assign(1, asio::buffer(go_on));
  for (;;) {
    const Sent sent = send(exchange_->output);
    if (sent != Sent::blocked) co_return sent == Sent::all;
    worker_.wait(*this, Waiting::write);
    const auto [problem] = co_await stream_.writable();
    if (problem) co_return false;
  }
}

asio::awaitable<Connection::Next> Connection::hand_over_piece() {
  std::string piece = std::exchange(exchange_->request.body, {});
  exchange_->body_limit -= piece.size();
  worker_.wait(*this, Waiting::answer);
  std::optional<Response> answer = co_await hand_over(exchange_->sink, std::move(piece));
  if (answer) co_return refuse(std::move(*answer));
  // Slow is allowed, stopped is not: the time begins anew with every piece.
  worker_.wait(*this, Waiting::body);
  co_return Next::body;
}

asio::awaitable<void> Connection::lose_body() {
  if (!exchange_->sink) co_return;
  std::string piece = std::exchange(exchange_->request.body, {});
  const bool was_cut = cut_;
  worker_.wait(*this, Waiting::answer);
  co_await give_up(exchange_->sink, std::move(piece));
  cut_ = was_cut;
}

Moved Connection::receive(std::size_t most) {
  if (!exchange_) exchange_ = worker_.take_exchange();
  std::size_t got = 0;
  const Moved moved = stream_.read(exchange_->input.prepare(most), got);
  exchange_->input.commit(got);
  return moved;
}

Progress Connection::parse_head() {
  Request& request = exchange_->request;
  if (exchange_->input.size() == 0) return Progress::more;
  const Progress progress = exchange_->parser.read_head(exchange_->arrived(), request);
  if (progress != Progress::head && progress != Progress::complete) return progress;
  exchange_->input.consume(exchange_->parser.consumed());
  worker_.introduce(request, opened_, stream_.secure());
  // Once true it stays so until the exchange is wiped: what came before in the same bytes may be confidential.
  request.confidential = request.confidential || worker_.handler().confidential(request);
  exchange_->sink.reset();
  if (progress == Progress::head) {
    exchange_->body_limit = worker_.handler().body_limit(request);
    exchange_->sink = worker_.handler().sink(request);
  }
  return progress;
}

Progress Connection::parse_body() {
  const Progress progress =
      exchange_->parser.read_body(exchange_->arrived(), exchange_->request, exchange_->body_limit);
  exchange_->input.consume(exchange_->parser.consumed());
  return progress;
}

void Connection::compose(Response& response, bool close, bool head_only) {
  const Framing framing{worker_.date(), close, exchange_->parser.http_1_0(), exchange_->request.secure, false};
  if (!write_head(exchange_->head, response, framing)) {
    log::error("http: a handler's answer with status {} has a field or status that cannot be sent", response.status);
    response = failed_response();
    write_head(exchange_->head, response, framing);
  }
  exchange_->output.assign(1, asio::buffer(exchange_->head));
  if (head_only || bodiless(response.status)) return;
  if (response.ready) {
    for (const std::string_view part : response.ready->body) exchange_->output.emplace_back(part.data(), part.size());
  }
  for (const Buffer& part : response.body) {
    if (!part.bytes.empty()) exchange_->output.emplace_back(part.bytes.data(), part.bytes.size());
  }
}

// Writes as much of `output` as the kernel takes at once, in as few calls as it allows.
Connection::Sent Connection::send(std::vector<asio::const_buffer>& output) {
  std::size_t first = 0;
  while (first < output.size()) {
    std::size_t taken = 0;
    const Moved moved = stream_.write(std::span(output).subspan(first), taken);
    if (moved == Moved::end) return Sent::failed;
    while (first < output.size() && taken >= output[first].size()) taken -= output[first++].size();
    if (first < output.size()) output[first] += taken;
    if (moved == Moved::blocked) {
      output.erase(output.begin(), output.begin() + static_cast<std::ptrdiff_t>(first));
      return Sent::blocked;
    }
  }
  output.clear();
  return Sent::all;
}

// Lets the other side read our last answer: ends our half, and drops what still comes until it ends its own.
asio::awaitable<void> Connection::linger() {
  stream_.end();
  worker_.wait(*this, Waiting::linger);
  for (;;) {
    if (exchange_) exchange_->input.clear();
    const Moved received = receive(body_read);
    if (received == Moved::end) co_return;
    // Also where more is there: others of this thread get their turn, and the time to linger its end.
    const auto [ended] = co_await stream_.readable();
    if (ended) co_return;
  }
}

}  // namespace vestnik::http
