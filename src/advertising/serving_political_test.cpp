// What the law asks of political advertisements, while they are served.
#include "advertising/ad_server.h"

#include <gmock/gmock.h>

#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/notices.h"
#include "advertising/testing_serving.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

TEST_P(Serving, E6_silence_switches_political_ones_off_to_the_millisecond) {
  start();
  Campaign campaign = a_political_campaign({}, 1'000'000);
  campaign.goal = Goal::share;
  campaign.amount = 10'000;
  run(campaign);
  const Vote vote = a_vote();
  const auto shown_at = [&](Time at) {
    now_ = at;
    store::need(server_->tick());
    return view(page(section_))[0] == "Политическа";
  };
  EXPECT_TRUE(shown_at(vote.silence_from - 1s));
  now_ = vote.silence_from;  // without a tick between
  EXPECT_EQ(view(page(section_))[0], "");
  EXPECT_FALSE(shown_at(vote.silence_until - 1ms));
  EXPECT_TRUE(shown_at(vote.silence_until));
}

TEST_P(Serving, ends_full_where_silence_takes_the_last_days_of_what_is_booked) {
  start();
  const Vote vote = a_vote();
  Campaign campaign = a_political_campaign({}, 900);
  campaign.booking.from = vote.silence_from - 24h * 2;
  campaign.booking.until = vote.silence_until;
  now_ = campaign.booking.from;
  const auto id = run(campaign);
  for (; now_ < campaign.booking.until; now_ += 10min) {
    store::need(server_->tick());
    for (int i = 0; i < 8; ++i) view(page(section_));
  }
  store::need(server_->tick());
  EXPECT_EQ(delivered(id), 900);
}

// What is told of an advertisement is when readers were shown it: not when the books came to it, when somebody clicked,
// or when a process that died was followed by another.
TEST_P(Serving, E7_last_shown_is_the_moment_of_the_last_showing) {
  start();
  Campaign campaign = a_political_campaign({}, 10'000);
  campaign.goal = Goal::share;
  const auto id = run(campaign);
  const Vote vote = a_vote();
  const auto reach = [&] {
    store::need(server_->tick());
    return read([&](store::Session& session) { return reach_of(session, id); });
  };
  write([&](store::Session& session) { publish_notice(session, *find_campaign(session, id), &vote, "", now_); });
  const Time first = vote.silence_from - 2h, last = vote.silence_from - 200ms;
  for (const Time at : {last, first}) {  // desks write side by side: not in the order of time
    now_ = at;
    ASSERT_EQ(view(page(section_))[0], "Политическа");
  }
  now_ = vote.silence_from + 200ms;
  EXPECT_EQ(reach().first_shown, first);
  EXPECT_EQ(reach().last_shown, last);
  const auto creative = read([&](store::Session& session) { return creatives_of(session, id).front().id; });
  now_ = vote.silence_from + 1h;
  ASSERT_TRUE(desks_[0]->note(Record::Kind::viewable, creative, 0, site_, section_, now_));
  ASSERT_TRUE(desks_[0]->note(Record::Kind::clicked, creative, 0, site_, section_, now_));
  EXPECT_EQ(reach().clicked, 1);
  EXPECT_EQ(reach().last_shown, last);
  EXPECT_EQ(read([&](store::Session& session) { return find_campaign(session, id)->last_shown; }), last);

  now_ = vote.silence_until + 1min;
  ASSERT_EQ(view(page(section_))[0], "Политическа");
  std::filesystem::copy(folder_.path() / "advertising", folder_.path() / "dead");
  now_ += 3h;
  auto next = store::need(AdServer::open(store(), folder_.path() / "dead", [this] { return now_; }));
  EXPECT_EQ(read([&](store::Session& session) { return reach_of(session, id).last_shown; }), vote.silence_until + 1min);
}

TEST_P(Serving, E7_a_campaign_found_to_be_political_brings_along_what_was_shown_of_it) {
  start();
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.goal = Goal::share;
  const auto id = run(campaign);
  now_ = test_time + 90min;
  for (int i = 0; i < 3; ++i) view(page(section_));
  const auto creative = read([&](store::Session& session) { return creatives_of(session, id).front().id; });
  ASSERT_TRUE(desks_[0]->note(Record::Kind::clicked, creative, 0, site_, section_, now_));
  store::need(server_->tick());
  const Vote vote = a_vote();
  write([&](store::Session& session) {
    Campaign found = *find_campaign(session, id);
    Campaign political = a_political_campaign(found.advertiser, 10'000);
    political.id = found.id;
    political.goal = Goal::share;
    save(session, political, "test", "changed", now_);
    publish_notice(session, political, &vote, "", now_);
  });
  const auto reach = [&] { return read([&](store::Session& session) { return reach_of(session, id); }); };
  EXPECT_EQ(reach().served, 3);
  EXPECT_EQ(reach().clicked, 1);
  EXPECT_EQ(reach().first_shown, test_time + 1h) << "the hour is what was kept";
  EXPECT_EQ(reach().last_shown, test_time + 90min);
  store::need(server_->refresh());
  now_ += 1min;
  view(page(section_));
  store::need(server_->tick());
  EXPECT_EQ(reach().served, 4);
}

TEST_P(Serving, E2_a_particular_that_goes_missing_stops_delivery) {
  start();
  Campaign campaign = a_political_campaign({}, 10'000);
  campaign.goal = Goal::share;
  const auto id = run(campaign);
  EXPECT_EQ(view(page(section_))[0], "Политическа");
  write([&](store::Session& session) {
    Campaign spoilt = *find_campaign(session, id);
    spoilt.political.methodology.clear();
    save(session, spoilt, "test", "spoilt", now_);
  });
  now_ += 1s;
  store::need(server_->tick());
  EXPECT_EQ(view(page(section_))[0], "");
}

TEST_P(Serving, E1_a_political_label_names_everything_and_one_that_does_not_fit_is_refused) {
  start();
  read([&](store::Session& session) {
    Campaign campaign = a_political_campaign({1});
    const Creative creative = a_creative({1}, "Програмата на „Утро“");
    const std::vector<Vote> votes{a_vote()};
    for (const std::string_view language : label_languages) {
      const auto fragment = render(session, campaign, creative, "top", language, votes, "key");
      ASSERT_NE(fragment, nullptr);
      const std::string html = pages::inflate(*pages::stitch({fragment}));
      EXPECT_THAT(html, testing::HasSubstr("Партия „Утро“"));
      EXPECT_THAT(html, testing::HasSubstr(language == "bg" ? "Политическа реклама" : "Political advertisement"));
      EXPECT_THAT(html, testing::HasSubstr(language == "bg" ? a_vote().name_bg : a_vote().name_en));
    }
    EXPECT_TRUE(check(session, campaign, creative, votes, "key"));
    for (int i = 0; i < 40; ++i) campaign.political.sponsor.name += " и приятели";
    EXPECT_FALSE(check(session, campaign, creative, votes, "key"));
  });
}

}  // namespace
}  // namespace vestnik::advertising
