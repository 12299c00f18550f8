#include "base/time.h"

#include <gtest/gtest.h>

namespace vestnik {

TEST(Time, an_rfc3339_time_is_read_with_its_offset) {
  EXPECT_EQ(format_rfc3339(parse_rfc3339("2026-11-24T18:00:00+02:00").value()), "2026-11-24T16:00:00Z");
  EXPECT_EQ(to_millis(parse_rfc3339("1970-01-01T00:00:01.5Z").value()), 1500);
  EXPECT_EQ(format_rfc3339(parse_rfc3339("2026-11-24T16:00:00Z").value(), "Europe/Sofia"), "2026-11-24T18:00:00+02:00");
  for (const char* wrong : {"", "2026-11-24", "2026-13-24T18:00:00Z", "2026-02-30T18:00:00Z", "2026-11-24T25:00:00Z",
                            "2026-11-24T18:00:00", "2026-11-24T18:00:00Zx", "-026-11-24T18:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(wrong).has_value()) << wrong;
  }
}

TEST(Time, a_date_for_http_and_rss_survives_both_ways) {
  const Time time = parse_rfc3339("2026-11-24T16:00:00Z").value();
  EXPECT_EQ(format_http_date(time), "Tue, 24 Nov 2026 16:00:00 GMT");
  EXPECT_EQ(parse_http_date("Tue, 24 Nov 2026 16:00:00 GMT").value(), time);
  EXPECT_EQ(parse_http_date("Tue, 24 Nov 2026 18:00:00 +0200").value(), time);
  EXPECT_FALSE(parse_http_date("yesterday").has_value());
}

TEST(Time, wall_clock_time_follows_daylight_saving) {
  EXPECT_EQ(format_rfc3339(parse_local("2026-07-01 12:00:00", "Europe/Sofia").value()), "2026-07-01T09:00:00Z");
  EXPECT_EQ(format_rfc3339(parse_local("2026-12-01 12:00", "Europe/Sofia").value()), "2026-12-01T10:00:00Z");
  // 2026-03-29 03:30 does not exist in Sofia; 2026-10-25 03:30 is there twice.
  EXPECT_EQ(format_rfc3339(parse_local("2026-03-29 03:30:00", "Europe/Sofia").value()), "2026-03-29T01:30:00Z");
  EXPECT_EQ(format_rfc3339(parse_local("2026-10-25 03:30:00", "Europe/Sofia").value()), "2026-10-25T00:30:00Z");
}

TEST(Time, a_reader_sees_the_date_in_the_sites_language_and_zone) {
  const Time time = parse_rfc3339("2026-11-24T22:30:00Z").value();
  EXPECT_NE(format_for_reader(time, "Europe/Sofia", "bg", DateStyle::date).find("25 ноември 2026"), std::string::npos);
  EXPECT_NE(format_for_reader(time, "Europe/Sofia", "bg", DateStyle::date_time).find("0:30"), std::string::npos);
  EXPECT_NE(format_for_reader(time, "Europe/London", "en", DateStyle::month).find("November 2026"), std::string::npos);
}

TEST(Time, no_line_ends_inside_a_year_or_a_time_of_day) {
  const Time time = parse_rfc3339("2026-11-24T22:30:00Z").value();
  EXPECT_EQ(format_for_reader(time, "Europe/Sofia", "bg", DateStyle::date_time),
            "25 ноември 2026\u00A0г. в 0:30\u00A0ч.");
  EXPECT_EQ(format_for_reader(time, "Europe/Sofia", "bg", DateStyle::time_of_day), "0:30\u00A0ч.");
  EXPECT_EQ(format_for_reader(time, "Europe/London", "en", DateStyle::date_time), "November 24, 2026 at 10:30\u00A0PM");
}

TEST(Time, a_zone_that_nobody_knows_is_none) {
  for (const char* zone : {"Europe/Sofia", "UTC", "America/New_York", "EET"}) EXPECT_TRUE(is_time_zone(zone)) << zone;
  for (const char* zone : {"", "Europe/Nowhere", "Sofia", "GMT+25", "Europe/Sofia; DROP"}) {
    EXPECT_FALSE(is_time_zone(zone)) << zone;
  }
}

}  // namespace vestnik
