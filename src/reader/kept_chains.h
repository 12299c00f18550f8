// Chains of articles on disk, so that the long tail and a server that has just started need not render what was
// rendered before. Only a cache: a chain is named by the hash of all it is made from, so none is ever out of date, and
// what is lost or damaged is rendered again.
//
// The folder holds segments of limits::kept_segment_bytes, each two files, written at the end and never changed:
//
//   N.chains   one record a chain: XXH3 of what follows, then pages::chain_bytes
//   N.index    a head (magic, the program that wrote it), then for each record its version, place and length
//
// When all of them are larger than they may be, the oldest segment goes. Nothing is flushed to the disk: after a power
// cut a record may be missing, and its hash tells. Segments of another program are thrown away, since it may have
// rendered the same things differently, and so is everything where the store's change log is behind what was kept: a
// store that was put back to an earlier state gives the same numbers to other changes.
#pragma once

#include <array>
#include <atomic>
#include <boost/unordered/unordered_flat_map.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "pages/fragment.h"

namespace vestnik::reader {

class KeptChains {
 public:
  struct Options {
    std::filesystem::path folder;
    std::uint64_t program = 0;  // names the program that renders
    std::uint64_t bytes = 0;    // of all segments, at most
    std::uint64_t segment_bytes = 0;
    // Before a folder that another process holds, or a disk that took no more, is tried again.
    std::chrono::milliseconds between_tries{5'000};
  };
  // Another process may hold the folder (an upgrade in progress): nothing is kept until it lets go.
  // `change`: the newest of the store's log.
  KeptChains(Options options, std::int64_t change);
  ~KeptChains();

  // nullptr: not kept, or the disk would have to be waited for. Any thread.
  pages::ChainPtr find_at_once(std::uint64_t version);
  // nullptr: not kept. May wait for the disk. Any thread.
  pages::ChainPtr find(std::uint64_t version);
  // `change`: the newest one that is in what the chain was made from. Any thread.
  void put(const pages::Chain& chain, std::int64_t change);

  std::uint64_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
  std::size_t chains() const;

 private:
  struct Segment;
  using SegmentPtr = std::shared_ptr<Segment>;
  struct Place {
    std::uint32_t segment = 0, offset = 0, length = 0;
  };
  static constexpr std::size_t shards = 16;
  struct Shard {
    mutable std::mutex mutex;
    boost::unordered_flat_map<std::uint64_t, Place> places;
  };
  Shard& shard_of(std::uint64_t version) { return shards_[version % shards]; }

  // With writing_ held.
  // Takes the folder where nobody else has it, and reads what is there. Whether something can be kept now.
  bool open_if_free(std::int64_t change);
  // After the disk took no more.
  bool try_again(std::int64_t change);
  bool mend_last();
  void give_up(const char* what);
  void load(std::int64_t change);
  void load_segment(std::uint32_t number);
  bool begin_segment(std::uint32_t number);
  void drop_oldest();
  void remember(std::int64_t change);
  bool note_newest_change() const;

  SegmentPtr segment(std::uint32_t number) const;
  pages::ChainPtr read(std::uint64_t version, bool at_once);

  const Options options_;
  std::array<Shard, shards> shards_;
  std::atomic<std::uint64_t> bytes_ = 0;

  mutable std::mutex segments_mutex_;  // held for a look only
  std::vector<SegmentPtr> segments_;   // oldest first

  std::mutex writing_;
  std::optional<FolderLock> lock_;
  std::chrono::steady_clock::time_point next_try_;
  bool broken_ = false;  // the disk takes no more, until next_try_
  bool told_ = false;    // that it does not
  int note_ = -1;
  std::int64_t newest_change_ = 0;  // as noted
};

}  // namespace vestnik::reader
