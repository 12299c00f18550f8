#include "http/server.h"

#include <sys/resource.h>
#include <sys/socket.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/log.h"
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

Result<tcp::endpoint> free_one(const ServerOptions& options) {
  const Result<tcp::endpoint> wanted = endpoint_of(options);
  return wanted ? reserve(*wanted) : wanted;
}

Result<tcp::endpoint> endpoint_of_socket(int descriptor) {
  tcp::endpoint endpoint;
  auto length = static_cast<socklen_t>(endpoint.capacity());
  if (::getsockname(descriptor, endpoint.data(), &length) != 0) {
    return fail(ErrorKind::unavailable, std::string("the inherited socket cannot be used: ") + std::strerror(errno),
                "LISTEN_FDS", "give the socket unit one ListenStream= that is a TCP port");
  }
  endpoint.resize(length);
  return endpoint;
}

// What all reading threads share, and they themselves.
struct Workers {
  Workers(const ServerLimits& bounds, Handler& handler, TrustedProxies trusted, std::unique_ptr<Tls> certificate,
          AccessLog* access_log)
      : admission(bounds.connections, bounds.connections_per_address),
        events(bounds.event_streams, bounds.event_streams_per_address),
        proxies(std::move(trusted)),
        tls(std::move(certificate)),
        shared{handler, admission, events, proxies, tls.get(), access_log} {}

  Admission admission, events;
  TrustedProxies proxies;
  std::unique_ptr<Tls> tls;
  Worker::Shared shared;
  std::vector<std::unique_ptr<Worker>> each;
};

class AsioServer final : public Server {
 public:
  AsioServer(const ServerLimits& bounds, std::unique_ptr<Workers> workers, unsigned threads)
      : certificate_look_(bounds.certificate_look), workers_(std::move(workers)) {
    for (unsigned count = 0; count < threads; ++count) {
      workers_->each.push_back(std::make_unique<Worker>(bounds, workers_->shared));
    }
  }

  ~AsioServer() override {
    if (workers_->admission.open() == 0) return;
    // A forced stop has left handlers behind. Somebody who outlives us may hold their coroutines (a pool's queue,
    // whoever waits for the same page), and these use their event loop even to be destroyed: it stays until the end.
    static auto& left_behind = *new std::vector<std::unique_ptr<Workers>>;
    left_behind.push_back(std::move(workers_));
  }

  Result<void> listen(const tcp::endpoint& endpoint, std::optional<int> inherited) {
    for (const auto& worker : workers_->each) {
      auto listening = inherited ? worker->adopt(endpoint, *inherited) : worker->listen(endpoint);
      if (!listening) {
        listening.error().input = text_of(endpoint);
        return listening;
      }
    }
    endpoint_ = endpoint;
    return {};
  }

  std::uint16_t port() const override { return endpoint_.port(); }
  unsigned threads() const override { return static_cast<unsigned>(workers_->each.size()); }
  std::size_t connections() const override { return workers_->admission.open(); }
  std::string address() const override { return (workers_->tls ? "https://" : "http://") + text_of(endpoint_); }

  TrafficSnapshot traffic() const override {
    TrafficSnapshot sum{};
    for (const auto& worker : workers_->each) add(sum, worker->traffic());
    return sum;
  }

  void run() override {
    std::jthread renewal;
    if (workers_->tls) {
      renewal = std::jthread([this](const std::stop_token& stop) { renew_certificate(stop); });
    }
    std::vector<std::jthread> threads;
    for (std::size_t index = 1; index < workers_->each.size(); ++index) {
      threads.emplace_back([worker = workers_->each[index].get()] { worker->run(); });
    }
    workers_->each.front()->run();
  }

  void wake_events() override {
    for (const auto& worker : workers_->each) worker->wake_events();
  }

  void stop() override {
    for (const auto& worker : workers_->each) worker->stop();
  }

 private:
  // Files are looked at on a thread of their own: a disk that hangs must not stop the readers.
  void renew_certificate(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      never.wait_for(lock, stop, certificate_look_, [] { return false; });
      const Result<bool> renewed = workers_->tls->renew();
      if (!renewed) log::failure(renewed.error());
      if (renewed && *renewed) log::info("http: a new certificate is in use");
    }
  }

  std::chrono::milliseconds certificate_look_;
  std::unique_ptr<Workers> workers_;
  tcp::endpoint endpoint_;
};

}  // namespace

std::size_t Handler::body_limit(const Request&) const {
  return limits::body_bytes;
}

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options, Handler& handler) {
  raise_open_files();
  const Result<tcp::endpoint> endpoint = options.inherited ? endpoint_of_socket(*options.inherited) : free_one(options);
  if (!endpoint) return std::unexpected(endpoint.error());
  const unsigned threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  auto proxies = TrustedProxies::parse(options.trusted_proxies);
  if (!proxies) return std::unexpected(proxies.error());
  std::unique_ptr<Tls> tls;
  if (options.tls) {
    auto loaded = Tls::load(*options.tls);
    if (!loaded) return std::unexpected(loaded.error());
    tls = std::move(*loaded);
  }
  auto workers =
      std::make_unique<Workers>(options.limits, handler, std::move(*proxies), std::move(tls), options.access_log);
  auto server = std::make_unique<AsioServer>(options.limits, std::move(workers), threads);
  if (const Result<void> listening = server->listen(*endpoint, options.inherited); !listening)
    return std::unexpected(listening.error());
  return server;
}

}  // namespace vestnik::http
