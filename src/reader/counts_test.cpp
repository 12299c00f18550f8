#include "reader/counts.h"

#include <gmock/gmock.h>

#include "store/catalogue.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

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

}  // namespace
}  // namespace vestnik::reader
