#include "http/stream.h"

#include <openssl/err.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace vestnik::http {
namespace {

constexpr std::size_t most_pieces = 64;  // of one call of the kernel

}  // namespace

Stream::Stream(std::unique_ptr<Watched> socket, SslPtr tls, std::span<char> record)
    : socket_(std::move(socket)), tls_(std::move(tls)), record_(record) {
  if (tls_) SSL_set_fd(tls_.get(), socket_->descriptor());
}

Stream::Moved Stream::moved(Watched::Direction direction, ssize_t result, std::size_t wanted) {
  if (result > 0) {
    // Fewer than there was room for: the kernel has no more, and tells of what comes.
    socket_->found(direction, static_cast<std::size_t>(result) == wanted);
    return Moved::bytes;
  }
  if (result == 0 && direction == reading) return Moved::end;
  if (result < 0 && errno != EAGAIN && errno != EWOULDBLOCK) return Moved::end;
  socket_->found(direction, false);
  return Moved::blocked;
}

Stream::Moved Stream::outcome_of(int result) {
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      socket_->found(reading, false);
      return Moved::blocked;
    case SSL_ERROR_WANT_WRITE:
      socket_->found(writing, false);
      return Moved::blocked;
    default:
      return Moved::end;
  }
}

Stream::Moved Stream::handshake() {
  if (closed()) return Moved::end;
  ERR_clear_error();
  const int result = SSL_accept(tls_.get());
  if (result == 1) {
    read_wants_write_ = false;
    return Moved::bytes;
  }
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
  if (closed()) return Moved::end;
  if (!tls_) {
    ssize_t result = 0;
    do result = ::recv(socket_->descriptor(), room.data(), room.size(), 0);
    while (result < 0 && errno == EINTR);
    if (result > 0) got = static_cast<std::size_t>(result);
    return moved(reading, result, room.size());
  }
  ERR_clear_error();
  if (SSL_read_ex(tls_.get(), room.data(), room.size(), &got) == 1) {
    socket_->found(reading, true);  // OpenSSL does not say whether the kernel has more
    read_wants_write_ = false;
    return Moved::bytes;
  }
  const Moved moved = outcome_of(0);
  read_wants_write_ = moved == Moved::blocked && SSL_want_write(tls_.get());
  return moved;
}

Stream::Moved Stream::write(std::span<const asio::const_buffer> output, std::size_t& taken) {
  taken = 0;
  if (closed()) return Moved::end;
  if (!tls_) {
    std::array<iovec, most_pieces> pieces;
    std::size_t count = 0, wanted = 0;
    for (; count < output.size() && count < most_pieces; ++count) {
      pieces[count] = {const_cast<void*>(output[count].data()), output[count].size()};
      wanted += output[count].size();
    }
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = count;
    ssize_t result = 0;
    do result = ::sendmsg(socket_->descriptor(), &message, MSG_NOSIGNAL);
    while (result < 0 && errno == EINTR);
    if (result > 0) taken = static_cast<std::size_t>(result);
    return moved(writing, result, wanted);
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
  if (SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &taken) == 1) {
    write_wants_read_ = false;
    return Moved::bytes;
  }
  const Moved moved = outcome_of(0);
  write_wants_read_ = moved == Moved::blocked && SSL_want_read(tls_.get());
  return moved;
}

void Stream::cancel() {
  socket_->cancel();
}

void Stream::close() {
  socket_->close();
}

void Stream::end() {
  if (closed()) return;
  if (tls_ && SSL_is_init_finished(tls_.get())) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
  }
  ::shutdown(socket_->descriptor(), SHUT_WR);
}

}  // namespace vestnik::http
