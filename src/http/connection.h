// One client's connection: reads requests, has them answered in order, writes the answers.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list_hook.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "http/admission.h"
#include "http/exchange.h"

namespace vestnik::http {

class Worker;

// What a connection waits for; each has its own time (Worker::allowed).
enum class Waiting : std::uint8_t { request, head, body, answer, write, linger };
inline constexpr std::size_t waitings = 6;

class Connection : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

  Connection(Worker& worker, Socket socket, std::string_view peer, Admission::Place place);
  ~Connection();

  // Until either side ends it; owns the connection meanwhile.
  static asio::awaitable<void> serve(std::unique_ptr<Connection> connection);

  // Its time is up: whatever it waits for ends now.
  void cut();

 private:
  friend class Worker;
  using Clock = std::chrono::steady_clock;
  enum class Received { bytes, nothing, end };
  enum class Sent { all, blocked, failed };

  asio::awaitable<void> requests();
  // Progress::more: the connection has ended.
  asio::awaitable<Progress> rest_of_head();
  asio::awaitable<Progress> body();
  // False: the request has been answered before its end, or cannot go on.
  asio::awaitable<bool> hand_over_piece();
  asio::awaitable<void> lose_body();
  asio::awaitable<Response> answer_later();
  // False: the connection has ended.
  asio::awaitable<bool> send_rest();
  asio::awaitable<void> refuse(unsigned status);
  asio::awaitable<void> refuse(Response response);
  asio::awaitable<void> linger();

  Received receive(std::size_t most);
  Progress parse_head();
  Progress parse_body();
  std::optional<Response> answer_now();
  void compose(Response& response, bool close, bool head_only);
  Sent send();

  Worker& worker_;
  Socket socket_;
  std::string peer_;
  Admission::Place place_;
  std::unique_ptr<Exchange> exchange_;
  std::size_t body_limit_ = 0;
  Clock::time_point since_;
  Waiting waiting_ = Waiting::request;
  bool cut_ = false;
};

}  // namespace vestnik::http
