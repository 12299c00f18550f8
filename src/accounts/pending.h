// Secrets that wait in memory for an answer, for limits::challenge_time: those of authenticator programs that have not
// proved yet that they know them. One for an account. Any thread.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "accounts/limits.h"
#include "base/time.h"

namespace vestnik::accounts {

class Pending {
 public:
  // What waited for `key` before is forgotten.
  void keep(std::int64_t key, std::string secret, Time now) {
    const std::lock_guard lock(guard_);
    std::erase_if(waiting_, [now](const auto& entry) { return entry.second.until <= now; });
    if (waiting_.size() >= limits::open_challenges) waiting_.erase(waiting_.begin());
    waiting_[key] = {std::move(secret), now + limits::challenge_time};
  }
  std::optional<std::string> find(std::int64_t key, Time now) const {
    const std::lock_guard lock(guard_);
    const auto found = waiting_.find(key);
    if (found == waiting_.end() || found->second.until <= now) return std::nullopt;
    return found->second.secret;
  }
  void forget(std::int64_t key) {
    const std::lock_guard lock(guard_);
    waiting_.erase(key);
  }

 private:
  struct Waiting {
    std::string secret;
    Time until;
  };
  mutable std::mutex guard_;
  std::unordered_map<std::int64_t, Waiting> waiting_;
};

}  // namespace vestnik::accounts
