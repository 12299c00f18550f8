// Connections that rest: what they cost, and that they wake to where they were.
#include <gtest/gtest.h>
#include <malloc.h>

#include <deque>
#include <thread>

#include "http/connection.h"
#include "http/server.h"
#include "http/test_client.h"
#include "http/test_server.h"

namespace vestnik::http {
namespace {

using testing::Client;
using testing::get;
using testing::TestServer;

// What the program has of the heap, all threads together; 0 where a sanitizer keeps it.
std::size_t heap() {
  return mallinfo2().uordblks;
}

// Answers everything with one page of a million bytes in pieces, as a hot page's answers share theirs.
class OnePage final : public Handler {
 public:
  OnePage() {
    for (std::size_t at = 0; at < text_.size(); at += text_.size() / 20) {
      parts_.push_back(std::string_view(text_).substr(at, text_.size() / 20));
    }
    page_->body = parts_;
    auto common = std::make_shared<Ready>();
    common->fields = {{"Content-Type", "text/plain"}};
    prepare(*common);
    page_->common = std::move(common);
    page_->fields = {{"Cache-Control", "no-cache"}};
    prepare(*page_);
  }
  std::optional<Response> answer_now(const Request&) override {
    Response response;
    response.ready = page_;
    return response;
  }
  asio::awaitable<Response> answer(Request) override { co_return text_response(404, ""); }

 private:
  std::string text_ = std::string(1'000'000, 'x');
  std::vector<std::string_view> parts_;
  std::shared_ptr<Ready> page_ = std::make_shared<Ready>();
};

class OnePageServer {
 public:
  OnePageServer() : server_(*Server::listen({.port = 0, .threads = 1}, page_)) {
    thread_ = std::thread([this] { server_->run(); });
  }
  ~OnePageServer() {
    server_->stop();
    thread_.join();
  }
  Server& server() { return *server_; }

 private:
  OnePage page_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

constexpr std::size_t many = 200;

TEST(Rest, an_idle_connection_is_no_larger_than_nginx_has_it) {
  TestServer server;
  std::deque<Client> clients(many);
  Client first(server.port());
  ASSERT_TRUE(first.ask(get("/now")));
  const std::size_t before = heap();
  for (Client& client : clients) {
    ASSERT_TRUE(client.connect(server.port()));
    ASSERT_TRUE(client.ask(get("/status?n=204")));
  }
  // Its turn comes after theirs, so they rest by now.
  ASSERT_TRUE(first.ask(get("/now")));
  EXPECT_LE((heap() - before) / many, 525U);
}

TEST(Rest, nor_is_one_that_was_answered_late) {
  TestServer server;
  std::deque<Client> clients(many);
  Client first(server.port());
  ASSERT_TRUE(first.ask(get("/later")));
  const std::size_t before = heap();
  for (Client& client : clients) {
    ASSERT_TRUE(client.connect(server.port()));
    ASSERT_TRUE(client.ask(get("/echo")));
  }
  ASSERT_TRUE(first.ask(get("/now")));
  EXPECT_LE((heap() - before) / many, 525U);
}

TEST(Rest, a_slow_reader_holds_little_more_than_what_it_has_sent) {
  OnePageServer server;
  std::deque<Client> clients(many);
  Client first(server.server().port());
  ASSERT_TRUE(first.ask(get("/")));
  const std::size_t before = heap();
  std::string requests;
  while (requests.size() < 400) requests += get("/");
  for (Client& client : clients) {
    client.receive_buffer(4'096);
    ASSERT_TRUE(client.connect(server.server().port()));
    client.send(requests);
    while (!client.has_answer()) std::this_thread::yield();
  }
  ASSERT_TRUE(first.ask(get("/")));
  EXPECT_LE((heap() - before) / many, 1'500U);
}

TEST(Rest, a_secret_that_came_before_what_a_slow_reader_holds_is_overwritten) {
  const ServerLimits bounds;
  Exchange exchange(bounds);
  const std::string_view secret = "a secret", next = "GET / HTTP/1.1",
                         head = "HTTP/1.1 200 OK with a head of some length";
  for (const std::string_view text : {secret, next}) {
    exchange.input.commit(asio::buffer_copy(exchange.input.prepare(text.size()), asio::buffer(text)));
  }
  exchange.input.consume(secret.size());
  exchange.request.confidential = true;
  exchange.head = head;
  exchange.output.assign(1, asio::buffer(exchange.head) + 4);
  const Unsent unsent(exchange);
  exchange.clear();
  EXPECT_EQ(std::string(unsent.input.begin(), unsent.input.end()), next);
  EXPECT_EQ(unsent.head, head.substr(4));
  EXPECT_EQ(unsent.output.front().data(), unsent.head.data());
  EXPECT_TRUE(unsent.confidential);
  const auto room = exchange.input.prepare(exchange.input.capacity());
  const std::string_view left(static_cast<const char*>(room.data()), room.size());
  EXPECT_EQ(left.find_first_not_of('\0'), std::string_view::npos);
}

TEST(Rest, what_has_come_behind_a_blocked_answer_is_answered_after_it) {
  TestServer server;
  Client slow;
  slow.receive_buffer(4'096);
  ASSERT_TRUE(slow.connect(server.port()));
  const std::string last = get("/echo?last");
  slow.send(get("/bytes?n=9000000") + get("/echo?second") + get("/bytes?n=7000000") + last.substr(0, 9));
  Client other(server.port());
  ASSERT_TRUE(other.ask(get("/now")));
  EXPECT_EQ(slow.read()->body.size(), 9'000'000U);
  EXPECT_EQ(slow.read()->body, "GET /echo?second test\n");
  EXPECT_EQ(slow.read()->body.size(), 7'000'000U);
  EXPECT_EQ(slow.ask(last.substr(9))->body, "GET /echo?last test\n");
}

TEST(Rest, a_blocked_answer_that_is_the_last_arrives_as_a_whole_whatever_came_behind_it) {
  TestServer server;
  for (const std::string& behind : {std::string(), get("/now"), std::string(5'000'000, 'x')}) {
    Client slow;
    slow.receive_buffer(4'096);
    ASSERT_TRUE(slow.connect(server.port()));
    slow.send(get("/bytes?n=9000000", "Connection: close\r\n") + behind.substr(0, 100'000));
    const auto answer = slow.read();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body.size(), 9'000'000U);
    EXPECT_TRUE(slow.end().ended());
  }
}

TEST(Rest, who_is_refused_behind_a_blocked_answer_reads_both) {
  TestServer server;
  Client slow;
  slow.receive_buffer(4'096);
  ASSERT_TRUE(slow.connect(server.port()));
  slow.send(get("/bytes?n=9000000") + "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  EXPECT_EQ(slow.read()->body.size(), 9'000'000U);
  EXPECT_EQ(slow.read()->status, 400U);
  EXPECT_TRUE(slow.end().ended());
}

TEST(Rest, a_stop_waits_for_a_reader_that_is_slow) {
  TestServer server;
  Client slow;
  slow.receive_buffer(4'096);
  ASSERT_TRUE(slow.connect(server.port()));
  slow.send(get("/bytes?n=9000000"));
  while (!slow.has_answer()) std::this_thread::yield();
  server.server().stop();
  EXPECT_EQ(slow.read()->body.size(), 9'000'000U);
  EXPECT_TRUE(slow.ended());
  server.join();
}

TEST(Rest, those_that_rest_go_with_their_server) {
  ServerLimits bounds;
  bounds.stop_time = std::chrono::milliseconds(10);
  TestServer server(bounds);
  Client idle(server.port()), half(server.port()), slow(server.port());
  ASSERT_TRUE(idle.ask(get("/later")));
  half.send("GET /now HTTP/1.1\r\n");
  slow.send(get("/bytes?n=20000000"));
  while (!slow.has_answer()) std::this_thread::yield();
  server.server().stop();
  server.join();
}

TEST(Rest, what_has_come_behind_a_request_is_not_left_where_it_arrived) {
  const ServerLimits bounds;
  Exchange exchange(bounds);
  const std::string behind = "POST /report/ HTTP/1.1\r\n";  // of a request that nobody has looked at
  exchange.input.commit(asio::buffer_copy(exchange.input.prepare(behind.size()), asio::buffer(behind)));
  const char* const place = exchange.arrived().data();
  const std::string rest(100, 'x');
  exchange.output.assign(1, asio::buffer(rest));
  const Unsent unsent(exchange);
  EXPECT_EQ(std::string(unsent.input.begin(), unsent.input.end()), behind);
  EXPECT_EQ(std::string(place, behind.size()), std::string(behind.size(), '\0'));
}

}  // namespace
}  // namespace vestnik::http
