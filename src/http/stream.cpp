#include "http/stream.h"

#include <openssl/err.h>

#include <algorithm>
#include <cstring>

namespace vestnik::http {
namespace {

using Code = boost::system::error_code;

bool would_block(const Code& problem) {
  return problem == asio::error::would_block || problem == asio::error::try_again ||
         problem == asio::error::interrupted;
}

}  // namespace

Stream::Stream(Socket socket, SslPtr tls, std::span<char> record)
    : socket_(std::move(socket)), tls_(std::move(tls)), record_(record) {
  if (tls_) SSL_set_fd(tls_.get(), socket_.native_handle());
}

Stream::Moved Stream::outcome_of(int result) {
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
      return Moved::blocked;
    default:
      return Moved::end;
  }
}

Stream::Moved Stream::handshake() {
  ERR_clear_error();
  const int result = SSL_accept(tls_.get());
  if (result == 1) return Moved::bytes;
  const Moved moved = outcome_of(result);
  read_wants_write_ = moved == Moved::blocked && SSL_want_write(tls_.get());
  return moved;
}

std::string_view Stream::protocol() const {
  if (!tls_) return {};
  const unsigned char* name = nullptr;
  unsigned length = 0;
  SSL_get0_alpn_selected(tls_.get(), &name, &length);
  return {reinterpret_cast<const char*>(name), length};
}

Stream::Moved Stream::read(asio::mutable_buffer room, std::size_t& got) {
  got = 0;
  if (!tls_) {
    Code problem;
    got = socket_.read_some(room, problem);
    if (problem) return would_block(problem) ? Moved::blocked : Moved::end;
    return Moved::bytes;
  }
  ERR_clear_error();
  if (SSL_read_ex(tls_.get(), room.data(), room.size(), &got) == 1) return Moved::bytes;
  const Moved moved = outcome_of(0);
  read_wants_write_ = moved == Moved::blocked && SSL_want_write(tls_.get());
  return moved;
}

Stream::Moved Stream::write(std::span<const asio::const_buffer> output, std::size_t& taken) {
  taken = 0;
  if (!tls_) {
    Code problem;
    taken = socket_.write_some(output, problem);
    if (problem) return would_block(problem) ? Moved::blocked : Moved::end;
    return Moved::bytes;
  }
  // Small pieces are gathered into one record: a record of their own would cost each a header, a tag and a call of the
  // kernel. A large one goes from where it lies.
  asio::const_buffer bytes = output.front();
  if (bytes.size() < record_.size() && output.size() > 1) {
    std::size_t filled = 0;
    for (const asio::const_buffer& piece : output) {
      const std::size_t part = std::min(piece.size(), record_.size() - filled);
      std::memcpy(record_.data() + filled, piece.data(), part);
      filled += part;
      if (filled == record_.size()) break;
    }
    bytes = asio::buffer(record_.data(), filled);
  }
  ERR_clear_error();
  if (SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &taken) == 1) return Moved::bytes;
  const Moved moved = outcome_of(0);
  write_wants_read_ = moved == Moved::blocked && SSL_want_read(tls_.get());
  return moved;
}

void Stream::cancel() {
  Code ignored;
  socket_.cancel(ignored);
}

void Stream::close() {
  Code ignored;
  socket_.close(ignored);
}

void Stream::end() {
  if (tls_ && SSL_is_init_finished(tls_.get())) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
  }
  Code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace vestnik::http
