// A body that goes to a sink while it arrives: between a Session, which collects its pieces, and the connection, which
// hands them over one after the other. Its stream's window is opened again by what the sink has taken, so that no more
// than http2_stream_window of it lies in memory. One thread.
#pragma once

#include <memory>
#include <string>

#include "http/server.h"

namespace vestnik::http::http2 {

struct Intake {
  std::shared_ptr<BodySink> sink;
  bool busy = false;  // it has a piece, or is being told the end
  bool lost = false;  // the rest will not come
  std::string rest;   // of a lost body: what came last
};

}  // namespace vestnik::http::http2
