#include "interchange/saving.h"

#include "base/digest.h"
#include "base/limits.h"
#include "store/articles.h"
#include "store/catalogue.h"

namespace vestnik::interchange {
namespace {

using content::Article;
using content::State;
using store::Session;

bool is_taken(Session& session, SiteId site, const std::string& path, ArticleId self) {
  const auto holder = store::find_published_at(session, site, content::route_key(path));
  return holder && holder->id != self;
}

// Where the article would stand; changed so that it stands alone there.
void avoid_taken(Session& session, Article& article, const std::string& where, ImportReport& report) {
  if (!article.permalink.empty() && is_taken(session, article.site, article.permalink, article.id)) {
    report.note("address is another article's already: a new one is made", where + " " + article.permalink);
    article.permalink.clear();
  }
  if (!article.permalink.empty() || article.slug.empty()) return;
  const auto section = article.section ? store::find_section(session, article.section) : std::nullopt;
  const std::string wanted = article.slug;
  for (int number = 2; number < 100; ++number) {
    if (!is_taken(session, article.site, content::address_of(article, section ? section->slug : ""), article.id))
      return;
    article.slug = wanted + "-" + std::to_string(number);
  }
}

// The store appended a number to what was wanted ("most-2"), or made it of the headline.
bool is_same_slug(std::string_view stored, std::string_view wanted) {
  if (wanted.empty() || stored == wanted) return true;
  if (!stored.starts_with(wanted) || stored.substr(wanted.size(), 1) != "-") return false;
  return stored.find_first_not_of("0123456789", wanted.size() + 1) == std::string_view::npos;
}

bool is_same(const Article& stored, const Article& imported) {
  return stored.kind == imported.kind && stored.state == imported.state && stored.language == imported.language &&
         stored.headline == imported.headline && stored.deck == imported.deck && stored.slug == imported.slug &&
         stored.permalink == imported.permalink && stored.section == imported.section &&
         stored.authors == imported.authors && stored.topics == imported.topics && stored.stories == imported.stories &&
         stored.lead_image == imported.lead_image && stored.lead_caption == imported.lead_caption &&
         stored.description == imported.description && stored.canonical_url == imported.canonical_url &&
         stored.pinned == imported.pinned && stored.breaking == imported.breaking &&
         (!imported.published_at || stored.published_at == imported.published_at) &&
         stored.scheduled_at == imported.scheduled_at && stored.body == imported.body;
}

// True where somebody here decided otherwise after the last import.
bool is_changed_here(Session& session, const Article& stored) {
  if (stored.state == State::withdrawn) return true;
  // Published once and taken back: an old export does not publish it again.
  if (stored.state == State::draft && stored.published_at) return true;
  const auto revisions = store::revisions_of(session, stored.id);
  return !revisions.empty() && revisions.back().by != importer;
}

void update(Session& session, const Article& stored, const Article& article, Time now) {
  const bool was_public = stored.state == State::published;
  if (was_public && article.state != State::published) {
    store::unpublish_article(session, article.id, now);
    // Else it would look as if the newsroom here had taken it back, and stay so whatever the next export says.
    if (!article.published_at) store::forget_publication(session, article.id);
  }
  store::save_article(session, article, std::nullopt, importer, now);
  if (article.state == State::published) store::publish_article(session, article.id, now, true);
  if (article.state == State::scheduled) store::schedule_article(session, article.id, *article.scheduled_at, now);
  if (article.state == State::withdrawn) store::withdraw_article(session, article.id, "", now);
}

// As it came about: published, and published again each time it was changed.
ArticleId add_with_past(Session& session, const Article& article, const std::vector<PastState>& past, Time now) {
  Article state = article;
  ArticleId id;
  for (const PastState& each : past) {
    state.headline = each.headline;
    state.deck = each.deck;
    state.body = each.body;
    state.updated_at = each.at;
    if (!id) {
      id = store::add_article(session, state, importer, now, true);
      continue;
    }
    state.id = id;
    store::save_article(session, state, std::nullopt, importer, now);
    store::publish_article(session, id, each.at, true);
  }
  Article newest = article;
  newest.id = id;
  store::save_article(session, newest, std::nullopt, importer, now);
  store::publish_article(session, id, article.updated_at.value_or(now), true);
  return id;
}

}  // namespace

content::Comment as_decided_here(const content::Comment& stored, content::Comment imported) {
  if (stored.decision != content::Comment::Decision::none) return stored;
  imported.approved = imported.approved || stored.approved;
  imported.id = stored.id;
  return imported;
}

std::string slug_of_its_own(const Article& article) {
  constexpr std::size_t digits = 8;
  return article.slug.substr(0, limits::slug_bytes - digits - 1) + "-" +
         sha256_hex(article.foreign_id).substr(0, digits);
}

Saved save_imported(Session& session, Article article, const std::string& where, ImportReport& report, Time now,
                    const store::DerivedText* derived, const std::vector<PastState>& past) {
  const auto stored = store::find_article_by_foreign_id(session, article.site, article.foreign_id);
  if (!stored) {
    // A withdrawn one stands where it stood, for its 410.
    const bool withdrawn = article.state == State::withdrawn;
    if (withdrawn) article.state = State::published;
    if (article.state == State::published) avoid_taken(session, article, where, report);
    const ArticleId id = past.empty() || article.state != State::published
                             ? store::add_article(session, std::move(article), importer, now, true, derived)
                             : add_with_past(session, article, past, now);
    if (withdrawn) store::withdraw_article(session, id, "", now);
    return {id, Saved::How::taken};
  }
  article.id = stored->id;
  if (is_same_slug(stored->slug, article.slug)) article.slug = stored->slug;
  if (article.state == State::published) avoid_taken(session, article, where, report);
  if (is_same(*stored, article)) return {stored->id, Saved::How::unchanged};
  if (is_changed_here(session, *stored)) {
    report.note("changed by the newsroom since the last import: left as it is", where);
    return {stored->id, Saved::How::left};
  }
  article.breaking = stored->breaking;
  update(session, *stored, article, now);
  return {stored->id, Saved::How::changed};
}

}  // namespace vestnik::interchange
