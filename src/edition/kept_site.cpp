#include "edition/kept_site.h"

#include <algorithm>

#include "content/article.h"

namespace vestnik::edition {
namespace {

constexpr std::size_t most_pinned = 20;

Stories read(const StoryOrder& order, std::size_t skip, std::size_t count) {
  Stories read;
  read.total = order.size();
  if (skip >= read.total || count == 0) return read;
  read.stories.reserve(std::min(count, read.total - skip));
  order.walk(skip, [&](const KeptSummary* story) {
    read.stories.push_back(story->shared_from_this());
    return read.stories.size() < count;
  });
  return read;
}

template <class Thing, class Identifier>
const Thing* thing_of(const Rows<Thing>& rows, Identifier id) {
  const Row<Thing>* row = rows.find(id);
  return row ? row->thing.get() : nullptr;
}

template <class Thing>
std::vector<const Thing*> things_of(const Rows<Thing>& rows) {
  std::vector<const Thing*> all;
  all.reserve(rows.size());
  rows.walk(0, [&](const Row<Thing>& row) {
    all.push_back(row.thing.get());
    return true;
  });
  return all;
}

}  // namespace

const content::Front* KeptSite::front(SectionId id) const {
  const auto found = state_.masthead->fronts.find(id);
  return found == state_.masthead->fronts.end() ? nullptr : &found->second;
}

const content::Author* KeptSite::author(AuthorId id) const {
  return thing_of(state_.authors, id);
}
const content::Topic* KeptSite::topic(TopicId id) const {
  return thing_of(state_.topics, id);
}
std::vector<const content::Author*> KeptSite::authors() const {
  return things_of(state_.authors);
}
std::vector<const content::Topic*> KeptSite::topics() const {
  return things_of(state_.topics);
}

const content::Story* KeptSite::running_story(StoryId id) const {
  return thing_of(state_.stories, id);
}
std::vector<const content::Story*> KeptSite::running_stories() const {
  return things_of(state_.stories);
}

std::int64_t KeptSite::author_version(AuthorId id) const {
  const Row<content::Author>* row = state_.authors.find(id);
  return row ? row->version : 0;
}

SummaryPtr KeptSite::article(ArticleId id) const {
  const KeptSummaryPtr* found = state_.articles.find(id);
  return found ? *found : nullptr;
}

std::span<const AssetId> KeptSite::pictures(const Summary& story) const {
  const KeptSummaryPtr* found = state_.articles.find(story.id);
  return found ? (*found)->pictures() : std::span<const AssetId>();
}

std::optional<Route> KeptSite::route(std::string_view key) const {
  if (const KeptSummary* story = state_.routes.story(key)) {
    return Route{Route::Kind::article, story->id.value, std::string(story->path)};
  }
  if (const auto to = state_.routes.redirect(key)) {
    return Route{to->empty() ? Route::Kind::gone : Route::Kind::redirect, 0, std::string(*to)};
  }
  if (auto route = named(key)) return route;
  if (state_.routes.gone(key)) return Route{Route::Kind::gone, 0, {}};
  return moved_article(key);
}

std::optional<Route> KeptSite::named(std::string_view key) const {
  for (const Routes::Name& name : state_.routes.names(key)) {
    std::string path;
    if (name.kind == Route::Kind::section) {
      if (const auto* found = section(SectionId{name.id})) path = path_of(*found);
    } else if (name.kind == Route::Kind::author) {
      if (const auto* found = author(AuthorId{name.id})) path = path_of(*found);
    } else if (name.kind == Route::Kind::story) {
      if (const auto* found = running_story(StoryId{name.id})) path = path_of(*found);
    } else if (const auto* found = topic(TopicId{name.id})) {
      path = path_of(*found);
    }
    if (!path.empty() && content::route_key(path) == key) return Route{name.kind, name.id, path};
  }
  return std::nullopt;
}

std::optional<Route> KeptSite::moved_article(std::string_view key) const {
  const auto cut = key.rfind('/');
  if (cut == std::string_view::npos || cut == 0) return std::nullopt;
  const std::string_view segment = key.substr(cut + 1);
  const auto above = named(key.substr(0, cut));
  if (segment.empty() || !above || above->kind != Route::Kind::section) return std::nullopt;
  const SectionId asked{above->id};
  const auto lead_to = [&](SectionId id) -> std::optional<Route> {
    const KeptSummary* story = state_.routes.story_of_section(id, segment);
    if (!story) return std::nullopt;
    return Route{Route::Kind::redirect, story->id.value, std::string(story->path)};
  };
  if (auto route = lead_to(asked)) return route;
  for (const content::Section& below : sections()) {
    const auto ancestry = state_.masthead->ancestry(below.id);
    if (below.id == asked || std::ranges::find(ancestry, asked) == ancestry.end()) continue;
    if (auto route = lead_to(below.id)) return route;
  }
  return std::nullopt;
}

Stories KeptSite::newest(std::size_t skip, std::size_t count) const {
  return read(state_.newest, skip, count);
}
Stories KeptSite::of_section(SectionId id, std::size_t skip, std::size_t count) const {
  return read(shelf(state_.by_section, id), skip, count);
}
Stories KeptSite::of_author(AuthorId id, std::size_t skip, std::size_t count) const {
  return read(shelf(state_.by_author, id), skip, count);
}
Stories KeptSite::of_topic(TopicId id, std::size_t skip, std::size_t count) const {
  return read(shelf(state_.by_topic, id), skip, count);
}
Stories KeptSite::of_story(StoryId id, std::size_t skip, std::size_t count) const {
  return read(shelf(state_.by_story, id), skip, count);
}
Stories KeptSite::of_story_oldest(StoryId id, std::size_t skip, std::size_t count) const {
  const StoryOrder& order = shelf(state_.by_story, id);
  Stories found;
  found.total = order.size();
  if (skip >= found.total || count == 0) return found;
  order.walk_back(skip, [&](const KeptSummary* story) {
    found.stories.push_back(story->shared_from_this());
    return found.stories.size() < count;
  });
  return found;
}
Stories KeptSite::key_moments(StoryId id, std::size_t skip, std::size_t count) const {
  return read(shelf(state_.key_moments, id), skip, count);
}
std::size_t KeptSite::place_in_story(StoryId id, const Summary& summary) const {
  return shelf(state_.by_story, id).rank(Moment{summary.published_at, summary.id});
}
std::vector<SummaryPtr> KeptSite::pinned() const {
  return read(state_.pinned, 0, most_pinned).stories;
}
std::vector<SummaryPtr> KeptSite::pages() const {
  return read(state_.pages, 0, state_.pages.size()).stories;
}

Neighbours KeptSite::neighbours(const Summary& summary) const {
  const StoryOrder& order = summary.section ? shelf(state_.by_section, summary.section) : state_.newest;
  const Moment moment{summary.published_at, summary.id};
  if (summary.kind == content::Kind::page) return {};
  const std::size_t rank = order.rank(moment);
  Neighbours found;
  if (rank > 0) found.newer = read(order, rank - 1, 1).stories.front();
  const std::size_t next = order.find(moment) ? rank + 1 : rank;
  if (next < order.size()) found.older = read(order, next, 1).stories.front();
  return found;
}

Stories KeptSite::between(Time from, Time to, std::size_t skip, std::size_t most) const {
  Stories found;
  if (from >= to) return found;
  // 0 is nobody's id, so this comes after all that were published at that time or later.
  const auto published_since = [&](Time time) { return state_.newest.rank(Moment{time, ArticleId{}}); };
  const std::size_t since_from = published_since(from);
  found.total = since_from - published_since(to);
  if (skip >= found.total) return found;
  const std::size_t count = std::min(most, found.total - skip);
  if (count == 0) return found;
  found.stories.reserve(count);
  state_.newest.walk_back(state_.newest.size() - since_from + skip, [&](const KeptSummary* story) {
    found.stories.push_back(story->shared_from_this());
    return found.stories.size() < count;
  });
  return found;
}

}  // namespace vestnik::edition
