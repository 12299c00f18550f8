// A connection that has been let in: who is at its other end, and its place in the count of open ones, given back at
// the end. Belongs to one reading thread.
#pragma once

#include <string>
#include <utility>

#include "base/wipe.h"
#include "http/admission.h"

namespace vestnik::http {

class Worker;

struct Opened {
  // `from` is overwritten.
  Opened(Worker& at, std::string&& from, Admission::Place counted, bool speaks_for_others)
      : peer(from), trusted(speaks_for_others), worker_(&at), place_(counted) {
    wipe(from);
  }
  Opened(Opened&& other) noexcept
      : peer(std::move(other.peer)),
        trusted(other.trusted),
        worker_(std::exchange(other.worker_, nullptr)),
        place_(other.place_) {
    wipe(other.peer);
  }
  Opened& operator=(Opened&&) = delete;
  ~Opened();

  std::string peer;  // its address; in memory only, and not after it has gone
  bool trusted;      // a proxy whose X-Forwarded-… fields count

 private:
  Worker* worker_;
  Admission::Place place_;
};

}  // namespace vestnik::http
