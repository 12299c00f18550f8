#include "reader/repeats.h"

#include <arpa/inet.h>
#include <sodium.h>

#include <algorithm>

namespace vestnik::reader {
namespace {

constexpr std::size_t network_bytes = 8;  // of an IPv6 address: what a household gets

void add_place(std::string_view address, std::string& said) {
  std::array<unsigned char, 16> bytes{};
  const std::string text(address);
  if (text.find(':') != std::string::npos && inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
    said.append(reinterpret_cast<const char*>(bytes.data()), network_bytes);
  } else {
    said += text;
  }
}

}  // namespace

Repeats::Repeats(std::size_t places, std::chrono::seconds window, unsigned most)
    : window_(window.count()), most_(std::min(most, 255U)), table_(places) {}

Repeats::~Repeats() {
  for (auto& part : key_) part.store(0);
}

// What was kept under the former key means nothing from here on. A thread that reads one half of each key gets a hash
// that nothing else has.
void Repeats::begin(std::int64_t day) {
  const std::scoped_lock lock(mutex_);
  if (day_.load(std::memory_order_relaxed) == day) return;
  for (auto& part : key_) {
    std::uint64_t fresh = 0;
    randombytes_buf(&fresh, sizeof fresh);
    part.store(fresh, std::memory_order_relaxed);
  }
  day_.store(day, std::memory_order_release);
}

std::uint64_t Repeats::hash_of(std::string_view address, std::string_view what) const {
  static_assert(crypto_shorthash_KEYBYTES == sizeof(std::uint64_t) * 2);
  static_assert(crypto_shorthash_BYTES == sizeof(std::uint64_t));
  std::string said;
  add_place(address, said);
  said += '\n';
  said += what;
  const std::array<std::uint64_t, 2> key{key_[0].load(std::memory_order_relaxed),
                                         key_[1].load(std::memory_order_relaxed)};
  std::uint64_t hash = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&hash), reinterpret_cast<const unsigned char*>(said.data()),
                   said.size(), reinterpret_cast<const unsigned char*>(key.data()));
  sodium_memzero(said.data(), said.size());
  return hash;
}

bool Repeats::may(std::string_view address, std::string_view what, Time now) {
  const std::int64_t second = to_millis(now) / 1000;
  const std::int64_t day = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  if (day_.load(std::memory_order_acquire) != day) begin(day);
  const std::uint64_t hash = hash_of(address, what);
  constexpr std::uint64_t second_bits = 0xFFFFFFFF, one = std::uint64_t{1} << 32U, often_bits = 0xFF * one;
  const std::uint64_t tag = hash & ~(second_bits | often_bits);
  std::atomic<std::uint64_t>& place = table_[hash & (table_.size() - 1)];
  std::uint64_t before = place.load(std::memory_order_relaxed);
  for (;;) {
    const std::int64_t age = second - static_cast<std::int64_t>(before & second_bits);
    // A clock that was set back makes nothing new of what was done just now.
    const bool again = (before & ~(second_bits | often_bits)) == tag && before != 0 && age < window_ && age > -window_;
    const std::uint64_t often = again ? (before & often_bits) / one : 0;
    if (often >= most_) return false;
    const std::uint64_t after = again ? before + one : (tag | one | (static_cast<std::uint64_t>(second) & second_bits));
    if (place.compare_exchange_weak(before, after, std::memory_order_relaxed)) return true;
  }
}

}  // namespace vestnik::reader
