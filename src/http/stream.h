// The bytes of one connection, in the clear or through TLS, over a socket that never blocks. Belongs to one reading
// thread, as the record buffer does that it borrows for each write.
#pragma once

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <span>
#include <string_view>

#include "http/readiness.h"

namespace vestnik::http {

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPtr = std::unique_ptr<SSL, FreeSsl>;

class Stream {
  using Awaited = asio::as_tuple_t<asio::use_awaitable_t<>>;
  static constexpr auto reading = Watched::Direction::reading, writing = Watched::Direction::writing;

  // Stands before its uses, which take its type from it.
  auto ready(Watched::Direction direction) {
    Awaited awaited;
    return asio::async_initiate<Awaited, void(Watched::Code)>(
        [this](auto handler, Watched::Direction in) { socket_->call(in, std::move(handler)); }, awaited, direction);
  }

 public:
  enum class Moved { bytes, blocked, end };  // end: nothing more in that direction, or a failure

  // `tls`: nullptr for bytes in the clear. `record`: limits::tls_record_bytes of the thread's own.
  Stream(std::unique_ptr<Watched> socket, SslPtr tls, std::span<char> record);

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
  auto readable() { return ready(awaited(true)); }
  auto writable() { return ready(awaited(false)); }

  // The same for who is called back: with the error.
  template <class Handler>
  void call(bool for_reading, Handler handler) {
    socket_->call(awaited(for_reading), std::move(handler));
  }
  // And for who is woken.
  void wait(bool for_reading, Sleeper::Ptr sleeper) { socket_->wait(awaited(for_reading), std::move(sleeper)); }

  asio::io_context::executor_type executor() { return socket_->executor(); }
  void cancel();
  // At once, whatever is under way.
  void close();
  // Says that no more comes: close_notify where it is TLS, then FIN.
  void end();

 private:
  Watched::Direction awaited(bool for_reading) const {
    const bool reads = for_reading ? !read_wants_write_ : write_wants_read_;
    return reads ? reading : writing;
  }
  // OpenSSL would go on with the number, which by now may be somebody else's.
  bool closed() const { return socket_->descriptor() < 0; }
  Moved outcome_of(int result);
  // After a call on the socket itself.
  Moved moved(Watched::Direction direction, ssize_t result, std::size_t wanted);

  std::unique_ptr<Watched> socket_;
  SslPtr tls_;
  std::span<char> record_;
  // What OpenSSL waits for where that is not what the caller does (a key update in the middle of a read).
  bool read_wants_write_ = false, write_wants_read_ = false;
};

}  // namespace vestnik::http
