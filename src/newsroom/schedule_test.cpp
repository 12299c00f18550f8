// Ten thousand times on a clock that the test sets (trust.md D5): each story at its second, none before, none twice.
#include "newsroom/schedule.h"

#include <gmock/gmock.h>

#include <random>

#include "store/articles.h"
#include "store/catalogue.h"
#include "store/check.h"
#include "store/reader_assets.h"
#include "store/testing_both.h"
#include "store/work.h"

namespace vestnik::newsroom {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

class Schedule : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    section_ = world().add_section(site_);
  }

  int publish_due_at(Time now) {
    return store::need(publish_due(store(), [now] { return now; }));
  }
  std::vector<ArticleId> add_scheduled(const std::vector<Time>& times) {
    std::vector<ArticleId> ids;
    write([&](store::Session& session) {
      for (const Time at : times) {
        content::Article article;
        article.site = site_;
        article.section = section_;
        article.headline = "Новина";
        article.slug = "novina-" + std::to_string(ids.size());
        ids.push_back(store::add_article(session, article, "test", store::test_time));
        store::schedule_article(session, ids.back(), at, store::test_time);
      }
    });
    return ids;
  }
  std::optional<store::Published> published(ArticleId id) {
    return as_reader([&](store::Session& session) { return store::find_published(session, id); });
  }

  SiteId site_;
  SectionId section_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Schedule, testing::Values(store::Kind::sqlite, store::Kind::postgresql),
                         store::name_of_kind);

TEST_P(Schedule, publishes_each_at_its_second_and_none_before) {
  const int schedules = GetParam() == store::Kind::sqlite ? 10'000 : 500;
  std::mt19937 random(5);
  std::vector<Time> times;
  for (int i = 0; i < schedules; ++i) {
    times.push_back(store::test_time + std::chrono::seconds(std::uniform_int_distribution(1, 3'600)(random)));
  }
  const std::vector<ArticleId> ids = add_scheduled(times);
  int all = 0;
  for (int tick = 0; tick <= 3'600; tick += 20) {
    const Time now = store::test_time + std::chrono::seconds(tick);
    const auto due = std::ranges::count_if(times, [&](Time at) { return at <= now; });
    all += publish_due_at(now);
    ASSERT_EQ(all, due) << tick;
    ASSERT_EQ(as_reader([](store::Session& session) { return store::count_published(session); }), due) << tick;
  }
  EXPECT_EQ(all, schedules);
  EXPECT_EQ(publish_due_at(store::test_time + 24h), 0);
  for (std::size_t i = 0; i < ids.size(); i += 97) {
    const auto at = published(ids[i]).value().published_at;
    EXPECT_GE(at, times[i]);
    EXPECT_LT(at - times[i], 20s) << "the next tick of this test";
  }
}

TEST_P(Schedule, catches_up_with_what_was_missed_and_says_so) {
  const auto ids = add_scheduled({store::test_time + 1h, store::test_time + 26h});
  EXPECT_EQ(publish_due_at(store::test_time + 24h), 1);
  EXPECT_TRUE(published(ids[0]));
  EXPECT_FALSE(published(ids[1]));
  const auto notes = read([&](store::Session& session) { return store::notes_of(session, ids[0], 0, 10); });
  ASSERT_THAT(notes, SizeIs(1));
  EXPECT_EQ(notes[0].kind, store::Note::Kind::missed);
  EXPECT_EQ(publish_due_at(store::test_time + 26h), 1);
  EXPECT_EQ(read([&](store::Session& session) { return store::notes_of(session, ids[1], 0, 10); })[0].kind,
            store::Note::Kind::step);
}

TEST_P(Schedule, publishes_what_was_scheduled_and_keeps_what_was_written_since) {
  const auto ids = add_scheduled({store::test_time + 1h, store::test_time + 1h});
  const auto change = [&](ArticleId id, const char* headline) {
    write([&](store::Session& session) {
      auto article = store::find_article(session, id).value();
      article.headline = headline;
      store::save_article(session, article, std::nullopt, "test", store::test_time);
    });
  };
  const auto stored = [&](ArticleId id) {
    return read([&](store::Session& session) { return store::find_article(session, id).value(); });
  };
  for (const ArticleId id : ids) change(id, "Половин");
  EXPECT_EQ(stored(ids[0]).state, content::State::scheduled);
  EXPECT_EQ(stored(ids[0]).scheduled_revision, 1);
  write([&](store::Session& session) {
    store::schedule_article(session, ids[1], store::test_time + 1h, store::test_time);
  });
  EXPECT_EQ(stored(ids[1]).scheduled_revision, 2) << "scheduled again";

  EXPECT_EQ(publish_due_at(store::test_time + 1h), 2);
  EXPECT_EQ(published(ids[0]).value().headline, "Новина");
  EXPECT_EQ(published(ids[1]).value().headline, "Половин");
  const content::Article later = stored(ids[0]);
  EXPECT_EQ(later.state, content::State::published);
  EXPECT_EQ(later.headline, "Половин");
  EXPECT_EQ(later.revision, 2);
  EXPECT_EQ(later.scheduled_revision, 0);
  EXPECT_THAT(read([](store::Session& session) { return store::articles_in_work(session); }),
              testing::ElementsAre(ids[0]));
  EXPECT_THAT(read([](store::Session& session) { return store::check(session); }), IsEmpty());
  write([&](store::Session& session) { store::publish_article(session, ids[0], store::test_time + 2h); });
  EXPECT_EQ(published(ids[0]).value().headline, "Половин");
}

TEST_P(Schedule, holds_an_embargo_that_was_set_afterwards) {
  const auto ids = add_scheduled({store::test_time + 1h});
  write([&](store::Session& session) {
    store::move_article(session, ids[0], content::State::ready, store::test_time);
    store::set_embargo(session, ids[0], store::test_time + 2h, store::test_time);
    store::schedule_article(session, ids[0], store::test_time + 2h, store::test_time);
  });
  EXPECT_EQ(publish_due_at(store::test_time + 1h), 0);
  EXPECT_FALSE(published(ids[0]));
  EXPECT_EQ(publish_due_at(store::test_time + 2h), 1);
}

TEST_P(Schedule, tells_of_what_it_moves) {
  const Time due = store::test_time + 1h;
  content::Article article = store::an_article(site_, section_, "Мост");
  article.permalink = "/2026/11/most/";
  const ArticleId taken = world().add(article);
  write([&](store::Session& session) { store::schedule_article(session, taken, due, store::test_time); });
  world().publish(article);
  const auto ids = add_scheduled({due, due + 1h});
  std::vector<ArticleId> moved;
  const auto publish = [&](Time now) {
    return store::need(publish_due(
        store(), [now] { return now; }, [&](ArticleId id) { moved.push_back(id); }));
  };
  EXPECT_EQ(publish(due), 1);
  EXPECT_THAT(moved, testing::UnorderedElementsAre(taken, ids[0]));
  const auto missed = [&](SiteId site, Time since) {
    return read([&](store::Session& session) { return store::missed_notes(session, site, since, 10); });
  };
  ASSERT_THAT(missed(site_, store::test_time), SizeIs(1));
  EXPECT_EQ(missed(site_, store::test_time)[0].article, taken);
  EXPECT_THAT(missed(site_, due + 1s), IsEmpty());
  EXPECT_THAT(missed(world().add_site("other.example"), store::test_time), IsEmpty());
  write([&](store::Session& session) {
    store::resolve_note(session, taken, store::missed_notes(session, site_, due, 1).at(0).id, "test", due);
  });
  EXPECT_THAT(missed(site_, store::test_time), IsEmpty());
}

TEST_P(Schedule, takes_back_what_cannot_be_published_and_says_why_once) {
  using testing::HasSubstr;
  const Time due = store::test_time + 1h;
  content::Article article = store::an_article(site_, section_, "Мост");
  article.permalink = "/2026/11/most/";
  const ArticleId taken = world().add(article);
  content::Article with_picture = store::an_article(site_, section_, "Наводнение");
  with_picture.lead_image = world().add_asset(site_);
  const ArticleId unsettled = world().add(with_picture);
  write([&](store::Session& session) {
    for (const ArticleId id : {taken, unsettled}) store::schedule_article(session, id, due, store::test_time);
  });
  const auto others = add_scheduled({due});
  // Since then another article has come to the address, and the picture turned out to be a reader's.
  world().publish(article);
  write([](store::Session& session) { store::mark_from_reader(session, std::string(64, 'a')); });

  EXPECT_EQ(publish_due_at(due), 1);
  EXPECT_TRUE(published(others[0])) << "the others do not wait";
  EXPECT_EQ(publish_due_at(due + 1s), 0);
  for (const auto& [id, why] : {std::pair{taken, "another published article has this address: /2026/11/most/"},
                                std::pair{unsettled, "the article shows what a reader sent"}}) {
    EXPECT_FALSE(published(id));
    const auto line = read([&](store::Session& session) { return store::work_line(session, id); });
    ASSERT_TRUE(line);
    EXPECT_EQ(line->state, content::State::ready);
    EXPECT_FALSE(line->scheduled_at);
    EXPECT_EQ(line->saved_at, due) << "it stands first in what is in work";
    const auto notes = read([&](store::Session& session) { return store::notes_of(session, id, 0, 10); });
    ASSERT_THAT(notes, SizeIs(1));
    EXPECT_EQ(notes[0].kind, store::Note::Kind::missed);
    EXPECT_THAT(notes[0].text, HasSubstr("could not be published at its time, " + format_rfc3339(due) + ": " + why));
  }
}

TEST(Clocks, that_are_put_back_and_forward_name_one_moment_each) {
  // Sofia, 2026: 03:00 becomes 04:00 on 29 March, 04:00 becomes 03:00 on 25 October.
  const auto moment = [](std::string_view text) {
    return format_rfc3339(store::need(parse_local(text, "Europe/Sofia")));
  };
  EXPECT_EQ(moment("2026-03-29T02:59:59"), "2026-03-29T00:59:59Z");
  EXPECT_EQ(moment("2026-03-29T03:30:00"), "2026-03-29T01:30:00Z") << "left out: moved on by the gap";
  EXPECT_EQ(moment("2026-03-29T04:00:00"), "2026-03-29T01:00:00Z");
  EXPECT_EQ(moment("2026-10-25T02:59:59"), "2026-10-24T23:59:59Z");
  EXPECT_EQ(moment("2026-10-25T03:30:00"), "2026-10-25T00:30:00Z") << "comes twice: the first";
  EXPECT_EQ(moment("2026-10-25T04:00:00"), "2026-10-25T02:00:00Z");
}

}  // namespace
}  // namespace vestnik::newsroom
