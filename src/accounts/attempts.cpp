#include "accounts/attempts.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "accounts/limits.h"

namespace vestnik::accounts {

namespace {

static_assert(crypto_shorthash_KEYBYTES == 16);

double drained_since(Time then, Time now) {
  const std::chrono::duration<double> passed = std::max(now - then, Time::duration::zero());
  return passed / std::chrono::duration<double>(limits::attempt_time);
}

// What sums of fractions may be off by.
constexpr double nothing = 1e-6;

std::chrono::seconds until_room(double level, double most) {
  if (level + 1 <= most + nothing) return std::chrono::seconds(0);
  const std::chrono::duration<double> wait = (level + 1 - most) * std::chrono::duration<double>(limits::attempt_time);
  return std::chrono::seconds(static_cast<long>(std::ceil(wait.count() - nothing)));
}

// One network of a home or an office is one address in IPv6: the first 64 bits.
std::string_view network_of(std::string_view address) {
  std::size_t end = 0;
  for (int colons = 0; end < address.size(); ++end) {
    if (address[end] == ':' && ++colons == 4) break;
  }
  return address.substr(0, end);
}

bool is_loopback(std::string_view address) {
  return address.empty() || address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

}  // namespace

Attempts::Attempts() {
  randombytes_buf(secret_.data(), secret_.size());
}

std::uint64_t Attempts::key_of(Kind kind, std::string_view name, std::string_view address) const {
  std::string text(1, static_cast<char>(kind));
  text += std::string(name) + '\0' + std::string(address);
  std::uint64_t key = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&key), reinterpret_cast<const unsigned char*>(text.data()),
                   text.size(), secret_.data());
  return key;
}

std::uint64_t Attempts::account_key(std::string_view email, std::string_view address) const {
  const std::uint64_t pair = key_of(Kind::pair, email, address);
  const auto found = buckets_.find(pair);
  return found != buckets_.end() && found->second.known ? pair : key_of(Kind::account, email);
}

Attempts::Bucket& Attempts::bucket(std::uint64_t key, Time now) {
  if (buckets_.size() >= limits::counted_attempts && !buckets_.contains(key)) forget_empty(now);
  Bucket& found = buckets_.try_emplace(key, Bucket{.level = 0, .at = now, .known = false}).first->second;
  found.level = std::max(0.0, found.level - drained_since(found.at, now));
  found.at = now;
  return found;
}

void Attempts::forget_empty(Time now) {
  std::erase_if(buckets_, [now](const auto& entry) {
    return !entry.second.known && entry.second.level <= drained_since(entry.second.at, now);
  });
  // Still full: then of places that people sign in from, which are asked for by name only when they come back.
  if (buckets_.size() >= limits::counted_attempts) {
    std::erase_if(buckets_,
                  [now](const auto& entry) { return entry.second.level <= drained_since(entry.second.at, now); });
  }
  if (buckets_.size() >= limits::counted_attempts) buckets_.clear();
}

std::chrono::seconds Attempts::admit(std::string_view email, std::string_view address, Time now) {
  const std::lock_guard lock(guard_);
  const std::string_view network = network_of(address);
  const std::uint64_t of_account = account_key(email, network);
  std::chrono::seconds wait = until_room(bucket(of_account, now).level, limits::attempts_of_account);
  if (!is_loopback(address)) {
    wait = std::max(wait, until_room(bucket(key_of(Kind::address, network), now).level, limits::attempts_of_address));
  }
  if (wait.count() > 0) return wait;
  bucket(of_account, now).level += 1;
  if (!is_loopback(address)) bucket(key_of(Kind::address, network), now).level += 1;
  return wait;
}

void Attempts::take_back_locked(std::string_view email, std::string_view address, Time now) {
  const std::string_view network = network_of(address);
  Bucket& of_account = bucket(account_key(email, network), now);
  of_account.level = std::max(0.0, of_account.level - 1);
  if (is_loopback(address)) return;
  Bucket& of_address = bucket(key_of(Kind::address, network), now);
  of_address.level = std::max(0.0, of_address.level - 1);
}

void Attempts::take_back(std::string_view email, std::string_view address, Time now) {
  const std::lock_guard lock(guard_);
  take_back_locked(email, address, now);
}

void Attempts::succeeded(std::string_view email, std::string_view address, Time now) {
  const std::lock_guard lock(guard_);
  take_back_locked(email, address, now);
  if (!is_loopback(address)) bucket(key_of(Kind::pair, email, network_of(address)), now).known = true;
}

std::size_t Attempts::counted() const {
  const std::lock_guard lock(guard_);
  return buckets_.size();
}

}  // namespace vestnik::accounts
