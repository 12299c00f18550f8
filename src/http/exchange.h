// What one request and its answer need while they are under way. An idle connection has none, so that fifty thousand of
// them stay small; each reading thread keeps some for reuse, so that a request allocates nothing here.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/wipe.h"
#include "http/access_log.h"
#include "http/message.h"
#include "http/request_parser.h"

namespace vestnik::http {

struct Exchange {
  explicit Exchange(const ServerLimits& bounds) : parser(bounds) {}

  // Arrived, not consumed. Of whom it comes is not known before it is read, so what it grows out of is overwritten.
  boost::beast::basic_flat_buffer<WipingAllocator<char>> input;
  RequestParser parser;
  Request request;
  std::shared_ptr<BodySink> sink;                 // of a streamed body
  Noted noted;                                    // what is told of it when it is answered
  std::unique_ptr<Request> handshake;             // of one that asks for a WebSocket
  std::chrono::steady_clock::time_point since;    // the request was there as a whole
  bool head_only = false;                         // of the answer
  std::size_t body_limit = 0;                     // of what has not gone to the sink
  std::optional<Response> response;               // until it is sent
  std::string head;                               // of the answer
  std::vector<boost::asio::const_buffer> output;  // the answer's head and body, what is left of it

  std::string_view arrived() const {
    const boost::asio::const_buffer bytes = input.data();
    return {static_cast<const char*>(bytes.data()), bytes.size()};
  }

  // Of what has arrived and not been read nobody knows yet whether it is confidential.
  void drop_arrived() {
    const boost::asio::mutable_buffer bytes = input.data();
    explicit_bzero(bytes.data(), bytes.size());
    input.clear();
  }

  // Overwrites what is left of a confidential request, with its answer's head.
  void wipe() {
    request.wipe();
    request.confidential = false;
    vestnik::wipe(head);
    if (input.size() > 0) return;  // the next request is there already; whatever it is, it is wiped or dropped later
    input.clear();
    const auto all = input.prepare(input.capacity());
    explicit_bzero(all.data(), all.size());
  }

  // As new, but for memory worth keeping.
  void clear() {
    if (request.confidential) wipe();
    static constexpr std::size_t worth_keeping = 16 << 10;
    input.clear();
    if (input.capacity() > worth_keeping) input.shrink_to_fit();
    sink.reset();
    noted = {};
    handshake.reset();
    response.reset();
    if (request.body.capacity() > worth_keeping) request.body = std::string();
    if (head.capacity() > worth_keeping) head = std::string();
    output.clear();
    request.secure = false;
    parser.start();
  }
};

}  // namespace vestnik::http
