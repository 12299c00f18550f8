// What is left of an answer that the socket does not take, and what has arrived behind its request: all that a slow
// reader holds, in memory of exactly that size, so that ten thousand of them stay small.
#pragma once

#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/wipe.h"
#include "http/exchange.h"

namespace vestnik::http {

struct Unsent {
  // Takes its answer's rest, and what has arrived, from an exchange whose output has been blocked; that may be given
  // back afterwards.
  explicit Unsent(Exchange& exchange)
      : output(exchange.output), due(boost::asio::buffer_size(output)), confidential(exchange.request.confidential) {
    const std::string_view arrived = exchange.arrived();
    input.assign(arrived.begin(), arrived.end());
    exchange.drop_arrived();  // also since a wipe leaves alone what has not been read (Exchange::wipe)
    if (exchange.response) {
      ready = std::move(exchange.response->ready);
      body = std::move(exchange.response->body);
    }
    const auto* const first = static_cast<const char*>(output.front().data());
    const char* const begin = exchange.head.data();
    if (std::less<>()(first, begin) || !std::less<>()(first, begin + exchange.head.size())) return;
    head.assign(first, output.front().size());
    output.front() = boost::asio::buffer(head);
  }
  Unsent(const Unsent&) = delete;
  Unsent& operator=(const Unsent&) = delete;
  ~Unsent() {
    if (confidential) wipe(head);
  }

  std::vector<boost::asio::const_buffer> output;
  // What it points into.
  std::string head;
  std::shared_ptr<const Ready> ready;
  std::vector<Buffer> body;

  std::vector<char, WipingAllocator<char>> input;  // of the next requests
  std::size_t due;                                 // bytes, when the time to take them began
  bool confidential;
};

}  // namespace vestnik::http
