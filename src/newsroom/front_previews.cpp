#include "newsroom/front_previews.h"

#include <algorithm>

#include "base/digest.h"
#include "newsroom/limits.h"

namespace vestnik::newsroom {

std::string FrontPreviews::add(Seen seen) {
  std::string secret = random_token();
  const std::lock_guard lock(mutex_);
  kept_.push_back({sha256_hex(secret), std::move(seen)});
  while (kept_.size() > limits::front_previews) kept_.pop_front();
  return secret;
}

std::optional<FrontPreviews::Seen> FrontPreviews::find(std::string_view secret, Time now) const {
  const std::string digest = sha256_hex(secret);
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(kept_, digest, &Kept::digest);
  if (found == kept_.end() || found->seen.expires_at <= now) return std::nullopt;
  return found->seen;
}

}  // namespace vestnik::newsroom
