#include "store/arrivals.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "content/timelines.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/columns.h"
#include "store/revision_row.h"
#include "store/rows.h"
#include "store/shown_assets.h"

namespace vestnik::store {
namespace {

using content::Article;

struct Arriving {
  const Article* article;
  const DerivedText* derived;
  std::size_t number;  // in the caller's order
  std::string path, route;
  ArticleId id = {};
  Time published_at = {}, updated_at = {};
  std::vector<AssetId> assets = {};
  RevisionId revision() const { return RevisionId{id.value + 1}; }
};

// Those of `values` that a statement with "IN (…)" finds: `sql` is what stands before and after the marks.
std::unordered_set<std::string> taken(Session& session, const Session::Parameters& first, std::string_view before,
                                      const std::vector<Value>& values, std::string_view after = "") {
  std::unordered_set<std::string> found;
  ask_in_parts(values, [&](const std::string& marks, const Session::Parameters& part) {
    Session::Parameters parameters = first;
    parameters.insert(parameters.end(), part.begin(), part.end());
    session.query(std::string(before) + " IN (" + marks + ")" + std::string(after), "t", parameters,
                  [&](const Row& row) {
                    found.insert(row.string(0));
                    return true;
                  });
  });
  return found;
}

std::vector<Value> texts_of(const std::vector<Arriving>& arriving, auto text) {
  std::vector<Value> values;
  values.reserve(arriving.size());
  for (const Arriving& each : arriving) values.emplace_back(text(each));
  return values;
}

void leave_known(Session& session, SiteId site, std::vector<Arriving>& arriving) {
  const auto known =
      taken(session, {site}, "SELECT foreign_id FROM articles WHERE site = ? AND foreign_id",
            texts_of(arriving, [](const Arriving& each) -> const std::string& { return each.article->foreign_id; }));
  std::erase_if(arriving, [&](const Arriving& each) { return known.contains(each.article->foreign_id); });
}

void leave_taken_slugs(Session& session, SiteId site, std::vector<Arriving>& arriving) {
  std::unordered_map<SectionId, std::vector<Value>> slugs;
  for (const Arriving& each : arriving) slugs[each.article->section].emplace_back(each.article->slug);
  std::unordered_map<SectionId, std::unordered_set<std::string>> held;
  for (const auto& [section, wanted] : slugs) {
    held[section] = taken(session, {site, section}, "SELECT slug FROM articles WHERE site = ? AND section = ? AND slug",
                          wanted, " AND state <> 'trashed'");
  }
  std::erase_if(arriving,
                [&](const Arriving& each) { return held[each.article->section].contains(each.article->slug); });
}

void leave_taken_places(Session& session, SiteId site, std::vector<Arriving>& arriving) {
  const std::vector<Value> routes =
      texts_of(arriving, [](const Arriving& each) -> const std::string& { return each.route; });
  for (const std::string_view question : {"SELECT route FROM published WHERE site = ? AND route",
                                          "SELECT source FROM redirects WHERE site = ? AND source",
                                          "SELECT route FROM withdrawn WHERE site = ? AND route"}) {
    const auto held = taken(session, {site}, question, routes);
    if (!held.empty()) std::erase_if(arriving, [&](const Arriving& each) { return held.contains(each.route); });
  }
}

// Those that may go in together; what they are asked about each other is settled here.
std::vector<Arriving> candidates(Session& session, SiteId site, std::span<const Arrival> arrivals) {
  std::unordered_map<SectionId, std::string> sections;
  for (const content::Section& section : all_sections(session, site)) sections[section.id] = section.slug;
  std::unordered_set<std::string> ids, slugs, routes;
  std::vector<Arriving> arriving;
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    const Article& article = *arrivals[i].article;
    const auto section = sections.find(article.section);
    if (article.state != content::State::published || article.foreign_id.empty() || article.slug.empty() ||
        section == sections.end()) {
      continue;
    }
    std::string path = content::address_of(article, section->second);
    std::string route = content::route_key(path);
    // Not `&&`: each of them is to be remembered, whatever the others say.
    const bool new_id = ids.insert(article.foreign_id).second;
    const bool new_slug = slugs.insert(section->second + "/" + article.slug).second;
    const bool new_route = routes.insert(route).second;
    if (!new_id || !new_slug || !new_route) continue;
    arriving.push_back({.article = &article,
                        .derived = arrivals[i].derived,
                        .number = i,
                        .path = std::move(path),
                        .route = std::move(route)});
  }
  return arriving;
}

void insert_articles(Session& session, const std::vector<Arriving>& arriving, Time now) {
  Rows rows(session, "articles",
            "id, site, state, section, slug, foreign_id, newest_revision, newest_number, published_revision, "
            "publications, published_at, updated_at, scheduled_at, created_at, saved_at");
  for (const Arriving& each : arriving) {
    const Article& article = *each.article;
    rows.add({each.id, article.site, name_of(article.state), article.section, article.slug, article.foreign_id,
              each.revision(), 1, each.revision(), 1, each.published_at, each.updated_at, std::optional<Time>(), now,
              now});
  }
  rows.finish();
}

void insert_revisions(Session& session, const std::vector<Arriving>& arriving, std::string_view by, Time now) {
  Rows rows(session, "revisions", revision_columns);
  for (const Arriving& each : arriving) {
    rows.add(revision_row(*each.article, each.id, {each.revision(), 1, by, now}, *each.derived, each.assets));
  }
  rows.finish();
}

void insert_published(Session& session, const std::vector<Arriving>& arriving) {
  Rows rows(session, "published",
            "article, site, kind, section, path, route, headline, deck, language, lead_image, authors, topics, "
            "published_at, updated_at, words, pinned, breaking, revision, version, stories");
  for (const Arriving& each : arriving) {
    const Article& article = *each.article;
    rows.add({each.id,
              article.site,
              name_of(article.kind),
              article.section,
              each.path,
              each.route,
              article.headline,
              article.deck,
              article.language,
              article.lead_image,
              write_ids(article.authors),
              write_ids(article.topics),
              each.published_at,
              each.updated_at,
              static_cast<std::int64_t>(each.derived->words),
              article.pinned,
              article.breaking,
              each.revision(),
              session.next_number(Sequence::change, 1),
              write_parts(article.stories)});
  }
  rows.finish();
}

// A byline that names a person twice is one row.
template <class Identifier>
void add_each_once(Rows& rows, ArticleId article, const std::vector<Identifier>& ids, bool ordered) {
  for (auto id = ids.begin(); id != ids.end(); ++id) {
    if (std::find(ids.begin(), id, *id) != id) continue;
    Session::Parameters row{*id, article};
    if (ordered) row.emplace_back(static_cast<std::int64_t>(id - ids.begin()));
    rows.add(std::move(row));
  }
}

void insert_what_hangs_on_them(Session& session, const std::vector<Arriving>& arriving) {
  Rows authors(session, "article_authors", "author, article, position");
  Rows topics(session, "article_topics", "topic, article, position");
  Rows stories(session, "article_stories", "story, article, position");
  Rows assets(session, "published_assets", "asset, article");
  for (const Arriving& each : arriving) {
    add_each_once(authors, each.id, each.article->authors, true);
    add_each_once(topics, each.id, each.article->topics, true);
    add_each_once(stories, each.id, content::timelines_of(each.article->kind, each.article->stories), true);
    std::vector<AssetId> shown = each.assets;
    if (each.article->lead_image) shown.push_back(each.article->lead_image);
    add_each_once(assets, each.id, shown, false);
  }
  authors.finish();
  topics.finish();
  stories.finish();
  assets.finish();
}

}  // namespace

std::vector<ArticleId> add_arrivals(Session& session, std::span<const Arrival> arrivals, std::string_view by,
                                    Time now) {
  std::vector<ArticleId> ids(arrivals.size());
  if (arrivals.empty()) return ids;
  const SiteId site = arrivals.front().article->site;
  std::vector<Arriving> arriving = candidates(session, site, arrivals);
  leave_known(session, site, arriving);
  leave_taken_slugs(session, site, arriving);
  leave_taken_places(session, site, arriving);
  for (Arriving& each : arriving) {
    each.id = ArticleId{next_id(session, 2)};
    each.published_at = each.article->published_at.value_or(now);
    each.updated_at = std::max(each.article->updated_at.value_or(each.published_at), each.published_at);
    each.assets = assets_shown(session, site, each.derived->assets, each.derived->linked_files);
    ids[each.number] = each.id;
  }
  insert_articles(session, arriving, now);
  insert_revisions(session, arriving, by, now);
  insert_published(session, arriving);
  insert_what_hangs_on_them(session, arriving);
  return ids;
}

}  // namespace vestnik::store
