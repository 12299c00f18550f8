// How much of a campaign should have been shown by now.
#include "advertising/pacing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "advertising/testing.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

// The same, hour by hour from the first to the last.
double walked(const Booking& booking, Time now, const DayCurve& curve, std::chrono::minutes offset) {
  using namespace std::chrono;
  double before = 0, all = 0;
  for (Time at = booking.from; at < booking.until;) {
    const auto local = at.time_since_epoch() + offset;
    const auto hour = floor<hours>(local);
    const Time end = std::min(booking.until, Time(duration_cast<milliseconds>(hour + 1h - offset)));
    const auto day = floor<days>(local);
    const WallClock clock{.hour = static_cast<int>((hour - day).count()),
                          .weekday = static_cast<int>(weekday(sys_days(day)).iso_encoding()) - 1,
                          .offset = offset};
    if (on_air(booking, clock)) {
      const double weight = curve[static_cast<std::size_t>(clock.hour)];
      all += weight * duration<double>(end - at).count();
      if (now > at) before += weight * duration<double>(std::min(now, end) - at).count();
    }
    at = end;
  }
  return before / all;
}

TEST(Pacing, is_what_a_walk_from_hour_to_hour_gives) {
  Booking booking;
  booking.from = test_time + 17min;
  for (const auto length :
       {std::chrono::minutes(59), std::chrono::minutes(24h), std::chrono::minutes(24h * 40 + 5h + 3min)}) {
    booking.until = booking.from + length;
    for (const std::uint32_t hours : {0xFFFFFFU, 0x00FF00U}) {
      for (const std::uint8_t weekdays : {std::uint8_t{0x7F}, std::uint8_t{0x1F}}) {
        for (const auto offset : {120min, 0min, -330min}) {
          booking.hours = hours;
          booking.weekdays = weekdays;
          const bool ever = elapsed(booking, booking.until, usual_day, offset) > 0 &&
                            elapsed(booking, booking.from, usual_day, offset) < 1;
          for (int part = -1; ever && part <= 11; ++part) {
            const Time now = booking.from + length * part / 10;
            EXPECT_NEAR(elapsed(booking, now, usual_day, offset), walked(booking, now, usual_day, offset), 1e-9)
                << length.count() << " min, hours " << hours << ", part " << part;
          }
        }
      }
    }
  }
}

// A day is an hour shorter or longer: what is due may be an hour further or back, no more, and the flight ends full.
TEST(Pacing, goes_on_evenly_when_the_clock_is_changed) {
  double of_day = 0;
  for (const double weight : usual_day) of_day += weight;
  const double most_of_an_hour = *std::ranges::max_element(usual_day) / (7 * of_day) * 1.05;
  for (const auto& [zone, from, until] :
       {std::tuple{"Europe/Sofia", "2027-03-24T22:00:00Z", "2027-03-31T21:00:00Z"},
        std::tuple{"Europe/Sofia", "2027-10-27T21:00:00Z", "2027-11-03T22:00:00Z"},
        std::tuple{"America/New_York", "2027-03-10T05:00:00Z", "2027-03-17T04:00:00Z"}}) {
    Booking booking;
    booking.from = *parse_rfc3339(from);
    booking.until = *parse_rfc3339(until);
    ASSERT_NE(wall_clock(booking.from, zone).offset, wall_clock(booking.until, zone).offset) << zone;
    double before = 0;
    for (Time now = booking.from; now <= booking.until; now += 1h) {
      const double due = elapsed(booking, now, usual_day, wall_clock(now, zone).offset);
      EXPECT_GE(due, before - most_of_an_hour) << zone << " " << format_rfc3339(now);
      EXPECT_LE(due, before + 2 * most_of_an_hour) << zone << " " << format_rfc3339(now);
      before = due;
    }
    EXPECT_NEAR(before, 1, 1e-9) << zone;
  }
}

TEST(Pacing, reads_the_clock_of_any_zone_on_both_sides_of_its_change) {
  const auto at = [](const char* time, const char* zone) { return wall_clock(*parse_rfc3339(time), zone); };
  EXPECT_EQ(at("2027-03-28T00:59:59Z", "Europe/Sofia").hour, 2);
  EXPECT_EQ(at("2027-03-28T01:00:00Z", "Europe/Sofia").hour, 4);
  EXPECT_EQ(at("2027-10-31T00:30:00Z", "Europe/Sofia").hour, 3);
  EXPECT_EQ(at("2027-10-31T01:30:00Z", "Europe/Sofia").hour, 3);
  EXPECT_EQ(at("2027-01-04T03:00:00Z", "America/New_York").hour, 22);
  EXPECT_EQ(at("2027-01-04T03:00:00Z", "America/New_York").weekday, 6) << "Sunday there, Monday here";
}

// Else what is due in the silence would never be shown: it begins where a campaign of the election ends.
TEST(Pacing, is_full_before_a_silence_that_lasts_until_the_end) {
  Booking booking;
  booking.from = test_time;
  booking.until = test_time + 24h * 10;
  const std::vector<Span> silence{{test_time + 24h * 9, test_time + 24h * 11},
                                  {test_time + 24h * 8, test_time + 24h * 9}};
  const auto due = [&](Time now, std::span<const Span> barred) {
    return elapsed(booking, now, usual_day, 120min, barred);
  };
  EXPECT_NEAR(due(test_time + 24h * 4, silence), 0.5, 1e-9);
  EXPECT_NEAR(due(test_time + 24h * 8, silence), 1, 1e-9);
  EXPECT_NEAR(due(test_time + 24h * 9, silence), 1, 1e-9);
  EXPECT_NEAR(due(test_time + 24h * 4, {}), 0.4, 1e-9);
  const std::vector<Span> between{{test_time + 24h * 2, test_time + 24h * 4},
                                  {test_time + 24h * 3, test_time + 24h * 4}};
  EXPECT_NEAR(due(test_time + 24h * 2, between), 0.25, 1e-9);
  EXPECT_NEAR(due(test_time + 24h * 4, between), 0.25, 1e-9) << "nothing is due in it, and it counts once";
  EXPECT_NEAR(due(test_time + 24h * 10, between), 1, 1e-9);
  EXPECT_EQ(due(test_time + 24h, std::vector<Span>{{test_time - 1h, test_time + 24h * 20}}), 1)
      << "there is no time for it";
}

TEST(Pacing, of_a_flight_without_an_hour_is_over_as_soon_as_it_begins) {
  Booking booking;
  booking.from = test_time;  // 18:00 in Sofia
  booking.until = test_time + 2h;
  booking.hours = 1;  // midnight
  EXPECT_EQ(elapsed(booking, test_time - 1s, usual_day, 120min), 0);
  EXPECT_EQ(elapsed(booking, test_time, usual_day, 120min), 1);
}

TEST(Pacing, takes_no_longer_for_a_slip_of_the_year_which_nobody_may_book) {
  Booking booking;
  booking.from = test_time;
  booking.until = *parse_rfc3339("9999-12-31T00:00:00Z");
  for (int i = 0; i < 10'000; ++i) ASSERT_LT(elapsed(booking, test_time + 24h * 365, usual_day, 120min), 0.001);
  EXPECT_FALSE(check_period(booking));
  booking.until = booking.from + 24h * 3'650;
  EXPECT_TRUE(check_period(booking));
  booking.until = booking.from;
  EXPECT_FALSE(check_period(booking));
}

}  // namespace
}  // namespace vestnik::advertising
