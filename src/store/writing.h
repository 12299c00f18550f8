// What several people write into one article at once: the log of updates to the document that their browsers share.
// The store does not understand an update; it keeps them in order. Whatever is in the log and not in a revision yet is
// found there by who opens the article next. Nothing of it is visible to the public handle.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/session.h"

namespace vestnik::store {

struct Writing {
  std::string generation;  // names the document; another one shares nothing with it
  std::string shape;       // of the documents that the writers' program knows: others would cut out what they do not
  int folded = 0;          // the revision that the document took in last; 0: nobody has begun it
  std::int64_t head = 0;   // number of the last update
  std::int64_t saved = 0;  // the newest of its revisions has every update up to this one
  std::int64_t bytes = 0;  // of all updates
  Time written_at;
};

std::optional<Writing> find_writing(Session& session, ArticleId article);
// A new document, without any update: what was there is forgotten.
void begin_writing(Session& session, ArticleId article, const std::string& generation, const std::string& shape,
                   Time now);
// Its number. `writing` is as it stands in this transaction, and is kept up.
std::int64_t add_update(Session& session, ArticleId article, Writing& writing, std::string_view content,
                        std::string_view by, Time now);
// The document has taken in that revision.
void fold_writing(Session& session, ArticleId article, Writing& writing, int revision);
// A revision was made from the document as it was at `through`.
void save_writing(Session& session, ArticleId article, Writing& writing, int revision, std::int64_t through);
// One update in place of all up to `through`, which it is the sum of.
void compact_writing(Session& session, ArticleId article, Writing& writing, std::int64_t through,
                     std::string_view content, std::string_view by);
// Who wrote the updates after `after`, up to `through`: each signature once.
std::vector<std::string> writers_between(Session& session, ArticleId article, std::int64_t after, std::int64_t through);
void each_update(Session& session, ArticleId article, std::int64_t after,
                 const std::function<void(std::int64_t number, std::string_view content)>& each);

}  // namespace vestnik::store
