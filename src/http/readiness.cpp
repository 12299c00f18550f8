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

void Watched::wait(Direction direction, Sleeper::Ptr sleeper) {
  Sleeper::Ptr& waiting = waiting_[index(direction)];
  if (!waiting) {
    waiting = std::move(sleeper);
  } else {
    // TLS may want to read in the middle of a write, while a read waits too.
    auto both = [first = std::move(waiting), second = std::move(sleeper)](Code problem) mutable {
      first.release()->wake(problem);
      second.release()->wake(problem);
    };
    waiting.reset(new Calling<decltype(both)>(std::move(both)));
  }
  if (descriptor_ < 0 || may_move(direction)) among_.nudge(*this);
}

void Watched::cancel() {
  for (Sleeper::Ptr& waiting : waiting_) {
    if (!waiting) continue;
    asio::post(executor(),
               [sleeper = std::move(waiting)]() mutable { sleeper.release()->wake(asio::error::operation_aborted); });
  }
}

void Watched::close() {
  if (descriptor_ < 0) return;
  // A process that is being started holds a copy of every descriptor for a moment, and with it its place in the set.
  ::epoll_ctl(among_.set_, EPOLL_CTL_DEL, descriptor_, nullptr);
  ::close(descriptor_);
  descriptor_ = -1;
  cancel();
}

void Watched::happened(std::uint32_t events) {
  if ((events & EPOLLRDHUP) != 0) read_to_the_end_ = true;
  if ((events & (EPOLLHUP | EPOLLERR)) != 0) broken_ = true;
  if ((events & EPOLLIN) != 0) found(Direction::reading, true);
  if ((events & EPOLLOUT) != 0) found(Direction::writing, true);
  // Who is woken may destroy this.
  std::array<Sleeper::Ptr, 2> ready;
  for (const Direction direction : {Direction::reading, Direction::writing}) {
    if (descriptor_ < 0 || may_move(direction)) ready[index(direction)] = std::move(waiting_[index(direction)]);
  }
  const Code problem = descriptor_ < 0 ? Code(asio::error::operation_aborted) : Code();
  for (Sleeper::Ptr& sleeper : ready) {
    if (sleeper) sleeper.release()->wake(problem);
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
  // Together, since who goes may take sockets along.
  std::vector<Sleeper::Ptr> waited;
  for (Watched& watched : all_) {
    for (auto& waiting : watched.waiting_) {
      if (waiting) waited.push_back(std::move(waiting));
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
      if (event.data.ptr != nullptr) tell(*static_cast<Watched*>(event.data.ptr), event.events);
    }
    at_ = count_ = 0;
    if (!more) return;
  }
}

// An edge that is not told is lost, so one that fails must not take the others with it.
void Readiness::tell(Watched& watched, std::uint32_t events) {
  try {
    watched.happened(events);
  } catch (...) {
    log_exception();
  }
}

void Readiness::nudge(Watched& watched) {
  nudged_.push_back(&watched);
  if (nudged_.size() == 1) asio::post(*io_, [this] { tell_nudged(); });
}

void Readiness::tell_nudged() {
  telling_.swap(nudged_);
  for (Watched*& each : telling_) {
    if (Watched* const watched = std::exchange(each, nullptr)) tell(*watched, 0);
  }
  telling_.clear();
}

// Of the events at hand some may be of one that has just gone.
void Readiness::forget(const Watched& watched) {
  for (int at = at_; at < count_; ++at) {
    epoll_event& event = events_[static_cast<std::size_t>(at)];
    if (event.data.ptr == &watched) event.data.ptr = nullptr;
  }
  for (std::vector<Watched*>* list : {&nudged_, &telling_}) {
    for (Watched*& each : *list) {
      if (each == &watched) each = nullptr;
    }
  }
}

}  // namespace vestnik::http
