#include "reader/chain_cache.h"

namespace vestnik::reader {

pages::ChainPtr ChainCache::find(std::uint64_t version) {
  Shard& shard = shard_of(version);
  const std::scoped_lock lock(shard.mutex);
  const auto found = shard.by_version.find(version);
  if (found == shard.by_version.end()) return nullptr;
  shard.by_use.splice(shard.by_use.begin(), shard.by_use, found->second);
  return *found->second;
}

void ChainCache::put(pages::ChainPtr chain) {
  Shard& shard = shard_of(chain->version);
  const std::scoped_lock lock(shard.mutex);
  if (shard.by_version.contains(chain->version)) return;
  shard.bytes += chain->bytes();
  shard.by_use.push_front(chain);
  shard.by_version.emplace(chain->version, shard.by_use.begin());
  while (shard.bytes > bytes_of_shard_ && shard.by_use.size() > 1) {
    const pages::ChainPtr& oldest = shard.by_use.back();
    shard.bytes -= oldest->bytes();
    shard.by_version.erase(oldest->version);
    shard.by_use.pop_back();
  }
}

std::size_t ChainCache::bytes() const {
  std::size_t sum = 0;
  for (const Shard& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    sum += shard.bytes;
  }
  return sum;
}

}  // namespace vestnik::reader
