// For tests: a server on a free port of the loopback that answers in every way a handler can.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "http/pool.h"
#include "http/server.h"

namespace vestnik::http::testing {

// /now at once · /later from the pool · /echo method, target, host and body · /bytes?n= so many · /status?n= that one ·
// /hold once `release` is called · /threads · /peer · /throw, /throw-now, /throw-in-pool, /bad-field. Bodies of
// /small/… may have 100 bytes.
class TestHandler final : public Handler {
 public:
  std::optional<Response> answer_now(const Request& request) override {
    {
      const std::lock_guard lock(guard_);
      seen_.push_back(request.target);
      changed_.notify_all();
    }
    if (request.path == "/now") return text_response(200, "now");
    if (request.path == "/peer") return text_response(200, request.peer);
    if (request.path == "/throw-now") throw std::runtime_error("as asked");
    if (request.path == "/bad-field") return text_response(200, "").with("X-A", "b\r\nX-Injected: c");
    if (request.path == "/bytes") return bytes(std::stoul(request.parameter("n").value_or("0")));
    if (request.path == "/status") {
      return text_response(static_cast<unsigned>(std::stoul(request.parameter("n").value_or("200"))), "body");
    }
    return std::nullopt;
  }

  asio::awaitable<Response> answer(Request request) override {
    if (request.path == "/throw") throw std::runtime_error("as asked");
    if (request.path == "/echo" || request.path == "/small/echo") co_return echo(request);
    if (request.path == "/threads") co_return co_await threads();
    if (request.path == "/later" || request.path == "/hold" || request.path == "/throw-in-pool") {
      auto task = [this, path = request.path] { return work(path); };
      const Result<std::string> text = co_await pool_.run(task);
      co_return text_response(text ? 200 : 500, text ? *text : text.error().what);
    }
    co_return text_response(404, "nothing here");
  }

  std::size_t body_limit(const Request& head) const override {
    return head.path.starts_with("/small/") ? 100 : Handler::body_limit(head);
  }

  void await_held(int count) {
    std::unique_lock lock(guard_);
    changed_.wait(lock, [&] { return held_ >= count; });
  }
  void await_seen(std::size_t count) {
    std::unique_lock lock(guard_);
    changed_.wait(lock, [&] { return seen_.size() >= count; });
  }
  void release() {
    const std::lock_guard lock(guard_);
    released_ = true;
    changed_.notify_all();
  }
  // Every target that a handler was asked for, of all connections.
  std::vector<std::string> seen() const {
    const std::lock_guard lock(guard_);
    return seen_;
  }
  Pool& pool() { return pool_; }

 private:
  static std::string name_of(Method method) {
    static constexpr const char* names[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER"};
    return names[static_cast<std::size_t>(method)];
  }
  static Response echo(const Request& request) {
    return text_response(200,
                         name_of(request.method) + " " + request.target + " " + request.host + "\n" + request.body);
  }
  static Response bytes(std::size_t count) {
    auto text = std::make_shared<std::string>(count, ' ');
    for (std::size_t at = 0; at < count; ++at) (*text)[at] = static_cast<char>('a' + at % 26);
    Response response;
    // More pieces than one gather write takes.
    const std::size_t piece = std::max<std::size_t>(1, count / 150);
    for (std::size_t at = 0; at < count; at += piece) {
      response.body.push_back({text, std::string_view(*text).substr(at, piece)});
    }
    return response;
  }

  Result<std::string> work(const std::string& path) {
    if (path == "/throw-in-pool") throw std::runtime_error("as asked");
    if (path == "/later") return "later";
    std::unique_lock lock(guard_);
    ++held_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return released_; });
    return "held";
  }

  asio::awaitable<Response> threads() {
    const std::thread::id before = std::this_thread::get_id();
    auto task = []() -> Result<std::thread::id> { return std::this_thread::get_id(); };
    const Result<std::thread::id> inside = co_await pool_.run(task);
    const bool away = inside && *inside != before;
    const bool back = std::this_thread::get_id() == before;
    co_return text_response(200, std::string(away ? "elsewhere" : "here") + (back ? " and back" : " and lost"));
  }

  mutable std::mutex guard_;
  std::condition_variable changed_;
  std::vector<std::string> seen_;
  int held_ = 0;
  bool released_ = false;
  Pool pool_{4};
};

class TestServer {
 public:
  explicit TestServer(ServerLimits bounds = {}, unsigned threads = 1) {
    auto server = Server::listen({.port = 0, .threads = threads, .limits = bounds}, handler_);
    if (!server) throw std::runtime_error(server.error().message());
    server_ = std::move(*server);
    thread_ = std::thread([this] { server_->run(); });
  }
  ~TestServer() {
    server_->stop();
    handler_.release();
    join();
    handler_.pool().stop();
  }

  std::uint16_t port() const { return server_->port(); }
  TestHandler& handler() { return handler_; }
  Server& server() { return *server_; }
  // Until no more than so many are open.
  void await_connections(std::size_t count) {
    while (server_->connections() > count) std::this_thread::yield();
  }
  // Until `run` has returned.
  void join() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  TestHandler handler_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace vestnik::http::testing
