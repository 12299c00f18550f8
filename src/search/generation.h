// The folder of an index, and which databases in it are searched:
//
//   FOLDER/current          the number of the generation that is searched, in decimal digits
//   FOLDER/<number>/        a generation: "articles" and "names", Xapian databases
//
// A generation is made beside the searched one, filled, and takes its place when `current` is replaced, which happens
// whole or not at all. Whatever else lies there was left by a process that was killed, and goes at the next opening.
#pragma once

#include <xapian.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/error.h"
#include "search/snapshots.h"
#include "search/suggestions.h"

namespace vestnik::search {

// One thread writes; any number read through `articles()`. Throws Xapian's errors.
class Generation {
 public:
  Generation(std::filesystem::path folder, int number, bool fresh);
  // Removes the folder of one that is not searched (any more).
  ~Generation();
  Generation(const Generation&) = delete;
  Generation& operator=(const Generation&) = delete;

  int number() const { return number_; }
  const Snapshots& articles() const { return articles_; }
  Xapian::WritableDatabase& writer() { return writer_; }
  const Suggestions& suggestions() const { return suggestions_; }
  Suggestions& suggestions() { return suggestions_; }
  std::int64_t change() const { return change_; }  // of the last commit
  void commit(std::int64_t change);
  // By a version of the program that wrote documents of the same form.
  bool is_readable() const;
  void keep(bool kept) { kept_ = kept; }

 private:
  std::filesystem::path folder_;
  int number_;
  std::atomic<bool> kept_;
  Xapian::WritableDatabase writer_;
  Snapshots articles_;
  Suggestions suggestions_;
  std::atomic<std::int64_t> change_;
};

// The searched one, made where there is none. Throws Xapian's errors.
Result<std::shared_ptr<Generation>> open_current(const std::filesystem::path& folder);
// Another, empty.
Result<std::shared_ptr<Generation>> make_beside(const std::filesystem::path& folder, int number);
// Durable on return.
Result<void> make_current(const std::filesystem::path& folder, Generation& generation);

}  // namespace vestnik::search
