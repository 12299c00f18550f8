// What one request and its answer need while they are under way. An idle connection has none, so that fifty thousand of
// them stay small; each reading thread keeps some for reuse, so that a request allocates nothing here.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <string>
#include <vector>

#include "http/message.h"
#include "http/request_parser.h"

namespace vestnik::http {

struct Exchange {
  explicit Exchange(const ServerLimits& bounds) : parser(bounds) {}

  boost::beast::flat_buffer input;  // arrived, not consumed
  RequestParser parser;
  Request request;
  std::shared_ptr<BodySink> sink;                 // of a streamed body
  std::string head;                               // of the answer
  std::vector<boost::asio::const_buffer> output;  // the answer's head and body, what is left of it

  std::string_view arrived() const {
    const boost::asio::const_buffer bytes = input.data();
    return {static_cast<const char*>(bytes.data()), bytes.size()};
  }

  // As new, but for memory worth keeping.
  void clear() {
    static constexpr std::size_t worth_keeping = 16 << 10;
    input.clear();
    if (input.capacity() > worth_keeping) input.shrink_to_fit();
    sink.reset();
    if (request.body.capacity() > worth_keeping) request.body = std::string();
    if (head.capacity() > worth_keeping) head = std::string();
    output.clear();
    request.secure = false;
    parser.start();
  }
};

}  // namespace vestnik::http
