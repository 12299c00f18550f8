// The desk's keys and inbox through the API, on SQLite and on PostgreSQL; nothing is opened here.
#include <gmock/gmock.h>

#include <set>

#include "accounts/users.h"
#include "newsroom/testing_desk.h"
#include "reports/bytes.h"
#include "reports/desk.h"
#include "reports/limits.h"
#include "reports/reader_records.h"
#include "store/catalogue.h"
#include "store/picture_hashes.h"
#include "store/testing_both.h"

namespace vestnik::newsroom {
namespace {

using testing::UnorderedElementsAre;

class ReportDesk : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    desk_ = std::make_unique<TemporaryDesk>(world());
  }
  void TearDown() override {
    desk_.reset();
    OnBoth::TearDown();
  }

  static json::object new_key(const std::string& member, json::array members = {}) {
    return {{"public_key", reports::to_base64(reports::make_key_pair().public_key)},
            {"member", member},
            {"wrapped", "{\"v\":1}"},
            {"members", std::move(members)}};
  }
  // What a browser seals to a member; nothing here opens it.
  static std::string sealed() {
    const std::string public_key = reports::to_base64(reports::random_bytes(32));
    return "{\"v\":2,\"public\":\"" + public_key + "\",\"sealed\":\"" + reports::to_base64(reports::random_bytes(80)) +
           "\"}";
  }
  std::string add_key(const json::object& key) {
    const Answer answer = desk_->post("reports/desk/keys", key);
    EXPECT_EQ(answer.status, 201U) << write_json(answer.body);
    return answer.text("id");
  }
  std::vector<std::string> members_of(const std::string& key) {
    std::vector<std::string> members;
    const Answer answer = desk_->get("reports/desk");
    for (const json::value& row : answer.object().at("members").as_array()) {
      if (row.at("key").as_string() == key) members.emplace_back(row.at("member").as_string());
    }
    return members;
  }
  std::string key_in_use() {
    const Answer answer = desk_->get("reports/desk");
    for (const json::value& key : answer.object().at("keys").as_array()) {
      if (key.at("in_use").as_bool()) return std::string(key.at("id").as_string());
    }
    return "";
  }

  std::string add_report(std::string_view text = "sealed") {
    const std::string id = reports::to_hex(reports::random_bytes(16));
    const reports::Hours now = reports::hour_of(desk_->now);
    reports::ReaderHandle handle(store());
    store::need(handle.write([&](reports::NarrowSession& session) {
      return reports::add_report(session, {id, site_, "", false, std::string(text), now, now + limits::report_kept});
    }));
    return id;
  }

  SiteId site_;
  std::unique_ptr<TemporaryDesk> desk_;
};
ON_BOTH(ReportDesk);

TEST_P(ReportDesk, changes_its_key_for_all_members_at_once_or_not_at_all) {
  const std::string first = add_key(new_key("chief"));
  const auto row = [](const std::string& member, const std::string& wrapped) {
    return json::object{{"member", member}, {"wrapped", wrapped}};
  };
  const Answer broken =
      desk_->post("reports/desk/keys", new_key("chief", {row("Ива", sealed()), row("Петър", "no wrapped key")}));
  EXPECT_EQ(broken.status, 400U) << write_json(broken.body);
  EXPECT_EQ(key_in_use(), first) << "a key that some cannot open is not in use";
  EXPECT_THAT(members_of(first), UnorderedElementsAre("chief"));
  EXPECT_EQ(desk_->post("reports/desk/keys", json::object{{"public_key", ""}, {"members", 7}}).status, 400U);

  json::object own = row("chief", sealed());
  own["key"] = first;
  const std::string second = add_key(new_key("chief", {row("Ива", sealed()), row("Петър", sealed()), own}));
  EXPECT_EQ(key_in_use(), second);
  EXPECT_THAT(members_of(second), UnorderedElementsAre("chief", "Ива", "Петър"));
  EXPECT_THAT(members_of(first), UnorderedElementsAre("chief")) << "a row of a former key is that key's";
}

TEST_P(ReportDesk, seals_no_new_key_to_whoever_has_left) {
  const auto account = [&](const std::string& email) {
    return write([&](store::Session& session) {
      return accounts::add_user(session, email, "Ива", "bg", {{"reporter", {}, {}}}, desk_->now);
    });
  };
  const std::int64_t blocked = account("blocked@example.com"), moved = account("moved@example.com");
  account("here@example.com");
  json::array rows;
  for (const char* email : {"blocked@example.com", "moved@example.com", "here@example.com", "desk"}) {
    rows.push_back(json::object{{"member", email}, {"wrapped", sealed()}});
  }
  const std::string first = add_key(new_key("chief", rows));
  const auto left = [&] {
    std::vector<std::string> members;
    const Answer answer = desk_->get("reports/desk");
    for (const json::value& row : answer.object().at("members").as_array()) {
      if (row.at("left").as_bool()) members.emplace_back(row.at("member").as_string());
    }
    return members;
  };
  EXPECT_TRUE(left().empty());
  const auto patch = [&](std::int64_t id, const json::object& change) {
    return desk_->call(http::Method::patch, "users/" + std::to_string(id), change).status;
  };
  EXPECT_EQ(patch(blocked, {{"disabled", true}}), 200U);
  EXPECT_EQ(patch(moved, {{"role", "advertising"}}), 200U);
  EXPECT_THAT(left(), UnorderedElementsAre("blocked@example.com", "moved@example.com"));
  EXPECT_THAT(members_of(add_key(new_key("chief", rows))), UnorderedElementsAre("chief", "here@example.com", "desk"));
  EXPECT_EQ(patch(blocked, {{"disabled", false}}), 200U);
  EXPECT_THAT(left(), UnorderedElementsAre("moved@example.com"));
  EXPECT_THAT(members_of(first),
              UnorderedElementsAre("chief", "here@example.com", "desk", "blocked@example.com", "moved@example.com"));
}

TEST_P(ReportDesk, lets_whoever_a_change_of_the_key_left_out_ask_anew) {
  const std::string first = add_key(new_key("chief"));
  const auto ask = [&](const std::string& key) {
    const json::object asking{
        {"key", key}, {"wrapped", "{\"v\":2,\"public\":\"" + reports::to_base64(reports::random_bytes(32)) + "\"}"}};
    return desk_->post("reports/desk/requests", asking, "reporter").status;
  };
  EXPECT_EQ(ask(first), 201U);
  const std::string second = add_key(new_key("chief"));
  EXPECT_THAT(members_of(first), UnorderedElementsAre("chief"));
  EXPECT_THAT(members_of(second), UnorderedElementsAre("chief", "token:reporter")) << "who asks goes on asking";

  const json::object let_in{{"key", second}, {"wrapped", sealed()}};
  EXPECT_EQ(desk_->put("reports/desk/members/token:reporter", let_in).status, 200U);
  EXPECT_EQ(ask(second), 409U) << "the door is open";
  const std::string third = add_key(new_key("chief"));
  EXPECT_THAT(members_of(third), UnorderedElementsAre("chief"));
  EXPECT_EQ(ask(second), 409U) << "that key is in use no more";
  EXPECT_EQ(ask(third), 201U);
  EXPECT_THAT(members_of(second), UnorderedElementsAre("chief", "token:reporter")) << "what came before stays open";
}

TEST_P(ReportDesk, keeps_what_is_merged_as_long_as_its_report) {
  const std::string main = add_report(), first = add_report(), later = add_report();
  const auto kept_until = [&](const std::string& id) { return desk_->get("reports/" + id).number("destroyed_at"); };
  const auto change = [&](const std::string& id, const json::object& with) {
    const Answer answer = desk_->put("reports/" + id, with);
    EXPECT_EQ(answer.status, 200U) << write_json(answer.body);
    return answer.number("destroyed_at");
  };
  const std::int64_t now = reports::number_of(reports::hour_of(desk_->now)), day = 24;
  change(first, {{"merged_into", main}});
  EXPECT_EQ(change(main, {{"keep_days", 400}, {"label", "checking"}}), now + 400 * day);
  EXPECT_EQ(kept_until(first), now + 400 * day);
  EXPECT_EQ(desk_->get("reports/" + first).text("label"), "new") << "the label is each one's own";
  EXPECT_EQ(change(later, {{"merged_into", main}}), now + 400 * day) << "what comes to it later too";
  EXPECT_EQ(change(first, {{"keep_days", 2}}), now + 2 * day);
  EXPECT_EQ(kept_until(main), now + 2 * day) << "whichever of them the desk has open";
  EXPECT_EQ(kept_until(later), now + 2 * day);
  change(later, {{"merged_into", ""}});
  change(main, {{"keep_days", 30}});
  EXPECT_EQ(kept_until(later), now + 2 * day);
}

TEST_P(ReportDesk, sets_for_how_long_new_reports_and_additions_are_kept) {
  const auto set = [&](std::int64_t days, const std::string& as) {
    return desk_->call(http::Method::put, "reports/desk", json::object{{"kept_days", days}}, {}, as).status;
  };
  EXPECT_EQ(desk_->get("reports/desk").number("kept_days"), 90);
  for (const std::int64_t days : {-1, 0, 6, 366, 3'650}) EXPECT_EQ(set(days, "chief"), 400U) << days;
  EXPECT_EQ(set(14, "editor"), 403U);
  const std::string before = add_report();
  EXPECT_EQ(set(7, "chief"), 200U);
  EXPECT_EQ(set(365, "chief"), 200U);
  EXPECT_EQ(desk_->get("reports/desk").number("kept_days"), 365);
  const auto kept_until = [&] { return desk_->get("reports/" + before).number("destroyed_at"); };
  const reports::Hours now = reports::hour_of(desk_->now);
  EXPECT_EQ(kept_until(), reports::number_of(now + limits::report_kept)) << "what is here stays as it was";
  const auto add = [&](std::int64_t number, std::chrono::hours later) {
    reports::ReaderHandle handle(store());
    store::need(handle.write([&](reports::NarrowSession& session) {
      return reports::add_letter(session, before, number, reports::LetterKind::addition, "more", now + later);
    }));
  };
  add(1, std::chrono::hours(24));
  EXPECT_EQ(kept_until(), reports::number_of(now + std::chrono::hours(366 * 24)));
  EXPECT_EQ(set(7, "chief"), 200U);
  add(2, std::chrono::hours(48));
  EXPECT_EQ(kept_until(), reports::number_of(now + std::chrono::hours(366 * 24))) << "nothing is kept shorter by it";
}

TEST_P(ReportDesk, gives_the_whole_inbox_by_parts) {
  std::string merged;
  for (int count = 0; count < 53; ++count) merged = add_report();
  const std::string into = add_report();
  EXPECT_EQ(desk_->put("reports/" + merged, json::object{{"merged_into", into}}).status, 200U);
  std::set<std::string> mains;
  std::size_t asked = 0;
  while (mains.size() < 53 && asked++ < 3) {
    const Answer part = desk_->get("reports?skip=" + std::to_string(mains.size()));
    EXPECT_EQ(part.number("total"), 53);
    std::size_t here = 0;
    bool has_merged = false, has_main = false;
    for (const json::value& report : part.object().at("reports").as_array()) {
      const std::string id(report.at("id").as_string());
      has_main = has_main || id == into;
      has_merged = has_merged || id == merged;
      if (report.at("merged_into").as_string().empty()) {
        mains.insert(id);
        ++here;
      }
    }
    EXPECT_LE(here, 50U);
    EXPECT_EQ(has_merged, has_main) << "what is merged comes with its report";
  }
  EXPECT_EQ(mains.size(), 53U);
  EXPECT_EQ(asked, 2U);
}

TEST_P(ReportDesk, is_told_what_every_picture_of_its_library_looks_like_by_parts) {
  constexpr int most = 5'000, more = 3;
  write([&](store::Session& session) {
    content::Asset asset;
    asset.site = site_;
    for (int at = 0; at < most + more; ++at) {
      asset.digest = "digest " + std::to_string(at);
      store::save_asset(session, asset, desk_->now, true);
      if (at != most) store::keep_hash(session, asset.digest, at == 0 ? "" : "0123456789abcdef");
    }
    return true;
  });
  const Answer first = desk_->get("reports/picture-hashes");
  ASSERT_EQ(first.status, 200U) << write_json(first.body);
  const json::array& hashes = first.object().at("hashes").as_array();
  ASSERT_EQ(hashes.size(), std::size_t{most});
  EXPECT_EQ(hashes[0].at("hash"), json::value("")) << "one that cannot be read";
  EXPECT_EQ(hashes[1].at("hash"), json::value("0123456789abcdef"));
  const Answer second = desk_->get("reports/picture-hashes?cursor=" + first.text("next"));
  const json::array& rest = second.object().at("hashes").as_array();
  ASSERT_EQ(rest.size(), std::size_t{more});
  EXPECT_TRUE(rest[0].at("hash").is_null()) << "one that nobody has looked at yet";
  EXPECT_GT(rest[0].at("id").as_int64(), hashes.back().at("id").as_int64());
  EXPECT_TRUE(second.object().at("next").is_null());
  EXPECT_EQ(desk_->get("reports/picture-hashes?cursor=nonsense").status, 400U);
}

}  // namespace
}  // namespace vestnik::newsroom
