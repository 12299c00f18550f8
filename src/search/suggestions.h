// What a reader may mean who has typed a few letters: sections, people, topics, running stories and headlines with a
// word that begins like the last one typed and with all words before it. A small Xapian database beside the full index,
// whose document numbers are in the order of the answer, so that a search stops at the first few matches however many
// there are. Where very many headlines have the words before the last one, and very many words begin like that one,
// only the newest of them are looked at (most_read): a reader who types on gets to the others. One writer; any number
// of threads ask.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "content/ids.h"
#include "search/beginnings.h"
#include "search/index.h"
#include "search/snapshots.h"

namespace vestnik::search {

// Throws Xapian's errors: a part of Index, which tells them.
class Suggestions {
 public:
  explicit Suggestions(const std::filesystem::path& folder, int action = Xapian::DB_CREATE_OR_OPEN);

  void put(const Name& name);
  void remove(Subject subject, std::int64_t id);
  void commit(std::int64_t change);
  std::int64_t change() const;
  void close() { writer_.close(); }

  // Sections, people, topics and stories before headlines, the newest of these first; at most `count`, see
  // Index::suggest.
  std::vector<Suggestion> find(SiteId site, std::string_view text, std::string_view language, std::size_t count,
                               const MayShow& may_show) const;

 private:
  Xapian::WritableDatabase writer_;
  Snapshots snapshots_;
  mutable Beginnings beginnings_;
};

}  // namespace vestnik::search
