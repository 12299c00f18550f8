// What the newsroom decides about readers' comments, and what readers see of it.
#include <gmock/gmock.h>

#include "newsroom/testing_desk.h"
#include "store/changes.h"
#include "store/testing_both.h"

namespace vestnik::newsroom {
namespace {

class ReadersComments : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    const SiteId site = world().add_site();
    article_ = world().publish(store::an_article(site, world().add_section(site), "Мост"));
    first_ = add("Ана", "Едно", true);
    second_ = add("Иван", "Две", false);
    desk_ = std::make_unique<TemporaryDesk>(world());
  }
  void TearDown() override {
    desk_.reset();
    OnBoth::TearDown();
  }

  CommentId add(const std::string& name, const std::string& text, bool approved) {
    content::Comment comment = store::a_comment(article_, name, text);
    comment.approved = approved;
    comment.foreign_id = "wordpress:old.example:" + name;
    return write([&](store::Session& session) { return store::save_comment(session, comment, store::test_time); });
  }
  std::string address(CommentId comment) const {
    return "articles/" + std::to_string(article_.value) + "/readers-comments/" + std::to_string(comment.value);
  }
  std::vector<std::string> seen() {
    std::vector<std::string> texts;
    const auto all = store::need(
        world()->read_public([&](store::Session& session) { return store::comments_of(session, article_); }));
    for (const content::Comment& comment : all) texts.push_back(comment.text);
    return texts;
  }
  std::int64_t newest_change() {
    return store::need(world()->read([](store::Session& session) { return store::newest_change(session); }));
  }
  std::size_t count(const std::string& target) { return desk_->get(target).object().at("items").as_array().size(); }

  ArticleId article_;
  CommentId first_, second_;
  std::unique_ptr<TemporaryDesk> desk_;
};
ON_BOTH(ReadersComments);

TEST_P(ReadersComments, are_shown_hidden_and_removed_and_pages_follow) {
  using ::testing::ElementsAre;
  ASSERT_THAT(seen(), ElementsAre("Едно"));
  EXPECT_EQ(count("articles/" + std::to_string(article_.value) + "/readers-comments"), 2U);
  EXPECT_EQ(count("readers-comments"), 1U) << "what waits";
  const auto before = newest_change();
  EXPECT_EQ(desk_->put(address(second_), json::object{{"state", "shown"}}).status, 200U);
  EXPECT_THAT(seen(), ElementsAre("Едно", "Две"));
  EXPECT_GT(newest_change(), before);
  EXPECT_EQ(desk_->put(address(first_), json::object{{"state", "hidden"}}).text("state"), "hidden");
  EXPECT_THAT(seen(), ElementsAre("Две"));
  EXPECT_EQ(count("readers-comments?state=hidden"), 1U);
  EXPECT_EQ(count("readers-comments"), 0U);
  EXPECT_EQ(desk_->call(http::Method::del, address(second_)).status, 204U);
  EXPECT_TRUE(seen().empty());
  EXPECT_EQ(desk_->put(address(second_), json::object{{"state", "shown"}}).status, 404U);
  const auto all =
      store::need(world()->read([&](store::Session& session) { return store::all_comments_of(session, article_); }));
  for (const content::Comment& comment : all) EXPECT_NE(comment.text, "Две") << "nothing is left of the words";
}

TEST_P(ReadersComments, are_listed_with_the_headline_that_they_stand_under) {
  for (const std::string& target : {std::string("readers-comments?state=shown"),
                                    "articles/" + std::to_string(article_.value) + "/readers-comments"}) {
    const json::array items = desk_->get(target).object().at("items").as_array();
    ASSERT_FALSE(items.empty()) << target;
    for (const json::value& item : items) EXPECT_EQ(string_or(item.as_object(), "headline"), "Мост") << target;
  }
}

TEST_P(ReadersComments, are_no_reporters_business_and_know_three_states) {
  EXPECT_EQ(desk_->call(http::Method::put, address(first_), json::object{{"state", "hidden"}}, {}, "reporter").status,
            403U);
  EXPECT_EQ(desk_->put(address(first_), json::object{{"state", "removed"}}).status, 400U);
  EXPECT_EQ(desk_->get("readers-comments?state=x").status, 400U);
  EXPECT_EQ(desk_->put(address(CommentId{999'999}), json::object{{"state", "shown"}}).status, 404U);
}

}  // namespace
}  // namespace vestnik::newsroom
