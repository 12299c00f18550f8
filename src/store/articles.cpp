#include "store/articles.h"

#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "content/linked_files.h"
#include "store/changes.h"
#include "store/columns.h"
#include "store/publishing.h"
#include "store/revision_row.h"
#include "store/rows.h"
#include "store/shown_assets.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

using content::Article;
using content::State;

constexpr std::string_view article_columns =
    "SELECT a.id, a.site, a.state, a.foreign_id, a.published_at, a.updated_at, a.scheduled_at, r.number, r.kind, "
    "r.language, r.headline, r.deck, r.slug, r.permalink, r.section, r.authors, r.topics, r.lead_image, "
    "r.lead_caption, "
    "r.description, r.canonical_url, r.pinned, r.breaking, r.body, a.assignee, a.embargo_until, a.step, "
    "(SELECT s.number FROM revisions s WHERE s.id = a.scheduled_revision), "
    "(SELECT p.number FROM revisions p WHERE p.id = a.published_revision), r.stories "
    "FROM articles a JOIN revisions r ";
constexpr std::string_view article_letters =
    "iittiiiitttttt"
    "itti"
    "tttiit"
    "tiiiit";

Article read_article(const Row& row) {
  Article article;
  article.id = row.id<ArticleId>(0);
  article.site = row.id<SiteId>(1);
  article.state = content::state_of(row.text(2)).value_or(State::draft);
  article.foreign_id = row.string(3);
  article.published_at = row.time(4);
  article.updated_at = row.time(5);
  article.scheduled_at = row.time(6);
  article.revision = static_cast<int>(row.integer(7));
  article.kind = content::kind_of(row.text(8)).value_or(content::Kind::news);
  article.language = row.string(9);
  article.headline = row.string(10);
  article.deck = row.string(11);
  article.slug = row.string(12);
  article.permalink = row.string(13);
  article.section = row.id<SectionId>(14);
  article.authors = read_ids<AuthorId>(row.text(15));
  article.topics = read_ids<TopicId>(row.text(16));
  article.lead_image = row.id<AssetId>(17);
  article.lead_caption = row.string(18);
  article.description = row.string(19);
  article.canonical_url = row.string(20);
  article.pinned = row.flag(21);
  article.breaking = row.flag(22);
  article.assignee = row.string(24);
  article.embargo_until = row.time(25);
  article.step = static_cast<int>(row.integer(26));
  if (!row.null(27)) article.scheduled_revision = static_cast<int>(row.integer(27));
  if (!row.null(28)) article.published_revision = static_cast<int>(row.integer(28));
  read_parts_into(article.stories, row.text(29));
  auto body = content::parse_body(row.text(23));
  if (!body) {
    throw Failure({ErrorKind::internal, "the stored body of an article cannot be read: " + body.error().message(),
                   std::to_string(article.id.value), "run `vestnik check`"});
  }
  article.body = std::move(*body);
  return article;
}

std::optional<Article> one_article(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::optional<Article> found;
  session.query(std::string(article_columns) + std::string(rest), article_letters, parameters, [&](const Row& row) {
    found = read_article(row);
    return false;
  });
  return found;
}

// Nobody else in the section has the slug; at the top, no section either ("/svyat/" is its front).
bool is_free(Session& session, const Article& article, const std::string& slug) {
  if (!article.section) {
    return !session.integer("SELECT 1 FROM sections WHERE site = ? AND slug = ?", {article.site, slug}) &&
           !session.integer(
               "SELECT 1 FROM articles WHERE site = ? AND section IS NULL AND slug = ? AND state <> 'trashed' "
               "AND id <> ? LIMIT 1",
               {article.site, slug, article.id});
  }
  return !session.integer(
      "SELECT 1 FROM articles WHERE site = ? AND section = ? AND slug = ? AND state <> 'trashed' AND id <> ? LIMIT 1",
      {article.site, article.section, slug, article.id});
}

std::string unique_slug(Session& session, const Article& article) {
  constexpr int most_numbered = 20;
  auto wanted = article.slug.empty() ? text::slug(article.headline) : article.slug;
  if (wanted.empty()) return std::to_string(article.id.value);
  if (is_free(session, article, wanted)) return wanted;
  for (int number = 2; number <= most_numbered; ++number) {
    auto slug = wanted + "-" + std::to_string(number);
    if (is_free(session, article, slug)) return slug;
  }
  return wanted + "-" + std::to_string(article.id.value);  // a headline that comes every day ("Времето днес")
}

DerivedText derived_from(Session& session, const Article& article) {
  auto language = !article.language.empty()
                      ? article.language
                      : session.text("SELECT language FROM sites WHERE id = ?", {article.site}).value_or("");
  return derive_text(article.body, language);
}

// Fills in what a Publication needs and is not the store's to decide.
Publication publication_of(const Article& article, RevisionId revision, std::vector<AssetId> assets,
                           std::size_t words) {
  return {.id = article.id,
          .site = article.site,
          .revision = revision,
          .kind = article.kind,
          .language = article.language,
          .headline = article.headline,
          .deck = article.deck,
          .slug = article.slug,
          .permalink = article.permalink,
          .section = article.section,
          .authors = article.authors,
          .topics = article.topics,
          .stories = article.stories,
          .lead_image = article.lead_image,
          .body_assets = std::move(assets),
          .words = static_cast<std::int64_t>(words),
          .pinned = article.pinned,
          .breaking = article.breaking,
          .published_at = article.published_at.value_or(Time()),
          .updated_at = article.updated_at.value_or(Time())};
}

Publication add_revision(Session& session, const Article& article, RevisionId id, int number, std::string_view by,
                         Time now, const DerivedText& derived) {
  auto assets = assets_shown(session, article.site, derived.assets, derived.linked_files);
  Rows row(session, "revisions", revision_columns);
  row.add(revision_row(article, article.id, {id, number, by, now}, derived, assets));
  row.finish();
  return publication_of(article, id, std::move(assets), derived.words);
}

bool is_stage_of_work(State state) {
  constexpr std::array stages{State::draft, State::review, State::ready, State::hidden, State::trashed};
  return std::ranges::find(stages, state) != stages.end();
}

Value foreign_id_of(const Article& article) {
  return article.foreign_id.empty() ? Value() : Value(article.foreign_id);
}

}  // namespace

DerivedText derive_text(const content::Body& body, std::string_view language) {
  return {content::write_body(body), text::count_words(content::plain_text(body), language), content::assets_of(body),
          content::linked_files_of(body)};
}

ArticleId add_article(Session& session, Article article, std::string_view by, Time now, bool quiet,
                      const DerivedText* derived) {
  article.id = ArticleId{next_id(session, 2)};
  RevisionId revision{article.id.value + 1};
  article.slug = unique_slug(session, article);
  bool published = article.state == State::published;
  if (published) {
    if (!article.published_at) article.published_at = now;
    article.updated_at = std::max(article.updated_at.value_or(*article.published_at), *article.published_at);
    article.scheduled_at.reset();
  } else if (article.state == State::scheduled && !article.scheduled_at) {
    throw Failure({ErrorKind::invalid, "a scheduled article needs its time", article.headline, {}});
  }
  session.run(
      "INSERT INTO articles (id, site, state, section, slug, foreign_id, newest_revision, newest_number, "
      "published_revision, publications, published_at, updated_at, scheduled_at, scheduled_revision, created_at, "
      "saved_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
      {article.id, article.site, name_of(article.state), article.section, article.slug, foreign_id_of(article),
       revision, published ? revision : RevisionId(), published, article.published_at, article.updated_at,
       article.scheduled_at, article.state == State::scheduled ? revision : RevisionId(), now, now});
  auto publication =
      add_revision(session, article, revision, 1, by, now, derived ? *derived : derived_from(session, article));
  if (published) {
    put_published(session, publication, true, quiet, now);
  } else {
    note_work(session, article.id);
  }
  return article.id;
}

int save_article(Session& session, const Article& wanted, std::optional<int> expected, std::string_view by, Time now) {
  Article article = wanted;
  int number = 0;
  State state = State::draft;
  std::string slug;
  SectionId section;
  session.query("SELECT newest_number, state, site, slug, section FROM articles WHERE id = ?", "ititi", {article.id},
                [&](const Row& row) {
                  number = static_cast<int>(row.integer(0));
                  state = content::state_of(row.text(1)).value_or(State::draft);
                  article.site = row.id<SiteId>(2);
                  slug = row.string(3);
                  section = row.id<SectionId>(4);
                  return false;
                });
  if (number == 0) throw Failure({ErrorKind::not_found, "no such article", std::to_string(article.id.value), {}});
  if (expected && *expected != number) {
    throw Failure({ErrorKind::stale,
                   "the article was saved meanwhile: revision " + std::to_string(number) + ", edited was " +
                       std::to_string(*expected),
                   std::to_string(article.id.value), "load it again and repeat the change"});
  }
  if (article.slug.empty()) article.slug = slug;
  if (article.slug != slug || article.section != section) article.slug = unique_slug(session, article);
  bool takes_state = is_stage_of_work(article.state) && (is_stage_of_work(state) || state == State::scheduled);
  RevisionId revision{next_id(session)};
  session.run(
      "UPDATE articles SET state = ?, section = ?, slug = ?, newest_revision = ?, newest_number = ?, saved_at = ?, "
      "published_at = COALESCE(?, published_at), updated_at = COALESCE(?, updated_at), "
      "foreign_id = COALESCE(?, foreign_id) WHERE id = ?",
      {name_of(takes_state ? article.state : state), article.section, article.slug, revision, number + 1, now,
       article.published_at, article.updated_at, foreign_id_of(article), article.id});
  if (takes_state) {
    session.run("UPDATE articles SET scheduled_at = NULL, scheduled_revision = NULL WHERE id = ?", {article.id});
  }
  add_revision(session, article, revision, number + 1, by, now, derived_from(session, article));
  note_work(session, article.id);
  return number + 1;
}

std::optional<Article> find_article(Session& session, ArticleId id) {
  return one_article(session, "ON r.id = a.newest_revision WHERE a.id = ?", {id});
}

std::optional<Article> find_article_by_foreign_id(Session& session, SiteId site, std::string_view foreign_id) {
  return one_article(session, "ON r.id = a.newest_revision WHERE a.site = ? AND a.foreign_id = ?", {site, foreign_id});
}

std::optional<Article> find_revision(Session& session, ArticleId id, int number) {
  return one_article(session, "ON r.article = a.id WHERE a.id = ? AND r.number = ?", {id, number});
}

namespace {

std::vector<RevisionInfo> revisions(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<RevisionInfo> found;
  session.query(
      "SELECT r.number, r.id, r.saved_at, r.saved_by, r.headline, a.published_revision "
      "FROM revisions r JOIN articles a ON a.id = r.article WHERE r.article = ? " +
          std::string(rest),
      "iiitti", parameters, [&](const Row& row) {
        found.push_back({static_cast<int>(row.integer(0)), row.id<RevisionId>(1), from_millis(row.integer(2)),
                         row.string(3), row.string(4), row.integer(5) == row.integer(1)});
        return true;
      });
  return found;
}

}  // namespace

std::vector<RevisionInfo> revisions_of(Session& session, ArticleId id) {
  return revisions(session, "ORDER BY r.number", {id});
}

std::vector<RevisionInfo> revisions_before(Session& session, ArticleId id, int before, std::size_t most) {
  return revisions(session, "AND r.number < ? ORDER BY r.number DESC LIMIT ?",
                   {id, before, static_cast<std::int64_t>(most)});
}

std::vector<ArticleLine> list_articles(Session& session, SiteId site, std::optional<State> state, std::size_t most,
                                       std::size_t skip) {
  std::vector<ArticleLine> lines;
  std::string sql =
      "SELECT a.id, a.state, a.section, a.slug, r.headline, a.newest_number, a.saved_at, a.published_at, "
      "a.scheduled_at "
      "FROM articles a JOIN revisions r ON r.id = a.newest_revision WHERE a.site = ? AND a.state " +
      std::string(state ? "=" : "<>") + " ? ORDER BY a.saved_at DESC, a.id DESC LIMIT ? OFFSET ?";
  session.query(
      sql, "itittiiii",
      {site, name_of(state.value_or(State::trashed)), static_cast<std::int64_t>(most), static_cast<std::int64_t>(skip)},
      [&](const Row& row) {
        lines.push_back({row.id<ArticleId>(0), content::state_of(row.text(1)).value_or(State::draft),
                         row.id<SectionId>(2), row.string(3), row.string(4), static_cast<int>(row.integer(5)),
                         from_millis(row.integer(6)), row.time(7), row.time(8)});
        return true;
      });
  return lines;
}

std::int64_t count_articles(Session& session, SiteId site, std::optional<State> state) {
  if (!state) return session.integer("SELECT COUNT(*) FROM articles WHERE site = ?", {site}).value_or(0);
  return session.integer("SELECT COUNT(*) FROM articles WHERE site = ? AND state = ?", {site, name_of(*state)})
      .value_or(0);
}

void each_article(Session& session, SiteId site, const std::function<bool(const Article&)>& each) {
  session.stream(std::string(article_columns) + "ON r.id = a.newest_revision WHERE a.site = ? ORDER BY a.id",
                 article_letters, {site}, [&](const Row& row) { return each(read_article(row)); });
}

}  // namespace vestnik::store
