// Rendered and compressed chains by version, bounded in bytes: the least recently used go first. Any thread; sharded,
// so that readers seldom meet.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>

#include "base/limits.h"
#include "pages/fragment.h"

namespace vestnik::reader {

class ChainCache {
 public:
  explicit ChainCache(std::size_t bytes = limits::fragment_cache_bytes) : bytes_of_shard_(bytes / shards) {}

  pages::ChainPtr find(std::uint64_t version);
  void put(pages::ChainPtr chain);
  std::size_t bytes() const;

 private:
  static constexpr std::size_t shards = 16;
  struct Shard {
    mutable std::mutex mutex;
    std::list<pages::ChainPtr> by_use;  // newest first
    std::unordered_map<std::uint64_t, std::list<pages::ChainPtr>::iterator> by_version;
    std::size_t bytes = 0;
  };
  Shard& shard_of(std::uint64_t version) { return shards_[version % shards]; }

  std::size_t bytes_of_shard_;
  std::array<Shard, shards> shards_;
};

}  // namespace vestnik::reader
