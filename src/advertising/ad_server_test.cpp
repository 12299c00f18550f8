#include "advertising/ad_server.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/notices.h"
#include "advertising/reports.h"
#include "advertising/testing.h"
#include "base/files.h"
#include "media/library.h"
#include "media/negotiated.h"
#include "store/testing_both.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

constexpr Device desktop = Device::desktop;

// A site, a server over it, a clock that the test moves, and desks that pages are served from.
class Serving : public store::OnBoth {
 protected:
  void start(std::size_t desks = 1) {
    site_ = world().add_site();
    section_ = world().add_section(site_, "krimi", "Криминални");
    other_ = world().add_section(site_, "sport", "Спорт");
    write([](store::Session& session) { save(session, a_vote(), "test", test_time); });
    reopen(desks);
  }
  void reopen(std::size_t desks = 1) {
    server_ = store::need(AdServer::open(store(), folder_.path() / "advertising", [this] { return now_; }));
    desks_.clear();
    offers_.clear();
    for (std::size_t at = 0; at < desks; ++at) desks_.push_back(server_->take_desk());
  }
  void TearDown() override {
    server_.reset();
    desks_.clear();
    OnBoth::TearDown();
  }

  CampaignId run(Campaign campaign) {
    const auto id = write([&](store::Session& session) {
      if (!campaign.advertiser) campaign.advertiser = add_advertiser(session, campaign.name);
      return add(session, campaign);
    });
    store::need(server_->refresh());
    store::need(server_->tick());  // which promises the desks what they may show
    return id;
  }
  Surroundings page(SectionId section, std::string words = "") {
    return {.site = site_, .sections = {section}, .topics = {}, .language = "bg", .words = std::move(words)};
  }
  // Names of the campaigns on one page view, slot by slot; "" where there is none.
  std::vector<std::string> view(const Surroundings& page, std::size_t desk = 0, Device device = desktop) {
    const auto key = std::tuple(server_->version(), page.sections.front().value, page.words);
    if (!offers_.contains(key)) offers_.emplace(key, offers_for(server_->lineup(), page, "bg", slots_));
    const Offers& offers = offers_.at(key);
    desks_[desk]->choose(offers, now_, device, chosen_);
    desks_[desk]->serve(offers, now_, chosen_);
    std::vector<std::string> names;
    for (const Chosen& each : chosen_) {
      names.push_back(each ? offers.lineup->lines[each.line].name : "");
      if (each) ++seen_[offers.lineup->lines[each.line].campaign.value];
    }
    return names;
  }
  std::int64_t delivered(CampaignId id) {
    return read([&](store::Session& session) { return find_campaign(session, id)->delivered; });
  }

  Time now_ = test_time;
  store::TemporaryFolder folder_;
  SiteId site_;
  SectionId section_, other_;
  std::vector<std::string> slots_{"top", "text", "rail"};
  std::unique_ptr<AdServer> server_;
  std::vector<std::shared_ptr<Desk>> desks_;
  std::vector<Chosen> chosen_;
  std::map<std::tuple<std::int64_t, std::int64_t, std::string>, Offers> offers_;
  std::map<std::int64_t, std::int64_t> seen_;
};

TEST_P(Serving, an_approved_campaign_is_shown_and_counted_once) {
  start();
  const auto id = run(a_campaign({}, "Хляб", 100'000));
  EXPECT_EQ(view(page(section_)), (std::vector<std::string>{"Хляб", "", ""}));
  store::need(server_->tick());
  store::need(server_->tick());
  EXPECT_EQ(delivered(id), 1);
  const auto report = read([&](store::Session& session) { return report_of(session, *find_campaign(session, id)); });
  EXPECT_EQ(report.total.served, 1);
  ASSERT_EQ(report.rows.size(), 1U);
  EXPECT_EQ(report.rows[0].slot, "top");
  EXPECT_EQ(report.rows[0].section, "krimi");
}

TEST_P(Serving, what_was_shown_survives_the_process) {
  start(2);
  const auto id = run(a_campaign({}, "Хляб", 1'000'000));
  for (int i = 0; i < 4; ++i) view(page(section_), static_cast<std::size_t>(i % 2));
  const std::int64_t seen = seen_[id.value];
  ASSERT_GT(seen, 0);
  // A death without a last tick: the files stay as they are.
  std::filesystem::copy(folder_.path() / "advertising", folder_.path() / "dead");
  desks_.clear();
  server_.reset();
  const auto before = delivered(id);
  EXPECT_EQ(before, seen) << "a proper end takes everything over";
  // The dead copy holds records that the store has taken already: none counts twice, since the journals are known.
  std::filesystem::remove_all(folder_.path() / "advertising");
  std::filesystem::rename(folder_.path() / "dead", folder_.path() / "advertising");
  reopen();
  EXPECT_EQ(delivered(id), seen);
}

// As a commit whose answer never came, since the connection broke: the store has the showings, the books do not know
// it.
TEST_P(Serving, what_a_lost_answer_has_counted_is_not_counted_again) {
  start();
  const auto id = run(a_campaign({}, "Хляб", 100'000));
  view(page(section_));
  ASSERT_EQ(seen_[id.value], 1);
  const std::string node = store::need(read_file(folder_.path() / "advertising" / "node", 100));
  const Journal& journal = desks_[0]->journal();
  write([&](store::Session& session) {
    session.run("UPDATE campaigns SET delivered = delivered + 1 WHERE id = ?", {id});
    session.run(
        "INSERT INTO advertising_journals (name, taken) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET taken = "
        "excluded.taken",
        {node + "/" + journal.identity(), static_cast<std::int64_t>(journal.written())});
  });
  store::need(server_->tick());
  EXPECT_EQ(delivered(id), 1);
  view(page(section_));
  store::need(server_->tick());
  EXPECT_EQ(delivered(id), seen_[id.value]) << "what comes after it counts";
}

// A link to itself: nothing that can be opened, and nobody can say that nothing is in it.
TEST_P(Serving, a_journal_that_cannot_be_opened_keeps_the_process_from_starting_and_stays) {
  start();
  desks_.clear();
  server_.reset();
  const auto file = folder_.path() / "advertising" / "journal-9";
  std::filesystem::create_symlink(file.filename(), file);
  EXPECT_FALSE(AdServer::open(store(), folder_.path() / "advertising", [this] { return now_; }));
  EXPECT_TRUE(std::filesystem::is_symlink(file));
  std::filesystem::remove(file);
  store::need(write_file(file, "cut off"));
  reopen();
  EXPECT_FALSE(std::filesystem::exists(file)) << "nothing can be in it";
}

TEST_P(Serving, a_campaign_never_runs_over_its_amount) {
  start(3);
  Campaign campaign = a_campaign({}, "Хляб", 50);
  campaign.booking.until = test_time + 1h;
  campaign.per_page = 3;
  const auto id = run(campaign);
  std::mt19937 random(7);
  for (now_ = test_time; now_ < test_time + 1h; now_ += 10s) {
    for (int i = 0; i < 5; ++i) view(page(section_), random() % 3);
    store::need(server_->tick());
  }
  EXPECT_EQ(seen_[id.value], 50);
  EXPECT_EQ(delivered(id), 50);
}

// Two nodes of one store, readers now here and now there: together they show what is booked, no more and no less.
TEST_P(Serving, nodes_share_a_budget) {
  start();
  Campaign campaign = a_campaign({}, "Хляб", 500);
  campaign.booking.until = test_time + 1h;
  const auto id = run(campaign);
  auto other = store::need(AdServer::open(store(), folder_.path() / "other", [this] { return now_; }));
  const auto desk = other->take_desk();
  std::mt19937 random(11);
  for (now_ = test_time; now_ < test_time + 1h; now_ += 5s) {
    for (int i = 0; i < 4; ++i) {
      if (random() % 3 != 0) {
        view(page(section_));
        continue;
      }
      const Offers offers = offers_for(other->lineup(), page(section_), "bg", slots_);
      desk->choose(offers, now_, desktop, chosen_);
      desk->serve(offers, now_, chosen_);
      for (const Chosen& each : chosen_) seen_[id.value] += each ? 1 : 0;
    }
    store::need(server_->tick());
    store::need(other->tick());
    ASSERT_LE(seen_[id.value], 500);
  }
  EXPECT_EQ(seen_[id.value], 500);
  EXPECT_EQ(delivered(id), 500);
}

// A machine that is taken away while it holds a promise: others make up for it after an hour, not before; one that is
// there goes on saying so though nobody reads it.
TEST_P(Serving, what_a_node_that_is_gone_was_promised_is_given_to_others_after_an_hour) {
  start();
  Campaign campaign = a_campaign({}, "Хляб", 20);
  campaign.booking.from = test_time - 24h * 3;
  campaign.booking.until = test_time + 6h;
  const auto id = run(campaign);
  const auto promise = [&](Time at) {
    write([&](store::Session& session) {
      session.run("DELETE FROM campaign_leases WHERE node = 'gone'");
      session.run("INSERT INTO campaign_leases (node, campaign, amount, at) VALUES ('gone', ?, 15, ?)", {id, at});
    });
  };
  promise(now_);
  const Time end = test_time + 3h;
  for (; now_ < test_time + 59min; now_ += 1min) {
    for (int i = 0; i < 3; ++i) view(page(section_));
    store::need(server_->tick());
    ASSERT_LE(seen_[id.value], 5) << "the others may be shown elsewhere";
  }
  for (; now_ < end; now_ += 1min) {
    for (int i = 0; i < 3; ++i) view(page(section_));
    store::need(server_->tick());
  }
  EXPECT_GT(seen_[id.value], 15);
  EXPECT_LE(seen_[id.value], 20);
}

TEST_P(Serving, a_node_says_every_minute_that_its_promises_hold) {
  start();
  run(a_campaign({}, "Хляб", 1'000'000));
  const auto said = [&] {
    store::need(server_->tick());
    return read([](store::Session& session) { return session.integer("SELECT MIN(at) FROM campaign_leases"); });
  };
  ASSERT_TRUE(said());
  now_ += 2h;
  EXPECT_EQ(said(), to_millis(now_));
}

// Readers of one desk only: what the other was given at first must not lie there when the end is near.
TEST_P(Serving, the_last_showings_go_where_readers_are) {
  start(3);
  Campaign campaign = a_campaign({}, "Хляб", 20);
  campaign.booking.from = test_time - 24h;
  campaign.booking.until = test_time + 1min;  // all of it is due
  const auto id = run(campaign);
  int ticks = 0;
  for (; ticks < 10 && seen_[id.value] < 20; ++ticks) {
    for (int i = 0; i < 20; ++i) view(page(section_), 1);
    store::need(server_->tick());
  }
  EXPECT_EQ(seen_[id.value], 20);
  EXPECT_LE(ticks, 4);
}

// How many ticks a small budget needs from the moment at which all of it is due: the first tells who is read, the
// second hands out the rest, the third what lay with the wrong desk. A flight that has fewer left, because a slow disk
// makes ticks long, ends short, and one that has them never does, however long they are.
TEST_P(Serving, a_small_budget_needs_three_ticks_however_slow_they_are) {
  start(2);
  for (const auto tick : {500ms, 30'000ms, 120'000ms}) {
    for (const int ticks : {1, 3}) {
      Campaign campaign = a_campaign({}, std::to_string(tick.count()) + " " + std::to_string(ticks), 100);
      campaign.booking.from = now_ - 24h * 3;
      campaign.booking.until = now_ + tick * ticks;
      const auto id = run(campaign);
      for (const Time end = campaign.booking.until; now_ < end; now_ += tick) {
        for (int i = 0; i < 300; ++i) view(page(section_), static_cast<std::size_t>(i % 2));
        store::need(server_->tick());
      }
      EXPECT_EQ(seen_[id.value] == 100, ticks == 3) << campaign.name << ": " << seen_[id.value];
    }
  }
}

TEST_P(Serving, the_first_page_of_a_visit_can_be_booked) {
  start();
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.visit_start = true;
  run(campaign);
  const Offers offers = offers_for(server_->lineup(), page(section_), "bg", slots_);
  desks_[0]->choose(offers, now_, Visit(desktop, true), chosen_);
  EXPECT_TRUE(chosen_[0]);
  desks_[0]->choose(offers, now_, Visit(desktop, false), chosen_);
  EXPECT_FALSE(chosen_[0]);
}

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

TEST_P(Serving, competitors_never_meet_and_sensitive_pages_stay_empty) {
  start();
  for (const char* name : {"Банка А", "Банка Б", "Банка В"}) {
    Campaign campaign = a_campaign({}, name, 10'000);
    campaign.goal = Goal::share;
    campaign.category = "banks";
    campaign.booking.excluded_words = {"катастроф"};
    run(campaign);
  }
  Campaign airline = a_campaign({}, "Полети", 10'000);
  airline.goal = Goal::share;
  airline.booking.excluded_sections = {"krimi"};
  run(airline);
  for (int i = 0; i < 200; ++i) {
    const auto names =
        view(page(i % 2 == 0 ? section_ : other_, i % 5 == 0 ? "Тежка КАТАСТРОФА край Ловеч" : "Пролет"));
    int banks = 0;
    for (const std::string& name : names) banks += name.starts_with("Банка") ? 1 : 0;
    EXPECT_LE(banks, 1);
    if (i % 5 == 0) {
      EXPECT_EQ(banks, 0);
    }
    if (i % 2 == 0) {
      EXPECT_THAT(names, testing::Not(testing::Contains("Полети")));
    }
  }
}

TEST_P(Serving, excluded_words_are_found_behind_any_sign_and_never_inside_a_word) {
  start();
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.goal = Goal::share;
  Campaign given;
  const json::object words{{"excluded_words", json::array{" катастроф ", "fire"}}};
  ASSERT_TRUE(advertising::read(json::object{{"name", "Хляб"}, {"booking", words}}, given));
  campaign.booking.excluded_words = given.booking.excluded_words;
  EXPECT_THAT(campaign.booking.excluded_words, testing::ElementsAre("катастроф", "fire"));
  run(campaign);
  for (const char* headline : {"Шофьорът: „Катастрофата беше неизбежна“", "«Катастрофа»", "“Fire” in the mill",
                               "Мостът—катастрофа", "…катастрофа", "\u00A0катастрофа", "Катастрофа", "(катастрофа)"}) {
    EXPECT_EQ(view(page(other_, headline))[0], "") << headline;
  }
  for (const char* headline : {"Автокатастрофа", "Ceasefire", "éfire", "4катастрофа", "Пролет"}) {
    EXPECT_EQ(view(page(other_, headline))[0], "Хляб") << headline;
  }
}

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

TEST_P(Serving, tiers_shares_devices_and_places_are_kept) {
  start();
  Campaign sponsor = a_campaign({}, "Спонсор", 2'500);
  sponsor.goal = Goal::share;
  sponsor.tier = Tier::sponsorship;
  sponsor.booking.slots = {"top"};
  const auto sponsor_id = run(sponsor);
  Campaign phones = a_campaign({}, "Телефони", 10'000);
  phones.goal = Goal::share;
  phones.booking.devices = 1;
  phones.booking.slots = {"top"};
  const auto phones_id = run(phones);
  Campaign sport = a_campaign({}, "Спорт", 10'000);
  sport.goal = Goal::share;
  sport.booking.sections = {"sport"};
  sport.booking.slots = {"rail"};
  const auto sport_id = run(sport);
  for (int i = 0; i < 400; ++i) view(page(section_));
  EXPECT_EQ(seen_[sponsor_id.value], 100);
  EXPECT_EQ(seen_[phones_id.value], 0);
  EXPECT_EQ(seen_[sport_id.value], 0);
  view(page(other_), 0, Device::phone);
  EXPECT_EQ(seen_[phones_id.value] + seen_[sponsor_id.value], 101);
  EXPECT_EQ(seen_[sport_id.value], 1);
}

TEST_P(Serving, a_lineup_stays_for_as_long_as_a_desk_counts_its_shares) {
  start();
  Campaign half = a_campaign({}, "Половин", 5'000);
  half.goal = Goal::share;
  half.booking.slots = {"top"};
  const auto half_id = run(half);
  view(page(section_));
  const std::weak_ptr<const Lineup> former = server_->lineup();
  for (const char* name : {"Втора", "Трета", "Четвърта"}) run(a_campaign({}, name, 100'000));
  offers_.clear();
  // Else the next one might lie in its place and be taken for it, with shares for one line only.
  EXPECT_FALSE(former.expired());
  seen_.clear();
  for (int i = 0; i < 100; ++i) view(page(section_));
  EXPECT_TRUE(former.expired());
  EXPECT_EQ(seen_[half_id.value], 50);
}

TEST_P(Serving, hours_of_the_sites_own_clock_are_kept) {
  start();
  Campaign campaign = a_campaign({}, "Вечер", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.hours = 1U << 20U;  // 20:00 in Sofia: 18:00 UTC in winter
  run(campaign);
  for (int hour = 0; hour < 24; ++hour) {
    now_ = test_time + std::chrono::hours(hour);
    store::need(server_->tick());
    EXPECT_EQ(view(page(section_))[0] == "Вечер", hour == 2) << hour;  // test_time is 16:00 UTC
  }
}

TEST_P(Serving, clicks_prove_themselves) {
  start();
  const std::string path = click_path(CreativeId{7}, 2, server_->key());
  const auto click = read_click_path(path, server_->key());
  ASSERT_TRUE(click);
  EXPECT_EQ(click->creative.value, 7);
  EXPECT_EQ(click->slot, 2U);
  std::string other = path;
  other[4] = '8';
  EXPECT_FALSE(read_click_path(other, server_->key()));
  EXPECT_FALSE(read_click_path("/ad/7/2/", server_->key()));
  EXPECT_FALSE(read_click_path("/ad/7/99/" + path.substr(8), server_->key()));
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

TEST_P(Serving, of_a_cropped_picture_only_the_part_is_shown) {
  start();
  content::Asset picture;
  picture.site = site_;
  picture.digest = std::string(64, 'a');
  picture.mime = "image/jpeg";
  picture.width = 2'000;
  picture.height = 100;
  picture.credit = "Снимка: EPA";
  picture.crop = Area{0, 0, 600, 100};
  picture.id = write([&](store::Session& session) { return store::save_asset(session, picture, test_time); });
  Creative creative = a_creative({1}, "Хляб от Нива");
  creative.kind = Creative::Kind::picture;
  creative.image = picture.id;
  const std::string html = read([&](store::Session& session) {
    const auto fragment = render(session, a_campaign({1}, "Хляб", 1), creative, "top", "bg", {}, "key");
    return fragment ? pages::inflate(*pages::stitch({fragment})) : "";
  });
  EXPECT_THAT(html, testing::HasSubstr(" width=\"600\" height=\"100\""));
  const std::string stamp = media::stamp_of(picture.credit, picture.rights, picture.crop);
  EXPECT_THAT(html, testing::HasSubstr(media::negotiated_address(picture.id.value, picture.digest, stamp, 600)));
  EXPECT_THAT(html, testing::Not(testing::HasSubstr("1024w")));
}

ON_BOTH(Serving);

// A month of page views; campaigns of different kinds. The count of what the desks put on pages is the independent one.
// A tenth of a million views, and the whole million where VESTNIK_MONTH_VIEWS says so (./test advertising).
class Month : public Serving {
 public:
  static std::int64_t views() {
    const char* wanted = std::getenv("VESTNIK_MONTH_VIEWS");
    return wanted != nullptr ? std::atoll(wanted) : 100'000;
  }
};

TEST_P(Month, ends_every_campaign_within_one_per_cent_of_its_booking) {
  start(2);
  std::vector<CampaignId> ids;
  const auto book = [&](const char* name, std::int64_t amount, auto change) {
    Campaign campaign = a_campaign({}, name, amount);
    change(campaign);
    ids.push_back(run(campaign));
  };
  book("Широка", views() * 3 / 10, [](Campaign&) {});
  book("Рубрика", views() * 9 / 100, [](Campaign& c) { c.booking.sections = {"sport"}; });
  book("Кратка", views() * 5 / 100, [](Campaign& c) {
    c.booking.from += 24h * 10;
    c.booking.until = c.booking.from + 24h * 5;
  });
  book("Телефон", views() * 10 / 100, [](Campaign& c) { c.booking.devices = 1; });
  book("Банка А", views() * 4 / 100, [](Campaign& c) { c.category = "banks"; });
  book("Банка Б", views() * 4 / 100, [](Campaign& c) { c.category = "banks"; });
  std::mt19937 random(24);
  const auto all_views = static_cast<double>(views());
  double day_sum = 0;
  for (const double weight : usual_day) day_sum += weight;
  constexpr auto step = 30min;
  std::int64_t clashes = 0, made = 0;
  for (now_ = test_time; now_ < test_time + 24h * 30; now_ += step) {
    store::need(server_->tick());
    const WallClock clock = wall_clock(now_, "Europe/Sofia");
    const double expected = all_views / 30 * usual_day[static_cast<std::size_t>(clock.hour)] / day_sum / 2;
    const int count = std::poisson_distribution<int>(expected)(random);
    // The books tick every half second; here a few times a step.
    for (int i = 0; i < count; ++i) {
      if (i % 256 == 255) store::need(server_->tick());
      ++made;
      const auto names = view(page(random() % 3 == 0 ? other_ : section_), random() % 2,
                              random() % 2 == 0 ? Device::phone : Device::desktop);
      const auto holds = [&](const char* name) { return std::ranges::find(names, name) != names.end(); };
      clashes += holds("Банка А") && holds("Банка Б") ? 1 : 0;
    }
  }
  now_ = test_time + 24h * 30;
  store::need(server_->tick());
  EXPECT_EQ(clashes, 0);
  EXPECT_GT(made, views() * 98 / 100);
  for (const CampaignId id : ids) {
    const Campaign campaign = *read([&](store::Session& session) { return find_campaign(session, id); });
    EXPECT_EQ(campaign.delivered, seen_[id.value]) << campaign.name;
    EXPECT_LE(campaign.delivered, campaign.amount) << campaign.name;
    EXPECT_GE(campaign.delivered, campaign.amount * 99 / 100) << campaign.name;
    const auto report = read([&](store::Session& session) { return report_of(session, campaign); });
    EXPECT_EQ(report.total.served, campaign.delivered) << campaign.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Databases, Month, testing::Values(store::Kind::sqlite), store::name_of_kind);

}  // namespace
}  // namespace vestnik::advertising
