#include "store/work.h"

#include <array>

#include "store/changes.h"
#include "store/columns.h"

namespace vestnik::store {
namespace {

using content::State;

constexpr std::array<std::string_view, 3> note_kinds{"comment", "step", "missed"};
constexpr std::string_view note_columns =
    "SELECT id, article, kind, written_by, text, quote, at, resolved_at, resolved_by FROM notes ";

struct Standing {
  State state = State::draft;
  std::optional<Time> scheduled_at;
};

Standing standing_of(Session& session, ArticleId id) {
  std::optional<Standing> found;
  session.query("SELECT state, scheduled_at FROM articles WHERE id = ?", "ti", {id}, [&](const Row& row) {
    found = Standing{content::state_of(row.text(0)).value_or(State::draft), row.time(1)};
    return false;
  });
  if (!found) throw Failure({ErrorKind::not_found, "no such article", std::to_string(id.value), {}});
  return *found;
}

}  // namespace

void move_article(Session& session, ArticleId id, State to, Time now) {
  const State from = standing_of(session, id).state;
  if (from == State::published || from == State::withdrawn) {
    throw Failure({ErrorKind::conflict, "the article is " + std::string(content::name_of(from)),
                   std::to_string(id.value), "unpublish it first"});
  }
  session.run(
      "UPDATE articles SET state = ?, scheduled_at = NULL, scheduled_revision = NULL, saved_at = ?, step = step + 1 "
      "WHERE id = ?",
      {name_of(to), now, id});
  note_work_change(session, id);
}

void set_embargo(Session& session, ArticleId id, std::optional<Time> until, Time now) {
  const Standing standing = standing_of(session, id);
  if (until && *until > now && standing.state == State::published) {
    throw Failure(
        {ErrorKind::conflict, "readers see the article already", std::to_string(id.value), "unpublish it first"});
  }
  if (until && standing.scheduled_at && *standing.scheduled_at < *until) {
    throw Failure({ErrorKind::conflict, "the article is scheduled before that", format_rfc3339(*standing.scheduled_at),
                   "schedule it later first"});
  }
  session.run("UPDATE articles SET embargo_until = ?, step = step + 1 WHERE id = ?", {until, id});
}

void set_assignee(Session& session, ArticleId id, std::string_view assignee, Time now) {
  standing_of(session, id);
  session.run("UPDATE articles SET assignee = ?, saved_at = ?, step = step + 1 WHERE id = ?", {assignee, now, id});
  note_work_change(session, id);  // the time of saving stands in the newsroom's search
}

std::string_view name_of(Note::Kind kind) {
  return note_kinds.at(static_cast<std::size_t>(kind));
}

std::int64_t add_note(Session& session, const Note& note) {
  const std::int64_t id = next_id(session);
  session.run(
      "INSERT INTO notes (id, article, kind, written_by, text, quote, at, resolved_at, resolved_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {id, note.article, name_of(note.kind), note.by, note.text, note.quote, note.at, note.resolved_at,
       note.resolved_by});
  return id;
}

namespace {

std::vector<Note> notes(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<Note> found;
  session.query(std::string(note_columns) + std::string(rest), "iittttiit", parameters, [&](const Row& row) {
    const auto kind = std::ranges::find(note_kinds, row.text(2)) - note_kinds.begin();
    found.push_back({row.integer(0), row.id<ArticleId>(1), static_cast<Note::Kind>(kind), row.string(3), row.string(4),
                     row.string(5), from_millis(row.integer(6)), row.time(7), row.string(8)});
    return true;
  });
  return found;
}

}  // namespace

std::vector<Note> notes_of(Session& session, ArticleId article, std::int64_t after, std::size_t most) {
  return notes(session, "WHERE article = ? AND id > ? ORDER BY id LIMIT ?",
               {article, after, static_cast<std::int64_t>(most)});
}

bool has_open_notes(Session& session, ArticleId article) {
  return session
      .integer("SELECT 1 FROM notes WHERE article = ? AND kind = 'comment' AND resolved_at IS NULL LIMIT 1", {article})
      .has_value();
}

std::vector<Note> missed_notes(Session& session, SiteId site, Time since, std::size_t most) {
  return notes(session,
               "WHERE kind = 'missed' AND at >= ? AND resolved_at IS NULL "
               "AND article IN (SELECT id FROM articles WHERE site = ?) ORDER BY at DESC, id DESC LIMIT ?",
               {since, site, static_cast<std::int64_t>(most)});
}

bool resolve_note(Session& session, ArticleId article, std::int64_t note, std::string_view by, Time now) {
  session.run("UPDATE notes SET resolved_at = ?, resolved_by = ? WHERE id = ? AND article = ? AND resolved_at IS NULL",
              {now, by, note, article});
  return session.integer("SELECT 1 FROM notes WHERE id = ? AND article = ?", {note, article}).has_value();
}

void note_work(Session& session, ArticleId article) {
  forget_work(session, article);
  note_work_change(session, article);
  session.query(
      "SELECT r.authors, r.assets, r.lead_image FROM articles a JOIN revisions r ON r.id = a.newest_revision "
      "WHERE a.id = ?",
      "tti", {article}, [&](const Row& row) {
        for (const AuthorId author : read_ids<AuthorId>(row.text(0))) {
          session.run(
              "INSERT INTO work_authors (author, article) VALUES (?, ?) ON CONFLICT (author, article) DO NOTHING",
              {author, article});
        }
        std::vector<AssetId> assets = read_ids<AssetId>(row.text(1));
        if (row.id<AssetId>(2)) assets.push_back(row.id<AssetId>(2));
        for (const AssetId asset : assets) {
          // A body may name an asset that is not there.
          session.run(
              "INSERT INTO work_assets (asset, article) SELECT id, ? FROM assets WHERE id = ? "
              "ON CONFLICT (asset, article) DO NOTHING",
              {article, asset});
        }
        return false;
      });
}

void forget_work(Session& session, ArticleId article) {
  session.run("DELETE FROM work_authors WHERE article = ?", {article});
  session.run("DELETE FROM work_assets WHERE article = ?", {article});
}

void note_work_change(Session& session, ArticleId article) {
  session.run(
      "INSERT INTO work_changes (article, seq) VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET seq = excluded.seq",
      {article, next_id(session)});
}

namespace {

void note_changes_of(Session& session, std::string_view which, const Session::Parameters& parameters) {
  std::vector<ArticleId> articles;
  session.query(
      "SELECT a.id FROM articles a JOIN revisions r ON r.id = a.newest_revision WHERE "
      "(a.published_revision IS NULL OR a.published_revision <> a.newest_revision) AND " +
          std::string(which),
      "i", parameters, [&](const Row& row) {
        articles.push_back(row.id<ArticleId>(0));
        return true;
      });
  for (const ArticleId article : articles) note_work_change(session, article);
}

}  // namespace

void note_work_changes(Session& session, SiteId site) {
  note_changes_of(session, "a.site = ? AND r.language = ''", {site});
}

void note_work_changes(Session& session, SiteId site, SectionId section) {
  note_changes_of(session, "a.site = ? AND a.section = ?", {site, section});
}

void note_work_changes(Session& session, AuthorId author) {
  note_changes_of(session, "a.id IN (SELECT article FROM work_authors WHERE author = ?)", {author});
}

std::vector<WorkChange> work_changes_after(Session& session, std::int64_t seq, std::size_t most) {
  std::vector<WorkChange> changes;
  session.query("SELECT article, seq FROM work_changes WHERE seq > ? ORDER BY seq LIMIT ?", "ii",
                {seq, static_cast<std::int64_t>(most)}, [&](const Row& row) {
                  changes.push_back({row.id<ArticleId>(0), row.integer(1)});
                  return true;
                });
  return changes;
}

std::int64_t newest_work_change(Session& session) {
  return session.integer("SELECT MAX(seq) FROM work_changes").value_or(0);
}

std::vector<ArticleId> articles_in_work(Session& session) {
  std::vector<ArticleId> articles;
  session.stream(
      "SELECT id FROM articles WHERE published_revision IS NULL OR published_revision <> newest_revision ORDER BY id",
      "i", {}, [&](const Row& row) {
        articles.push_back(row.id<ArticleId>(0));
        return true;
      });
  return articles;
}

}  // namespace vestnik::store
