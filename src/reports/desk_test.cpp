#include "reports/desk.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/digest.h"
#include "reports/bytes.h"
#include "reports/caretaker.h"
#include "reports/limits.h"
#include "reports/notice.h"
#include "reports/reader_records.h"
#include "store/testing_both.h"

namespace vestnik::reports {
namespace {

class Desk : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    files_ =
        store::need(UploadFiles::open(folder_.path() / "reports", {.free_bytes = 0}, [] { return store::test_time; }));
  }

  Hours now() const { return hour_of(store::test_time); }
  std::string add(std::string_view fetch = "digest") {
    const NewReport report{to_hex(random_bytes(16)),   site_, std::string(fetch), false, "letter", now(),
                           now() + limits::report_kept};
    store::need(handle().write([&](NarrowSession& session) { return add_report(session, report); }));
    return report.id;
  }
  ReaderHandle handle() { return ReaderHandle(store()); }
  Result<void> reader_writes(const std::string& id, std::int64_t number) {
    return handle().write(
        [&](NarrowSession& session) { return add_letter(session, id, number, LetterKind::addition, "more", now()); });
  }

  SiteId site_;
  store::TemporaryFolder folder_;
  std::unique_ptr<UploadFiles> files_;
};
ON_BOTH(Desk);

TEST_P(Desk, readers_requests_run_listed_statements_only) {
  for (const char* sql : {"SELECT id FROM reports", "SELECT letter FROM report_letters", "SELECT name FROM tokens",
                          "DELETE FROM reports", "SELECT wrapped FROM report_desk_members"}) {
    const auto done = handle().read([&](NarrowSession& session) { return session.integer(sql).has_value(); });
    ASSERT_FALSE(done) << sql;
    EXPECT_EQ(done.error().kind, ErrorKind::internal);
  }
  for (const std::string_view sql : reader_statements()) {
    EXPECT_EQ(sql.find("wrapped"), std::string_view::npos);
    EXPECT_EQ(sql.find("report_notes"), std::string_view::npos);
    EXPECT_FALSE(sql.starts_with("DELETE FROM reports") || sql.starts_with("UPDATE report_letters")) << sql;
  }
}

TEST_P(Desk, reports_of_one_event_are_merged_into_one_and_taken_apart_again) {
  const std::string first = add("a"), second = add("b"), third = add("c");
  const auto merge = [&](const std::string& id, const std::string& into) {
    return store().write([&](store::Session& session) { return merge_report(session, id, into); });
  };
  const auto merged_into = [&](const std::string& id) {
    return store::need(store().read([&](store::Session& session) { return find_report(session, id); }))->merged_into;
  };
  store::need(merge(third, second));
  store::need(merge(second, first));
  EXPECT_EQ(merged_into(third), first) << "what came together stays together";
  EXPECT_EQ(merge(first, second).error().kind, ErrorKind::invalid) << "no chains";
  EXPECT_EQ(merge(first, first).error().kind, ErrorKind::invalid);
  EXPECT_EQ(merge(first, "none").error().kind, ErrorKind::not_found);
  store::need(merge(second, ""));
  EXPECT_EQ(merged_into(second), "");
  store::need(store().write([&](store::Session& session) { return destroy_report(session, first, "desk", now()); }));
  EXPECT_EQ(merged_into(third), "") << "nothing hangs on what is gone";
}

TEST_P(Desk, who_asks_is_kept_without_any_key_and_overwrites_nobody_who_was_let_in) {
  const std::string public_key = random_bytes(key_bytes);
  const DeskKey key = store::need(store().write([&](store::Session& session) {
    return add_desk_key(session, public_key, {{}, "desk", "{\"v\":1}"}, now());
  }));
  const auto ask = [&](const std::string& member, const std::string& wrapped) {
    return store().write([&](store::Session& session) {
      return ask_for_membership(session, {key.id, member, wrapped});
    });
  };
  const std::string asking = "{\"v\":2,\"public\":\"" + to_base64(public_key) + "\"}";
  EXPECT_EQ(ask("Ива", "{\"v\":2,\"public\":\"" + to_base64(public_key) + "\",\"sealed\":\"x\"}").error().kind,
            ErrorKind::invalid);
  store::need(ask("Ива", asking));
  store::need(ask("Ива", asking));
  EXPECT_EQ(ask("desk", asking).error().kind, ErrorKind::conflict);
}

TEST_P(Desk, keeps_no_way_to_its_key_that_other_browsers_could_not_read) {
  const KeyPair pair = make_key_pair();
  const DeskKey key = store::need(store().write([&](store::Session& session) {
    return add_desk_key(session, pair.public_key, {{}, "desk", "{\"v\":1}"}, now());
  }));
  const std::string public_key = "\"public\":\"" + to_base64(pair.public_key) + "\"";
  const auto save = [&](const std::string& wrapped) {
    return store().write([&](store::Session& session) { return save_desk_member(session, {key.id, "Ива", wrapped}); });
  };
  for (const std::string& wrapped :
       {std::string("no JSON"), std::string("[]"), std::string("null"), std::string("{\"v\":3}"),
        std::string("{\"v\":2}"), std::string("{\"v\":2,\"public\":7}"), std::string("{\"v\":1,\"salt\":\"AA\"}"),
        "{\"v\":2," + public_key + ",\"sealed\":\"AAAA\"}", "{\"v\":2," + public_key + ",\"passkeys\":7}",
        "{\"v\":2," + public_key + ",\"passkeys\":[{\"credential\":\"AAAA\"}]}"}) {
    const auto saved = save(wrapped);
    ASSERT_FALSE(saved) << wrapped;
    EXPECT_EQ(saved.error().kind, ErrorKind::invalid) << wrapped;
  }
  store::need(save("{\"v\":2," + public_key + ",\"passkeys\":[{\"credential\":\"AAAA\"," + public_key + "}]}"));
}

TEST_P(Desk, the_public_door_sees_no_report) {
  add();
  for (const char* table : {"reports", "report_letters", "report_notes", "report_uploads", "report_desk_keys",
                            "report_desk_members", "report_destructions"}) {
    auto seen = store().read_public(
        [&](store::Session& session) { return session.integer("SELECT count(*) FROM " + std::string(table)); });
    EXPECT_FALSE(seen) << table;
  }
}

TEST_P(Desk, has_one_key_in_use_and_keeps_the_old_ones) {
  EXPECT_FALSE(store::need(handle().read([](NarrowSession& session) { return open_desk(session); })));
  const KeyPair first = make_key_pair(), second = make_key_pair();
  write([&](store::Session& session) { return add_desk_key(session, first.public_key, {"", "desk", "{}"}, now()); });
  const auto salt = store::need(handle().read([](NarrowSession& session) { return open_desk(session); }))->salt;
  EXPECT_EQ(salt.size(), 16U);
  write([&](store::Session& session) { return add_desk_key(session, second.public_key, {"", "desk", "{}"}, now()); });
  const auto open = store::need(handle().read([](NarrowSession& session) { return open_desk(session); }));
  ASSERT_TRUE(open);
  EXPECT_EQ(open->key.public_key, second.public_key);
  EXPECT_EQ(open->salt, salt) << "receipts written down before must still open";
  EXPECT_EQ(read([](store::Session& session) { return all_desk_keys(session).size(); }), 2U);
  EXPECT_EQ(read([](store::Session& session) { return desk_members(session).size(); }), 2U);
  const auto again = store().write([&](store::Session& session) {
    return add_desk_key(session, second.public_key, {"", "desk", "{}"}, now());
  });
  EXPECT_EQ(again.error().kind, ErrorKind::conflict);
}

TEST_P(Desk, a_report_is_there_once) {
  const std::string id = add();
  const NewReport same{id, site_, "another", false, "letter", now(), now()};
  const NewReport receipt{to_hex(random_bytes(16)), site_, "digest", false, "letter", now(), now()};
  for (const NewReport& report : {same, receipt}) {
    auto added = handle().write([&](NarrowSession& session) { return add_report(session, report); });
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().kind, ErrorKind::conflict);
  }
  add("");
  add("");  // without a receipt there may be many
}

TEST_P(Desk, letters_stand_in_one_order_for_both_sides) {
  const std::string id = add();
  write([&](store::Session& session) { return add_answer(session, id, 1, "answer", now()); });
  EXPECT_EQ(reader_writes(id, 1).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(reader_writes(id, 2));
  const auto late = store().write([&](store::Session& session) { return add_answer(session, id, 2, "answer", now()); });
  EXPECT_EQ(late.error().kind, ErrorKind::conflict);
  const auto letters = read([&](store::Session& session) { return letters_of(session, id); });
  ASSERT_EQ(letters.size(), 3U);
  EXPECT_EQ(letters[1].kind, LetterKind::answer);
  EXPECT_EQ(letters[1].letter, "answer");

  // What the inbox asks for.
  const auto first = read([&](store::Session& session) { return first_letter_of(session, id); });
  ASSERT_TRUE(first);
  EXPECT_EQ(first->letter, "letter");
  const auto newest = [&] { return read([&](store::Session& session) { return newest_kind_of(session, id); }); };
  EXPECT_EQ(newest(), LetterKind::addition);
  write([&](store::Session& session) { return add_answer(session, id, 3, "answer", now()); });
  EXPECT_EQ(newest(), LetterKind::answer);
  EXPECT_FALSE(read([](store::Session& session) { return first_letter_of(session, "none"); }));
  EXPECT_FALSE(read([](store::Session& session) { return newest_kind_of(session, "none"); }));
}

TEST_P(Desk, no_receipt_finds_a_report_that_has_none) {
  add("");
  EXPECT_FALSE(store::need(handle().read([](NarrowSession& session) { return find_thread(session, ""); })));
}

TEST_P(Desk, is_told_of_news_once_at_the_turn_of_the_hour_and_of_nothing_else) {
  std::vector<std::string> sent;
  bool works = true;
  const SendMail mail = [&](const std::string& subject, const std::string& text) -> Result<void> {
    if (!works) return fail(ErrorKind::unavailable, "the mail server is away");
    sent.push_back(subject + "|" + text);
    return {};
  };
  const auto tell = [&](int hours) { return tell_of_reports(store(), mail, now() + std::chrono::hours(hours), "en"); };
  store::need(tell(0));
  const std::string id = add();
  store::need(tell(0));
  EXPECT_TRUE(sent.empty()) << "the hour is not over: a message would tell when the reader was here";
  works = false;
  EXPECT_FALSE(tell(1));
  works = true;
  store::need(tell(1));
  store::need(tell(1));
  store::need(tell(2));
  EXPECT_EQ(sent, std::vector<std::string>{"A new report|A new report"});
  write([&](store::Session& session) { return add_answer(session, id, 1, "answer", now() + std::chrono::hours(3)); });
  store::need(tell(5));
  EXPECT_EQ(sent.size(), 1U) << "the desk's own letters are no news";
}

TEST(Notice, goes_to_mail_servers_and_addresses_only) {
  EXPECT_FALSE(mail_by({.server = "http://localhost", .from = "a@b.bg", .to = "c@d.bg"}));
  EXPECT_FALSE(mail_by({.server = "smtp://localhost", .from = "a@b.bg>\r\nRCPT TO:<x@y.bg", .to = "c@d.bg"}));
  EXPECT_TRUE(mail_by({.server = "smtp://localhost:2525", .from = "a@b.bg", .to = "c@d.bg"}));
}

TEST_P(Desk, sorts_by_label_and_person) {
  const std::string id = add();
  auto report = read([&](store::Session& session) { return *find_report(session, id); });
  report.label = "checking";
  report.assigned = "Мария";
  write([&](store::Session& session) { save_report(session, report); });
  const auto count = [&](InboxFilter filter) {
    return read([&](store::Session& session) { return inbox(session, filter).size(); });
  };
  EXPECT_EQ(count({}), 1U);
  EXPECT_EQ(count({.label = "checking"}), 1U);
  EXPECT_EQ(count({.label = "new"}), 0U);
  EXPECT_EQ(count({.label = {}, .assigned = "Мария"}), 1U);
  EXPECT_EQ(count({.label = {}, .assigned = "Иван"}), 0U);
}

TEST_P(Desk, shows_its_inbox_by_parts_in_which_merged_reports_take_no_place) {
  std::vector<std::string> ids;
  for (const char* fetch : {"a", "b", "c", "d"}) ids.push_back(add(fetch));
  write([&](store::Session& session) { return merge_report(session, ids[1], ids[0]); });
  const auto page = [&](std::size_t skip) {
    return read([&](store::Session& session) {
      return inbox(session, {.label = {}, .assigned = {}, .most = 2, .skip = skip});
    });
  };
  std::set<std::string> seen;
  for (std::size_t skip = 0; skip < 4; skip += 2) {
    for (const ReportRow& report : page(skip)) seen.insert(report.id);
  }
  EXPECT_EQ(seen, (std::set<std::string>{ids[0], ids[2], ids[3]}));
  EXPECT_EQ(read([](store::Session& session) { return inbox_size(session, {}); }), 3U);
  EXPECT_EQ(read([](store::Session& session) { return inbox_size(session, {.label = "used"}); }), 0U);

  // A letter to what is merged brings its report to the top.
  store::need(handle().write([&](NarrowSession& session) {
    return add_letter(session, ids[1], 1, LetterKind::addition, "more", now() + std::chrono::hours(2));
  }));
  const std::vector<ReportRow> first = page(0);
  EXPECT_EQ(first.front().id, ids[0]);
  const auto merged = read([&](store::Session& session) { return merged_with(session, first); });
  ASSERT_EQ(merged.size(), 1U);
  EXPECT_EQ(merged[0].id, ids[1]);
  EXPECT_EQ(merged[0].letters, 2);
}

TEST_P(Desk, destroys_what_is_due_with_proof) {
  const std::string first = add("one"), second = add("two");
  const UploadRow upload{to_hex(random_bytes(16)), first, 0, 5, false, now() + limits::report_upload_time};
  store::need(files_->create(upload.id, 5));
  store::need(handle().write([&](NarrowSession& session) { return add_upload(session, upload); }));
  write([&](store::Session& session) { return destroy_report(session, second, "desk", now()); });
  store::need(destroy_what_is_due(store(), *files_, now() + limits::report_kept - std::chrono::hours(1)));
  EXPECT_TRUE(read([&](store::Session& session) { return find_report(session, first); }));
  store::need(destroy_what_is_due(store(), *files_, now() + limits::report_kept));
  EXPECT_FALSE(read([&](store::Session& session) { return find_report(session, first); }));
  EXPECT_TRUE(files_->all().empty());

  auto log = read([](store::Session& session) { return destructions(session); });
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[1].report, first);
  EXPECT_EQ(log[1].reason, "retention");
  EXPECT_EQ(log[0].digest, sha256_hex("letter"));
  EXPECT_TRUE(chain_holds(log));
  log[0].letters = 7;
  EXPECT_FALSE(chain_holds(log));
}

TEST_P(Desk, goes_on_destroying_where_one_file_cannot_be_and_tries_that_one_again) {
  // Nobody can open a folder for writing: it stands for a file on a part of the disk that has gone bad.
  const std::string bad(32, '0'), good(32, '1'), incomplete(32, '2');
  const std::filesystem::path folder = folder_.path() / "reports";
  const std::string id = add();
  std::filesystem::create_directory(folder / bad);
  for (const std::string& file : {good, incomplete}) store::need(files_->create(file, 5));
  std::int64_t number = 0;
  for (const std::string& file : {bad, good, incomplete}) {
    const UploadRow upload{file, id, number++, 5, false, now() + limits::report_upload_time};
    store::need(handle().write([&](NarrowSession& session) { return add_upload(session, upload); }));
  }
  const Hours later = now() + limits::report_kept;
  store::need(destroy_what_is_due(store(), *files_, later));
  EXPECT_EQ(files_->all(), std::vector<std::string>{bad});
  EXPECT_FALSE(read([&](store::Session& session) { return find_report(session, id); }));

  std::set<std::string> seen;
  store::need(destroy_lasting_orphans(store(), *files_, seen));
  EXPECT_EQ(seen, std::set<std::string>{bad});
  store::need(destroy_lasting_orphans(store(), *files_, seen));
  EXPECT_EQ(files_->all().size(), 1U) << "it cannot be destroyed yet";
  std::filesystem::remove(folder / bad);
  // Whoever is just now beginning an upload has a file and no row yet: that one is left alone.
  for (const std::string& file : {bad, good}) store::need(files_->create(file, 5));
  store::need(destroy_lasting_orphans(store(), *files_, seen));
  EXPECT_EQ(files_->all(), std::vector<std::string>{good});
}

TEST_P(Desk, one_report_does_not_fill_the_disk_with_letters) {
  const std::string id = add();
  const std::string letter(limits::report_letter_bytes, 'x');
  const auto more = [&](std::int64_t number) {
    return handle().write(
        [&](NarrowSession& session) { return add_letter(session, id, number, LetterKind::addition, letter, now()); });
  };
  std::int64_t number = 1;
  while (number < 1'000 && more(number)) ++number;
  EXPECT_LT(static_cast<std::size_t>(number) * letter.size(), limits::report_thread_bytes);
  EXPECT_EQ(more(number).error().kind, ErrorKind::too_large);
}

TEST_P(Desk, destroys_no_file_where_the_database_knows_of_no_reports) {
  const std::string file(32, '0');
  store::need(files_->create(file, 5));
  std::set<std::string> seen;
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(destroy_orphans(store(), *files_).error().kind, ErrorKind::conflict);
    EXPECT_FALSE(destroy_lasting_orphans(store(), *files_, seen));
  }
  EXPECT_EQ(files_->all(), std::vector<std::string>{file});
}

TEST_P(Desk, forgets_files_that_no_report_knows) {
  add();
  store::need(files_->create("00000000000000000000000000000000", 5));
  store::need(destroy_orphans(store(), *files_));
  EXPECT_TRUE(files_->all().empty());
}

}  // namespace
}  // namespace vestnik::reports
