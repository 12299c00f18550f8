// Streams of events in a session.
#include <gmock/gmock.h>

#include "http/http2/session_testing.h"

namespace vestnik::http::http2 {
namespace {

struct TestFeed final : EventFeed {
  std::size_t tell(std::string& text) override {
    text += std::exchange(next, {});
    return text.empty() ? 0 : 1;
  }
  void beat(std::string& text) override { text += ":\n\n"; }
  bool ended() const override { return over; }
  std::string next;
  bool over = false;
};

TEST(Http2, an_answer_goes_on_as_events) {
  Talk talk;
  talk.ask(1, get("/events"));
  ASSERT_TRUE(talk.session.next());
  const auto feed = std::make_shared<TestFeed>();
  Response response;
  response.events = std::make_shared<EventAnswer>(EventAnswer{feed, "192.0.2.1", {}});
  talk.session.answer(1, std::move(response), date);
  talk.collect();
  auto answer = talk.answer(1);
  EXPECT_FALSE(answer.contains("content-length"));
  EXPECT_THAT(answer["body"], ::testing::StartsWith("retry: "));
  EXPECT_EQ(talk.session.event_streams(), 1U);
  EXPECT_EQ(talk.session.owed(), 0U);

  talk.frames.clear();
  talk.session.tell_events();
  talk.collect();
  EXPECT_TRUE(talk.frames.empty()) << "nothing is there to be told";
  feed->next = "data: a\n\n";
  EXPECT_EQ(talk.session.tell_events(), 1U);
  talk.collect();
  talk.session.beat_events();
  talk.collect();
  EXPECT_EQ(talk.answer(1)["body"], "data: a\n\n:\n\n");

  // Nothing is asked of the feed while the client's window is shut.
  feed->next = std::string(100'000, 'x');
  talk.session.tell_events();
  talk.collect();
  feed->next = "data: b\n\n";
  EXPECT_EQ(talk.session.tell_events(), 0U);
  EXPECT_GT(talk.session.owed(), 0U);
  EXPECT_EQ(feed->next, "data: b\n\n");

  talk.session.end_events();
  talk.say(frame(NGHTTP2_WINDOW_UPDATE, 0, 0, std::string("\0\1\0\0", 4)) +
           frame(NGHTTP2_WINDOW_UPDATE, 0, 1, std::string("\0\1\0\0", 4)));
  EXPECT_EQ(talk.session.open(), 0U);
  EXPECT_EQ(talk.session.event_streams(), 0U);
  EXPECT_EQ(talk.session.owed(), 0U);
}

TEST(Http2, events_that_nobody_takes_are_given_up_and_what_stands_beside_them_goes_on) {
  Talk talk;
  const auto follow = [&](std::uint32_t stream) {
    talk.ask(stream, get("/events"));
    talk.session.next();
    const auto feed = std::make_shared<TestFeed>();
    Response response;
    response.events = std::make_shared<EventAnswer>(EventAnswer{feed, "192.0.2.1", {}});
    talk.session.answer(static_cast<StreamId>(stream), std::move(response), date);
    talk.collect();
    return feed;
  };
  const auto slow = follow(1), other = follow(3);
  // More than one stream's window takes, less than the connection's.
  talk.say(frame(NGHTTP2_WINDOW_UPDATE, 0, 0, std::string("\0\4\0\0", 4)));
  slow->next = std::string(100'000, 'x');
  talk.session.tell_events();
  talk.collect();
  ASSERT_GT(talk.session.owed(), 0U);
  EXPECT_EQ(talk.session.give_up_events(), 1U);
  talk.frames.clear();
  talk.collect();
  ASSERT_EQ(talk.frames.size(), 1U);
  EXPECT_EQ(talk.frames.front().type, NGHTTP2_RST_STREAM);
  EXPECT_EQ(talk.frames.front().stream, 1U);
  EXPECT_EQ(talk.session.owed(), 0U);
  EXPECT_EQ(talk.session.event_streams(), 1U);

  other->next = "data: a\n\n";
  EXPECT_EQ(talk.session.tell_events(), 1U);
  talk.collect();
  EXPECT_EQ(talk.answer(3)["body"], "data: a\n\n");
  EXPECT_FALSE(talk.session.over());
}

}  // namespace
}  // namespace vestnik::http::http2
