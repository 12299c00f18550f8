// What is shown is switched off and on, changed and removed, and figures stay with what was shown.
#include "advertising/limits.h"
#include "advertising/lineup.h"
#include "advertising/records.h"
#include "newsroom/testing_selling.h"

namespace vestnik::newsroom {
namespace {

using http::Method;
using testing::ElementsAre;

class Versions : public AdvertisingDesk {
 protected:
  json::array creatives(std::int64_t campaign) { return desk_.get(of(campaign)).object().at("creatives").as_array(); }
  std::int64_t first(std::int64_t campaign) { return integer_or(creatives(campaign).at(0).as_object(), "id"); }
  static std::string at(std::int64_t creative, const std::string& what = "") {
    return "advertising/creatives/" + std::to_string(creative) + what;
  }
  std::int64_t add_second(std::int64_t campaign) {
    return sell(Method::post, of(campaign, "/creatives"),
                json::object{{"kind", "text"}, {"text", "Баница"}, {"address", "https://niva.example/banica"}})
        .number("id");
  }
  // The books have counted a showing of it.
  void count(std::int64_t campaign, std::int64_t creative) {
    show(campaign, 1);
    store::need(store_->write([&](store::Session& session) {
      session.run(
          "INSERT INTO campaign_counts (campaign, creative, hour, site, slot, section, served, viewable, clicked) "
          "VALUES "
          "(?, ?, 1, 1, 'top', 0, 1, 0, 0)",
          {advertising::CampaignId{campaign}, advertising::CreativeId{creative}});
    }));
  }
  // The numbers of what readers may be shown.
  std::vector<std::int64_t> on_pages() {
    const auto lineup = store::need(
        store_->read([&](store::Session& session) { return advertising::load_lineup(session, desk_.now, "key"); }));
    std::vector<std::int64_t> shown;
    for (const advertising::Line& line : lineup->lines) {
      for (const advertising::ShownCreative& creative : line.creatives) shown.push_back(creative.id.value);
    }
    return shown;
  }
};

TEST_F(Versions, one_is_switched_off_at_once_by_one_person_and_on_by_two) {
  const std::int64_t id = add(), bad = first(id), good = add_second(id);
  EXPECT_EQ(sell(Method::post, of(id, "/submit")).status, 200U);
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  EXPECT_THAT(on_pages(), ElementsAre(bad, good));

  const Answer off = sell(Method::post, at(bad, "/off"));
  EXPECT_EQ(off.status, 200U);
  EXPECT_TRUE(off.object().at("off").as_bool());
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved");
  EXPECT_THAT(on_pages(), ElementsAre(good));
  EXPECT_EQ(sell(Method::post, at(bad, "/off")).status, 200U) << "as it is already";

  EXPECT_EQ(sell(Method::post, at(bad, "/on")).status, 200U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "submitted");
  EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 403U);
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  EXPECT_THAT(on_pages(), ElementsAre(bad, good));
  std::vector<std::string> told;
  const json::object history = desk_.get(of(id, "/history")).object();
  for (const json::value& row : history.at("history").as_array()) told.push_back(string_or(row.as_object(), "what"));
  const std::string name = "creative " + std::to_string(bad);
  EXPECT_THAT(told, testing::IsSupersetOf({name + " off", name + " on"}));
}

TEST_F(Versions, nothing_that_is_on_is_nothing_to_approve) {
  const std::int64_t id = add();
  EXPECT_EQ(sell(Method::post, at(first(id), "/off")).status, 200U);
  const Answer submitted = sell(Method::post, of(id, "/submit"));
  EXPECT_EQ(submitted.status, 400U);
  EXPECT_EQ(submitted.text("remedy"), "add one, or switch one on");
}

TEST_F(Versions, one_is_removed_while_nobody_can_have_seen_it) {
  const std::int64_t id = add(), fresh = add_second(id);
  EXPECT_TRUE(creatives(id).at(1).at("removable").as_bool());
  EXPECT_EQ(sell(Method::del, at(fresh)).status, 204U);
  EXPECT_EQ(creatives(id).size(), 1U);
  EXPECT_EQ(sell(Method::del, at(fresh)).status, 404U);

  EXPECT_EQ(sell(Method::post, of(id, "/submit")).status, 200U);
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  const std::int64_t approved = first(id);
  EXPECT_FALSE(creatives(id).at(0).at("removable").as_bool());
  EXPECT_EQ(sell(Method::del, at(approved)).status, 409U) << "a node may still have its showings to tell";
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved") << "nothing was changed";
  const std::int64_t later = add_second(id);
  EXPECT_EQ(sell(Method::del, at(later)).status, 204U);
}

TEST_F(Versions, one_that_was_shown_and_is_changed_is_another_under_a_number_of_its_own) {
  const std::int64_t id = run(), shown = first(id);
  count(id, shown);
  EXPECT_EQ(sell(Method::put, at(shown), json::object{{"text", "Пресен хляб"}}).number("id"), shown)
      << "it says what it said";
  const Answer changed = sell(Method::put, at(shown), json::object{{"text", "Топъл хляб"}});
  EXPECT_EQ(changed.status, 200U);
  const std::int64_t fresh = changed.number("id");
  EXPECT_NE(fresh, shown);
  EXPECT_EQ(changed.number("follows"), shown);
  const json::array both = creatives(id);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(string_or(both.at(0).as_object(), "text"), "Пресен хляб") << "its figures stay under what was shown";
  EXPECT_TRUE(both.at(0).at("off").as_bool());
  EXPECT_EQ(desk_.get(of(id)).text("state"), "submitted");
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  EXPECT_THAT(on_pages(), ElementsAre(fresh));
  // Approved, it may be on a page whose count has not come yet; what was never approved is mended where it stands.
  const std::int64_t next = sell(Method::put, at(fresh), json::object{{"text", "Горещ хляб"}}).number("id");
  EXPECT_NE(next, fresh);
  EXPECT_EQ(sell(Method::put, at(next), json::object{{"text", "Черен хляб"}}).number("id"), next);
}

TEST_F(Versions, only_the_switch_switches) {
  const std::int64_t id = run(), shown = first(id);
  const Answer refused = sell(Method::put, at(shown), json::object{{"off", true}, {"text", "Топъл хляб"}});
  EXPECT_EQ(refused.status, 400U);
  EXPECT_EQ(refused.text("input"), "off");
  const json::object as_answered = creatives(id).at(0).as_object();
  EXPECT_EQ(sell(Method::put, at(shown), as_answered).status, 200U) << "what is answered may be sent back";
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved") << "and changes nothing";
  EXPECT_EQ(sell(Method::put, at(shown), json::object{{"off", false}, {"text", "Топъл хляб"}}).status, 200U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "submitted");
}

TEST_F(Versions, a_booking_made_when_more_was_taken_is_still_read) {
  const std::int64_t id = run();
  store::need(store_->write([&](store::Session& session) {
    auto campaign = advertising::find_campaign(session, advertising::CampaignId{id});
    campaign->booking.languages = {"BG"};
    advertising::save(session, *campaign, "П. Преди", "changed", desk_.now);
  }));
  EXPECT_EQ(desk_.get(of(id)).status, 200U);
  EXPECT_EQ(on_pages().size(), 1U);
  const json::object booking = desk_.get(of(id)).object().at("booking").as_object();
  EXPECT_EQ(sell(Method::put, of(id), json::object{{"booking", booking}}).text("input"), "booking.languages");
}

TEST_F(Versions, are_bounded) {
  const std::int64_t id = add();
  store::need(store_->write([&](store::Session& session) {
    advertising::Creative creative = advertising::a_creative({id});
    creative.off = true;
    for (std::size_t i = 1; i < limits::campaign_versions; ++i) advertising::save(session, creative, desk_.now);
  }));
  count(id, first(id));
  EXPECT_EQ(sell(Method::put, at(first(id)), json::object{{"text", "Топъл хляб"}}).status, 409U);
}

}  // namespace
}  // namespace vestnik::newsroom
