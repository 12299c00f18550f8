// The things of lately by their names, bounded in bytes: whoever walks through everything pushes out what was asked for
// once, not what is asked for again and again. A thing that was found since the hand last came by stays for another
// round (the "clock" or "second chance" rule: F. J. Corbato, A Paging Experiment with the Multics System, 1968).
//
// No call does work that grows with the number of things: the table gets one more bucket with each thing (linear
// hashing: W. Litwin, 1980), so that nothing is ever hashed anew as a whole, and memory is asked for as it is needed.
//
// Thread rules: belongs to one thread; `size`, `bytes` and `most_bytes` may be asked by any.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace vestnik::reader {

// `Thing` has `std::size_t let_go()`: called once when it goes, says how many bytes go with it of those that
// `add_bytes` was told.
template <class Thing>
class SecondChance {
 public:
  explicit SecondChance(std::size_t most_bytes) : most_bytes_(most_bytes) { segments_.push_back(new_segment()); }
  ~SecondChance() {
    for (Kept* at = hand_; at != nullptr;) {
      Kept* const next = at->after == hand_ ? nullptr : at->after;
      delete at;
      at = next;
    }
  }
  SecondChance(const SecondChance&) = delete;
  SecondChance& operator=(const SecondChance&) = delete;

  // nullptr: not there. Good until something is let go.
  Thing* find(const std::string& name) {
    const std::size_t hash = std::hash<std::string>()(name);
    for (Kept* at = *bucket_of(hash); at != nullptr; at = at->next) {
      if (at->hash != hash || at->name != name) continue;
      at->found_again = true;
      return &at->thing;
    }
    return nullptr;
  }

  // The thing of that name, a fresh one where there is none. Lets nothing go.
  Thing& place(const std::string& name) {
    const std::size_t hash = std::hash<std::string>()(name);
    Kept** const bucket = bucket_of(hash);
    for (Kept* at = *bucket; at != nullptr; at = at->next) {
      if (at->hash == hash && at->name == name) return (newest_ = at)->thing;
    }
    auto* const fresh = new Kept{.next = *bucket, .hash = hash, .name = name};
    *bucket = fresh;
    newest_ = fresh;
    if (hand_ == nullptr) {
      hand_ = fresh->before = fresh->after = fresh;
    } else {  // where the hand comes to last
      fresh->before = hand_->before;
      fresh->after = hand_;
      fresh->before->after = hand_->before = fresh;
    }
    count(size_, 1);
    add_bytes(static_cast<std::ptrdiff_t>(bytes_of(*fresh)));
    add_bucket();
    return fresh->thing;
  }

  // Things in here hold so many bytes more, or less.
  void add_bytes(std::ptrdiff_t more) { count(bytes_, more); }

  // Lets things go until the rest has room, but never the one that was placed last. A few at a time at most: where that
  // does not do, the next call goes on.
  void make_room() {
    std::size_t gone = 0;
    for (std::size_t step = 0; gone < most_gone && bytes() > most_bytes_ && hand_ != nullptr && hand_->after != hand_;
         ++step) {
      Kept* const old = hand_;
      hand_ = hand_->after;
      if (old == newest_) continue;
      if (std::exchange(old->found_again, false) && step < most_steps) continue;
      let_go(old);
      ++gone;
    }
  }

  // Has `is_over(thing)` look at all that are there now, a few in each call of `look_on`; those that it says yes to go.
  // A round that is under way goes on from where it is, so that none is passed over however often this is called.
  void look_through() {
    if (!is_looking()) looked_at_ = hand_;
    to_look_at_ = size();
  }
  bool is_looking() const { return to_look_at_ != 0; }
  template <class IsOver>
  void look_on(const IsOver& is_over) {
    for (std::size_t step = 0; step < looks_at_once && to_look_at_ != 0 && looked_at_ != nullptr; ++step) {
      Kept* const at = looked_at_;
      looked_at_ = at->after;
      --to_look_at_;
      if (is_over(at->thing)) let_go(at);
    }
    if (looked_at_ == nullptr) to_look_at_ = 0;
  }

  std::size_t size() const { return size_.load(std::memory_order_relaxed); }
  std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
  std::size_t most_bytes() const { return most_bytes_; }

 private:
  struct Kept {
    Kept* next = nullptr;  // of its bucket
    std::size_t hash = 0;
    std::string name;
    Kept *before = nullptr, *after = nullptr;  // in the circle of the hand
    bool found_again = false;
    Thing thing = {};
  };
  static constexpr std::size_t segment = 1'024;  // buckets
  using Segment = std::array<Kept*, segment>;

  static constexpr std::size_t most_steps = 32;  // of the hand past what was found again; then anything goes
  static constexpr std::size_t most_gone = 8;    // in one call
  static constexpr std::size_t looks_at_once = 4;

  static std::unique_ptr<Segment> new_segment() { return std::make_unique<Segment>(); }
  // What it costs to keep a thing here, beside what the thing holds: with its bucket, and what malloc keeps.
  static std::size_t bytes_of(const Kept& kept) {
    const std::size_t name = kept.name.capacity() > std::string().capacity() ? kept.name.capacity() + 16 : 0;
    return sizeof(Kept) + sizeof(Kept*) + 16 + name;
  }

  // One thread writes, so nothing has to be locked.
  static void count(std::atomic<std::size_t>& number, std::ptrdiff_t more) {
    number.store(number.load(std::memory_order_relaxed) + static_cast<std::size_t>(more), std::memory_order_relaxed);
  }

  Kept** bucket(std::size_t at) { return &(*segments_[at / segment])[at % segment]; }
  Kept** bucket_of(std::size_t hash) {
    std::size_t at = hash & (2 * doubled_ - 1);
    if (at >= buckets_) at -= doubled_;
    return bucket(at);
  }

  // As many buckets as there have ever been things at once. The new one takes from the one that it parts from.
  void add_bucket() {
    if (size() <= buckets_) return;
    if (buckets_ % segment == 0) segments_.push_back(new_segment());
    Kept** from = bucket(buckets_ - doubled_);
    Kept** const to = bucket(buckets_);
    while (*from != nullptr) {
      Kept* const at = *from;
      if ((at->hash & (2 * doubled_ - 1)) != buckets_) {
        from = &at->next;
        continue;
      }
      *from = at->next;
      at->next = std::exchange(*to, at);
    }
    if (++buckets_ == 2 * doubled_) doubled_ *= 2;
  }

  void let_go(Kept* old) {
    Kept** at = bucket_of(old->hash);
    while (*at != old) at = &(*at)->next;
    *at = old->next;
    Kept* const after = old->after == old ? nullptr : old->after;
    old->before->after = old->after;
    old->after->before = old->before;
    if (hand_ == old) hand_ = after;
    if (looked_at_ == old) looked_at_ = after;
    if (newest_ == old) newest_ = nullptr;
    count(size_, -1);
    add_bytes(-static_cast<std::ptrdiff_t>(bytes_of(*old) + old->thing.let_go()));
    delete old;
  }

  const std::size_t most_bytes_;
  std::vector<std::unique_ptr<Segment>> segments_;
  std::size_t buckets_ = segment;
  std::size_t doubled_ = segment;  // a power of two, at most `buckets_`, more than half of it
  Kept* hand_ = nullptr;           // nullptr: nothing is there
  Kept* newest_ = nullptr;
  Kept* looked_at_ = nullptr;
  std::size_t to_look_at_ = 0;
  std::atomic<std::size_t> size_ = 0, bytes_ = 0;
};

}  // namespace vestnik::reader
