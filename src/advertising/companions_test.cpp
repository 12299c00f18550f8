// Campaigns that were sold as one.
#include <gmock/gmock.h>

#include <random>

#include "advertising/testing_serving.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

// Two that were sold as one: on a page both or none, never half.
class Companions : public Serving {
 protected:
  Campaign half(const char* name, const char* slot, std::int64_t amount = 10'000) {
    Campaign campaign = a_campaign({}, name, amount);
    campaign.goal = Goal::share;
    campaign.companions = "пролет";
    campaign.booking.slots = {slot};
    return campaign;
  }
  void change(CampaignId id, auto how) {
    write([&](store::Session& session) {
      Campaign campaign = *find_campaign(session, id);
      how(campaign);
      save(session, campaign, "test", "changed", now_);
    });
    store::need(server_->refresh());
    store::need(server_->tick());
  }
};

TEST_P(Companions, stand_on_a_page_together) {
  start();
  run(half("Горе", "top"));
  run(half("Между", "rail"));
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"Горе", "", "Между"}));
}

TEST_P(Companions, stay_away_where_the_page_has_no_place_for_one) {
  start();
  run(half("Горе", "top"));
  run(half("Долу", "footer"));
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"", "", ""}));
  slots_ = {"top", "text", "footer"};
  offers_.clear();
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"Горе", "", "Долу"}));
}

TEST_P(Companions, leave_their_places_to_others_where_one_of_them_may_not_be_shown) {
  start();
  run(half("Горе", "top"));
  Campaign sport = half("Между", "rail");
  sport.booking.sections = {"sport"};
  run(sport);
  Campaign other = a_campaign({}, "Друга", 10'000);
  other.goal = Goal::share;
  other.tier = Tier::house;
  run(other);
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"Друга", "", ""}));
  EXPECT_EQ(view(page(other_)), (std::vector<std::string>{"Горе", "Друга", "Между"}));
}

TEST_P(Companions, do_not_push_away_what_goes_before_them) {
  start();
  run(half("Горе", "top"));
  run(half("Между", "rail"));
  Campaign sponsor = a_campaign({}, "Спонсор", 10'000);
  sponsor.goal = Goal::share;
  sponsor.tier = Tier::sponsorship;
  sponsor.booking.slots = {"rail"};
  const auto sponsor_id = run(sponsor);
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"", "", "Спонсор"}));
  change(sponsor_id, [](Campaign& campaign) { campaign.state = State::ended; });
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"Горе", "", "Между"}));
}

TEST_P(Companions, wait_for_one_that_is_not_approved_yet_and_go_on_without_one_that_was_ended) {
  start();
  run(half("Горе", "top"));
  Campaign draft = half("Между", "rail");
  draft.state = State::draft;
  const auto id = run(draft);
  EXPECT_EQ(view(page(section_))[0], "");
  change(id, [](Campaign& campaign) { campaign.state = State::approved; });
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"Горе", "", "Между"}));
  change(id, [](Campaign& campaign) { campaign.state = State::paused; });
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"", "", ""}));
  change(id, [](Campaign& campaign) { campaign.state = State::ended; });
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"Горе", "", ""}));
}

// Sold by number: each page takes one of both, and both end together.
TEST_P(Companions, are_counted_down_together_and_end_together) {
  start(2);
  std::vector<CampaignId> ids;
  for (const auto& [name, slot] : {std::pair{"Горе", "top"}, std::pair{"Между", "rail"}}) {
    Campaign campaign = half(name, slot, 60);
    campaign.goal = Goal::impressions;
    campaign.booking.until = test_time + 1h;
    ids.push_back(run(campaign));
  }
  run(a_campaign({}, "Друга", 400));
  std::mt19937 random(5);
  for (now_ = test_time; now_ < test_time + 1h; now_ += 10s) {
    for (int i = 0; i < 3; ++i) {
      const auto names = view(page(section_), random() % 2);
      ASSERT_EQ(std::ranges::count(names, "Горе"), std::ranges::count(names, "Между"));
    }
    store::need(server_->tick());
  }
  EXPECT_EQ(seen_[ids[0].value], 60);
  EXPECT_EQ(seen_[ids[1].value], 60);
}

// A share of every fourth page stays that of every fourth page, though its companion was promised none of its own.
TEST_P(Companions, keep_their_share) {
  start();
  const auto first = run(half("Горе", "top", 2'500)), second = run(half("Между", "rail", 2'500));
  for (int i = 0; i < 400; ++i) view(page(section_));
  EXPECT_GE(seen_[first.value], 99);
  EXPECT_LE(seen_[first.value], 100);
  EXPECT_EQ(seen_[second.value], seen_[first.value]);
}

TEST_P(Companions, of_three_stand_together_as_well) {
  start();
  run(half("Където и да е", "top")), run(half("В текста", "text")), run(half("Между", "rail"));
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"Където и да е", "В текста", "Между"}));
}

// Else a political advertisement could be placed by a reader's device.
TEST_P(Companions, E5_a_political_one_goes_with_no_commercial_one) {
  start();
  Campaign political = a_political_campaign({}, 10'000);
  political.goal = Goal::share;
  political.companions = "пролет";
  political.booking.slots = {"top"};
  run(political);
  Campaign phones = half("Между", "rail");
  phones.booking.devices = 1;
  run(phones);
  for (const Device device : {Device::phone, Device::tablet, Device::desktop}) {
    EXPECT_EQ(view(page(section_), 0, device), (std::vector<std::string>{"", "", ""}));
  }
}

ON_BOTH(Companions);

}  // namespace
}  // namespace vestnik::advertising
