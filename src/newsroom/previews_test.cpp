// Secret links: listed, withdrawn one by one and all at once, and ended with the account that made them.
#include "newsroom/previews.h"

#include <gmock/gmock.h>

#include "newsroom/testing_people.h"
#include "store/tokens.h"

namespace vestnik::newsroom {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class Previews : public WithPeople {
 protected:
  void SetUp() override {
    WithPeople::SetUp();
    if (HasFatalFailure()) return;
    auto article = store::an_article(site_, section_, "Мост");
    const ArticleId id =
        write([&](store::Session& session) { return store::add_article(session, article, "editor", desk_->now); });
    story_ = "articles/" + std::to_string(id.value);
  }

  Answer by(const Person& who, http::Method method, const std::string& target, std::vector<http::Field> fields = {}) {
    fields.push_back({"Cookie", who.cookie});
    fields.push_back({"Sec-Fetch-Site", "same-origin"});
    return desk_->call(method, target, method == http::Method::post ? json::value(json::object{}) : nullptr,
                       std::move(fields), "");
  }
  // The secret of a new link.
  std::string add(const Person& who) {
    const Answer made = by(who, http::Method::post, story_ + "/preview");
    EXPECT_EQ(made.status, 201u) << write_json(made.body);
    const std::string url = made.text("url");
    last_ = made.text("id");
    return url.substr(std::string_view("/preview/").size(), url.size() - std::string_view("/preview//").size());
  }
  bool opens(const std::string& secret) { return previewed(desk_->desk(), secret).has_value(); }
  json::array listed() { return desk_->get(story_ + "/previews").object().at("items").as_array(); }

  std::string story_, last_;
};
ON_BOTH(Previews);

TEST_P(Previews, are_listed_with_who_made_them_and_until_when) {
  const Person ana = person("ana@example.com", {{"editor", {}, {}}});
  const std::string secret = add(ana);
  const json::array items = listed();
  ASSERT_THAT(items, SizeIs(1));
  const json::object& line = items[0].as_object();
  EXPECT_EQ(string_or(line, "by"), "ana@example.com");
  EXPECT_EQ(string_or(line, "expires_at"), format_rfc3339(desk_->now + std::chrono::hours(72)));
  EXPECT_EQ(string_or(line, "id"), last_);
  EXPECT_EQ(write_json(items).find(secret), std::string::npos) << "the list opens the story";
  EXPECT_FALSE(opens(last_)) << "the name of a link opens it";
  desk_->now += std::chrono::hours(73);
  EXPECT_THAT(listed(), IsEmpty());
}

TEST_P(Previews, are_withdrawn_one_by_one_and_all_at_once) {
  const Person ana = person("ana@example.com", {{"editor", {}, {}}});
  const std::string first = add(ana);
  const std::string second = add(ana), third = add(ana);
  EXPECT_EQ(by(ana, http::Method::del, story_ + "/previews/" + last_, {{"If-Match", "\"old\""}}).status, 412u);
  EXPECT_TRUE(opens(third));
  EXPECT_EQ(by(ana, http::Method::del, story_ + "/previews/" + last_).status, 204u);
  EXPECT_FALSE(opens(third));
  EXPECT_TRUE(opens(first));
  EXPECT_EQ(by(ana, http::Method::del, story_ + "/previews/" + last_).status, 404u);
  const std::string seen = desk_->get(story_ + "/previews").etag();
  const std::string later = add(ana);
  EXPECT_EQ(by(ana, http::Method::del, story_ + "/previews", {{"If-Match", seen}}).status, 412u);
  EXPECT_EQ(by(ana, http::Method::del, story_ + "/previews").status, 204u);
  for (const std::string& secret : {first, second, later}) EXPECT_FALSE(opens(secret));
}

TEST_P(Previews, of_another_article_are_not_withdrawn_through_this_one) {
  const Person ana = person("ana@example.com", {{"editor", {}, {}}});
  const std::string secret = add(ana);
  const Answer other = desk_->post("articles", json::object{{"headline", "Друга"}, {"section", "svyat"}});
  const std::string there = "articles/" + std::to_string(other.number("id")) + "/previews";
  EXPECT_EQ(desk_->call(http::Method::del, there + "/" + last_).status, 404u);
  EXPECT_EQ(desk_->call(http::Method::del, there).status, 204u);
  EXPECT_TRUE(opens(secret));
}

TEST_P(Previews, end_with_the_account_that_made_them) {
  const Person ana = person("ana@example.com", {{"editor", {}, {}}});
  const Person boris = person("boris@example.com", {{"editor", {}, {}}});
  const std::string hers = add(ana), his = add(boris);
  write([&](store::Session& session) {
    accounts::disable_user(session, accounts::find_user(session, "ana@example.com").value().id, desk_->now);
  });
  EXPECT_FALSE(opens(hers));
  EXPECT_TRUE(opens(his));
  write([&](store::Session& session) {
    accounts::enable_user(session, accounts::find_user(session, "ana@example.com").value().id);
  });
  EXPECT_FALSE(opens(hers)) << "what was withdrawn came back";
}

TEST_P(Previews, end_with_the_token_that_made_them) {
  const Answer made = desk_->post(story_ + "/preview", json::object{}, "editor");
  const std::string url = made.text("url");
  const std::string secret = url.substr(9, url.size() - 10);
  EXPECT_TRUE(opens(secret));
  write([&](store::Session& session) {
    for (const store::TokenLine& token : store::all_tokens(session)) {
      if (token.name == "editor") store::remove_token(session, token.id);
    }
  });
  EXPECT_FALSE(opens(secret));
}

TEST_P(Previews, are_bounded_for_each_article) {
  const Person ana = person("ana@example.com", {{"editor", {}, {}}});
  for (int made = 0; made < 200; ++made) add(ana);
  EXPECT_EQ(by(ana, http::Method::post, story_ + "/preview").status, 409u);
}

}  // namespace
}  // namespace vestnik::newsroom
