#include "newsroom/schedule.h"

#include "base/log.h"
#include "store/articles.h"

namespace vestnik::newsroom {

Result<int> publish_due(store::Store& store, const Clock& clock) {
  const Time now = clock();
  auto due = store.read([&](store::Session& session) { return store::due_articles(session, now); });
  if (!due) return std::unexpected(due.error());
  int published = 0;
  for (const ArticleId id : *due) {
    auto done = store.write([&](store::Session& session) -> Result<void> {
      const auto article = store::find_article(session, id);
      // Taken back or moved since it was listed.
      if (!article || article->state != content::State::scheduled || !article->scheduled_at ||
          *article->scheduled_at > now) {
        return {};
      }
      store::publish_article(session, id, now);
      return {};
    });
    if (!done) {
      log::failure(done.error());
      continue;
    }
    ++published;
  }
  return published;
}

}  // namespace vestnik::newsroom
