// The HTTP server: one reading thread a core, each with its own event loop and SO_REUSEPORT listener; HTTP/1.1 by Beast
// with keep-alive and pipelining; over TLS also HTTP/2 by nghttp2, on the same listener; every limit of base/limits.h
// enforced with the right status; a graceful stop.
//
// Thread rules: `answer` is called on a reading thread and must not block; what waits is co_awaited (see `Pool`).
// Errors of one connection end that connection only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "http/limits.h"
#include "http/message.h"
#include "http/tls_files.h"
#include "http/traffic.h"

namespace vestnik::http {

namespace asio = boost::asio;

// Of a streamed body, in memory at once.
inline constexpr std::size_t body_piece_bytes = 128 << 10;

// Takes a large body piece by piece while it arrives, so that it never lies in memory as a whole. Belongs to one
// request; called on its reading thread, one call after the other.
class BodySink {
 public:
  virtual ~BodySink() = default;
  // The next piece is read when this has returned. An answer ends the request before its body has arrived.
  virtual asio::awaitable<std::optional<Response>> take(std::string bytes) = 0;
  // The body is complete, its last bytes in `request`.
  virtual asio::awaitable<Response> end(Request request) = 0;
  // The connection ended inside the body; `bytes` came last. No answer can be given any more.
  virtual asio::awaitable<void> lost(std::string bytes) = 0;
};

class AccessLog;

class Handler {
 public:
  virtual ~Handler() = default;
  // The answer at once where nothing has to be waited for (a hot page); nothing to have `answer` called.
  virtual std::optional<Response> answer_now(const Request&) { return std::nullopt; }
  // Runs on the connection's reading thread; an exception from either becomes 500 and a line in the log.
  virtual asio::awaitable<Response> answer(Request request) = 0;
  // How large a body this request may have, asked when its head has been read. Above: 413 without reading it.
  virtual std::size_t body_limit(const Request& head) const;
  // True where nothing of this request may stay in memory when it has been answered.
  virtual bool confidential(const Request&) const { return false; }
  // Whether the access log may say which address was asked for: not where to know it is to hold a key, or where who
  // comes is nobody's business.
  virtual bool may_be_told(const Request&) const { return false; }
  // What takes the body in pieces of about body_piece_bytes and answers in place of `answer`.
  virtual std::shared_ptr<BodySink> sink(const Request&) { return nullptr; }
};

// The bounds of base/limits.h, here so that a test can make them small.
struct ServerLimits {
  std::size_t request_line_bytes = limits::request_line_bytes;
  std::size_t header_bytes = limits::header_bytes;
  std::size_t header_fields = limits::header_fields;
  std::chrono::milliseconds head_time = limits::head_time;
  std::chrono::milliseconds body_time = limits::body_time;
  std::chrono::milliseconds idle_time = limits::idle_time;
  std::chrono::milliseconds write_time = limits::write_time;
  std::size_t write_bytes = limits::write_bytes;
  std::chrono::milliseconds linger_time = limits::linger_time;
  std::chrono::milliseconds accept_pause = limits::accept_pause;
  std::chrono::milliseconds stop_time = limits::stop_time;
  std::size_t connections = limits::connections;
  std::size_t connections_per_address = limits::connections_per_address;
  std::size_t event_streams = limits::event_streams;
  std::size_t event_streams_per_thread = limits::event_streams_per_thread;
  std::size_t event_streams_per_address = limits::event_streams_per_address;
  std::chrono::milliseconds event_beat = limits::event_beat;
  std::chrono::milliseconds stop_grace = limits::stop_grace;
  std::chrono::milliseconds handshake_time = limits::handshake_time;
  std::chrono::milliseconds certificate_look = limits::certificate_look;
  std::size_t http2_streams = limits::http2_streams;
  std::size_t http2_body_bytes = limits::http2_body_bytes;
  std::size_t http2_resets_burst = limits::http2_resets_burst;
  std::size_t http2_resets_per_second = limits::http2_resets_per_second;
  std::size_t http2_control_burst = limits::http2_control_burst;
  std::size_t http2_control_per_second = limits::http2_control_per_second;
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  unsigned threads = 0;       // 0: as many as cores
  ServerLimits limits = {};
  std::optional<TlsFiles> tls = {};               // absent: in the clear
  std::vector<std::string> trusted_proxies = {};  // whose X-Forwarded-… fields count (forwarded.h)
  AccessLog* access_log = nullptr;                // nullptr: none; outlives the server (access_log.h)
  // A socket that listens already, from whoever started this process (systemd's socket activation): host and port do
  // not count then. It stays open while one process follows the other, so that nobody is turned away meanwhile.
  std::optional<int> inherited = {};
};

class Server {
 public:
  // Binds at once: ErrorKind::unavailable with the reason where it cannot, also where another process listens there.
  // Raises this process's soft limit of open files to the hard one. `handler` must outlive the server.
  static Result<std::unique_ptr<Server>> listen(const ServerOptions& options, Handler& handler);
  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;
  // Where it listens: "http://127.0.0.1:8080", or https.
  virtual std::string address() const = 0;
  virtual unsigned threads() const = 0;
  // Open at this moment. Any thread.
  virtual std::size_t connections() const = 0;
  // Since the start, of all threads. Any thread.
  virtual TrafficSnapshot traffic() const = 0;
  // Serves until `stop` is called; returns when the last request has been answered or limits::stop_time is over.
  // Whatever may still resume a handler (a Pool) must be stopped before the server and the handler are destroyed.
  virtual void run() = 0;
  // From any thread: streams of events may have something to tell (events.h). Whoever calls often wakes them once.
  virtual void wake_events() = 0;
  // From any thread or a signal handler's loop: no new connections, idle ones closed, running requests ended.
  virtual void stop() = 0;
};

}  // namespace vestnik::http
