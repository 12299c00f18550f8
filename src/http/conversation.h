// What a WebSocket (RFC 6455) says, as handlers see it: text messages both ways over a connection that stays. A handler
// that agrees to one answers 101 with a Conversation in Response::conversation; the handshake and the frames are the
// server's. Knows no newspaper.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <string>

namespace vestnik::http {

enum class Hangup : std::uint16_t { done = 1000, going_away = 1001, refused = 1008, too_much = 1009, later = 1013 };

// The way to one client. Any thread; nothing here waits.
class Line {
 public:
  virtual ~Line() = default;
  // A text message (UTF-8), after those that were sent before. Who reads so slowly that more than
  // limits::line_bytes wait is hung up on.
  virtual void send(std::shared_ptr<const std::string> message) = 0;
  virtual void hang_up(Hangup why) = 0;
};

// One client's half. Called on its reading thread, one call after the other.
class Conversation {
 public:
  virtual ~Conversation() = default;
  virtual boost::asio::awaitable<void> begin(std::shared_ptr<Line> line) = 0;
  // The next message is read when this has returned, so that nobody sends faster than it is dealt with.
  virtual boost::asio::awaitable<void> take(std::string message) = 0;
  // The last call, whoever has ended it: the line is not to be used any more. Must not throw.
  virtual void end() noexcept = 0;
};

}  // namespace vestnik::http
