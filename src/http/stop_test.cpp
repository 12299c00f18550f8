// Stopping, and serving from many threads; also run under the thread sanitizer.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>
#include <vector>

#include "http/server.h"
#include "http/test_client.h"
#include "http/test_server.h"

namespace vestnik::http {
namespace {

using testing::Client;
using testing::get;
using testing::TestServer;

TEST(ServerThreads, a_stop_lets_a_running_request_end) {
  TestServer server({}, 2);
  Client running(server.port());
  running.send(get("/hold"));
  server.handler().await_held(1);
  server.server().stop();
  server.handler().release();
  const auto answer = running.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "held");
  EXPECT_EQ(answer->fields.at("connection"), "close");
  EXPECT_TRUE(running.ended());
  server.join();
}

TEST(ServerThreads, a_stop_lets_a_request_that_is_half_read_end) {
  TestServer server;
  Client client(server.port());
  Client other(server.port());
  client.send("GET /now HTTP/1.1\r\n");
  // The one thread answers in order, so once this is answered the half has been read.
  other.ask(get("/now"));
  other.ask(get("/later"));
  server.server().stop();
  EXPECT_EQ(client.ask("Host: a\r\n\r\n")->body, "now");
  EXPECT_TRUE(client.ended());
  server.join();
}

TEST(ServerThreads, a_stop_closes_idle_connections_and_the_door) {
  TestServer server({}, 2);
  Client idle(server.port());
  ASSERT_TRUE(idle.ask(get("/now")));
  server.server().stop();
  EXPECT_TRUE(idle.ended());
  server.join();
  EXPECT_FALSE(Client().connect(server.port()));
}

TEST(ServerThreads, a_stop_does_not_wait_for_ever) {
  ServerLimits bounds;
  bounds.stop_time = std::chrono::milliseconds(50);
  TestServer server(bounds, 2);
  Client stuck(server.port());
  stuck.send(get("/hold"));
  server.handler().await_held(1);
  server.server().stop();
  server.join();
  server.handler().release();
}

TEST(ServerThreads, many_threads_serve_many_clients) {
  TestServer server({}, 4);
  std::vector<std::thread> clients;
  std::atomic<int> right = 0;
  for (int number = 0; number < 8; ++number) {
    clients.emplace_back([&server, &right, number] {
      for (int turn = 0; turn < 5; ++turn) {
        Client client(server.port());
        for (int count = 0; count < 20; ++count) {
          const std::string target = "/echo?" + std::to_string(number * 1'000 + count);
          const auto answer = client.ask(get(target));
          if (answer && answer->body == "GET " + target + " test\n") ++right;
          const auto later = client.ask(get("/later"));
          if (later && later->body == "later") ++right;
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right.load(), 8 * 5 * 20 * 2);
}

TEST(ServerThreads, a_stop_under_load_cuts_no_answer_in_half) {
  TestServer server({}, 3);
  std::vector<std::thread> clients;
  std::atomic<int> answered = 0;
  std::atomic<int> broken = 0;
  for (int number = 0; number < 6; ++number) {
    clients.emplace_back([&] {
      Client client(server.port());
      while (const auto answer = client.ask(get("/later"))) {
        ++answered;
        if (answer->fields.contains("connection")) break;
      }
      if (!client.rest().empty()) ++broken;
    });
  }
  server.handler().await_seen(200);
  server.server().stop();
  for (std::thread& client : clients) client.join();
  server.join();
  EXPECT_GE(answered.load(), 194);
  EXPECT_EQ(broken.load(), 0);
}

}  // namespace
}  // namespace vestnik::http
