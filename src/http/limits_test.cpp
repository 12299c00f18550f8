// Every bound of the server, met from outside: the right status, the end of that connection, and others unharmed.
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <vector>

#include "http/server.h"
#include "http/test_client.h"
#include "http/test_server.h"

namespace vestnik::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::get;
using testing::TestServer;

// That answer, then the end.
void expect_refused(Client& client, std::string_view bytes, unsigned status) {
  const auto answer = client.ask(bytes);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, status);
  EXPECT_EQ(answer->fields.at("connection"), "close");
  EXPECT_TRUE(client.end().ended());
}

TEST(Limits, a_request_line_has_a_length_414) {
  TestServer server;
  const std::string target = "/echo?" + std::string(limits::request_line_bytes - 19, 'a');
  Client fits(server.port());
  EXPECT_EQ(fits.ask(get(target))->status, 200U);
  Client over(server.port());
  expect_refused(over, get(target + "a"), 414);
  // Without a line end there is no need to wait for it.
  Client endless(server.port());
  expect_refused(endless, "GET /" + std::string(limits::request_line_bytes, 'a'), 414);
}

TEST(Limits, header_fields_have_a_length_together_431) {
  TestServer server;
  const std::string field = "X-A: " + std::string(limits::header_bytes - 19, 'a') + "\r\n";
  Client fits(server.port());
  EXPECT_EQ(fits.ask(get("/now", field))->status, 200U);
  Client over(server.port());
  expect_refused(over, get("/now", field + "X-B: 1\r\n"), 431);
  Client endless(server.port());
  expect_refused(endless, "GET / HTTP/1.1\r\nX-A: " + std::string(limits::header_bytes, 'a'), 431);
}

TEST(Limits, header_fields_have_a_number_431) {
  TestServer server;
  std::string fields;
  for (std::size_t count = 1; count < limits::header_fields; ++count) fields += "X: 1\r\n";
  Client fits(server.port());
  EXPECT_EQ(fits.ask(get("/now", fields))->status, 200U);
  Client over(server.port());
  expect_refused(over, get("/now", fields + "X: 1\r\n"), 431);
}

TEST(Limits, a_body_has_the_length_that_its_route_allows_413) {
  TestServer server;
  const std::string head = "POST /small/echo HTTP/1.1\r\nHost: a\r\n";
  const std::string body(100, 'b');
  Client fits(server.port());
  EXPECT_EQ(fits.ask(head + "Content-Length: 100\r\n\r\n" + body)->status, 200U);
  EXPECT_EQ(fits.ask(head + "Transfer-Encoding: chunked\r\n\r\n64\r\n" + body + "\r\n0\r\n\r\n")->status, 200U);
  Client over(server.port());
  expect_refused(over, head + "Content-Length: 101\r\n\r\n", 413);
  Client chunked(server.port());
  expect_refused(chunked, head + "Transfer-Encoding: chunked\r\n\r\n64\r\n" + body + "\r\n1\r\n", 413);
  Client huge(server.port());
  expect_refused(huge, head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF0\r\n", 413);
  Client waiting(server.port());
  expect_refused(waiting, head + "Expect: 100-continue\r\nContent-Length: 101\r\n\r\n", 413);
  EXPECT_EQ(server.handler().seen().size(), 2U);
}

TEST(Limits, a_refused_upload_reads_its_refusal_while_it_still_sends) {
  TestServer server;
  Client client(server.port());
  const std::string large(8 << 20, 'x');
  expect_refused(client, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 8388608\r\n\r\n" + large, 413);
}

TEST(Limits, chunk_heads_and_trailers_do_not_grow_for_ever_400) {
  TestServer server;
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  Client size(server.port());
  expect_refused(size, head + std::string(limits::header_bytes + 1, '0'), 400);
  Client trailers(server.port());
  std::string lines;
  while (lines.size() <= limits::header_bytes) lines += "X: 1\r\n";
  expect_refused(trailers, head + "0\r\n" + lines, 400);
}

TEST(Limits, a_head_that_takes_too_long_is_cut_off_408_and_others_do_not_notice) {
  ServerLimits bounds;
  bounds.head_time = 30ms;
  TestServer server(bounds);
  Client slow(server.port());
  Client other(server.port());
  slow.send("GET /now HTTP/1.1\r\nHos");
  EXPECT_EQ(other.ask(get("/now"))->status, 200U);
  expect_refused(slow, "", 408);
  EXPECT_EQ(other.ask(get("/now"))->status, 200U);
}

TEST(Limits, a_head_that_trickles_gains_no_time) {
  ServerLimits bounds;
  bounds.head_time = 30ms;
  TestServer server(bounds);
  Client slow(server.port());
  Client other(server.port());
  slow.send("GET /now HTTP/1.1\r\n");
  // Each answer to `other` is a turn of the one thread in which the slow one has sent something too.
  for (int turn = 0; turn < 100'000 && !slow.has_answer(); ++turn) {
    slow.send("X");
    ASSERT_TRUE(other.ask(get("/now")));
  }
  const auto cut = slow.end().read();
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->status, 408U);
}

TEST(Limits, a_body_that_takes_too_long_is_cut_off_408) {
  ServerLimits bounds;
  bounds.body_time = 30ms;
  TestServer server(bounds);
  Client slow(server.port());
  expect_refused(slow, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel", 408);
  EXPECT_TRUE(server.handler().seen().empty());
}

TEST(Limits, an_idle_connection_is_closed_without_a_word) {
  ServerLimits bounds;
  bounds.idle_time = 30ms;
  TestServer server(bounds);
  Client silent(server.port());
  EXPECT_TRUE(silent.ended());
  // A busy machine may let the time pass before the request of a new connection is there.
  std::unique_ptr<Client> idle;
  std::optional<testing::Answer> answer;
  for (int tries = 0; !answer && tries < 1'000; ++tries) {
    idle = std::make_unique<Client>(server.port());
    answer = idle->ask(get("/now"));
  }
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200U);
  EXPECT_TRUE(idle->ended());
}

// Asks for more than the sockets on the way hold, and takes nothing of it yet.
class SlowReader : public Client {
 public:
  SlowReader(const TestServer& server, std::size_t bytes) {
    receive_buffer(4'096);
    EXPECT_TRUE(connect(server.port()));
    send(get("/bytes?n=" + std::to_string(bytes)));
  }
};

ServerLimits impatient() {
  ServerLimits bounds;
  bounds.write_time = 30ms;
  bounds.linger_time = 30ms;
  return bounds;
}

// Another reader is served until theirs is the one connection left: the server has given the stopped one up.
void expect_given_up(TestServer& server) {
  Client other(server.port());
  EXPECT_EQ(other.ask(get("/now"))->status, 200U);
  server.await_connections(1);
  EXPECT_EQ(other.ask(get("/now"))->status, 200U);
}

TEST(Limits, a_reader_that_does_not_take_its_answer_is_cut_off) {
  TestServer server(impatient());
  SlowReader stopped(server, 20'000'000);
  expect_given_up(server);
  EXPECT_FALSE(stopped.read());
}

TEST(Limits, so_is_one_that_has_said_it_sends_no_more) {
  TestServer server(impatient());
  SlowReader stopped(server, 20'000'000);
  stopped.end();
  expect_given_up(server);
}

TEST(Limits, who_has_said_so_gets_the_whole_answer_all_the_same) {
  TestServer server;
  SlowReader patient(server, 2'000'000);
  patient.end();
  const auto answer = patient.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body.size(), 2'000'000U);
}

TEST(Limits, one_address_gets_so_many_connections) {
  ServerLimits bounds;
  bounds.connections_per_address = 3;
  TestServer server(bounds, 2);
  std::vector<std::unique_ptr<Client>> few;
  for (int count = 0; count < 3; ++count) {
    few.push_back(std::make_unique<Client>(server.port()));
    ASSERT_EQ(few.back()->ask(get("/now"))->status, 200U);
  }
  Client over(server.port());
  EXPECT_TRUE(over.ended());
  EXPECT_EQ(few.front()->ask(get("/now"))->status, 200U);
  few.pop_back();
  server.await_connections(2);
  Client next(server.port());
  EXPECT_EQ(next.ask(get("/now"))->status, 200U);
}

TEST(Limits, beyond_all_connections_the_oldest_idle_one_goes) {
  ServerLimits bounds;
  bounds.connections = 3;
  TestServer server(bounds);
  Client working(server.port());
  working.send(get("/hold"));
  server.handler().await_held(1);
  Client oldest(server.port());
  ASSERT_TRUE(oldest.ask(get("/now")));
  Client newer(server.port());
  ASSERT_TRUE(newer.ask(get("/now")));
  Client newest(server.port());
  EXPECT_EQ(newest.ask(get("/now"))->status, 200U);
  EXPECT_TRUE(oldest.ended());
  EXPECT_EQ(newer.ask(get("/now"))->status, 200U);
  server.handler().release();
  EXPECT_EQ(working.read()->body, "held");
}

TEST(Limits, where_none_is_idle_a_new_connection_is_refused) {
  ServerLimits bounds;
  bounds.connections = 1;
  TestServer server(bounds);
  Client working(server.port());
  working.send(get("/hold"));
  server.handler().await_held(1);
  Client late(server.port());
  EXPECT_TRUE(late.ended());
  server.handler().release();
  EXPECT_EQ(working.read()->body, "held");
}

// No further file may be opened while this lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(0);
    ::close(next);
    rlimit none = before_;
    none.rlim_cur = static_cast<rlim_t>(next);
    setrlimit(RLIMIT_NOFILE, &none);
  }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;
  ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEST(Limits, without_descriptors_an_idle_connection_makes_room_and_nobody_is_lost) {
  ServerLimits bounds;
  bounds.accept_pause = 5ms;
  TestServer server(bounds);
  Client idle(server.port());
  ASSERT_TRUE(idle.ask(get("/now")));
  Client working(server.port());
  working.send(get("/hold"));
  server.handler().await_held(1);
  Client first;
  Client second;
  bool made_room = false;
  std::optional<testing::Answer> answer;
  std::optional<testing::Answer> held;
  {
    // Nothing is asserted in here: what fails would be written with a descriptor that is not there.
    const NoDescriptors none;
    first.connect(server.port());
    made_room = idle.ended();
    answer = first.ask(get("/now"));
    second.connect(server.port());
    server.handler().release();
    held = working.read();
  }
  EXPECT_TRUE(made_room);
  EXPECT_TRUE(answer && answer->body == "now");
  EXPECT_TRUE(held && held->body == "held");
  EXPECT_EQ(second.ask(get("/now"))->status, 200U);
}

}  // namespace
}  // namespace vestnik::http
