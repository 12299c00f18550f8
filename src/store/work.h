// The newsroom's side of an article: who has it, its embargo, steps of work from draft to published, notes in the
// margin, secret previews, and the lists in which all that is found. Nothing of it is visible to the public handle.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/article.h"
#include "store/session.h"

namespace vestnik::store {

// ---- steps ----

// From one of the stages of work to another; out of `scheduled` the time is forgotten. ErrorKind::conflict where the
// article is published or withdrawn: those have functions of their own (store/articles.h).
void move_article(Session& session, ArticleId id, content::State to, Time now);
// Publishing or scheduling before `embargo_until` is ErrorKind::conflict from now on. An embargo on what readers see
// already, or beyond the time of a schedule, is ErrorKind::conflict too.
void set_embargo(Session& session, ArticleId id, std::optional<Time> until, Time now);
void set_assignee(Session& session, ArticleId id, std::string_view assignee, Time now);

// ---- notes ----

struct Note {
  // missed: published late, since the program was down at its time, or not at all, since it could not be
  enum class Kind { comment, step, missed };
  std::int64_t id = 0;
  ArticleId article;
  Kind kind = Kind::comment;
  std::string by, text;
  std::string quote;  // the passage that is meant; empty: the whole
  Time at;
  std::optional<Time> resolved_at;
  std::string resolved_by;
};
std::string_view name_of(Note::Kind kind);
std::int64_t add_note(Session& session, const Note& note);
// Whether a comment on the article waits for somebody to settle it.
bool has_open_notes(Session& session, ArticleId article);
// Oldest first, at most `most`, with an id above `after`.
std::vector<Note> notes_of(Session& session, ArticleId article, std::int64_t after, std::size_t most);
// Of a site's articles: what went wrong with the schedule since then and is not settled, newest first.
std::vector<Note> missed_notes(Session& session, SiteId site, Time since, std::size_t most);
// False where there is no such note. A second time changes nothing.
bool resolve_note(Session& session, ArticleId article, std::int64_t note, std::string_view by, Time now);

// ---- previews ----

struct Preview {
  ArticleId article;
  int revision = 0;  // 0: the newest, whatever it is by then
  std::string by;
  Time expires_at;
};
// The secret; only its SHA-256 is stored. Expired ones are swept on the way.
std::string add_preview(Session& session, const Preview& preview, Time now);
std::optional<Preview> find_preview(Session& session, std::string_view secret, Time now);  // nothing where expired

// The name of a link, made from its secret: it opens nothing.
std::string preview_id(std::string_view secret);
struct PreviewLine {
  std::string id;
  Preview preview;
};
// Those that still open, the first to end first; at most `most`.
std::vector<PreviewLine> previews_of(Session& session, ArticleId article, Time now, std::size_t most);
// False where the article has no such link.
bool remove_preview(Session& session, ArticleId article, std::string_view id);
void remove_previews(Session& session, ArticleId article);
// All that were made under this signature (accounts/caller.h), whatever article they show.
void remove_previews_by(Session& session, std::string_view maker);

// ---- lists ----

enum class WorkOrder { saved, published, scheduled };  // newest first, newest first, next first
// Where a list goes on: the time and id of the last line that was shown.
struct WorkPlace {
  Time at;
  ArticleId id;
};
// What somebody sees who does not see everything: stories of these sections, those that `who` has begun or been given,
// and what readers see too.
struct WorkReach {
  std::vector<SectionId> sections;
  std::string who;
};
struct WorkQuery {
  SiteId site;
  std::vector<content::State> states;  // empty: all but trashed
  std::vector<SectionId> sections;     // one of these; empty: whatever section
  AuthorId author;
  std::string assignee;
  std::optional<WorkReach> reach;               // nothing: everything
  std::optional<std::vector<ArticleId>> among;  // nothing else; at most some hundreds
  WorkOrder order = WorkOrder::saved;
  std::optional<WorkPlace> after;
  std::size_t most = 50;
};
struct WorkLine {
  ArticleId id;
  content::State state = content::State::draft;
  SectionId section;
  std::string headline, deck, slug, permalink;
  std::vector<AuthorId> authors;
  AssetId lead_image;
  int revision = 0, step = 0;
  Time saved_at;
  std::optional<Time> published_at, scheduled_at, embargo_until;
  std::string assignee;
  bool published_is_newest = false;  // readers see what the line shows
};
// Every combination runs along an index, so that the first page of a million comes as quickly as of ten.
std::vector<WorkLine> list_work(Session& session, const WorkQuery& query);
// scheduled: comes out then by itself; embargo: not published, and may not be before then; published: first seen then.
enum class CalendarKind { scheduled, embargo, published };
struct CalendarLine {
  WorkLine line;
  CalendarKind kind = CalendarKind::published;
  Time at;
};
struct CalendarQuery {
  SiteId site;
  Time from, until;                // without `until` itself
  std::optional<WorkReach> reach;  // nothing: everything
  std::size_t most = 50;           // of each kind; of published ones the newest
};
// What comes out and came out in that time, earliest first. Each kind runs along its own index.
std::vector<CalendarLine> list_calendar(Session& session, const CalendarQuery& query);
// In the order of `ids`, without those that are not there.
std::vector<WorkLine> work_lines(Session& session, SiteId site, const std::vector<ArticleId>& ids);
std::optional<WorkLine> work_line(Session& session, ArticleId id);
struct StateCount {
  content::State state;
  std::int64_t count;
};
// Of every state but published and withdrawn, whose numbers only grow and are not counted.
std::vector<StateCount> count_work(Session& session, SiteId site);

// Authors and assets of the newest revision, for lists and "where used", until it is published.
void note_work(Session& session, ArticleId article);
void forget_work(Session& session, ArticleId article);

// ---- what the newsroom's search follows ----

struct WorkChange {
  ArticleId article;
  std::int64_t seq = 0;
};
// The state, the newest revision or the time of saving of the article became different. An article stands there once,
// with its last change.
void note_work_change(Session& session, ArticleId article);
// The same for every article in work that takes its language from the site, stands in a section, is signed by an
// author: what is looked for there are also those names.
void note_work_changes(Session& session, SiteId site);
void note_work_changes(Session& session, SiteId site, SectionId section);
void note_work_changes(Session& session, AuthorId author);
// With a number above `seq`, in their order, at most `most`.
std::vector<WorkChange> work_changes_after(Session& session, std::int64_t seq, std::size_t most);
std::int64_t newest_work_change(Session& session);
// Articles with a newest revision that readers do not see, ascending.
std::vector<ArticleId> articles_in_work(Session& session);

}  // namespace vestnik::store
