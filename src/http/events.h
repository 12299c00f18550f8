// An answer that goes on as a stream of events (WHATWG HTML, 9.2 "Server-sent events"), as handlers see it: one way,
// over HTTP/1.1, HTTP/2 and TLS alike. A handler answers 200 with a feed in Response::events; the server asks the feed
// for what is new, and is told by Server::wake_events when there may be something. Knows no newspaper.
//
// A feed is asked, nothing is pushed: what waits for a slow client is its position in what the handler keeps for all of
// them, so a stream has no queue that could grow. A client that does not take a piece within write_time is cut off; it
// comes back by itself, with the id of the last event it has in Last-Event-ID.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/admission.h"

namespace vestnik::http {

class Worker;

// What one client is told. Called on its reading thread, one call after the other; must not block.
class EventFeed {
 public:
  virtual ~EventFeed() = default;
  // Appends whole events that the client has not been told, in the form of `append_event`; how many. About
  // limits::event_piece_bytes of them at most: it is asked again for the rest as soon as those are on their way.
  virtual std::size_t tell(std::string& text) = 0;
  // Appends what keeps an idle connection open (every limits::event_beat): a comment, and where the client stands.
  virtual void beat(std::string& text) = 0;
  // Nothing will come any more: the stream ends when what was appended has been sent.
  virtual bool ended() const { return false; }
};

// An event as the wire has it. `id`: where a client that lost its connection here goes on; empty: none, the one before
// stays. `name` and `id` are of one line; of `data`, which must not hold a carriage return, each line is one.
void append_event(std::string& text, std::string_view id, std::string_view name, std::string_view data);

// One of the streams that may be open, given back when it goes. Of one reading thread.
class EventSeat {
 public:
  EventSeat(Worker& at, Admission::Place place) : worker_(&at), place_(place) {}
  EventSeat(EventSeat&& other) noexcept : worker_(std::exchange(other.worker_, nullptr)), place_(other.place_) {}
  EventSeat& operator=(EventSeat&&) = delete;
  ~EventSeat();

 private:
  Worker* worker_;
  Admission::Place place_;
};

// What of a response goes on; of one connection once it is answered.
struct EventAnswer {
  std::shared_ptr<EventFeed> feed;
  std::string peer;  // whose streams are counted together: Request::peer; overwritten when they have been
  std::optional<EventSeat> seat = {};
};

}  // namespace vestnik::http
