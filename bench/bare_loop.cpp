// The least that can answer: one thread, epoll, one recv and one sendmsg a request, always the same packed page,
// nothing looked at but the end of the request. What it costs is the kernel's; benches compare the server with it.
//     bare_loop PAGE.gz      writes the port that it listens on (loopback, any free one) and serves until it is ended
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

/// Sends all of it or says that it could not: a peer that does not take a page at once is not one of a bench.
bool send_page(int socket, std::string& head, std::string& body) {
  std::array<iovec, 2> parts{iovec{head.data(), head.size()}, iovec{body.data(), body.size()}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  return sendmsg(socket, &message, MSG_NOSIGNAL) == static_cast<ssize_t>(head.size() + body.size());
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: bare_loop PAGE.gz\n", stderr);
    return 2;
  }
  std::ifstream file(words[1], std::ios::binary);
  std::string body{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (body.empty()) {
    std::fprintf(stderr, "bare_loop: nothing to serve in %s\n", words[1]);
    return 1;
  }
  std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
      "Vary: Accept-Encoding\r\nCache-Control: no-cache\r\nETag: \"bare\"\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n";

  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(listener, 1024) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    std::perror("bare_loop");
    return 1;
  }
  std::printf("listening on http://127.0.0.1:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);

  const int set = epoll_create1(0);
  const auto watch = [&](int socket) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = socket;
    return epoll_ctl(set, EPOLL_CTL_ADD, socket, &event) == 0;
  };
  if (set < 0 || !watch(listener)) {
    std::perror("bare_loop");
    return 1;
  }
  std::array<epoll_event, 128> events;
  std::array<char, 8192> request;
  for (;;) {
    const int ready = epoll_wait(set, events.data(), static_cast<int>(events.size()), -1);
    for (int each = 0; each < ready; ++each) {
      const int socket = events[static_cast<std::size_t>(each)].data.fd;
      if (socket == listener) {
        const int one = 1;
        const int next = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
        if (next < 0) continue;
        setsockopt(next, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (!watch(next)) close(next);
        continue;
      }
      const ssize_t got = recv(socket, request.data(), request.size(), 0);
      const std::string_view text(request.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
      if (!text.ends_with("\r\n\r\n") || !send_page(socket, head, body)) close(socket);
    }
  }
}
