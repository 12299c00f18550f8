// Running stories through the API.
#include <gmock/gmock.h>

#include "newsroom/testing_desk.h"
#include "store/testing_both.h"

namespace vestnik::newsroom {
namespace {

class StoriesApi : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    world().add_section(site_);
    desk_ = std::make_unique<TemporaryDesk>(world());
  }
  void TearDown() override {
    desk_.reset();
    OnBoth::TearDown();
  }
  SiteId site_;
  std::unique_ptr<TemporaryDesk> desk_;
};
ON_BOTH(StoriesApi);

TEST_P(StoriesApi, make_change_and_close_a_story) {
  const Answer made = desk_->post("stories", json::object{{"name", "Новият мост"}});
  ASSERT_EQ(made.status, 201U) << write_json(made.body);
  const std::string slug = made.text("slug");
  EXPECT_EQ(made.text("state"), "open");
  EXPECT_EQ(made.text("address"), "/story/" + slug + "/");
  EXPECT_EQ(desk_->post("stories", json::object{{"name", "Новият мост"}}).status, 409U);
  EXPECT_EQ(desk_->post("stories", json::object{{"summary", "х"}}).status, 400U);

  const std::string etag = desk_->get("stories/" + slug).etag();
  const json::object closed{{"state", "closed"}, {"summary", "Така свърши."}};
  EXPECT_EQ(desk_->put("stories/" + slug, closed, {{"If-Match", etag}}).status, 200U);
  EXPECT_EQ(desk_->put("stories/" + slug, closed, {{"If-Match", etag}}).status, 412U);
  EXPECT_EQ(desk_->put("stories/" + slug, json::object{{"state", "asleep"}}).status, 400U);
  const Answer seen = desk_->get("stories/" + slug);
  EXPECT_EQ(seen.text("state"), "closed");
  EXPECT_EQ(seen.text("summary"), "Така свърши.");
  EXPECT_EQ(desk_->get("stories/nyama").status, 404U);
}

TEST_P(StoriesApi, put_articles_into_stories_as_topics) {
  desk_->post("stories", json::object{{"name", "Мост"}});
  const json::object part{{"story", "most"}, {"note", " Какво  ново "}, {"key", true}};
  const json::object draft{{"headline", "Част"}, {"section", "svyat"}, {"stories", json::array{part}}};
  const Answer added = desk_->call(http::Method::post, "articles", draft, {}, "reporter");
  ASSERT_EQ(added.status, 201U) << write_json(added.body);
  json::array expected;
  expected.push_back(json::object{{"story", "most"}, {"note", "Какво ново"}, {"key", true}});
  EXPECT_EQ(added.object().at("stories"), json::value(expected));
  EXPECT_EQ(desk_->get("stories/most").number("parts"), 0) << "a draft is not counted";

  const std::string article = "articles/" + std::to_string(added.number("id"));
  ASSERT_EQ(desk_->post(article + "/publish").status, 200U);
  const Answer story = desk_->get("stories/most");
  EXPECT_EQ(story.number("parts"), 1);
  ASSERT_EQ(story.object().at("articles").as_array().size(), 1U);
  EXPECT_EQ(string_or(story.object().at("articles").as_array()[0].as_object(), "note"), "Какво ново");

  EXPECT_EQ(desk_->put(article, json::object{{"stories", json::array{"nyama-takava"}}}).status, 400U);
  EXPECT_EQ(desk_->put(article, json::object{{"stories", json::array{"a", "b", "c", "d"}}}).status, 400U);
  EXPECT_EQ(desk_->put(article, json::object{{"deck", "Друго"}}).object().at("stories"), json::value(expected))
      << "what is not named stays";
  EXPECT_TRUE(desk_->put(article, json::object{{"stories", json::array()}}).object().at("stories").as_array().empty());
}

TEST_P(StoriesApi, are_made_by_editors_alone) {
  const json::object story{{"name", "Мост"}};
  EXPECT_EQ(desk_->post("stories", story, "reporter").status, 403U);
  EXPECT_EQ(desk_->post("stories", story, "editor").status, 201U);
  EXPECT_EQ(desk_->call(http::Method::put, "stories/most", story, {}, "reporter").status, 403U);
  EXPECT_EQ(desk_->get("stories", "reporter").status, 200U);
}

TEST_P(StoriesApi, leave_former_addresses_to_those_that_had_them) {
  desk_->post("stories", json::object{{"name", "Мост"}});
  const Answer part = desk_->post(
      "articles", json::object{{"headline", "Част"}, {"section", "svyat"}, {"stories", json::array{"most"}}});
  ASSERT_EQ(desk_->post("articles/" + std::to_string(part.number("id")) + "/publish").status, 200U);
  ASSERT_EQ(desk_->put("stories/most", json::object{{"slug", "mostat"}}).status, 200U);
  EXPECT_EQ(desk_->post("stories", json::object{{"name", "Мост"}}).status, 409U)
      << "readers are led from there to what they look for";
  EXPECT_EQ(desk_->put("stories/mostat", json::object{{"slug", "most"}}).status, 200U) << "its own it may have back";
  EXPECT_EQ(desk_->post("stories", json::object{{"name", "Друг"}, {"lead_image", "x"}}).status, 400U);
}

TEST_P(StoriesApi, are_listed_page_by_page) {
  for (const char* name : {"Мост", "Вода", "Път"}) {
    desk_->post("stories", json::object{{"name", name}});
    desk_->now += std::chrono::minutes(1);
  }
  const Answer first = desk_->get("stories?limit=2");
  ASSERT_EQ(first.object().at("items").as_array().size(), 2U);
  const json::object& line = first.object().at("items").as_array()[0].as_object();
  EXPECT_EQ(string_or(line, "name"), "Път");
  EXPECT_EQ(string_or(line, "etag"), desk_->get("stories/" + string_or(line, "slug")).etag());
  const Answer rest = desk_->get("stories?limit=2&cursor=" + first.text("next"));
  ASSERT_EQ(rest.object().at("items").as_array().size(), 1U);
  EXPECT_TRUE(rest.object().at("next").is_null());
  EXPECT_EQ(desk_->get("stories?q=%D0%92%D0%9E%D0%94").object().at("items").as_array().size(), 1U);
  EXPECT_EQ(desk_->get("stories?state=closed").object().at("items").as_array().size(), 0U);
}

}  // namespace
}  // namespace vestnik::newsroom
