// Which words of a database begin like what somebody has typed so far. Of two letters there may be a hundred thousand,
// and to find the most frequent ones each has to be looked at; so those of beginnings that have more words than are
// asked for are remembered for a minute: a word that is new since is none of the most frequent. Any thread.
#pragma once

#include <xapian.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace vestnik::search {

class Beginnings {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  // `most`: so many words of each beginning.
  explicit Beginnings(std::size_t most, Clock clock = std::chrono::steady_clock::now)
      : most_(most), clock_(std::move(clock)) {}

  struct Words {
    std::vector<std::string> terms;  // the most frequent ones, in no order
    bool all = true;                 // there are no others
    std::size_t often = 0;           // documents that these are in, one with two of them counted twice
  };
  // The terms of the database that begin like that. Throws Xapian's errors.
  Words of(const Xapian::Database& database, const std::string& beginning);

 private:
  struct Known {
    Words words;
    std::chrono::steady_clock::time_point until;
  };
  const std::size_t most_;
  const Clock clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Known> known_;  // started anew when there are too many
};

}  // namespace vestnik::search
