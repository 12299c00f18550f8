#include "advertising/shares.h"

#include <gmock/gmock.h>

#include "advertising/testing_serving.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class Shares : public Serving {
 protected:
  CampaignId sell(std::int64_t hundredths, const Booking& booking, State state = State::approved,
                  Tier tier = Tier::sponsorship) {
    Campaign campaign = a_campaign({}, "Дял", hundredths);
    campaign.goal = Goal::share;
    campaign.tier = tier;
    campaign.state = state;
    campaign.booking = booking;
    return write([&](store::Session& session) {
      campaign.advertiser = add_advertiser(session, "Нива");
      return add(session, campaign);
    });
  }
  Booking a_month() {
    Booking booking;
    booking.from = now_;
    booking.until = now_ + 24h * 30;
    return booking;
  }
  Booking in(std::string section) {
    Booking booking = a_month();
    booking.sections = {std::move(section)};
    return booking;
  }
  SharesSold sold(const Booking& booking, CampaignId own = {}, Tier tier = Tier::sponsorship) {
    return read([&](store::Session& session) { return shares_sold(session, booking, tier, now_, own); });
  }
};

TEST_P(Shares, add_up_where_they_are_sold_of_the_same_showings) {
  start();
  EXPECT_EQ(sold(a_month()).most, 0);
  Booking top = a_month();
  top.slots = {"top"};
  const CampaignId first = sell(10'000, top);
  const CampaignId second = sell(10'000, a_month(), State::submitted);
  const SharesSold all = sold(a_month());
  EXPECT_EQ(all.most, 20'000);
  EXPECT_EQ(all.slot, "top");
  EXPECT_EQ(all.from, now_);
  EXPECT_THAT(all.by, ElementsAre(first, second));
  EXPECT_EQ(sold(a_month(), first).most, 10'000) << "its own is none of the others'";
  Booking footer = a_month();
  footer.slots = {"footer"};
  EXPECT_EQ(sold(footer).most, 10'000);
  EXPECT_EQ(sold(a_month(), {}, Tier::standard).most, 0) << "a tier takes what the one above leaves";
  sell(10'000, a_month(), State::draft);
  sell(10'000, a_month(), State::ended);
  EXPECT_EQ(sold(a_month()).most, 20'000);
  sell(2'500, a_month(), State::paused);
  EXPECT_EQ(sold(a_month()).most, 22'500);
}

TEST_P(Shares, do_not_add_up_where_the_bookings_never_meet) {
  start();
  content::Section below = store::a_section(site_, "sadebni", "Съдебни");
  below.parent = section_;
  write([&](store::Session& session) { return store::save_section(session, below, test_time); });
  sell(6'000, in("krimi"));
  EXPECT_EQ(sold(in("sport")).most, 0);
  EXPECT_EQ(sold(in("sadebni")).most, 6'000) << "it lies below";
  sell(6'000, in("sport"));
  EXPECT_EQ(sold(a_month()).most, 6'000) << "no page is in both";

  Booking evening = a_month(), morning = a_month();
  evening.hours = 1U << 20U;
  morning.hours = 1U << 8U;
  sell(6'000, evening);
  EXPECT_EQ(sold(morning).most, 6'000);
  EXPECT_EQ(sold(evening).most, 12'000);

  Booking phones = in("sadebni"), desktops = in("sadebni");
  phones.devices = 1;
  desktops.devices = 4;
  phones.slots = desktops.slots = {"reading"};
  sell(9'000, phones);
  desktops.hours = morning.hours;
  EXPECT_EQ(sold(desktops).most, 6'000);

  Booking water = in("sport"), fire = in("sport");
  water.topics = {"voda"};
  fire.topics = {"pozhar"};
  water.hours = fire.hours = morning.hours;
  sell(3'000, water);
  EXPECT_EQ(sold(fire).most, 6'000);
  EXPECT_EQ(sold(water).most, 9'000);
}

TEST_P(Shares, are_counted_by_the_moment) {
  start();
  Booking first = a_month(), second = a_month();
  first.until = second.from = now_ + 24h * 15;
  sell(5'000, first);
  sell(5'000, second);
  EXPECT_EQ(sold(a_month()).most, 5'000) << "one after the other";
  Booking middle = a_month();
  middle.from = now_ + 24h * 14;
  middle.until = now_ + 24h * 16;
  sell(4'000, middle);
  const SharesSold most = sold(a_month());
  EXPECT_EQ(most.most, 9'000);
  EXPECT_EQ(most.from, middle.from);
  now_ += 24h * 20;
  EXPECT_EQ(sold(a_month()).most, 5'000) << "what is over takes nothing";
}

TEST_P(Shares, that_are_not_kept_are_told) {
  start();
  Booking top = a_month();
  top.slots = {"top"};
  top.from = now_ - 24h;
  const CampaignId kept = sell(10'000, top), without = sell(10'000, top), draft = sell(10'000, top, State::draft);
  Booking narrow = top;
  narrow.topics = {"voda"};
  const CampaignId unknown = sell(10'000, narrow);
  now_ += 5h;
  write([&](store::Session& session) {
    const std::int64_t now = std::chrono::floor<std::chrono::hours>(now_).time_since_epoch().count();
    for (std::int64_t hour = now - 4; hour < now; ++hour) {
      session.run("INSERT INTO slot_counts (hour, site, slot, section, asked) VALUES (?, ?, 'top', 0, 10)",
                  {hour, site_});
      session.run(
          "INSERT INTO campaign_counts (campaign, creative, hour, site, slot, section, served, viewable, clicked) "
          "VALUES (?, 1, ?, ?, 'top', 0, 10, 0, 0)",
          {kept, hour, site_});
    }
  });
  const auto paces = read([&](store::Session& session) { return share_paces(session, all_campaigns(session), now_); });
  ASSERT_TRUE(paces.contains(kept));
  ASSERT_TRUE(paces.contains(without));
  EXPECT_EQ(paces.at(kept).due, 40);
  EXPECT_EQ(paces.at(kept).got, 40);
  EXPECT_FALSE(paces.at(kept).behind);
  EXPECT_EQ(paces.at(without).due, 40);
  EXPECT_EQ(paces.at(without).got, 0);
  EXPECT_TRUE(paces.at(without).behind);
  EXPECT_FALSE(paces.contains(draft));
  EXPECT_FALSE(paces.contains(unknown)) << "nobody has counted how often that topic was asked for";
}

TEST_P(Shares, are_not_told_to_lag_where_they_could_not_have_been) {
  start();
  Booking top = a_month();
  top.slots = {"top"};
  top.from = now_ - 24h;
  const CampaignId share = sell(5'000, top, State::approved, Tier::standard);
  now_ += 5h;
  const std::int64_t now = std::chrono::floor<std::chrono::hours>(now_).time_since_epoch().count();
  write([&](store::Session& session) {
    for (std::int64_t hour = now - 4; hour < now; ++hour) {
      session.run("INSERT INTO slot_counts (hour, site, slot, section, asked) VALUES (?, ?, 'top', 0, 100)",
                  {hour, site_});
    }
  });
  const auto pace = [&] {
    return read([&](store::Session& session) {
      const auto paces = share_paces(session, all_campaigns(session), now_);
      return paces.contains(share) ? std::optional(paces.at(share)) : std::nullopt;
    });
  };
  const auto with_creatives = [&](const std::function<void(Creative&)>& change) {
    write([&](store::Session& session) {
      for (Creative& each : creatives_of(session, share)) {
        change(each);
        save(session, each, now_);
      }
    });
  };
  ASSERT_TRUE(pace());
  EXPECT_EQ(pace()->due, 200);
  EXPECT_TRUE(pace()->behind);
  with_creatives([](Creative& each) { each.off = true; });
  EXPECT_EQ(pace()->due, 0) << "what is off stands nowhere";
  with_creatives([](Creative& each) { each.off = false, each.slots = {"footer"}; });
  EXPECT_EQ(pace()->due, 0) << "nor where its creatives do not fit";
  with_creatives([](Creative& each) { each.slots.clear(); });

  // A sponsorship that ended an hour ago has had its hours before.
  Campaign above = a_campaign({}, "Спонсор", 10'000);
  above.tier = Tier::sponsorship;
  above.booking = top;
  above.id = run(above);
  EXPECT_FALSE(pace()) << "a higher tier runs";
  write([&](store::Session& session) {
    Campaign ended = *find_campaign(session, above.id);
    ended.state = State::ended;
    save(session, ended, "test", "ended", now_);
  });
  EXPECT_TRUE(pace()) << "and has never been shown";
  write([&](store::Session& session) {
    session.run(
        "INSERT INTO campaign_counts (campaign, creative, hour, site, slot, section, served, viewable, clicked) "
        "VALUES (?, 1, ?, ?, 'top', 0, 10, 0, 0)",
        {above.id, now - 2, site_});
  });
  EXPECT_FALSE(pace()) << "it stood above in one of those hours";
}

ON_BOTH(Shares);

}  // namespace
}  // namespace vestnik::advertising
