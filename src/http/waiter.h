// What a reading thread keeps a deadline for: one client's connection, whatever it speaks.
#pragma once

#include <boost/intrusive/list_hook.hpp>
#include <chrono>
#include <cstdint>

namespace vestnik::http {

// What a connection waits for; each has its own time (Worker::allowed).
enum class Waiting : std::uint8_t { handshake, request, head, body, answer, write, linger, conversation, events };
inline constexpr std::size_t waitings = 9;

class Waiter : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  virtual ~Waiter() = default;
  // Its time is up, or the server stops: whatever it waits for ends now.
  virtual void cut() = 0;

 protected:
  friend class Worker;
  std::chrono::steady_clock::time_point since_;
  Waiting waiting_ = Waiting::request;
  bool cut_ = false;
};

}  // namespace vestnik::http
