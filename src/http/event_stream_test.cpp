// Streams of events over a real socket: what is told, the bounds, slow clients, the stop.
#include "http/event_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "http/server.h"
#include "http/test_client.h"

namespace vestnik::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using ::testing::HasSubstr;
using ::testing::Not;

// What every client is told, in its order.
class Told {
 public:
  void add(std::string data) {
    const std::lock_guard lock(guard_);
    all_.push_back(std::move(data));
  }
  std::optional<std::string> at(std::size_t place) const {
    const std::lock_guard lock(guard_);
    return place < all_.size() ? std::optional(all_[place]) : std::nullopt;
  }

 private:
  mutable std::mutex guard_;
  std::vector<std::string> all_;
};

class Feed final : public EventFeed {
 public:
  explicit Feed(const Told& told) : told_(told) {}
  std::size_t tell(std::string& text) override {
    std::size_t count = 0;
    while (text.size() < limits::event_piece_bytes) {
      const auto data = told_.at(place_);
      if (!data) break;
      ended_ = *data == "end";
      append_event(text, std::to_string(++place_), "news", *data);
      ++count;
    }
    return count;
  }
  void beat(std::string& text) override { text += ": still here\n\n"; }
  bool ended() const override { return ended_; }

 private:
  const Told& told_;
  std::size_t place_ = 0;
  bool ended_ = false;
};

class EventHandler final : public Handler {
 public:
  std::optional<Response> answer_now(const Request& request) override {
    if (request.path != "/events") return text_response(200, "page");
    Response response;
    response.with("Content-Type", "text/event-stream");
    response.events = std::make_shared<EventAnswer>(EventAnswer{std::make_shared<Feed>(told), request.peer, {}});
    return response;
  }
  asio::awaitable<Response> answer(Request) override { co_return text_response(404, ""); }

  Told told;
};

class EventServer {
 public:
  explicit EventServer(ServerLimits bounds = {}, unsigned threads = 1) {
    server_ = std::move(*Server::listen({.port = 0, .threads = threads, .limits = bounds}, handler_));
    thread_ = std::thread([this] { server_->run(); });
  }
  ~EventServer() { stop(); }
  void stop() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
  }
  void tell(std::string data) {
    handler_.told.add(std::move(data));
    server_->wake_events();
  }
  void wake() { server_->wake_events(); }
  std::uint16_t port() const { return server_->port(); }
  TrafficSnapshot traffic() const { return server_->traffic(); }
  void await_ended(std::uint64_t count) const {
    while (traffic().event_streams_ended < count) std::this_thread::yield();
  }

 private:
  EventHandler handler_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

constexpr std::string_view ask = "GET /events HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(Events, have_the_form_of_the_standard) {
  std::string text;
  append_event(text, "7", "headline", "{\"a\":1}");
  append_event(text, "", "", "two\nlines");
  append_event(text, "9", "", "");
  EXPECT_EQ(text, "id: 7\nevent: headline\ndata: {\"a\":1}\n\ndata: two\ndata: lines\n\nid: 9\n\n");
}

TEST(Events, are_told_as_they_come_to_everybody) {
  EventServer server({}, 2);
  std::vector<std::unique_ptr<Client>> clients;
  for (int count = 0; count < 8; ++count) {
    auto& client = *clients.emplace_back(std::make_unique<Client>(server.port()));
    const auto head = client.send(ask).read(true);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200U);
    EXPECT_EQ(head->fields.at("content-type"), "text/event-stream");
    EXPECT_EQ(head->fields.at("transfer-encoding"), "chunked");
    EXPECT_FALSE(head->fields.contains("content-length"));
    ASSERT_TRUE(client.until("retry: "));
  }
  server.tell("first");
  for (const auto& client : clients) EXPECT_TRUE(client->until("id: 1\nevent: news\ndata: first\n\n\r\n"));
  server.tell("second");
  for (const auto& client : clients) EXPECT_TRUE(client->until("data: second\n\n"));
  EXPECT_EQ(server.traffic().events, 16U);
  EXPECT_EQ(server.traffic().event_streams, 8U);
}

TEST(Events, go_to_http_1_0_without_chunks_and_to_head_not_at_all) {
  EventServer server;
  Client old(server.port());
  old.send("GET /events HTTP/1.0\r\n\r\n");
  const auto head = old.until("\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_THAT(*head, Not(HasSubstr("chunked")));
  server.tell("end");
  EXPECT_THAT(old.rest(), ::testing::MatchesRegex("retry: [0-9]+\n\nid: 1\nevent: news\ndata: end\n\n"));

  Client client(server.port());
  const auto answer = client.ask("HEAD /events HTTP/1.1\r\nHost: a\r\n\r\n", true);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200U);
  EXPECT_FALSE(answer->fields.contains("content-length"));
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n")->body, "page") << "the connection goes on";
  EXPECT_EQ(server.traffic().event_streams, 1U);
}

TEST(Events, end_with_their_feed) {
  EventServer server;
  Client client(server.port());
  ASSERT_TRUE(client.send(ask).until("retry: "));
  server.tell("end");
  EXPECT_THAT(client.rest(), ::testing::EndsWith("data: end\n\n\r\n0\r\n\r\n"));
  server.await_ended(1);
}

TEST(Events, beat_while_nothing_happens) {
  ServerLimits bounds;
  bounds.event_beat = 20ms;
  EventServer server(bounds);
  Client client(server.port());
  client.send(ask);
  for (int count = 0; count < 3; ++count) EXPECT_TRUE(client.until(": still here\n\n"));
  EXPECT_EQ(server.traffic().overdue, 0U);
}

TEST(Events, beat_also_where_only_others_are_told_something) {
  ServerLimits bounds;
  bounds.event_beat = 200ms;
  EventServer server(bounds);
  Client client(server.port());
  ASSERT_TRUE(client.send(ask).until("\n\n\r\n"));
  // Something happens somewhere far more often than this client is due its beat.
  std::atomic<bool> over = false;
  std::thread others([&] {
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (!over && std::chrono::steady_clock::now() < end) {
      server.wake();
      std::this_thread::sleep_for(10ms);
    }
    server.tell("end");
  });
  const auto told = client.until("\n\n\r\n");
  over = true;
  others.join();
  ASSERT_TRUE(told);
  EXPECT_THAT(*told, HasSubstr(": still here"));
}

TEST(Events, of_one_address_are_so_many_and_no_more) {
  ServerLimits bounds;
  bounds.event_streams_per_address = 2;
  EventServer server(bounds);
  auto first = std::make_unique<Client>(server.port());
  Client second(server.port()), third(server.port());
  ASSERT_TRUE(first->send(ask).until("retry: "));
  ASSERT_TRUE(second.send(ask).until("retry: "));
  const auto refused = third.ask(ask);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503U);
  EXPECT_EQ(refused->fields.at("retry-after"), "60");
  EXPECT_EQ(server.traffic().event_streams_refused, 1U);
  // Whoever goes makes room; a refused connection goes on.
  first.reset();
  server.await_ended(1);
  EXPECT_TRUE(third.send(ask).until("retry: "));
}

TEST(Events, of_all_and_of_a_thread_are_so_many_and_no_more) {
  for (const bool of_thread : {false, true}) {
    ServerLimits bounds;
    (of_thread ? bounds.event_streams_per_thread : bounds.event_streams) = 1;
    EventServer server(bounds);
    Client first(server.port()), second(server.port());
    ASSERT_TRUE(first.send(ask).until("retry: "));
    EXPECT_EQ(second.ask(ask)->status, 503U);
  }
}

TEST(Events, do_not_pile_up_before_a_client_that_does_not_read) {
  ServerLimits bounds;
  bounds.write_time = 500ms;
  EventServer server(bounds);
  Client slow;
  slow.receive_buffer(4'096).connect(server.port());
  ASSERT_TRUE(slow.send(ask).until("retry: "));
  Client other(server.port());
  ASSERT_TRUE(other.send(ask).until("retry: "));
  constexpr std::uint64_t count = 2'000;
  for (std::uint64_t number = 1; number <= count; ++number) {
    server.tell(std::string(8'000, 'x'));
    ASSERT_TRUE(other.until("id: " + std::to_string(number) + "\n"));
  }
  server.await_ended(1);
  // 16 MB were there; the slow one was given what the sockets hold, and is gone.
  EXPECT_LT(server.traffic().events, 2 * count - 100);
  EXPECT_GE(server.traffic().overdue, 1U);
}

TEST(Events, end_at_once_where_the_server_stops) {
  ServerLimits bounds;
  bounds.stop_time = std::chrono::minutes(4);  // what would have to be cut off is waited for so long
  EventServer server(bounds, 2);
  std::vector<std::unique_ptr<Client>> clients;
  for (int count = 0; count < 6; ++count) {
    ASSERT_TRUE(clients.emplace_back(std::make_unique<Client>(server.port()))->send(ask).until("\n\n\r\n"));
  }
  const auto since = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - since, bounds.stop_time / 2);
  for (const auto& client : clients) EXPECT_EQ(client->rest(), "0\r\n\r\n");
}

TEST(Events, a_client_that_talks_on_is_not_listened_to_for_ever) {
  EventServer server;
  Client client(server.port());
  ASSERT_TRUE(client.send(ask).until("retry: "));
  client.send(std::string(2 * limits::event_heard_bytes, 'x'));
  server.await_ended(1);
}

}  // namespace
}  // namespace vestnik::http
