#include "reports/material.h"

#include <gmock/gmock.h>

#include "store/articles.h"
#include "store/reader_assets.h"
#include "store/testing_both.h"

namespace vestnik::reports {
namespace {

using testing::ElementsAre;

class ReaderMaterial : public store::OnBoth {
 protected:
  ArticleId new_article() {
    content::Article article;
    article.site = world().add_site();
    return world().add(article);
  }
  Material whole(ArticleId article) const {
    return {article, "with the report", {"origin", "place", "time", "elsewhere"}, "", "a@example.org", ""};
  }
  template <class Work>
  auto change(Work work) {
    return store().write(work);
  }
};
ON_BOTH(ReaderMaterial);

TEST_P(ReaderMaterial, is_published_when_nothing_is_missing_and_a_second_person_has_looked) {
  const ArticleId article = new_article();
  const auto publishable = [&] {
    return change([&](store::Session& session) { return may_be_published(session, article); });
  };
  EXPECT_TRUE(publishable()) << "an article of our own";
  Material material = whole(article);
  material.permission = "";
  material.checks = {"place"};
  store::need(change([&](store::Session& session) { return save_material(session, material); }));
  EXPECT_EQ(publishable().error().kind, ErrorKind::conflict);
  EXPECT_THAT(missing_of(material), ElementsAre("permission", "origin", "time", "elsewhere", "second_person"));
  const auto confirmed_by = [&](const char* who) {
    return change([&](store::Session& session) { return confirm_material(session, article, who); });
  };
  EXPECT_EQ(confirmed_by("b@example.org").error().kind, ErrorKind::conflict);
  store::need(change([&](store::Session& session) { return save_material(session, whole(article)); }));
  EXPECT_EQ(confirmed_by("a@example.org").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(publishable().error().input, "second_person");
  store::need(confirmed_by("b@example.org"));
  store::need(publishable());
  // What is changed afterwards is looked at again.
  store::need(change([&](store::Session& session) { return save_material(session, whole(article)); }));
  EXPECT_EQ(publishable().error().kind, ErrorKind::conflict);
}

TEST_P(ReaderMaterial, knows_its_own_checks_alone) {
  const ArticleId article = new_article();
  Material material = whole(article);
  material.checks.emplace_back("taste");
  const auto saved = change([&](store::Session& session) { return save_material(session, material); });
  EXPECT_EQ(saved.error().kind, ErrorKind::invalid);
  EXPECT_EQ(change([&](store::Session& session) { return confirm_material(session, article, "b"); }).error().kind,
            ErrorKind::not_found);
}

// A file of a reader's in the library, and articles of the newsroom's own that could show it.
class ReaderFiles : public ReaderMaterial {
 protected:
  void SetUp() override {
    ReaderMaterial::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    section_ = world().add_section(site_);
    file_ = a_file('a');
    write([&](store::Session& session) { store::mark_from_reader(session, std::string(64, 'a')); });
  }
  AssetId a_file(char digit) {
    content::Asset asset;
    asset.site = site_;
    asset.digest = std::string(64, digit);
    return write([&](store::Session& session) { return store::save_asset(session, asset, store::test_time); });
  }
  ArticleId showing(AssetId asset, std::string headline) {
    content::Article article = store::an_article(site_, section_, std::move(headline));
    article.lead_image = asset;
    return world().add(article);
  }
  Result<void> publish(ArticleId article) {
    return change([&](store::Session& session) { store::publish_article(session, article, store::test_time); });
  }
  Result<void> schedule(ArticleId article) {
    return change([&](store::Session& session) {
      store::schedule_article(session, article, store::test_time + std::chrono::hours(1), store::test_time);
    });
  }
  // The next revision.
  void show(ArticleId article, AssetId asset) {
    content::Article changed = *read([&](store::Session& session) { return store::find_article(session, article); });
    changed.lead_image = asset;
    write([&](store::Session& session) {
      return store::save_article(session, changed, std::nullopt, "b@example.org", store::test_time);
    });
  }
  AssetId lead_before_readers(ArticleId article) {
    return read([&](store::Session& session) { return store::find_published(session, article)->lead_image; });
  }
  std::vector<std::string> missing(ArticleId article) {
    const auto material = read([&](store::Session& session) { return find_material(session, article); });
    return material ? missing_of(*material) : std::vector<std::string>();
  }
  void settle(ArticleId article, const char* second) {
    write([&](store::Session& session) { return save_material(session, whole(article)); });
    write([&](store::Session& session) { return confirm_material(session, article, second); });
  }

  SiteId site_;
  SectionId section_;
  AssetId file_;
};
ON_BOTH(ReaderFiles);

TEST_P(ReaderFiles, wait_for_two_people_in_whatever_article_they_are_put) {
  const ArticleId article = showing(file_, "Друга статия");
  EXPECT_EQ(publish(article).error().kind, ErrorKind::conflict);
  EXPECT_THAT(missing(article),
              ElementsAre("permission", "origin", "place", "time", "elsewhere", "taken_over", "second_person"));
  EXPECT_EQ(schedule(article).error().kind, ErrorKind::conflict);
  settle(article, "b@example.org");
  EXPECT_THAT(missing(article), ElementsAre());
  store::need(publish(article));
  EXPECT_EQ(publish(showing(file_, "Трета")).error().kind, ErrorKind::conflict) << "two looked at another article";
}

TEST_P(ReaderFiles, are_known_by_their_bytes_whoever_adds_them_again) {
  EXPECT_EQ(publish(showing(a_file('a'), "Същата снимка")).error().kind, ErrorKind::conflict);
  store::need(publish(showing(a_file('b'), "Наша снимка")));
}

TEST_P(ReaderFiles, that_come_after_the_second_person_has_looked_are_looked_at_too) {
  const ArticleId article = showing(file_, "Статия");
  settle(article, "b@example.org");
  store::need(publish(article));
  const AssetId another = a_file('c');
  write([&](store::Session& session) { store::mark_from_reader(session, std::string(64, 'c')); });
  show(article, another);
  EXPECT_THAT(missing(article), ElementsAre("taken_over"));
  EXPECT_EQ(publish(article).error().kind, ErrorKind::conflict);
  const auto confirmed =
      change([&](store::Session& session) { return confirm_material(session, article, "c@example.org"); });
  EXPECT_EQ(confirmed.error().kind, ErrorKind::conflict) << "nobody has taken it over";
  settle(article, "c@example.org");
  store::need(publish(article));
}

TEST_P(ReaderFiles, that_are_put_in_after_the_article_was_scheduled_wait_while_what_was_scheduled_goes_out) {
  const ArticleId article = showing(AssetId(), "Насрочена");
  store::need(schedule(article));
  show(article, file_);
  EXPECT_EQ(schedule(article).error().kind, ErrorKind::conflict) << "what would go out then shows it";
  write([&](store::Session& session) { store::publish_scheduled(session, article, store::test_time); });
  EXPECT_FALSE(lead_before_readers(article));
  EXPECT_EQ(publish(article).error().kind, ErrorKind::conflict);
  settle(article, "b@example.org");
  store::need(publish(article));
  EXPECT_EQ(lead_before_readers(article), file_);
}

TEST_P(ReaderFiles, that_are_scheduled_stay_settled_when_the_newest_revision_shows_others) {
  const ArticleId article = showing(file_, "Насрочена със снимка");
  settle(article, "b@example.org");
  store::need(schedule(article));
  const AssetId another = a_file('c');
  write([&](store::Session& session) { store::mark_from_reader(session, std::string(64, 'c')); });
  show(article, another);
  EXPECT_THAT(missing(article), ElementsAre("taken_over"));
  settle(article, "c@example.org");
  EXPECT_THAT(missing(article), ElementsAre());
  write([&](store::Session& session) { store::publish_scheduled(session, article, store::test_time); });
  EXPECT_EQ(lead_before_readers(article), file_);
}

TEST_P(ReaderFiles, whose_record_is_void_do_not_go_out_at_their_hour) {
  const ArticleId article = showing(file_, "Насрочена и размислена");
  settle(article, "b@example.org");
  store::need(schedule(article));
  write([&](store::Session& session) { return save_material(session, whole(article)); });
  const auto published =
      change([&](store::Session& session) { store::publish_scheduled(session, article, store::test_time); });
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().kind, ErrorKind::conflict);
}

TEST_P(ReaderFiles, have_no_place_outside_of_articles) {
  for (const char* place : {"an author's picture", "an advertisement"}) {
    const auto refused = change([&](store::Session& session) { store::refuse_reader_file(session, file_, place); });
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  }
  const AssetId own = a_file('b');
  write([&](store::Session& session) { store::refuse_reader_file(session, own, "an author's picture"); });
}

}  // namespace
}  // namespace vestnik::reports
