#include "commands/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/json.h"
#include "base/log.h"

namespace vestnik::commands {

namespace {

constexpr std::size_t line_bytes = 1UL << 20U;

Result<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path) {
    return fail(ErrorKind::invalid, "the data folder's path is too long for a local socket", text, "use a shorter one");
  }
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

bool send_line(int descriptor, const json::object& line) {
  std::string text = write_json(line) + "\n";
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t sent = ::send(descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Lines from a socket, one after the other.
class LineReader {
 public:
  explicit LineReader(int descriptor) : descriptor_(descriptor) {}

  std::optional<json::object> next() {
    while (true) {
      const std::size_t end = buffer_.find('\n');
      if (end != std::string::npos) {
        auto value = parse_json(std::string_view(buffer_).substr(0, end));
        buffer_.erase(0, end + 1);
        if (!value || !value->is_object()) return std::nullopt;
        return std::move(value->get_object());
      }
      if (buffer_.size() > line_bytes) return std::nullopt;
      char chunk[4096];
      const ssize_t got = ::recv(descriptor_, chunk, sizeof chunk, 0);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return std::nullopt;
      buffer_.append(chunk, static_cast<std::size_t>(got));
    }
  }

 private:
  int descriptor_;
  std::string buffer_;
};

// What the command says goes to the client; where that has gone, the command still runs to its end.
class SocketTerminal : public Terminal {
 public:
  explicit SocketTerminal(int descriptor) : descriptor_(descriptor) {}
  void print(std::string_view line) override { send_line(descriptor_, {{"print", line}}); }
  void error(std::string_view line) override { send_line(descriptor_, {{"error", line}}); }
  void progress(std::string_view stage, std::int64_t done, std::int64_t total) override {
    const auto now = std::chrono::steady_clock::now();
    if (stage == stage_ && now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    stage_ = stage;
    send_line(descriptor_, {{"stage", stage}, {"done", done}, {"total", total}});
  }

 private:
  int descriptor_;
  std::string stage_;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace

Result<std::unique_ptr<ControlServer>> ControlServer::start(const std::filesystem::path& data, Runner runner) {
  const std::filesystem::path path = data / "control.sock";
  auto address = address_of(path);
  if (!address) return std::unexpected(address.error());
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return fail(ErrorKind::unavailable, std::string("no local socket (") + std::strerror(errno) + ")");
  // Whoever made it is gone: the folder's lock is ours.
  ::unlink(path.c_str());
  const mode_t mask = ::umask(0177);
  const bool bound = ::bind(listener, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0;
  ::umask(mask);
  if (!bound || ::listen(listener, 8) != 0) {
    const std::string why = std::strerror(errno);
    ::close(listener);
    return fail(ErrorKind::unavailable, "cannot listen on the local socket (" + why + ")", path.string());
  }
  return std::unique_ptr<ControlServer>(new ControlServer(listener, path, std::move(runner)));
}

ControlServer::ControlServer(int listener, std::filesystem::path path, Runner runner)
    : listener_(listener), path_(std::move(path)), runner_(std::move(runner)), thread_([this] { accept_all(); }) {}

ControlServer::~ControlServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
  ::unlink(path_.c_str());
}

void ControlServer::accept_all() {
  while (!stopping_) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (!stopping_) log::error("the local socket does not accept any more: {}", std::strerror(errno));
      return;
    }
    serve(client);
    ::close(client);
  }
}

void ControlServer::serve(int client) {
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const auto asked = LineReader(client).next();
  if (!asked) return;
  CommandLine line{.arguments = {}, .directory = string_or(*asked, "directory"), .environment = {}};
  if (const json::value* given = asked->if_contains("arguments"); given != nullptr && given->is_array()) {
    for (const json::value& each : given->get_array()) {
      if (each.is_string()) line.arguments.emplace_back(each.get_string());
    }
  }
  if (const json::value* given = asked->if_contains("environment"); given != nullptr && given->is_object()) {
    for (const auto& [name, value] : given->get_object()) {
      if (value.is_string()) line.environment.emplace(name, value.get_string());
    }
  }
  SocketTerminal terminal(client);
  const int status = runner_(line, terminal);
  send_line(client, {{"exit", status}});
}

std::optional<int> run_in_server(const std::filesystem::path& data, const CommandLine& line, Terminal& terminal) {
  const auto address = address_of(data / "control.sock");
  if (!address) return std::nullopt;
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return std::nullopt;
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    ::close(descriptor);
    return std::nullopt;
  }
  json::array arguments;
  for (const std::string& argument : line.arguments) arguments.emplace_back(argument);
  json::object environment;
  for (const auto& [name, value] : line.environment) environment[name] = value;
  std::optional<int> status;
  if (send_line(descriptor, {{"arguments", std::move(arguments)},
                             {"directory", line.directory.string()},
                             {"environment", std::move(environment)}})) {
    LineReader lines(descriptor);
    while (!status) {
      const auto told = lines.next();
      if (!told) break;
      if (told->contains("print")) terminal.print(string_or(*told, "print"));
      if (told->contains("error")) terminal.error(string_or(*told, "error"));
      if (told->contains("stage")) {
        terminal.progress(string_or(*told, "stage"), integer_or(*told, "done"), integer_or(*told, "total"));
      }
      if (told->contains("exit")) status = static_cast<int>(integer_or(*told, "exit"));
    }
    if (!status) {
      terminal.error("the server went away before the command was done");
      status = 1;
    }
  }
  ::close(descriptor);
  return status;
}

}  // namespace vestnik::commands
