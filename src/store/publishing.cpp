#include "store/publishing.h"

#include "content/body.h"
#include "content/timelines.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/columns.h"
#include "store/history.h"
#include "store/reader_assets.h"
#include "store/revision_row.h"
#include "store/story_parts.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

struct Shown {
  SiteId site = {};
  std::string path = {}, route = {};
  RevisionId revision = {};
  std::vector<AuthorId> authors = {};
  std::vector<TopicId> topics = {};
  std::vector<StoryId> stories = {};
};

std::optional<Shown> shown(Session& session, ArticleId id) {
  std::optional<Shown> found;
  session.query("SELECT site, path, route, revision, authors, topics, kind, stories FROM published WHERE article = ?",
                "ittitttt", {id}, [&](const Row& row) {
                  found = Shown{row.id<SiteId>(0),
                                row.string(1),
                                row.string(2),
                                row.id<RevisionId>(3),
                                read_ids<AuthorId>(row.text(4)),
                                read_ids<TopicId>(row.text(5)),
                                content::timelines_of(content::kind_of(row.text(6)).value_or(content::Kind::news),
                                                      read_parts(row.text(7)))};
                  return false;
                });
  return found;
}

std::vector<AssetId> with_lead(std::vector<AssetId> assets, AssetId lead) {
  if (lead && std::ranges::find(assets, lead) == assets.end()) assets.insert(assets.begin(), lead);
  return assets;
}

std::vector<AssetId> assets_of_revision(Session& session, RevisionId revision) {
  std::vector<AssetId> assets;
  session.query("SELECT lead_image, assets FROM revisions WHERE id = ?", "it", {revision}, [&](const Row& row) {
    assets = with_lead(read_ids<AssetId>(row.text(1)), row.id<AssetId>(0));
    return false;
  });
  return assets;
}

// Without repetition, in order: a byline that names a person twice is one row.
template <class Identifier>
std::vector<Identifier> once_each(const std::vector<Identifier>& ids) {
  std::vector<Identifier> kept;
  for (auto id : ids) {
    if (std::ranges::find(kept, id) == kept.end()) kept.push_back(id);
  }
  return kept;
}

template <class Identifier>
bool holds(const std::vector<Identifier>& ids, Identifier id) {
  return std::ranges::find(ids, id) != ids.end();
}

// Brings the rows of one of the tables beside `published` from what they were to what they shall be: those that went
// are deleted, all others written in one statement. `table`'s first column is `column`.
template <class Identifier>
void hang(Session& session, const std::string& table, const std::string& column, bool ordered, ArticleId article,
          const std::vector<Identifier>& before, const std::vector<Identifier>& after) {
  for (auto id : before) {
    if (!holds(after, id)) {
      session.run("DELETE FROM " + table + " WHERE " + column + " = ? AND article = ?", {id, article});
    }
  }
  if (after.empty()) return;
  std::string sql =
      "INSERT INTO " + table + " (" + column + (ordered ? ", article, position) VALUES " : ", article) VALUES ");
  Session::Parameters parameters;
  for (auto id : once_each(after)) {
    if (!parameters.empty()) sql += ", ";
    sql += ordered ? "(?, ?, ?)" : "(?, ?)";
    auto position = static_cast<std::int64_t>(parameters.size());  // grows along the list, which is all it has to
    parameters.emplace_back(id);
    parameters.emplace_back(article);
    if (ordered) parameters.emplace_back(position);
  }
  sql +=
      " ON CONFLICT (" + column + ", article) DO " + (ordered ? "UPDATE SET position = excluded.position" : "NOTHING");
  session.run(sql, parameters);
}

void hang_all(Session& session, ArticleId article, const Shown& before, const std::vector<AssetId>& assets_before,
              const Shown& after, const std::vector<AssetId>& assets_after) {
  hang(session, "article_authors", "author", true, article, before.authors, after.authors);
  hang(session, "article_topics", "topic", true, article, before.topics, after.topics);
  hang(session, "article_stories", "story", true, article, before.stories, after.stories);
  hang(session, "published_assets", "asset", false, article, assets_before, assets_after);
}

// What else stands at an address.
struct Place {
  ArticleId holder;
  bool redirect = false, withdrawal = false;
};

Place look_at(Session& session, SiteId site, ArticleId id, const std::string& route) {
  Place place;
  session.query(
      "SELECT (SELECT article FROM published WHERE site = ? AND route = ?), "
      "(SELECT id FROM redirects WHERE site = ? AND source = ?), "
      "(SELECT MIN(article) FROM withdrawn WHERE site = ? AND route = ?), "
      "(SELECT article FROM withdrawn WHERE article = ?)",
      "iiii", {site, route, site, route, site, route, id}, [&](const Row& row) {
        place = {row.id<ArticleId>(0), !row.null(1), !row.null(2) || !row.null(3)};
        return false;
      });
  return place;
}

// ErrorKind::conflict where another article is there. Redirects and withdrawals that would hide this one go.
void clear_place(Session& session, SiteId site, ArticleId id, const std::string& path, const std::string& route) {
  auto place = look_at(session, site, id, route);
  if (place.holder && place.holder != id) {
    throw Failure({ErrorKind::conflict, "another published article has this address", path,
                   "change the slug of one of them (article " + std::to_string(place.holder.value) + ")"});
  }
  if (place.redirect) session.run("DELETE FROM redirects WHERE site = ? AND source = ?", {site, route});
  if (place.withdrawal) {
    session.run("DELETE FROM withdrawn WHERE (site = ? AND route = ?) OR article = ?", {site, route, id});
  }
}

// Whoever comes by an earlier address is sent to the newest one, in one step.
void redirect_former(Session& session, SiteId site, const std::string& former, const std::string& path, bool quiet,
                     Time now) {
  session.run("UPDATE redirects SET target = ? WHERE site = ? AND target = ?", {path, site, former});
  save_redirect(session, {site, former, path}, now, quiet);
}

// A revision may name a story that was taken away since.
std::vector<StoryId> still_there(Session& session, std::vector<StoryId> stories) {
  std::erase_if(stories,
                [&](StoryId id) { return !session.integer("SELECT 1 FROM stories WHERE id = ?", {id}).has_value(); });
  return stories;
}

// Takes an article away from the readers; nothing where it was not there.
std::optional<Shown> take_away(Session& session, ArticleId id) {
  auto before = shown(session, id);
  if (!before) return std::nullopt;
  hang_all(session, id, *before, assets_of_revision(session, before->revision), {}, {});
  session.run("DELETE FROM published WHERE article = ?", {id});
  return before;
}

SiteId site_of(Session& session, ArticleId id) {
  auto site = session.integer("SELECT site FROM articles WHERE id = ?", {id});
  if (!site) throw Failure({ErrorKind::not_found, "no such article", std::to_string(id.value), {}});
  return SiteId{*site};
}

struct ToPublish {
  Publication publication;
  std::optional<Time> published_at, updated_at;
  bool before = false;  // published at some time
  bool newest = true;   // nothing was saved after this revision
};

void refuse_before_embargo(Session& session, ArticleId id, Time at) {
  const auto until = session.integer("SELECT embargo_until FROM articles WHERE id = ?", {id});
  if (until && *until > to_millis(at)) {
    throw Failure({ErrorKind::conflict, "the article is under an embargo", format_rfc3339(from_millis(*until)),
                   "publish or schedule it for that time or later"});
  }
}

enum class Which { newest, scheduled, standing };

std::string column_of(Which which) {
  switch (which) {
    case Which::newest:
      return "a.newest_revision";
    case Which::scheduled:
      return "COALESCE(a.scheduled_revision, a.newest_revision)";
    case Which::standing:
      break;
  }
  return "a.published_revision";
}

// An article that was never scheduled with a revision of its own has the newest.
ToPublish to_publish(Session& session, ArticleId id, Which which) {
  std::optional<ToPublish> found;
  session.query(
      "SELECT a.site, r.id, r.kind, r.language, r.headline, r.deck, r.slug, r.permalink, r.section, r.authors, "
      "r.topics, "
      "r.lead_image, r.assets, r.words, r.pinned, r.breaking, a.published_at, a.updated_at, a.publications, "
      "CASE WHEN r.id = a.newest_revision THEN 1 ELSE 0 END, r.stories "
      "FROM articles a JOIN revisions r ON r.id = " +
          column_of(which) + " WHERE a.id = ?",
      "iittttttittitiiiiiiit", {id}, [&](const Row& row) {
        Publication publication{.id = id,
                                .site = row.id<SiteId>(0),
                                .revision = row.id<RevisionId>(1),
                                .kind = content::kind_of(row.text(2)).value_or(content::Kind::news),
                                .language = row.string(3),
                                .headline = row.string(4),
                                .deck = row.string(5),
                                .slug = row.string(6),
                                .permalink = row.string(7),
                                .section = row.id<SectionId>(8),
                                .authors = read_ids<AuthorId>(row.text(9)),
                                .topics = read_ids<TopicId>(row.text(10)),
                                .stories = read_parts(row.text(20)),
                                .lead_image = row.id<AssetId>(11),
                                .body_assets = read_ids<AssetId>(row.text(12)),
                                .words = row.integer(13),
                                .pinned = row.flag(14),
                                .breaking = row.flag(15),
                                .published_at = {},
                                .updated_at = {}};
        found = ToPublish{std::move(publication), row.time(16), row.time(17), row.integer(18) > 0, row.flag(19)};
        return false;
      });
  if (!found) throw Failure({ErrorKind::not_found, "no such article", std::to_string(id.value), {}});
  return std::move(*found);
}

}  // namespace

std::string path_of(Session& session, SectionId section, std::string_view slug, std::string_view permalink) {
  content::Article article;
  article.slug = slug;
  article.permalink = permalink;
  if (!permalink.empty() || !section) return content::address_of(article, {});
  return content::address_of(article, session.text("SELECT slug FROM sections WHERE id = ?", {section}).value_or(""));
}

void put_published(Session& session, const Publication& one, bool fresh, bool quiet, Time now) {
  const auto assets = with_lead(one.body_assets, one.lead_image);
  refuse_unsettled(session, one.id, assets);
  auto before = fresh ? std::nullopt : shown(session, one.id);
  auto path = path_of(session, one.section, one.slug, one.permalink);
  auto route = content::route_key(path);
  clear_place(session, one.site, one.id, path, route);
  auto version = session.next_number(Sequence::change, 1);
  session.run(
      "INSERT INTO published (article, site, kind, section, path, route, headline, deck, language, lead_image, "
      "authors, "
      "topics, published_at, updated_at, words, pinned, breaking, revision, version, stories) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (article) DO UPDATE SET kind = excluded.kind, section = excluded.section, path = excluded.path, "
      "route = excluded.route, headline = excluded.headline, deck = excluded.deck, language = excluded.language, "
      "lead_image = excluded.lead_image, authors = excluded.authors, topics = excluded.topics, "
      "published_at = excluded.published_at, updated_at = excluded.updated_at, words = excluded.words, "
      "pinned = excluded.pinned, breaking = excluded.breaking, revision = excluded.revision, "
      "version = excluded.version, stories = excluded.stories",
      {one.id,
       one.site,
       name_of(one.kind),
       one.section,
       path,
       route,
       one.headline,
       one.deck,
       one.language,
       one.lead_image,
       write_ids(one.authors),
       write_ids(one.topics),
       one.published_at,
       one.updated_at,
       one.words,
       one.pinned,
       one.breaking,
       one.revision,
       version,
       write_parts(one.stories)});
  hang_all(session, one.id, before.value_or(Shown()),
           before ? assets_of_revision(session, before->revision) : std::vector<AssetId>(),
           {.authors = one.authors,
            .topics = one.topics,
            .stories = still_there(session, content::timelines_of(one.kind, one.stories))},
           assets);
  if (before && before->route != route) redirect_former(session, one.site, before->path, path, quiet, now);
  if (!quiet) record_change_as(session, version, one.site, ChangeKind::article, one.id.value, now);
}

namespace {

// The next revision of the article: it says what `said` says, but of its stories.
RevisionId say_again(Session& session, RevisionId said, const std::vector<content::StoryPart>& stories,
                     const RevisionStamp& stamp) {
  session.run(
      "INSERT INTO revisions (id, article, number, saved_at, saved_by, kind, language, headline, deck, slug, "
      "permalink, section, authors, topics, lead_image, lead_caption, description, canonical_url, pinned, breaking, "
      "words, assets, stories, body) SELECT ?, article, ?, ?, ?, kind, language, headline, deck, slug, permalink, "
      "section, authors, topics, lead_image, lead_caption, description, canonical_url, pinned, breaking, words, "
      "assets, ?, body FROM revisions WHERE id = ?",
      {stamp.id, stamp.number, stamp.at, stamp.by, write_parts(stories), said});
  return stamp.id;
}

void publish(Session& session, ArticleId id, Which which, Time now, bool quiet) {
  auto [publication, published_at, updated_at, before, is_newest] = to_publish(session, id, which);
  refuse_before_embargo(session, id, now);
  record_publication(session, id, publication.revision, now);
  auto standing = session.integer("SELECT updated_at FROM published WHERE article = ?", {id});
  publication.published_at = published_at.value_or(now);
  // A time of change that came with the newest revision (an import's) counts; the one of the last publication does not.
  bool given = updated_at && (!before || (standing && *standing != to_millis(*updated_at)));
  publication.updated_at = given ? *updated_at : before ? now : publication.published_at;
  publication.updated_at = std::max(publication.updated_at, publication.published_at);
  put_published(session, publication, !before, quiet, now);
  session.run(
      "UPDATE articles SET state = ?, published_revision = ?, publications = publications + 1, published_at = ?, "
      "updated_at = ?, scheduled_at = NULL, scheduled_revision = NULL, withdrawn_reason = NULL, step = step + 1 WHERE "
      "id = ?",
      {name_of(content::State::published), publication.revision, publication.published_at, publication.updated_at, id});
  // What was saved after it is still in work.
  if (!is_newest) return note_work(session, id);
  forget_work(session, id);
  note_work_change(session, id);
}

}  // namespace

void publish_article(Session& session, ArticleId id, Time now, bool quiet) {
  publish(session, id, Which::newest, now, quiet);
}

void change_part(Session& session, ArticleId id, const content::StoryPart& part, std::string_view by, Time now) {
  const auto changed = [&](std::vector<content::StoryPart> parts) {
    // A draft that has left the story stays outside.
    std::ranges::replace_if(
        parts, [&](const auto& each) { return each.story == part.story; }, part);
    return parts;
  };
  const auto draft = find_article(session, id);
  if (!draft || !draft->published_revision) {
    throw Failure({ErrorKind::conflict, "the article is not published", std::to_string(id.value), {}});
  }
  ToPublish standing = to_publish(session, id, Which::standing);
  Publication& publication = standing.publication;
  // Of the article itself they may be the draft's already.
  session.query("SELECT published_at, updated_at FROM published WHERE article = ?", "ii", {id}, [&](const Row& row) {
    publication.published_at = from_millis(row.integer(0));
    publication.updated_at = from_millis(row.integer(1));
    return false;
  });
  publication.stories = changed(std::move(publication.stories));
  const RevisionId newest{session.integer("SELECT newest_revision FROM articles WHERE id = ?", {id}).value_or(0)};
  int number = draft->revision + 1;
  publication.revision =
      say_again(session, publication.revision, publication.stories, {RevisionId{next_id(session)}, number, by, now});
  RevisionId last = publication.revision;
  if (!standing.newest) {
    last = say_again(session, newest, changed(draft->stories), {RevisionId{next_id(session)}, ++number, by, now});
  }
  put_published(session, publication, false, false, now);
  session.run(
      "UPDATE articles SET published_revision = ?, newest_revision = ?, newest_number = ?, saved_at = ? WHERE id = ?",
      {publication.revision, last, number, now, id});
  if (!standing.newest) return note_work(session, id);
  note_work_change(session, id);
}

void publish_scheduled(Session& session, ArticleId id, Time now) {
  publish(session, id, Which::scheduled, now, false);
}

void unpublish_article(Session& session, ArticleId id, Time now) {
  auto site = site_of(session, id);
  take_away(session, id);
  session.run("DELETE FROM withdrawn WHERE article = ?", {id});
  session.run(
      "UPDATE articles SET state = ?, published_revision = NULL, scheduled_at = NULL, scheduled_revision = NULL, "
      "withdrawn_reason = NULL, "
      "saved_at = ?, step = step + 1 WHERE id = ?",
      {name_of(content::State::draft), now, id});
  note_work(session, id);
  record_change(session, site, ChangeKind::article, id.value, now);
}

void forget_publication(Session& session, ArticleId id) {
  session.run("UPDATE articles SET published_at = NULL, updated_at = NULL WHERE id = ? AND published_revision IS NULL",
              {id});
}

void withdraw_article(Session& session, ArticleId id, std::string_view reason, Time now) {
  auto site = site_of(session, id);
  if (auto before = take_away(session, id)) {
    session.run(
        "INSERT INTO withdrawn (article, site, path, route, reason, at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (article) DO UPDATE SET path = excluded.path, route = excluded.route, reason = excluded.reason, "
        "at = excluded.at",
        {id, site, before->path, before->route, reason, now});
  } else {
    // Withdrawn once more: what readers are told now is why it is gone.
    session.run("UPDATE withdrawn SET reason = ? WHERE article = ?", {reason, id});
  }
  session.run(
      "UPDATE articles SET state = ?, published_revision = NULL, scheduled_at = NULL, scheduled_revision = NULL, "
      "withdrawn_reason = ?, "
      "step = step + 1 WHERE id = ?",
      {name_of(content::State::withdrawn), reason, id});
  note_work(session, id);
  record_change(session, site, ChangeKind::article, id.value, now);
}

bool was_published(Session& session, ArticleId id) {
  return session.integer("SELECT 1 FROM articles WHERE id = ? AND publications > 0", {id}).has_value();
}

bool is_withdrawn(Session& session, ArticleId id) {
  return session.integer("SELECT 1 FROM articles WHERE id = ? AND withdrawn_reason IS NOT NULL", {id}).has_value();
}

void schedule_article(Session& session, ArticleId id, Time at, Time now) {
  site_of(session, id);
  if (shown(session, id)) {
    throw Failure({ErrorKind::conflict, "a published article cannot be scheduled", std::to_string(id.value),
                   "unpublish it first"});
  }
  refuse_before_embargo(session, id, at);
  refuse_unsettled(session, id);
  session.run(
      "UPDATE articles SET state = ?, scheduled_at = ?, scheduled_revision = newest_revision, saved_at = ?, "
      "step = step + 1 WHERE id = ?",
      {name_of(content::State::scheduled), at, now, id});
  note_work_change(session, id);
}

std::vector<ArticleId> due_articles(Session& session, Time now) {
  std::vector<ArticleId> due;
  session.query("SELECT id FROM articles WHERE state = 'scheduled' AND scheduled_at <= ? ORDER BY scheduled_at, id",
                "i", {now}, [&](const Row& row) {
                  due.push_back(row.id<ArticleId>(0));
                  return true;
                });
  return due;
}

std::optional<Time> next_due(Session& session) {
  auto millis = session.integer("SELECT MIN(scheduled_at) FROM articles WHERE state = 'scheduled'");
  return millis ? std::optional(from_millis(*millis)) : std::nullopt;
}

void move_section(Session& session, SectionId section, Time now) {
  struct Moving {
    ArticleId id;
    SiteId site;
    std::string former, path;
  };
  std::vector<Moving> moving;
  session.query(
      "SELECT p.article, p.site, p.path, r.slug, r.permalink FROM published p JOIN revisions r ON r.id = p.revision "
      "WHERE p.section = ? ORDER BY p.article",
      "iittt", {section}, [&](const Row& row) {
        auto path = path_of(session, section, row.text(3), row.text(4));
        if (path != row.text(2)) moving.push_back({row.id<ArticleId>(0), row.id<SiteId>(1), row.string(2), path});
        return true;
      });
  for (const auto& one : moving) {
    auto route = content::route_key(one.path);
    clear_place(session, one.site, one.id, one.path, route);
    auto version = session.next_number(Sequence::change, 1);
    session.run("UPDATE published SET path = ?, route = ?, version = ? WHERE article = ?",
                {one.path, route, version, one.id});
    redirect_former(session, one.site, one.former, one.path, false, now);
    record_change_as(session, version, one.site, ChangeKind::article, one.id.value, now);
  }
}

}  // namespace vestnik::store
