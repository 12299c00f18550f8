// Holds off floods of reports without asking anybody for anything but a moment of computing: the browser looks for a
// number whose Argon2id (1 MiB, one pass) together with our challenge begins with so many zero bits. How many grows
// with how many reports came lately, in all and from one address.
//
//   challenge = minute:u32 random[12] bits:u8 mac[16]     base64url; the mac is ours, so nothing has to be remembered
//   proof     = challenge "." number                      Argon2id(challenge bytes, number:u64; salt: bytes 0…15)
//
// A challenge counts once and for half an hour. Addresses are counted by a keyed hash, in memory, under a key that is
// thrown away every hour, whether anybody comes or not. What proves nothing counts for its address alone: whoever sends
// much of it makes nobody else wait, and leaves nothing behind that others would have to be looked up in. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"

namespace vestnik::reports {

struct Challenge {
  std::string text;
  unsigned bits = 0;
};

class ProofOfWork {
 public:
  explicit ProofOfWork(Clock clock);

  Challenge challenge(std::string_view address);
  // ErrorKind::forbidden where it proves nothing; otherwise one more report is counted. Takes a few milliseconds.
  Result<void> accept(std::string_view proof, std::string_view address);
  // A report without proof of work (no JavaScript): ErrorKind::busy where there were too many this hour.
  Result<void> accept_plain(std::string_view address);
  // Forgets what is over; to be called every few minutes, since requests may not come for days.
  void forget();
  // How much is remembered now.
  struct Remembered {
    std::size_t addresses = 0, failing = 0, challenges = 0;
  };
  Remembered remembered() const;

 private:
  std::uint64_t hash(std::string_view address) const;
  void turn_hour();
  using Counts = std::map<std::uint64_t, unsigned>;
  void count(std::string_view address, Counts& counts);
  unsigned bits_for(std::string_view address);
  std::string mac(std::string_view challenge) const;

  Clock clock_;
  std::string key_;
  mutable std::mutex mutex_;
  Time hour_began_;
  std::string address_key_;
  Counts by_address_;  // this hour
  // What proved nothing this hour: apart, since it takes nobody's place who sends without JavaScript.
  Counts failed_by_address_;
  std::size_t plain_ = 0;                      // this hour
  std::multiset<std::int64_t> lately_;         // minutes of the last reports
  std::map<std::string, std::int64_t> spent_;  // challenges that were proved, with their minute
  std::int64_t purged_ = 0;                    // the minute in which those that are over were taken out
};

}  // namespace vestnik::reports
