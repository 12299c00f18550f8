// Whose consent a campaign needs, whoever changed what: the campaign itself, its advertiser, the calendar.
#include "newsroom/testing_selling.h"

namespace vestnik::newsroom {
namespace {

using namespace std::chrono_literals;
using http::Method;

class TwoSellers : public NoticedCampaign {
 protected:
  // The second of them; by the rules of approval a person like the first.
  Answer other(Method method, const std::string& target, const json::value& body = nullptr) {
    return desk_.call(method, target, body);
  }
  // By whoever has looked at it as it is now.
  Answer submit(std::int64_t id) {
    return desk_.call(Method::post, of(id, "/submit"), nullptr, {{"If-Match", desk_.get(of(id)).etag()}},
                      "advertising");
  }
  Answer rename(const char* name) {
    return sell(Method::put, "advertising/advertisers/" + std::to_string(advertiser_), json::object{{"name", name}});
  }
  std::string last_of_history(std::int64_t id) {
    const json::array rows = desk_.get(of(id, "/history")).object().at("history").as_array();
    return string_or(rows.back().as_object(), "what");
  }
};

TEST_F(TwoSellers, who_wrote_a_draft_together_can_let_it_run) {
  const std::int64_t id = add();
  const json::object creative{{"kind", "text"}, {"text", "Баница"}, {"address", "https://niva.example/"}};
  EXPECT_EQ(other(Method::post, of(id, "/creatives"), creative).status, 201U);
  const Answer unseen = sell(Method::post, of(id, "/submit"));
  EXPECT_EQ(unseen.status, 409U) << "who does not say what they have seen has not seen the other's creative";
  EXPECT_THAT(unseen.text("remedy"), testing::HasSubstr("If-Match"));
  EXPECT_EQ(desk_.call(Method::post, of(id, "/submit"), nullptr, {{"If-Match", "*"}}, "advertising").status, 409U)
      << "nor who says that anything will do";
  EXPECT_EQ(submit(id).status, 200U);
  EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 403U) << "nobody approves what they ask approval for";
  EXPECT_EQ(other(Method::post, of(id, "/approve")).status, 200U) << "the first has looked at the other's creative";
}

TEST_F(TwoSellers, who_both_changed_it_since_ask_once_more) {
  const std::int64_t id = add();
  EXPECT_EQ(sell(Method::post, of(id, "/submit")).status, 200U);
  EXPECT_EQ(other(Method::put, of(id), json::object{{"name", "Лято"}}).status, 200U);
  EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 403U);
  const Answer refused = other(Method::post, of(id, "/approve"));
  EXPECT_EQ(refused.status, 403U) << "nobody has looked at the new name";
  EXPECT_THAT(refused.text("remedy"), testing::HasSubstr("asks for approval again"));
  const std::string looked_at = desk_.get(of(id)).etag();
  EXPECT_EQ(other(Method::put, of(id), json::object{{"name", "Есен"}}).status, 200U);
  EXPECT_EQ(desk_.call(Method::post, of(id, "/submit"), nullptr, {{"If-Match", looked_at}}, "advertising").status, 412U)
      << "whoever asks answers for what they have seen";
  EXPECT_EQ(submit(id).status, 200U);
  EXPECT_EQ(other(Method::post, of(id, "/approve")).status, 200U);
}

TEST_F(TwoSellers, agree_again_where_the_advertiser_gets_another_name) {
  const std::int64_t id = run(), paused = run(), over = run();
  EXPECT_EQ(sell(Method::post, of(paused, "/pause")).status, 200U);
  EXPECT_EQ(sell(Method::post, of(over, "/end")).status, 200U);
  EXPECT_EQ(rename("Хлебозавод „Нива“").status, 200U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved") << "nothing was changed";

  const std::string looked_at = desk_.get(of(id)).etag();
  EXPECT_EQ(rename("Съвсем друг").status, 200U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "submitted");
  EXPECT_EQ(desk_.get(of(paused)).text("state"), "submitted") << "going on would have needed nobody else";
  EXPECT_EQ(desk_.get(of(over)).text("state"), "ended");
  EXPECT_EQ(last_of_history(id), "advertiser changed: Хлебозавод „Нива“ → Съвсем друг");
  EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 403U) << "not by who has changed it";
  EXPECT_EQ(desk_.call(Method::post, of(id, "/approve"), nullptr, {{"If-Match", looked_at}}).status, 412U)
      << "that was another name";
  EXPECT_EQ(other(Method::post, of(id, "/approve")).status, 200U);
  EXPECT_EQ(sell(Method::put, "advertising/advertisers/" + std::to_string(advertiser_),
                 json::object{{"email", "drug@example.org"}})
                .status,
            200U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "submitted") << "nor another contact";
}

TEST_F(TwoSellers, throw_away_only_their_own_drafts_that_nobody_had_to_look_at) {
  const std::int64_t own = add();
  EXPECT_EQ(sell(Method::del, of(own)).status, 204U);
  EXPECT_EQ(desk_.get(of(own)).status, 404U);
  const std::int64_t submitted = add();
  EXPECT_EQ(sell(Method::post, of(submitted, "/submit")).status, 200U);
  EXPECT_EQ(sell(Method::del, of(submitted)).status, 403U);
  const Answer made = other(Method::post, "advertising/campaigns",
                            json::object{{"advertiser", advertiser_},
                                         {"name", "Чужда"},
                                         {"goal", "share"},
                                         {"amount", 10},
                                         {"booking", json::object{{"from", format_rfc3339(desk_.now)},
                                                                  {"until", format_rfc3339(desk_.now + 24h)}}}});
  ASSERT_EQ(made.status, 201U) << write_json(made.body);
  EXPECT_EQ(sell(Method::del, of(made.number("id"))).status, 403U);
  EXPECT_EQ(other(Method::del, of(submitted)).status, 204U) << "an administrator may";
}

TEST_F(TwoSellers, remove_a_vote_that_nothing_is_linked_to_and_agree_again_to_what_it_kept_in_bounds) {
  const std::int64_t id = run(political());
  json::object mistaken = advertising::write(advertising::a_vote());
  mistaken["name_bg"] = "Въведени по погрешка";
  desk_.now += 1s;
  EXPECT_EQ(sell(Method::put, "advertising/votes/greshka", mistaken).status, 200U);
  EXPECT_EQ(sell(Method::del, "advertising/votes/greshka").status, 204U);
  EXPECT_EQ(sell(Method::del, "advertising/votes/greshka").status, 404U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved") << "nobody had agreed to it while that vote was there";
  EXPECT_EQ(sell(Method::del, "advertising/votes/izbori").status, 409U) << "its notice names it";

  EXPECT_EQ(sell(Method::put, "advertising/votes/greshka", mistaken).status, 200U);
  EXPECT_EQ(change(id, {{"name", "Лято"}, {"reason", "име"}}).status, 200U);
  desk_.now += 1s;
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  desk_.now += 1s;
  EXPECT_EQ(sell(Method::del, "advertising/votes/greshka").status, 204U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "submitted") << "its silence kept it off the pages then";
  EXPECT_EQ(last_of_history(id), "silence or bar of greshka removed");
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  desk_.now += 1s;
  EXPECT_EQ(sell(Method::put, "advertising/votes/greshka", mistaken).status, 200U);
  EXPECT_EQ(sell(Method::del, "advertising/votes/greshka").status, 204U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved") << "it was not there when they agreed";
}

}  // namespace
}  // namespace vestnik::newsroom
