// What a call that is sent twice under one Idempotency-Key does, beyond articles (newsroom/articles_test.cpp).
#include <gmock/gmock.h>

#include "newsroom/testing_desk_on_both.h"

namespace vestnik::newsroom {
namespace {

class Repeated : public DeskOnBoth {
 protected:
  Answer post(const std::string& target, const json::value& body) {
    return desk_->call(http::Method::post, target, body, {{"Idempotency-Key", "8e03978e-40d5-43e8-bc93"}});
  }
};
ON_BOTH(Repeated);

TEST_P(Repeated, a_secret_is_told_once_and_made_once) {
  const std::int64_t story = desk_->post("articles", json::object{{"headline", "Мост"}}).number("id");
  const std::string previews = "articles/" + std::to_string(story) + "/preview";
  const json::object token{{"name", "агенция"}, {"role", "reporter"}};
  const std::size_t before = desk_->get("tokens").object().at("items").as_array().size();
  EXPECT_EQ(post("tokens", token).status, 201u);
  const Answer again = post("tokens", token);
  EXPECT_EQ(again.status, 409u);
  EXPECT_FALSE(again.object().contains("token"));
  EXPECT_EQ(desk_->get("tokens").object().at("items").as_array().size(), before + 1);
  const auto link = [&] {
    return desk_->call(http::Method::post, previews, json::object{}, {{"Idempotency-Key", "another"}});
  };
  EXPECT_EQ(link().status, 201u);
  const Answer linked_again = link();
  EXPECT_EQ(linked_again.status, 409u);
  EXPECT_EQ(linked_again.fields.at("Content-Type"), "application/problem+json");
  EXPECT_EQ(desk_->get("articles/" + std::to_string(story) + "/previews").object().at("items").as_array().size(), 1u);
}

TEST_P(Repeated, an_advertiser_is_made_once) {
  const json::object firm{{"name", "Фирма"}};
  const Answer first = post("advertising/advertisers", firm);
  EXPECT_EQ(first.status, 201u) << write_json(first.body);
  EXPECT_EQ(post("advertising/advertisers", firm).number("id"), first.number("id"));
}

}  // namespace
}  // namespace vestnik::newsroom
