// Stories through the API, on SQLite and on PostgreSQL.
#include <gmock/gmock.h>

#include <thread>

#include "newsroom/schedule.h"
#include "newsroom/testing_desk_on_both.h"
#include "store/articles.h"

namespace vestnik::newsroom {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;

class Stories : public DeskOnBoth {
 protected:
  void SetUp() override {
    DeskOnBoth::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_EQ(desk_->put("sections/svyat", json::object{{"name", "Свят"}}).status, 201u);
  }

  static json::object words(std::string_view text) {
    return {{"type", "doc"},
            {"content",
             json::array{json::object{{"type", "paragraph"},
                                      {"content", json::array{json::object{{"type", "text"}, {"text", text}}}}}}}};
  }
  Answer add(std::string_view headline, json::object more = {}, const std::string& as = "administrator") {
    more["headline"] = headline;
    if (!more.contains("section")) more["section"] = "svyat";
    if (!more.contains("body")) more["body"] = words(headline);
    Answer added = desk_->post("articles", more, as);
    EXPECT_EQ(added.status, 201u) << write_json(added.body);
    return added;
  }
  static std::string at(const Answer& article, std::string_view step = {}) {
    return "articles/" + std::to_string(article.number("id")) + (step.empty() ? "" : "/" + std::string(step));
  }
  std::vector<std::string> headlines(const std::string& target) {
    const Answer answer = desk_->get(target);
    EXPECT_EQ(answer.status, 200u) << target << write_json(answer.body);
    std::vector<std::string> headlines;
    for (const json::value& item : answer.object().at("items").as_array()) {
      headlines.push_back(string_or(item.as_object(), "headline"));
    }
    return headlines;
  }

  // "scheduled Мост" …
  std::vector<std::string> calendar(const std::string& from, const std::string& until, const std::string& as) {
    const Answer answer = desk_->get("calendar?from=" + from + "&until=" + until, as);
    EXPECT_EQ(answer.status, 200u) << write_json(answer.body);
    std::vector<std::string> lines;
    for (const json::value& item : answer.object().at("items").as_array()) {
      lines.push_back(string_or(item.as_object(), "kind") + " " + string_or(item.as_object(), "headline"));
    }
    return lines;
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, Stories, testing::Values(store::Kind::sqlite, store::Kind::postgresql),
                         store::name_of_kind);

TEST_P(Stories, stand_in_the_calendar_when_they_come_out_and_when_they_came) {
  using testing::ElementsAre;
  desk_->now = store::need(parse_rfc3339("2026-11-24T10:00:00Z"));
  desk_->post(at(add("Излязла"), "publish"));
  const Answer due = add("Насрочена");
  EXPECT_EQ(desk_->post(at(due, "schedule"), json::object{{"at", "2026-11-26T10:00:00Z"}}).status, 200u);
  const Answer held = add("Под ембарго", {{"embargo_until", "2026-11-25T10:00:00Z"}});
  add("Чернова");
  EXPECT_THAT(calendar("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", "chief"),
              ElementsAre("published Излязла", "embargo Под ембарго", "scheduled Насрочена"));
  EXPECT_THAT(calendar("2026-11-24T10:00:01Z", "2026-11-26T10:00:00Z", "chief"), ElementsAre("embargo Под ембарго"));
  EXPECT_THAT(calendar("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", "media"), ElementsAre("published Излязла"))
      << "what is not published is told to whoever may not see it";
  for (const char* wrong : {"calendar", "calendar?from=2026-11-23T00:00:00Z", "calendar?from=x&until=y",
                            "calendar?from=2026-11-23T00:00:00Z&until=2026-11-22T00:00:00Z",
                            "calendar?from=2026-11-23T00:00:00Z&until=2027-11-22T00:00:00Z"}) {
    EXPECT_EQ(desk_->get(wrong).status, 400u) << wrong;
  }
}

TEST_P(Stories, are_listed_searched_and_paged) {
  for (int i = 0; i < 5; ++i) {
    desk_->now += 1s;
    add("Новина номер " + std::to_string(i));
  }
  EXPECT_THAT(headlines("articles?limit=2"), testing::ElementsAre("Новина номер 4", "Новина номер 3"));
  std::vector<std::string> all;
  for (std::string next, target = "articles?limit=2"; !target.empty();) {
    const Answer page = desk_->get(target);
    for (const json::value& item : page.object().at("items").as_array()) {
      all.push_back(string_or(item.as_object(), "headline"));
    }
    next = page.text("next");
    target = next.empty() ? "" : "articles?limit=2&cursor=" + next;
  }
  EXPECT_THAT(all, SizeIs(5));
  desk_->follow();
  EXPECT_THAT(headlines("articles?q=%D0%BD%D0%9E%D0%9C%D0%95%D0%A0%203"), testing::ElementsAre("Новина номер 3"));
  EXPECT_THAT(headlines("articles?state=published"), testing::IsEmpty());
  EXPECT_THAT(headlines("articles?state=draft,in_review&section=svyat&sort=updated"), SizeIs(5));
  for (const char* wrong : {"articles?state=x", "articles?section=x", "articles?sort=x", "articles?limit=0",
                            "articles?limit=1000", "articles?cursor=x", "articles?author=x"}) {
    const Answer answer = desk_->get(wrong);
    EXPECT_EQ(answer.status, 400u) << wrong;
  }
}

TEST_P(Stories, go_their_way_and_leave_notes) {
  const Answer story = add("Новина", {}, "reporter");
  EXPECT_EQ(desk_->post(at(story, "submit"), json::object{}, "reporter").text("state"), "in_review");
  EXPECT_EQ(desk_->post(at(story, "ready"), json::object{}, "reporter").status, 403u);
  EXPECT_EQ(desk_->post(at(story, "return")).status, 400u) << "without a reason";
  EXPECT_EQ(desk_->post(at(story, "return"), json::object{{"reason", "Кой го казва?"}}).text("state"), "draft");
  EXPECT_EQ(desk_->post(at(story, "ready")).text("state"), "ready");
  EXPECT_EQ(desk_->post(at(story, "submit")).status, 409u);
  EXPECT_EQ(desk_->call(http::Method::del, at(story)).text("state"), "trashed");
  EXPECT_EQ(desk_->post(at(story, "publish")).status, 409u);
  EXPECT_EQ(desk_->post(at(story, "submit"), json::object{}, "reporter").text("state"), "in_review");
  EXPECT_EQ(desk_->post(at(story, "ready")).text("state"), "ready");
  EXPECT_EQ(desk_->post(at(story, "schedule"), json::object{{"at", "2026-11-25T10:00:00+02:00"}}).text("state"),
            "scheduled");
  EXPECT_EQ(desk_->post(at(story, "unschedule")).text("state"), "ready");
  EXPECT_EQ(desk_->post(at(story, "publish")).text("state"), "published");
  EXPECT_EQ(desk_->post(at(story, "withdraw"), json::object{{"reason", "Невярно"}}).text("state"), "withdrawn");
  const Answer notes = desk_->get(at(story, "comments"));
  EXPECT_THAT(write_json(notes.body), HasSubstr("returned: Кой го казва?"));
  EXPECT_THAT(write_json(notes.body), HasSubstr("moved to the bin"));
  EXPECT_THAT(notes.object().at("items").as_array(), SizeIs(10));
}

TEST_P(Stories, of_reporters_need_an_editors_hand_where_the_section_says_so) {
  const Answer story = add("Новина", {}, "reporter");
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").status, 403u);
  EXPECT_EQ(desk_->post(at(story, "schedule"), json::object{{"at", "2026-11-25T10:00:00Z"}}, "reporter").status, 403u);
  desk_->post(at(story, "ready"), json::object{}, "editor");
  // Changed after the editor looked: looked at again.
  const Answer saved = desk_->call(http::Method::put, at(story), json::object{{"headline", "Друго"}}, {}, "reporter");
  EXPECT_EQ(saved.text("state"), "in_review");
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").status, 403u);
  desk_->post(at(story, "ready"), json::object{}, "editor");
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").text("state"), "published");
  EXPECT_EQ(desk_->put("sections/svyat", json::object{{"needs_editor", false}}).status, 200u);
  const Answer other = add("Друга новина", {}, "reporter");
  EXPECT_EQ(desk_->post(at(other, "publish"), json::object{}, "reporter").text("state"), "published");
}

TEST_P(Stories, that_are_scheduled_are_read_again_when_a_reporter_changes_them) {
  const Answer story = add("Новина", {}, "reporter");
  desk_->post(at(story, "ready"), json::object{}, "editor");
  desk_->post(at(story, "schedule"), json::object{{"at", "2026-11-25T10:00:00Z"}}, "editor");
  const Answer own = desk_->call(http::Method::put, at(story), json::object{{"deck", "От редактора"}}, {}, "editor");
  EXPECT_EQ(own.text("state"), "scheduled") << "an editor's change stands";
  const Answer changed = desk_->call(http::Method::put, at(story), json::object{{"headline", "Друго"}}, {}, "reporter");
  EXPECT_EQ(changed.text("state"), "in_review");
  EXPECT_TRUE(changed.object().at("scheduled_at").is_null());
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").status, 403u);
  EXPECT_THAT(write_json(desk_->get(at(story, "comments")).body), HasSubstr("changed, to be read again"));
}

TEST_P(Stories, are_judged_by_the_section_they_come_to) {
  ASSERT_EQ(desk_->put("sections/sport", json::object{{"name", "Спорт"}, {"needs_editor", false}}).status, 201u);
  const json::object tomorrow{{"at", "2026-11-25T10:00:00Z"}};
  const auto move = [&](const Answer& story, const char* section) {
    return desk_->call(http::Method::put, at(story), json::object{{"section", section}}, {}, "reporter").text("state");
  };
  const Answer own = add("Мач", {{"section", "sport"}}, "reporter");
  EXPECT_EQ(desk_->post(at(own, "schedule"), tomorrow, "reporter").text("state"), "scheduled");
  EXPECT_EQ(desk_->post(at(own, "unschedule"), json::object{}, "reporter").text("state"), "draft");
  EXPECT_EQ(move(own, "svyat"), "draft");
  EXPECT_EQ(desk_->post(at(own, "publish"), json::object{}, "reporter").status, 403u);
  for (const char* step : {"ready", "schedule"}) {
    const Answer found = add("Мач", {{"section", "sport"}}, "reporter");
    EXPECT_EQ(desk_->post(at(found, step), tomorrow, "editor").status, 200u);
    EXPECT_EQ(move(found, "svyat"), "in_review") << step;
    EXPECT_EQ(desk_->post(at(found, "publish"), json::object{}, "reporter").status, 403u);
  }
  const Answer free = add("Мач", {{"section", "sport"}}, "reporter");
  desk_->post(at(free, "ready"), json::object{}, "editor");
  EXPECT_EQ(desk_->call(http::Method::put, at(free), json::object{{"deck", "Още"}}, {}, "reporter").text("state"),
            "ready");
}

TEST_P(Stories, are_read_again_when_a_reporter_takes_up_an_old_revision) {
  const Answer story = add("Първо", {}, "reporter");
  desk_->call(http::Method::put, at(story), json::object{{"headline", "Лошо"}}, {}, "reporter");
  desk_->call(http::Method::put, at(story), json::object{{"headline", "Добро"}}, {}, "reporter");
  desk_->post(at(story, "ready"), json::object{}, "editor");
  const Answer restored = desk_->post(at(story, "revisions/2/restore"), json::object{}, "reporter");
  EXPECT_EQ(restored.text("headline"), "Лошо");
  EXPECT_EQ(restored.text("state"), "in_review");
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").status, 403u);
  desk_->post(at(story, "ready"), json::object{}, "editor");
  EXPECT_EQ(desk_->post(at(story, "revisions/3/restore"), json::object{}, "editor").text("state"), "ready");
}

TEST_P(Stories, that_a_reporter_unschedules_are_not_ready) {
  const Answer story = add("Новина", {}, "reporter");
  desk_->post(at(story, "ready"), json::object{}, "editor");
  const json::object tomorrow{{"at", "2026-11-25T10:00:00Z"}};
  EXPECT_EQ(desk_->post(at(story, "schedule"), tomorrow, "reporter").text("state"), "scheduled");
  EXPECT_EQ(desk_->post(at(story, "unschedule"), json::object{}, "reporter").text("state"), "in_review");
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").status, 403u);
  desk_->post(at(story, "ready"), json::object{}, "editor");
  desk_->post(at(story, "schedule"), tomorrow, "editor");
  EXPECT_EQ(desk_->post(at(story, "unschedule"), json::object{}, "editor").text("state"), "ready");
}

TEST_P(Stories, do_not_come_out_of_the_bin_by_themselves) {
  const Answer story = add("Новина");
  EXPECT_EQ(desk_->call(http::Method::del, at(story)).text("state"), "trashed");
  EXPECT_EQ(desk_->post(at(story, "schedule"), json::object{{"at", "2026-11-25T10:00:00Z"}}).status, 409u);
  EXPECT_EQ(desk_->get(at(story)).text("state"), "trashed");
}

TEST_P(Stories, that_were_withdrawn_come_back_by_who_may_withdraw) {
  EXPECT_EQ(desk_->put("sections/svyat", json::object{{"needs_editor", false}}).status, 200u);
  const Answer story = add("Новина", {}, "reporter");
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").text("state"), "published");
  desk_->post(at(story, "withdraw"), json::object{{"reason", "Грешка"}});
  desk_->post(at(story, "withdraw"), json::object{{"reason", "По решение на съда"}});
  const auto reason = as_reader([&](store::Session& session) {
    return session.text("SELECT reason FROM withdrawn WHERE article = ?", {story.number("id")});
  });
  EXPECT_EQ(reason, "По решение на съда");
  const json::object tomorrow{{"at", "2026-11-25T10:00:00Z"}};
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").status, 403u);
  EXPECT_EQ(desk_->post(at(story, "schedule"), tomorrow, "reporter").status, 403u);
  // An editor may give it an hour; what a reporter makes of that is no way round.
  EXPECT_EQ(desk_->post(at(story, "schedule"), tomorrow, "editor").status, 200u);
  EXPECT_EQ(desk_->post(at(story, "unschedule"), json::object{}, "reporter").text("state"), "draft");
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "reporter").status, 403u);
  EXPECT_EQ(desk_->post(at(story, "publish"), json::object{}, "editor").text("state"), "published");
}

TEST_P(Stories, under_an_embargo_wait) {
  const Answer story = add("Доклад", {{"embargo_until", "2026-11-25T10:00:00Z"}});
  EXPECT_EQ(story.text("embargo_until"), "2026-11-25T10:00:00Z");
  EXPECT_EQ(desk_->post(at(story, "publish")).status, 409u);
  EXPECT_EQ(desk_->post(at(story, "schedule"), json::object{{"at", "2026-11-25T09:59:59Z"}}).status, 409u);
  EXPECT_EQ(desk_->post(at(story, "schedule"), json::object{{"at", "2026-11-25T10:00:00Z"}}).status, 200u);
}

TEST_P(Stories, show_who_gave_them_away_and_who_lifted_an_embargo) {
  const Answer story = add("Доклад", {{"embargo_until", "2026-11-25T10:00:00Z"}}, "reporter");
  const auto put = [&](const json::object& change, const char* as) {
    return desk_->call(http::Method::put, at(story), change, {}, as).status;
  };
  EXPECT_EQ(put({{"embargo_until", nullptr}}, "reporter"), 403u);
  EXPECT_EQ(put({{"embargo_until", "2026-11-25T09:00:00Z"}}, "reporter"), 403u);
  EXPECT_EQ(put({{"embargo_until", "2026-11-25T11:00:00Z"}}, "reporter"), 200u) << "a longer one is no harm";
  EXPECT_EQ(desk_->get(at(story)).text("embargo_until"), "2026-11-25T11:00:00Z");
  EXPECT_EQ(put({{"assignee", "mara@example.com"}}, "reporter"), 200u);
  EXPECT_EQ(put({{"embargo_until", nullptr}}, "editor"), 200u);
  const std::string notes = write_json(desk_->get(at(story, "comments")).body);
  for (const char* step : {"embargo: 2026-11-25T10:00:00Z", "embargo: 2026-11-25T11:00:00Z",
                           "assigned: mara@example.com", "embargo lifted"}) {
    EXPECT_THAT(notes, HasSubstr(step));
  }
  const std::string audit = write_json(desk_->get("audit").body);
  EXPECT_THAT(audit, HasSubstr(R"({"embargo_until":null})"));
  EXPECT_THAT(audit, HasSubstr(R"({"assignee":"mara@example.com"})"));
}

TEST_P(Stories, are_dated_by_editors_and_never_ahead) {
  const Answer story = add("Новина", {}, "reporter");
  const auto put = [&](const char* time, const char* as) {
    return desk_->call(http::Method::put, at(story), json::object{{"published_at", time}}, {}, as);
  };
  EXPECT_EQ(put("2020-01-01T00:00:00Z", "reporter").status, 403u);
  EXPECT_EQ(put("2099-01-01T00:00:00Z", "reporter").status, 403u);
  EXPECT_EQ(put("2099-01-01T00:00:00Z", "editor").text("pointer"), "/published_at");
  EXPECT_EQ(put("2020-01-01T00:00:00Z", "editor").text("published_at"), "2020-01-01T00:00:00Z");
  EXPECT_EQ(put("2020-01-01T00:00:00Z", "reporter").status, 200u) << "as it stands already";
  const json::object ahead{{"headline", "x"}, {"published_at", "2099-01-01T00:00:00Z"}};
  EXPECT_EQ(desk_->post("articles", ahead, "reporter").status, 403u);
  EXPECT_EQ(desk_->post("articles", ahead).status, 400u);
  EXPECT_EQ(desk_->post(at(story, "corrections"), json::object{{"text", "x"}}, "editor").status, 409u)
      << "a date is no reader";
}

TEST_P(Stories, come_back_from_a_program_as_they_were_told_and_keep_their_time) {
  desk_->now += 345ms;
  const Time published = desk_->now;
  const Answer story = add("Новина", {}, "reporter");
  json::object whole = desk_->post(at(story, "publish"), json::object{}, "editor").object();
  desk_->now += 1h;
  whole["headline"] = "Новина, допълнена";
  EXPECT_EQ(desk_->call(http::Method::put, at(story), whole, {}, "reporter").status, 200u);
  const auto kept =
      read([&](store::Session& session) { return store::find_article(session, ArticleId{story.number("id")}); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->headline, "Новина, допълнена");
  EXPECT_EQ(kept->published_at, published);
}

TEST_P(Stories, are_scheduled_by_the_sites_own_clock_too) {
  const Answer story = add("Новина");
  EXPECT_EQ(desk_->post(at(story, "schedule"), json::object{{"at", "2027-01-15T08:30"}}).text("scheduled_at"),
            "2027-01-15T06:30:00Z");
  EXPECT_EQ(desk_->post(at(story, "schedule"), json::object{{"at", "2027-07-15T08:30:05"}}).text("scheduled_at"),
            "2027-07-15T05:30:05Z");
  for (const char* wrong : {"", "утре", "2027-07-15", "2020-01-01T00:00:00Z"}) {
    const Answer answer = desk_->post(at(story, "schedule"), json::object{{"at", wrong}});
    EXPECT_EQ(answer.status, 400u) << wrong;
    EXPECT_EQ(answer.text("pointer"), "/at") << wrong;
  }
}

TEST_P(Stories, that_missed_their_hour_stand_in_the_overview) {
  const Answer story = add("Новина");
  desk_->post(at(story, "schedule"), json::object{{"at", "2026-11-24T17:00:00Z"}});
  desk_->now += 3h;
  EXPECT_EQ(store::need(publish_due(store(), [&] { return desk_->now; })), 1);
  const auto missed = [&](const std::string& as) {
    return desk_->get("overview", as).object().at("missed").as_array();
  };
  ASSERT_THAT(missed("editor"), SizeIs(1));
  EXPECT_EQ(integer_or(missed("editor").at(0).as_object(), "id"), story.number("id"));
  EXPECT_EQ(string_or(missed("editor").at(0).as_object(), "headline"), "Новина");
  EXPECT_THAT(string_or(missed("editor").at(0).as_object(), "text"), HasSubstr("published late"));
  desk_->now += 24h * 7 + 1s;
  EXPECT_THAT(missed("editor"), testing::IsEmpty());
}

TEST_P(Stories, say_which_revision_is_scheduled) {
  const Answer story = add("Новина");
  EXPECT_TRUE(story.object().at("scheduled_revision").is_null());
  const json::object at_six{{"at", "2026-11-24T18:00:00Z"}};
  EXPECT_EQ(desk_->post(at(story, "schedule"), at_six).number("scheduled_revision"), 1);
  const Answer changed = desk_->put(at(story), json::object{{"headline", "Нови"}});
  EXPECT_EQ(changed.text("state"), "scheduled");
  EXPECT_EQ(changed.number("scheduled_revision"), 1);
  EXPECT_EQ(changed.number("revision"), 2);
  EXPECT_EQ(desk_->post(at(story, "schedule"), at_six).number("scheduled_revision"), 2);
  EXPECT_TRUE(desk_->post(at(story, "unschedule")).object().at("scheduled_revision").is_null());
}

TEST_P(Stories, are_never_saved_over_what_nobody_has_seen) {
  const Answer story = add("Първо");
  const auto if_match = [](const std::string& tag) { return std::vector<http::Field>{{"If-Match", tag}}; };
  const Answer mine = desk_->put(at(story), json::object{{"headline", "Второ"}}, if_match(story.etag()));
  ASSERT_EQ(mine.status, 200u);
  const Answer late = desk_->put(at(story), json::object{{"headline", "Трето"}}, if_match(story.etag()));
  EXPECT_EQ(late.status, 412u);
  EXPECT_EQ(late.fields.at("Content-Type"), "application/problem+json");
  EXPECT_EQ(string_or(late.object().at("current").as_object(), "headline"), "Второ");
  EXPECT_EQ(late.etag(), mine.etag());
  // A step of work touches no text: a save goes on, another step does not.
  const Answer step = desk_->post(at(story, "submit"));
  EXPECT_NE(step.etag(), mine.etag());
  EXPECT_EQ(desk_->call(http::Method::post, at(story, "ready"), json::object{}, if_match(mine.etag())).status, 412u);
  EXPECT_EQ(desk_->put(at(story), json::object{{"headline", "Трето"}}, if_match(mine.etag())).status, 200u);
  EXPECT_EQ(desk_->put(at(story), json::object{{"headline", "x"}}, if_match("\"nonsense\"")).status, 412u);
}

TEST_P(Stories, take_no_step_over_what_nobody_has_seen) {
  const Answer story = add("Новина");
  desk_->post(at(story, "publish"));
  const Answer now = desk_->put(at(story), json::object{{"headline", "Друго"}});
  const json::object everything{{"at", "2026-11-25T10:00:00Z"}, {"reason", "Невярно"}, {"text", "Поправка"}};
  const std::vector<http::Field> seen{{"If-Match", story.etag()}};
  for (const char* step : {"submit", "return", "ready", "publish", "unpublish", "withdraw", "schedule", "unschedule",
                           "revisions/1/restore", "corrections"}) {
    const Answer late = desk_->call(http::Method::post, at(story, step), everything, seen);
    EXPECT_EQ(late.status, 412u) << step;
    ASSERT_TRUE(late.object().contains("current")) << step;
    EXPECT_EQ(string_or(late.object().at("current").as_object(), "headline"), "Друго") << step;
    EXPECT_EQ(late.etag(), now.etag()) << step;
  }
  EXPECT_EQ(desk_->call(http::Method::del, at(story), nullptr, seen).status, 412u);
  EXPECT_EQ(desk_->call(http::Method::put, at(story, "reader-material"), json::object{}, seen).status, 412u);
  EXPECT_EQ(desk_->get(at(story)).etag(), now.etag());
}

TEST_P(Stories, are_made_once_however_often_the_call_is_sent) {
  const std::vector<http::Field> key{{"Idempotency-Key", "8e03978e-40d5-43e8-bc93-6894a57f9324"}};
  const json::object body{{"headline", "Веднъж"}, {"section", "svyat"}};
  const Answer first = desk_->call(http::Method::post, "articles", body, key);
  const Answer again = desk_->call(http::Method::post, "articles", body, key);
  EXPECT_EQ(first.status, 201u);
  EXPECT_EQ(again.status, 201u);
  EXPECT_EQ(again.number("id"), first.number("id"));
  EXPECT_EQ(again.etag(), first.etag());
  EXPECT_EQ(again.fields.at("Location"), first.fields.at("Location"));
  EXPECT_THAT(headlines("articles"), SizeIs(1));
  EXPECT_EQ(desk_->call(http::Method::post, "articles", json::object{{"headline", "Друго"}}, key).status, 409u);
  // Another caller's key is another key; a day later it is forgotten.
  EXPECT_EQ(desk_->call(http::Method::post, "articles", body, key, "editor").status, 201u);
  desk_->now += 25h;
  EXPECT_EQ(desk_->call(http::Method::post, "articles", body, {{"Idempotency-Key", "another"}}).status, 201u);
  EXPECT_EQ(desk_->call(http::Method::post, "articles", body, key).status, 201u);
  EXPECT_THAT(headlines("articles"), SizeIs(4));
}

TEST_P(Stories, are_told_to_whoever_names_the_scheme_in_small_letters) {
  http::Request request;
  request.method = http::Method::get;
  request.target = request.path = "/api/v1/articles";
  request.host = "example.com";
  for (const auto& [field, status] :
       std::map<std::string, unsigned>{{"bearer ", 200u}, {"BEARER ", 200u}, {"Basic ", 401u}}) {
    request.fields = {{"Authorization", field + desk_->token("editor")}};
    EXPECT_EQ(call(desk_->desk(), request).status, status) << field;
  }
}

TEST_P(Stories, are_made_once_by_calls_at_the_same_time) {
  const Desk desk = desk_->desk();
  http::Request request;
  request.method = http::Method::post;
  request.target = request.path = "/api/v1/articles";
  request.host = "example.com";
  request.body = write_json(json::object{{"headline", "Веднъж"}, {"section", "svyat"}});
  constexpr int rounds = 10, callers = 4;
  for (int round = 0; round < rounds; ++round) {
    request.fields = {{"Authorization", "Bearer " + desk_->token("administrator")},
                      {"Idempotency-Key", "round-" + std::to_string(round)}};
    std::vector<http::Response> answers(callers);
    {
      std::vector<std::jthread> threads;
      for (http::Response& answer : answers) threads.emplace_back([&] { answer = call(desk, request); });
    }
    for (const http::Response& answer : answers) {
      ASSERT_EQ(answer.status, 201u);
      EXPECT_EQ(answer.body.front().bytes, answers.front().body.front().bytes);
    }
  }
  EXPECT_THAT(headlines("articles"), SizeIs(rounds));
}

TEST_P(Stories, come_back_from_any_revision) {
  const Answer story = add("Първо");
  desk_->put(at(story), json::object{{"headline", "Второ"}, {"body", words("Друг текст")}});
  const Answer old = desk_->get(at(story, "revisions/1"));
  EXPECT_EQ(old.text("headline"), "Първо");
  const Answer restored = desk_->post(at(story, "revisions/1/restore"));
  EXPECT_EQ(restored.text("headline"), "Първо");
  EXPECT_EQ(restored.number("revision"), 3);
  EXPECT_EQ(restored.object().at("body"), old.object().at("body"));
  EXPECT_EQ(desk_->get(at(story, "revisions/9")).status, 404u);
  const Answer page = desk_->get(at(story, "revisions?limit=2"));
  EXPECT_THAT(page.object().at("revisions").as_array(), SizeIs(2));
  EXPECT_THAT(
      desk_->get(at(story, "revisions?limit=2&cursor=" + page.text("next"))).object().at("revisions").as_array(),
      SizeIs(1));
}

TEST_P(Stories, are_checked_before_they_go_out) {
  const Answer bare = add("Новина");
  const Answer list = desk_->get(at(bare, "checklist"));
  EXPECT_FALSE(bool_or(list.object(), "done"));
  EXPECT_THAT(write_json(list.body), HasSubstr(R"({"name":"deck","done":false})"));
  EXPECT_THAT(write_json(list.body), HasSubstr(R"({"name":"headline","done":true})"));
  json::object body = words("Текст");
  body["content"].as_array().push_back(json::object{{"type", "sourceNote"}, {"attrs", json::object{{"name", "БТА"}}}});
  const Answer sourced = add("С източник", {{"body", body}});
  EXPECT_THAT(write_json(desk_->get(at(sourced, "checklist")).body),
              HasSubstr(R"({"name":"sources_named","done":true})"));
  const auto settled = [&](bool done) {
    return HasSubstr(std::string(R"({"name":"notes_resolved","done":)") + (done ? "true}" : "false}"));
  };
  EXPECT_THAT(write_json(desk_->get(at(sourced, "checklist")).body), settled(true));
  const Answer note = desk_->post(at(sourced, "comments"), json::object{{"text", "Кой го казва?"}});
  EXPECT_THAT(write_json(desk_->get(at(sourced, "checklist")).body), settled(false));
  desk_->post(at(sourced, "comments/" + std::to_string(note.number("id")) + "/resolve"));
  EXPECT_THAT(write_json(desk_->get(at(sourced, "checklist")).body), settled(true));
}

TEST_P(Stories, say_where_a_body_is_wrong) {
  const auto pointer = [&](const json::object& body) { return desk_->post("articles", body).text("pointer"); };
  EXPECT_EQ(pointer({{"headline", ""}}), "/headline");
  EXPECT_EQ(pointer({{"headline", 1}}), "/headline");
  EXPECT_EQ(pointer({{"headline", "x"}, {"section", "nowhere"}}), "/section");
  EXPECT_EQ(pointer({{"headline", "x"}, {"authors", json::array{"nobody"}}}), "/authors");
  EXPECT_EQ(pointer({{"headline", "x"}, {"lead_image", 99}}), "/lead_image");
  EXPECT_EQ(pointer({{"headline", "x"}, {"lead_image", "99"}}), "/lead_image");
  EXPECT_EQ(pointer({{"headline", "x"}, {"canonical_url", "javascript:alert(1)"}}), "/canonical_url");
  EXPECT_EQ(pointer({{"headline", "x"}, {"body", "text"}}), "/body");
  EXPECT_THAT(
      pointer({{"headline", "x"},
               {"body", json::object{{"type", "doc"}, {"content", json::array{json::object{{"type", "evil"}}}}}}}),
      testing::StartsWith("/body"));
}

TEST_P(Stories, are_corrected_in_the_open) {
  const Answer story = add("Новина");
  EXPECT_EQ(desk_->post(at(story, "corrections"), json::object{{"text", "x"}}).status, 409u) << "nobody has read it";
  desk_->post(at(story, "publish"));
  const Answer added = desk_->post(at(story, "corrections"), json::object{{"text", "Мостът е на Искър."}});
  EXPECT_EQ(added.status, 201u);
  EXPECT_EQ(added.text("kind"), "correction");
  const std::string one = at(story, "corrections/") + std::to_string(added.number("id"));
  EXPECT_EQ(desk_->put(one, json::object{{"kind", "update"}}, {{"If-Match", "\"old\""}}).status, 412u);
  EXPECT_EQ(desk_->put(one, json::object{{"kind", "update"}}, {{"If-Match", added.etag()}}).text("kind"), "update");
  EXPECT_EQ(desk_->post(at(story, "corrections"), json::object{{"text", ""}}).text("pointer"), "/text");
  EXPECT_EQ(desk_->post(at(story, "corrections"), json::object{{"text", "x"}, {"kind", "y"}}).text("pointer"), "/kind");
  EXPECT_EQ(desk_->call(http::Method::del, one).status, 204u);
  EXPECT_THAT(desk_->get(at(story, "corrections")).object().at("items").as_array(), SizeIs(0));
}

TEST_P(Stories, have_corrections_that_nobody_changes_unseen) {
  const Answer story = add("Новина");
  desk_->post(at(story, "publish"));
  const Answer added = desk_->post(at(story, "corrections"), json::object{{"text", "Мостът е на Искър."}});
  const std::string one = at(story, "corrections/") + std::to_string(added.number("id"));
  const auto listed = [&] {
    return string_or(desk_->get(at(story, "corrections")).object().at("items").at(0).as_object(), "etag");
  };
  const std::string seen = listed();
  EXPECT_EQ(seen, added.etag());
  EXPECT_EQ(desk_->put(one, json::object{{"text", "Мостът е на Марица."}}, {{"If-Match", seen}}).status, 200u);
  const Answer late = desk_->put(one, json::object{{"text", "Мостът е на Тунджа."}}, {{"If-Match", seen}});
  EXPECT_EQ(late.status, 412u);
  EXPECT_EQ(string_or(late.object().at("current").as_object(), "text"), "Мостът е на Марица.");
  EXPECT_EQ(desk_->call(http::Method::del, one, nullptr, {{"If-Match", seen}}).status, 412u);
  EXPECT_EQ(listed(), late.etag());
  EXPECT_EQ(desk_->call(http::Method::del, one, nullptr, {{"If-Match", listed()}}).status, 204u);
}

TEST_P(Stories, are_about_topics_that_are_found_by_words_and_named_by_slugs) {
  const json::array about{json::object{{"slug", "мостът"}, {"name", "Мостът над реката"}},
                          json::object{{"slug", "port"}, {"name", "Пристанище"}}};
  const Answer story = add("Мост", {{"topics", about}});
  const json::array slugs = story.object().at("topics").as_array();
  ASSERT_EQ(slugs.size(), 2u);
  const std::string bridge(slugs[0].as_string());
  const auto names = [&](const std::string& target) {
    std::vector<std::string> found;
    const Answer answer = desk_->get(target);
    EXPECT_EQ(answer.status, 200u) << target << write_json(answer.body);
    for (const json::value& topic : answer.object().at("items").as_array()) {
      found.push_back(string_or(topic.as_object(), "slug") + " " + string_or(topic.as_object(), "name"));
    }
    return found;
  };
  EXPECT_THAT(names("topics"), SizeIs(2));
  EXPECT_THAT(names("topics?limit=1"), SizeIs(1));
  EXPECT_EQ(names("topics?slugs=" + bridge + ",none"), std::vector<std::string>{bridge + " Мостът над реката"});
  // "РЕКАТА"
  EXPECT_EQ(names("topics?q=%D0%A0%D0%95%D0%9A%D0%90%D0%A2%D0%90"),
            std::vector<std::string>{bridge + " Мостът над реката"});
  EXPECT_EQ(names("topics?q=por"), std::vector<std::string>{"port Пристанище"});
  EXPECT_THAT(names("topics?q=nothing"), SizeIs(0));
}

}  // namespace
}  // namespace vestnik::newsroom
