// How much of a campaign should have been shown by now.
#include "advertising/pacing.h"

#include <gtest/gtest.h>

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
