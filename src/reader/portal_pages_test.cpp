// What the portal's pages and feeds say.
#include "pages/typesetting.h"
#include "reader/portal_testing.h"

namespace vestnik::reader {

TEST_F(Readers, older_stories_are_behind_the_home_front) {
  for (std::size_t i = 0; i < limits::page_size; ++i) {
    content::Article article = store::an_article(site_, section_, "Новина номер " + std::to_string(100 + i));
    article.published_at = store::test_time - std::chrono::hours(i);
    store_.publish(article);
  }
  EXPECT_EQ(get("/?page=2").status, 404U);
  EXPECT_FALSE(shows("/", "href=\"/?page=2\""));
  content::Article oldest = store::an_article(site_, other_, "Най-старата новина");
  oldest.published_at = store::test_time - std::chrono::hours(1'000);
  store_.publish(oldest);
  EXPECT_TRUE(shows("/", "href=\"/?page=2\""));
  // The old site's second page, as a reader's bookmark has it.
  const http::Response moved = get("/page/2/");
  ASSERT_EQ(moved.status, 301U);
  const std::string there = field(moved, "Location");
  EXPECT_EQ(there, "/?page=2");
  ASSERT_EQ(get(there).status, 200U);
  EXPECT_TRUE(shows(there, "Най-старата новина"));
  EXPECT_FALSE(shows(there, "Новина номер 119"));
  EXPECT_TRUE(shows(there, "rel=\"canonical\" href=\"https://example.com/?page=2\""));
  EXPECT_TRUE(shows(there, "href=\"/\" rel=\"prev\"")) << "newer ones";
  EXPECT_EQ(get("/?page=3").status, 404U);
}

TEST_F(Readers, a_front_that_stays_hot_over_midnight_says_the_day_of_yesterdays_stories) {
  now_ = *parse_rfc3339("2026-11-24T21:59:00Z");  // 23:59 in Sofia
  for (int i = 0; i < 8; ++i) {
    store_.publish(store::an_article(site_, section_, "Новина номер " + std::to_string(i)),
                   now_ - std::chrono::minutes(i));
  }
  get("/");
  const std::string today = body(get("/"));
  EXPECT_EQ(body(get("/")), today);
  now_ += std::chrono::minutes(2);
  const std::string tomorrow = body(get("/"));
  EXPECT_NE(tomorrow, today);
  EXPECT_EQ(body(get("/")), tomorrow);
}

TEST_F(Readers, links_in_feeds_lead_to_the_site_from_wherever_they_are_read) {
  content::Article article = store::an_article(site_, section_, "Мост над реката");
  content::Node& words = article.body.blocks[0].children[0];
  words.marks.push_back({"link", {{"href", "/svyat/most-pod-rekata/#%D0%BA%D0%B0%D1%80%D1%82%D0%B0"}}});
  store_.publish(article);
  for (const char* feed : {"/feed.xml", "/feed.atom", "/feed.json"}) {
    const std::string text = body(get(feed));
    EXPECT_NE(text.find("https://example.com/svyat/most-pod-rekata/#%D0%BA%D0%B0%D1%80%D1%82%D0%B0"), std::string::npos)
        << feed;
    EXPECT_EQ(text.find("\"/svyat/"), std::string::npos) << feed;
    EXPECT_EQ(text.find("&quot;/svyat/"), std::string::npos) << feed;
  }
  EXPECT_TRUE(shows(path_of(press_->current()->sites().front()->newest(0, 1).stories.front()->id),
                    "href=\"/svyat/most-pod-rekata/#%D0%BA%D0%B0%D1%80%D1%82%D0%B0\""));
}

TEST_F(Readers, live_coverage_tells_the_day_where_it_is_another) {
  content::Article article = store::an_article(site_, section_, "Бурята на живо");
  article.kind = content::Kind::live;
  article.body.blocks.clear();
  for (const auto after : {std::chrono::minutes(5), std::chrono::minutes(60 * 24 * 2)}) {
    content::Node entry{"liveEntry", {}, {}, {}, store::a_body("Вятърът отслабва.").blocks};
    entry.attributes["at"] = format_rfc3339(store::test_time + after);
    article.body.blocks.push_back(std::move(entry));
  }
  const std::string page = body(get(path_of(store_.publish(article))));
  const auto shown = [&](std::chrono::minutes after, DateStyle style) {
    return "\">" + pages::typeset(format_for_reader(store::test_time + after, "Europe/Sofia", "bg", style)) + "</time>";
  };
  EXPECT_NE(page.find(shown(std::chrono::minutes(5), DateStyle::time_of_day)), std::string::npos);
  EXPECT_NE(page.find(shown(std::chrono::minutes(60 * 24 * 2), DateStyle::date_time)), std::string::npos);
}

TEST_F(Readers, a_biography_stands_once_on_its_page) {
  content::Author author;
  author.site = site_;
  author.slug = "ana";
  author.name = "Ана";
  author.bio = "Пише за реки.";
  content::Article article = store::an_article(site_, section_, "Мост над реката");
  article.authors = {store::need(
      store_->write([&](store::Session& session) { return store::save_author(session, author, store::test_time); }))};
  store_.publish(article);
  const std::string page = body(get("/author/ana/"));
  const std::string shown = page.substr(page.find("<main"));
  EXPECT_NE(shown.find(author.bio), std::string::npos);
  EXPECT_EQ(shown.find(author.bio), shown.rfind(author.bio));
}

TEST_F(Readers, the_home_front_names_the_site_and_who_makes_it) {
  EXPECT_TRUE(shows("/", "\"@type\":\"WebSite\",\"name\":"));
  EXPECT_TRUE(shows("/", "\"@type\":\"NewsMediaOrganization\",\"name\":"));
}

TEST_F(Readers, a_story_without_a_section_has_no_trail_for_search_engines) {
  EXPECT_TRUE(shows(path_of(publish(section_, "Мост над реката")), "\"BreadcrumbList\""));
  EXPECT_FALSE(shows(path_of(publish(SectionId(), "Мост под реката")), "\"BreadcrumbList\""));
}

}  // namespace vestnik::reader
