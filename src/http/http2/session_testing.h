// For tests of a session: nghttp2's own client at the other end, and frames written by hand, without a socket between
// them.
#pragma once

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "http/events.h"
#include "http/http2/session.h"

namespace vestnik::http::http2 {

inline constexpr std::string_view date = "Thu, 26 Nov 2026 04:00:00 GMT";
inline constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

// Where the bodies under /stream/ go. Its pieces are handed over by hand here, as the connection does.
struct Sink final : BodySink {
  asio::awaitable<std::optional<Response>> take(std::string) override { co_return std::nullopt; }
  asio::awaitable<Response> end(Request) override { co_return Response(); }
  asio::awaitable<void> lost(std::string) override { co_return; }
};

struct Owner final : Session::Owner {
  Body head_arrived(Request& request, bool bodiless) override {
    request.secure = true;
    request.peer = "192.0.2.1";
    const bool streamed = !bodiless && request.path.starts_with("/stream/");
    return {body_limit, streamed ? std::make_shared<Sink>() : nullptr};
  }
  std::size_t body_limit = 100'000;
};

inline std::string frame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream, std::string_view payload) {
  std::string bytes;
  for (const int shift : {16, 8, 0}) bytes += static_cast<char>(payload.size() >> shift & 0xFF);
  bytes += static_cast<char>(type);
  bytes += static_cast<char>(flags);
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(stream >> shift & 0xFF);
  return bytes.append(payload);
}

// A field as HPACK writes one that it does not remember (RFC 7541, 6.2.2).
inline std::string literal(std::string_view name, std::string_view value) {
  std::string bytes(1, '\0');
  for (const std::string_view text : {name, value}) {
    if (text.size() < 127) {
      bytes += static_cast<char>(text.size());
    } else {
      std::size_t rest = text.size() - 127;
      bytes += '\x7F';
      for (; rest >= 128; rest /= 128) bytes += static_cast<char>(rest % 128 + 128);
      bytes += static_cast<char>(rest);
    }
    bytes += text;
  }
  return bytes;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

inline std::string head_of(const Fields& fields) {
  std::string block;
  for (const auto& [name, value] : fields) block += literal(name, value);
  return block;
}

inline Fields get(std::string path, Fields more = {}) {
  Fields fields = {{":method", "GET"}, {":scheme", "https"}, {":authority", "test"}, {":path", std::move(path)}};
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

inline constexpr std::uint8_t end_stream = NGHTTP2_FLAG_END_STREAM;
inline constexpr std::uint8_t end_headers = NGHTTP2_FLAG_END_HEADERS;

// What came back, frame by frame.
struct Frame {
  std::uint8_t type, flags;
  std::uint32_t stream;
  std::string payload;
};

class Talk {
 public:
  explicit Talk(ServerLimits limits = {}) : bounds(limits), session(bounds, owner) {
    say(std::string(preface) + frame(NGHTTP2_SETTINGS, 0, 0, ""));
  }
  bool say(std::string_view bytes) {
    const bool understood = session.receive(bytes, date);
    collect();
    return understood;
  }
  // Our settings bind a client, and its window is ours, from when it has acknowledged them.
  void acknowledge() { say(frame(NGHTTP2_SETTINGS, NGHTTP2_FLAG_ACK, 0, "")); }
  // A head in one frame, the request without a body.
  void ask(std::uint32_t stream, const Fields& fields, std::uint8_t flags = end_stream | end_headers) {
    say(frame(NGHTTP2_HEADERS, flags, stream, head_of(fields)));
  }
  void collect() {
    for (session.fill(); !session.output().empty(); session.fill()) {
      for (const auto& buffer : session.output().buffers()) {
        arrived_.append(static_cast<const char*>(buffer.data()), buffer.size());
      }
      session.output().drop(session.output().size());
    }
    while (arrived_.size() >= 9) {
      const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(arrived_[at]); };
      const std::size_t size = byte(0) << 16U | byte(1) << 8U | byte(2);
      if (arrived_.size() < 9 + size) break;
      frames.push_back({byte(3), byte(4),
                        static_cast<std::uint32_t>(byte(5) << 24U | byte(6) << 16U | byte(7) << 8U | byte(8)),
                        arrived_.substr(9, size)});
      arrived_.erase(0, 9 + size);
    }
  }
  // The error of the GOAWAY that was sent; nothing where there was none.
  std::optional<std::uint32_t> told_to_go() const {
    for (const Frame& each : frames) {
      if (each.type == NGHTTP2_GOAWAY) return static_cast<unsigned char>(each.payload[7]);
    }
    return std::nullopt;
  }
  std::optional<std::uint32_t> reset(std::uint32_t stream) const {
    for (const Frame& each : frames) {
      if (each.type == NGHTTP2_RST_STREAM && each.stream == stream) return static_cast<unsigned char>(each.payload[3]);
    }
    return std::nullopt;
  }
  // The answer's fields and body, unpacked.
  std::map<std::string, std::string> answer(std::uint32_t stream) {
    std::map<std::string, std::string> found;
    nghttp2_hd_inflater* inflater = nullptr;
    nghttp2_hd_inflate_new(&inflater);
    for (const Frame& each : frames) {
      if (each.type == NGHTTP2_DATA && each.stream == stream) found["body"] += each.payload;
      if (each.type != NGHTTP2_HEADERS) continue;
      const auto* at = reinterpret_cast<const std::uint8_t*>(each.payload.data());
      std::size_t left = each.payload.size();
      for (;;) {
        nghttp2_nv field{};
        int flags = 0;
        const ssize_t taken = nghttp2_hd_inflate_hd2(inflater, &field, &flags, at, left, 1);
        if (taken < 0) break;
        at += taken;
        left -= static_cast<std::size_t>(taken);
        if ((flags & NGHTTP2_HD_INFLATE_EMIT) != 0 && each.stream == stream) {
          found[std::string(reinterpret_cast<char*>(field.name), field.namelen)] =
              std::string(reinterpret_cast<char*>(field.value), field.valuelen);
        }
        if ((flags & NGHTTP2_HD_INFLATE_FINAL) != 0) break;
      }
      nghttp2_hd_inflate_end_headers(inflater);
    }
    nghttp2_hd_inflate_del(inflater);
    return found;
  }

  ServerLimits bounds;
  Owner owner;
  Session session;
  std::vector<Frame> frames;

 private:
  std::string arrived_;
};

}  // namespace vestnik::http::http2
