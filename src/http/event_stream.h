// A connection of HTTP/1.1 that goes on as a stream of events (events.h), until either side ends it. Nothing but one
// object of a few hundred bytes while it is idle: no coroutine, no buffer. HTTP/2 has its streams in http2/session.h.
#pragma once

#include <boost/intrusive/list.hpp>
#include <string>

#include "http/events.h"
#include "http/opened.h"
#include "http/stream.h"

namespace vestnik::http {

class Worker;

// A connection that has streams of events: told by its worker when there may be something for them. Of one thread.
class EventListener {
 public:
  virtual ~EventListener() = default;
  virtual void tell_events() = 0;
  // The server stops: all of them end now.
  virtual void end_events() = 0;

  boost::intrusive::list_member_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> listening;
};

// `head`: of the answer, not sent yet. `chunked`: as the head says; else the connection's end is the stream's.
void go_on_as_events(Worker& worker, Stream stream, Opened opened, std::shared_ptr<EventAnswer> answer,
                     std::string head, bool chunked);

// What a stream begins with: how long a client whose connection was lost waits before it comes back. Not the same for
// all: after a restart they would come all at once.
std::string event_retry();

}  // namespace vestnik::http
