// Articles and their revisions. A revision is the whole article as saved, never changed afterwards; what is published
// is one of them. Nothing here checks who may do what: the newsroom does (newsroom/).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "content/article.h"
#include "store/session.h"

namespace vestnik::store {

// A row of `published`: what the edition holds of a published article. Visible to the public handle.
struct Published {
  ArticleId id;
  SiteId site;
  content::Kind kind = content::Kind::news;
  SectionId section;
  std::string path;  // as links show it: "/svyat/nov-most/"
  std::string headline, deck, language;
  AssetId lead_image;
  std::vector<AuthorId> authors;
  std::vector<TopicId> topics;
  std::vector<content::StoryPart> stories;
  Time published_at, updated_at;
  int words = 0;
  bool pinned = false, breaking = false;
  RevisionId revision;
  std::int64_t version = 0;  // number of the change that published it
};

// What only the article's own page needs. Through the public handle.
struct PublishedText {
  content::Body body;
  std::string lead_caption, description, canonical_url;
};

struct RevisionInfo {
  int number = 0;
  RevisionId id;
  Time at;
  std::string by;  // who saved it: an account's or a token's name, "import"
  std::string headline;
  bool published = false;  // this one readers see
};

// What is stored beside an article because it follows from its body. Importers derive it on several threads.
struct DerivedText {
  std::string body_json;
  std::size_t words = 0;
  std::vector<AssetId> assets;            // content::assets_of
  std::vector<std::string> linked_files;  // content::linked_files_of
};
DerivedText derive_text(const content::Body& body, std::string_view language);  // any thread

// A new article with its first revision; the slug is made from the headline where empty and made unique in its section
// ("-2"). Everything but id and revision is taken from `article`; an article whose state is `published` is published.
// `quiet`: as in publish_article, for imports of published articles in one go. `derived`: of this very body, where it
// is there already.
ArticleId add_article(Session& session, content::Article article, std::string_view by, Time now, bool quiet = false,
                      const DerivedText* derived = nullptr);

// A new revision. `expected` is the number of the revision that was edited: ErrorKind::stale where a newer one exists.
// A published article goes on showing its published revision until `publish_article`. The state is taken over where the
// stored and the new one are stages of work (draft, review, ready, hidden, trashed); others have functions of their
// own. A changed slug is made unique as in add_article. Returns the number of the new revision.
int save_article(Session& session, const content::Article& article, std::optional<int> expected, std::string_view by,
                 Time now);

// The newest revision becomes what readers see. `published_at` stays what it was where it had one, else `now`;
// `updated_at` is `now` where it was published before. A former address becomes a redirect; redirects and withdrawals
// that would hide the new one go. ErrorKind::conflict where another published article has the address.
// `quiet`: without a change row (bulk import records one `reset`).
void publish_article(Session& session, ArticleId id, Time now, bool quiet = false);
void unpublish_article(Session& session, ArticleId id, Time now);  // back to draft; readers get 404
// The unpublished article was never published, as far as its dates tell. For who follows another system that took it
// back; call before the `save_article` that brings its new state.
void forget_publication(Session& session, ArticleId id);
void withdraw_article(Session& session, ArticleId id, std::string_view reason, Time now);  // readers get 410
bool was_published(Session& session, ArticleId id);  // at some time, be it taken back since
// Withdrawn, and neither published nor unpublished since; scheduling alone does not end it.
bool is_withdrawn(Session& session, ArticleId id);
// The newest revision is published at that time, whatever is saved afterwards; scheduling again takes the newest anew.
void schedule_article(Session& session, ArticleId id, Time at, Time now);
// What schedule_article took. Newer revisions stay, to be published as an update.
void publish_scheduled(Session& session, ArticleId id, Time now);
std::vector<ArticleId> due_articles(Session& session, Time now);  // scheduled and due, oldest first
std::optional<Time> next_due(Session& session);                   // when the next scheduled article is due
// Every published article of a section anew, after its slug changed: addresses move, former ones redirect.
void move_section(Session& session, SectionId section, Time now);

std::optional<content::Article> find_article(Session& session, ArticleId id);
std::optional<content::Article> find_article_by_foreign_id(Session& session, SiteId site, std::string_view foreign_id);
std::vector<RevisionInfo> revisions_of(Session& session, ArticleId id);
// Those with a number below `before`, newest first, at most `most`.
std::vector<RevisionInfo> revisions_before(Session& session, ArticleId id, int before, std::size_t most);
std::optional<content::Article> find_revision(Session& session, ArticleId id, int number);
// Newest saved first, for the newsroom's lists; `state` empty: all but trashed.
struct ArticleLine {
  ArticleId id;
  content::State state = content::State::draft;
  SectionId section;
  std::string slug, headline;
  int revision = 0;
  Time saved_at;
  std::optional<Time> published_at, scheduled_at;
};
std::vector<ArticleLine> list_articles(Session& session, SiteId site, std::optional<content::State> state,
                                       std::size_t most, std::size_t skip = 0);
std::int64_t count_articles(Session& session, SiteId site, std::optional<content::State> state = {});
// Every article of a site, whatever its state, oldest id first: for export and checks.
void each_article(Session& session, SiteId site, const std::function<bool(const content::Article&)>& each);

// Published articles that show this name: whatever is made of them is to be made anew when it changes.
std::vector<ArticleId> published_in(Session& session, SectionId section);
std::vector<ArticleId> published_by(Session& session, AuthorId author);
std::vector<ArticleId> published_about(Session& session, TopicId topic);
std::vector<Published> newest_in_story(Session& session, StoryId story, std::size_t most);  // newest first

// ---- through the public handle ----
void each_published(Session& session, const std::function<bool(Published)>& each);  // by site, newest first
// In whatever order is the quickest to read: for who sorts anyway. Each is read into `row`, whose memory is used again,
// before `each` is called.
void each_published_unsorted(Session& session, Published& row, const std::function<bool()>& each);
std::optional<Published> find_published(Session& session, ArticleId id);
std::optional<Published> find_published_at(Session& session, SiteId site,
                                           std::string_view route);  // route_key of a path
std::int64_t count_published(Session& session);
std::optional<PublishedText> published_text(Session& session, ArticleId id);
// In the order of `ids`, without those that are not published.
std::vector<std::pair<ArticleId, PublishedText>> published_texts(Session& session, std::span<const ArticleId> ids);
// Every published text, by id: for building the search index.
void each_published_text(Session& session, const std::function<bool(ArticleId, PublishedText)>& each);
// Withdrawn articles' former paths, for 410.
void each_withdrawn(Session& session, const std::function<bool(SiteId, std::string path)>& each);

}  // namespace vestnik::store
