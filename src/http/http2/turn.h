// A request under way and its answer: what a Session keeps of one stream; for its files only.
#pragma once

#include "http/events.h"
#include "http/http2/session.h"

namespace vestnik::http::http2 {

struct Session::Turn {
  explicit Turn(StreamId stream) : id(stream) {}

  StreamId id;
  Request request;
  Head head;
  Clock::time_point since = Clock::now();
  std::size_t body_limit = 0;                 // of what has not gone to the sink
  std::shared_ptr<Intake> intake;             // nullptr: the body is collected whole
  Clock::time_point receiving_since = since;  // or since the sink took the last piece
  bool headed = false;                        // the head is complete
  bool whole = false;                         // the request is
  bool answered = false;                      // a response has been submitted
  bool secure = false;                        // of the request, which the handler has by now
  bool head_only = false;

  std::shared_ptr<EventAnswer> events;  // of an answer that goes on
  bool events_over = false;             // it ends when what is left of it is framed

  std::vector<Buffer> body;  // of the answer
  std::size_t part = 0;      // what of it is not framed: from this buffer
  std::size_t offset = 0;    //   and this byte in it
  std::size_t left = 0;      //   so many bytes
};

}  // namespace vestnik::http::http2
