#include "newsroom/schedule.h"

#include "base/log.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/fronts.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

// False where it was taken back or moved since it was listed.
bool publish_one(store::Session& session, ArticleId id, Time now) {
  const auto article = store::find_article(session, id);
  if (!article || article->state != content::State::scheduled || !article->scheduled_at ||
      *article->scheduled_at > now) {
    return false;
  }
  const Time scheduled = *article->scheduled_at;
  const bool missed = now - scheduled > missed_after;
  store::publish_article(session, id, now);
  store::Note note;
  note.article = id;
  note.kind = missed ? store::Note::Kind::missed : store::Note::Kind::step;
  note.by = "schedule";
  note.text = (missed ? "published late, was due at " : "published as scheduled for ") + format_rfc3339(scheduled);
  note.at = now;
  store::add_note(session, note);
  return true;
}

}  // namespace

Result<int> publish_due(store::Store& store, const Clock& clock) {
  const Time now = clock();
  auto due = store.read([&](store::Session& session) { return store::due_articles(session, now); });
  if (!due) return std::unexpected(due.error());
  int published = 0;
  for (const ArticleId id : *due) {
    const auto done = store.write([&](store::Session& session) { return publish_one(session, id, now); });
    if (!done) log::failure(done.error());
    if (done && *done) ++published;
  }
  return published;
}

Result<int> end_due(store::Store& store, const Clock& clock) {
  const Time now = clock();
  // Looked at before it is written: a writing transaction for nothing would keep others waiting five times a second.
  const auto due = store.read([&](store::Session& session) {
    return store::has_expired_rights(session, now) || store::has_ended_pins(session, now);
  });
  if (!due) return std::unexpected(due.error());
  if (!*due) return 0;
  return store.write(
      [&](store::Session& session) { return store::withhold_expired(session, now) + store::end_pins(session, now); });
}

}  // namespace vestnik::newsroom
