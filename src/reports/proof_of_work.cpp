#include "reports/proof_of_work.h"

#include <sodium.h>

#include <bit>
#include <charconv>

#include "base/digest.h"
#include "reports/bytes.h"
#include "reports/limits.h"

namespace vestnik::reports {

namespace {

constexpr std::int64_t challenge_minutes = 30;
constexpr std::int64_t lately_minutes = 10;
constexpr std::size_t random_size = 12;
constexpr std::size_t mac_size = 16;
constexpr std::size_t unsigned_size = 4 + random_size + 1;
constexpr std::size_t guess_bytes = 1 << 20;
constexpr std::size_t addresses_counted = 65'536;
constexpr std::size_t plain_per_address = 10;
// All readers by an onion address come from this machine's own: the eleventh must not be shut out, and they together
// not take everybody's place.
constexpr std::size_t plain_from_here = limits::report_plain_count / 2;

std::size_t most_plain(std::string_view address) {
  const bool here = address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
  return here ? plain_from_here : plain_per_address;
}

std::int64_t minute_of(Time time) {
  return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

unsigned leading_zero_bits(std::string_view bytes) {
  unsigned bits = 0;
  for (const char byte : bytes) {
    bits += static_cast<unsigned>(std::countl_zero(static_cast<unsigned char>(byte)));
    if (byte != 0) break;
  }
  return bits;
}

Error unproved(std::string_view why) {
  return {ErrorKind::forbidden, "the proof of work does not count: " + std::string(why), {}, "ask for a new challenge"};
}

}  // namespace

ProofOfWork::ProofOfWork(Clock clock)
    : clock_(std::move(clock)),
      key_(random_bytes(crypto_generichash_KEYBYTES)),
      hour_began_(clock_()),
      address_key_(random_bytes(crypto_shorthash_KEYBYTES)) {}

std::uint64_t ProofOfWork::hash(std::string_view address) const {
  std::string hashed(crypto_shorthash_BYTES, '\0');
  crypto_shorthash(raw(hashed), raw(address), address.size(), raw(address_key_));
  return read_little_endian(hashed);
}

void ProofOfWork::turn_hour() {
  const Time now = clock_();
  const std::int64_t minute = minute_of(now);
  lately_.erase(lately_.begin(), lately_.lower_bound(minute - lately_minutes));
  if (minute != purged_) {
    purged_ = minute;
    std::erase_if(spent_, [&](const auto& row) { return row.second < minute - challenge_minutes; });
  }
  if (now - hour_began_ < std::chrono::hours(1)) return;
  hour_began_ = now;
  wipe(address_key_);
  address_key_ = random_bytes(crypto_shorthash_KEYBYTES);
  by_address_.clear();
  failed_by_address_.clear();
  plain_ = 0;
}

unsigned ProofOfWork::bits_for(std::string_view address) {
  std::size_t here = 0;
  for (const Counts* counts : {&by_address_, &failed_by_address_}) {
    if (const auto known = counts->find(hash(address)); known != counts->end()) here += known->second;
  }
  const std::size_t bits = limits::report_work_bits +
                           static_cast<std::size_t>(std::bit_width(lately_.size() / limits::report_quiet_count)) +
                           static_cast<std::size_t>(std::bit_width(here / 8));
  return static_cast<unsigned>(std::min(bits, limits::report_work_bits_most));
}

void ProofOfWork::count(std::string_view address, Counts& counts) {
  const std::uint64_t name = hash(address);
  if (counts.size() < addresses_counted || counts.contains(name)) ++counts[name];
}

void ProofOfWork::forget() {
  const std::scoped_lock lock(mutex_);
  turn_hour();
}

ProofOfWork::Remembered ProofOfWork::remembered() const {
  const std::scoped_lock lock(mutex_);
  return {by_address_.size(), failed_by_address_.size(), spent_.size()};
}

std::string ProofOfWork::mac(std::string_view challenge) const {
  std::string tag(mac_size, '\0');
  crypto_generichash(raw(tag), tag.size(), raw(challenge), challenge.size(), raw(key_), key_.size());
  return tag;
}

Challenge ProofOfWork::challenge(std::string_view address) {
  const std::scoped_lock lock(mutex_);
  turn_hour();
  const unsigned bits = bits_for(address);
  std::string bytes = little_endian(static_cast<std::uint64_t>(minute_of(clock_())), 4) + random_bytes(random_size) +
                      static_cast<char>(bits);
  bytes += mac(bytes);
  return {to_base64(bytes), bits};
}

Result<void> ProofOfWork::accept(std::string_view proof, std::string_view address) {
  const std::size_t dot = std::min(proof.find('.'), proof.size());
  const auto bytes = from_base64(proof.substr(0, dot));
  std::uint64_t number = 0;
  const std::string_view digits = proof.substr(std::min(dot + 1, proof.size()));
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!bytes || bytes->size() != unsigned_size + mac_size || digits.empty() || problem != std::errc() ||
      end != digits.data() + digits.size()) {
    return std::unexpected(unproved("it is malformed"));
  }
  const std::string_view signed_part = std::string_view(*bytes).substr(0, unsigned_size);
  if (!equal_in_constant_time(mac(signed_part), std::string_view(*bytes).substr(unsigned_size))) {
    return std::unexpected(unproved("the challenge is not ours"));
  }
  const auto minute = static_cast<std::int64_t>(read_little_endian(signed_part.substr(0, 4)));
  const auto bits = static_cast<unsigned char>(signed_part.back());
  {
    const std::scoped_lock lock(mutex_);
    turn_hour();
    if (minute < minute_of(clock_()) - challenge_minutes) return std::unexpected(unproved("it came too late"));
    if (spent_.contains(*bytes)) return std::unexpected(unproved("it was used already"));
  }
  const std::string guess = *bytes + little_endian(number, 8);
  std::string hashed(16, '\0');
  if (crypto_pwhash(raw(hashed), hashed.size(), guess.data(), guess.size(), raw(*bytes), 1, guess_bytes,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorKind::unavailable, "not enough memory to check a proof of work");
  }
  const std::scoped_lock lock(mutex_);
  if (leading_zero_bits(hashed) < bits) {
    count(address, failed_by_address_);
    return std::unexpected(unproved("too few zero bits"));
  }
  // Somebody may have sent the same twice at once.
  if (!spent_.emplace(*bytes, minute).second) return std::unexpected(unproved("it was used already"));
  lately_.insert(minute_of(clock_()));
  count(address, by_address_);
  return {};
}

Result<void> ProofOfWork::accept_plain(std::string_view address) {
  const std::scoped_lock lock(mutex_);
  turn_hour();
  const bool room = by_address_.size() < addresses_counted || by_address_.contains(hash(address));
  if (plain_ >= limits::report_plain_count || !room || by_address_[hash(address)] >= most_plain(address)) {
    return fail(ErrorKind::busy, "too many reports without JavaScript this hour", {},
                "switch JavaScript on, or try again in an hour");
  }
  ++plain_;
  ++by_address_[hash(address)];
  lately_.insert(minute_of(clock_()));
  return {};
}

}  // namespace vestnik::reports
