// Random edits of a site against a plain reference; former states stay as they were.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "content/article.h"
#include "edition/testing.h"

namespace vestnik::edition {
namespace {

using Reference = std::map<std::int64_t, store::Published>;

std::vector<content::Section> sections() {
  return {testing::section(1, "svyat"), testing::section(2, "evropa", 1), testing::section(3, "balkani", 2),
          testing::section(4, "sport")};
}
// Each section and what stands under it.
const std::map<std::int64_t, std::vector<std::int64_t>> under = {{1, {1, 2, 3}}, {2, {2, 3}}, {3, {3}}, {4, {4}}};

store::Published random_story(std::mt19937& random, std::int64_t id) {
  auto row = testing::story(id, static_cast<std::int64_t>(random() % 200), {});
  row.section = SectionId{static_cast<std::int64_t>(random() % 5)};
  row.path = "/" + std::to_string(random() % 3) + "/story-" + std::to_string(id) + "/";
  row.pinned = random() % 8 == 0;
  row.breaking = random() % 8 == 0;
  if (random() % 16 == 0) row.kind = content::Kind::page;
  for (std::int64_t author = 1; author <= 4; ++author) {
    if (random() % 3 == 0) row.authors.push_back(AuthorId{author});
    if (random() % 3 == 0) row.topics.push_back(TopicId{author});
  }
  if (random() % 4 == 0) row.stories.push_back({StoryId{static_cast<std::int64_t>(1 + random() % 3)}, "", false});
  row.version = static_cast<std::int64_t>(random());
  return row;
}

template <class Chosen>
std::vector<std::pair<std::int64_t, std::int64_t>> expected(const Reference& reference, Chosen chosen) {
  std::vector<const store::Published*> rows;
  for (const auto& [id, row] : reference) {
    if (row.kind != content::Kind::page && chosen(row)) rows.push_back(&row);
  }
  std::ranges::sort(rows, [](const auto* left, const auto* right) {
    return left->published_at != right->published_at ? left->published_at > right->published_at : left->id > right->id;
  });
  std::vector<std::pair<std::int64_t, std::int64_t>> all;
  for (const auto* row : rows) all.emplace_back(row->id.value, row->version);
  return all;
}

std::vector<std::pair<std::int64_t, std::int64_t>> found(const Stories& read) {
  std::vector<std::pair<std::int64_t, std::int64_t>> all;
  for (const SummaryPtr& story : read.stories) all.emplace_back(story->id.value, story->version);
  EXPECT_EQ(read.total, all.size());
  return all;
}

template <class Identifier>
bool holds(const std::vector<Identifier>& ids, std::int64_t id) {
  return std::ranges::find(ids, Identifier{id}) != ids.end();
}

void expect_same(const KeptSite& site, const Reference& reference) {
  constexpr std::size_t all = 10'000;
  EXPECT_EQ(site.state().articles.size(), reference.size());
  EXPECT_EQ(found(site.newest(0, all)), expected(reference, [](const auto&) { return true; }));
  EXPECT_EQ(site.state().pinned.size(), expected(reference, [](const auto& row) { return row.pinned; }).size());
  for (const auto& [id, below] : under) {
    EXPECT_EQ(found(site.of_section(SectionId{id}, 0, all)), expected(reference, [&](const auto& row) {
                return std::ranges::find(below, row.section.value) != below.end();
              }));
  }
  for (std::int64_t id = 1; id <= 4; ++id) {
    EXPECT_EQ(found(site.of_author(AuthorId{id}, 0, all)),
              expected(reference, [&](const auto& row) { return holds(row.authors, id); }));
    EXPECT_EQ(found(site.of_topic(TopicId{id}, 0, all)),
              expected(reference, [&](const auto& row) { return holds(row.topics, id); }));
  }
  for (const auto& [id, row] : reference) {
    const auto route = site.route(content::route_key(row.path));
    ASSERT_TRUE(route);
    EXPECT_EQ(route->id, id);
    const SummaryPtr story = site.article(ArticleId{id});
    ASSERT_NE(story, nullptr);
    EXPECT_EQ(story->version, row.version);
    EXPECT_EQ(story->path, row.path);
  }
}

// What an article's page shows of other articles, and itself.
std::vector<SummaryPtr> shown_with(const KeptSite& site, ArticleId id) {
  std::vector<SummaryPtr> shown = {site.article(id)};
  if (!shown.front()) return shown;
  const Neighbours beside = site.neighbours(*shown.front());
  shown.insert(shown.end(), {beside.newer, beside.older});
  for (const StoryPart& part : shown.front()->stories) {
    const Stories whole = site.of_story(part.story, 0, 1'000);
    shown.insert(shown.end(), whole.stories.begin(), whole.stories.end());
  }
  return shown;
}

Reliance reliance_on(const KeptSite& site, ArticleId id) {
  Reliance reliance;
  reliance.on(id);
  if (const SummaryPtr story = site.article(id)) {
    for (const StoryPart& part : story->stories) reliance.on(part.story);
  }
  return reliance;
}

}  // namespace

TEST(SiteProperty, what_is_not_marked_is_as_it_was) {
  int held = 0, changed = 0;
  for (unsigned seed = 1; seed <= 5; ++seed) {
    std::mt19937 random(seed);
    SiteInput input;
    input.site = testing::site();
    input.sections = sections();
    for (std::int64_t id = 1; id <= 200; ++id) input.stories.push_back(testing::kept(random_story(random, id)));
    auto site = std::make_shared<const KeptSite>(load_site(std::move(input)));
    Marks marks;
    for (std::int64_t edition = 1; edition <= 100; ++edition) {
      const auto before = site;
      marks.begin(edition);
      SiteDraft draft(site->state(), Owner::fresh(), marks);
      for (unsigned edits = random() % 4; edits > 0; --edits) {
        const auto id = static_cast<std::int64_t>(1 + random() % 300);
        if (random() % 3 == 0) {
          draft.remove(ArticleId{id});
        } else {
          draft.put(testing::kept(random_story(random, id)));
        }
      }
      site = std::make_shared<const KeptSite>(draft.take());
      for (std::int64_t id = 1; id <= 300; ++id) {
        const bool same = shown_with(*before, ArticleId{id}) == shown_with(*site, ArticleId{id});
        const bool holds = reliance_on(*before, ArticleId{id}).holds(marks, edition - 1);
        EXPECT_TRUE(same || !holds) << "seed " << seed << ", edition " << edition << ", article " << id;
        ++(holds ? held : changed);
      }
    }
  }
  // A publish leaves most as they were.
  EXPECT_GT(held, 4 * changed);
}

TEST(SiteProperty, random_edits_give_what_a_plain_reference_gives_and_old_editions_stay) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    std::mt19937 random(seed);
    Reference reference;
    SiteInput input;
    input.site = testing::site();
    input.sections = sections();
    for (std::int64_t id = 1; id <= 200; ++id) {
      reference[id] = random_story(random, id);
      input.stories.push_back(testing::kept(reference[id]));
    }
    auto site = std::make_shared<const KeptSite>(load_site(std::move(input)));
    std::vector<std::pair<std::shared_ptr<const KeptSite>, Reference>> kept;
    for (int edition = 0; edition < 30; ++edition) {
      kept.emplace_back(site, reference);
      Marks marks;
      SiteDraft draft(site->state(), Owner::fresh(), marks);
      for (unsigned edits = random() % 30; edits > 0; --edits) {
        const auto id = static_cast<std::int64_t>(1 + random() % 300);
        if (random() % 3 == 0) {
          EXPECT_EQ(draft.remove(ArticleId{id}) != nullptr, reference.erase(id) == 1);
        } else {
          reference[id] = random_story(random, id);
          draft.put(testing::kept(reference[id]));
        }
      }
      site = std::make_shared<const KeptSite>(draft.take());
    }
    expect_same(*site, reference);
    for (const auto& [old_site, old_reference] : kept) expect_same(*old_site, old_reference);
  }
}

}  // namespace vestnik::edition
