// Which of one thread's sockets may get further: an epoll set of our own, edge-triggered, in which a socket stands once
// for its whole life. A wait then costs no call of the kernel, and its end no turn in Asio's queue; Asio itself only
// watches the set. See docs/decisions/030-sockets-are-watched-once.md.
// Everything here belongs to the thread that runs the event loop.
#pragma once

#include <sys/epoll.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/intrusive/list.hpp>
#include <memory>
#include <utility>
#include <vector>

namespace vestnik::http {

namespace asio = boost::asio;

class Readiness;

// Who waits for a socket. It belongs to the wait, which ends by one of the two calls below; what waits often (a
// connection for its next request) is itself one of these, so that to wait costs neither a call nor memory.
class Sleeper {
 public:
  // Lets it go.
  struct LetGo {
    void operator()(Sleeper* sleeper) const { sleeper->let_go(); }
  };
  using Ptr = std::unique_ptr<Sleeper, LetGo>;

  // The wait is over, and this its own again. It may be destroyed by this call.
  virtual void wake(boost::system::error_code problem) = 0;
  // There will be no call: whoever owns itself while it waits is destroyed.
  virtual void let_go() noexcept = 0;

 protected:
  ~Sleeper() = default;
};

// A socket that never blocks, owned, and who waits for it.
class Watched : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  using Code = boost::system::error_code;
  enum class Direction : std::uint8_t { reading, writing };

  // Throws boost::system::system_error where the kernel has no room for another; the descriptor is closed then.
  Watched(Readiness& among, int descriptor);
  ~Watched();
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

  int descriptor() const { return descriptor_; }
  asio::io_context::executor_type executor() const;

  // False: a call now would only say that nothing moves; an event is still to come.
  bool may_move(Direction direction) const {
    return broken_ || may_[index(direction)] || (direction == Direction::reading && read_to_the_end_);
  }
  // What the last call on the socket showed: that nothing moves any more, or that something may be left.
  void found(Direction direction, bool may) { may_[index(direction)] = may; }

  // Wakes it once the direction may move, in a later turn of the event loop, so that others get theirs also where it
  // may move already; with operation_aborted after `cancel`.
  void wait(Direction direction, Sleeper::Ptr sleeper);
  // The same for a function of the code.
  template <class Handler>
  void call(Direction direction, Handler handler) {
    wait(direction, Sleeper::Ptr(new Calling<Handler>(std::move(handler))));
  }
  void cancel();
  // At once, whatever is under way: who waits is cancelled, every call fails.
  void close();

 private:
  friend class Readiness;
  template <class Handler>
  class Calling final : public Sleeper {
   public:
    explicit Calling(Handler&& handler) : handler_(std::move(handler)) {}
    void wake(Code problem) override {
      Handler handler = std::move(handler_);
      delete this;
      handler(problem);
    }
    void let_go() noexcept override { delete this; }

   private:
    Handler handler_;
  };

  static std::size_t index(Direction direction) { return static_cast<std::size_t>(direction); }
  void happened(std::uint32_t events);

  Readiness& among_;
  int descriptor_;
  std::array<bool, 2> may_{false, true};  // what can be read at first, the set tells at once
  // Of what comes after these, no more events need tell.
  bool read_to_the_end_ = false;  // the other side sends no more; it may still read
  bool broken_ = false;
  std::array<Sleeper::Ptr, 2> waiting_;
};

class Readiness {
 public:
  // Throws boost::system::system_error.
  Readiness();
  ~Readiness();
  Readiness(const Readiness&) = delete;
  Readiness& operator=(const Readiness&) = delete;

  // From now on the sockets' events are looked for whenever `io` runs.
  void begin(asio::io_context& io);
  // Nobody waits any more: what waited is destroyed without a call. Before the loop is destroyed.
  void end();

 private:
  friend class Watched;
  void arm();
  void harvest();
  // Told in a turn of its own, without an event.
  void nudge(Watched& watched);
  void tell_nudged();
  static void tell(Watched& watched, std::uint32_t events);
  void forget(const Watched& watched);

  static constexpr int events_at_once = 128;
  int set_ = -1;
  asio::io_context* io_ = nullptr;
  std::unique_ptr<asio::posix::stream_descriptor> watch_;
  boost::intrusive::list<Watched, boost::intrusive::constant_time_size<false>> all_;
  std::array<epoll_event, events_at_once> events_;
  int at_ = 0, count_ = 0;  // of the events that are being told
  std::vector<Watched*> nudged_, telling_;
};

}  // namespace vestnik::http
