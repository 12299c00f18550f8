// Who takes over what the store has committed: the edition, advertising's lineup. One that could not (the database was
// restarting, it had no connection left) is asked again until it has: a publish that was answered must reach readers,
// also where nobody writes anything afterwards.
#pragma once

#include <atomic>
#include <functional>
#include <list>

#include "base/error.h"

namespace vestnik::commands {

class Followers {
 public:
  using Follow = std::function<Result<void>()>;

  // Before anybody follows.
  void add(Follow follow);
  // After a commit. Any thread.
  void follow();
  // Those that failed the last time. Any thread.
  void retry();

 private:
  struct Follower {
    explicit Follower(Follow how) : follow(std::move(how)) {}
    const Follow follow;
    std::atomic<bool> behind = false;
  };
  static void ask(Follower& follower);

  std::list<Follower> followers_;
};

}  // namespace vestnik::commands
