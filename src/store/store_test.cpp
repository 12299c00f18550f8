#include "store/store.h"

#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <thread>

#include "base/log.h"
#include "store/changes.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Transactions : public OnBoth {
 protected:
  std::optional<std::string> setting(std::string_view name) {
    return read([&](Session& session) { return find_setting(session, {}, name); });
  }
};
ON_BOTH(Transactions);

TEST_P(Transactions, keep_what_was_written_when_they_return_a_value) {
  auto value = write([](Session& session) {
    set_setting(session, {}, "colour", "зелен");
    return 42;
  });
  EXPECT_EQ(value, 42);
  world().reopen();
  EXPECT_EQ(setting("colour"), "зелен");
}

TEST_P(Transactions, leave_nothing_when_they_return_an_error) {
  auto done = store().write([](Session& session) -> Result<int> {
    set_setting(session, {}, "colour", "зелен");
    return fail(ErrorKind::invalid, "changed my mind");
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().what, "changed my mind");
  EXPECT_EQ(setting("colour"), std::nullopt);
}

TEST_P(Transactions, leave_nothing_when_a_statement_fails) {
  auto done = store().write([](Session& session) {
    set_setting(session, {}, "colour", "зелен");
    session.run("INSERT INTO nowhere (a) VALUES (?)", {1});
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::internal);
  EXPECT_EQ(setting("colour"), std::nullopt);
}

TEST_P(Transactions, cannot_be_saved_after_a_statement_failed) {
  auto done = store().write([](Session& session) {
    set_setting(session, {}, "colour", "зелен");
    try {
      session.run("INSERT INTO nowhere (a) VALUES (?)", {1});
    } catch (const Failure&) {
    }
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(setting("colour"), std::nullopt);
}

TEST_P(Transactions, leave_nothing_when_something_else_is_thrown) {
  EXPECT_THROW(std::ignore = store().write([](Session& session) {
    set_setting(session, {}, "colour", "зелен");
    throw std::logic_error("surprise");
  }),
               std::logic_error);
  EXPECT_EQ(setting("colour"), std::nullopt);
}

TEST_P(Transactions, that_read_cannot_write) {
  for (bool as_public : {false, true}) {
    auto work = [](Session& session) { session.run("DELETE FROM settings", {}); };
    auto done = as_public ? store().read_public(work) : store().read(work);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::forbidden) << done.error().message();
  }
}

TEST_P(Transactions, tell_a_conflict_from_other_failures) {
  world().add_site("one.example");
  content::Site again;
  again.host = "one.example";
  auto done = store().write([&](Session& session) { return save_site(session, again, test_time); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::conflict);

  auto orphan = store().write([&](Session& session) {
    content::Section section;
    section.site = SiteId{4711};
    section.slug = "x";
    return save_section(session, section, test_time);
  });
  ASSERT_FALSE(orphan);
  EXPECT_EQ(orphan.error().kind, ErrorKind::conflict);
}

TEST_P(Transactions, give_numbers_that_are_never_given_again) {
  auto first = write([](Session& session) { return next_id(session, 3); });
  auto second = write([](Session& session) { return next_id(session); });
  EXPECT_EQ(second, first + 3);
  std::ignore = store().write([](Session& session) -> Result<void> {
    next_id(session, 100);
    return fail(ErrorKind::invalid, "no");
  });
  world().reopen();
  auto third = write([](Session& session) { return next_id(session); });
  EXPECT_EQ(third, second + 1);  // nothing was stored under the hundred
}

TEST_P(Transactions, call_the_listener_after_the_commit_and_before_they_return) {
  auto site = world().add_site();
  std::vector<std::int64_t> seen;
  store().on_change(
      [&] { seen.push_back(need(store().read_public([](Session& session) { return newest_change(session); }))); });
  write([&](Session& session) {
    record_change(session, site, ChangeKind::site, site.value, test_time);
    EXPECT_TRUE(seen.empty());
  });
  auto newest = read([](Session& session) { return newest_change(session); });
  EXPECT_THAT(seen, ElementsAre(newest));

  write([](Session& session) { set_setting(session, {}, "colour", "зелен"); });  // records no change
  std::ignore = store().write([&](Session& session) -> Result<void> {
    record_change(session, site, ChangeKind::site, site.value, test_time);
    return fail(ErrorKind::invalid, "no");
  });
  EXPECT_THAT(seen, ElementsAre(newest));
}

TEST_P(Transactions, take_turns_when_many_threads_write) {
  auto add_one = [&] {
    for (int turn = 0; turn < 20; ++turn) {
      write([](Session& session) {
        auto before = session.integer("SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'count'").value_or(0);
        set_setting(session, {}, "count", std::to_string(before + 1));
      });
    }
  };
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) threads.emplace_back(add_one);
  threads.clear();
  EXPECT_EQ(setting("count"), "80");
}

TEST_P(Transactions, see_one_state_of_the_store_however_long_they_read) {
  world().add_site("one.example");
  read([&](Session& session) {
    EXPECT_EQ(all_sites(session).size(), 1U);
    std::jthread([&] { world().add_site("two.example"); }).join();
    EXPECT_EQ(all_sites(session).size(), 1U);
  });
  EXPECT_EQ(read([](Session& session) { return all_sites(session).size(); }), 2U);
}

TEST_P(Transactions, are_told_to_nobody_any_more_once_the_listener_is_taken_off) {
  std::latch inside(1), go_on(1);
  std::atomic<bool> heard = false;
  auto listener = std::make_unique<int>(0);
  store().on_change([&] {
    inside.count_down();
    go_on.wait();
    ++*listener;
    heard = true;
  });
  std::jthread writer([&] { world().add_site("one.example"); });
  inside.wait();
  std::jthread leaver([&] {
    store().on_change({});
    EXPECT_TRUE(heard) << "somebody was still inside";
    listener.reset();
  });
  go_on.count_down();
  writer.join();
  leaver.join();
  world().add_site("two.example");
  EXPECT_EQ(listener, nullptr);
}

class Statements : public OnBoth {};
ON_BOTH(Statements);

TEST_P(Statements, give_back_texts_numbers_and_nothing_as_they_were) {
  std::string long_text;
  for (int line = 0; line < 5'000; ++line) long_text += "Дълъг ред № " + std::to_string(line) + " 'x' \"y\" \\ % ?\n";
  for (const std::string& text :
       {std::string(), std::string("?"), std::string("';--"), std::string("🗞 ﷽ \u202e"), long_text}) {
    write([&](Session& session) { set_setting(session, {}, "text", text); });
    EXPECT_EQ(read([](Session& session) { return find_setting(session, {}, "text"); }), text);
  }
  write([](Session& session) {
    session.run("INSERT INTO changes (seq, site, kind, subject, at) VALUES (?, ?, 'site', ?, ?)",
                {INT64_MAX, nullptr, INT64_MIN, -1});
    session.query("SELECT site, subject, at, kind FROM changes WHERE seq = ?", "iiit", {INT64_MAX}, [](const Row& row) {
      EXPECT_TRUE(row.null(0));
      EXPECT_EQ(row.integer(0), 0);
      EXPECT_EQ(row.time(0), std::nullopt);
      EXPECT_EQ(row.integer(1), INT64_MIN);
      EXPECT_EQ(row.integer(2), -1);
      EXPECT_EQ(row.text(3), "site");
      return true;
    });
  });
}

TEST_P(Statements, refuse_text_that_the_other_database_could_not_hold) {
  for (const std::string& text : {std::string("a\0b", 3), std::string("\xff\xfe"), std::string("\xed\xa0\x80")}) {
    auto done = store().write([&](Session& session) { set_setting(session, {}, "text", text); });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::invalid);
  }
}

TEST_P(Statements, take_a_parameter_of_another_type_or_none_the_next_time) {
  write([](Session& session) {
    for (int round = 0; round < 2; ++round) {
      for (const Value& value : {Value(), Value(7), Value(), Value("x"), Value(std::int64_t{1} << 40)}) {
        bool text = std::holds_alternative<std::string>(value.held());
        if (text && session.is_postgresql()) continue;  // compares a number with a text
        std::ignore = session.integer("SELECT COUNT(*) FROM changes WHERE site = ?", {value});
      }
    }
  });
}

TEST_P(Statements, may_run_inside_their_own_rows) {
  world().add_site("one.example");
  world().add_site("two.example");
  std::vector<std::string> pairs;
  constexpr std::string_view sql = "SELECT host FROM sites ORDER BY id";
  read([&](Session& session) {
    session.query(sql, "t", {}, [&](const Row& outer) {
      auto left = outer.string(0);
      session.query(sql, "t", {}, [&](const Row& inner) {
        pairs.push_back(left.substr(0, 3) + inner.string(0).substr(0, 3));
        return true;
      });
      return true;
    });
  });
  EXPECT_THAT(pairs, ElementsAre("oneone", "onetwo", "twoone", "twotwo"));
}

TEST_P(Statements, stream_more_rows_than_are_fetched_at_once) {
  auto site = world().add_site();
  write([&](Session& session) {
    for (int number = 0; number < 5'000; ++number) {
      save_redirect(session, {site, "/" + std::to_string(number) + "/", "/x/"}, test_time, true);
    }
  });
  int all = 0;
  int some = 0;
  as_reader([&](Session& session) {
    each_redirect(session, [&](const Redirect& redirect) {
      EXPECT_EQ(redirect.from, "/" + std::to_string(all));
      ++all;
      return true;
    });
    each_redirect(session, [&](const Redirect&) { return ++some < 2'500; });
  });
  EXPECT_EQ(all, 5'000);
  EXPECT_EQ(some, 2'500);
}

TEST_P(Statements, are_kept_in_a_bounded_number) {
  read([](Session& session) {
    for (int number = 0; number < 1'000; ++number) {
      auto text = std::to_string(number);
      EXPECT_EQ(session.text("SELECT '" + text + "'"), text);
    }
  });
}

TEST(StoreAddress, that_is_neither_empty_nor_postgresql_is_refused) {
  Options options;
  options.url = "mysql://root@localhost/";
  auto store = Store::open(options);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::invalid);
}

TEST(StoreAddress, that_nobody_answers_is_told_without_its_password) {
  Options options;
  options.url = "postgresql://vestnik:s3cret@127.0.0.1:1/vestnik?connect_timeout=2";
  auto store = Store::open(options);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(store.error().message(), testing::Not(HasSubstr("s3cret")));
}

TEST(StoreDeathTest, a_write_inside_a_write_ends_the_process) {
  TemporaryFolder folder;  // outside of the process that dies, so that somebody removes it
  auto twice = [&] {
    log::to_standard_error();
    Options options;
    options.data = folder.path();
    auto store = need(Store::open(options));
    std::ignore = store->write([&](Session&) { std::ignore = store->write([](Session&) {}); });
  };
  EXPECT_DEATH(twice(), "inside another");
}

}  // namespace
}  // namespace vestnik::store
