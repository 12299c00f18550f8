// Databases that are open to be read, kept for the next search, since opening one reads several files. Any thread.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace vestnik::search {

class Snapshots {
 public:
  explicit Snapshots(std::string folder) : folder_(std::move(folder)) {}

  // What `ask` says of the database as it was committed last. Throws Xapian's errors, those of `ask` included.
  template <class Ask>
  std::invoke_result_t<Ask, const Xapian::Database&> read(const Ask& ask) const {
    try {
      Opened opened = take();
      auto answer = ask(std::as_const(opened.database));
      give_back(std::move(opened));  // not reached after an error: whatever was wrong with it goes with it
      return answer;
    } catch (const Xapian::DatabaseModifiedError&) {
      expire();
      throw;
    }
  }
  // By the writer, after each commit: what is opened before shows the former state.
  void committed();

 private:
  struct Opened {
    Xapian::Database database;
    std::uint64_t commits = 0;
  };
  Opened take() const;
  void give_back(Opened opened) const;
  // All that are open by now show a state of before, those that are being read from too: who asks again gets the newest
  // one. Xapian also commits by itself, after 10,000 changes, and tells nobody.
  void expire() const;

  const std::string folder_;
  mutable std::mutex mutex_;  // of what follows, for as long as it takes to move one
  mutable std::vector<Opened> idle_;
  mutable std::uint64_t commits_ = 0;  // that are known of
};

}  // namespace vestnik::search
