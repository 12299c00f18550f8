// Clocks: those of sites elsewhere, and one that is set back.
#include <gmock/gmock.h>

#include "advertising/testing_serving.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

class Clocks : public Serving {
 protected:
  void move_site_to(const char* zone) {
    write([&](store::Session& session) {
      for (content::Site& site : store::all_sites(session)) {
        site.time_zone = zone;
        store::save_site(session, site, test_time);
      }
    });
  }
};

TEST_P(Clocks, a_curve_is_learnt_on_each_sites_own) {
  start();
  move_site_to("America/New_York");
  EXPECT_FALSE(read([&](store::Session& session) { return learnt_curve(session, now_); })) << "nobody has read it";
  write([&](store::Session& session) {
    const std::int64_t now = std::chrono::floor<std::chrono::hours>(now_).time_since_epoch().count();
    for (std::int64_t hour = now - 28 * 24; hour < now; ++hour) {
      const std::int64_t asked = hour % 24 == 1 ? 10'000 : 200;  // 20:00 there, in winter
      session.run("INSERT INTO slot_counts (hour, site, slot, section, asked) VALUES (?, ?, 'top', 0, ?)",
                  {hour, site_, asked});
    }
  });
  const auto curve = read([&](store::Session& session) { return learnt_curve(session, now_); });
  ASSERT_TRUE(curve);
  EXPECT_EQ(std::ranges::max_element(*curve) - curve->begin(), 20);
}

TEST_P(Clocks, booked_hours_are_those_of_a_site_elsewhere) {
  start();
  move_site_to("America/New_York");
  Campaign campaign = a_campaign({}, "Вечер", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.hours = 1U << 20U;  // 01:00 UTC in winter
  run(campaign);
  for (int hour = 0; hour < 24; ++hour) {
    now_ = test_time + std::chrono::hours(hour);
    store::need(server_->tick());
    EXPECT_EQ(view(page(section_))[0] == "Вечер", hour == 9) << hour;  // test_time is 16:00 UTC
  }
}

TEST_P(Clocks, booked_hours_on_all_sites_are_those_of_each) {
  start();
  const SiteId away = world().add_site("ny.example.com");
  write([&](store::Session& session) {
    auto site = store::find_site(session, away).value();
    site.time_zone = "America/New_York";
    store::save_site(session, site, test_time);
  });
  Campaign campaign = a_campaign({}, "Вечер", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.sites.clear();
  campaign.booking.hours = 1U << 20U;
  run(campaign);
  for (int hour = 0; hour < 24; ++hour) {
    now_ = test_time + std::chrono::hours(hour);
    store::need(server_->tick());
    EXPECT_EQ(view(page(section_))[0] == "Вечер", hour == 2) << hour;  // test_time is 16:00 UTC
    Surroundings there = page(section_, "там");
    there.site = away;
    EXPECT_EQ(view(there)[0] == "Вечер", hour == 9) << hour;
  }
}

TEST_P(Clocks, one_that_is_set_back_shows_nothing_twice_and_nothing_too_much) {
  start();
  Campaign campaign = a_campaign({}, "Хляб", 60);
  campaign.booking.until = test_time + 6h;
  const auto id = run(campaign);
  const auto read_until = [&](Time end) {
    for (; now_ < end; now_ += 1min) {
      view(page(section_));
      store::need(server_->tick());
    }
  };
  read_until(test_time + 3h);
  const std::int64_t before = seen_[id.value];
  EXPECT_GT(before, 0);
  now_ = test_time + 1h;
  store::need(server_->tick());
  read_until(test_time + 2h);
  EXPECT_EQ(seen_[id.value], before) << "it is ahead of its pace";
  read_until(test_time + 6h);
  EXPECT_EQ(seen_[id.value], 60);
  EXPECT_EQ(delivered(id), 60);
}

ON_BOTH(Clocks);

}  // namespace
}  // namespace vestnik::advertising
