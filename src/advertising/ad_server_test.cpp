#include "advertising/ad_server.h"

#include <gmock/gmock.h>

#include <random>

#include "advertising/document.h"
#include "advertising/reports.h"
#include "advertising/testing_serving.h"
#include "base/files.h"

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
  const std::string csv = to_csv(report);
  EXPECT_TRUE(csv.starts_with("day,site,")) << csv.substr(0, 80);
  EXPECT_EQ(csv.find("T00:00:00Z"), std::string::npos) << "days are told as hours";
  const json::object told = to_json(report);
  EXPECT_TRUE(told.at("by_hour").as_object().empty());
  EXPECT_EQ(told.at("by_day").as_object().size(), report.rows.size());
  EXPECT_EQ(report.total.viewable, hours);
  EXPECT_EQ(report.total.film[4], hours);
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

ON_BOTH(Serving);

}  // namespace
}  // namespace vestnik::advertising
