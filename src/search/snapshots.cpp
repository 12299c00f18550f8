#include "search/snapshots.h"

namespace vestnik::search {
namespace {

constexpr std::size_t most_idle = 16;  // as many threads as ever search at once

}  // namespace

Snapshots::Opened Snapshots::take() const {
  Opened opened;
  std::uint64_t commits = 0;
  bool was_idle = false;
  {
    const std::scoped_lock lock(mutex_);
    commits = commits_;
    was_idle = !idle_.empty();
    if (was_idle) {
      opened = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!was_idle)
    opened.database = Xapian::Database(folder_);
  else if (opened.commits != commits)
    opened.database.reopen();
  opened.commits = commits;
  return opened;
}

void Snapshots::give_back(Opened opened) const {
  const std::scoped_lock lock(mutex_);
  if (idle_.size() < most_idle) idle_.push_back(std::move(opened));
}

void Snapshots::expire() const {
  const std::scoped_lock lock(mutex_);
  ++commits_;
}

void Snapshots::committed() {
  expire();
}

}  // namespace vestnik::search
