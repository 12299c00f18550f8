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

TEST_P(StoriesApi, say_whether_readers_may_have_their_address) {
  desk_->post("stories", json::object{{"name", "Мост"}});
  const auto known = [&](const std::string& slug) {
    return desk_->get("stories/" + slug).object().at("known").as_bool();
  };
  EXPECT_FALSE(known("most"));
  const Answer part = desk_->post(
      "articles", json::object{{"headline", "Част"}, {"section", "svyat"}, {"stories", json::array{"most"}}});
  const std::string article = "articles/" + std::to_string(part.number("id"));
  ASSERT_EQ(desk_->post(article + "/publish").status, 200U);
  EXPECT_TRUE(known("most"));
  ASSERT_EQ(desk_->put("stories/most", json::object{{"slug", "mostat"}}).status, 200U);
  ASSERT_EQ(desk_->post(article + "/unpublish").status, 200U);
  EXPECT_EQ(desk_->get("stories/mostat").number("parts"), 0);
  EXPECT_TRUE(known("mostat")) << "its former address leads to it";
}

TEST_P(StoriesApi, are_taken_away_by_who_has_seen_them_as_they_are) {
  desk_->post("stories", json::object{{"name", "Мост"}});
  const Answer part = desk_->post(
      "articles", json::object{{"headline", "Част"}, {"section", "svyat"}, {"stories", json::array{"most"}}});
  const std::string article = "articles/" + std::to_string(part.number("id"));
  ASSERT_EQ(desk_->post(article + "/publish").status, 200U);
  const std::string etag = desk_->get("stories/most").etag();
  ASSERT_EQ(desk_->put("stories/most", json::object{{"summary", "Дотук."}}).status, 200U);
  const auto remove = [&](const std::string& target, std::vector<http::Field> fields = {},
                          const std::string& who = "administrator") {
    return desk_->call(http::Method::del, target, {}, std::move(fields), who).status;
  };
  EXPECT_EQ(remove("stories/most", {{"If-Match", etag}}), 412U);
  EXPECT_EQ(remove("stories/most", {}, "editor"), 403U) << "an address is taken from readers by a chief";
  EXPECT_EQ(remove("stories/most?to=%2Fstory%2Fmost%2F"), 400U);
  EXPECT_EQ(remove("stories/most?to=https%3A%2F%2Fexample.com%2Fstory%2Fmost%2F"), 400U) << "its own, in full";
  EXPECT_EQ(remove("stories/most?to=javascript:alert(1)"), 400U);
  EXPECT_EQ(remove("stories/most", {{"If-Match", desk_->get("stories/most").etag()}}), 204U);
  EXPECT_EQ(desk_->get("stories/most").status, 404U);
  EXPECT_EQ(remove("stories/most"), 404U);
  const Answer left = desk_->get(article);
  EXPECT_TRUE(left.object().at("stories").as_array().empty());
  EXPECT_EQ(left.text("state"), "published");
  EXPECT_EQ(desk_->put(article, json::object{{"deck", "Друго"}}).status, 200U);
  EXPECT_EQ(desk_->post(article + "/publish").status, 200U);
  EXPECT_EQ(desk_->post("stories", json::object{{"name", "Мост"}}).status, 201U) << "the name is free again";
}

TEST_P(StoriesApi, have_their_key_moments_chosen_where_the_story_is) {
  desk_->post("stories", json::object{{"name", "Мост"}});
  const Answer part = desk_->post(
      "articles", json::object{{"headline", "Част"}, {"section", "svyat"}, {"stories", json::array{"most"}}});
  const std::string id = std::to_string(part.number("id")), path = "stories/most/articles/" + id;
  EXPECT_EQ(desk_->get(path).status, 404U) << "a draft is on no timeline";
  ASSERT_EQ(desk_->post("articles/" + id + "/publish").status, 200U);
  const Answer shown = desk_->get(path);
  EXPECT_EQ(shown.status, 200U);
  const json::object listed = desk_->get("stories/most").object().at("articles").as_array()[0].as_object();
  EXPECT_EQ(string_or(listed, "etag"), shown.etag());
  EXPECT_TRUE(listed.at("may_change").as_bool());

  const json::object key{{"key", true}, {"note", " Падна  "}};
  EXPECT_EQ(desk_->call(http::Method::put, path, key, {}, "reporter").status, 403U);
  const Answer put = desk_->put(path, key, {{"If-Match", shown.etag()}});
  EXPECT_EQ(put.status, 200U) << write_json(put.body);
  EXPECT_EQ(put.text("note"), "Падна");
  EXPECT_EQ(desk_->put(path, key, {{"If-Match", shown.etag()}}).status, 412U);
  EXPECT_EQ(desk_->put(path, json::object{{"key", "yes"}}).status, 400U);
  EXPECT_EQ(desk_->put("stories/most/articles/999999", key).status, 404U);
  const json::object kept = desk_->get("articles/" + id).object().at("stories").as_array()[0].as_object();
  EXPECT_TRUE(kept.at("key").as_bool());
  EXPECT_EQ(string_or(kept, "note"), "Падна");
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
