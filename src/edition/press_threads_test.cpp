// Readers while a writer publishes: each edition that a reader sees agrees with itself. Worth most under the thread
// sanitizer.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "edition/edition.h"
#include "store/testing.h"

namespace vestnik::edition {

TEST(PressThreads, readers_see_whole_editions_in_order_while_stories_come_and_go) {
  store::TemporaryStore store;
  const SiteId site = store.add_site();
  const SectionId section = store.add_section(site);
  const auto press = store::need(Press::start(*store));
  store->on_change([&] { EXPECT_TRUE(press->follow()); });

  std::atomic<bool> over = false;
  std::atomic<int> started = 0;
  const auto read = [&] {
    Press::Reader reader(*press);
    std::int64_t last = 0;
    ++started;
    bool last_round = false;
    while (!last_round) {
      last_round = over.load();
      const Edition& edition = reader.now();
      EXPECT_GE(edition.number(), last);
      last = edition.number();
      const SiteEdition* shown = edition.site_for("example.com");
      const Stories newest = shown->newest(0, 1'000), of_section = shown->of_section(section, 0, 1'000);
      EXPECT_EQ(newest.total, edition.articles());
      EXPECT_EQ(newest.stories.size(), of_section.stories.size());
      for (std::size_t i = 0; i < newest.stories.size(); ++i) {
        const Summary& story = *newest.stories[i];
        EXPECT_EQ(newest.stories[i], of_section.stories[i]);
        EXPECT_EQ(shown->article(story.id), newest.stories[i]);
        if (i > 0) {
          EXPECT_GE(newest.stories[i - 1]->published_at, story.published_at);
        }
      }
    }
  };
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(read);
  while (started < 3) std::this_thread::yield();

  std::vector<ArticleId> published;
  for (int i = 0; i < 60; ++i) {
    auto article = store::an_article(site, section, "Новина " + std::to_string(i));
    const Time now = store::test_time + std::chrono::minutes(i);
    published.push_back(store.publish(article, now));
    // An acknowledged publish shows at the very next look.
    Press::Reader reader(*press);
    EXPECT_NE(reader.now().site_for("")->article(published.back()), nullptr);
    if (i % 3 == 2) {
      const ArticleId gone = published[static_cast<std::size_t>(i / 2)];
      store::need(store->write([&](store::Session& session) { store::unpublish_article(session, gone, now); }));
    }
    press->most_read(site, {published.back()});
  }
  over = true;
}

}  // namespace vestnik::edition
