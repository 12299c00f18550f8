// A session against nghttp2's own client, and against frames written by hand.
#include <gmock/gmock.h>

#include "http/http2/session_testing.h"

namespace vestnik::http::http2 {
namespace {

using ::testing::Contains;
using ::testing::Pair;

TEST(Http2, a_request_comes_out_whole_and_its_answer_goes_back) {
  Talk talk;
  talk.ask(1, get("/a?b=c", {{"accept-encoding", "gzip"}, {"cookie", "x=1"}, {"cookie", "y=2"}}));
  const auto asked = talk.session.next();
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->request.method, Method::get);
  EXPECT_EQ(asked->request.path, "/a");
  EXPECT_EQ(asked->request.query, "b=c");
  EXPECT_EQ(asked->request.host, "test");
  EXPECT_EQ(asked->request.field("Cookie"), "x=1; y=2");
  EXPECT_TRUE(asked->request.secure);
  talk.session.answer(1, text_response(200, "здравей").with("X-Name", "value"), date);
  talk.collect();
  const auto answer = talk.answer(1);
  EXPECT_THAT(answer, Contains(Pair(":status", "200")));
  EXPECT_THAT(answer, Contains(Pair("x-name", "value")));
  EXPECT_THAT(answer, Contains(Pair("date", std::string(date))));
  EXPECT_THAT(answer, Contains(Pair("content-length", "14")));
  EXPECT_THAT(answer, Contains(Pair("strict-transport-security", "max-age=31536000")));
  EXPECT_THAT(answer, Contains(Pair("body", "здравей")));
  EXPECT_EQ(talk.session.open(), 0U);
}

TEST(Http2, a_body_is_framed_where_it_lies) {
  Talk talk;
  talk.ask(1, get("/"));
  auto kept = std::make_shared<const std::string>(20'000, 'a');
  Response response;
  response.body = {{kept, std::string_view(*kept).substr(0, 5'000)}, {kept, std::string_view(*kept).substr(5'000)}};
  talk.session.answer(1, std::move(response), date);
  talk.session.fill();
  bool shared = false;
  for (const auto& buffer : talk.session.output().buffers()) shared = shared || buffer.data() == kept->data();
  EXPECT_TRUE(shared);
  talk.collect();
  EXPECT_EQ(talk.answer(1)["body"], *kept);
  EXPECT_EQ(kept.use_count(), 1);
}

TEST(Http2, head_and_not_modified_have_no_body) {
  Talk talk;
  Fields fields = get("/");
  fields[0].second = "HEAD";
  talk.ask(1, fields);
  talk.session.answer(1, text_response(200, "text"), date);
  talk.ask(3, get("/"));
  talk.session.answer(3, text_response(304, "text"), date);
  talk.collect();
  EXPECT_THAT(talk.answer(1), Contains(Pair("content-length", "4")));
  EXPECT_FALSE(talk.answer(1).contains("body"));
  EXPECT_FALSE(talk.answer(3).contains("content-length"));
  EXPECT_EQ(talk.session.owed(), 0U);
}

TEST(Http2, what_two_readers_could_take_differently_is_refused) {
  const std::vector<Fields> refused = {
      get("http://other/"),                                                                  // an address as path
      get("/", {{"host", "other"}}),                                                         // two hosts
      {{":method", "GET"}, {":scheme", "https"}, {":path", "/"}},                            // no host
      {{":method", "GET"}, {":scheme", "https"}, {":authority", "a b"}, {":path", "/"}},     // no host name
      {{":method", "GET"}, {":scheme", "gopher"}, {":authority", "test"}, {":path", "/"}},   // no scheme of ours
      {{":method", "GET"}, {":scheme", "https"}, {":authority", "u@test"}, {":path", "/"}},  // userinfo
  };
  Talk talk;
  std::uint32_t stream = 1;
  for (const Fields& fields : refused) {
    talk.ask(stream, fields);
    EXPECT_FALSE(talk.session.next()) << stream;
    const auto answer = talk.answer(stream);
    EXPECT_TRUE(talk.reset(stream) || answer.at(":status") == "400") << stream;
    stream += 2;
  }
  // nghttp2 resets those whose form is wrong: fields of a connection, upper case, pseudo fields after others.
  for (const Fields& fields : {get("/", {{"transfer-encoding", "chunked"}}), get("/", {{"connection", "close"}}),
                               get("/", {{"X-Upper", "1"}}), get("/", {{":path", "/two"}})}) {
    talk.ask(stream, fields);
    EXPECT_FALSE(talk.session.next());
    EXPECT_TRUE(talk.reset(stream) || talk.answer(stream)[":status"] == "400") << stream;
    stream += 2;
  }
}

TEST(Http2, a_body_that_is_not_as_long_as_it_says_reaches_no_handler) {
  Talk talk;
  Fields fields = get("/", {{"content-length", "5"}});
  fields[0].second = "POST";
  talk.ask(1, fields, end_headers);
  talk.say(frame(NGHTTP2_DATA, end_stream, 1, "four"));
  EXPECT_FALSE(talk.session.next());
  EXPECT_EQ(talk.reset(1), NGHTTP2_PROTOCOL_ERROR);
}

TEST(Http2, a_body_over_its_limit_is_answered_413_at_once) {
  Talk talk;
  talk.owner.body_limit = 10;
  Fields fields = get("/");
  fields[0].second = "POST";
  talk.ask(1, fields, end_headers);
  talk.say(frame(NGHTTP2_DATA, 0, 1, "more than ten bytes"));
  EXPECT_FALSE(talk.session.next());
  EXPECT_EQ(talk.answer(1)[":status"], "413");
  EXPECT_EQ(talk.reset(1), NGHTTP2_NO_ERROR);
}

TEST(Http2, all_bodies_of_a_connection_together_are_bounded) {
  ServerLimits bounds;
  bounds.http2_body_bytes = 1'000;
  Talk talk(bounds);
  Fields fields = get("/");
  fields[0].second = "POST";
  for (std::uint32_t stream = 1; stream <= 21; stream += 2) {
    talk.ask(stream, fields, end_headers);
    talk.say(frame(NGHTTP2_DATA, 0, stream, std::string(100, 'x')));
  }
  EXPECT_FALSE(talk.reset(19));
  EXPECT_EQ(talk.reset(21), NGHTTP2_REFUSED_STREAM);
}

TEST(Http2, a_head_over_its_bounds_is_answered_431) {
  ServerLimits bounds;
  bounds.header_bytes = 1'000;
  bounds.request_line_bytes = 100;
  Talk talk(bounds);
  talk.ask(1, get("/", {{"x-long", std::string(2'000, 'x')}}));
  EXPECT_FALSE(talk.session.next());
  EXPECT_EQ(talk.answer(1)[":status"], "431");
  EXPECT_FALSE(talk.told_to_go());
  talk.ask(3, get("/" + std::string(200, 'a')));
  EXPECT_EQ(talk.answer(3)[":status"], "414");
}

TEST(Http2, a_head_that_hpack_blows_up_ends_the_connection) {
  Talk talk;
  // A field of 4000 bytes is remembered once and named 300 times by a byte each.
  std::string block = head_of(get("/"));
  std::string field = literal("x-bomb", std::string(3'900, 'x'));
  field[0] = '\x40';
  block += field;
  block.append(300, '\xBE');
  talk.say(frame(NGHTTP2_HEADERS, end_stream | end_headers, 1, block));
  EXPECT_FALSE(talk.session.next());
  EXPECT_EQ(talk.told_to_go(), NGHTTP2_ENHANCE_YOUR_CALM);
}

TEST(Http2, continuations_without_end_end_the_connection) {
  Talk talk;
  talk.say(frame(NGHTTP2_HEADERS, end_stream, 1, head_of(get("/"))));
  for (int count = 0; count < 1'000 && !talk.told_to_go(); ++count) talk.say(frame(NGHTTP2_CONTINUATION, 0, 1, ""));
  EXPECT_TRUE(talk.told_to_go());
  EXPECT_TRUE(talk.session.misbehaved());
  EXPECT_FALSE(talk.session.next());
}

TEST(Http2, streams_opened_and_given_up_again_and_again_end_the_connection) {
  ServerLimits bounds;
  bounds.http2_resets_burst = 50;
  bounds.http2_resets_per_second = 1;
  Talk talk(bounds);
  std::size_t handled = 0;
  for (std::uint32_t stream = 1; stream < 2'001 && !talk.told_to_go(); stream += 2) {
    talk.say(frame(NGHTTP2_HEADERS, end_stream | end_headers, stream, head_of(get("/"))) +
             frame(NGHTTP2_RST_STREAM, 0, stream, std::string("\0\0\0\x08", 4)));
    while (talk.session.next()) handled += 1;
  }
  EXPECT_TRUE(talk.told_to_go());
  // What was given up before it was looked at is not worked on at all.
  EXPECT_EQ(handled, 0U);
}

TEST(Http2, frames_that_ask_for_nothing_end_the_connection_when_there_are_too_many) {
  const std::vector<std::string> floods = {frame(NGHTTP2_PING, 0, 0, "12345678"), frame(NGHTTP2_SETTINGS, 0, 0, ""),
                                           frame(NGHTTP2_PRIORITY, 0, 5, std::string("\0\0\0\0\x10", 5)),
                                           frame(NGHTTP2_WINDOW_UPDATE, 0, 0, std::string("\0\0\0\x01", 4))};
  for (const std::string& flood : floods) {
    ServerLimits bounds;
    bounds.http2_control_burst = 100;
    bounds.http2_control_per_second = 1;
    Talk talk(bounds);
    for (int count = 0; count < 90; ++count) talk.say(flood);
    EXPECT_FALSE(talk.told_to_go()) << int{flood[3]};
    for (int count = 0; count < 100; ++count) talk.say(flood);
    EXPECT_EQ(talk.told_to_go(), NGHTTP2_ENHANCE_YOUR_CALM) << int{flood[3]};
  }
}

TEST(Http2, heads_of_streams_that_are_gone_are_not_read_again_and_again) {
  ServerLimits bounds;
  bounds.http2_control_burst = 100;
  bounds.http2_control_per_second = 1;
  Talk talk(bounds);
  talk.ask(5, get("/"));
  ASSERT_TRUE(talk.session.next());
  for (int count = 0; count < 200; ++count) talk.ask(3, get("/"));
  EXPECT_FALSE(talk.session.next());
  EXPECT_EQ(talk.told_to_go(), NGHTTP2_ENHANCE_YOUR_CALM);
}

TEST(Http2, more_streams_than_allowed_are_refused_and_the_others_live) {
  ServerLimits bounds;
  bounds.http2_streams = 3;
  Talk talk(bounds);
  talk.acknowledge();
  for (std::uint32_t stream = 1; stream <= 9; stream += 2) talk.ask(stream, get("/"));
  std::vector<StreamId> handled;
  while (const auto asked = talk.session.next()) handled.push_back(asked->stream);
  EXPECT_EQ(handled, (std::vector<StreamId>{1, 3, 5}));
}

TEST(Http2, a_window_that_stays_shut_holds_back_the_answer_and_no_memory_grows) {
  Talk talk;
  // SETTINGS_INITIAL_WINDOW_SIZE = 0
  talk.say(frame(NGHTTP2_SETTINGS, 0, 0, std::string("\0\x04\0\0\0\0", 6)));
  talk.ask(1, get("/"));
  talk.session.answer(1, text_response(200, std::string(1'000'000, 'x')), date);
  talk.collect();
  EXPECT_EQ(talk.session.owed(), 1'000'000U);
  EXPECT_TRUE(talk.session.output().empty());
  talk.say(frame(NGHTTP2_WINDOW_UPDATE, 0, 1, std::string("\0\0\0\x0A", 4)));
  EXPECT_EQ(talk.session.owed(), 999'990U);
}

TEST(Http2, a_stop_ends_the_conversation_after_what_was_asked) {
  Talk talk;
  talk.ask(1, get("/"));
  talk.session.shut();
  talk.collect();
  EXPECT_EQ(talk.told_to_go(), NGHTTP2_NO_ERROR);
  EXPECT_FALSE(talk.session.over());
  talk.session.answer(1, text_response(200, "last"), date);
  talk.collect();
  EXPECT_EQ(talk.answer(1)["body"], "last");
  EXPECT_TRUE(talk.session.over());
  EXPECT_FALSE(talk.session.misbehaved());
}

TEST(Http2, what_is_not_http2_ends_the_connection) {
  ServerLimits bounds;
  Owner owner;
  Session session(bounds, owner);
  EXPECT_FALSE(session.receive("GET / HTTP/1.1\r\nHost: test\r\n\r\n", date));
  EXPECT_TRUE(session.misbehaved());
}

}  // namespace
}  // namespace vestnik::http::http2
