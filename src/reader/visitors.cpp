#include "reader/visitors.h"

#include <sodium.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace vestnik::reader {
namespace {

constexpr std::size_t most_browser_bytes = 256;  // of a User-Agent: enough to tell browsers apart

// Ertl's corrections of what is empty and of what is full (New cardinality estimation algorithms for HyperLogLog
// sketches, 2017): unbiased from one reader to billions, where the first estimator needs tables.
double sigma(double x) {
  if (x == 1) return std::numeric_limits<double>::infinity();
  double y = 1, z = x, before = 0;
  do {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  } while (z != before);
  return z;
}
double tau(double x) {
  if (x == 0 || x == 1) return 0;
  double y = 1, z = 1 - x, before = 0;
  do {
    x = std::sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) * (1 - x) * y;
  } while (z != before);
  return z / 3;
}

std::int64_t day_of(Time now) {
  return std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
}

}  // namespace

Visitors::Visitors() = default;

Visitors::~Visitors() {
  for (auto& key : keys_) {
    for (auto& part : key) part.store(0);
  }
}

// The next day has a key and empty ranks before anybody counts in it; only then is the last one read, emptied and its
// key overwritten. A thread that is still in the last day writes one rank into what will be used the day after.
void Visitors::begin(std::int64_t day) {
  const std::scoped_lock lock(mutex_);
  const std::int64_t before = day_.load(std::memory_order_relaxed);
  if (before >= day) return;
  const unsigned turn = turn_.load(std::memory_order_relaxed) + 1;
  std::array<std::uint64_t, 2> fresh{};
  randombytes_buf(fresh.data(), sizeof fresh);
  for (std::size_t part = 0; part < fresh.size(); ++part)
    keys_[turn & 1U][part].store(fresh[part], std::memory_order_relaxed);
  sodium_memzero(fresh.data(), sizeof fresh);
  turn_.store(turn, std::memory_order_release);
  day_.store(day, std::memory_order_release);

  yesterday_.clear();
  const unsigned last = (turn & 1U) ^ 1U;
  for (const std::unique_ptr<Sketch>& sketch : owned_) {
    // Where a day without a request lies between, nobody was here yesterday.
    if (before == day - 1) yesterday_.push_back({sketch->site, estimate(sketch->ranks[last])});
    for (auto& rank : sketch->ranks[last]) rank.store(0, std::memory_order_relaxed);
  }
  for (auto& part : keys_[last]) part.store(0);
}

Visitors::Sketch* Visitors::sketch_of(SiteId site) {
  for (const auto& known : sketches_) {
    Sketch* sketch = known.load(std::memory_order_acquire);
    if (sketch == nullptr) break;
    if (sketch->site == site) return sketch;
  }
  const std::scoped_lock lock(mutex_);
  for (const std::unique_ptr<Sketch>& sketch : owned_) {
    if (sketch->site == site) return sketch.get();
  }
  if (owned_.size() == most_sites) return nullptr;
  owned_.push_back(std::make_unique<Sketch>());
  owned_.back()->site = site;
  sketches_[owned_.size() - 1].store(owned_.back().get(), std::memory_order_release);
  return owned_.back().get();
}

void Visitors::count(SiteId site, std::string_view address, std::string_view browser, Time now) {
  static_assert(crypto_shorthash_KEYBYTES == sizeof(std::uint64_t) * 2);
  static_assert(crypto_shorthash_BYTES == sizeof(std::uint64_t));
  const std::int64_t day = day_of(now);
  if (day_.load(std::memory_order_acquire) < day) begin(day);
  Sketch* sketch = sketch_of(site);
  if (sketch == nullptr) return;
  std::array<unsigned char, 64 + most_browser_bytes> said;
  std::size_t length = 0;
  for (const std::string_view part :
       {address.substr(0, 63), std::string_view("\n"), browser.substr(0, most_browser_bytes)}) {
    std::memcpy(said.data() + length, part.data(), part.size());
    length += part.size();
  }
  const unsigned turn = turn_.load(std::memory_order_acquire) & 1U;
  std::array<std::uint64_t, 2> key{keys_[turn][0].load(std::memory_order_relaxed),
                                   keys_[turn][1].load(std::memory_order_relaxed)};
  std::uint64_t hash = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&hash), said.data(), length,
                   reinterpret_cast<const unsigned char*>(key.data()));
  const std::size_t at = hash >> (64 - index_bits);
  const auto rank =
      static_cast<std::uint8_t>(std::countl_zero(hash << index_bits | std::uint64_t{1} << (index_bits - 1)) + 1);
  auto& kept = sketch->ranks[turn][at];
  for (std::uint8_t before = kept.load(std::memory_order_relaxed);
       before < rank && !kept.compare_exchange_weak(before, rank, std::memory_order_relaxed);) {
  }
}

std::int64_t Visitors::estimate(const Ranks& ranks) {
  constexpr unsigned most_rank = 64 - index_bits;
  std::array<std::size_t, most_rank + 2> often{};
  for (const auto& rank : ranks) ++often.at(std::min<std::size_t>(rank.load(std::memory_order_relaxed), most_rank + 1));
  const auto all = static_cast<double>(registers);
  double z = all * tau(1 - static_cast<double>(often[most_rank + 1]) / all);
  for (unsigned rank = most_rank; rank >= 1; --rank) z = 0.5 * (z + static_cast<double>(often[rank]));
  z += all * sigma(static_cast<double>(often[0]) / all);
  return std::llround(all * all / (2 * std::log(2.0) * z));
}

std::vector<Visitors::Day> Visitors::yesterday(Time now) {
  const std::int64_t day = day_of(now), known = day_.load(std::memory_order_acquire);
  // Nobody has come today yet.
  if (known >= 0 && known < day) begin(day);
  const std::scoped_lock lock(mutex_);
  return yesterday_;
}

}  // namespace vestnik::reader
