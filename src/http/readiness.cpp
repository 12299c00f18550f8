#include "http/readiness.h"

#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>
#include <vector>

#include "http/handling.h"

namespace vestnik::http {
namespace {

using Code = Watched::Code;

// Rounds before timers and what other threads have handed over get their turn.
constexpr int rounds_in_a_turn = 4;

[[noreturn]] void fail_with(int number, const char* doing) {
  throw boost::system::system_error(Code(number, boost::system::system_category()), doing);
}

}  // namespace

Watched::Watched(Readiness& among, int descriptor) : among_(among), descriptor_(descriptor) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.ptr = this;
  if (::epoll_ctl(among_.set_, EPOLL_CTL_ADD, descriptor_, &event) != 0) {
    const int number = errno;
    ::close(descriptor_);
    fail_with(number, "epoll_ctl");
  }
  among_.all_.push_back(*this);
}

Watched::~Watched() {
  close();
  among_.forget(*this);
}

asio::io_context::executor_type Watched::executor() const {
  return among_.io_->get_executor();
}

void Watched::wait(Direction direction, Handler handler) {
  if (descriptor_ < 0 || may_move(direction)) {
    const Code problem = descriptor_ < 0 ? Code(asio::error::operation_aborted) : Code();
    asio::post(executor(), [handler = std::move(handler), problem]() mutable { handler(problem); });
    return;
  }
  Handler& waiting = waiting_[index(direction)];
  if (!waiting) {
    waiting = std::move(handler);
    return;
  }
  // TLS may want to read in the middle of a write, while a read waits too.
  waiting = [first = std::exchange(waiting, {}), second = std::move(handler)](Code problem) mutable {
    first(problem);
    second(problem);
  };
}

void Watched::cancel() {
  for (Handler& waiting : waiting_) {
    if (!waiting) continue;
    asio::post(executor(),
               [handler = std::exchange(waiting, {})]() mutable { handler(asio::error::operation_aborted); });
  }
}

void Watched::close() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);  // which takes it out of the set
  descriptor_ = -1;
  cancel();
}

void Watched::happened(std::uint32_t events) {
  if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) ended_ = true;
  if ((events & EPOLLIN) != 0) found(Direction::reading, true);
  if ((events & EPOLLOUT) != 0) found(Direction::writing, true);
  // Who is called may destroy this.
  std::array<Handler, 2> ready;
  for (const Direction direction : {Direction::reading, Direction::writing}) {
    if (may_move(direction)) ready[index(direction)] = std::exchange(waiting_[index(direction)], {});
  }
  for (Handler& handler : ready) {
    if (handler) handler(Code());
  }
}

Readiness::Readiness() : set_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (set_ < 0) fail_with(errno, "epoll_create1");
}

Readiness::~Readiness() {
  if (!watch_) ::close(set_);
}

void Readiness::begin(asio::io_context& io) {
  io_ = &io;
  watch_ = std::make_unique<asio::posix::stream_descriptor>(io, set_);
  arm();
}

void Readiness::end() {
  // Together, since a handler that goes may take sockets with it.
  std::vector<Watched::Handler> waited;
  for (Watched& watched : all_) {
    for (auto& waiting : watched.waiting_) {
      if (waiting) waited.push_back(std::exchange(waiting, {}));
    }
  }
  waited.clear();
  if (!watch_) return;
  watch_->release();
  watch_.reset();
}

void Readiness::arm() {
  watch_->async_wait(asio::posix::stream_descriptor::wait_read, [this](const Code& cancelled) {
    if (cancelled) return;
    harvest();
    arm();
  });
}

void Readiness::harvest() {
  for (int round = 0; round < rounds_in_a_turn; ++round) {
    count_ = ::epoll_wait(set_, events_.data(), events_at_once, 0);
    const bool more = count_ == events_at_once;
    for (at_ = 0; at_ < count_;) {
      const epoll_event event = events_[static_cast<std::size_t>(at_++)];
      if (event.data.ptr == nullptr) continue;
      // An edge that is not told is lost, so one that fails must not take the others with it.
      try {
        static_cast<Watched*>(event.data.ptr)->happened(event.events);
      } catch (...) {
        log_exception();
      }
    }
    at_ = count_ = 0;
    if (!more) return;
  }
}

// Of the events at hand some may be of one that has just gone.
void Readiness::forget(const Watched& watched) {
  for (int at = at_; at < count_; ++at) {
    epoll_event& event = events_[static_cast<std::size_t>(at)];
    if (event.data.ptr == &watched) event.data.ptr = nullptr;
  }
}

}  // namespace vestnik::http
