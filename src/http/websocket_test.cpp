// Lines as clients see them: Beast's own client over a real socket.
#include "http/websocket.h"

#include <gmock/gmock.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/server.h"
#include "http/test_client.h"

namespace vestnik::http {
namespace {

namespace beast = boost::beast;

// Says back what it hears; "flood" is answered with more than a client gets that does not read; "bye" hangs up.
class EchoConversation final : public Conversation {
 public:
  struct Ends {
    std::mutex mutex;
    std::condition_variable changed;
    int count = 0;
    void await(int wanted) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return count >= wanted; });
    }
  };
  explicit EchoConversation(Ends& ends) : ends_(ends) {}

  asio::awaitable<void> begin(std::shared_ptr<Line> line) override {
    line_ = std::move(line);
    line_->send(std::make_shared<const std::string>("hello"));
    co_return;
  }
  asio::awaitable<void> take(std::string message) override {
    if (message == "bye") line_->hang_up(Hangup::done);
    if (message == "flood") {
      const auto much = std::make_shared<const std::string>(1 << 20, 'x');
      for (int count = 0; count < 64; ++count) line_->send(much);
    }
    line_->send(std::make_shared<const std::string>(std::move(message)));
    co_return;
  }
  void end() noexcept override {
    line_.reset();
    const std::lock_guard lock(ends_.mutex);
    ends_.count += 1;
    ends_.changed.notify_all();
  }

 private:
  Ends& ends_;
  std::shared_ptr<Line> line_;
};

class LineHandler final : public Handler {
 public:
  asio::awaitable<Response> answer(Request request) override {
    Response response;
    if (request.path == "/line") {
      response.status = 101;
      response.conversation = std::make_shared<EchoConversation>(ends);
    } else {
      response = text_response(404, "nothing here");
    }
    co_return response;
  }
  std::size_t body_limit(const Request&) const override { return 100; }
  EchoConversation::Ends ends;
};

class Lines : public ::testing::Test {
 protected:
  void SetUp() override {
    ServerOptions options;
    options.port = 0;
    options.threads = 1;
    auto listening = Server::listen(options, handler_);
    ASSERT_TRUE(listening);
    server_ = std::move(*listening);
    thread_ = std::jthread([this] { server_->run(); });
  }
  void TearDown() override {
    server_->stop();
    thread_.join();
  }

  using Client = beast::websocket::stream<asio::ip::tcp::socket>;
  std::unique_ptr<Client> dial(const char* path = "/line") {
    auto client = std::make_unique<Client>(io_);
    client->next_layer().connect({asio::ip::address_v4::loopback(), server_->port()});
    client->handshake("127.0.0.1", path);
    return client;
  }
  static std::string heard(Client& client) {
    beast::flat_buffer room;
    client.read(room);
    return beast::buffers_to_string(room.data());
  }
  // Reads to the end; the code it was closed with.
  static unsigned closed_with(Client& client) {
    beast::flat_buffer room;
    boost::system::error_code problem;
    while (!problem) {
      room.clear();
      client.read(room, problem);
    }
    return client.reason().code;
  }

  LineHandler handler_;
  std::unique_ptr<Server> server_;
  std::jthread thread_;
  asio::io_context io_;
};

TEST_F(Lines, carry_messages_both_ways_until_either_side_ends_them) {
  auto client = dial();
  EXPECT_EQ(heard(*client), "hello");
  for (const std::size_t size : {1U, 125U, 126U, 65'536U, 1U << 20U}) {
    const std::string message(size, 'a');
    client->write(asio::buffer(message));
    EXPECT_EQ(heard(*client), message) << size;
  }
  client->close(beast::websocket::close_code::normal);
  handler_.ends.await(1);

  auto other = dial();
  EXPECT_EQ(heard(*other), "hello");
  other->write(asio::buffer(std::string("bye")));
  EXPECT_EQ(closed_with(*other), 1000U);
  handler_.ends.await(2);
}

TEST_F(Lines, are_only_for_who_asks_for_them) {
  testing::Client client(server_->port());
  client.send("GET /line HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = client.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 400U);
  boost::system::error_code problem;
  Client refused(io_);
  refused.next_layer().connect({asio::ip::address_v4::loopback(), server_->port()});
  refused.handshake("127.0.0.1", "/elsewhere", problem);
  EXPECT_EQ(problem, beast::websocket::error::upgrade_declined);
}

TEST_F(Lines, end_where_a_message_is_too_long_or_no_text) {
  auto client = dial();
  heard(*client);
  boost::system::error_code problem;
  client->write(asio::buffer(std::string(limits::line_message_bytes + 1, 'a')), problem);
  EXPECT_EQ(closed_with(*client), 1009U);
  handler_.ends.await(1);

  auto other = dial();
  heard(*other);
  other->binary(true);
  other->write(asio::buffer(std::string("a")));
  EXPECT_EQ(closed_with(*other), 1008U);
  handler_.ends.await(2);
}

TEST_F(Lines, end_where_too_many_messages_come_at_once) {
  auto client = dial();
  heard(*client);
  boost::system::error_code problem;
  for (std::size_t count = 0; count < limits::line_messages_per_second * 3 && !problem; ++count) {
    client->write(asio::buffer(std::string("a")), problem);
  }
  EXPECT_EQ(closed_with(*client), 1008U);
  handler_.ends.await(1);
}

TEST_F(Lines, of_who_does_not_read_are_cut) {
  auto client = dial();
  client->write(asio::buffer(std::string("flood")));
  handler_.ends.await(1);
}

TEST_F(Lines, end_with_the_server) {
  auto client = dial();
  heard(*client);
  server_->stop();
  EXPECT_EQ(closed_with(*client), 1001U);
  handler_.ends.await(1);
}

}  // namespace
}  // namespace vestnik::http
