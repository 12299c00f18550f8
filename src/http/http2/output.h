// What an HTTP/2 session has to send: frame headers, which are copied together, and bodies, which stay where they lie.
#pragma once

#include <boost/asio/buffer.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace vestnik::http::http2 {

class Output {
 public:
  void copy(std::string_view bytes);
  void share(std::shared_ptr<const void> keeper, std::string_view bytes);

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // The bytes in their order; good until the next call of anything else here.
  std::span<const boost::asio::const_buffer> buffers();
  // The first so many have been sent.
  void drop(std::size_t bytes);

 private:
  struct Piece {
    std::shared_ptr<const void> keeper;
    const char* at;      // nullptr: in copied_, at `offset`
    std::size_t offset;  // from there, what is left begins
    std::size_t size;    // what is left
  };

  std::string copied_;
  std::vector<Piece> pieces_;
  std::size_t first_ = 0;  // pieces before it are sent
  std::size_t size_ = 0;
  std::vector<boost::asio::const_buffer> buffers_;
};

}  // namespace vestnik::http::http2
