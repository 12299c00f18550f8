#include "store/arrivals.h"

#include <gmock/gmock.h>

#include "store/catalogue.h"
#include "store/testing_both.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

using content::Article;

class Arrivals : public OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    section_ = world().add_section(site_);
  }

  Article arriving(const std::string& headline, const std::string& slug) const {
    Article article = an_article(site_, section_, headline);
    article.state = content::State::published;
    article.slug = slug;
    article.foreign_id = "jsonl:" + slug;
    article.published_at = test_time;
    return article;
  }
  std::vector<ArticleId> add(const std::vector<Article>& articles) {
    std::vector<DerivedText> derived;
    for (const Article& article : articles) derived.push_back(derive_text(article.body, "bg"));
    std::vector<Arrival> arrivals;
    for (std::size_t i = 0; i < articles.size(); ++i) arrivals.push_back({&articles[i], &derived[i]});
    return write([&](Session& session) { return add_arrivals(session, arrivals, "import", test_time); });
  }

  SiteId site_;
  SectionId section_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Arrivals, testing::Values(Kind::sqlite, Kind::postgresql), name_of_kind);

TEST_P(Arrivals, are_what_adding_them_one_by_one_makes) {
  std::vector<Article> articles;
  for (int i = 0; i < 700; ++i) {
    articles.push_back(arriving("Заглавие " + std::to_string(i), "slug-" + std::to_string(i)));
    if (i % 2 == 0) articles.back().updated_at = test_time + std::chrono::hours(i);
    if (i % 3 == 0) articles.back().permalink = "/2020/" + std::to_string(i) + "/";
  }
  const auto ids = add(articles);
  const ArticleId single = write([&](Session& session) {
    return add_article(session, arriving("Заглавие единично", "edno"), "import", test_time, true);
  });
  read([&](Session& session) {
    for (std::size_t i = 0; i < articles.size(); ++i) {
      ASSERT_TRUE(ids[i]);
      auto stored = find_article(session, ids[i]);
      ASSERT_TRUE(stored);
      EXPECT_EQ(stored->revision, 1);
      EXPECT_EQ(stored->state, content::State::published);
      EXPECT_EQ(stored->headline, articles[i].headline);
      EXPECT_EQ(stored->slug, articles[i].slug);
      EXPECT_EQ(stored->body, articles[i].body);
      EXPECT_EQ(stored->updated_at, std::max(articles[i].updated_at.value_or(test_time), test_time));
      const auto published = find_published(session, ids[i]);
      ASSERT_TRUE(published);
      EXPECT_EQ(published->path, content::address_of(articles[i], "svyat"));
      EXPECT_EQ(published->words, find_published(session, single)->words);
    }
    // Nothing of them is left for the newsroom to do.
    EXPECT_THAT(articles_in_work(session), testing::IsEmpty());
    EXPECT_EQ(session.integer("SELECT MAX(publications) FROM articles"), 1);
  });
}

TEST_P(Arrivals, that_meet_something_are_left_to_be_added_one_by_one) {
  write([&](Session& session) {
    Article known = arriving("Позната", "poznata");
    add_article(session, known, "import", test_time, true);
    Article draft = arriving("Чернова", "zaeto");
    draft.state = content::State::draft;
    draft.foreign_id = "other";
    add_article(session, draft, "ana", test_time);
    save_redirect(session, {site_, "/svyat/staro", "/"}, test_time, true);
  });
  Article known = arriving("Позната", "poznata"), taken_slug = arriving("А", "zaeto"),
          redirected = arriving("Б", "staro"), first = arriving("В", "edno"), same_slug = arriving("Г", "edno"),
          same_place = arriving("Д", "dve"), draft = arriving("Е", "tri"), homeless = arriving("Ж", "chetiri");
  same_slug.foreign_id = "another";
  same_place.permalink = "/svyat/EDNO/";
  draft.state = content::State::draft;
  homeless.section = {};
  const auto ids = add({known, taken_slug, redirected, first, same_slug, same_place, draft, homeless});
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(static_cast<bool>(ids[i]), i == 3) << i;
}

}  // namespace
}  // namespace vestnik::store
