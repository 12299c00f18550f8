#include "http/websocket.h"

#include <algorithm>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>

#include "base/log.h"
#include "http/handling.h"
#include "http/worker.h"

namespace vestnik::http {
namespace {

namespace beast = boost::beast;
using LineCode = boost::system::error_code;

constexpr auto tried = asio::as_tuple(asio::use_awaitable);

// Our Stream as Beast wants one to be. Operations end in a turn of their own, as Asio asks, never inside their start.
class Channel {
 public:
  using executor_type = asio::io_context::executor_type;

  explicit Channel(Stream stream) : stream_(std::move(stream)) {}
  executor_type get_executor() { return stream_.executor(); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& room, Token&& token) {
    asio::mutable_buffer first;
    for (auto at = asio::buffer_sequence_begin(room); at != asio::buffer_sequence_end(room); ++at) {
      first = *at;
      if (first.size() > 0) break;
    }
    return asio::async_compose<Token, void(LineCode, std::size_t)>(Reading{*this, first}, token, get_executor());
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& output, Token&& token) {
    std::vector<asio::const_buffer> pieces;
    for (auto at = asio::buffer_sequence_begin(output); at != asio::buffer_sequence_end(output); ++at) {
      if (asio::const_buffer(*at).size() > 0) pieces.emplace_back(*at);
    }
    return asio::async_compose<Token, void(LineCode, std::size_t)>(Writing{*this, std::move(pieces)}, token,
                                                                   get_executor());
  }

  Stream& stream() { return stream_; }

 private:
  // Tries, waits where nothing moves, and tries again.
  template <class Self, class Try>
  void step(Self& self, bool& begun, bool for_reading, Try attempt) {
    std::size_t moved = 0;
    const Stream::Moved how = attempt(moved);
    if (how == Stream::Moved::blocked) {
      begun = true;
      stream_.call(for_reading, std::move(self));
      return;
    }
    const LineCode code = how == Stream::Moved::end ? LineCode(asio::error::eof) : LineCode();
    if (begun) return self.complete(code, moved);
    begun = true;
    asio::post(get_executor(), [self = std::move(self), code, moved]() mutable { self.complete(code, moved); });
  }

  struct Reading {
    Channel& channel;
    asio::mutable_buffer room;
    bool begun = false;
    template <class Self>
    void operator()(Self& self, LineCode problem = {}) {
      if (problem) return self.complete(problem, 0);
      channel.step(self, begun, true, [this](std::size_t& moved) { return channel.stream_.read(room, moved); });
    }
  };
  struct Writing {
    Channel& channel;
    std::vector<asio::const_buffer> pieces;
    bool begun = false;
    template <class Self>
    void operator()(Self& self, LineCode problem = {}) {
      if (problem) return self.complete(problem, 0);
      channel.step(self, begun, false, [this](std::size_t& moved) {
        return pieces.empty() ? Stream::Moved::bytes : channel.stream_.write(pieces, moved);
      });
    }
  };

  Stream stream_;
};

// What Beast does with a channel at the end of a conversation and where its time is over.
template <class Token>
void async_teardown(beast::role_type, Channel& channel, Token&& token) {
  channel.stream().end();
  asio::post(channel.get_executor(), [token = std::forward<Token>(token)]() mutable { token(LineCode()); });
}
[[maybe_unused]] void teardown(beast::role_type, Channel& channel, LineCode& problem) {
  channel.stream().end();
  problem = {};
}
void beast_close_socket(Channel& channel) {
  channel.stream().close();
}

class WebSocket final : public Line, public Waiter, public std::enable_shared_from_this<WebSocket> {
 public:
  WebSocket(Worker& worker, Stream stream) : worker_(worker), socket_(Channel(std::move(stream))) {
    beast::websocket::stream_base::timeout times{};
    times.handshake_timeout = limits::line_handshake_time;
    times.idle_timeout = limits::line_idle_time;
    times.keep_alive_pings = true;
    socket_.set_option(times);
    // Nobody need know what answers.
    socket_.set_option(beast::websocket::stream_base::decorator(
        [](beast::websocket::response_type& response) { response.erase(beast::http::field::server); }));
    socket_.read_message_max(limits::line_message_bytes);
    socket_.text(true);
  }
  ~WebSocket() override { unlink(); }

  void send(std::shared_ptr<const std::string> message) override {
    asio::post(socket_.get_executor(),
               [self = shared_from_this(), message = std::move(message)] { self->queue(message); });
  }
  void hang_up(Hangup why) override {
    asio::post(socket_.get_executor(), [self = shared_from_this(), why] { self->close(why); });
  }
  // The server stops.
  void cut() override {
    unlink();
    close(Hangup::going_away);
  }

  asio::awaitable<void> run(const Request& request, Conversation& conversation) {
    beast::http::request<beast::http::empty_body> handshake{beast::http::verb::get, request.target, 11};
    for (const Field& field : request.fields) handshake.insert(field.name, field.value);
    const auto [refused] = co_await socket_.async_accept(handshake, tried);
    if (refused) co_return;
    worker_.wait(*this, Waiting::conversation);
    if (worker_.stopping()) cut();
    co_await conversation.begin(shared_from_this());
    beast::flat_buffer room;
    for (;;) {
      const auto [problem, size] = co_await socket_.async_read(room, tried);
      if (problem) co_return;
      if (!socket_.got_text() || !within_rate()) {
        close(Hangup::refused);
        room.clear();
        continue;
      }
      std::string message(static_cast<const char*>(room.data().data()), room.size());
      room.clear();
      co_await conversation.take(std::move(message));
    }
  }

 private:
  // Beast has one write at a time.
  void queue(const std::shared_ptr<const std::string>& message) {
    if (closing_) return;
    waiting_bytes_ += message->size();
    waiting_.push_back(message);
    if (waiting_bytes_ > limits::line_bytes) return close(Hangup::later);
    if (waiting_.size() == 1) write();
  }
  void write() {
    socket_.async_write(asio::buffer(*waiting_.front()),
                        [self = shared_from_this()](LineCode problem, std::size_t) { self->written(problem); });
  }
  void written(LineCode problem) {
    waiting_bytes_ -= waiting_.front()->size();
    waiting_.pop_front();
    if (problem) {
      closing_ = true;
      waiting_.clear();
    }
    if (!waiting_.empty() && !closing_) write();
  }
  void close(Hangup why) {
    if (std::exchange(closing_, true)) return;
    // The close frame would wait behind what the client does not read.
    if (why == Hangup::later) return socket_.next_layer().stream().close();
    const beast::websocket::close_reason reason(static_cast<beast::websocket::close_code>(why));
    socket_.async_close(reason, [self = shared_from_this()](LineCode) {});
  }
  bool within_rate() {
    const auto now = std::chrono::steady_clock::now();
    if (now - second_ > std::chrono::seconds(1)) {
      second_ = now;
      messages_ = 0;
    }
    return ++messages_ <= limits::line_messages_per_second;
  }

  Worker& worker_;
  beast::websocket::stream<Channel> socket_;
  std::deque<std::shared_ptr<const std::string>> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool closing_ = false;
  std::chrono::steady_clock::time_point second_;
  std::size_t messages_ = 0;
};

// Also where the coroutine is thrown away with its thread.
struct EndOf {
  Conversation& conversation;
  ~EndOf() { conversation.end(); }
};

}  // namespace

bool asks_for_websocket(const Request& request) {
  return request.method == Method::get && beast::iequals(request.field("upgrade"), "websocket");
}

asio::awaitable<void> converse(Worker& worker, Stream stream, Request request,
                               std::shared_ptr<Conversation> conversation) {
  const EndOf end{*conversation};
  auto socket = std::make_shared<WebSocket>(worker, std::move(stream));
  try {
    co_await socket->run(request, *conversation);
  } catch (...) {
    log_exception();
  }
}

}  // namespace vestnik::http
