#include "content/word_changes.h"

#include <algorithm>

namespace vestnik::content {

namespace {

using How = WordChange::How;
using Words = std::vector<std::string_view>;

bool is_space(char letter) {
  return letter == ' ' || letter == '\n';
}

// Words with the space that follows them; together they are the text.
Words words_of(std::string_view text) {
  Words words;
  std::size_t from = 0;
  for (std::size_t at = 1; at <= text.size(); ++at) {
    if (at == text.size() || (is_space(text[at - 1]) && !is_space(text[at]))) {
      words.push_back(text.substr(from, at - from));
      from = at;
    }
  }
  return words;
}

class Runs {
 public:
  void add(How how, std::string_view text) {
    if (text.empty()) return;
    if (runs_.empty() || runs_.back().how != how) runs_.push_back({how, {}});
    runs_.back().text += text;
  }
  std::vector<WordChange> take() { return std::move(runs_); }

 private:
  std::vector<WordChange> runs_;
};

struct Step {
  How how;
  std::string_view word;
};

// The furthest points that d changes reach on each diagonal, for every d up to the one that reaches the end.
class Script {
 public:
  Script(const Words& before, const Words& after)
      : before_(before), after_(after), n_(static_cast<int>(before.size())), m_(static_cast<int>(after.size())) {}

  // False where it takes more than `most_changes`.
  bool find() {
    const int most = std::min(n_ + m_, most_changes);
    std::vector<int> reach(static_cast<std::size_t>(2 * most + 3), 0);
    const int zero = most + 1;
    const auto at = [&](int diagonal) -> int& { return reach[static_cast<std::size_t>(zero + diagonal)]; };
    for (int d = 0; d <= most; ++d) {
      trace_.emplace_back(reach.begin() + (zero - d - 1), reach.begin() + (zero + d + 2));
      for (int k = -d; k <= d; k += 2) {
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        int x = down ? at(k + 1) : at(k - 1) + 1;
        while (x < n_ && x - k < m_ && before_[index(x)] == after_[index(x - k)]) ++x;
        at(k) = x;
        if (x >= n_ && x - k >= m_) return true;
      }
    }
    return false;
  }

  // From the end back to the beginning.
  std::vector<Step> steps() const {
    std::vector<Step> steps;
    int x = n_, y = m_;
    for (int d = static_cast<int>(trace_.size()) - 1; d >= 0; --d) {
      const std::vector<int>& reach = trace_[index(d)];
      const auto at = [&](int diagonal) { return reach[index(d + 1 + diagonal)]; };
      const int k = x - y;
      const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
      const int from_x = d == 0 ? 0 : down ? at(k + 1) : at(k - 1);
      const int from_y = d == 0 ? 0 : from_x - (down ? k + 1 : k - 1);
      while (x > from_x && y > from_y) steps.push_back({How::kept, after_[index(--y)]}), --x;
      if (d == 0) break;
      if (down) {
        steps.push_back({How::added, after_[index(--y)]});
      } else {
        steps.push_back({How::removed, before_[index(--x)]});
      }
    }
    std::ranges::reverse(steps);
    return steps;
  }

 private:
  static std::size_t index(int number) { return static_cast<std::size_t>(number); }

  const Words& before_;
  const Words& after_;
  int n_, m_;
  std::vector<std::vector<int>> trace_;
};

}  // namespace

std::vector<WordChange> word_changes(std::string_view before, std::string_view after) {
  const Words old_words = words_of(before), new_words = words_of(after);
  Script script(old_words, new_words);
  Runs runs;
  if (!script.find()) {
    runs.add(How::removed, before);
    runs.add(How::added, after);
    return runs.take();
  }
  for (const Step& step : script.steps()) runs.add(step.how, step.word);
  return runs.take();
}

}  // namespace vestnik::content
