// How a page without companions is filled at one go, against the way for pages with them.
#include "advertising/desk.h"

#include <gtest/gtest.h>

#include <random>

#include "store/testing.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

// Lines of every kind, the same for the same seed.
LineupPtr a_lineup(unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Line> lines(1 + random() % 14);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    Line& line = lines[at];
    line.campaign = CampaignId{static_cast<std::int64_t>(at + 1)};
    line.advertiser = AdvertiserId{static_cast<std::int64_t>(1 + random() % 4)};
    line.tier = static_cast<Tier>(random() % 3);
    line.goal = random() % 2 == 0 ? Goal::share : Goal::impressions;
    line.amount = line.goal == Goal::share ? static_cast<std::int64_t>(500 + random() % 9'500) : 1'000;
    line.per_page = static_cast<int>(1 + random() % 3);
    if (random() % 3 == 0) line.category = random() % 2 == 0 ? "хляб" : "коли";
    line.booking.from = store::test_time - 1h;
    line.booking.until = store::test_time + (random() % 5 == 0 ? 30min : 10h);
    line.terms = CommercialTerms{static_cast<std::uint8_t>(1 + random() % 7), random() % 4 == 0};
    line.creatives.resize(1 + random() % 3);
    for (std::size_t creative = 0; creative < line.creatives.size(); ++creative) {
      line.creatives[creative].id = CreativeId{static_cast<std::int64_t>(100 * at + creative + 1)};
    }
    for (auto& creatives : line.by_slot) {
      if (random() % 2 == 0) continue;
      for (std::size_t creative = 0; creative < line.creatives.size(); ++creative) {
        creatives.push_back(static_cast<std::uint16_t>(creative));
      }
    }
  }
  auto lineup = std::make_shared<const Lineup>(1, 1, clocks_of({}), std::move(lines));
  for (std::size_t line = 0; line < lineup->lines.size(); ++line) {
    lineup->on_air(line).store(random() % 6 != 0);
    lineup->lag(line).store(static_cast<float>(random() % 5) / 4.0F);
    lineup->allowance(0, line).store(static_cast<std::int64_t>(random() % 40));
  }
  return lineup;
}

}  // namespace

TEST(Desk, chooses_at_one_go_as_it_does_where_there_are_companions) {
  store::TemporaryFolder folder;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Desk quick(0, store::need(Journal::make(folder.path() / "journal-0")));
    Desk slow(0, store::need(Journal::make(folder.path() / "journal-1")));
    const Surroundings page{.site = SiteId{1}, .sections = {SectionId{1}}, .topics = {}, .language = "bg", .words = ""};
    const std::vector<std::string> slots{"top", "text", "rail", "reading", "section", "section", "section", "footer"};
    const Offers one = offers_for(a_lineup(seed), page, "bg", slots);
    Offers other = offers_for(a_lineup(seed), page, "bg", slots);
    ASSERT_FALSE(one.companions);
    other.companions = true;  // though there are none
    Time now = store::test_time;
    std::mt19937 random(seed);
    std::vector<Chosen> first, second;
    for (int round = 0; round < 120; ++round, now += 1min) {
      const Visit visit(static_cast<Device>(random() % 3), random() % 2 == 0);
      quick.choose(one, now, visit, first);
      slow.choose(other, now, visit, second);
      ASSERT_EQ(first.size(), second.size());
      for (std::size_t place = 0; place < first.size(); ++place) {
        ASSERT_EQ(first[place].line, second[place].line) << "seed " << seed << ", round " << round;
        ASSERT_EQ(first[place].creative, second[place].creative);
      }
      if (random() % 5 == 0) continue;  // a 304: nothing is served
      quick.serve(one, now, first);
      slow.serve(other, now, second);
    }
    ASSERT_EQ(quick.journal().written(), slow.journal().written());
    for (std::uint64_t at = 0; at < quick.journal().written(); ++at) {
      const Record &left = quick.journal().at(at), &right = slow.journal().at(at);
      ASSERT_EQ(left.creative, right.creative);
      ASSERT_EQ(left.slot, right.slot);
      ASSERT_EQ(left.kind, right.kind);
      ASSERT_EQ(left.moment, right.moment);
    }
    for (std::size_t line = 0; line < one.lineup->lines.size(); ++line) {
      EXPECT_EQ(one.lineup->allowance(0, line).load(), other.lineup->allowance(0, line).load());
    }
  }
}

// A half of what phones are shown is not all of it, however many other pages are read between.
TEST(Desk, gives_a_share_of_what_fits_and_nothing_for_what_does_not) {
  store::TemporaryFolder folder;
  const Surroundings page{.site = SiteId{1}, .sections = {SectionId{1}}, .topics = {}, .language = "bg", .words = ""};
  const std::vector<std::string> slots{"top"};
  for (const bool companions : {false, true}) {
    std::vector<Line> lines(2);
    for (std::size_t at = 0; at < lines.size(); ++at) {
      Line& line = lines[at];
      line.campaign = CampaignId{static_cast<std::int64_t>(at + 1)};
      line.goal = Goal::share;
      line.amount = whole_voice / 2;
      line.booking.from = store::test_time - 1h;
      line.booking.until = store::test_time + 1h;
      line.terms = at == 0 ? CommercialTerms{.devices = 1, .visit_start = false}
                           : CommercialTerms{.devices = 0x7, .visit_start = true};
      line.creatives.resize(1);
      line.creatives[0].id = CreativeId{static_cast<std::int64_t>(at + 1)};
      line.by_slot[0].push_back(0);
    }
    const auto lineup = std::make_shared<const Lineup>(1, 1, clocks_of({}), std::move(lines));
    for (std::size_t line = 0; line < 2; ++line) lineup->on_air(line).store(1);
    Offers offers = offers_for(lineup, page, "bg", slots);
    offers.companions = companions;  // the other way to choose
    Desk desk(0, store::need(Journal::make(folder.path() / (companions ? "journal-1" : "journal-0"))));
    std::vector<Chosen> chosen;
    std::array<int, 2> shown{};
    for (int round = 0; round < 400; ++round) {
      const bool phone = round % 8 == 0, begins = round % 8 == 4;
      desk.choose(offers, store::test_time, Visit(phone ? Device::phone : Device::desktop, begins), chosen);
      if (chosen[0]) ++shown.at(chosen[0].line);
    }
    EXPECT_EQ(shown[0], 25) << "of 50 pages on phones, companions " << companions;
    EXPECT_EQ(shown[1], 25) << "of 50 pages that a visit begins with, companions " << companions;
  }
}

TEST(Desk, knows_machines_that_say_what_they_are) {
  for (const char* agent : {"",
                            "okhttp/4.12.0",
                            "axios/1.7.2",
                            "Feedfetcher-Google; (+http://www.google.com/feedfetcher.html)",
                            "Mozilla/5.0 (compatible; AhrefsSiteAudit/6.1)",
                            "Mozilla/5.0 (compatible; ClaudeWeb/1.0)",
                            "Googlebot/2.1",
                            "curl/8.0",
                            "Apache-HttpClient/4.5 (Java/17)",
                            "node-fetch/1.0",
                            "WhatsApp/2.23",
                            "Go-http-client/2.0",
                            "Mozilla/5.0 (compatible; GoogleOther)",
                            "facebookexternalhit/1.1",
                            "meta-externalagent/1.1",
                            "libcurl/8.5.0",
                            "PHP/8.3",
                            "Dalvik/2.1.0 (Linux; U; Android 14)",
                            "Tiny Tiny RSS/24.04",
                            "Mozilla/5.0 (compatible; inoreader.com; 12 subscribers)",
                            "NewsBlur Feed Fetcher - 4 subscribers",
                            "Mozilla/5.0 (compatible; Miniflux/2.2)",
                            "Mozilla/5.0 (X11; Linux x86_64) Chrome/130 Safari/537.36 PTST/240",
                            "Mozilla/5.0 zgrab/0.x",
                            "Mozilla/5.0 (compatible; Barkrowler/0.9)",
                            "W3C_Validator/1.3"}) {
    EXPECT_TRUE(is_robot(agent)) << agent;
  }
  for (const char* agent :
       {"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
        "Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile "
        "Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
        "Safari/537.36 Edg/131.0.0.0",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 "
        "[FB_IAB/FB4A;FBAV/486.0.0;]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 GSA/340.0 Mobile/15E148"}) {
    EXPECT_FALSE(is_robot(agent)) << agent;
  }
}

}  // namespace vestnik::advertising
