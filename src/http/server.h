// The HTTP server: one reading thread a core, each with its own event loop and SO_REUSEPORT listener; HTTP/1.1 by Beast
// with keep-alive and pipelining; every limit of base/limits.h enforced with the right status; a graceful stop.
//
// Thread rules: `answer` is called on a reading thread and must not block; what waits is co_awaited (see `Pool`).
// Errors of one connection end that connection only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "http/message.h"

namespace vestnik::http {

namespace asio = boost::asio;

class Handler {
 public:
  virtual ~Handler() = default;
  // The answer at once where nothing has to be waited for (a hot page); nothing to have `answer` called.
  virtual std::optional<Response> answer_now(const Request&) { return std::nullopt; }
  virtual asio::awaitable<Response> answer(Request request) = 0;
  // How large a body this request may have, asked when its head has been read. Above: 413 without reading it.
  virtual std::size_t body_limit(const Request& head) const;
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  unsigned threads = 0;       // 0: as many as cores
};

class Server {
 public:
  // Binds at once: ErrorKind::unavailable with the reason where it cannot.
  static Result<std::unique_ptr<Server>> listen(const ServerOptions& options, Handler& handler);
  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;
  virtual unsigned threads() const = 0;
  // Serves until `stop` is called; returns when the last request has been answered or limits::stop_time is over.
  virtual void run() = 0;
  // From any thread or a signal handler's loop: no new connections, idle ones closed, running requests ended.
  virtual void stop() = 0;
};

}  // namespace vestnik::http
