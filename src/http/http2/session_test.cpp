// A session against nghttp2's own client, and against frames written by hand, without a socket between them.
#include "http/http2/session.h"

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "http/events.h"

namespace vestnik::http::http2 {
namespace {

using ::testing::Contains;
using ::testing::Pair;

constexpr std::string_view date = "Thu, 26 Nov 2026 04:00:00 GMT";
constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

// Where the bodies under /stream/ go. Its pieces are handed over by hand here, as the connection does.
struct Sink final : BodySink {
  asio::awaitable<std::optional<Response>> take(std::string) override { co_return std::nullopt; }
  asio::awaitable<Response> end(Request) override { co_return Response(); }
  asio::awaitable<void> lost(std::string) override { co_return; }
};

struct Owner final : Session::Owner {
  Body head_arrived(Request& request, bool bodiless) override {
    request.secure = true;
    request.peer = "192.0.2.1";
    const bool streamed = !bodiless && request.path.starts_with("/stream/");
    return {body_limit, streamed ? std::make_shared<Sink>() : nullptr};
  }
  std::size_t body_limit = 100'000;
};

std::string frame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream, std::string_view payload) {
  std::string bytes;
  for (const int shift : {16, 8, 0}) bytes += static_cast<char>(payload.size() >> shift & 0xFF);
  bytes += static_cast<char>(type);
  bytes += static_cast<char>(flags);
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(stream >> shift & 0xFF);
  return bytes.append(payload);
}

// A field as HPACK writes one that it does not remember (RFC 7541, 6.2.2).
std::string literal(std::string_view name, std::string_view value) {
  std::string bytes(1, '\0');
  for (const std::string_view text : {name, value}) {
    if (text.size() < 127) {
      bytes += static_cast<char>(text.size());
    } else {
      std::size_t rest = text.size() - 127;
      bytes += '\x7F';
      for (; rest >= 128; rest /= 128) bytes += static_cast<char>(rest % 128 + 128);
      bytes += static_cast<char>(rest);
    }
    bytes += text;
  }
  return bytes;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string head_of(const Fields& fields) {
  std::string block;
  for (const auto& [name, value] : fields) block += literal(name, value);
  return block;
}

Fields get(std::string path, Fields more = {}) {
  Fields fields = {{":method", "GET"}, {":scheme", "https"}, {":authority", "test"}, {":path", std::move(path)}};
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

constexpr std::uint8_t end_stream = NGHTTP2_FLAG_END_STREAM;
constexpr std::uint8_t end_headers = NGHTTP2_FLAG_END_HEADERS;

// What came back, frame by frame.
struct Frame {
  std::uint8_t type, flags;
  std::uint32_t stream;
  std::string payload;
};

class Talk {
 public:
  explicit Talk(ServerLimits limits = {}) : bounds(limits), session(bounds, owner) {
    say(std::string(preface) + frame(NGHTTP2_SETTINGS, 0, 0, ""));
  }
  bool say(std::string_view bytes) {
    const bool understood = session.receive(bytes, date);
    collect();
    return understood;
  }
  // Our settings bind a client, and its window is ours, from when it has acknowledged them.
  void acknowledge() { say(frame(NGHTTP2_SETTINGS, NGHTTP2_FLAG_ACK, 0, "")); }
  // A head in one frame, the request without a body.
  void ask(std::uint32_t stream, const Fields& fields, std::uint8_t flags = end_stream | end_headers) {
    say(frame(NGHTTP2_HEADERS, flags, stream, head_of(fields)));
  }
  void collect() {
    for (session.fill(); !session.output().empty(); session.fill()) {
      for (const auto& buffer : session.output().buffers()) {
        arrived_.append(static_cast<const char*>(buffer.data()), buffer.size());
      }
      session.output().drop(session.output().size());
    }
    while (arrived_.size() >= 9) {
      const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(arrived_[at]); };
      const std::size_t size = byte(0) << 16U | byte(1) << 8U | byte(2);
      if (arrived_.size() < 9 + size) break;
      frames.push_back({byte(3), byte(4),
                        static_cast<std::uint32_t>(byte(5) << 24U | byte(6) << 16U | byte(7) << 8U | byte(8)),
                        arrived_.substr(9, size)});
      arrived_.erase(0, 9 + size);
    }
  }
  // The error of the GOAWAY that was sent; nothing where there was none.
  std::optional<std::uint32_t> told_to_go() const {
    for (const Frame& each : frames) {
      if (each.type == NGHTTP2_GOAWAY) return static_cast<unsigned char>(each.payload[7]);
    }
    return std::nullopt;
  }
  std::optional<std::uint32_t> reset(std::uint32_t stream) const {
    for (const Frame& each : frames) {
      if (each.type == NGHTTP2_RST_STREAM && each.stream == stream) return static_cast<unsigned char>(each.payload[3]);
    }
    return std::nullopt;
  }
  // The answer's fields and body, unpacked.
  std::map<std::string, std::string> answer(std::uint32_t stream) {
    std::map<std::string, std::string> found;
    nghttp2_hd_inflater* inflater = nullptr;
    nghttp2_hd_inflate_new(&inflater);
    for (const Frame& each : frames) {
      if (each.type == NGHTTP2_DATA && each.stream == stream) found["body"] += each.payload;
      if (each.type != NGHTTP2_HEADERS) continue;
      const auto* at = reinterpret_cast<const std::uint8_t*>(each.payload.data());
      std::size_t left = each.payload.size();
      for (;;) {
        nghttp2_nv field{};
        int flags = 0;
        const ssize_t taken = nghttp2_hd_inflate_hd2(inflater, &field, &flags, at, left, 1);
        if (taken < 0) break;
        at += taken;
        left -= static_cast<std::size_t>(taken);
        if ((flags & NGHTTP2_HD_INFLATE_EMIT) != 0 && each.stream == stream) {
          found[std::string(reinterpret_cast<char*>(field.name), field.namelen)] =
              std::string(reinterpret_cast<char*>(field.value), field.valuelen);
        }
        if ((flags & NGHTTP2_HD_INFLATE_FINAL) != 0) break;
      }
      nghttp2_hd_inflate_end_headers(inflater);
    }
    nghttp2_hd_inflate_del(inflater);
    return found;
  }

  ServerLimits bounds;
  Owner owner;
  Session session;
  std::vector<Frame> frames;

 private:
  std::string arrived_;
};

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
