// One HTTP/2 conversation (RFC 9113) on nghttp2, without a socket: bytes in, requests out; answers in, frames out.
// Bodies of answers are framed where they lie. One thread.
//
// What a client may not do, and what happens then:
//   more than http2_streams open at once               the stream is refused (nghttp2)
//   fields beyond header_bytes, header_fields          431; eight times as much: GOAWAY
//   more than http2_continuations of one head          GOAWAY (CVE-2024-28182)
//   streams opened and given up, again and again       GOAWAY beyond http2_resets_… (CVE-2023-44487)
//   PING, SETTINGS, PRIORITY … that ask for nothing    GOAWAY beyond http2_control_…, or unread acknowledgements
//   bodies beyond body_limit                           413
//   all bodies of a connection beyond http2_body_bytes the stream is reset
//   more of a body than its window has room for        GOAWAY (nghttp2)
//   a stream of events whose window stays shut         the stream is reset: give_up_events
// Other windows that stay shut and readers that stop are the connection's matter: it has the deadlines.
#pragma once

#include <nghttp2/nghttp2.h>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "http/access_log.h"
#include "http/http2/allowance.h"
#include "http/http2/head.h"
#include "http/http2/intake.h"
#include "http/http2/output.h"
#include "http/message.h"
#include "http/server.h"

namespace vestnik::http::http2 {

using StreamId = std::int32_t;
using Clock = std::chrono::steady_clock;

struct Asked {
  StreamId stream = 0;
  Request request;
  Clock::time_point since;  // the head was complete
  // Of a body that goes to a sink: `request` is the whole one with the body's end, where `whole`, else nothing but the
  // body's next piece.
  std::shared_ptr<Intake> intake = nullptr;
  bool whole = true;
  Noted noted = {};  // the connection's
};

class Session {
 public:
  // What the session has to know of a request whose head has arrived.
  class Owner {
   public:
    virtual ~Owner() = default;
    struct Body {
      std::size_t limit = 0;                     // how large it may be
      std::shared_ptr<BodySink> sink = nullptr;  // where its pieces go
    };
    // Completes the request (its peer, whether it is secure); `bodiless`: no body follows.
    virtual Body head_arrived(Request& request, bool bodiless) = 0;
  };

  Session(const ServerLimits& bounds, Owner& owner);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // False: nothing more can be made of what comes; what `fill` gives is still to be sent. `date` as format_http_date
  // writes it, for requests that are refused.
  bool receive(std::string_view bytes, std::string_view date);
  // The next request that is whole, or piece of a body for its sink. Those refused for their form are answered here.
  std::optional<Asked> next();
  // A sink has taken its piece of so many bytes and does not answer yet.
  void taken(StreamId stream, std::size_t bytes);
  // The next body whose end will never come, and whose sink nobody else is about to tell.
  std::shared_ptr<Intake> next_lost();
  // The conversation has ended: so have all bodies.
  void abandon();
  // Answers a request; nothing happens where its stream is gone.
  void answer(StreamId stream, Response response, std::string_view date);
  // ---- answers that go on as streams of events ----
  // Asks their feeds for what is new; how many events there were.
  std::size_t tell_events();
  void beat_events();
  // Resets those that stand in the middle of a piece because their windows are shut; how many. The others, and all
  // pages beside them, go on. Whoever asks again with the last event's id misses nothing.
  std::size_t give_up_events();
  // All of them end with what is framed already.
  void end_events();
  std::size_t event_streams() const { return event_streams_; }

  // Not answered: the client may ask again elsewhere.
  void refuse(StreamId stream);
  // Frames what there is to send, up to http2_output_bytes.
  void fill();
  Output& output() { return output_; }
  // No further requests: GOAWAY; those under way are still answered.
  void shut();

  // Neither side has anything left to say.
  bool over() const;
  std::size_t open() const { return streams_.size(); }
  // Bytes of answers that are not framed yet: the windows are shut, or the output is full.
  std::size_t owed() const { return owed_; }
  // When the oldest of the requests began that are not whole yet.
  std::optional<Clock::time_point> receiving_since() const;
  // It was told to go for what it did.
  bool misbehaved() const { return misbehaved_; }

 private:
  struct Turn;  // a request and its answer
  struct Callbacks;

  void head_complete(Turn& turn, bool bodiless);
  void request_complete(Turn& turn);
  void answer_refused(Turn& turn, unsigned status);
  void hand_over(Turn& turn);
  void lose_body(Turn& turn);
  void calm(std::uint32_t error);
  // More of an answer that goes on, where all before it is framed; how many events. Must not throw: also called by
  // nghttp2.
  std::size_t gather_events(Turn& turn, bool beat) noexcept;
  void append(Turn& turn, std::string text);

  const ServerLimits& bounds_;
  Owner& owner_;
  nghttp2_session* session_ = nullptr;
  std::unordered_map<StreamId, std::unique_ptr<Turn>> streams_;
  std::deque<Asked> asked_;
  std::deque<std::shared_ptr<Intake>> lost_;
  Output output_;
  Allowance control_;
  StreamId newest_ = 0;
  std::string date_;
  std::size_t owed_ = 0;
  std::size_t event_streams_ = 0;
  std::size_t events_told_ = 0;  // within nghttp2, since somebody last asked
  std::size_t bodies_ = 0;       // bytes of requests that are not whole
  bool misbehaved_ = false;
  bool broken_ = false;
};

}  // namespace vestnik::http::http2
