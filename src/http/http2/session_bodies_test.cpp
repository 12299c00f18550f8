// Bodies that are taken piece by piece as they come.
#include <gmock/gmock.h>

#include "http/http2/session_testing.h"

namespace vestnik::http::http2 {
namespace {

Fields post(std::string path, Fields more = {}) {
  Fields fields = get(std::move(path), std::move(more));
  fields[0].second = "POST";
  return fields;
}

std::string data_frames(std::uint32_t stream, std::string_view bytes, bool last) {
  std::string frames;
  do {
    const std::string_view part = bytes.substr(0, 16'384);
    bytes.remove_prefix(part.size());
    frames += frame(NGHTTP2_DATA, last && bytes.empty() ? end_stream : 0, stream, part);
  } while (!bytes.empty());
  return frames;
}

// The sum of the stream's window updates.
std::size_t opened_for(const Talk& talk, std::uint32_t stream) {
  std::size_t sum = 0;
  for (const Frame& each : talk.frames) {
    if (each.type != NGHTTP2_WINDOW_UPDATE || each.stream != stream) continue;
    std::size_t more = 0;
    for (const char c : each.payload) more = more << 8U | static_cast<unsigned char>(c);
    sum += more;
  }
  return sum;
}

TEST(Http2, a_streamed_body_comes_piece_after_piece_and_its_window_opens_as_it_is_taken) {
  Talk talk;
  talk.owner.body_limit = 10'000'000;
  talk.acknowledge();
  talk.ask(1, post("/stream/x"), end_headers);
  const std::string body(200'000, 'a');
  talk.say(data_frames(1, body, false));
  auto piece = talk.session.next();
  ASSERT_TRUE(piece && piece->intake);
  EXPECT_FALSE(piece->whole);
  EXPECT_GE(piece->request.body.size(), body_piece_bytes);
  EXPECT_EQ(opened_for(talk, 1), 0U);
  // While the sink is at work there is no other piece, and no time runs against the client.
  talk.say(data_frames(1, std::string(60'000, 'b'), false));
  EXPECT_FALSE(talk.session.next());
  EXPECT_FALSE(talk.session.receiving_since());
  const std::size_t first = piece->request.body.size();
  talk.session.taken(1, first);
  talk.collect();
  EXPECT_EQ(opened_for(talk, 1), first);
  EXPECT_TRUE(talk.session.receiving_since());

  talk.say(data_frames(1, "the end", true));
  const auto end = talk.session.next();
  std::string rest;
  if (end && !end->whole) {
    rest = end->request.body;
    talk.session.taken(1, rest.size());
  }
  const auto last = end && end->whole ? end : talk.session.next();
  ASSERT_TRUE(last && last->intake);
  EXPECT_TRUE(last->whole);
  EXPECT_EQ(last->request.path, "/stream/x");
  EXPECT_EQ(piece->request.body + rest + last->request.body, body + std::string(60'000, 'b') + "the end");
  talk.session.answer(1, text_response(201, "done"), date);
  talk.collect();
  EXPECT_EQ(talk.answer(1)["body"], "done");
  EXPECT_FALSE(talk.session.next_lost());
}

TEST(Http2, a_slow_sink_does_not_hold_up_the_bodies_of_others) {
  Talk talk;
  talk.owner.body_limit = 10'000'000;
  talk.acknowledge();
  // Four bodies fill the connection's window between them, and none is taken.
  for (std::uint32_t stream = 1; stream <= 7; stream += 2) {
    talk.ask(stream, post("/stream/x"), end_headers);
    talk.say(data_frames(stream, std::string(limits::http2_stream_window, 'x'), false));
  }
  EXPECT_GE(opened_for(talk, 0), limits::http2_window / 2);
  talk.ask(9, post("/plain"), end_headers);
  talk.say(data_frames(9, "small", true));
  std::optional<Asked> plain;
  while (auto asked = talk.session.next()) {
    if (asked->stream == 9) plain = std::move(asked);
  }
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->request.body, "small");
  EXPECT_FALSE(talk.told_to_go());
}

TEST(Http2, more_of_a_body_than_its_window_has_room_for_is_not_taken) {
  Talk talk;
  talk.owner.body_limit = 10'000'000;
  talk.acknowledge();
  talk.ask(1, post("/stream/x"), end_headers);
  talk.say(data_frames(1, std::string(limits::http2_stream_window + 1, 'x'), false));
  EXPECT_TRUE(talk.told_to_go() == NGHTTP2_FLOW_CONTROL_ERROR || talk.reset(1) == NGHTTP2_FLOW_CONTROL_ERROR);
}

TEST(Http2, a_sink_is_told_once_that_its_body_is_lost) {
  Talk talk;
  talk.owner.body_limit = 10'000'000;
  talk.acknowledge();
  talk.ask(1, post("/stream/x"), end_headers);
  talk.say(data_frames(1, "begun", false) + frame(NGHTTP2_RST_STREAM, 0, 1, std::string("\0\0\0\x08", 4)));
  const auto lost = talk.session.next_lost();
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->rest, "begun");
  EXPECT_FALSE(talk.session.next_lost());

  // Where it has a piece at this moment, whoever gave it that tells it.
  talk.ask(3, post("/stream/x"), end_headers);
  talk.say(data_frames(3, std::string(body_piece_bytes, 'x') + "rest", false));
  const auto piece = talk.session.next();
  ASSERT_TRUE(piece && piece->intake);
  const std::size_t had = piece->request.body.size();
  talk.say(frame(NGHTTP2_RST_STREAM, 0, 3, std::string("\0\0\0\x08", 4)));
  EXPECT_TRUE(piece->intake->lost);
  EXPECT_EQ(had + piece->intake->rest.size(), body_piece_bytes + 4);
  EXPECT_FALSE(talk.session.next_lost());

  // And where the whole conversation ends.
  talk.ask(5, post("/stream/x"), end_headers);
  talk.say(data_frames(5, "more", false));
  talk.session.abandon();
  ASSERT_TRUE(talk.session.next_lost());
  EXPECT_FALSE(talk.session.next_lost());
  EXPECT_FALSE(talk.say(data_frames(5, "late", true)));
}

TEST(Http2, a_streamed_body_over_its_limit_is_answered_413_and_lost) {
  Talk talk;
  talk.owner.body_limit = 150'000;
  talk.acknowledge();
  talk.ask(1, post("/stream/x"), end_headers);
  talk.say(data_frames(1, std::string(140'000, 'x'), false));
  const auto piece = talk.session.next();
  ASSERT_TRUE(piece);
  talk.session.taken(1, piece->request.body.size());
  talk.say(data_frames(1, std::string(40'000, 'x'), false));
  EXPECT_EQ(talk.answer(1)[":status"], "413");
  EXPECT_TRUE(talk.session.next_lost());
  // Said beforehand, no byte of it is taken.
  talk.ask(3, post("/stream/x", {{"content-length", "150001"}}), end_headers);
  EXPECT_EQ(talk.answer(3)[":status"], "413");
  EXPECT_FALSE(talk.session.next_lost());
}

}  // namespace
}  // namespace vestnik::http::http2
