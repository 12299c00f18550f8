// Sites, sections, authors, topics, assets, comments, redirects and settings: the rows around articles. Each save
// function inserts where the id is 0 and returns the id, else updates (ErrorKind::not_found where there is no such row,
// conflict where its host or slug is another's); each records its change. A comment's change names its article.
// Functions marked (public) work through the public handle, which sees assets and authors of published articles only.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "content/asset.h"
#include "content/site.h"
#include "store/session.h"

namespace vestnik::store {

SiteId save_site(Session& session, const content::Site& site, Time now);
std::vector<content::Site> all_sites(Session& session);                           // (public) oldest first
std::optional<content::Site> find_site(Session& session, SiteId id);              // (public)
std::optional<content::Site> find_site(Session& session, std::string_view host);  // (public) by host or alias

// Where the slug changes, the published articles under it move along and their former addresses redirect.
SectionId save_section(Session& session, const content::Section& section, Time now);
std::vector<content::Section> all_sections(Session& session, SiteId site);     // (public) by position, then id
std::optional<content::Section> find_section(Session& session, SectionId id);  // (public)
std::optional<content::Section> find_section(Session& session, SiteId site, std::string_view slug);  // (public)

AuthorId save_author(Session& session, const content::Author& author, Time now);
std::vector<content::Author> all_authors(Session& session, SiteId site);                           // (public)
std::optional<content::Author> find_author(Session& session, AuthorId id);                         // (public)
std::optional<content::Author> find_author(Session& session, SiteId site, std::string_view slug);  // (public)

// Those that no published article shows.
std::vector<AuthorId> authors_without_stories(Session& session);
std::vector<TopicId> topics_without_stories(Session& session);

TopicId save_topic(Session& session, const content::Topic& topic, Time now);
std::vector<content::Topic> all_topics(Session& session, SiteId site);                           // (public)
std::optional<content::Topic> find_topic(Session& session, TopicId id);                          // (public)
std::optional<content::Topic> find_topic(Session& session, SiteId site, std::string_view slug);  // (public)

// Where the slug of a story that readers see changes, its former address redirects. `saved` and `updated_at` are set.
StoryId save_story(Session& session, const content::Story& story, Time now);
std::vector<content::Story> all_stories(Session& session, SiteId site);                          // (public)
std::optional<content::Story> find_story(Session& session, StoryId id);                          // (public)
std::optional<content::Story> find_story(Session& session, SiteId site, std::string_view slug);  // (public)
// Those whose name or slug holds `words` (folded), last saved first, with the number of their published articles.
struct StoryLine {
  content::Story story;
  std::int64_t parts = 0;
};
std::int64_t count_parts(Session& session, StoryId story);
struct StoryPlace {  // where a list goes on: behind the one saved last at that time
  std::int64_t updated_at = std::numeric_limits<std::int64_t>::max();  // ms since 1970
  StoryId id = {};
};
std::vector<StoryLine> list_stories(Session& session, SiteId site, std::string_view words, std::optional<bool> open,
                                    StoryPlace behind, std::size_t most);

AssetId save_asset(Session& session, const content::Asset& asset, Time now, bool quiet = false);
std::optional<content::Asset> find_asset(Session& session, AssetId id);  // (public)
std::optional<content::Asset> find_asset_by_digest(Session& session, SiteId site, std::string_view digest);
std::optional<content::Asset> find_asset_by_original_url(Session& session, SiteId site, std::string_view url);
// With an id below `before`, newest first, at most `most`.
std::vector<content::Asset> assets_before(Session& session, SiteId site, AssetId before, std::size_t most);
// Where an asset stands, for the newsroom: articles (published or in work, newest first), authors, the site itself.
struct AssetUse {
  std::vector<ArticleId> articles;  // at most `most`
  std::vector<AuthorId> authors;
  std::vector<StoryId> stories;
  bool advertisement = false;
};
AssetUse uses_of(Session& session, AssetId asset, std::size_t most);
// Takes off every page the assets whose rights have ended by now; how many.
bool has_expired_rights(Session& session, Time now);
int withhold_expired(Session& session, Time now);
void each_asset(Session& session, SiteId site, const std::function<bool(const content::Asset&)>& each);
// Every asset that the public may see: lead images, images in published bodies, authors' pictures, advertisements.
void each_public_asset(Session& session, const std::function<bool(const content::Asset&)>& each);  // (public)

// Without an id but with a foreign id that the article already has, that comment is updated.
CommentId save_comment(Session& session, const content::Comment& comment, Time now, bool quiet = false);
// (public) Approved, oldest first, until one of the bounds is reached.
std::vector<content::Comment> comments_of(Session& session, ArticleId article,
                                          std::size_t most = limits::shown_comments,
                                          std::size_t most_bytes = limits::shown_comment_bytes);
std::size_t count_comments(Session& session, ArticleId article);  // (public) approved
std::vector<content::Comment> all_comments_of(Session& session, ArticleId article);
// Of a site those that are approved, or decided against, as `like` is, by id; `sections`: of these alone.
std::vector<content::Comment> comments_alike(Session& session, SiteId site, const content::Comment& like,
                                             const std::optional<std::vector<SectionId>>& sections, CommentId after,
                                             std::size_t most);
void each_public_comment(Session& session, const std::function<bool(const content::Comment&)>& each);  // (public)

// `from` is stored as content::route_key makes it, with a query where it has one ("/?p=12"); `to` is a path, an
// absolute address, or "" for 410. A later save of the same `from` wins; one onto itself is left out.
struct Redirect {
  SiteId site;
  std::string from, to;
};
void save_redirect(Session& session, const Redirect& redirect, Time now, bool quiet = false);
void remove_redirect(Session& session, SiteId site, std::string_view from, Time now);
std::string redirect_key(std::string_view address);                                      // the form of `from`
std::optional<Redirect> find_redirect(Session& session, std::int64_t id);                // (public) what a change names
void each_redirect(Session& session, const std::function<bool(const Redirect&)>& each);  // (public)
std::optional<std::string> find_redirect(Session& session, SiteId site, std::string_view from);  // (public)

// Of one site, by id, whose source or target holds `part`.
std::vector<std::pair<std::int64_t, Redirect>> redirects_after(Session& session, SiteId site, std::string_view part,
                                                               std::int64_t after, std::size_t most);
std::optional<std::int64_t> redirect_id(Session& session, SiteId site, std::string_view from);

// Reads counted without cookies: how often an article was opened on a day ("2026-11-24", UTC).
void add_reads(Session& session, ArticleId article, std::string_view day, std::int64_t count);
// (public) Of that day and all after it, summed for each article.
void each_read(Session& session, std::string_view since_day, const std::function<bool(ArticleId, std::int64_t)>& each);

struct ReadLine {
  ArticleId article;
  std::string headline, path;
  std::int64_t reads = 0;
};
// (public) The most read of a site on one day, most first.
std::vector<ReadLine> most_read_on(Session& session, SiteId site, std::string_view day, std::size_t most);

// Small things that are set once: by name, as text. `site` 0: of the whole installation.
void set_setting(Session& session, SiteId site, std::string_view name, std::string_view value);
std::optional<std::string> find_setting(Session& session, SiteId site, std::string_view name);

}  // namespace vestnik::store
