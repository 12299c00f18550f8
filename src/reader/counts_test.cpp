#include "reader/counts.h"

#include <gmock/gmock.h>

#include <random>

#include "store/catalogue.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

using ::testing::ElementsAre;

class Reading : public testing::Test {
 protected:
  Reading() {
    site_ = store_.add_site();
    section_ = store_.add_section(site_, "svyat", "Свят");
    press_ = store::need(edition::Press::start(*store_));
    store_->on_change([this] { store::need(press_->follow()); });
    article_ = store_.publish(store::an_article(site_, section_, "Четена"));
  }
  ~Reading() override { store_->on_change({}); }

  std::int64_t kept() {
    return store::need(store_->read_public([&](store::Session& session) {
      std::int64_t sum = 0;
      store::each_read(session, "2000-01-01", [&](ArticleId, std::int64_t count) {
        sum += count;
        return true;
      });
      return sum;
    }));
  }
  void rename(std::string_view sql) {
    store::need(store_->write([&](store::Session& session) { session.run(sql); }));
  }

  store::TemporaryStore store_;
  SiteId site_;
  SectionId section_;
  ArticleId article_;
  std::unique_ptr<edition::Press> press_;
};

TEST_F(Reading, is_kept_once_however_often_it_is_gathered) {
  Counts counts(*store_, *press_, [] { return store::test_time; });
  for (int i = 0; i < 3; ++i) counts.count(article_);
  store::need(counts.gather());
  store::need(counts.gather());
  EXPECT_EQ(kept(), 3);
}

TEST_F(Reading, that_the_store_did_not_take_is_written_the_next_time) {
  Counts counts(*store_, *press_, [] { return store::test_time; });
  counts.count(article_);
  rename("ALTER TABLE reads RENAME TO reads_away");
  EXPECT_FALSE(counts.gather());
  counts.count(article_);
  EXPECT_FALSE(counts.gather());
  rename("ALTER TABLE reads_away RENAME TO reads");
  store::need(counts.gather());
  EXPECT_EQ(kept(), 2);
}

// What other nodes of the store count is not asked for in every round.
TEST_F(Reading, is_ranked_by_what_was_read_since_the_last_round_and_now_and_then_by_all) {
  Counts counts(*store_, *press_, [] { return store::test_time; });
  Counts elsewhere(*store_, *press_, [] { return store::test_time; });
  const auto other = store_.publish(store::an_article(site_, section_, "Друга"));
  const auto read = [](Counts& by, ArticleId article, int times) {
    for (int each = 0; each < times; ++each) by.count(article);
  };
  const auto order = [&] { return press_->current()->sites().front()->most_read().articles; };
  read(counts, article_, 4);
  store::need(counts.gather());
  EXPECT_THAT(order(), ElementsAre());
  read(counts, article_, 2);
  store::need(counts.gather());
  EXPECT_THAT(order(), ElementsAre(article_));
  read(elsewhere, other, 9);
  store::need(elsewhere.gather());
  press_->most_read(site_, {article_});
  read(counts, article_, 1);
  store::need(counts.gather());
  EXPECT_THAT(order(), ElementsAre(article_));
  for (unsigned round = 0; round < Counts::rounds_until_all; ++round) store::need(counts.gather());
  EXPECT_THAT(order(), ElementsAre(other, article_));
}

TEST_F(Reading, gives_the_same_order_round_by_round_as_read_anew) {
  Time now = store::test_time;
  Counts counts(*store_, *press_, [&] { return now; });
  std::vector<ArticleId> articles;
  for (int each = 0; each < 60; ++each) {
    articles.push_back(store_.publish(store::an_article(site_, section_, "Новина " + std::to_string(each))));
  }
  std::mt19937 random(3);
  for (int round = 0; round < 25; ++round) {
    for (unsigned reads = random() % 150; reads > 0; --reads) counts.count(articles[random() % articles.size()]);
    if (round % 5 == 4) {
      store::need(store_->write([&](store::Session& session) {
        store::unpublish_article(session, articles[static_cast<std::size_t>(round)], store::test_time);
      }));
    }
    if (round == 12) now += std::chrono::hours(24);
    store::need(counts.gather());
    const auto order = press_->current()->sites().front()->most_read().articles;
    Counts anew(*store_, *press_, [&] { return now; });
    press_->most_read(site_, {});
    store::need(anew.gather());
    EXPECT_EQ(order, press_->current()->sites().front()->most_read().articles) << round;
    press_->most_read(site_, order);
  }
}

}  // namespace
}  // namespace vestnik::reader
