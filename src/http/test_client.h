// For tests: a client that sends any bytes over a real socket and reads what comes. A guard of 30 s ends what would
// hang.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vestnik::http::testing {

struct Answer {
  unsigned status = 0;
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;
};

class Client {
 public:
  // A descriptor, to `connect` later.
  Client() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval guard{30, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &guard, sizeof guard);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &guard, sizeof guard);
  }
  explicit Client(std::uint16_t port) : Client() { connect(port); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(descriptor_); }

  bool connect(std::uint16_t port) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }

  // What the server does not take any more is dropped: it may have ended the connection.
  Client& send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
  }
  // No more will be sent.
  Client& end() {
    ::shutdown(descriptor_, SHUT_WR);
    return *this;
  }
  // Room for so many bytes that have arrived and are not read.
  Client& receive_buffer(int bytes) {
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    return *this;
  }

  // The next answer; nothing where the connection ended before a whole one came.
  std::optional<Answer> read(bool head_only = false) {
    std::size_t end = 0;
    while ((end = arrived_.find("\r\n\r\n")) == std::string::npos) {
      if (!more()) return std::nullopt;
    }
    Answer answer;
    const std::string head = arrived_.substr(0, end + 2);
    arrived_.erase(0, end + 4);
    if (!head.starts_with("HTTP/1.1 ")) return std::nullopt;
    answer.status = static_cast<unsigned>(std::stoul(head.substr(9, 3)));
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
      const std::size_t stop = head.find("\r\n", at);
      const std::size_t colon = head.find(": ", at);
      std::string name = head.substr(at, colon - at);
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      answer.fields[name] = head.substr(colon + 2, stop - colon - 2);
      at = stop + 2;
    }
    if (head_only || !answer.fields.contains("content-length")) return answer;
    const std::size_t length = std::stoul(answer.fields["content-length"]);
    while (arrived_.size() < length) {
      if (!more()) return std::nullopt;
    }
    answer.body = arrived_.substr(0, length);
    arrived_.erase(0, length);
    return answer;
  }
  std::optional<Answer> ask(std::string_view bytes, bool head_only = false) { return send(bytes).read(head_only); }

  // What comes up to the end of that text; nothing where the connection ended before.
  std::optional<std::string> until(std::string_view text) {
    std::size_t at = 0;
    while ((at = arrived_.find(text)) == std::string::npos) {
      if (!more()) return std::nullopt;
    }
    std::string read = arrived_.substr(0, at + text.size());
    arrived_.erase(0, at + text.size());
    return read;
  }

  // True where something has arrived that is not read.
  bool has_answer() const {
    pollfd wanted{descriptor_, POLLIN, 0};
    return !arrived_.empty() || ::poll(&wanted, 1, 0) > 0;
  }
  // Whatever else comes until the server ends the connection.
  std::string rest() {
    while (more()) continue;
    return std::exchange(arrived_, {});
  }
  // True where the server ends the connection without a further byte.
  bool ended() { return rest().empty() && over_; }

 private:
  bool more() {
    char bytes[16'384];
    const ssize_t got = ::recv(descriptor_, bytes, sizeof bytes, 0);
    if (got > 0) arrived_.append(bytes, static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno == ECONNRESET)) over_ = true;
    return got > 0;
  }

  int descriptor_;
  std::string arrived_;
  bool over_ = false;
};

// "GET TARGET HTTP/1.1", a Host and `more` whole fields.
inline std::string get(std::string_view target, std::string_view more = {}) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more) + "\r\n";
}

}  // namespace vestnik::http::testing
