#include "store/check.h"

#include <gmock/gmock.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "store/articles.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class Check : public OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    auto site = world().add_site();
    auto article = an_article(site, world().add_section(site), "Едно");
    article.lead_image = world().add_asset(site);
    article.authors = {world().add_author(site)};
    published_ = world().publish(article);
    draft_ = world().add(article);
  }
  // What is found after somebody wrote into the database by hand.
  std::vector<std::string> found_after(const std::string& sql) {
    write([&](Session& session) { session.run(sql, {}); });
    return read([](Session& session) { return check(session); });
  }

  ArticleId published_, draft_;
};
ON_BOTH(Check);

TEST_P(Check, finds_nothing_in_a_store_that_was_written_by_the_program) {
  EXPECT_THAT(read([](Session& session) { return check(session); }), IsEmpty());
}

TEST_P(Check, finds_a_published_row_that_is_not_its_revision) {
  EXPECT_THAT(found_after("UPDATE published SET headline = 'x'"), Contains(HasSubstr("differs from its revision")));
}

TEST_P(Check, finds_an_article_that_readers_should_see_and_do_not) {
  EXPECT_THAT(found_after("UPDATE articles SET state = 'published' WHERE state = 'draft'"),
              Contains(HasSubstr(std::to_string(draft_.value))));
}

TEST_P(Check, finds_an_article_that_readers_should_not_see_and_do) {
  EXPECT_THAT(found_after("UPDATE articles SET state = 'draft'"), Contains(HasSubstr("not the published one")));
}

TEST_P(Check, finds_an_address_that_does_not_lead_where_it_says) {
  EXPECT_THAT(found_after("UPDATE published SET path = '/x/y/'"), Contains(HasSubstr("address is not the revision's")));
}

TEST_P(Check, finds_a_body_that_cannot_be_read) {
  EXPECT_THAT(found_after("UPDATE revisions SET body = '{\"type\":\"doc\"'"),
              Contains(HasSubstr("body cannot be read")));
}

TEST_P(Check, finds_a_schedule_without_its_revision) {
  EXPECT_THAT(found_after("UPDATE articles SET scheduled_revision = 999999"),
              Contains(HasSubstr("revision that is scheduled")));
}

TEST_P(Check, finds_a_missing_revision) {
  EXPECT_THAT(found_after("UPDATE revisions SET number = 7"), Contains(HasSubstr("newest revision")));
}

TEST_P(Check, finds_a_clock_that_was_turned_back) {
  EXPECT_THAT(found_after("UPDATE clock SET last_id = 1"), Contains(HasSubstr("never given")));
  EXPECT_THAT(found_after("UPDATE clock SET last_change = 1"), Contains(HasSubstr("ahead of its clock")));
}

TEST(CheckSqlite, finds_rows_that_name_others_that_are_not_there) {
  TemporaryStore temporary;
  auto site = temporary.add_site();
  auto article = an_article(site, temporary.add_section(site), "Едно");
  article.lead_image = temporary.add_asset(site);
  temporary.publish(article);
  {
    soci::session raw(soci::sqlite3, (temporary.options().data / "vestnik.db").string());
    raw << "DELETE FROM assets";
  }
  auto found = need(temporary->read([](Session& session) { return check(session); }));
  EXPECT_THAT(found, Contains(HasSubstr("lead image")));
  EXPECT_THAT(found, Contains(HasSubstr("names a row of assets")));
}

}  // namespace
}  // namespace vestnik::store
