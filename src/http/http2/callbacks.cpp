#include "http/http2/callbacks.h"

#include <algorithm>

namespace vestnik::http::http2 {
namespace {

std::string_view view(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

nghttp2_session_callbacks* Session::Callbacks::table() {
  nghttp2_session_callbacks* callbacks = nullptr;
  if (nghttp2_session_callbacks_new(&callbacks) != 0) std::abort();  // no memory
  nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks, begin_frame);
  nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, begin_headers);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, header);
  nghttp2_session_callbacks_set_on_invalid_header_callback(callbacks, invalid_header);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, data_chunk);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, frame);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, stream_close);
  nghttp2_session_callbacks_set_send_callback(callbacks, send);
  nghttp2_session_callbacks_set_send_data_callback(callbacks, send_data);
  nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, frame_sent);
  return callbacks;
}

int Session::Callbacks::begin_frame(nghttp2_session* session, const nghttp2_frame_hd* frame, void* user) {
  // A request, or bytes of one, is what a connection is for; everything else is counted, also what belongs to a stream
  // that is gone: the client may not have heard of that yet, but not for long.
  Session& it = self(user);
  const bool known = frame->stream_id > it.newest_ || turn(session, frame->stream_id) != nullptr;
  const bool asks = frame->type == NGHTTP2_HEADERS || (frame->type == NGHTTP2_DATA && frame->length > 0);
  if (!(asks && known) && !it.control_.take()) it.calm(NGHTTP2_ENHANCE_YOUR_CALM);
  return 0;
}

int Session::Callbacks::begin_headers(nghttp2_session* session, const nghttp2_frame* frame, void* user) {
  if (frame->headers.cat != NGHTTP2_HCAT_REQUEST) return 0;
  const StreamId id = frame->hd.stream_id;
  auto turn = std::make_unique<Turn>(id);
  nghttp2_session_set_stream_user_data(session, id, turn.get());
  self(user).newest_ = id;
  self(user).streams_.emplace(id, std::move(turn));
  return 0;
}

int Session::Callbacks::header(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t* name,
                               std::size_t names, const std::uint8_t* value, std::size_t values, std::uint8_t,
                               void* user) {
  Turn* here = turn(session, frame->hd.stream_id);
  // Trailers change nothing that a handler could rely on.
  if (here == nullptr || here->headed) return 0;
  Session& it = self(user);
  here->head.field(it.bounds_, view(name, names), view(value, values), here->request);
  if (here->head.excessive(it.bounds_)) it.calm(NGHTTP2_ENHANCE_YOUR_CALM);
  return 0;
}

int Session::Callbacks::invalid_header(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t*,
                                       std::size_t, const std::uint8_t*, std::size_t, std::uint8_t, void*) {
  Turn* here = turn(session, frame->hd.stream_id);
  if (here != nullptr && !here->headed) here->head.spoil();
  return 0;
}

int Session::Callbacks::data_chunk(nghttp2_session* session, std::uint8_t, StreamId id, const std::uint8_t* data,
                                   std::size_t size, void* user) {
  Session& it = self(user);
  Turn* here = turn(session, id);
  // The connection's window is for all bodies together, and must not wait for the slowest of their sinks.
  const bool streamed = here != nullptr && here->intake && !here->answered;
  streamed ? nghttp2_session_consume_connection(session, size) : nghttp2_session_consume(session, id, size);
  if (here == nullptr || here->answered) return 0;
  if (here->request.body.size() + size > here->body_limit) {
    it.answer_refused(*here, 413);
    return 0;
  }
  if (it.bodies_ + size > it.bounds_.http2_body_bytes) {
    it.refuse(id);
    return 0;
  }
  it.bodies_ += size;
  here->request.body.append(view(data, size));
  if (streamed) it.hand_over(*here);
  return 0;
}

int Session::Callbacks::frame(nghttp2_session* session, const nghttp2_frame* frame, void* user) {
  if (frame->hd.type != NGHTTP2_HEADERS && frame->hd.type != NGHTTP2_DATA) return 0;
  Turn* here = turn(session, frame->hd.stream_id);
  if (here == nullptr) return 0;
  Session& it = self(user);
  const bool last = (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
  if (frame->hd.type == NGHTTP2_HEADERS && !here->headed) it.head_complete(*here, last);
  if (last) it.request_complete(*here);
  return 0;
}

int Session::Callbacks::stream_close(nghttp2_session*, StreamId id, std::uint32_t, void* user) {
  Session& it = self(user);
  const auto found = it.streams_.find(id);
  if (found == it.streams_.end()) return 0;
  it.owed_ -= found->second->left;
  if (found->second->events) it.event_streams_ -= 1;
  it.lose_body(*found->second);
  if (!found->second->whole) it.bodies_ -= found->second->request.body.size();
  it.streams_.erase(found);
  return 0;
}

ssize_t Session::Callbacks::send(nghttp2_session*, const std::uint8_t* data, std::size_t size, int, void* user) {
  Session& it = self(user);
  if (it.output_.size() >= limits::http2_output_bytes) return NGHTTP2_ERR_WOULDBLOCK;
  it.output_.copy(view(data, size));
  return static_cast<ssize_t>(size);
}

ssize_t Session::Callbacks::read(nghttp2_session*, StreamId, std::uint8_t*, std::size_t most, std::uint32_t* flags,
                                 nghttp2_data_source* source, void* user) {
  Turn& here = *static_cast<Turn*>(source->ptr);
  if (here.events) {
    Session& it = self(user);
    it.events_told_ += it.gather_events(here, false);
    if (here.left == 0 && !here.events_over) return NGHTTP2_ERR_DEFERRED;
  }
  const std::size_t size = std::min(most, here.left);
  *flags |= NGHTTP2_DATA_FLAG_NO_COPY;
  if (size == here.left && (!here.events || here.events_over)) *flags |= NGHTTP2_DATA_FLAG_EOF;
  return static_cast<ssize_t>(size);
}

int Session::Callbacks::send_data(nghttp2_session*, nghttp2_frame* frame, const std::uint8_t* header, std::size_t size,
                                  nghttp2_data_source* source, void* user) {
  static constexpr std::size_t frame_header = 9;
  Session& it = self(user);
  if (it.output_.size() >= limits::http2_output_bytes) return NGHTTP2_ERR_WOULDBLOCK;
  Turn& here = *static_cast<Turn*>(source->ptr);
  it.output_.copy(view(header, frame_header));
  // We ask for no padding, so that none has to be written.
  if (frame->data.padlen > 0) return NGHTTP2_ERR_CALLBACK_FAILURE;
  here.left -= size;
  it.owed_ -= size;
  while (size > 0) {
    const Buffer& buffer = here.body[here.part];
    const std::string_view rest = buffer.bytes.substr(here.offset, size);
    if (!rest.empty()) it.output_.share(buffer.keeper, rest);
    size -= rest.size();
    here.offset += rest.size();
    if (here.offset == buffer.bytes.size()) {
      here.part += 1;
      here.offset = 0;
    }
  }
  if (here.events && here.left == 0) {
    here.body.clear();
    here.part = 0;
  }
  // Each frame that we send may be answered by updates of both windows.
  it.control_.earn(2);
  return 0;
}

int Session::Callbacks::frame_sent(nghttp2_session* session, const nghttp2_frame* frame, void* user) {
  Session& it = self(user);
  if (frame->hd.type == NGHTTP2_GOAWAY && frame->goaway.error_code != NGHTTP2_NO_ERROR) it.misbehaved_ = true;
  const bool of_answer = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
  if (!of_answer || (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) == 0) return 0;
  // The answer came before the whole request: the client need not send the rest (RFC 9113, 8.1).
  const Turn* here = turn(session, frame->hd.stream_id);
  if (here != nullptr && !here->whole) {
    nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, frame->hd.stream_id, NGHTTP2_NO_ERROR);
  }
  return 0;
}

}  // namespace vestnik::http::http2
