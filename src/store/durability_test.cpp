// D1, D4 and D10 of the durability promises: what was acknowledged survives kill -9, a failed fsync ends the process,
// only one connection ever writes.
#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "base/log.h"
#include "store/articles.h"
#include "store/changes.h"
#include "store/check.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using testing::IsEmpty;

struct Acknowledged {
  std::int64_t id = 0, round = 0;
};

// The child: publishes article after article and tells each id once the store has said that it is durable.
[[noreturn]] void write_until_killed(const Options& options, SiteId site, SectionId section, std::int64_t round,
                                     int pipe) {
  auto store = need(Store::open(options));
  for (;;) {
    auto article = an_article(site, section, "Кръг " + std::to_string(round));
    auto id = need(store->write([&](Session& session) {
      auto added = add_article(session, article, "child", test_time);
      publish_article(session, added, test_time);
      return added;
    }));
    Acknowledged acknowledged{id.value, round};
    if (::write(pipe, &acknowledged, sizeof acknowledged) != sizeof acknowledged) _exit(1);
  }
}

class Killed : public OnBoth {};
ON_BOTH(Killed);

TEST_P(Killed, at_any_moment_loses_nothing_that_was_acknowledged) {
  auto site = world().add_site();
  auto section = world().add_section(site);
  auto options = world().options();
  std::vector<Acknowledged> all;
  std::mt19937 random(20261124);
  world().close();
  for (std::int64_t round = 0; round < 30; ++round) {
    int ends[2] = {};
    ASSERT_EQ(::pipe(ends), 0);
    pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      write_until_killed(options, site, section, round, ends[1]);
    }
    ::close(ends[1]);
    auto read_one = [&] {
      Acknowledged one;
      if (::read(ends[0], &one, sizeof one) == sizeof one) {
        all.push_back(one);
        return true;
      }
      return false;
    };
    auto before = all.size();
    for (auto wanted = 1 + random() % 6; wanted > 0 && read_one();) --wanted;
    EXPECT_GT(all.size(), before) << "the child died by itself";
    // Anywhere inside the next transactions.
    pollfd nothing{-1, 0, 0};
    timespec moment{0, static_cast<long>(random() % 4'000'000)};
    ::ppoll(&nothing, 1, &moment, nullptr);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (read_one()) {
    }
    ::close(ends[0]);
  }
  world().reopen();
  read([&](Session& session) {
    EXPECT_THAT(check(session), IsEmpty());
    for (const auto& one : all) {
      auto article = find_article(session, ArticleId{one.id});
      ASSERT_TRUE(article) << "article " << one.id << " of round " << one.round << " was acknowledged and is lost";
      EXPECT_EQ(article->headline, "Кръг " + std::to_string(one.round));
      EXPECT_EQ(article->state, content::State::published);
    }
    EXPECT_GE(count_published(session), static_cast<std::int64_t>(all.size()));
  });
}

// SQLite's own way to the disk, whose fsync of the log fails once it is told to.
namespace broken_disk {

sqlite3_vfs* real = nullptr;
const sqlite3_io_methods* real_methods = nullptr;
sqlite3_io_methods methods;
bool broken = false;

int sync(sqlite3_file* file, int flags) {
  return broken ? SQLITE_IOERR_FSYNC : real_methods->xSync(file, flags);
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* got) {
  int code = real->xOpen(real, name, file, flags, got);
  if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0) {
    real_methods = file->pMethods;
    methods = *real_methods;
    methods.xSync = sync;
    file->pMethods = &methods;
  }
  return code;
}

void take_over() {
  real = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs vfs = *real;
  vfs.zName = "broken";
  vfs.xOpen = open;
  sqlite3_vfs_register(&vfs, 1);
}

}  // namespace broken_disk

TEST(DurabilityDeathTest, a_failed_fsync_ends_the_process_before_it_acknowledges) {
  TemporaryFolder folder;  // outside of the process that dies, so that somebody removes it
  auto write_to_a_broken_disk = [&] {
    log::to_standard_error();
    broken_disk::take_over();
    Options options;
    options.data = folder.path();
    auto store = need(Store::open(options));
    broken_disk::broken = true;
    std::ignore = store->write([](Session& session) { set_setting(session, {}, "colour", "зелен"); });
    std::fputs("ACKNOWLEDGED", stderr);
    std::exit(0);
  };
  EXPECT_DEATH(write_to_a_broken_disk(), "could not be made durable");
}

TEST(FullDisk, is_told_honestly_and_nothing_more_is_needed_once_there_is_room) {
  TemporaryStore temporary;
  auto site = temporary.add_site();
  auto section = temporary.add_section(site);
  auto most_pages = [&](std::int64_t pages) {
    need(temporary->write(
        [&](Session& session) { return session.integer("PRAGMA max_page_count = " + std::to_string(pages)); }));
  };
  auto article = an_article(site, section, "Дълга");
  article.body = a_body(std::string(100'000, 'x'));
  most_pages(150);
  int stored = 0;
  Result<ArticleId> refused;
  while ((refused = temporary->write([&](Session& s) { return add_article(s, article, "test", test_time); }))) ++stored;
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(refused.error().message(), testing::HasSubstr("disk is full"));
  auto count = [&] { return need(temporary->read([&](Session& s) { return count_articles(s, site); })); };
  EXPECT_EQ(count(), stored);

  most_pages(100'000);
  temporary.add(article);
  EXPECT_EQ(count(), stored + 1);
  EXPECT_THAT(need(temporary->read([](Session& session) { return check(session); })), IsEmpty());
}

TEST(LostConnection, is_made_anew_for_the_next_transaction) {
  ASSERT_NE(TemporarySchema::server(), "")
      << "no PostgreSQL for the tests: run them as scripts/with-postgres COMMAND (./test does)";
  TemporarySchema schema;
  Options options;
  options.url = schema.url();
  TemporaryStore temporary(options);
  auto site = temporary.add_site();
  auto process = [](Session& session) { return session.integer("SELECT pg_backend_pid()").value(); };
  auto end_of = [](std::int64_t number) {
    TemporarySchema::run("DO $$ BEGIN PERFORM pg_terminate_backend(" + std::to_string(number) + ", 10000); END $$");
  };

  // Between two transactions nobody notices.
  end_of(need(temporary->write(process)));
  end_of(need(temporary->read(process)));
  auto section = temporary.add_section(site);
  EXPECT_TRUE(need(temporary->read([&](Session& session) { return find_section(session, section); })));

  // Inside one it fails as a whole; the next one works.
  auto broken = temporary->write([&](Session& session) {
    save_topic(session, {{}, site, "t", "Т", ""}, test_time);
    end_of(process(session));
    save_topic(session, {{}, site, "u", "У", ""}, test_time);
  });
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::unavailable) << broken.error().message();
  temporary.add_topic(site);
  EXPECT_EQ(need(temporary->read([&](Session& session) { return all_topics(session, site).size(); })), 1U);
}

TEST(OneWriter, readers_can_neither_write_nor_checkpoint) {
  TemporaryStore temporary;
  temporary.add_site();
  auto written = temporary->read([](Session& session) { session.run("DELETE FROM sites", {}); });
  EXPECT_EQ(written.error().kind, ErrorKind::forbidden);
  need(temporary->read([](Session& session) {
    EXPECT_EQ(session.integer("PRAGMA wal_autocheckpoint"), 0);
    EXPECT_EQ(session.integer("PRAGMA mmap_size"), 0);
  }));
}

TEST(OneWriter, writes_with_the_settings_that_durability_needs) {
  TemporaryStore temporary;
  need(temporary->write([](Session& session) {
    EXPECT_EQ(session.text("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(session.integer("PRAGMA synchronous"), 2);  // FULL
    EXPECT_EQ(session.integer("PRAGMA foreign_keys"), 1);
    EXPECT_EQ(session.integer("PRAGMA mmap_size"), 0);
    EXPECT_EQ(session.integer("PRAGMA wal_autocheckpoint"), 0);  // by hand, where a failure is seen
  }));
}

TEST(OneWriter, keeps_the_log_short) {
  TemporaryStore temporary;
  auto site = temporary.add_site();
  auto section = temporary.add_section(site);
  auto log = temporary.options().data / "vestnik.db-wal";
  auto article = an_article(site, section, "Дълга");
  article.body = a_body(std::string(200'000, 'x'));
  std::uintmax_t longest = 0;
  for (int count = 0; count < 200; ++count) {  // 40 MB
    temporary.add(article);
    longest = std::max(longest, std::filesystem::file_size(log));
  }
  EXPECT_LT(longest, 20U << 20U);
}

TEST(OneWriter, keeps_its_files_from_other_users) {
  TemporaryStore temporary;
  temporary.add_site();
  for (const auto& entry : std::filesystem::directory_iterator(temporary.options().data)) {
    auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(entry.status().permissions() & others, std::filesystem::perms::none) << entry.path();
  }
}

}  // namespace
}  // namespace vestnik::store
