// Articles and their revisions. A revision is the whole article as saved, never changed afterwards; what is published is
// one of them. Nothing here checks who may do what: the newsroom does (newsroom/).
#pragma once

#include <optional>
#include <string>
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

// A new article with its first revision; the slug is made from the headline where empty and made unique in its section
// ("-2"). Everything but id and revision is taken from `article`; an article whose state is `published` is published.
ArticleId add_article(Session& session, content::Article article, std::string_view by, Time now);

// A new revision. `expected` is the number of the revision that was edited: ErrorKind::stale where a newer one exists.
// A published article goes on showing its published revision until `publish_article`.
int save_article(Session& session, const content::Article& article, std::optional<int> expected, std::string_view by,
                 Time now);

// The newest revision becomes what readers see. `published_at` stays what it was where it had one, else `now`;
// a former address becomes a redirect. `quiet`: without a change row (bulk import records one `reset`).
void publish_article(Session& session, ArticleId id, Time now, bool quiet = false);
void unpublish_article(Session& session, ArticleId id, Time now);  // back to draft; readers get 404
void withdraw_article(Session& session, ArticleId id, std::string_view reason, Time now);  // readers get 410
void schedule_article(Session& session, ArticleId id, Time at, Time now);
std::vector<ArticleId> due_articles(Session& session, Time now);  // scheduled and due, oldest first

std::optional<content::Article> find_article(Session& session, ArticleId id);
std::optional<content::Article> find_article_by_foreign_id(Session& session, SiteId site, std::string_view foreign_id);
std::vector<RevisionInfo> revisions_of(Session& session, ArticleId id);
std::optional<content::Article> find_revision(Session& session, ArticleId id, int number);
// Every article of a site, whatever its state, oldest id first: for export and checks.
void each_article(Session& session, SiteId site, const std::function<bool(const content::Article&)>& each);

// ---- through the public handle ----
void each_published(Session& session, const std::function<bool(Published)>& each);  // by site, newest first
std::optional<Published> find_published(Session& session, ArticleId id);
std::optional<PublishedText> published_text(Session& session, ArticleId id);
// Withdrawn articles' former paths, for 410.
void each_withdrawn(Session& session, const std::function<bool(SiteId, std::string path)>& each);

}  // namespace vestnik::store
