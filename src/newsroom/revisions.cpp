// The saved states of an article: listed, shown whole, taken up again.
#include <algorithm>

#include "base/limits.h"
#include "newsroom/article_json.h"
#include "newsroom/articles.h"
#include "newsroom/cursor.h"
#include "newsroom/editors_hand.h"
#include "newsroom/one_article.h"

namespace vestnik::newsroom {

namespace {

// The one that {n} names.
Result<content::Article> revision_of(store::Session& session, const Call& call, const content::Article& article) {
  const auto number = id_of(call, 1);
  if (!number) return std::unexpected(number.error());
  auto revision = store::find_revision(session, article.id, static_cast<int>(*number));
  if (!revision) return fail(ErrorKind::not_found, "no such revision", call.arguments[1]);
  return std::move(*revision);
}

json::object revision_to_json(const store::RevisionInfo& revision) {
  return {{"number", revision.number},
          {"at", format_rfc3339(revision.at)},
          {"by", revision.by},
          {"headline", revision.headline},
          {"published", revision.published}};
}

}  // namespace

Result<http::Response> list_revisions(const Call& call) {
  const auto cursor = cursor_of(call.request);
  if (!cursor) return std::unexpected(cursor.error());
  const auto limit = call.request.parameter("limit") ? limit_of(call.request) : limits::most_list_items;
  if (!limit) return std::unexpected(limit.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    const int before = *cursor ? static_cast<int>((*cursor)->first) : article->revision + 1;
    const auto saved = store::revisions_before(session, article->id, before, *limit);
    json::array revisions;
    for (const store::RevisionInfo& revision : saved) revisions.push_back(revision_to_json(revision));
    const bool more = !saved.empty() && saved.back().number > 1;
    return json_response(
        200, json::object{{"revisions", std::move(revisions)},
                          {"next", more ? json::value(write_cursor({saved.back().number, 0})) : json::value(nullptr)}});
  });
}

Result<http::Response> get_revision(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    const auto revision = revision_of(session, call, *article);
    if (!revision) return std::unexpected(revision.error());
    return json_response(200, article_to_json(session, *revision));
  });
}

// A new revision that says what the old one said: the past is never changed.
Result<http::Response> restore_revision(const Call& call) {
  return change_article(call, [&](store::Session& session, content::Article& article) -> Result<void> {
    auto old = revision_of(session, call, article);
    if (!old) return std::unexpected(old.error());
    // Whether it is pinned or breaking is no part of what a writer takes up again.
    if (!publishes_there(session, call, article)) {
      old->pinned = article.pinned;
      old->breaking = article.breaking;
    }
    save_changed(session, call, article, std::move(*old));
    return {};
  });
}

}  // namespace vestnik::newsroom
