#include "http/http2/output.h"

#include <algorithm>

namespace vestnik::http::http2 {

void Output::copy(std::string_view bytes) {
  const bool adjoins = pieces_.size() > first_ && pieces_.back().at == nullptr;
  if (adjoins) {
    pieces_.back().size += bytes.size();
  } else {
    pieces_.push_back({.keeper = nullptr, .at = nullptr, .offset = copied_.size(), .size = bytes.size()});
  }
  copied_ += bytes;
  size_ += bytes.size();
}

void Output::share(std::shared_ptr<const void> keeper, std::string_view bytes) {
  pieces_.push_back({.keeper = std::move(keeper), .at = bytes.data(), .offset = 0, .size = bytes.size()});
  size_ += bytes.size();
}

std::span<const boost::asio::const_buffer> Output::buffers() {
  buffers_.clear();
  for (std::size_t index = first_; index < pieces_.size(); ++index) {
    const Piece& piece = pieces_[index];
    const char* base = piece.at == nullptr ? copied_.data() : piece.at;
    buffers_.emplace_back(base + piece.offset, piece.size);
  }
  return buffers_;
}

void Output::drop(std::size_t bytes) {
  size_ -= bytes;
  while (bytes > 0) {
    Piece& piece = pieces_[first_];
    const std::size_t part = std::min(bytes, piece.size);
    piece.offset += part;
    piece.size -= part;
    bytes -= part;
    if (piece.size > 0) break;
    piece.keeper.reset();
    first_ += 1;
  }
  if (size_ > 0) return;
  pieces_.clear();
  copied_.clear();
  first_ = 0;
}

}  // namespace vestnik::http::http2
