#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edition/testing.h"

namespace vestnik::edition {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = Route::Kind;

// Sections: svyat (1) with evropa (2) under it, sport (3).
SiteInput sample() {
  SiteInput input;
  input.site = testing::site();
  input.sections = {section(2, "evropa", 1, -1), section(1, "svyat"), section(3, "sport", 0, 1)};
  input.authors = {{std::make_shared<const content::Author>(author(11, "vesela-kirova")), 5}};
  input.topics = {{std::make_shared<const content::Topic>(topic(21, "mostove")), 6}};
  return input;
}

KeptSummaryPtr in_section(std::int64_t id, std::int64_t minutes, std::int64_t section, std::string path) {
  auto row = story(id, minutes, std::move(path));
  row.section = SectionId{section};
  return kept(row);
}

}  // namespace

TEST(Site, sections_come_with_parents_before_children) {
  const KeptSite site(load_site(sample()));
  std::vector<std::string> slugs;
  for (const auto& section : site.sections()) slugs.push_back(section.slug);
  EXPECT_THAT(slugs, ElementsAre("svyat", "sport", "evropa"));
  EXPECT_EQ(site.section(SectionId{2})->slug, "evropa");
  EXPECT_EQ(site.section(SectionId{77}), nullptr);
}

TEST(Site, sections_in_a_ring_of_parents_end_nowhere_but_in_the_list) {
  SiteInput input = sample();
  input.sections = {section(1, "a", 2), section(2, "b", 1)};
  input.stories = {in_section(100, 1, 2, "/b/x/")};
  const KeptSite site(load_site(std::move(input)));
  EXPECT_EQ(site.sections().size(), 2U);
  EXPECT_THAT(ids(site.of_section(SectionId{2}, 0, 10).stories), ElementsAre(100));
}

TEST(Site, a_sections_front_lists_the_stories_of_its_children_too) {
  SiteInput input = sample();
  input.stories = {in_section(100, 1, 1, "/svyat/a/"), in_section(101, 2, 2, "/evropa/b/"),
                   in_section(102, 3, 3, "/sport/c/")};
  const KeptSite site(load_site(std::move(input)));
  EXPECT_THAT(ids(site.of_section(SectionId{1}, 0, 10).stories), ElementsAre(101, 100));
  EXPECT_THAT(ids(site.of_section(SectionId{2}, 0, 10).stories), ElementsAre(101));
  EXPECT_THAT(ids(site.newest(0, 10).stories), ElementsAre(102, 101, 100));
  EXPECT_THAT(ids(site.newest(1, 1).stories), ElementsAre(101));
  EXPECT_EQ(site.newest(1, 1).total, 3U);
}

TEST(Site, a_section_that_moves_takes_its_stories_along) {
  SiteInput input = sample();
  input.stories = {in_section(101, 2, 2, "/evropa/b/")};
  const KeptSite before(load_site(std::move(input)));
  Marks marks;
  SiteDraft draft(before.state(), Owner::fresh(), marks);
  draft.set_masthead(testing::site(), {section(1, "svyat"), section(2, "evropa", 3), section(3, "sport", 0, 1)}, 44);
  const KeptSite after(draft.take());
  EXPECT_THAT(ids(after.of_section(SectionId{1}, 0, 10).stories), IsEmpty());
  EXPECT_THAT(ids(after.of_section(SectionId{3}, 0, 10).stories), ElementsAre(101));
  EXPECT_EQ(after.chrome_version(), 44);
  EXPECT_THAT(ids(before.of_section(SectionId{1}, 0, 10).stories), ElementsAre(101));
}

TEST(Site, routes_go_by_precedence) {
  SiteInput input = sample();
  input.stories = {in_section(100, 1, 1, "/Svyat/Новина/"), in_section(101, 2, 1, "/sport/")};
  input.redirects = {
      {"/svyat/новина", "/elsewhere/"}, {"/topic/mostove", "/bridges/"}, {"/old", ""}, {"/?p=12", "/sport/"}};
  input.gone = {{ArticleId{7}, "/author/vesela-kirova/"}, {ArticleId{8}, "/svyat/lost/"}};
  const KeptSite site(load_site(std::move(input)));
  EXPECT_EQ(site.route("/svyat/новина")->kind, Kind::article);
  EXPECT_EQ(site.route("/svyat/новина")->path, "/Svyat/Новина/");
  EXPECT_EQ(site.route("/sport")->kind, Kind::article);  // an imported permalink wins over the section's address
  EXPECT_EQ(site.route("/topic/mostove")->kind, Kind::redirect);
  EXPECT_EQ(site.route("/topic/mostove")->path, "/bridges/");
  EXPECT_EQ(site.route("/old")->kind, Kind::gone);
  EXPECT_EQ(site.route("/?p=12")->path, "/sport/");
  EXPECT_EQ(site.route("/svyat")->kind, Kind::section);
  EXPECT_EQ(site.route("/svyat")->path, "/svyat/");
  EXPECT_EQ(site.route("/author/vesela-kirova")->kind, Kind::author);
  EXPECT_EQ(site.route("/author/vesela-kirova")->id, 11);
  EXPECT_EQ(site.route("/svyat/lost")->kind, Kind::gone);
  EXPECT_FALSE(site.route("/svyat/nothing"));
  EXPECT_FALSE(site.route("/"));
  EXPECT_FALSE(site.route(""));
}

TEST(Site, an_article_answers_under_its_section_where_its_permalink_is_elsewhere) {
  SiteInput input = sample();
  input.stories = {in_section(100, 1, 2, "/2023/10/nov-most/"), in_section(101, 2, 3, "/2023/11/nov-most/")};
  const KeptSite site(load_site(std::move(input)));
  EXPECT_EQ(site.route("/evropa/nov-most")->kind, Kind::redirect);
  EXPECT_EQ(site.route("/evropa/nov-most")->path, "/2023/10/nov-most/");
  EXPECT_EQ(site.route("/svyat/nov-most")->path, "/2023/10/nov-most/");  // the section above
  EXPECT_EQ(site.route("/sport/nov-most")->path, "/2023/11/nov-most/");
  EXPECT_FALSE(site.route("/author/nov-most"));
  EXPECT_FALSE(site.route("/unknown/nov-most"));
}

TEST(Site, an_unpublished_article_does_not_lead_to_its_namesake_of_another_section) {
  SiteInput input = sample();
  input.stories = {in_section(101, 2, 3, "/sport/nov-most/")};
  const KeptSite site(load_site(std::move(input)));
  EXPECT_FALSE(site.route("/svyat/nov-most"));
}

TEST(Site, a_redirect_onto_itself_is_none) {
  SiteInput input = sample();
  input.redirects = {{"/a", "/A/"}};
  const KeptSite site(load_site(std::move(input)));
  EXPECT_FALSE(site.route("/a"));
}

TEST(Site, a_withdrawn_article_is_gone_until_it_is_published_again) {
  Marks marks;
  SiteDraft first(load_site(sample()), Owner::fresh(), marks);
  first.put(in_section(100, 1, 1, "/svyat/a/"));
  first.set_gone(ArticleId{100}, std::nullopt);
  const KeptSite published(first.take());
  SiteDraft second(published.state(), Owner::fresh(), marks);
  second.remove(ArticleId{100});
  second.set_gone(ArticleId{100}, "/svyat/a/");
  const KeptSite withdrawn(second.take());
  SiteDraft third(withdrawn.state(), Owner::fresh(), marks);
  third.put(in_section(100, 1, 1, "/svyat/b/"));
  third.set_gone(ArticleId{100}, std::nullopt);
  const KeptSite again(third.take());
  EXPECT_EQ(published.route("/svyat/a")->kind, Kind::article);
  EXPECT_EQ(withdrawn.route("/svyat/a")->kind, Kind::gone);
  EXPECT_FALSE(again.route("/svyat/a"));
  EXPECT_EQ(again.route("/svyat/b")->kind, Kind::article);
}

TEST(Site, a_renamed_author_answers_at_the_new_address_only) {
  Marks marks;
  SiteDraft draft(load_site(sample()), Owner::fresh(), marks);
  draft.set_author(AuthorId{11}, author(11, "vesela-dimova"), 9);
  draft.set_topic(TopicId{21}, topic(21, "mostove"), 9);
  const KeptSite site(draft.take());
  EXPECT_FALSE(site.route("/author/vesela-kirova"));
  EXPECT_EQ(site.route("/author/vesela-dimova")->id, 11);
  EXPECT_EQ(site.author_version(AuthorId{11}), 9);
  EXPECT_EQ(site.author_version(AuthorId{12}), 0);
  EXPECT_EQ(site.authors().size(), 1U);
}

TEST(Site, neighbours_stand_beside_it_in_its_section) {
  SiteInput input = sample();
  input.stories = {in_section(100, 1, 1, "/a/"), in_section(101, 2, 3, "/b/"), in_section(102, 3, 1, "/c/"),
                   in_section(103, 3, 1, "/d/")};
  const KeptSite site(load_site(std::move(input)));
  const auto around = [&](std::int64_t id) { return site.neighbours(*site.article(ArticleId{id})); };
  EXPECT_EQ(around(102).newer->id, ArticleId{103});
  EXPECT_EQ(around(102).older->id, ArticleId{100});
  EXPECT_EQ(around(100).older, nullptr);
  EXPECT_EQ(around(103).newer, nullptr);
  EXPECT_EQ(around(101).newer, nullptr);
  EXPECT_EQ(around(101).older, nullptr);
}

TEST(Site, a_stretch_of_time_is_read_oldest_first) {
  SiteInput input = sample();
  for (std::int64_t i = 0; i < 300; ++i)
    input.stories.push_back(in_section(100 + i, i, 1, "/" + std::to_string(i) + "/"));
  const KeptSite site(load_site(std::move(input)));
  EXPECT_THAT(ids(site.between(at_minute(10), at_minute(13), 0, 10).stories), ElementsAre(110, 111, 112));
  EXPECT_THAT(ids(site.between(at_minute(10), at_minute(200), 100, 2).stories), ElementsAre(210, 211));
  EXPECT_EQ(site.between(at_minute(10), at_minute(200), 100, 2).total, 190U);
  EXPECT_EQ(site.between(at_minute(13), at_minute(10), 0, 10).total, 0U);
  EXPECT_THAT(ids(site.between(at_minute(299), at_minute(10'000), 0, 10).stories), ElementsAre(399));
}

TEST(Site, breaking_news_is_so_for_six_hours_and_shows_in_the_version_of_the_chrome) {
  const KeptSite quiet(load_site(sample()));
  Marks marks;
  SiteDraft draft(quiet.state(), Owner::fresh(), marks);
  auto row = story(100, 0, "/a/");
  row.breaking = true;
  draft.put(kept(row));
  const KeptSite breaking(draft.take());
  EXPECT_THAT(ids(breaking.breaking()), ElementsAre(100));
  EXPECT_NE(breaking.chrome_version(), quiet.chrome_version());
  SiteDraft later(breaking.state(), Owner::fresh(), marks);
  later.put(kept(story(101, 6 * 60 + 1, "/b/")));
  const KeptSite over(later.take());
  EXPECT_THAT(over.breaking(), IsEmpty());
  EXPECT_NE(over.chrome_version(), breaking.chrome_version());
}

TEST(Site, pinned_stories_are_the_newest_twenty) {
  SiteInput input = sample();
  for (std::int64_t i = 0; i < 30; ++i) {
    auto row = story(100 + i, i, "/" + std::to_string(i) + "/");
    row.pinned = true;
    input.stories.push_back(kept(row));
  }
  const KeptSite site(load_site(std::move(input)));
  EXPECT_EQ(site.pinned().size(), 20U);
  EXPECT_EQ(site.pinned().front()->id, ArticleId{129});
}

TEST(Site, a_plain_page_is_in_no_list_and_answers_all_the_same) {
  SiteInput input = sample();
  auto row = story(100, 0, "/za-nas/");
  row.kind = content::Kind::page;
  row.section = SectionId{1};
  row.authors = {AuthorId{11}};
  input.stories = {kept(row)};
  const KeptSite site(load_site(std::move(input)));
  EXPECT_EQ(site.newest(0, 10).total, 0U);
  EXPECT_EQ(site.of_section(SectionId{1}, 0, 10).total, 0U);
  EXPECT_EQ(site.of_author(AuthorId{11}, 0, 10).total, 0U);
  EXPECT_THAT(ids(site.pages()), ElementsAre(100));
  EXPECT_EQ(site.route("/za-nas")->id, 100);
}

TEST(Site, the_same_list_of_most_read_stories_has_the_same_version) {
  EXPECT_EQ(make_most_read({ArticleId{3}, ArticleId{4}}).version, make_most_read({ArticleId{3}, ArticleId{4}}).version);
  EXPECT_NE(make_most_read({ArticleId{3}, ArticleId{4}}).version, make_most_read({ArticleId{34}}).version);
  EXPECT_EQ(make_most_read(std::vector<ArticleId>(80)).articles.size(), 50U);
}

}  // namespace vestnik::edition
