#include <gmock/gmock.h>

#include "newsroom/testing_desk_on_both.h"

namespace vestnik::newsroom {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class NewsroomSearch : public DeskOnBoth {
 protected:
  void SetUp() override {
    DeskOnBoth::SetUp();
    if (HasFatalFailure()) return;
    for (const char* section : {"sections/svyat", "sections/sport"})
      ASSERT_EQ(desk_->put(section, json::object{{"name", section}}).status, 201u);
    ASSERT_EQ(desk_->put("authors/ana", json::object{{"name", "Ана"}, {"kind", "person"}}).status, 201u);
  }

  static json::object body(std::string_view text) {
    return {{"type", "doc"},
            {"content",
             json::array{json::object{{"type", "paragraph"},
                                      {"content", json::array{json::object{{"type", "text"}, {"text", text}}}}}}}};
  }
  Answer add(std::string_view headline, std::string_view text, json::object more = {}) {
    more["headline"] = headline;
    more["body"] = body(text);
    if (!more.contains("section")) more["section"] = "svyat";
    desk_->now += 1s;
    Answer added = desk_->post("articles", more);
    EXPECT_EQ(added.status, 201u) << write_json(added.body);
    return added;
  }
  static std::string at(const Answer& article, const std::string& step = "") {
    return "articles/" + std::to_string(article.number("id")) + step;
  }
  std::vector<std::string> found(std::string_view words, const std::string& more = "") {
    desk_->follow();
    return headlines(desk_->get("articles?q=" + http::percent_encode(words) + more));
  }
  static std::vector<std::string> headlines(const Answer& answer) {
    std::vector<std::string> found;
    EXPECT_EQ(answer.status, 200u) << write_json(answer.body);
    if (answer.status != 200) return found;
    for (const json::value& item : answer.object().at("items").as_array())
      found.push_back(string_or(item.as_object(), "headline"));
    return found;
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, NewsroomSearch, testing::Values(store::Kind::sqlite, store::Kind::postgresql),
                         store::name_of_kind);

TEST_P(NewsroomSearch, finds_words_in_bodies_of_drafts_in_any_form) {
  add("Първа", "Реката отнесе двата моста край селото.");
  add("Втора", "Изборите са през пролетта.");
  EXPECT_THAT(found("мостът"), ElementsAre("Първа"));
  EXPECT_THAT(found("„двата моста“"), ElementsAre("Първа"));
  EXPECT_THAT(found("избор"), ElementsAre("Втора"));
  EXPECT_THAT(found("самолет"), IsEmpty());
}

TEST_P(NewsroomSearch, follows_every_saving_and_step) {
  const Answer draft = add("Заглавие", "Първо пише за слонове.");
  EXPECT_THAT(found("слон"), ElementsAre("Заглавие"));
  ASSERT_EQ(desk_
                ->put(at(draft), json::object{{"headline", "Заглавие"}, {"body", body("После за мишки.")}},
                      {{"If-Match", draft.etag()}})
                .status,
            200u);
  EXPECT_THAT(found("слон"), IsEmpty());
  EXPECT_THAT(found("мишка"), ElementsAre("Заглавие"));
  EXPECT_THAT(found("мишка", "&state=in_review"), IsEmpty());
  ASSERT_EQ(desk_->post(at(draft, "/submit")).status, 200u);
  EXPECT_THAT(found("мишка", "&state=in_review"), ElementsAre("Заглавие"));
  EXPECT_THAT(found("мишка", "&state=draft"), IsEmpty());
}

TEST_P(NewsroomSearch, is_narrowed_by_section_and_author) {
  add("Едно", "мост", {{"section", "sport"}});
  add("Две", "мост", {{"authors", json::array{"ana"}}});
  EXPECT_THAT(found("мост"), UnorderedElementsAre("Едно", "Две"));
  EXPECT_THAT(found("мост", "&section=sport"), ElementsAre("Едно"));
  EXPECT_THAT(found("мост", "&author=ana"), ElementsAre("Две"));
  EXPECT_THAT(found("мост", "&author=ana&section=sport"), IsEmpty());
  ASSERT_EQ(desk_->put("sections/futbol", json::object{{"name", "Футбол"}, {"parent", "sport"}}).status, 201u);
  add("Три", "мост", {{"section", "futbol"}});
  EXPECT_THAT(found("мост", "&section=sport"), UnorderedElementsAre("Едно", "Три")) << "with what lies below it";
  EXPECT_THAT(headlines(desk_->get("articles?section=sport")), ElementsAre("Три", "Едно"));
  EXPECT_THAT(headlines(desk_->get("articles?section=futbol")), ElementsAre("Три"));
}

TEST_P(NewsroomSearch, takes_the_last_word_for_a_beginning) {
  add("Костенурките се върнаха", "Текст.");
  EXPECT_THAT(found("косте"), ElementsAre("Костенурките се върнаха"));
  EXPECT_THAT(found("костенурка"), ElementsAre("Костенурките се върнаха"));
}

TEST_P(NewsroomSearch, goes_on_page_by_page) {
  for (int i = 0; i < 5; ++i) add("Мост " + std::to_string(i), "Текст.");
  desk_->follow();
  std::vector<std::string> all;
  const std::string first = "articles?limit=2&q=" + http::percent_encode("мост");
  int pages = 0;
  for (std::string target = first; !target.empty() && pages < 10; ++pages) {
    const Answer page = desk_->get(target);
    for (const std::string& headline : headlines(page)) all.push_back(headline);
    const std::string next = page.text("next");
    target = next.empty() ? "" : first + "&cursor=" + next;
  }
  EXPECT_THAT(all, UnorderedElementsAre("Мост 0", "Мост 1", "Мост 2", "Мост 3", "Мост 4"));
}

TEST_P(NewsroomSearch, what_is_published_leaves_it_and_what_is_revised_comes_back) {
  const Answer story = add("Мост", "Старият текст.");
  EXPECT_THAT(found("мост"), ElementsAre("Мост"));
  ASSERT_EQ(desk_->post(at(story, "/publish")).status, 200u);
  EXPECT_THAT(found("стар", "&state=published"), IsEmpty());  // the readers' index has not followed here
  ASSERT_EQ(desk_
                ->put(at(story), json::object{{"headline", "Мост"}, {"body", body("Новият текст.")}},
                      {{"If-Match", desk_->get(at(story)).etag()}})
                .status,
            200u);
  EXPECT_THAT(found("нов"), ElementsAre("Мост"));
  ASSERT_EQ(desk_->post(at(story, "/unpublish")).status, 200u);
  EXPECT_THAT(found("нов", "&state=draft"), ElementsAre("Мост"));
}

TEST_P(NewsroomSearch, tells_nothing_to_whom_a_story_is_not_open) {
  add("Мост", "Таен текст.");
  desk_->follow();
  EXPECT_THAT(headlines(desk_->get("articles?q=" + http::percent_encode("таен"), "media")), IsEmpty());
}

}  // namespace
}  // namespace vestnik::newsroom
