// What an article's answer says that one may do is what the calls do, for every role, state and step.
#include <gmock/gmock.h>

#include "newsroom/steps.h"
#include "newsroom/testing_people.h"
#include "store/work.h"

namespace vestnik::newsroom {
namespace {

using content::State;
using testing::Contains;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

using Fields = std::vector<http::Field>;

class Steps : public WithPeople {
 protected:
  Answer ask(const Person& who, http::Method method, const std::string& path, const json::value& body = nullptr,
             const std::string& match = {}) {
    Fields fields{{"Cookie", who.cookie}, {"Sec-Fetch-Site", "same-origin"}};
    if (!match.empty()) fields.push_back({"If-Match", match});
    return desk_->call(method, path, body, std::move(fields), "");
  }
  static std::string at(ArticleId id, std::string_view step = {}) {
    return "articles/" + std::to_string(id.value) + (step.empty() ? "" : "/" + std::string(step));
  }

  // A story of `writer`'s that has come so far.
  ArticleId story(const Person& writer, State state, SectionId section = {}) {
    auto article = store::an_article(site_, section ? section : section_, "Мост " + std::to_string(++stories_));
    const auto id =
        write([&](store::Session& session) { return store::add_article(session, article, writer.email, desk_->now); });
    const auto steps = [&]() -> std::vector<std::string> {
      switch (state) {
        case State::draft:
          return {};
        case State::review:
          return {"submit"};
        case State::ready:
          return {"ready"};
        case State::scheduled:
          return {"schedule"};
        case State::published:
          return {"publish"};
        case State::withdrawn:
          return {"publish", "withdraw"};
        case State::trashed:
          return {"trash"};
        case State::hidden:
          return {"hide"};
      }
      return {};
    }();
    for (const std::string& step : steps) {
      if (step == "hide") {
        write([&](store::Session& session) { store::move_article(session, id, State::hidden, desk_->now); });
      } else if (step == "trash") {
        EXPECT_EQ(desk_->call(http::Method::del, at(id)).status, 200U);
      } else {
        EXPECT_EQ(desk_->post(at(id, step), everything()).status, 200U) << step;
      }
    }
    return id;
  }
  // What any step may want to be told.
  static json::object everything() {
    return {{"at", "2026-11-25T10:00:00Z"}, {"reason", "Невярно"}, {"text", "Поправка"}, {"headline", "Друго"}};
  }

  static std::vector<std::string> words(const Answer& answer) {
    std::vector<std::string> words;
    for (const json::value& word : answer.object().at("may").as_array()) words.emplace_back(word.as_string());
    return words;
  }

  // Takes the step; true where it was not refused.
  bool take(const Person& who, ArticleId id, std::string_view word) {
    if (word == "edit") return ask(who, http::Method::put, at(id), everything()).status == 200;
    if (word == "edit_unread") {
      // Only what was found ready is read again.
      const std::string before = desk_->get(at(id)).text("state");
      const Answer saved = ask(who, http::Method::put, at(id), everything());
      return saved.status == 200 && saved.text("state") == before;
    }
    if (word == "pin") {
      return ask(who, http::Method::put, at(id), json::object{{"pinned", true}, {"breaking", true}}).status == 200;
    }
    if (word == "trash") return ask(who, http::Method::del, at(id)).status == 200;
    if (word == "correct") return ask(who, http::Method::post, at(id, "corrections"), everything()).status == 201;
    if (word == "remove_correction") {
      const Answer made = desk_->post(at(id, "corrections"), everything());
      if (made.status != 201) return false;
      const auto path = at(id, "corrections/" + std::to_string(made.number("id")));
      return ask(who, http::Method::del, path).status == 204;
    }
    if (word == "hide_history") {
      if (desk_->get(at(id)).object().at("published_revision").is_null()) return false;
      // A second publication, so that there is a past.
      desk_->put(at(id), json::object{{"headline", "Друго"}});
      desk_->post(at(id, "publish"));
      return ask(who, http::Method::put, at(id, "history/1"), json::object{{"hidden", true}}).status == 200;
    }
    if (word == "moderate") return ask(who, http::Method::get, at(id, "readers-comments")).status == 200;
    return ask(who, http::Method::post, at(id, word), everything()).status == 200;
  }

  int stories_ = 0;
};
ON_BOTH(Steps);

constexpr State states[] = {State::draft,     State::review,    State::ready,   State::scheduled,
                            State::published, State::withdrawn, State::trashed, State::hidden};

TEST_P(Steps, that_are_offered_can_be_taken_and_no_others) {
  const Person writer = person("ana@example.com", {{"reporter", {}, {}}});
  const Person people[] = {writer, person("boris@example.com", {{"editor", site_, section_}}),
                           person("vera@example.com", {{"chief", {}, {}}}),
                           person("admin@example.com", {{"administrator", {}, {}}})};
  for (const Person& who : people) {
    for (const State state : states) {
      const auto offered = words(ask(who, http::Method::get, at(story(writer, state))));
      for (const Step& step : steps()) {
        // What was read is all that can be read again; the past of what readers do not see any more can still be
        // hidden.
        const bool was_read = state == State::ready || state == State::scheduled;
        if (step.word == "edit_unread" && !was_read) continue;
        if (step.word == "hide_history" && state == State::withdrawn) continue;
        const bool taken = take(who, story(writer, state), step.word);
        EXPECT_EQ(taken, std::ranges::find(offered, step.word) != offered.end())
            << who.email << " " << content::name_of(state) << " " << step.word;
      }
    }
  }
}

TEST_P(Steps, of_an_editor_end_with_the_sections_that_are_theirs) {
  const Person editor = person("boris@example.com", {{"editor", site_, section_}});
  const Answer here = ask(editor, http::Method::get, at(story(editor, State::scheduled)));
  EXPECT_THAT(words(here), IsSupersetOf({"edit", "edit_unread", "pin", "publish", "schedule", "unschedule", "trash"}));
  // In another section an editor is a reporter.
  const ArticleId own = story(editor, State::scheduled, other_section_);
  const Answer there = ask(editor, http::Method::get, at(own));
  EXPECT_THAT(words(there), testing::ElementsAre("edit", "unschedule"));
  // The section itself may let reporters publish.
  EXPECT_EQ(desk_->put("sections/sport", json::object{{"needs_editor", false}}).status, 200U);
  EXPECT_THAT(words(ask(editor, http::Method::get, at(own))), IsSupersetOf({"edit_unread", "publish", "schedule"}));
}

TEST_P(Steps, are_told_with_every_state_of_the_article) {
  const Person editor = person("boris@example.com", {{"editor", site_, section_}});
  const ArticleId id = story(editor, State::draft);
  EXPECT_THAT(words(ask(editor, http::Method::post, at(id, "submit"))), Not(Contains("submit")));
  const Answer saved = ask(editor, http::Method::put, at(id), json::object{{"deck", "Подзаглавие"}});
  EXPECT_THAT(words(saved), Contains("publish"));
  const Answer stale = ask(editor, http::Method::put, at(id), json::object{{"deck", "Друго"}}, "\"1\"");
  ASSERT_EQ(stale.status, 412U);
  EXPECT_EQ(stale.object().at("current").at("may"), saved.object().at("may"));
  // Who has given the story away is told so.
  const Answer moved = ask(editor, http::Method::put, at(story({"mara@example.com", {}}, State::draft)),
                           json::object{{"section", "sport"}});
  ASSERT_EQ(moved.status, 200U);
  EXPECT_THAT(words(moved), IsEmpty());
  const Answer begun = ask(editor, http::Method::post, "articles", json::object{{"headline", "Ново"}});
  ASSERT_EQ(begun.status, 201U);
  EXPECT_THAT(words(begun), testing::ElementsAre("edit", "submit"));
}

TEST_P(Steps, of_reporters_do_not_pin_or_break) {
  const Person writer = person("ana@example.com", {{"reporter", {}, {}}});
  for (const char* mark : {"pinned", "breaking"}) {
    const Answer begun = ask(writer, http::Method::post, "articles", json::object{{"headline", "Ново"}, {mark, true}});
    EXPECT_EQ(begun.status, 403U) << mark;
    EXPECT_EQ(begun.text("input"), mark);
    const ArticleId id = story(writer, State::draft);
    EXPECT_EQ(ask(writer, http::Method::put, at(id), json::object{{mark, true}}).status, 403U) << mark;
    // What an editor has said stays through a reporter's save, and cannot be taken back by it.
    EXPECT_EQ(desk_->put(at(id), json::object{{mark, true}}).status, 200U);
    EXPECT_EQ(ask(writer, http::Method::put, at(id), json::object{{mark, true}, {"deck", "Още"}}).status, 200U);
    EXPECT_EQ(ask(writer, http::Method::put, at(id), json::object{{mark, false}}).status, 403U);
    // Nor by going back to a revision from before.
    const Answer back = ask(writer, http::Method::post, at(id, "revisions/1/restore"));
    EXPECT_EQ(back.status, 200U);
    EXPECT_EQ(back.object().at(mark), json::value(true)) << mark;
  }
}

TEST_P(Steps, leave_alone_what_readers_never_saw) {
  const Person chief = person("vera@example.com", {{"chief", {}, {}}});
  for (const State state : {State::draft, State::ready, State::scheduled, State::trashed}) {
    const ArticleId id = story(chief, state);
    for (const char* step : {"unpublish", "withdraw"}) {
      EXPECT_EQ(ask(chief, http::Method::post, at(id, step), everything()).status, 409U) << step;
    }
    EXPECT_EQ(desk_->get(at(id)).text("state"), content::name_of(state)) << "nothing leaves the bin or its schedule so";
  }
}

TEST_P(Steps, say_whether_readers_see_the_newest_text) {
  const Person chief = person("vera@example.com", {{"chief", {}, {}}});
  const ArticleId id = story(chief, State::draft);
  const auto line = [&] { return desk_->get("articles").object().at("items").at(0).at("unpublished_changes"); };
  const auto waiting = [&] { return desk_->get("overview").object().at("unpublished_changes").as_array().size(); };
  EXPECT_TRUE(desk_->get(at(id)).object().at("published_revision").is_null());
  EXPECT_EQ(line(), json::value(false)) << "of a draft readers see nothing, and everybody knows";
  const Answer out = desk_->post(at(id, "publish"));
  EXPECT_EQ(out.number("published_revision"), out.number("revision"));
  EXPECT_EQ(waiting(), 0U);
  const Answer saved = desk_->put(at(id), json::object{{"headline", "Друго"}});
  EXPECT_LT(saved.number("published_revision"), saved.number("revision"));
  EXPECT_EQ(line(), json::value(true));
  EXPECT_EQ(waiting(), 1U);
  desk_->post(at(id, "publish"));
  EXPECT_EQ(line(), json::value(false));
  EXPECT_EQ(waiting(), 0U);
  EXPECT_TRUE(desk_->post(at(id, "unpublish")).object().at("published_revision").is_null());
}

}  // namespace
}  // namespace vestnik::newsroom
