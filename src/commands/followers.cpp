#include "commands/followers.h"

#include "base/log.h"

namespace vestnik::commands {

void Followers::add(Follow follow) {
  followers_.emplace_back(std::move(follow));
}

void Followers::follow() {
  for (Follower& each : followers_) ask(each);
}

void Followers::retry() {
  for (Follower& each : followers_) {
    if (each.behind) ask(each);
  }
}

void Followers::ask(Follower& follower) {
  // Taken down before and put up after the attempt: a failure beside a success on another thread is one attempt more.
  const bool was_behind = follower.behind.exchange(false);
  const auto followed = follower.follow();
  if (followed) return;
  follower.behind = true;
  // Told once, not at every attempt.
  if (!was_behind) log::failure(followed.error());
}

}  // namespace vestnik::commands
