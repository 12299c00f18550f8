#include "commands/health.h"

#include <algorithm>
#include <exception>

#include "base/log.h"
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

Health::Health(Installation& installation, edition::Press& press)
    : Health(
          [&store = *installation.store] {
            return store.read_public(
                [](store::Session& session) -> std::int64_t { return store::newest_change(session); });
          },
          press, installation.options.data, usual_patience) {}

Health::Health(std::function<Result<std::int64_t>()> newest_change, edition::Press& press, std::filesystem::path data,
               std::chrono::milliseconds patience)
    : newest_change_(std::move(newest_change)),
      press_(press),
      data_(std::move(data)),
      patience_(patience),
      watcher_([this](const std::stop_token& stop) { watch(stop); }) {}

Health::~Health() = default;

Health::State Health::look() {
  std::unique_lock lock(mutex_);
  const Moment now = Clock::now();
  if (looked_at_ != Moment::min() && now - looked_at_ < memory) return last_;
  const bool under_way = asked_at_ != Moment::max();
  if (!under_way) {
    wanted_ = true;
    changed_.notify_all();
  }
  const std::uint64_t before = looks_;
  if (changed_.wait_until(lock, (under_way ? asked_at_ : now) + patience_, [&] { return looks_ != before; })) {
    return last_;
  }
  State late = last_;
  late.store = false;
  return late;
}

void Health::watch(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return wanted_; }) && !stop.stop_requested()) {
    wanted_ = false;
    asked_at_ = Clock::now();
    lock.unlock();
    const State fresh = look_now();
    lock.lock();
    last_ = fresh;
    looked_at_ = Clock::now();
    asked_at_ = Moment::max();
    ++looks_;
    changed_.notify_all();
  }
}

Health::State Health::look_now() {
  State state;
  Result<std::int64_t> newest = fail(ErrorKind::unavailable, "the store was not asked");
  try {
    newest = newest_change_();
  } catch (const std::exception& problem) {
    // No memory left, say: nobody stands above this thread who would hear of it.
    log::error("the store could not be asked: {}", problem.what());
  }
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
  const std::filesystem::space_info space = std::filesystem::space(data_, problem);
  state.room_bytes = problem ? 0 : space.available;
  state.disk = state.room_bytes >= least_room;
  return state;
}

}  // namespace vestnik::commands
