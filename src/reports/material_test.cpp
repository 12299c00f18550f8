#include "reports/material.h"

#include <gmock/gmock.h>

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

}  // namespace
}  // namespace vestnik::reports
