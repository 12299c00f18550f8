#include "http/http2/session.h"

#include <array>
#include <charconv>
#include <cstdlib>

#include "http/event_stream.h"
#include "http/handling.h"
#include "http/http2/callbacks.h"
#include "http/problem.h"
#include "http/response_head.h"

namespace vestnik::http::http2 {
namespace {

struct FreeOption {
  void operator()(nghttp2_option* option) const { nghttp2_option_del(option); }
};
struct FreeCallbacks {
  void operator()(nghttp2_session_callbacks* callbacks) const { nghttp2_session_callbacks_del(callbacks); }
};

std::unique_ptr<nghttp2_option, FreeOption> options_of(const ServerLimits& bounds) {
  nghttp2_option* option = nullptr;
  if (nghttp2_option_new(&option) != 0) std::abort();  // no memory
  nghttp2_option_set_no_closed_streams(option, 1);
  // A stream's window opens as its body is taken, not as it arrives.
  nghttp2_option_set_no_auto_window_update(option, 1);
  nghttp2_option_set_max_outbound_ack(option, limits::http2_acknowledgements);
  nghttp2_option_set_max_continuations(option, limits::http2_continuations);
  nghttp2_option_set_stream_reset_rate_limit(option, bounds.http2_resets_burst, bounds.http2_resets_per_second);
  return std::unique_ptr<nghttp2_option, FreeOption>(option);
}

// How long the body says that it is, as nghttp2 has checked; 0 where it says nothing.
std::uint64_t announced(const Request& request) {
  const std::string_view text = request.field("content-length");
  std::uint64_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

// The fields of an answer as HTTP/2 wants them: names in lower case. Points into what it was made from.
class FieldList {
 public:
  // Not where one of them cannot be sent.
  bool take(const Response& response, std::string_view date, bool secure) {
    if (response.status < 200 || response.status > 599) return false;
    std::to_chars(status_.data(), status_.data() + status_.size(), response.status);
    add(":status", std::string_view(status_.data(), status_.size()));
    std::size_t names = 0;
    for (const auto& [name, value] : response.fields) {
      if (!can_be_sent(name, value)) return false;
      names += name.size();
    }
    if (response.ready) {
      each_field(*response.ready, [&names](std::string_view name, std::string_view) { names += name.size(); });
    }
    lower_.reserve(names);  // views into it must stay good
    if (response.ready) {
      each_field(*response.ready, [this](std::string_view name, std::string_view value) { add_lower(name, value); });
    }
    for (const auto& [name, value] : response.fields) {
      if (name != "Upgrade") add_lower(name, value);  // a connection's own, which HTTP/2 does not have
    }
    add("date", date);
    if (!bodiless(response.status) && !response.events) {
      const auto [end, problem] = std::to_chars(length_.data(), length_.data() + length_.size(), response.length());
      add("content-length", std::string_view(length_.data(), static_cast<std::size_t>(end - length_.data())));
    }
    if (secure) add("strict-transport-security", strict_transport);
    return true;
  }
  const std::vector<nghttp2_nv>& fields() const { return fields_; }

 private:
  void add_lower(std::string_view name, std::string_view value) {
    const std::size_t at = lower_.size();
    for (const char c : name) lower_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    add(std::string_view(lower_).substr(at), value);
  }
  void add(std::string_view name, std::string_view value) {
    // nghttp2 takes pointers to bytes that it could change, and does not.
    const auto bytes = [](std::string_view text) {
      return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));  // NOLINT
    };
    fields_.push_back({bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE});
  }

  std::array<char, 3> status_{};
  std::array<char, 20> length_{};
  std::string lower_;
  std::vector<nghttp2_nv> fields_;
};

}  // namespace

Session::Session(const ServerLimits& bounds, Owner& owner)
    : bounds_(bounds), owner_(owner), control_(bounds.http2_control_burst, bounds.http2_control_per_second) {
  const std::unique_ptr<nghttp2_session_callbacks, FreeCallbacks> callbacks(Callbacks::table());
  const auto option = options_of(bounds);
  if (nghttp2_session_server_new2(&session_, callbacks.get(), this, option.get()) != 0) std::abort();  // no memory
  const std::array<nghttp2_settings_entry, 5> settings = {
      {{NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, static_cast<std::uint32_t>(bounds.http2_streams)},
       {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, limits::http2_stream_window},
       {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE,
        static_cast<std::uint32_t>(bounds.header_bytes + bounds.request_line_bytes)},
       {NGHTTP2_SETTINGS_HEADER_TABLE_SIZE, limits::http2_header_table},
       {NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1}}};
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings.data(), settings.size());
  nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, limits::http2_window);
}

Session::~Session() {
  nghttp2_session_del(session_);
}

bool Session::receive(std::string_view bytes, std::string_view date) {
  if (broken_) return false;
  date_.assign(date);
  const ssize_t taken =
      nghttp2_session_mem_recv(session_, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  if (taken >= 0) return true;
  broken_ = true;
  calm(taken == NGHTTP2_ERR_FLOODED ? NGHTTP2_ENHANCE_YOUR_CALM : NGHTTP2_PROTOCOL_ERROR);
  return false;
}

std::optional<Asked> Session::next() {
  while (!asked_.empty()) {
    Asked asked = std::move(asked_.front());
    asked_.pop_front();
    // It may have been reset since. A sink that has begun is told the end all the same.
    if (asked.intake || streams_.contains(asked.stream)) return asked;
  }
  return std::nullopt;
}

void Session::head_complete(Turn& turn, bool bodiless) {
  turn.headed = true;
  const unsigned status = turn.head.understand(turn.request);
  turn.head_only = turn.request.method == Method::head;
  if (status != 0) {
    answer_refused(turn, status);
    return;
  }
  Owner::Body body = owner_.head_arrived(turn.request, bodiless);
  turn.body_limit = body.limit;
  turn.secure = turn.request.secure;
  if (announced(turn.request) > body.limit) {
    answer_refused(turn, 413);
    return;
  }
  if (!body.sink) return;
  turn.intake = std::make_shared<Intake>();
  turn.intake->sink = std::move(body.sink);
}

void Session::request_complete(Turn& turn) {
  if (turn.whole) return;
  turn.whole = true;
  bodies_ -= turn.request.body.size();
  if (turn.answered) return;
  if (turn.intake) {
    hand_over(turn);
  } else {
    asked_.push_back({turn.id, std::move(turn.request), turn.since});
  }
}

// To the sink, if it is free: the end of the body, where it is there, else a piece that is large enough.
void Session::hand_over(Turn& turn) {
  if (turn.intake->busy || turn.intake->lost) return;
  if (turn.whole) {
    turn.intake->busy = true;
    asked_.push_back({turn.id, std::move(turn.request), turn.since, std::move(turn.intake)});
    return;
  }
  if (turn.request.body.size() < body_piece_bytes) return;
  Request piece;
  piece.confidential = turn.request.confidential;
  piece.body = std::exchange(turn.request.body, {});
  bodies_ -= piece.body.size();
  turn.body_limit -= piece.body.size();
  turn.intake->busy = true;
  asked_.push_back({turn.id, std::move(piece), turn.since, turn.intake, false});
}

void Session::taken(StreamId stream, std::size_t bytes) {
  const auto found = streams_.find(stream);
  if (found == streams_.end() || !found->second->intake) return;
  Turn& turn = *found->second;
  turn.intake->busy = false;
  turn.receiving_since = Clock::now();
  nghttp2_session_consume_stream(session_, stream, bytes);
  if (!turn.answered) hand_over(turn);
}

void Session::lose_body(Turn& turn) {
  const std::shared_ptr<Intake> intake = std::move(turn.intake);
  if (!intake) return;
  intake->lost = true;
  intake->rest = std::exchange(turn.request.body, {});
  if (!turn.whole) bodies_ -= intake->rest.size();
  // Whoever hands it a piece at this moment tells it afterwards.
  if (!intake->busy) lost_.push_back(intake);
}

std::shared_ptr<Intake> Session::next_lost() {
  if (lost_.empty()) return nullptr;
  std::shared_ptr<Intake> lost = std::move(lost_.front());
  lost_.pop_front();
  return lost;
}

void Session::abandon() {
  broken_ = true;
  for (const auto& [id, turn] : streams_) lose_body(*turn);
}

void Session::answer_refused(Turn& turn, unsigned status) {
  answer(turn.id, text_response(status, std::string(reason_of(status)) + "\n"), date_);
  lose_body(turn);
  if (turn.whole) return;
  bodies_ -= turn.request.body.size();
  turn.request.body = std::string();
}

void Session::answer(StreamId stream, Response response, std::string_view date) {
  const auto found = streams_.find(stream);
  if (found == streams_.end() || found->second->answered) return;
  Turn& turn = *found->second;
  turn.answered = true;
  FieldList list;
  if (!list.take(response, date, turn.secure)) {
    response = failed_response();
    list = FieldList();
    list.take(response, date, turn.secure);
  }
  const bool bare = turn.head_only || bodiless(response.status);
  nghttp2_data_provider provider{{.ptr = &turn}, Callbacks::read};
  if (!bare) {
    turn.left = response.length();
    if (response.ready) {
      for (const std::string_view part : response.ready->body) turn.body.push_back({response.ready, part});
    }
    turn.body.insert(turn.body.end(), std::make_move_iterator(response.body.begin()),
                     std::make_move_iterator(response.body.end()));
    owed_ += turn.left;
    turn.events = std::move(response.events);
    if (turn.events) {
      event_streams_ += 1;
      append(turn, event_retry());
    }
  }
  nghttp2_submit_response(session_, stream, list.fields().data(), list.fields().size(),
                          turn.left == 0 ? nullptr : &provider);
}

void Session::append(Turn& turn, std::string text) {
  if (text.empty()) return;
  turn.left += text.size();
  owed_ += text.size();
  turn.body.push_back(Buffer::of(std::move(text)));
}

std::size_t Session::gather_events(Turn& turn, bool beat) noexcept {
  if (turn.left > 0 || turn.events_over) return 0;
  std::size_t count = 0;
  try {
    std::string text;
    count = turn.events->feed->tell(text);
    if (text.empty() && beat) turn.events->feed->beat(text);
    append(turn, std::move(text));
    if (turn.events->feed->ended()) turn.events_over = true;
  } catch (...) {
    log_exception();
    turn.events_over = true;
  }
  return count;
}

std::size_t Session::tell_events() {
  std::size_t count = std::exchange(events_told_, 0);
  for (const auto& [id, turn] : streams_) {
    if (!turn->events) continue;
    count += gather_events(*turn, false);
    // Only one that was told to wait is waiting: nghttp2 says so of the others, which is no matter.
    if (turn->left > 0 || turn->events_over) nghttp2_session_resume_data(session_, id);
  }
  return count;
}

void Session::beat_events() {
  for (const auto& [id, turn] : streams_) {
    if (!turn->events) continue;
    events_told_ += gather_events(*turn, true);
    if (turn->left > 0 || turn->events_over) nghttp2_session_resume_data(session_, id);
  }
}

std::size_t Session::give_up_events() {
  std::size_t count = 0;
  for (const auto& [id, turn] : streams_) {
    if (!turn->events || turn->left == 0) continue;
    // What is left of it goes with the stream, when the reset is framed.
    nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
    count += 1;
  }
  return count;
}

void Session::end_events() {
  for (const auto& [id, turn] : streams_) {
    if (!turn->events) continue;
    turn->events_over = true;
    nghttp2_session_resume_data(session_, id);
  }
}

void Session::refuse(StreamId stream) {
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, stream, NGHTTP2_REFUSED_STREAM);
}

void Session::fill() {
  nghttp2_session_send(session_);
}

void Session::shut() {
  nghttp2_submit_goaway(session_, NGHTTP2_FLAG_NONE, nghttp2_session_get_last_proc_stream_id(session_),
                        NGHTTP2_NO_ERROR, nullptr, 0);
}

void Session::calm(std::uint32_t error) {
  misbehaved_ = true;
  nghttp2_session_terminate_session(session_, error);
}

bool Session::over() const {
  if (!output_.empty()) return false;
  return nghttp2_session_want_read(session_) == 0 && nghttp2_session_want_write(session_) == 0;
}

std::optional<Clock::time_point> Session::receiving_since() const {
  std::optional<Clock::time_point> oldest;
  for (const auto& [id, turn] : streams_) {
    if (turn->whole || (turn->intake && turn->intake->busy)) continue;
    if (!oldest || turn->receiving_since < *oldest) oldest = turn->receiving_since;
  }
  return oldest;
}

}  // namespace vestnik::http::http2
