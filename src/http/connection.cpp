#include "http/connection.h"

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

// Room for one read: most requests fit into the first, uploads come in the second.
constexpr std::size_t head_read = 4 << 10;
constexpr std::size_t body_read = 64 << 10;

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

asio::awaitable<void> Connection::serve(std::unique_ptr<Connection> connection) {
  try {
    if (connection->stream_.secure()) {
      const bool done = co_await connection->handshake();
      if (!done) {
        connection->worker_.traffic().handshakes_lost.add();
        co_return;
      }
    }
    if (connection->stream_.protocol() == "h2") {
      auto successor = std::make_shared<http2::Connection>(connection->worker_, std::move(connection->stream_),
                                                           std::move(connection->opened_));
      connection.reset();
      co_await http2::Connection::serve(std::move(successor));
    } else {
      co_await connection->requests();
    }
  } catch (...) {
    log_exception();
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

asio::awaitable<void> Connection::requests() {
  for (;;) {
    Progress progress = exchange_ ? parse_head() : Progress::more;
    if (progress == Progress::more) progress = co_await rest_of_head();
    if (progress == Progress::head) progress = co_await body();
    if (progress == Progress::more) co_return;
    if (progress == Progress::refused) {
      exchange_->request.confidential = true;  // what cannot be read may have been that
      co_await refuse(exchange_->parser.refusal());
      co_return;
    }

    const Clock::time_point since = Clock::now();
    const bool head_only = exchange_->request.method == Method::head;
    // Asked anew: `request.confidential` may stand for what came before it over this connection.
    exchange_->noted = worker_.note(exchange_->request, worker_.handler().confidential(exchange_->request));
    if (!exchange_->sink) exchange_->response = answer_at_once(worker_.handler(), exchange_->request);
    if (!exchange_->response) co_await answer_in_time();
    if (goes_on_as_conversation()) {
      worker_.answered(*exchange_->response, Clock::now() - since, false, exchange_->noted);
      co_await go_on_as_conversation();
      co_return;
    }
    if (goes_on_as_events(head_only)) {
      worker_.answered(*exchange_->response, Clock::now() - since, false, exchange_->noted);
      go_on_as_events();
      co_return;
    }
    refuse_conversation();
    const bool close = !exchange_->parser.keep_alive() || worker_.stopping();
    compose(*exchange_->response, close, head_only);
    const Sent sent = send();
    worker_.answered(*exchange_->response, Clock::now() - since, false, exchange_->noted);
    if (sent == Sent::failed) co_return;
    if (sent == Sent::blocked) {
      const bool all = co_await send_rest();
      if (!all) co_return;
    }
    if (close) {
      // Bytes that nobody will read would turn the close into a reset, which may overtake the answer.
      if (exchange_->input.size() > 0) {
        co_await linger();
      } else {
        stream_.end();
      }
      co_return;
    }
    exchange_->response.reset();
    exchange_->parser.start();
  }
}

// What these hold would otherwise stand in the frame of `requests`, which an idle connection keeps.
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

bool Connection::goes_on_as_events(bool head_only) {
  return exchange_->response->events && !head_only && worker_.seat_events(*exchange_->response);
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

asio::awaitable<Progress> Connection::rest_of_head() {
  for (;;) {
    if (exchange_ && exchange_->input.size() == 0) worker_.give_back(std::move(exchange_));
    if (exchange_) {
      if (waiting_ != Waiting::head) worker_.wait(*this, Waiting::head);
    } else {
      worker_.wait(*this, Waiting::request);
    }
    // What had arrived before a stop is still answered.
    const bool last_look = worker_.stopping() && !exchange_;
    if (!last_look && !stream_.pending()) {
      const auto [problem] = co_await stream_.readable();
      if (problem) {
        if (cut_ && !exchange_ && worker_.stopping()) continue;
        if (cut_ && exchange_) co_await refuse(408);
        co_return Progress::more;
      }
    }
    const Moved received = receive(head_read);
    if (received == Moved::end || (received == Moved::blocked && last_look)) co_return Progress::more;
    if (received == Moved::blocked) continue;
    const Progress progress = parse_head();
    if (progress != Progress::more) co_return progress;
  }
}

asio::awaitable<Progress> Connection::body() {
  RequestParser& parser = exchange_->parser;
  if (parser.announced().value_or(0) > body_limit_) {
    co_await refuse(413);
    co_return Progress::more;
  }
  if (parser.expects_continue() && exchange_->input.size() == 0) {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    exchange_->output.assign(1, asio::buffer(go_on));
    const Sent sent = send();
    if (sent == Sent::failed) co_return Progress::more;
    if (sent == Sent::blocked) {
      const bool all = co_await send_rest();
      if (!all) co_return Progress::more;
    }
  }
  Progress progress = parse_body();
  if (progress == Progress::more) worker_.wait(*this, Waiting::body);
  while (progress == Progress::more) {
    if (!stream_.pending()) {
      const auto [problem] = co_await stream_.readable();
      if (problem) {
        co_await lose_body();
        if (cut_) co_await refuse(408);
        co_return Progress::more;
      }
    }
    const Moved received = receive(body_read);
    if (received == Moved::end) {
      co_await lose_body();
      co_return Progress::more;
    }
    if (received == Moved::bytes) progress = parse_body();
    if (progress == Progress::more && exchange_->sink && exchange_->request.body.size() >= body_piece_bytes) {
      const bool goes_on = co_await hand_over_piece();
      if (!goes_on) co_return Progress::more;
    }
  }
  if (progress == Progress::refused) co_await lose_body();
  co_return progress;
}

asio::awaitable<bool> Connection::hand_over_piece() {
  std::string piece = std::exchange(exchange_->request.body, {});
  body_limit_ -= piece.size();
  worker_.wait(*this, Waiting::answer);
  std::optional<Response> answer = co_await hand_over(exchange_->sink, std::move(piece));
  if (answer) {
    co_await refuse(std::move(*answer));
    co_return false;
  }
  // Slow is allowed, stopped is not: the time begins anew with every piece.
  worker_.wait(*this, Waiting::body);
  co_return true;
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
    body_limit_ = worker_.handler().body_limit(request);
    exchange_->sink = worker_.handler().sink(request);
  }
  return progress;
}

Progress Connection::parse_body() {
  const Progress progress = exchange_->parser.read_body(exchange_->arrived(), exchange_->request, body_limit_);
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

// Writes as much of the output as the kernel takes at once, in as few calls as it allows.
Connection::Sent Connection::send() {
  std::vector<asio::const_buffer>& output = exchange_->output;
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

asio::awaitable<bool> Connection::send_rest() {
  std::size_t due = asio::buffer_size(exchange_->output);
  worker_.wait(*this, Waiting::write);
  for (;;) {
    const auto [problem] = co_await stream_.writable();
    if (problem) co_return false;
    const Sent sent = send();
    if (sent == Sent::all) co_return true;
    if (sent == Sent::failed) co_return false;
    // Slow is allowed, stopped is not: the time begins anew with every write_bytes.
    const std::size_t left = asio::buffer_size(exchange_->output);
    if (due - left >= worker_.bounds().write_bytes) {
      due = left;
      worker_.wait(*this, Waiting::write);
    }
  }
}

asio::awaitable<void> Connection::refuse(unsigned status) {
  Response response = text_response(status, std::string(reason_of(status)) + "\n");
  co_await refuse(std::move(response));
}

asio::awaitable<void> Connection::refuse(Response response) {
  compose(response, true, false);
  const Sent sent = send();
  if (sent == Sent::failed) co_return;
  if (sent == Sent::blocked) {
    const bool all = co_await send_rest();
    if (!all) co_return;
  }
  co_await linger();
}

// Lets the other side read our last answer: ends our half, and drops what still comes until it ends its own.
asio::awaitable<void> Connection::linger() {
  stream_.end();
  worker_.wait(*this, Waiting::linger);
  for (;;) {
    exchange_->input.clear();
    const Moved received = receive(body_read);
    if (received == Moved::end) co_return;
    // Also where more is there: others of this thread get their turn, and the time to linger its end.
    const auto [ended] = co_await stream_.readable();
    if (ended) co_return;
  }
}

}  // namespace vestnik::http
