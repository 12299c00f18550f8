#include "http/event_stream.h"

#include <fmt/format.h>

#include <array>
#include <random>

#include "base/log.h"
#include "http/handling.h"
#include "http/waiter.h"
#include "http/worker.h"

namespace vestnik::http {
namespace {

using Moved = Stream::Moved;

class EventStream final : public Waiter, public EventListener, public std::enable_shared_from_this<EventStream> {
 public:
  EventStream(Worker& worker, Stream stream, Opened opened, std::shared_ptr<EventAnswer> answer, bool chunked)
      : worker_(worker),
        stream_(std::move(stream)),
        opened_(std::move(opened)),
        answer_(std::move(answer)),
        chunked_(chunked) {}
  ~EventStream() override { unlink(); }

  void begin(std::string head) {
    unsent_ = std::move(head);
    append(event_retry());
    worker_.listen_for_events(*this);
    flush();
    if (!ended_) read();
  }

  void tell_events() override {
    const auto kept = shared_from_this();
    if (!blocked_) guarded([this] { flush(); });
  }
  void end_events() override {
    const auto kept = shared_from_this();
    // Whole as HTTP understands it, where the client has read so far.
    if (!blocked_ && !ended_ && chunked_) {
      unsent_ = last_chunk;
      sent_ = 0;
      write();
    }
    end();
  }
  // Its time to write is over, or to be silent.
  void cut() override {
    const auto kept = shared_from_this();
    unlink();
    if (worker_.stopping() || waiting_ != Waiting::events) return end();
    guarded([this] {
      std::string text;
      answer_->feed->beat(text);
      append(text);
      flush();
    });
  }

 private:
  static constexpr std::string_view last_chunk = "0\r\n\r\n";

  void append(std::string_view text) {
    if (text.empty()) return;
    if (!chunked_) {
      unsent_ += text;
      return;
    }
    fmt::format_to(std::back_inserter(unsent_), "{:x}\r\n", text.size());
    (unsent_ += text) += "\r\n";
  }

  // Whether there is something to write now.
  bool gather() {
    std::string text;
    const std::size_t events = answer_->feed->tell(text);
    worker_.traffic().events.add(events);
    append(text);
    return !unsent_.empty();
  }

  // Everything that there is, as far as the client takes it.
  void flush() {
    bool said = false;
    while (!ended_) {
      if (unsent_.empty() && !gather()) break;
      said = true;
      const Moved moved = write();
      if (moved == Moved::end) return end();
      if (moved == Moved::blocked) return wait_to_write();
    }
    if (ended_) return;
    if (answer_->feed->ended()) return end_events();
    // Its silence goes on where only others were told something: else those who are told much would keep the beats
    // away.
    if (said || waiting_ != Waiting::events || !is_linked()) worker_.wait(*this, Waiting::events);
  }

  // bytes: all of it.
  Moved write() {
    while (sent_ < unsent_.size()) {
      const std::array<asio::const_buffer, 1> rest{asio::buffer(unsent_.data() + sent_, unsent_.size() - sent_)};
      std::size_t taken = 0;
      const Moved moved = stream_.write(rest, taken);
      sent_ += taken;
      if (moved != Moved::bytes) return moved;
    }
    unsent_ = std::string();  // an idle one holds none
    sent_ = 0;
    return Moved::bytes;
  }

  void wait_to_write() {
    blocked_ = true;
    worker_.wait(*this, Waiting::write);
    stream_.call(false, [self = shared_from_this()](const Watched::Code& problem) {
      self->blocked_ = false;
      if (self->ended_) return;
      if (problem) return self->end();
      self->guarded([&] { self->flush(); });
    });
  }

  // A client has nothing more to say; that it goes is what is waited for.
  void read() {
    std::array<char, 512> room;
    for (;;) {
      std::size_t got = 0;
      const Moved moved = stream_.read(asio::buffer(room), got);
      heard_ += got;
      if (moved == Moved::end || heard_ > limits::event_heard_bytes) return end();
      if (moved == Moved::blocked) break;
    }
    stream_.call(true, [self = shared_from_this()](const Watched::Code& problem) {
      if (self->ended_) return;
      if (problem) return self->end();
      self->guarded([&] { self->read(); });
    });
  }

  // Nobody above could tell whose exception it is; and who looks after deadlines must not end with it.
  template <class Work>
  void guarded(Work work) {
    try {
      work();
    } catch (...) {
      log_exception();
      end();
    }
  }

  void end() {
    if (std::exchange(ended_, true)) return;
    unlink();
    listening.unlink();
    stream_.end();
    stream_.cancel();
  }

  Worker& worker_;
  Stream stream_;
  Opened opened_;
  std::shared_ptr<EventAnswer> answer_;
  std::string unsent_;
  std::size_t sent_ = 0, heard_ = 0;
  bool chunked_, blocked_ = false, ended_ = false;
};

}  // namespace

void append_event(std::string& text, std::string_view id, std::string_view name, std::string_view data) {
  if (!id.empty()) ((text += "id: ") += id) += '\n';
  if (!name.empty()) ((text += "event: ") += name) += '\n';
  while (!data.empty()) {
    const std::size_t end = data.find('\n');
    ((text += "data: ") += data.substr(0, end)) += '\n';
    if (end == std::string_view::npos) break;
    data.remove_prefix(end + 1);
  }
  text += '\n';
}

std::string event_retry() {
  thread_local std::minstd_rand random(std::random_device{}());
  const auto least = limits::event_retry_least.count(), most = limits::event_retry_most.count();
  return fmt::format("retry: {}\n\n", std::uniform_int_distribution<std::int64_t>(least, most)(random));
}

EventSeat::~EventSeat() {
  if (worker_ != nullptr) worker_->leave_events(place_);
}

void go_on_as_events(Worker& worker, Stream stream, Opened opened, std::shared_ptr<EventAnswer> answer,
                     std::string head, bool chunked) {
  const auto events =
      std::make_shared<EventStream>(worker, std::move(stream), std::move(opened), std::move(answer), chunked);
  events->begin(std::move(head));
}

}  // namespace vestnik::http
