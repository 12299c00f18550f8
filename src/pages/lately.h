// What was made lately, by a 64-bit key of all that it is made from, so that what comes again soon is not made again.
// Bounded: things stand in two lots of at most so many bytes each; where the newer one is full the older one goes, and
// what is found in the older one moves to the newer. Nothing is ever taken out otherwise: what is made from something
// else has another key. Any thread; a lock is held for a look-up only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace vestnik::pages {

template <class Thing>
class Lately {
 public:
  using ThingPtr = std::shared_ptr<const Thing>;

  // `bytes`: of each lot, by what `put` is told.
  explicit Lately(std::size_t bytes) : most_(bytes) {}

  // nullptr: not there.
  ThingPtr find(std::uint64_t key) {
    const std::scoped_lock lock(mutex_);
    if (const auto found = newer_.find(key); found != newer_.end()) return found->second.thing;
    const auto found = older_.find(key);
    if (found == older_.end()) return nullptr;
    Kept kept = std::move(found->second);
    older_.erase(found);
    ThingPtr thing = kept.thing;
    keep(key, std::move(kept));
    return thing;
  }

  // `bytes`: memory held. What is larger than a lot is not kept.
  void put(std::uint64_t key, ThingPtr thing, std::size_t bytes) {
    if (bytes > most_) return;
    const std::scoped_lock lock(mutex_);
    older_.erase(key);
    keep(key, {std::move(thing), bytes});
  }

  std::size_t size() const {
    const std::scoped_lock lock(mutex_);
    return newer_.size() + older_.size();
  }

 private:
  struct Kept {
    ThingPtr thing;
    std::size_t bytes = 0;
  };
  using Lot = std::unordered_map<std::uint64_t, Kept>;

  void keep(std::uint64_t key, Kept kept) {
    if (const auto before = newer_.find(key); before != newer_.end()) {
      bytes_ -= before->second.bytes;
      newer_.erase(before);
    }
    if (bytes_ + kept.bytes > most_) {
      older_ = std::exchange(newer_, {});
      bytes_ = 0;
    }
    bytes_ += kept.bytes;
    newer_.emplace(key, std::move(kept));
  }

  const std::size_t most_;
  mutable std::mutex mutex_;
  Lot newer_, older_;
  std::size_t bytes_ = 0;  // of newer_
};

}  // namespace vestnik::pages
