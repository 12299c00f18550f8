#include "store/changes.h"

#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <thread>

#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ChangeLog : public OnBoth {};
ON_BOTH(ChangeLog);

TEST_P(ChangeLog, tells_what_changed_in_the_order_of_commits) {
  auto site = world().add_site();
  auto start = read([](Session& session) { return newest_change(session); });
  write([&](Session& session) {
    record_change(session, site, ChangeKind::redirect, 7, test_time);
    record_change(session, {}, ChangeKind::reset, 0, test_time);
  });
  auto changes = as_reader([&](Session& session) { return changes_after(session, start); });
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].kind, ChangeKind::redirect);
  EXPECT_EQ(changes[0].id, 7);
  EXPECT_EQ(changes[0].site, site);
  EXPECT_EQ(changes[1].kind, ChangeKind::reset);
  EXPECT_EQ(changes[1].site, SiteId());
  EXPECT_LT(changes[0].seq, changes[1].seq);
  EXPECT_THAT(as_reader([&](Session& session) { return changes_after(session, start, 1); }), SizeIs(1));
  EXPECT_THAT(as_reader([&](Session& session) { return changes_after(session, changes[1].seq); }), IsEmpty());
}

TEST_P(ChangeLog, has_a_change_for_every_thing_that_is_saved) {
  auto site = world().add_site();
  auto start = read([](Session& session) { return newest_change(session); });
  auto section = world().add_section(site);
  world().add_author(site);
  world().add_topic(site);
  world().add_asset(site);
  auto article = world().publish(an_article(site, section, "Едно"));
  write([&](Session& session) {
    save_comment(session, a_comment(article, "a", "b"), test_time);
    save_redirect(session, {site, "/a/", "/b/"}, test_time);
    save_site(session, find_site(session, site).value(), test_time);
  });
  std::vector<ChangeKind> kinds;
  for (const auto& change : as_reader([&](Session& session) { return changes_after(session, start); })) {
    kinds.push_back(change.kind);
    if (change.kind == ChangeKind::comment) {
      EXPECT_EQ(change.id, article.value);
    }
  }
  EXPECT_THAT(kinds, ElementsAre(ChangeKind::section, ChangeKind::author, ChangeKind::topic, ChangeKind::asset,
                                 ChangeKind::article, ChangeKind::comment, ChangeKind::redirect, ChangeKind::site));
}

// Two programs on one PostgreSQL, each with its store.
class TwoPrograms : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(TemporarySchema::server(), "")
        << "no PostgreSQL for the tests: run them as scripts/with-postgres COMMAND (./test does)";
    schema_ = std::make_unique<TemporarySchema>();
    Options options;
    options.url = schema_->url();
    one_ = std::make_unique<TemporaryStore>(options);
    other_ = std::make_unique<TemporaryStore>(options);
    site_ = one_->add_site();
    start_ = need((*one_)->read([](Session& session) { return newest_change(session); }));
  }
  void TearDown() override {
    one_.reset();
    other_.reset();
    schema_.reset();
  }

  std::vector<std::int64_t> subjects_after(TemporaryStore& store, std::int64_t seq) {
    std::vector<std::int64_t> subjects;
    for (const auto& change : need(store->read_public([&](Session& s) { return changes_after(s, seq); }))) {
      subjects.push_back(change.id);
    }
    return subjects;
  }

  std::unique_ptr<TemporarySchema> schema_;
  std::unique_ptr<TemporaryStore> one_, other_;
  SiteId site_;
  std::int64_t start_ = 0;
};

TEST_F(TwoPrograms, a_change_that_commits_late_is_never_skipped) {
  std::latch recorded(1);
  std::latch may_commit(1);
  std::atomic<std::int64_t> process = 0;
  std::jthread late([&] {
    need((*one_)->write([&](Session& session) {
      process = session.integer("SELECT pg_backend_pid()").value();
      record_change(session, site_, ChangeKind::article, 1, test_time);
      recorded.count_down();
      may_commit.wait();
    }));
  });
  recorded.wait();
  // The first program has its number and has not committed; the second one begins after it.
  std::jthread early([&] {
    need((*other_)->write([&](Session& session) { record_change(session, site_, ChangeKind::article, 2, test_time); }));
  });
  auto waits = [&] {
    return need((*one_)->read([&](Session& session) {
      return session.integer(
          "SELECT COUNT(*) FROM pg_stat_activity WHERE CAST(? AS INTEGER) = ANY(pg_blocking_pids(pid))",
          {process.load()});
    }));
  };
  while (waits().value_or(0) == 0) std::this_thread::yield();
  // A follower now finds neither, so it cannot pass the first by.
  EXPECT_THAT(subjects_after(*other_, start_), IsEmpty());
  may_commit.count_down();
  late.join();
  early.join();
  EXPECT_THAT(subjects_after(*other_, start_), ElementsAre(1, 2));
}

TEST_F(TwoPrograms, a_follower_gets_every_change_in_order_while_both_write) {
  constexpr int changes_each = 60;
  std::atomic<int> writing = 2;
  auto writer = [&](TemporaryStore& store, std::int64_t first) {
    for (int number = 0; number < changes_each; ++number) {
      need(store->write([&](Session& session) {
        next_id(session);
        record_change(session, site_, ChangeKind::article, first + number, test_time);
      }));
    }
    --writing;
  };
  std::vector<std::jthread> threads;
  threads.emplace_back([&] { writer(*one_, 1'000); });
  threads.emplace_back([&] { writer(*other_, 2'000); });
  std::vector<std::int64_t> followed;
  std::int64_t seq = start_;
  for (bool last = false; !last;) {
    last = writing == 0;
    for (const auto& change : need((*one_)->read_public([&](Session& s) { return changes_after(s, seq); }))) {
      ASSERT_GT(change.seq, seq);
      seq = change.seq;
      followed.push_back(change.id);
    }
  }
  threads.clear();
  ASSERT_THAT(followed, SizeIs(2 * changes_each));
  std::ranges::sort(followed);
  for (int number = 0; number < changes_each; ++number) {
    EXPECT_EQ(followed[static_cast<std::size_t>(number)], 1'000 + number);
    EXPECT_EQ(followed[static_cast<std::size_t>(changes_each + number)], 2'000 + number);
  }
}

TEST_F(TwoPrograms, numbers_of_rows_never_collide) {
  std::vector<std::int64_t> numbers(200);
  auto take = [&](TemporaryStore& store, std::size_t offset) {
    for (std::size_t at = 0; at < 100; ++at) {
      numbers[offset + at] = need(store->write([](Session& session) { return next_id(session); }));
    }
  };
  {
    std::jthread first([&] { take(*one_, 0); });
    std::jthread second([&] { take(*other_, 100); });
  }
  std::ranges::sort(numbers);
  EXPECT_EQ(std::ranges::unique(numbers).begin(), numbers.end());
}

}  // namespace
}  // namespace vestnik::store
