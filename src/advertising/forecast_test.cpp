#include "advertising/forecast.h"

#include <gmock/gmock.h>

#include "advertising/testing_serving.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// Four weeks in which every hour was like the next: 10 in „Криминални“, 5 in the section below it, 30 in „Спорт“.
class Forecasts : public Serving {
 protected:
  void start_known() {
    start();
    content::Section below = store::a_section(site_, "sadebni", "Съдебни");
    below.parent = section_;
    below_ = write([&](store::Session& session) { return store::save_section(session, below, test_time); });
    write([&](store::Session& session) {
      const std::int64_t now = std::chrono::floor<std::chrono::hours>(now_).time_since_epoch().count();
      for (std::int64_t hour = now - 28 * 24; hour < now; ++hour) {
        for (const auto& [section, asked] : {std::pair{section_, 10}, std::pair{below_, 5}, std::pair{other_, 30}}) {
          put(session, hour, section, asked);
        }
      }
    });
  }
  void put(store::Session& session, std::int64_t hour, SectionId section, std::int64_t asked) {
    session.run("INSERT INTO slot_counts (hour, site, slot, section, asked) VALUES (?, ?, 'top', ?, ?)",
                {hour, site_, section, asked});
  }
  Booking a_week(std::vector<std::string> sections = {}) {
    Booking booking;
    booking.from = now_;
    booking.until = now_ + 24h * 7;
    booking.sections = std::move(sections);
    return booking;
  }
  Forecast ask(const Booking& booking, CampaignId own = {}) {
    return read([&](store::Session& session) { return forecast(session, booking, now_, own); });
  }
  CampaignId book(State state, std::int64_t amount, const Booking& booking) {
    Campaign campaign = a_campaign({}, "Хляб", amount);
    campaign.state = state;
    campaign.booking = booking;
    return write([&](store::Session& session) {
      campaign.advertiser = add_advertiser(session, "Нива");
      return add(session, campaign);
    });
  }

  SectionId below_;
};

TEST_P(Forecasts, count_what_lies_below_a_section_and_leave_out_what_is_kept_away_from) {
  start_known();
  EXPECT_EQ(ask(a_week({"krimi"})).asked, 15 * 168);
  EXPECT_EQ(ask(a_week({"sadebni"})).asked, 5 * 168);
  EXPECT_EQ(ask(a_week()).asked, 45 * 168);
  Booking away = a_week();
  away.excluded_sections = {"krimi"};
  EXPECT_EQ(ask(away).asked, 30 * 168);
  EXPECT_EQ(ask(a_week({"nyama"})).asked, 0);
  EXPECT_EQ(ask(a_week()).days_known, 29) << "the first and the last are parts of days";
}

TEST_P(Forecasts, take_of_what_others_have_booked_the_part_that_lies_there) {
  start_known();
  book(State::approved, 4'500, a_week());
  EXPECT_EQ(ask(a_week({"krimi"})).booked, 1'500) << "a third of the site";
  EXPECT_EQ(ask(a_week()).booked, 4'500);
  Booking half = a_week();
  half.until = half.from + 24h * 7 / 2;
  EXPECT_EQ(ask(half).booked, 2'250);
  book(State::approved, 1'000, a_week({"sport"}));
  EXPECT_EQ(ask(a_week({"krimi"})).booked, 1'500) << "it runs elsewhere";
  EXPECT_EQ(ask(a_week({"sport"})).booked, 4'000);
}

TEST_P(Forecasts, count_what_waits_for_approval_so_that_nothing_is_sold_twice) {
  start_known();
  const CampaignId waiting = book(State::submitted, 2'000, a_week({"krimi"}));
  book(State::paused, 300, a_week({"krimi"}));
  book(State::draft, 5'000, a_week({"krimi"}));
  book(State::ended, 5'000, a_week({"krimi"}));
  EXPECT_EQ(ask(a_week({"krimi"})).booked, 2'300);
  EXPECT_EQ(ask(a_week({"krimi"})).available(), 15 * 168 - 2'300);
  EXPECT_EQ(ask(a_week({"krimi"}), waiting).booked, 300) << "its own is none of the others'";
}

TEST_P(Forecasts, say_what_they_do_not_know) {
  start_known();
  EXPECT_THAT(ask(a_week()).not_known, IsEmpty());
  Booking booking = a_week();
  booking.topics = {"mostove"};
  booking.excluded_words = {"катастроф"};
  booking.devices = 1;
  booking.visit_start = true;
  EXPECT_THAT(ask(booking).not_known, ElementsAre("topics", "excluded_words", "devices", "visit_start"));
  Campaign by_clicks = a_campaign({}, "Кликове", 100);
  by_clicks.goal = Goal::clicks;
  write([&](store::Session& session) {
    by_clicks.advertiser = add_advertiser(session, "Нива");
    add(session, by_clicks);
  });
  EXPECT_THAT(ask(a_week()).not_known, ElementsAre("clicks"));
}

TEST_P(Forecasts, go_by_the_clock_of_the_day_that_is_asked_about) {
  start();
  write([&](store::Session& session) {
    const std::int64_t now = std::chrono::floor<std::chrono::hours>(now_).time_since_epoch().count();
    for (std::int64_t hour = now - 28 * 24; hour < now; ++hour) {
      if (hour % 24 == 18) put(session, hour, section_, 100);  // 20:00 in Sofia, in winter
    }
  });
  Booking summer;
  summer.from = *parse_rfc3339("2027-07-01T17:00:00Z");  // 20:00 too
  summer.until = summer.from + 1h;
  EXPECT_EQ(ask(summer).asked, 100);
  summer.from += 1h;
  summer.until += 1h;
  EXPECT_EQ(ask(summer).asked, 0);
  Booking year;  // over both changes of the clock
  year.from = *parse_rfc3339("2027-01-01T00:00:00Z");
  year.until = *parse_rfc3339("2027-12-31T00:00:00Z");
  year.hours = 1U << 20U;
  EXPECT_EQ(ask(year).asked, 364 * 100);
}

TEST_P(Forecasts, go_by_the_clock_of_each_site_that_is_booked) {
  start();
  const SiteId away = world().add_site("panama.example.com");
  write([&](store::Session& session) {
    auto site = store::find_site(session, away).value();
    site.time_zone = "America/Panama";  // which knows no summer time
    store::save_site(session, site, test_time);
    const std::int64_t now = std::chrono::floor<std::chrono::hours>(now_).time_since_epoch().count();
    for (std::int64_t hour = now - 28 * 24; hour < now; ++hour) {
      // 20:00 in Sofia in winter, and 20:00 in Panama.
      if (hour % 24 == 18) put(session, hour, section_, 100);
      if (hour % 24 == 1) {
        session.run("INSERT INTO slot_counts (hour, site, slot, section, asked) VALUES (?, ?, 'top', 0, ?)",
                    {hour, away, 10});
      }
    }
  });
  Booking evening = a_week();
  evening.hours = 1U << 20U;
  EXPECT_EQ(ask(evening).asked, 7 * 110) << "each at its own eight o'clock";
  evening.sites = {"panama.example.com"};
  EXPECT_EQ(ask(evening).asked, 7 * 10);
  evening.hours = 1U << 3U;  // when it is 20:00 there, it is 3:00 in Sofia
  EXPECT_EQ(ask(evening).asked, 0);
}

ON_BOTH(Forecasts);

}  // namespace
}  // namespace vestnik::advertising
