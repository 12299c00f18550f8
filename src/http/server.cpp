#include "http/server.h"

#include <sys/resource.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <thread>
#include <vector>

#include "http/worker.h"

namespace vestnik::http {
namespace {

using Code = boost::system::error_code;
using asio::ip::tcp;

void raise_open_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

Result<tcp::endpoint> endpoint_of(const ServerOptions& options) {
  Code problem;
  const asio::ip::address address = asio::ip::make_address(options.host, problem);
  if (!problem) return tcp::endpoint(address, options.port);
  asio::io_context io;
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(options.host, std::to_string(options.port), tcp::resolver::passive, problem);
  if (problem || found.empty()) {
    return fail(ErrorKind::unavailable, "cannot find the address to listen at: " + problem.message(), options.host,
                "name an address of this machine, such as 127.0.0.1 or ::");
  }
  return found.begin()->endpoint();
}

std::string text_of(const tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(endpoint.port());
}

// SO_REUSEPORT would let a second server of the same user share the port in silence; a bind without it tells.
Result<tcp::endpoint> reserve(const tcp::endpoint& wanted) {
  asio::io_context io;
  tcp::acceptor probe(io);
  Code problem;
  probe.open(wanted.protocol(), problem);
  if (!problem) probe.set_option(tcp::acceptor::reuse_address(true), problem);
  if (!problem && wanted.address().is_v6()) probe.set_option(asio::ip::v6_only(false), problem);
  if (!problem) probe.bind(wanted, problem);
  if (problem) {
    return fail(ErrorKind::unavailable, "cannot listen: " + problem.message(), text_of(wanted),
                "choose another address, or stop what listens there");
  }
  return probe.local_endpoint(problem);
}

class AsioServer final : public Server {
 public:
  AsioServer(const ServerOptions& options, Handler& handler, unsigned threads)
      : admission_(options.limits.connections, options.limits.connections_per_address) {
    for (unsigned count = 0; count < threads; ++count) {
      workers_.push_back(std::make_unique<Worker>(options.limits, handler, admission_));
    }
  }

  Result<void> listen(const tcp::endpoint& endpoint) {
    for (const auto& worker : workers_) {
      if (auto listening = worker->listen(endpoint); !listening) {
        listening.error().input = text_of(endpoint);
        return listening;
      }
    }
    endpoint_ = endpoint;
    return {};
  }

  std::uint16_t port() const override { return endpoint_.port(); }
  unsigned threads() const override { return static_cast<unsigned>(workers_.size()); }
  std::string address() const override { return "http://" + text_of(endpoint_); }

  void run() override {
    std::vector<std::jthread> threads;
    for (std::size_t index = 1; index < workers_.size(); ++index) {
      threads.emplace_back([worker = workers_[index].get()] { worker->run(); });
    }
    workers_.front()->run();
  }

  void stop() override {
    for (const auto& worker : workers_) worker->stop();
  }

 private:
  Admission admission_;
  std::vector<std::unique_ptr<Worker>> workers_;
  tcp::endpoint endpoint_;
};

}  // namespace

std::size_t Handler::body_limit(const Request&) const {
  return limits::body_bytes;
}

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options, Handler& handler) {
  raise_open_files();
  const Result<tcp::endpoint> wanted = endpoint_of(options);
  if (!wanted) return std::unexpected(wanted.error());
  const Result<tcp::endpoint> endpoint = reserve(*wanted);
  if (!endpoint) return std::unexpected(endpoint.error());
  const unsigned threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  auto server = std::make_unique<AsioServer>(options, handler, threads);
  if (const Result<void> listening = server->listen(*endpoint); !listening) return std::unexpected(listening.error());
  return server;
}

}  // namespace vestnik::http
