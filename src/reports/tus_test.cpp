#include "reports/tus.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <fstream>
#include <iostream>

#include "base/digest.h"
#include "reports/bytes.h"
#include "reports/caretaker.h"
#include "reports/desk.h"
#include "store/testing_both.h"

namespace vestnik::reports {
namespace {

using testing::HasSubstr;

// A report, its receipt, and a client that speaks to the uploads' addresses.
class TusTest : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    files_ = store::need(UploadFiles::open(folder_.path() / "reports", {.free_bytes = 0}, clock()));
    handle_ = std::make_unique<ReaderHandle>(store());
    tus_ = std::make_unique<Tus>(*handle_, *files_, clock(), pool_);
    site_ = world().add_site();
    receipt_ = add_report();
  }
  void TearDown() override {
    pool_.stop();
    OnBoth::TearDown();
  }

  Clock clock() {
    return [this] { return now_; };
  }

  std::string add_report() {
    const std::string name = random_bytes(32);
    NewReport report{to_hex(random_bytes(16)),           site_, sha256_hex(name), false, "letter", hour_of(now_),
                     hour_of(now_) + limits::report_kept};
    store::need(handle_->write([&](NarrowSession& session) { return add_report_row(session, report); }));
    return "Receipt " + to_base64(name);
  }
  static Result<void> add_report_row(NarrowSession& session, const NewReport& report) {
    return reports::add_report(session, report);
  }

  using Fields = std::vector<http::Field>;
  http::Request request(http::Method method, std::string path, const Fields& fields) {
    http::Request made;
    made.method = method;
    made.path = made.target = std::move(path);
    made.fields = {{"Tus-Resumable", "1.0.0"}, {"Authorization", receipt_}};
    for (const http::Field& field : fields) {
      std::erase_if(made.fields, [&](const http::Field& there) { return there.name == field.name; });
      if (field.value != "-") made.fields.push_back(field);
    }
    return made;
  }

  // `pieces` arrive one after the other, the last with the end of the request; `cut`: the connection ends instead.
  http::Response ask(http::Method method, std::string path, const Fields& fields = {},
                     std::vector<std::string> pieces = {}, bool cut = false) {
    http::Request made = request(method, std::move(path), fields);
    boost::asio::io_context io;
    auto answered = boost::asio::co_spawn(io, speak(std::move(made), std::move(pieces), cut), boost::asio::use_future);
    // The pool comes back to this loop by itself.
    auto guard = boost::asio::make_work_guard(io);
    while (answered.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
      io.run_one_for(std::chrono::seconds(1));
    return answered.get();
  }
  boost::asio::awaitable<http::Response> speak(http::Request made, std::vector<std::string> pieces, bool cut) {
    const std::shared_ptr<http::BodySink> sink = pieces.empty() ? nullptr : tus_->sink(made);
    if (!sink) co_return co_await tus_->answer(std::move(made));
    for (std::size_t at = 0; at + 1 < pieces.size(); ++at) {
      auto refusal = co_await sink->take(pieces[at]);
      if (refusal) co_return std::move(*refusal);
    }
    if (cut) {
      co_await sink->lost(pieces.back());
      co_return http::Response{};
    }
    made.body = pieces.back();
    co_return co_await sink->end(std::move(made));
  }

  static std::string field(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.fields) {
      if (key == name) return value;
    }
    return {};
  }
  http::Response create(std::size_t length, std::string number = "MA==", std::vector<std::string> pieces = {},
                        const Fields& more = {}) {
    Fields fields = {{"Upload-Length", std::to_string(length)},
                     {"Upload-Metadata", "number " + number},
                     {"Content-Type", "application/offset+octet-stream"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return ask(http::Method::post, std::string(uploads_path), fields, std::move(pieces));
  }
  http::Response patch(const std::string& path, std::size_t offset, std::vector<std::string> pieces,
                       const Fields& more = {}, bool cut = false) {
    Fields fields = {{"Upload-Offset", std::to_string(offset)}, {"Content-Type", "application/offset+octet-stream"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return ask(http::Method::patch, path, fields, std::move(pieces), cut);
  }
  http::Response head(const std::string& path) { return ask(http::Method::head, path); }
  std::string offset(const std::string& path) { return field(head(path), "Upload-Offset"); }
  std::string bytes(const std::string& path) {
    return store::need(files_->read(path.substr(path.rfind('/') + 1), 0, 1'000'000));
  }

  Time now_ = store::test_time;
  store::TemporaryFolder folder_;
  http::Pool pool_{2};
  SiteId site_;
  std::string receipt_;
  std::unique_ptr<UploadFiles> files_;
  std::unique_ptr<ReaderHandle> handle_;
  std::unique_ptr<Tus> tus_;
};
ON_BOTH(TusTest);

TEST_P(TusTest, options_tell_what_there_is) {
  const auto answer = ask(http::Method::options, std::string(uploads_path), {{"Tus-Resumable", "-"}});
  EXPECT_EQ(answer.status, 204U);
  EXPECT_EQ(field(answer, "Tus-Version"), "1.0.0");
  EXPECT_EQ(field(answer, "Tus-Extension"), "creation,creation-with-upload,checksum,expiration,termination");
  EXPECT_EQ(field(answer, "Tus-Checksum-Algorithm"), "sha1,sha256");
  EXPECT_EQ(field(answer, "Tus-Max-Size"), std::to_string(limits::report_file_bytes));
}

TEST_P(TusTest, another_version_is_412_and_nothing_is_done) {
  const std::string path = field(create(3), "Location");
  for (const char* version : {"-", "0.2.2", "1.0.1"}) {
    const auto answer =
        ask(http::Method::patch, path,
            {{"Tus-Resumable", version}, {"Upload-Offset", "0"}, {"Content-Type", "application/offset+octet-stream"}},
            {"a", "b"});
    EXPECT_EQ(answer.status, 412U);
    EXPECT_EQ(field(answer, "Tus-Version"), "1.0.0");
  }
  EXPECT_EQ(offset(path), "0");
}

TEST_P(TusTest, creates_uploads_and_says_where_and_how_long) {
  const auto answer = create(10);
  EXPECT_EQ(answer.status, 201U);
  EXPECT_THAT(field(answer, "Location"), testing::MatchesRegex("/report/uploads/[0-9a-f]{32}"));
  EXPECT_EQ(field(answer, "Tus-Resumable"), "1.0.0");
  EXPECT_EQ(field(answer, "Upload-Expires"), format_http_date(Time(hour_of(now_)) + limits::report_first_byte_time));
}

TEST_P(TusTest, head_tells_the_offset_the_length_and_the_metadata_and_is_never_stored) {
  const std::string path = field(create(10), "Location");
  const auto answer = head(path);
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(field(answer, "Upload-Offset"), "0");
  EXPECT_EQ(field(answer, "Upload-Length"), "10");
  EXPECT_EQ(field(answer, "Upload-Metadata"), "number MA==");
  EXPECT_EQ(field(answer, "Cache-Control"), "no-store");
}

TEST_P(TusTest, patches_add_up_to_the_file) {
  const std::string path = field(create(10), "Location");
  auto answer = patch(path, 0, {"abc", "de"});
  EXPECT_EQ(answer.status, 204U);
  EXPECT_EQ(field(answer, "Upload-Offset"), "5");
  EXPECT_NE(field(answer, "Upload-Expires"), "");
  answer = patch(path, 5, {"fghij"});
  EXPECT_EQ(field(answer, "Upload-Offset"), "10");
  EXPECT_EQ(field(answer, "Upload-Expires"), "");
  EXPECT_EQ(bytes(path), "abcdefghij");
}

TEST_P(TusTest, a_wrong_offset_is_409_and_changes_nothing) {
  const std::string path = field(create(10), "Location");
  patch(path, 0, {"abc"});
  for (const std::size_t wrong : {0U, 2U, 4U, 10U, 99U}) EXPECT_EQ(patch(path, wrong, {"x"}).status, 409U);
  EXPECT_EQ(offset(path), "3");
  EXPECT_EQ(bytes(path), "abc");
}

TEST_P(TusTest, a_patch_of_another_type_is_415) {
  const std::string path = field(create(10), "Location");
  EXPECT_EQ(patch(path, 0, {"abc"}, {{"Content-Type", "text/plain"}}).status, 415U);
  EXPECT_EQ(ask(http::Method::patch, path, {{"Upload-Offset", "0"}}).status, 415U);
  EXPECT_EQ(offset(path), "0");
}

TEST_P(TusTest, more_bytes_than_announced_are_413) {
  const std::string path = field(create(3), "Location");
  EXPECT_EQ(patch(path, 0, {"ab", "cd"}).status, 413U);
  EXPECT_THAT(offset(path), testing::AnyOf("0", "2"));
}

TEST_P(TusTest, what_arrived_before_the_connection_was_lost_stays) {
  const std::string path = field(create(10), "Location");
  patch(path, 0, {"abc", "de"}, {}, true);
  EXPECT_EQ(offset(path), "5");
  patch(path, 5, {"fghij"});
  EXPECT_EQ(bytes(path), "abcdefghij");
}

TEST_P(TusTest, the_last_bytes_may_be_lost_with_their_connection_and_still_complete_it) {
  const std::string path = field(create(3), "Location");
  patch(path, 0, {"abc"}, {}, true);
  EXPECT_EQ(offset(path), "3");
  EXPECT_EQ(field(head(path), "Upload-Expires"), "");
}

TEST_P(TusTest, an_empty_file_is_complete_at_once) {
  const std::string path = field(create(0), "Location");
  EXPECT_EQ(offset(path), "0");
  EXPECT_EQ(field(head(path), "Upload-Expires"), "");
}

TEST_P(TusTest, creation_takes_bytes_too) {
  const auto answer = create(5, "MA==", {"ab", "c"});
  EXPECT_EQ(answer.status, 201U);
  EXPECT_EQ(field(answer, "Upload-Offset"), "3");
  patch(field(answer, "Location"), 3, {"de"});
  EXPECT_EQ(bytes(field(answer, "Location")), "abcde");
}

TEST_P(TusTest, creation_wants_a_length_and_a_number_and_nothing_that_tells_more) {
  const std::string path(uploads_path);
  EXPECT_EQ(ask(http::Method::post, path, {{"Upload-Metadata", "number MA=="}}).status, 400U);
  EXPECT_EQ(ask(http::Method::post, path, {{"Upload-Metadata", "number MA=="}, {"Upload-Defer-Length", "1"}}).status,
            400U);
  for (const char* metadata : {"-", "filename dGFqbmE=", "number MA==,filename dGFqbmE=", "number", "number !!",
                               "number OTk=", "number MA==\r\nX: y"}) {
    EXPECT_EQ(ask(http::Method::post, path, {{"Upload-Length", "5"}, {"Upload-Metadata", metadata}}).status, 400U)
        << metadata;
  }
  for (const char* length : {"-1", "x", "1e3", "99999999999999999999999"}) {
    EXPECT_EQ(ask(http::Method::post, path, {{"Upload-Length", length}, {"Upload-Metadata", "number MA=="}}).status,
              400U);
  }
  EXPECT_TRUE(files_->all().empty());
}

TEST_P(TusTest, a_file_over_the_limit_is_413) {
  EXPECT_EQ(create(limits::report_file_bytes + 1).status, 413U);
}

TEST_P(TusTest, a_full_disk_is_told_at_once) {
  files_ = store::need(UploadFiles::open(folder_.path() / "full", {.free_bytes = 0, .all_bytes = 10}, clock()));
  tus_ = std::make_unique<Tus>(*handle_, *files_, clock(), pool_);
  EXPECT_EQ(create(11).status, 507U);
  EXPECT_EQ(create(9).status, 201U);
}

TEST_P(TusTest, a_report_has_each_file_once_and_so_many) {
  EXPECT_EQ(create(1, "MA==").status, 201U);
  EXPECT_EQ(create(2, "MA==").status, 409U) << "another file under the same number";
  EXPECT_EQ(create(1, "MQ==").status, 201U);
  EXPECT_EQ(files_->all().size(), 2U);
}

TEST_P(TusTest, a_report_is_promised_no_more_room_than_for_two_large_files_at_once) {
  UploadRow begun{to_hex(random_bytes(16)), {}, 7, limits::report_unfinished_bytes - 4, false, hour_of(now_)};
  begun.report = store::need(
      store().read([](store::Session& session) { return session.text("SELECT id FROM reports").value_or(""); }));
  store::need(handle_->write([&](NarrowSession& session) { return add_upload(session, begun); }));
  EXPECT_EQ(create(5).status, 507U);
  EXPECT_EQ(create(4).status, 201U);
  EXPECT_EQ(create(1, "MQ==").status, 507U);
  // What has arrived is not promised any more.
  store::need(handle_->write([&](NarrowSession& session) { complete_upload(session, begun.id); }));
  EXPECT_EQ(create(1, "MQ==").status, 201U);
}

TEST_P(TusTest, who_asks_again_because_the_answer_was_lost_gets_the_same_address) {
  const std::string path = field(create(3), "Location");
  const auto again = create(3);
  EXPECT_EQ(again.status, 201U);
  EXPECT_EQ(field(again, "Location"), path);
  EXPECT_EQ(field(again, "Upload-Offset"), "0");
  EXPECT_EQ(files_->all().size(), 1U) << "and no room is made twice";
  const auto with_bytes = create(3, "MA==", {"a", "b"});
  EXPECT_EQ(with_bytes.status, 201U);
  EXPECT_EQ(field(with_bytes, "Location"), path);
  EXPECT_EQ(field(with_bytes, "Upload-Offset"), "2");
  EXPECT_EQ(create(3).status, 409U) << "it is begun";
  EXPECT_EQ(offset(path), "2");
  patch(path, 2, {"c"});
  EXPECT_EQ(create(3).status, 409U) << "it is complete";
  EXPECT_EQ(bytes(path), "abc");
  EXPECT_EQ(files_->all().size(), 1U);
}

TEST_P(TusTest, an_upload_that_has_expired_is_no_address_to_go_on_at) {
  create(3);
  now_ += limits::report_first_byte_time + std::chrono::hours(1);
  EXPECT_EQ(create(3).status, 409U);
  store::need(destroy_what_is_due(store(), *files_, hour_of(now_)));
  EXPECT_EQ(create(3).status, 201U);
  EXPECT_EQ(files_->all().size(), 1U);
}

TEST_P(TusTest, a_right_checksum_is_taken) {
  const std::string path = field(create(5), "Location");
  EXPECT_EQ(patch(path, 0, {"he", "llo"}, {{"Upload-Checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00="}}).status, 204U);
  EXPECT_EQ(offset(path), "5");
}

TEST_P(TusTest, a_wrong_checksum_is_460_and_no_byte_is_taken) {
  const std::string path = field(create(10), "Location");
  patch(path, 0, {"abc"});
  EXPECT_EQ(patch(path, 3, {"he", "llo"}, {{"Upload-Checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ01="}}).status, 400U);
  EXPECT_EQ(patch(path, 3, {"he", "llO"}, {{"Upload-Checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00="}}).status, 460U);
  EXPECT_EQ(offset(path), "3");
  patch(path, 3, {"defghij"});
  EXPECT_EQ(bytes(path), "abcdefghij");
}

TEST_P(TusTest, a_checksum_of_another_kind_is_400) {
  const std::string path = field(create(5), "Location");
  for (const char* checksum :
       {"md5 XUFAKrxLKna5cZ2REBfFkg==", "sha1", "sha1 abc", "sha256 qvTGHdzF6KLavt4PO0gs2a6pQ00="}) {
    EXPECT_EQ(patch(path, 0, {"hello"}, {{"Upload-Checksum", checksum}}).status, 400U) << checksum;
  }
  EXPECT_EQ(offset(path), "0");
}

TEST_P(TusTest, bytes_with_a_checksum_that_were_cut_off_are_not_taken) {
  const std::string path = field(create(5), "Location");
  patch(path, 0, {"he", "l"}, {{"Upload-Checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00="}}, true);
  EXPECT_EQ(offset(path), "0");
}

TEST_P(TusTest, termination_destroys) {
  const std::string path = field(create(5), "Location");
  EXPECT_EQ(ask(http::Method::del, path).status, 204U);
  EXPECT_EQ(head(path).status, 404U);
  EXPECT_EQ(patch(path, 0, {"x"}).status, 404U);
  EXPECT_EQ(ask(http::Method::del, path).status, 404U);
  EXPECT_TRUE(files_->all().empty());
}

TEST_P(TusTest, room_is_promised_for_hours_to_who_sends_nothing_and_for_days_to_who_does) {
  const std::string idle = field(create(5), "Location");
  const std::string begun = field(create(5, "MQ=="), "Location");
  EXPECT_EQ(patch(begun, 0, {"a"}).status, 204U);
  now_ += limits::report_first_byte_time + std::chrono::hours(1);
  EXPECT_EQ(head(idle).status, 410U);
  EXPECT_EQ(patch(begun, 1, {"b"}).status, 204U);
  store::need(destroy_what_is_due(store(), *files_, hour_of(now_)));
  EXPECT_EQ(files_->all().size(), 1U);
  EXPECT_EQ(offset(begun), "2");
  // Drop by drop does not keep it for ever.
  now_ += limits::report_upload_time;
  EXPECT_EQ(head(begun).status, 410U);
}

TEST_P(TusTest, whoever_takes_a_file_over_with_its_first_bytes_has_days_too) {
  const std::string path = field(create(10), "Location");
  // A connection that went silent without an end: its bytes are kept when the next one asks.
  const auto silent = tus_->sink(request(
      http::Method::patch, path, {{"Upload-Offset", "0"}, {"Content-Type", "application/offset+octet-stream"}}));
  boost::asio::io_context io;
  auto taken = boost::asio::co_spawn(io, silent->take("abc"), boost::asio::use_future);
  auto guard = boost::asio::make_work_guard(io);
  while (taken.wait_for(std::chrono::seconds(0)) != std::future_status::ready) io.run_one_for(std::chrono::seconds(1));
  EXPECT_FALSE(taken.get());
  EXPECT_EQ(offset(path), "3");
  now_ += limits::report_first_byte_time + std::chrono::hours(1);
  EXPECT_EQ(patch(path, 3, {"defghij"}).status, 204U);
  EXPECT_EQ(bytes(path), "abcdefghij");
}

TEST_P(TusTest, a_whole_file_is_not_said_to_be_there_before_that_is_written_down) {
  if (GetParam() != store::Kind::sqlite) GTEST_SKIP() << "one way to let a write fail is enough";
  const std::string path = field(create(3), "Location");
  const auto run = [&](std::string_view sql) {
    store::need(store().write([&](store::Session& session) { session.run(sql, {}); }));
  };
  run("CREATE TRIGGER no_mark BEFORE UPDATE ON report_uploads BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END");
  const http::Response refused = patch(path, 0, {"abc"});
  EXPECT_EQ(refused.status, 503U);
  EXPECT_EQ(field(refused, "Upload-Offset"), "");
  run("DROP TRIGGER no_mark");
  EXPECT_EQ(offset(path), "3");
  EXPECT_EQ(field(head(path), "Upload-Expires"), "");
}

TEST_P(TusTest, a_file_that_is_whole_is_kept_though_nobody_wrote_that_down) {
  const std::string path = field(create(3), "Location");
  const std::string cut = field(create(3, "MQ=="), "Location");
  EXPECT_EQ(patch(path, 0, {"abc"}).status, 204U);
  EXPECT_EQ(patch(cut, 0, {"ab"}).status, 204U);
  // As a kill between the last byte and its row leaves it.
  store::need(
      store().write([](store::Session& session) { session.run("UPDATE report_uploads SET complete = 0", {}); }));
  now_ += limits::report_upload_time + std::chrono::hours(1);
  store::need(destroy_what_is_due(store(), *files_, hour_of(now_)));
  EXPECT_EQ(files_->all().size(), 1U);
  EXPECT_EQ(offset(path), "3");
  EXPECT_EQ(bytes(path), "abc");
  EXPECT_EQ(head(cut).status, 404U);
}

TEST_P(TusTest, expired_uploads_are_410_and_destroyed) {
  const std::string path = field(create(5), "Location");
  EXPECT_EQ(patch(path, 0, {"a"}).status, 204U);
  now_ += limits::report_upload_time + std::chrono::hours(1);
  EXPECT_EQ(head(path).status, 410U);
  EXPECT_EQ(field(head(path), "Upload-Offset"), "");
  EXPECT_EQ(patch(path, 0, {"x"}).status, 410U);
  store::need(destroy_what_is_due(store(), *files_, hour_of(now_)));
  EXPECT_TRUE(files_->all().empty());
  EXPECT_EQ(head(path).status, 404U);
}

TEST_P(TusTest, ten_thousand_abandoned_uploads_are_nothing_to_a_head_and_give_their_room_back) {
  // Files are the same for both databases.
  const int reports = GetParam() == store::Kind::sqlite ? 250 : 25;
  constexpr int each = 40;
  const std::string path = field(create(5), "Location");
  const auto heads = [&] {
    const auto begun = std::chrono::steady_clock::now();
    for (int asked = 0; asked < 50; ++asked) EXPECT_EQ(offset(path), "0");
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  };
  const double alone = heads();
  // As after a crowd that has begun and never gone on; their files with some blocks, written here without waiting.
  write([&](store::Session& session) {
    for (int report = 0; report < reports; ++report) {
      const std::string id = to_hex(random_bytes(16));
      session.run(
          "INSERT INTO reports (id, site, hour, letters, notes, fetch_digest, sealed_on_arrival, label, assigned, "
          "destroy_hour, merged_into) VALUES (?, ?, 0, 1, 0, ?, ?, 'new', '', 900000, '')",
          {id, site_, id, false});
      for (int number = 0; number < each; ++number) {
        const std::string upload = to_hex(random_bytes(16));
        session.run(
            "INSERT INTO report_uploads (id, report, number, bytes, complete, expires_hour) VALUES (?, ?, ?, 5000, 0, "
            "?)",
            {upload, id, number, number_of(hour_of(now_))});
        std::ofstream(folder_.path() / "reports" / upload, std::ios::binary)
            << little_endian(5'000, 8) << little_endian(0, 8) << std::string(5'000, 'x');
      }
    }
  });
  const double among_many = heads();
  std::cout << "HEAD among " << reports * each << " abandoned uploads takes " << among_many / alone
            << " times what it takes alone\n";
  if (GetParam() == store::Kind::sqlite) {
    read([&](store::Session& session) {
      session.query("EXPLAIN QUERY PLAN " + std::string(upload_by_id), "iiit", {"a", "b"}, [](const store::Row& row) {
        EXPECT_THAT(row.string(3), testing::StartsWith("SEARCH"));
        return true;
      });
    });
  }
  const auto blocks = [&] {
    std::uint64_t sum = 0;
    for (const std::string& file : files_->all()) {
      struct stat about {};
      if (::stat((folder_.path() / "reports" / file).c_str(), &about) == 0) sum += about.st_blocks * 512ULL;
    }
    return sum;
  };
  EXPECT_GT(blocks(), static_cast<std::uint64_t>(reports * each) * 4'096U);
  store::need(destroy_what_is_due(store(), *files_, hour_of(now_)));
  EXPECT_EQ(files_->all().size(), 1U);
  EXPECT_LE(blocks(), 4'096U);
  EXPECT_EQ(offset(path), "0") << "who has begun an hour ago is not among them";
}

TEST_P(TusTest, another_receipt_finds_nothing) {
  const std::string path = field(create(5), "Location");
  receipt_ = add_report();
  EXPECT_EQ(head(path).status, 404U);
  EXPECT_EQ(patch(path, 0, {"x"}).status, 404U);
  EXPECT_EQ(ask(http::Method::del, path).status, 404U);
  receipt_ = "Receipt " + to_base64(random_bytes(32));
  EXPECT_EQ(create(5).status, 404U);
  receipt_ = "-";
  EXPECT_EQ(create(5).status, 404U);
  EXPECT_EQ(files_->all().size(), 1U);
}

TEST_P(TusTest, made_up_names_are_404) {
  for (const char* name : {"/", "/x", "/../../vestnik.db", "/00000000000000000000000000000000", "/%2e%2e"}) {
    const auto answer = head(std::string(uploads_path) + name);
    EXPECT_TRUE(answer.status == 404U || answer.status == 405U) << name;
  }
}

TEST_P(TusTest, another_method_may_stand_in_a_field) {
  const std::string path = field(create(5), "Location");
  const auto answer = ask(http::Method::post, path,
                          {{"X-HTTP-Method-Override", "PATCH"},
                           {"Upload-Offset", "0"},
                           {"Content-Type", "application/offset+octet-stream"}},
                          {"hello"});
  EXPECT_EQ(answer.status, 204U);
  EXPECT_EQ(offset(path), "5");
}

TEST_P(TusTest, unknown_methods_are_405) {
  EXPECT_EQ(ask(http::Method::get, field(create(5), "Location")).status, 405U);
  EXPECT_EQ(ask(http::Method::put, std::string(uploads_path)).status, 405U);
}

}  // namespace
}  // namespace vestnik::reports
