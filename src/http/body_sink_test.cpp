#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/server.h"
#include "http/test_client.h"

namespace vestnik::http {
namespace {

using testing::Client;

// Streams bodies under /stream/ and remembers the pieces. /stream/refuse answers after the first piece.
class StreamHandler final : public Handler {
 public:
  class Sink final : public BodySink {
   public:
    Sink(StreamHandler& handler, std::string path) : handler_(handler), path_(std::move(path)) {}
    asio::awaitable<std::optional<Response>> take(std::string bytes) override {
      handler_.remember(bytes, false);
      if (path_ == "/stream/throw") throw std::runtime_error("as asked");
      if (path_ == "/stream/refuse") co_return text_response(409, "enough");
      co_return std::nullopt;
    }
    asio::awaitable<Response> end(Request request) override {
      handler_.remember(request.body, false);
      co_return text_response(201, std::to_string(handler_.bytes()));
    }
    asio::awaitable<void> lost(std::string bytes) override {
      handler_.remember(bytes, true);
      co_return;
    }

   private:
    StreamHandler& handler_;
    std::string path_;
  };

  asio::awaitable<Response> answer(Request request) override { co_return text_response(200, request.body); }
  std::size_t body_limit(const Request&) const override { return 4 << 20; }
  std::shared_ptr<BodySink> sink(const Request& head) override {
    if (!head.path.starts_with("/stream/")) return nullptr;
    return std::make_shared<Sink>(*this, head.path);
  }

  void remember(std::string_view bytes, bool lost) {
    const std::lock_guard lock(guard_);
    all_ += bytes;
    largest_ = std::max(largest_, bytes.size());
    lost_ = lost_ || lost;
    changed_.notify_all();
  }
  std::size_t bytes() {
    const std::lock_guard lock(guard_);
    return all_.size();
  }
  std::size_t largest() {
    const std::lock_guard lock(guard_);
    return largest_;
  }
  std::string all() {
    const std::lock_guard lock(guard_);
    return all_;
  }
  void await_lost() {
    std::unique_lock lock(guard_);
    changed_.wait(lock, [&] { return lost_; });
  }

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  std::string all_;
  std::size_t largest_ = 0;
  bool lost_ = false;
};

class Streaming : public ::testing::Test {
 protected:
  void SetUp() override {
    auto server = Server::listen({.port = 0, .threads = 1}, handler_);
    ASSERT_TRUE(server) << server.error().message();
    server_ = std::move(*server);
    thread_ = std::thread([this] { server_->run(); });
  }
  void TearDown() override {
    server_->stop();
    thread_.join();
  }

  static std::string head(std::string_view path, std::size_t length) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(length) +
           "\r\n\r\n";
  }
  static std::string some(std::size_t length) {
    std::string text(length, ' ');
    for (std::size_t at = 0; at < length; ++at) text[at] = static_cast<char>('a' + at % 23);
    return text;
  }

  StreamHandler handler_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

TEST_F(Streaming, a_large_body_comes_in_pieces_and_whole) {
  const std::string body = some(3'000'000);
  Client client(server_->port());
  const auto answer = client.ask(head("/stream/x", body.size()) + body);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 201U);
  EXPECT_EQ(answer->body, "3000000");
  EXPECT_EQ(handler_.all(), body);
  EXPECT_LE(handler_.largest(), body_piece_bytes + (64U << 10U));
}

TEST_F(Streaming, requests_after_it_are_answered_on_the_same_connection) {
  Client client(server_->port());
  const std::string body = some(500'000);
  EXPECT_EQ(client.ask(head("/stream/x", body.size()) + body)->status, 201U);
  EXPECT_EQ(client.ask(head("/plain", 3) + "abc")->body, "abc");
  EXPECT_EQ(client.ask(head("/stream/x", 3) + "xyz")->body, "500003");
}

TEST_F(Streaming, a_lost_connection_hands_over_what_had_arrived) {
  const std::string body = some(1'000'000);
  {
    Client client(server_->port());
    client.send(head("/stream/x", body.size()) + body.substr(0, 700'001));
  }
  handler_.await_lost();
  EXPECT_EQ(handler_.all(), body.substr(0, 700'001));
}

TEST_F(Streaming, may_be_answered_before_it_has_arrived) {
  Client client(server_->port());
  const std::string body = some(1'000'000);
  const auto answer = client.ask(head("/stream/refuse", 2'000'000) + body);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 409U);
}

TEST_F(Streaming, fails_alone) {
  Client client(server_->port());
  EXPECT_EQ(client.ask(head("/stream/throw", 2'000'000) + some(1'000'000))->status, 500U);
  EXPECT_EQ(Client(server_->port()).ask(head("/plain", 3) + "abc")->body, "abc");
}

TEST_F(Streaming, keeps_to_the_limit_of_its_address) {
  Client client(server_->port());
  EXPECT_EQ(client.ask(head("/stream/x", (4U << 20U) + 1))->status, 413U);
  // Without a length that could be looked at before.
  std::string chunked = "POST /stream/x HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string piece = some(1U << 20U);
  for (int count = 0; count < 5; ++count) chunked += "100000\r\n" + piece + "\r\n";
  Client other(server_->port());
  EXPECT_EQ(other.ask(chunked + "0\r\n\r\n")->status, 413U);
}

}  // namespace
}  // namespace vestnik::http
