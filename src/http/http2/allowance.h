// How often something may happen: at once `burst` times, then `per_second` (a token bucket).
#pragma once

#include <algorithm>
#include <chrono>

namespace vestnik::http::http2 {

class Allowance {
 public:
  using Clock = std::chrono::steady_clock;

  Allowance(std::size_t burst, std::size_t per_second)
      : most_(static_cast<double>(burst)), per_second_(static_cast<double>(per_second)), left_(most_) {}

  // False: once too often.
  bool take(Clock::time_point now = Clock::now()) {
    if (left_ < 1) {
      left_ = std::min(most_, left_ + per_second_ * std::chrono::duration<double>(now - since_).count());
      since_ = now;
    }
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }
  // What gives cause for more of it.
  void earn(double more) { left_ = std::min(most_, left_ + more); }

 private:
  double most_, per_second_, left_;
  Clock::time_point since_ = Clock::now();
};

}  // namespace vestnik::http::http2
