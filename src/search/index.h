// Full-text search over published articles: Xapian. The index follows the change log and is rebuilt from the store.
// One writer (the follower's thread); any number of threads search, each on a snapshot of its own.
// A whole new index is built beside the one that is searched and takes its place at once (search/generation.h).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "content/ids.h"

namespace vestnik::search {

struct Document {
  ArticleId id;
  SiteId site;
  SectionId section;
  std::string language;              // "bg", "en", …
  std::string headline, deck, body;  // plain text
  std::vector<std::string> names;    // authors', topics' and the section's
  Time published_at;
  std::vector<std::string> labels = {};  // what searches may be narrowed to besides: "state draft"
};
inline std::string author_label(AuthorId id) {
  return "author " + std::to_string(id.value);
}
// Two documents with the same one are the same.
std::uint64_t fingerprint(const Document& document);

struct Query {
  SiteId site;
  std::string text;  // empty: everything within the bounds below, newest first
  std::string language;
  std::optional<std::vector<SectionId>> sections;  // one of these; of an empty list nothing is found
  std::optional<Time> from, to;                    // both included
  std::vector<std::vector<std::string>> labels;    // of each group at least one
  bool newest_first = false;                       // else by relevance with freshness
  bool every_word = false;                         // else, where nothing has all the words, what has some of them
  std::size_t skip = 0, count = 10;
  std::size_t deepest = 10'000;  // with more to skip nothing is found: each hit costs as much as all before it
};

struct Hit {
  ArticleId id;
  std::string snippet;  // plain text; matches between U+0002 and U+0003, which cleaned text cannot hold
};
struct Hits {
  std::vector<Hit> hits;
  std::size_t estimate = 0;
  std::string suggestion;  // "did you mean": finds something within the same bounds, "" where nothing does
};

// What is suggested while a reader types. An article's headline is put with the article.
enum class Subject { section, author, topic, article, story };
struct Name {
  Subject subject = Subject::section;
  std::int64_t id = 0;
  SiteId site;
  std::string language, text;
};
struct Suggestion {
  Subject subject = Subject::section;
  std::int64_t id = 0;
  friend bool operator==(const Suggestion&, const Suggestion&) = default;
};
// Whether whoever types may be told of it; empty: of everything. Asked before anything is counted, so that what is not
// shown cannot be told from how much is.
using MayShow = std::function<bool(const Suggestion&)>;

class Index {
 public:
  static Result<std::unique_ptr<Index>> open(const std::filesystem::path& folder);
  // The same, but where the index cannot be opened its folder is set aside ("FOLDER.damaged", in place of an earlier
  // one) and an empty one begun, which the follower fills: all that is in it can be made from the store again, so
  // nothing of it may keep a newspaper from starting. ErrorKind::busy where another process writes to it.
  static Result<std::unique_ptr<Index>> open_or_begin_anew(const std::filesystem::path& folder);
  virtual ~Index() = default;
  // ErrorKind::invalid where the index cannot hold it: what was put before is there nevertheless.
  virtual Result<void> put(const Document& document) = 0;
  virtual Result<void> remove(ArticleId id) = 0;
  virtual Result<void> put_name(const Name& name) = 0;
  virtual Result<void> remove_name(Subject subject, std::int64_t id) = 0;
  // Makes all that was put and removed durable together with the number of the change they came from.
  virtual Result<void> commit(std::int64_t change) = 0;
  virtual std::int64_t change() const = 0;  // of the last commit, 0 for a new index
  // What whoever fills it needs to know of it later; durable with the next commit. On the writer's thread.
  virtual Result<void> note(std::string_view name, std::string_view text) = 0;
  virtual Result<std::string> noted(std::string_view name) const = 0;  // "" where nothing is
  virtual std::size_t size() const = 0;
  virtual std::vector<ArticleId> all() const = 0;  // ascending: for `vestnik check`
  struct Entry {
    ArticleId id;
    std::uint64_t fingerprint = 0;
  };
  virtual Result<std::vector<Entry>> entries() const = 0;  // ascending by id: for `vestnik check`
  virtual Result<Hits> search(const Query& query) const = 0;

  // An empty index beside this one that nobody searches; it goes when it is destroyed.
  virtual Result<std::unique_ptr<Index>> make_beside() const = 0;
  // What `make_beside` gave is searched from now on, and after a restart, in place of what was; searches that have
  // begun end in the former. On the writer's thread.
  virtual Result<void> replace_by(std::unique_ptr<Index> filled) = 0;

  // For the letters `text` typed so far, see suggestions.h; at most `count`.
  virtual Result<std::vector<Suggestion>> suggest(SiteId site, std::string_view text, std::string_view language,
                                                  std::size_t count, const MayShow& may_show) const = 0;
};

// One that the index cannot hold is told in the log and left out, for `vestnik check` to find: it must not keep all
// that comes behind it from being found.
Result<void> put_or_leave_out(Index& index, const Document& document);

}  // namespace vestnik::search
