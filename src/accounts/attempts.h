// Slows those who guess: wrong attempts are counted for the account that was named, whether there is such a one or not,
// and for the address that they come from. In memory only, under hashes with a key of this process's own, so that
// nobody's address is kept. Any thread.
//
// Each counter is a bucket that an attempt fills by one and that loses one every limits::attempt_time: full means wait.
// So that a stranger's guesses do not lock somebody out, an address from which an account was signed in lately has a
// bucket of its own for it. Loopback is no address: a proxy on this machine speaks for everybody.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "base/time.h"

namespace vestnik::accounts {

class Attempts {
 public:
  Attempts();

  // Zero: the attempt may run, and counts as a wrong one until it is taken back. Else how long to wait.
  std::chrono::seconds admit(std::string_view email, std::string_view address, Time now);
  void take_back(std::string_view email, std::string_view address, Time now);
  // Signed in: taken back, and the address is known for this account from now on.
  void succeeded(std::string_view email, std::string_view address, Time now);

  std::size_t counted() const;

 private:
  void take_back_locked(std::string_view email, std::string_view address, Time now);

  struct Bucket {
    double level = 0;
    Time at;
    bool known = false;  // of an account and an address: signed in from there
  };
  enum class Kind : char { account, address, pair };

  std::uint64_t key_of(Kind kind, std::string_view name, std::string_view address = {}) const;
  std::uint64_t account_key(std::string_view email, std::string_view address) const;
  // Emptied as far as time has passed.
  Bucket& bucket(std::uint64_t key, Time now);
  void forget_empty(Time now);

  std::array<unsigned char, 16> secret_{};
  mutable std::mutex guard_;
  std::unordered_map<std::uint64_t, Bucket> buckets_;
};

}  // namespace vestnik::accounts
