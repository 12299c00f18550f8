// What was published when, and what was said to be wrong: the part of an article's past that readers may see.
// Functions marked (public) work through the public handle, which sees it of published articles only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/body.h"
#include "store/session.h"

namespace vestnik::store {

// ---- what was published when ----

// Called before `revision` is published, while the former one still is: from the second one on, rows are kept.
// Nothing where readers see that very revision already.
void record_publication(Session& session, ArticleId article, RevisionId revision, Time now);

struct Edited {
  int number = 0;  // 1 the first
  Time at;
  std::string headline, deck;
  content::Body body;
};
// (public) Newest first, at most `most`, without hidden ones; empty where nothing was ever changed.
std::vector<Edited> history_of(Session& session, ArticleId article, std::size_t most);
// (public) True where there is something to compare.
bool has_history(Session& session, ArticleId article);
// For the newsroom.
struct EditedLine {
  int number = 0, revision = 0;  // `revision`: the number that RevisionInfo has
  Time at;
  bool hidden = false;
};
std::vector<EditedLine> all_history_of(Session& session, ArticleId article);
// Shows one state of the past to readers, or to the newsroom alone. False where there is none by that number.
bool hide_history(Session& session, ArticleId article, int number, bool hidden, Time now);

// ---- corrections ----

struct Correction {
  enum class Kind { correction, update, clarification };
  std::int64_t id = 0;
  SiteId site;
  ArticleId article;
  Kind kind = Kind::correction;
  std::string text;  // plain, paragraphs by empty lines
  Time at;
  std::string by;  // not through the public handle
};
std::string_view name_of(Correction::Kind kind);
std::optional<Correction::Kind> correction_kind_of(std::string_view name);

// Inserts where the id is 0, else updates text and kind. Recorded as a change of what hangs on the article.
std::int64_t save_correction(Session& session, const Correction& correction, Time now);
bool remove_correction(Session& session, ArticleId article, std::int64_t id, Time now);
std::vector<Correction> corrections_of(Session& session, ArticleId article);  // (public) oldest first
// (public) Of a whole site, newest first.
std::vector<Correction> corrections_of_site(Session& session, SiteId site, std::size_t skip, std::size_t most);
std::int64_t count_corrections(Session& session, SiteId site);  // (public)

// (public) Why the article that stood at `route` (content::route_key) was withdrawn.
std::optional<std::string> withdrawal_reason(Session& session, SiteId site, std::string_view route);

}  // namespace vestnik::store
