// What operations on one article have in common.
#pragma once

#include "newsroom/conditional.h"
#include "newsroom/operations.h"
#include "newsroom/repeatable.h"
#include "newsroom/steps.h"
#include "store/articles.h"

namespace vestnik::newsroom {

// The article as last saved, and what the caller may do with it.
json::object article_to_json(store::Session& session, const Call& call, const content::Article& article);
// The same, with its ETag.
http::Response article_response(unsigned status, store::Session& session, const Call& call,
                                const content::Article& article);
// The one that the path names.
Result<content::Article> article_of(store::Session& session, const Call& call);

// A note in its margin of who took which step, and why where there is a reason.
void note_step(store::Session& session, const Call& call, ArticleId article, std::string_view step,
               std::string_view reason = {});

// Loads the article, refuses a stale If-Match and a step that may not be taken (newsroom/steps.h), lets
// `change(session, article)` do its work and answers with what the article has become, all in one transaction that an
// Idempotency-Key makes repeatable.
template <class Change>
Result<http::Response> change_article(const Call& call, Change change) {
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    if (auto stale = refuse_stale(session, call, *article, Compare::revision_and_step)) return std::move(*stale);
    if (Result<void> allowed = may_take_step(session, call, *article); !allowed) {
      return std::unexpected(allowed.error());
    }
    if (Result<void> changed = change(session, *article); !changed) return std::unexpected(changed.error());
    const auto after = store::find_article(session, article->id);
    if (!after) return fail(ErrorKind::internal, "the article is gone");
    return article_response(200, session, call, *after);
  });
}

}  // namespace vestnik::newsroom
