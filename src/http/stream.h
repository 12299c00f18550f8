// The bytes of one connection, in the clear or through TLS, over a socket that never blocks. Belongs to one reading
// thread, as the record buffer does that it borrows for each write.
#pragma once

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <span>
#include <string_view>

namespace vestnik::http {

namespace asio = boost::asio;

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPtr = std::unique_ptr<SSL, FreeSsl>;

class Stream {
 public:
  using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

 private:
  // Stands before its uses, which take its type from it.
  auto ready(bool for_reading) {
    using Wait = asio::ip::tcp::socket;
    return socket_.async_wait(for_reading ? Wait::wait_read : Wait::wait_write, asio::as_tuple(asio::use_awaitable));
  }

 public:
  enum class Moved { bytes, blocked, end };  // end: nothing more in that direction, or a failure

  // `tls`: nullptr for bytes in the clear. `record`: limits::tls_record_bytes of the thread's own.
  Stream(Socket socket, SslPtr tls, std::span<char> record);

  bool secure() const { return tls_ != nullptr; }
  // bytes: done. blocked: to be called again when `ready`.
  Moved handshake();
  // What ALPN chose: "h2", "http/1.1" or nothing. After the handshake.
  std::string_view protocol() const;

  Moved read(asio::mutable_buffer room, std::size_t& got);
  // Takes from the front of `output`, as much as goes at once. After `blocked` the next call must begin with the same
  // bytes, and have no fewer: a part of them may have been encrypted already.
  Moved write(std::span<const asio::const_buffer> output, std::size_t& taken);

  // Bytes have been decrypted that nobody has taken: they show nowhere in the socket, so there is nothing to wait for.
  bool pending() const { return tls_ && SSL_pending(tls_.get()) > 0; }
  // To be awaited until a read (or write) that was blocked may get further: a tuple of the error, one where cancelled.
  auto readable() { return ready(!read_wants_write_); }
  auto writable() { return ready(write_wants_read_); }

  // The same for who is called back: with the error.
  template <class Handler>
  void wait(bool for_reading, Handler handler) {
    using Wait = asio::ip::tcp::socket;
    const bool readable = for_reading ? !read_wants_write_ : write_wants_read_;
    socket_.async_wait(readable ? Wait::wait_read : Wait::wait_write, std::move(handler));
  }

  Socket::executor_type executor() { return socket_.get_executor(); }
  void cancel();
  // At once, whatever is under way.
  void close();
  // Says that no more comes: close_notify where it is TLS, then FIN.
  void end();

 private:
  Moved outcome_of(int result);

  Socket socket_;
  SslPtr tls_;
  std::span<char> record_;
  // What OpenSSL waits for where that is not what the caller does (a key update in the middle of a read).
  bool read_wants_write_ = false, write_wants_read_ = false;
};

}  // namespace vestnik::http
