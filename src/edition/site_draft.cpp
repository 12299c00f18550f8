#include "edition/site_draft.h"

#include <algorithm>
#include <future>
#include <unordered_map>

#include "base/digest.h"
#include "store/catalogue.h"

namespace vestnik::edition {
namespace {

constexpr std::size_t most_read_stories = 50;

bool is_page(const KeptSummary& story) {
  return story.kind == content::Kind::page;
}

// Shelves from stories that come newest first.
template <class Identifier>
class Shelving {
 public:
  void stand_on(Identifier id, const KeptSummary* story) { lists_[id].push_back(story); }
  Shelves<Identifier> take() {
    std::vector<Shelf<Identifier>> shelves;
    shelves.reserve(lists_.size());
    for (auto& [id, list] : lists_) {
      list.erase(std::unique(list.begin(), list.end()), list.end());
      shelves.push_back({id, StoryOrder::of_sorted(std::move(list))});
    }
    std::ranges::sort(shelves, ById{});
    return Shelves<Identifier>::of_sorted(std::move(shelves));
  }

 private:
  std::unordered_map<Identifier, std::vector<const KeptSummary*>> lists_;
};

Shelves<SectionId> section_shelves(const StoryOrder& newest, const Masthead& masthead) {
  Shelving<SectionId> shelving;
  std::unordered_map<SectionId, std::vector<SectionId>> ancestries;
  newest.walk(0, [&](const KeptSummary* story) {
    const auto [found, is_new] = ancestries.try_emplace(story->section);
    if (is_new) found->second = masthead.ancestry(story->section);
    for (const SectionId id : found->second) shelving.stand_on(id, story);
    return true;
  });
  return shelving.take();
}

// Newest first. Sorted by copies of what they are compared by: a comparison that goes to two stories waits for memory.
std::vector<const KeptSummary*> newest_first(const std::vector<KeptSummaryPtr>& stories) {
  struct Placed {
    Moment moment;
    const KeptSummary* story;
  };
  std::vector<Placed> placed;
  placed.reserve(stories.size());
  for (const KeptSummaryPtr& story : stories) placed.push_back({NewestFirst::moment_of(story.get()), story.get()});
  std::ranges::sort(placed, NewestFirst{}, &Placed::moment);
  std::vector<const KeptSummary*> sorted;
  sorted.reserve(placed.size());
  for (const Placed& each : placed) sorted.push_back(each.story);
  return sorted;
}

void set_orders(SiteState& state, const std::vector<KeptSummaryPtr>& stories) {
  std::vector<const KeptSummary*> newest, pages, pinned, breaking;
  newest.reserve(stories.size());
  Shelving<AuthorId> by_author;
  Shelving<TopicId> by_topic;
  Shelving<StoryId> by_story, key_moments;
  for (const KeptSummary* story : newest_first(stories)) {
    if (is_page(*story)) {
      pages.push_back(story);
      continue;
    }
    newest.push_back(story);
    if (story->pinned) pinned.push_back(story);
    if (story->breaking) breaking.push_back(story);
    for (const AuthorId id : story->authors) by_author.stand_on(id, story);
    for (const TopicId id : story->topics) by_topic.stand_on(id, story);
    for (const StoryPart& part : story->stories) {
      by_story.stand_on(part.story, story);
      if (part.key) key_moments.stand_on(part.story, story);
    }
  }
  state.newest = StoryOrder::of_sorted(std::move(newest));
  state.pages = StoryOrder::of_sorted(std::move(pages));
  state.pinned = StoryOrder::of_sorted(std::move(pinned));
  state.breaking = StoryOrder::of_sorted(std::move(breaking));
  state.by_section = section_shelves(state.newest, *state.masthead);
  state.by_author = by_author.take();
  state.by_topic = by_topic.take();
  state.by_story = by_story.take();
  state.key_moments = key_moments.take();
}

template <class Thing>
Rows<Thing> sorted_rows(std::vector<Row<Thing>> rows) {
  std::ranges::sort(rows, ById{});
  return Rows<Thing>::of_sorted(std::move(rows));
}

}  // namespace

MostRead make_most_read(std::vector<ArticleId> articles) {
  if (articles.size() > most_read_stories) articles.resize(most_read_stories);
  std::string written;
  for (const ArticleId id : articles) written += std::to_string(id.value) + ' ';
  const auto version = static_cast<std::int64_t>(stable_hash(written) >> 1U);
  return {std::move(articles), version};
}

SiteState load_site(SiteInput input) {
  SiteState state;
  state.masthead = make_masthead(std::move(input.site), std::move(input.sections), std::move(input.fronts));
  state.masthead_version = input.masthead_version;
  state.most_read = make_most_read(std::move(input.most_read));
  std::future<Routes> routes =
      std::async(std::launch::async, [&] { return Routes::of(input.stories, input.redirects, input.gone); });
  set_orders(state, input.stories);
  state.routes = routes.get();
  const Owner owner = Owner::fresh();
  for (const auto& section : state.masthead->sections) {
    state.routes.add_name(path_of(section), Route::Kind::section, section.id.value, owner);
  }
  for (const auto& row : input.authors) {
    state.routes.add_name(path_of(*row.thing), Route::Kind::author, row.thing->id.value, owner);
  }
  for (const auto& row : input.topics) {
    state.routes.add_name(path_of(*row.thing), Route::Kind::topic, row.thing->id.value, owner);
  }
  for (const auto& row : input.running) {
    state.routes.add_name(path_of(*row.thing), Route::Kind::story, row.thing->id.value, owner);
  }
  state.authors = sorted_rows(std::move(input.authors));
  state.topics = sorted_rows(std::move(input.topics));
  state.stories = sorted_rows(std::move(input.running));

  // They come from the store in this order more often than not.
  if (!std::ranges::is_sorted(input.stories, ById{})) std::ranges::sort(input.stories, ById{});
  state.articles = Articles::of_sorted(std::move(input.stories));
  state.chrome_version = chrome_version_of(state);
  return state;
}

template <class Identifier>
void SiteDraft::stand_on(Shelves<Identifier>& shelves, Identifier id, const KeptSummary* story) {
  const Shelf<Identifier>* found = shelves.find(id);
  Shelf<Identifier> next = found ? *found : Shelf<Identifier>{id, {}};
  next.stories.insert(story, owner_);
  shelves.insert(std::move(next), owner_);
}

template <class Identifier>
void SiteDraft::take_from(Shelves<Identifier>& shelves, Identifier id, const KeptSummary* story) {
  const Shelf<Identifier>* found = shelves.find(id);
  if (!found) return;
  Shelf<Identifier> next = *found;
  next.stories.erase(story, owner_);
  if (next.stories.empty()) {
    shelves.erase(id, owner_);
  } else {
    shelves.insert(std::move(next), owner_);
  }
}

void SiteDraft::mark_beside(const StoryOrder& order, const KeptSummary& story) {
  const std::size_t rank = order.rank(&story);
  std::size_t left = 3;  // it stands between two
  order.walk(rank > 0 ? rank - 1 : 0, [&](const KeptSummary* each) {
    marks_.set(Marks::lot_of(each->id));
    return --left > 0;
  });
}

void SiteDraft::mark(const KeptSummary& story) {
  marks_.set(Marks::lot_of(story.id));
  marks_.set(Marks::lot_of_path(store::redirect_key(story.path)));
  if (is_page(story)) return;
  mark_beside(state_.newest, story);
  for (const SectionId id : state_.masthead->ancestry(story.section)) mark_beside(shelf(state_.by_section, id), story);
  for (const StoryPart& part : story.stories) marks_.set(Marks::lot_of(part.story));
}

void SiteDraft::put(KeptSummaryPtr kept) {
  remove(kept->id);
  const KeptSummary* story = kept.get();
  state_.articles.insert(std::move(kept), owner_);
  state_.routes.add(*story, owner_);
  if (is_page(*story)) {
    state_.pages.insert(story, owner_);
    mark(*story);
    return;
  }
  state_.newest.insert(story, owner_);
  if (story->pinned) state_.pinned.insert(story, owner_);
  if (story->breaking) state_.breaking.insert(story, owner_);
  for (const SectionId id : state_.masthead->ancestry(story->section)) stand_on(state_.by_section, id, story);
  for (const AuthorId id : story->authors) stand_on(state_.by_author, id, story);
  for (const TopicId id : story->topics) stand_on(state_.by_topic, id, story);
  for (const StoryPart& part : story->stories) {
    stand_on(state_.by_story, part.story, story);
    if (part.key) stand_on(state_.key_moments, part.story, story);
  }
  mark(*story);
}

KeptSummaryPtr SiteDraft::remove(ArticleId id) {
  const KeptSummaryPtr* found = state_.articles.find(id);
  if (!found) return nullptr;
  KeptSummaryPtr kept = *found;  // the orders compare by it until it is out of all of them
  const KeptSummary* story = kept.get();
  mark(*story);
  state_.routes.remove(*story, owner_);
  state_.pages.erase(story, owner_);
  state_.newest.erase(story, owner_);
  state_.pinned.erase(story, owner_);
  state_.breaking.erase(story, owner_);
  for (const SectionId section : state_.masthead->ancestry(story->section))
    take_from(state_.by_section, section, story);
  for (const AuthorId author : story->authors) take_from(state_.by_author, author, story);
  for (const TopicId topic : story->topics) take_from(state_.by_topic, topic, story);
  for (const StoryPart& part : story->stories) {
    take_from(state_.by_story, part.story, story);
    if (part.key) take_from(state_.key_moments, part.story, story);
  }
  state_.articles.erase(id, owner_);
  return kept;
}

void SiteDraft::set_masthead(content::Site site, std::vector<content::Section> sections, std::int64_t version,
                             std::map<SectionId, content::Front> fronts) {
  const std::shared_ptr<const Masthead> before = state_.masthead;
  state_.masthead = make_masthead(std::move(site), std::move(sections), std::move(fronts));
  const Masthead& now = *state_.masthead;
  if (before->site == now.site && before->sections == now.sections) return;
  state_.masthead_version = version;
  for (const auto& section : before->sections) {
    state_.routes.remove_name(path_of(section), Route::Kind::section, section.id.value, owner_);
  }
  for (const auto& section : now.sections) {
    state_.routes.add_name(path_of(section), Route::Kind::section, section.id.value, owner_);
  }
  const auto parents_of = [](const Masthead& masthead) {
    std::map<SectionId, SectionId> parents;
    for (const auto& section : masthead.sections) {
      if (section.parent) parents[section.id] = section.parent;
    }
    return parents;
  };
  if (parents_of(*before) != parents_of(now)) state_.by_section = section_shelves(state_.newest, now);
}

template <class Thing, class Identifier>
void SiteDraft::set_row(Rows<Thing>& rows, Identifier id, std::optional<Thing> thing, Route::Kind kind,
                        std::int64_t version) {
  const Row<Thing>* found = rows.find(id);
  const std::shared_ptr<const Thing> before = found ? found->thing : nullptr;
  if (before && thing && *before == *thing) return;
  marks_.set(Marks::lot_of(id));
  if (before) state_.routes.remove_name(path_of(*before), kind, id.value, owner_);
  if (!thing) {
    rows.erase(id, owner_);
    return;
  }
  state_.routes.add_name(path_of(*thing), kind, id.value, owner_);
  rows.insert({std::make_shared<const Thing>(std::move(*thing)), version}, owner_);
}
template void SiteDraft::set_row(Rows<content::Author>&, AuthorId, std::optional<content::Author>, Route::Kind,
                                 std::int64_t);
template void SiteDraft::set_row(Rows<content::Topic>&, TopicId, std::optional<content::Topic>, Route::Kind,
                                 std::int64_t);

template void SiteDraft::set_row(Rows<content::Story>&, StoryId, std::optional<content::Story>, Route::Kind,
                                 std::int64_t);

void SiteDraft::set_most_read(std::vector<ArticleId> articles) {
  state_.most_read = make_most_read(std::move(articles));
}

void SiteDraft::set_gone(ArticleId article, const std::optional<std::string>& path) {
  if (path) {
    state_.routes.add_gone({article, *path}, owner_);
  } else {
    state_.routes.remove_gone(article, owner_);
  }
}

SiteState SiteDraft::take() {
  state_.chrome_version = chrome_version_of(state_);
  owner_ = Owner();
  return std::move(state_);
}

}  // namespace vestnik::edition
