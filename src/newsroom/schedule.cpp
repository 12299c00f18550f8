#include "newsroom/schedule.h"

#include "advertising/records.h"
#include "base/log.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/fronts.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

// When it was due; nothing where it was taken back or moved since it was listed.
std::optional<Time> due_since(store::Session& session, ArticleId id, Time now) {
  const auto article = store::find_article(session, id);
  if (!article || article->state != content::State::scheduled || !article->scheduled_at ||
      *article->scheduled_at > now) {
    return std::nullopt;
  }
  return article->scheduled_at;
}

void add_note(store::Session& session, ArticleId id, store::Note::Kind kind, std::string text, Time now) {
  store::Note note;
  note.article = id;
  note.kind = kind;
  note.by = "schedule";
  note.text = std::move(text);
  note.at = now;
  store::add_note(session, note);
}

bool publish_one(store::Session& session, ArticleId id, Time now) {
  const auto scheduled = due_since(session, id, now);
  if (!scheduled) return false;
  const bool missed = now - *scheduled > missed_after;
  store::publish_scheduled(session, id, now);
  add_note(session, id, missed ? store::Note::Kind::missed : store::Note::Kind::step,
           (missed ? "published late, was due at " : "published as scheduled for ") + format_rfc3339(*scheduled), now);
  return true;
}

// Somebody has to change something before it can be published: trying again would not. It goes back to who had found it
// ready, among what is in work, and the margin tells why. False where it was not due any more.
bool take_back(store::Session& session, ArticleId id, const Error& reason, Time now) {
  const auto scheduled = due_since(session, id, now);
  if (!scheduled) return false;
  store::move_article(session, id, content::State::ready, now);
  add_note(session, id, store::Note::Kind::missed,
           "could not be published at its time, " + format_rfc3339(*scheduled) + ": " + reason.message(), now);
  return true;
}

}  // namespace

Result<int> publish_due(store::Store& store, const Clock& clock, const std::function<void(ArticleId)>& moved) {
  const Time now = clock();
  auto due = store.read([&](store::Session& session) { return store::due_articles(session, now); });
  if (!due) return std::unexpected(due.error());
  int published = 0;
  for (const ArticleId id : *due) {
    const auto done = store.write([&](store::Session& session) { return publish_one(session, id, now); });
    if (done && *done) {
      ++published;
      if (moved) moved(id);
    }
    if (done) continue;
    log::failure(done.error());
    if (done.error().kind != ErrorKind::conflict) continue;
    const auto back = store.write([&](store::Session& session) { return take_back(session, id, done.error(), now); });
    if (!back) log::failure(back.error());
    if (back && *back && moved) moved(id);
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
  return store.write([&](store::Session& session) {
    const int withheld = store::withhold_expired(session, now);
    if (withheld > 0) advertising::count_up_lineup(session);  // an advertisement may have shown it
    return withheld + store::end_pins(session, now);
  });
}

}  // namespace vestnik::newsroom
