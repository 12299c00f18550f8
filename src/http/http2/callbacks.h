// What nghttp2 calls a Session back with; for its files only.
#pragma once

#include "http/http2/turn.h"

namespace vestnik::http::http2 {

struct Session::Callbacks {
  static nghttp2_session_callbacks* table();

  static Session& self(void* user) { return *static_cast<Session*>(user); }
  static Turn* turn(nghttp2_session* session, StreamId id) {
    return static_cast<Turn*>(nghttp2_session_get_stream_user_data(session, id));
  }

  // ---- what arrives ----
  static int begin_frame(nghttp2_session* session, const nghttp2_frame_hd* frame, void* user);
  static int begin_headers(nghttp2_session* session, const nghttp2_frame* frame, void* user);
  static int header(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t names,
                    const std::uint8_t* value, std::size_t values, std::uint8_t, void* user);
  static int invalid_header(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t*, std::size_t,
                            const std::uint8_t*, std::size_t, std::uint8_t, void*);
  static int data_chunk(nghttp2_session* session, std::uint8_t, StreamId id, const std::uint8_t* data, std::size_t size,
                        void* user);
  static int frame(nghttp2_session* session, const nghttp2_frame* frame, void* user);
  static int stream_close(nghttp2_session*, StreamId id, std::uint32_t, void* user);

  // ---- what leaves ----
  static ssize_t send(nghttp2_session*, const std::uint8_t* data, std::size_t size, int, void* user);
  static ssize_t read(nghttp2_session*, StreamId, std::uint8_t*, std::size_t most, std::uint32_t* flags,
                      nghttp2_data_source* source, void*);
  static int send_data(nghttp2_session*, nghttp2_frame* frame, const std::uint8_t* header, std::size_t size,
                       nghttp2_data_source* source, void* user);
  static int frame_sent(nghttp2_session* session, const nghttp2_frame* frame, void* user);
};

}  // namespace vestnik::http::http2
