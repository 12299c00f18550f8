// Full-text search over published articles: Xapian. The index follows the change log and is rebuilt from the store.
// One writer (the follower's thread); any number of threads search, each call opens its own snapshot of the database.
#pragma once

#include <filesystem>
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
};

struct Query {
  SiteId site;
  std::string text;
  std::string language;
  std::optional<SectionId> section;
  std::optional<Time> from, to;
  bool newest_first = false;  // else by relevance with freshness
  std::size_t skip = 0, count = 10;
};

struct Hit {
  ArticleId id;
  std::string snippet;  // plain text; matches between U+0002 and U+0003, which cleaned text cannot hold
};
struct Hits {
  std::vector<Hit> hits;
  std::size_t estimate = 0;
  std::string suggestion;  // "did you mean", "" where there is none
};

// What is suggested while a reader types. An article's headline is put with the article.
enum class Subject { section, author, topic, article };
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

class Index {
 public:
  static Result<std::unique_ptr<Index>> open(const std::filesystem::path& folder);
  virtual ~Index() = default;
  virtual Result<void> put(const Document& document) = 0;
  virtual Result<void> remove(ArticleId id) = 0;
  virtual Result<void> put_name(const Name& name) = 0;
  virtual Result<void> remove_name(Subject subject, std::int64_t id) = 0;
  // Makes all that was put and removed durable together with the number of the change they came from.
  virtual Result<void> commit(std::int64_t change) = 0;
  virtual std::int64_t change() const = 0;  // of the last commit, 0 for a new index
  virtual Result<void> clear() = 0;
  virtual std::size_t size() const = 0;
  virtual std::vector<ArticleId> all() const = 0;  // ascending: for `vestnik check`
  virtual Result<Hits> search(const Query& query) const = 0;

  // For the letters `text` typed so far, see suggestions.h; at most `count`.
  virtual Result<std::vector<Suggestion>> suggest(SiteId site, std::string_view text, std::string_view language,
                                                  std::size_t count) const = 0;
};

}  // namespace vestnik::search
