#include "reader/visitors.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace vestnik::reader {
namespace {

using namespace std::chrono_literals;

const Time today = *parse_rfc3339("2026-05-03T10:00:00Z");
const SiteId site{1}, other{2};

std::string address(int reader) {
  return "203.0." + std::to_string(reader / 256 % 256) + "." + std::to_string(reader % 256);
}
std::string browser(int reader) {
  return "Mozilla/5.0 (" + std::to_string(reader / 65'536) + ")";
}
std::int64_t readers_of(const std::vector<Visitors::Day>& days, SiteId of) {
  for (const Visitors::Day& day : days) {
    if (day.site == of) return day.readers;
  }
  return 0;
}

// Real days of small and large papers, and between the two where simpler estimators go wrong.
TEST(Visitors, E11_are_within_two_per_cent_of_those_that_came) {
  for (const int readers : {1, 100, 1'000, 20'000, 160'000, 400'000}) {
    Visitors visitors;
    for (int reader = 0; reader < readers; ++reader) {
      for (int page = 0; page < 1 + reader % 3; ++page) visitors.count(site, address(reader), browser(reader), today);
    }
    const auto told = static_cast<double>(readers_of(visitors.yesterday(today + 24h), site));
    EXPECT_NEAR(told, readers, std::max(0.5, readers * 0.02)) << readers;
  }
}

TEST(Visitors, nothing_is_told_before_the_day_is_over) {
  Visitors visitors;
  visitors.count(site, address(1), browser(1), today);
  EXPECT_TRUE(visitors.yesterday(today + 1h).empty());
  EXPECT_EQ(readers_of(visitors.yesterday(today + 24h), site), 1);
  EXPECT_EQ(readers_of(visitors.yesterday(today + 48h), site), 0);
}

TEST(Visitors, days_and_sites_know_nothing_of_each_other) {
  Visitors visitors;
  for (int reader = 0; reader < 1'000; ++reader) visitors.count(site, address(reader), browser(reader), today);
  visitors.count(other, address(1), browser(1), today);
  // The first of the next day ends the one before; who comes again is new.
  visitors.count(site, address(1), browser(1), today + 24h);
  const auto first = visitors.yesterday(today + 25h);
  EXPECT_NEAR(static_cast<double>(readers_of(first, site)), 1'000, 20);
  EXPECT_EQ(readers_of(first, other), 1);
  EXPECT_EQ(readers_of(visitors.yesterday(today + 48h), site), 1);
}

TEST(Visitors, another_browser_at_the_same_address_is_another_reader) {
  Visitors visitors;
  for (int i = 0; i < 10; ++i) visitors.count(site, "203.0.113.7", "Firefox " + std::to_string(i), today);
  for (int i = 0; i < 10; ++i) visitors.count(site, "203.0.113." + std::to_string(i), "Firefox 0", today);
  EXPECT_EQ(readers_of(visitors.yesterday(today + 24h), site), 19);
}

TEST(Visitors, threads_count_together) {
  Visitors visitors;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&visitors, thread] {
      for (int reader = 0; reader < 20'000; ++reader) {
        visitors.count(SiteId{reader % 2 + 1}, address(reader), browser(reader),
                       today + std::chrono::hours(24 * (thread / 2)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_NEAR(static_cast<double>(readers_of(visitors.yesterday(today + 48h), site)), 10'000, 200);
}

TEST(Visitors, sites_beyond_the_bound_and_long_names_do_no_harm) {
  Visitors visitors;
  for (std::int64_t id = 1; id < 100; ++id)
    visitors.count(SiteId{id}, std::string(500, '1'), std::string(9'000, 'x'), today);
  EXPECT_EQ(visitors.yesterday(today + 24h).size(), Visitors::most_sites);
}

}  // namespace
}  // namespace vestnik::reader
