// Pages that have stayed hot and unchanged, each compressed as a whole by brotli: a sixth smaller than their stitched
// pieces, but slow to make. Made on the pool, one at a time, while the pieces go on being sent. By the page's version:
// when a fragment changes, the page has another one, and what lies here is not asked for again; nothing is purged.
// Bounded in bytes, the oldest go first. Any thread; a lock, so for the occasional look only.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "http/pool.h"
#include "pages/fragment.h"
#include "reader/limits.h"

namespace vestnik::reader {

class WholePages {
 public:
  using Packed = std::shared_ptr<const std::string>;

  explicit WholePages(http::Pool& pool, std::size_t bytes = limits::whole_pages_bytes)
      : pool_(pool), most_bytes_(bytes) {}

  // nullptr: not made. Empty: it was tried, and the pieces are no larger.
  Packed find(std::uint64_t version);
  // Has it made, unless another one is being made: whoever asks again later gets it.
  void want(std::uint64_t version, std::shared_ptr<const pages::Stitched> page);
  std::size_t bytes() const;

 private:
  void make(std::uint64_t version, const pages::Stitched& page);

  http::Pool& pool_;
  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::unordered_map<std::uint64_t, Packed> by_version_;
  std::deque<std::uint64_t> by_age_;  // oldest first
  std::size_t bytes_ = 0;
  bool busy_ = false;
};

}  // namespace vestnik::reader
