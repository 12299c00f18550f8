#include "advertising/ad_server.h"

#include <gmock/gmock.h>

#include <random>

#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/notices.h"
#include "advertising/reports.h"
#include "advertising/testing_serving.h"
#include "base/files.h"
#include "media/library.h"
#include "media/negotiated.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

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

TEST_P(Serving, a_section_or_topic_that_is_named_counts_from_the_moment_it_is_there) {
  start();
  Campaign campaign = a_campaign({}, "Полети", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.excluded_topics = {"katastrofi"};
  run(campaign);
  const auto add_topic = [&](std::string slug) {
    return write([&](store::Session& session) {
      content::Topic topic;
      topic.site = site_;
      topic.slug = topic.name = slug;
      topic.id = store::save_topic(session, topic, now_);
      return topic.id;
    });
  };
  const TopicId topic = add_topic("katastrofi");
  store::need(server_->refresh());
  Surroundings about = page(other_);
  about.topics = {topic};
  Surroundings front = page(other_);
  front.leading_topics = {topic};
  for (const Surroundings& each : {about, front}) {
    EXPECT_TRUE(offers_for(server_->lineup(), each, "bg", slots_).empty);
  }
  EXPECT_FALSE(offers_for(server_->lineup(), page(other_), "bg", slots_).empty);
}

TEST_P(Serving, figures_of_years_are_told_by_day_and_none_is_lost) {
  start();
  const auto id = run(a_campaign({}, "Хляб", 100'000));
  constexpr std::int64_t hours = limits::report_rows + 1, first_hour = 24 * 1'000;
  write([&](store::Session& session) {
    session.run(
        "INSERT INTO campaign_counts (campaign, creative, hour, site, slot, section, served, viewable, clicked, "
        "completed) WITH RECURSIVE n (hour) AS (SELECT " +
        std::to_string(first_hour) + " UNION ALL SELECT hour + 1 FROM n WHERE hour < " +
        std::to_string(first_hour + hours - 1) + ") SELECT " + std::to_string(id.value) + ", 7, hour, " +
        std::to_string(site_.value) + ", 'top', " + std::to_string(section_.value) + ", 2, 1, 0, 1 FROM n");
  });
  const auto report = read([&](store::Session& session) { return report_of(session, *find_campaign(session, id)); });
  EXPECT_TRUE(report.by_days);
  EXPECT_EQ(report.rows.size(), static_cast<std::size_t>((hours + 23) / 24));
  EXPECT_EQ(report.rows.front().counts.served, 48);
  EXPECT_EQ(format_rfc3339(report.rows.front().hour).substr(10), "T00:00:00Z");
  EXPECT_EQ(report.total.served, 2 * hours);
  EXPECT_EQ(report.total.viewable, hours);
  EXPECT_EQ(report.total.film[4], hours);
}

TEST_P(Serving, a_creative_goes_with_the_rights_of_its_picture) {
  start();
  const AssetId picture = world().add_asset(site_);
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.goal = Goal::share;
  campaign.id = run(campaign);
  EXPECT_EQ(view(page(section_))[0], "Хляб");
  const auto end_rights_at = [&](Time end) {
    write([&](store::Session& session) {
      content::Asset asset = *store::find_asset(session, picture);
      asset.rights_expire_at = end;
      store::save_asset(session, asset, now_);
      Creative creative = creatives_of(session, campaign.id).front();
      creative.image = picture;  // what it shows beside, a text all the same
      save(session, creative, now_);
    });
    store::need(server_->refresh());
  };
  end_rights_at(now_ + 1h);
  EXPECT_EQ(view(page(section_))[0], "Хляб");
  read([&](store::Session& session) {
    const auto answer = check(session, campaign, creatives_of(session, campaign.id).front(), {}, "key");
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message(), testing::HasSubstr("rights"));
  });
  end_rights_at(now_);
  EXPECT_EQ(view(page(section_))[0], "") << "nobody pays for an empty place";
  end_rights_at(campaign.booking.until);
  EXPECT_EQ(view(page(section_))[0], "Хляб");
  read([&](store::Session& session) {
    EXPECT_TRUE(check(session, campaign, creatives_of(session, campaign.id).front(), {}, "key"));
  });
}

TEST_P(Serving, a_picture_that_was_approved_is_known_by_its_campaign) {
  start();
  const AssetId picture = world().add_asset(site_);
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.id = run(campaign);
  const auto shown_in = [&] {
    return read([&](store::Session& session) {
      const auto found = approved_with(session, picture);
      return found ? found->name : std::string();
    });
  };
  EXPECT_EQ(shown_in(), "");
  write([&](store::Session& session) {
    Creative creative = creatives_of(session, campaign.id).front();
    creative.image = picture;
    save(session, creative, now_);
  });
  EXPECT_EQ(shown_in(), "Хляб");
  write([&](store::Session& session) {
    Campaign known = *find_campaign(session, campaign.id);
    known.state = State::submitted;
    save(session, known, "test", "changed", now_);
  });
  EXPECT_EQ(shown_in(), "") << "whoever approves it looks at it then";
}

TEST_P(Serving, excluded_words_are_found_in_every_form) {
  start();
  Campaign campaign = a_campaign({}, "Полети", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.excluded_words = {"катастрофа", "война", "пожари", "убийство", "bury", "лек"};
  run(campaign);
  for (const char* headline : {"Две катастрофи за час", "КАТАСТРОФИТЕ по пътищата", "Войни и мир", "Пожарът в Рила",
                               "След убийствата", "Buried at sea", "Лекото дишане"}) {
    EXPECT_EQ(view(page(other_, headline))[0], "") << headline;
  }
  for (const char* headline : {"Кастрон", "Катастър за всички", "Войводи", "Автокатастрофи", "Поколение", "Business"}) {
    EXPECT_EQ(view(page(other_, headline))[0], "Полети") << headline;
  }
}

// As an import does: thousands of names, and nothing that knows of campaigns.
TEST_P(Serving, a_section_or_topic_that_an_import_makes_is_kept_away_from_too) {
  start();
  Campaign campaign = a_campaign({}, "Полети", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.excluded_topics = {"katastrofi"};
  campaign.booking.excluded_sections = {"proizshestviya"};
  run(campaign);
  const LineupPtr before = server_->lineup();
  store::need(server_->refresh());
  EXPECT_EQ(server_->lineup(), before) << "nothing is new";
  const TopicId topic = world().add_topic(site_, "katastrofi");
  store::need(server_->refresh());
  Surroundings about = page(other_);
  about.topics = {topic};
  EXPECT_TRUE(offers_for(server_->lineup(), about, "bg", slots_).empty);
  const SectionId section = world().add_section(site_, "proizshestviya", "Произшествия");
  EXPECT_FALSE(offers_for(server_->lineup(), page(section), "bg", slots_).empty);
  now_ += 1s;
  store::need(server_->tick());
  EXPECT_TRUE(offers_for(server_->lineup(), page(section), "bg", slots_).empty) << "within a second by itself";
  EXPECT_FALSE(offers_for(server_->lineup(), page(other_), "bg", slots_).empty);
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

}  // namespace
}  // namespace vestnik::advertising
