// The bounds of TLS and HTTP/2, with their units and why; those of every request are in base/limits.h.
#pragma once

#include <chrono>
#include <cstddef>

#include "base/limits.h"

namespace vestnik::limits {

// ---- TLS ----
inline constexpr std::chrono::seconds handshake_time = 10s;   // from the connection to the end of the handshake
inline constexpr std::chrono::seconds certificate_look = 2s;  // how often the certificate's files are looked at
inline constexpr std::size_t tls_record_bytes = 16 << 10;     // the largest that TLS has

// ---- the access log ----
inline constexpr std::size_t access_log_bytes = 1 << 20;              // of a thread, not in the file yet
inline constexpr std::size_t access_log_path = 512;                   // of an address, the rest is left out
inline constexpr std::chrono::milliseconds access_log_pause = 500ms;  // between two looks at what there is to write

// ---- WebSockets: of one line ----
inline constexpr std::chrono::seconds line_handshake_time = 10s;
inline constexpr std::chrono::seconds line_idle_time = 20s;   // silence; half of it is asked about with a ping
inline constexpr std::size_t line_message_bytes = 3 << 20;    // of one that comes
inline constexpr std::size_t line_bytes = 12 << 20;           // that wait for a client which does not read
inline constexpr std::size_t line_messages_per_second = 100;  // that come

// ---- streams of events ----
inline constexpr std::size_t event_streams = 20'000;             // in all: the other connections are for pages
inline constexpr std::size_t event_streams_per_thread = 10'000;  // told one after the other
inline constexpr std::size_t event_streams_per_address = 200;    // a school or an operator's NAT is one address
inline constexpr std::chrono::seconds event_beat = 20s;          // of silence: proxies end what is idle for 30 to 60 s
inline constexpr std::chrono::milliseconds event_retry_least = 2s, event_retry_most = 8s;  // a client comes back
inline constexpr std::size_t event_piece_bytes = 16 << 10;  // made ahead of what a client takes
inline constexpr std::size_t event_heard_bytes = 4 << 10;   // that a client says though it has nothing to say
inline constexpr std::size_t event_streams_at_once = 256;   // told before the thread's other connections get a turn

// ---- a stop ----
// A connection that was opened or answered so lately may have a request under way: it is still answered.
inline constexpr std::chrono::milliseconds stop_grace = 250ms;

// ---- HTTP/2: of one connection ----
inline constexpr std::size_t http2_streams = 100;              // open at once, requests under way included
inline constexpr std::size_t http2_stream_window = 256 << 10;  // of a body not yet taken; the largest we announce
inline constexpr std::size_t http2_window = 1 << 20;           // of all bodies together
inline constexpr std::size_t http2_body_bytes = 72UL << 20U;   // all bodies being received; beyond, streams are reset
inline constexpr std::size_t http2_header_table = 4 << 10;     // HPACK, each direction
inline constexpr std::size_t http2_continuations = 8;          // frames of one header block
inline constexpr std::size_t http2_resets_burst = 200;         // streams that the client gives up, before it is told
inline constexpr std::size_t http2_resets_per_second = 20;     //   to go (CVE-2023-44487)
inline constexpr std::size_t http2_control_burst = 1'000;     // PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA …
inline constexpr std::size_t http2_control_per_second = 100;  //   that ask for nothing, before it is told to go
inline constexpr std::size_t http2_acknowledgements = 100;    // of PING and SETTINGS that the client does not read
inline constexpr std::size_t http2_output_bytes = 64 << 10;   // framed ahead of what the socket takes

}  // namespace vestnik::limits
