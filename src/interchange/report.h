// What an import tells when it ends: what was taken, changed, left out and why. Bounded however large the import:
// equal reasons are counted together and keep the first places where they came up.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vestnik::interchange {

struct Count {
  std::int64_t taken = 0;      // new here
  std::int64_t changed = 0;    // was here and is different now
  std::int64_t unchanged = 0;  // was here and is the same
  std::int64_t left_out = 0;   // not taken; a note says why
  bool operator==(const Count&) const = default;
};

struct Note {
  std::string what;  // "dynamic block left out: core/latest-posts"
  std::int64_t count = 0;
  std::vector<std::string> where;  // the first few places: "post 1241 “Headline”", "line 12"
};

class ImportReport {
 public:
  static constexpr std::size_t most_notes = 500;  // different reasons
  static constexpr std::size_t most_places = 10;  // of one reason

  // By kind: "articles", "pages", "pictures and files", "sections", "comments", "redirects" …
  Count& count(std::string_view kind);
  const std::map<std::string, Count, std::less<>>& counts() const { return counts_; }

  void note(std::string_view what, std::string_view where = {});
  const std::vector<Note>& notes() const { return notes_; }
  std::int64_t further_notes() const { return further_; }

  bool anything_changed() const;
  // Several lines for a person, ended by a newline.
  std::string text() const;

 private:
  std::map<std::string, Count, std::less<>> counts_;
  std::vector<Note> notes_;
  std::map<std::string, std::size_t, std::less<>> index_;
  std::int64_t further_ = 0;
};

// How far a long work is, for a progress bar; called from the thread that called the import.
struct Progress {
  std::string_view stage;            // "checking the file", "articles"
  std::int64_t done = 0, total = 0;  // bytes or things; total 0: unknown
};
using ProgressListener = std::function<void(const Progress&)>;

// Asked between steps: true ends the import early with ErrorKind::busy. May be empty.
using StopAsked = std::function<bool()>;

}  // namespace vestnik::interchange
