#include "http/server.h"

#include <gmock/gmock.h>

#include <thread>

#include "http/test_client.h"
#include "http/test_server.h"

namespace vestnik::http {
namespace {

using testing::Client;
using testing::get;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using testing::TestServer;

TEST(Server, answers_with_length_and_date_and_does_not_say_what_it_is) {
  TestServer server;
  Client client(server.port());
  const auto answer = client.ask(get("/now"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200U);
  EXPECT_EQ(answer->body, "now");
  EXPECT_EQ(answer->fields.at("content-length"), "3");
  EXPECT_THAT(answer->fields.at("date"), MatchesRegex("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT"));
  EXPECT_FALSE(answer->fields.contains("server"));
  EXPECT_FALSE(answer->fields.contains("connection"));
}

TEST(Server, keeps_a_connection_for_the_next_request) {
  TestServer server;
  Client client(server.port());
  for (int count = 0; count < 50; ++count) {
    const auto answer = client.ask(get(count % 2 == 0 ? "/now" : "/later"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, count % 2 == 0 ? "now" : "later");
  }
}

TEST(Server, answers_pipelined_requests_in_their_order) {
  TestServer server;
  Client client(server.port());
  std::string all;
  for (int count = 0; count < 200; ++count) {
    all += get(count % 3 == 0 ? "/later" : "/echo?" + std::to_string(count));
  }
  client.send(all);
  for (int count = 0; count < 200; ++count) {
    const auto answer = client.read();
    ASSERT_TRUE(answer) << count;
    if (count % 3 == 0) {
      EXPECT_EQ(answer->body, "later");
    } else {
      EXPECT_THAT(answer->body, HasSubstr("/echo?" + std::to_string(count) + " test\n"));
    }
  }
}

TEST(Server, reads_requests_that_arrive_byte_by_byte) {
  TestServer server;
  Client client(server.port());
  const std::string all =
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n0\r\n\r\n" +
      get("/now");
  for (const char byte : all) client.send(std::string_view(&byte, 1));
  EXPECT_THAT(client.read()->body, HasSubstr("\nabc"));
  EXPECT_EQ(client.read()->body, "now");
}

TEST(Server, head_has_the_length_and_no_body) {
  TestServer server;
  Client client(server.port());
  const auto answer = client.ask("HEAD /bytes?n=1000 HTTP/1.1\r\nHost: a\r\n\r\n", true);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->fields.at("content-length"), "1000");
  EXPECT_EQ(client.ask(get("/now"))->body, "now");
}

TEST(Server, no_content_and_not_modified_have_no_body) {
  TestServer server;
  Client client(server.port());
  for (const char* status : {"204", "304"}) {
    const auto answer = client.ask(get(std::string("/status?n=") + status), true);
    ASSERT_TRUE(answer);
    EXPECT_EQ(std::to_string(answer->status), status);
    EXPECT_FALSE(answer->fields.contains("content-length"));
  }
  EXPECT_EQ(client.ask(get("/now"))->body, "now");
}

TEST(Server, ends_where_the_client_asks_to_close) {
  TestServer server;
  Client client(server.port());
  const auto answer = client.ask(get("/now", "Connection: close\r\n"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->fields.at("connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST(Server, drops_what_follows_a_request_that_closes) {
  TestServer server;
  Client client(server.port());
  client.send(get("/now", "Connection: keep-alive, close\r\n") + get("/later"));
  EXPECT_EQ(client.read()->body, "now");
  client.end();
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server.handler().seen().size(), 1U);
}

TEST(Server, http_1_0_is_closed_unless_asked_to_keep) {
  TestServer server;
  Client closed(server.port());
  EXPECT_EQ(closed.ask("GET /now HTTP/1.0\r\n\r\n")->fields.at("connection"), "close");
  EXPECT_TRUE(closed.ended());
  Client kept(server.port());
  EXPECT_EQ(kept.ask("GET /now HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")->fields.at("connection"), "keep-alive");
  EXPECT_EQ(kept.ask("GET /now HTTP/1.0\r\n\r\n")->body, "now");
  EXPECT_TRUE(kept.ended());
}

TEST(Server, answers_a_client_that_has_ended_its_half) {
  TestServer server;
  Client client(server.port());
  client.send(get("/later") + get("/now")).end();
  EXPECT_EQ(client.read()->body, "later");
  EXPECT_EQ(client.read()->body, "now");
  EXPECT_TRUE(client.ended());
}

TEST(Server, reads_bodies_by_length_and_by_chunks) {
  TestServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")->body,
            "POST /echo a\nhello");
  EXPECT_EQ(client
                .ask("PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                     "5\r\nhello\r\nA\r\n, readers!\r\n0\r\nX-Trailer: 1\r\n\r\n")
                ->body,
            "PUT /echo a\nhello, readers!");
  const std::string large(1'000'000, 'x');
  EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + large)->body.size(),
            large.size() + 13);
  EXPECT_EQ(client.ask(get("/echo"))->body, "GET /echo test\n");
}

TEST(Server, tells_a_client_that_waits_to_go_on) {
  TestServer server;
  Client client(server.port());
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
  EXPECT_EQ(client.ask(head, true)->status, 100U);
  EXPECT_EQ(client.ask("ok")->body, "POST /echo a\nok");
  // One that did not wait is not told.
  EXPECT_EQ(client.ask(head + "ok")->status, 200U);
}

TEST(Server, refuses_an_expectation_that_it_does_not_know) {
  TestServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask(get("/now", "Expect: miracles\r\n"))->status, 417U);
  EXPECT_TRUE(client.end().ended());
}

TEST(Server, reduces_an_absolute_target_to_path_and_query) {
  TestServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask("GET http://Example.com:80/echo?a=b HTTP/1.1\r\nHost: example.com:80\r\n\r\n")->body,
            "GET /echo?a=b example.com\n");
  EXPECT_EQ(client.ask("GET http://example.com HTTP/1.1\r\nHost: example.com\r\n\r\n")->body, "nothing here");
}

TEST(Server, says_what_it_can_do) {
  TestServer server;
  Client client(server.port());
  const auto answer = client.ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", true);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 204U);
  EXPECT_THAT(answer->fields.at("allow"), HasSubstr("GET, HEAD"));
  EXPECT_EQ(client.ask("OPTIONS /echo HTTP/1.1\r\nHost: a\r\n\r\n")->body, "OPTIONS /echo a\n");
  EXPECT_EQ(client.ask("BREW /echo HTTP/1.1\r\nHost: a\r\n\r\n")->body, "OTHER /echo a\n");
}

TEST(Server, an_exception_of_a_handler_answers_500_and_harms_nobody) {
  TestServer server;
  Client client(server.port());
  for (const char* target : {"/throw", "/throw-now", "/throw-in-pool"}) {
    EXPECT_EQ(client.ask(get(target))->status, 500U) << target;
  }
  EXPECT_EQ(client.ask(get("/now"))->body, "now");
}

TEST(Server, a_field_with_a_line_end_does_not_split_the_answer) {
  TestServer server;
  Client client(server.port());
  const auto answer = client.ask(get("/bad-field"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500U);
  EXPECT_FALSE(answer->fields.contains("x-injected"));
  EXPECT_EQ(client.ask(get("/now"))->body, "now");
}

TEST(Server, writes_large_bodies_of_many_buffers_whole) {
  TestServer server;
  Client client(server.port());
  for (const std::size_t size : {0UL, 1UL, 65'536UL, 20'000'000UL}) {
    const auto answer = client.ask(get("/bytes?n=" + std::to_string(size)));
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->body.size(), size);
    for (std::size_t at = 0; at < size; at += 997) ASSERT_EQ(answer->body[at], static_cast<char>('a' + at % 26));
  }
}

TEST(Server, ignores_one_empty_line_before_a_request) {
  TestServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask("\r\n" + get("/now"))->body, "now");
  EXPECT_EQ(client.ask("\r\n" + get("/now"))->body, "now");
  EXPECT_EQ(client.ask("\r\n\r\n" + get("/now"))->status, 400U);
}

TEST(Server, work_in_the_pool_leaves_the_reading_thread_and_comes_back) {
  TestServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask(get("/threads"))->body, "elsewhere and back");
}

TEST(Server, a_port_that_is_taken_is_refused_with_the_reason) {
  TestServer server;
  testing::TestHandler other;
  const auto second = Server::listen({.port = server.port()}, other);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(second.error().message(), HasSubstr("127.0.0.1:" + std::to_string(server.port())));
}

TEST(Server, listens_on_ipv6_too) {
  testing::TestHandler handler;
  const auto server = Server::listen({.host = "::1", .port = 0, .threads = 2}, handler);
  ASSERT_TRUE(server) << server.error().message();
  EXPECT_THAT((*server)->address(), MatchesRegex("http://\\[::1\\]:[0-9]+"));
  EXPECT_EQ((*server)->threads(), 2U);
}

TEST(Server, a_client_of_either_family_has_its_own_address) {
  testing::TestHandler handler;
  const auto server = Server::listen({.host = "::", .port = 0, .threads = 1}, handler);
  ASSERT_TRUE(server) << server.error().message();
  std::thread running([&server] { (*server)->run(); });
  EXPECT_EQ(Client((*server)->port()).ask(get("/peer"))->body, "127.0.0.1");
  (*server)->stop();
  running.join();
}

}  // namespace
}  // namespace vestnik::http
