#include "commands/health.h"

#include <algorithm>

#include "store/changes.h"

namespace vestnik::commands {

using Clock = std::chrono::steady_clock;

std::vector<std::string> Health::State::complaints() const {
  std::vector<std::string> list;
  if (!store) list.emplace_back("the store does not answer");
  if (!edition) list.emplace_back("the edition does not follow the change log");
  if (!disk) list.emplace_back("the disk of the data folder is nearly full");
  return list;
}

Health::State Health::look() {
  const std::scoped_lock lock(mutex_);
  const Moment now = Clock::now();
  if (looked_at_ == Moment::min() || now - looked_at_ >= memory) {
    last_ = look_now();
    looked_at_ = now;
  }
  return last_;
}

Health::State Health::look_now() {
  State state;
  const auto newest = installation_.store->read_public(
      [](store::Session& session) -> std::int64_t { return store::newest_change(session); });
  state.store = newest.has_value();
  if (newest) {
    state.lag = std::max<std::int64_t>(0, *newest - press_.current()->change());
    if (state.lag == 0) {
      behind_since_ = Moment::max();
    } else if (behind_since_ == Moment::max()) {
      behind_since_ = Clock::now();
    }
  }
  state.edition = behind_since_ == Moment::max() || Clock::now() - behind_since_ < most_lag;
  std::error_code problem;
  const std::filesystem::space_info space = std::filesystem::space(installation_.options.data, problem);
  state.room_bytes = problem ? 0 : space.available;
  state.disk = state.room_bytes >= least_room;
  return state;
}

}  // namespace vestnik::commands
