// The things of lately by their names, a bounded number: whoever walks through everything pushes out what was asked for
// once, not what is asked for again and again. A thing that was found since the hand last came by stays for another
// round (the "clock" or "second chance" rule: F. J. Corbato, A Paging Experiment with the Multics System, 1968). A new
// thing costs one old thing at most. Belongs to one thread.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vestnik::reader {

template <class Thing>
class SecondChance {
 public:
  // `most`: at least 1.
  explicit SecondChance(std::size_t most) : most_(most) {}

  // nullptr: not there. Good until the next `place`.
  Thing* find(const std::string& name) {
    const auto found = kept_.find(name);
    if (found == kept_.end()) return nullptr;
    found->second.found_again = true;
    return &found->second.thing;
  }

  // The thing of that name, a fresh one where there is none. Good until the next `place`.
  Thing& place(const std::string& name) {
    const auto [found, fresh] = kept_.try_emplace(name);
    if (!fresh) return found->second.thing;
    if (circle_.size() < most_) {
      circle_.push_back(&found->first);
      return found->second.thing;
    }
    for (std::size_t step = 0;; ++step) {
      hand_ = (hand_ + 1) % circle_.size();
      const auto old = kept_.find(*circle_[hand_]);
      if (!std::exchange(old->second.found_again, false) || step == most_steps) {
        kept_.erase(old);
        break;
      }
    }
    circle_[hand_] = &found->first;
    return found->second.thing;
  }

  std::size_t size() const { return kept_.size(); }

 private:
  struct Kept {
    Thing thing;
    bool found_again = false;
  };
  static constexpr std::size_t most_steps = 32;  // of the hand at once; the next call goes on from there

  const std::size_t most_;
  std::unordered_map<std::string, Kept> kept_;
  std::vector<const std::string*> circle_;  // names in `kept_`, which stay where they are
  std::size_t hand_ = 0;
};

}  // namespace vestnik::reader
