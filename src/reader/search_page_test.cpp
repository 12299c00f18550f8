#include "reader/search_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edition/edition.h"
#include "media/library.h"
#include "reader/context.h"
#include "reader/index_follower.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/testing.h"

namespace vestnik::reader {

using testing::HasSubstr;
using testing::Not;

class SearchPage : public testing::Test {
 protected:
  SearchPage() {
    site_ = store_.add_site();
    sport_ = store_.add_section(site_, "sport", "Спорт");
    world_ = store_.add_section(site_, "svyat", "Свят");
    press_ = store::need(edition::Press::start(*store_, [] { return store::test_time; }));
    store_->on_change([this] { store::need(press_->follow()); });
    index_ = store::need(search::Index::open(folder_.path() / "search"));
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
  }
  ~SearchPage() override { store_->on_change({}); }

  ArticleId publish(SectionId section, const std::string& headline) {
    return store_.publish(store::an_article(site_, section, headline));
  }
  template <class Change>
  void change(const Change& how) {
    store::need(store_->write([&](store::Session& session) { how(session); }));
  }
  void follow() { store::need(follow_index(*store_, *index_)); }
  // Parameters as a reader writes them: "section=sport".
  std::string page(const std::string& words, const std::string& more = "") {
    Parts parts{*store_, *index_, *library_, [] { return store::test_time; }};
    const edition::EditionPtr edition = press_->current();
    const Context context{.edition = edition, .site = edition->sites().front(), .parts = &parts};
    http::Request request;
    request.path = "/search";
    request.query = "q=" + http::percent_encode(words) + (more.empty() ? "" : "&" + more);
    request.target = request.path + "?" + request.query;
    std::string html;
    for (const ChainPlan& chain : search_plan(context, request).chains) html += store::need(chain.render());
    return html;
  }

  static std::string address(const std::string& words) { return "/search?q=" + http::percent_encode(words); }

  store::TemporaryFolder folder_;
  store::TemporaryStore store_;
  SiteId site_;
  SectionId sport_, world_;
  std::unique_ptr<edition::Press> press_;
  std::unique_ptr<search::Index> index_;
  std::unique_ptr<media::Library> library_;
};

TEST_F(SearchPage, of_a_section_finds_what_lies_below_it_and_of_none_nothing) {
  auto below = store::a_section(site_, "futbol", "Футбол");
  below.parent = sport_;
  const SectionId football = store::need(
      store_->write([&](store::Session& session) { return store::save_section(session, below, store::test_time); }));
  publish(football, "Мач без голове");
  publish(world_, "Мач за мира");
  follow();
  const std::string of_sport = page("мач", "section=sport");
  EXPECT_THAT(of_sport, HasSubstr("bez-golove/\""));
  EXPECT_THAT(of_sport, Not(HasSubstr("za-mira/\"")));
  EXPECT_THAT(page("мач", "section=svyat"), Not(HasSubstr("bez-golove/\"")));
  const std::string of_nothing = page("мач", "section=nyama");
  EXPECT_THAT(of_nothing, Not(HasSubstr("bez-golove/\"")));
  EXPECT_THAT(of_nothing, Not(HasSubstr("za-mira/\"")));
}

TEST_F(SearchPage, suggests_a_word_for_the_same_search) {
  publish(sport_, "Министерство на спорта");
  follow();
  const std::string misspelt = page("министерсво", "section=sport&sort=date");
  EXPECT_THAT(misspelt, HasSubstr("href=\"" + address("министерство") + "&amp;section=sport&amp;sort=date\""));
  EXPECT_THAT(page("министерсво", "section=svyat"), Not(HasSubstr(address("министерство")))) << "nothing is there";
}

TEST_F(SearchPage, behind_the_last_page_is_the_last_one) {
  for (int story = 1; story <= 12; ++story) publish(sport_, "Мач номер " + std::to_string(story));
  follow();
  for (const char* beyond : {"page=2", "page=3", "page=50", "page=9999"}) {
    const std::string last = page("мач", beyond);
    EXPECT_THAT(last, HasSubstr("Намерени са 12 статии")) << beyond;
    EXPECT_THAT(last, HasSubstr("page=2\" aria-label=\"Страница 2\" aria-current=\"page\"")) << beyond;
    EXPECT_THAT(last, Not(HasSubstr("class=\"nothing\""))) << beyond;
  }
}

TEST_F(SearchPage, steps_to_newer_and_older_stories_where_they_are_in_that_order) {
  for (int story = 1; story <= 12; ++story) publish(sport_, "Мач номер " + std::to_string(story));
  follow();
  EXPECT_THAT(page("мач"), HasSubstr("rel=\"next\">Следваща<"));
  EXPECT_THAT(page("мач", "page=2"), HasSubstr("rel=\"prev\">Предишна<"));
  EXPECT_THAT(page("мач", "sort=date"), HasSubstr("rel=\"next\">По-стари<"));
}

TEST_F(SearchPage, tells_nothing_of_what_was_withdrawn_or_corrected_since_the_index_followed) {
  const ArticleId withdrawn = publish(world_, "Мост над реката"), corrected = publish(world_, "Мост под реката");
  follow();
  EXPECT_THAT(page("мост"), HasSubstr("Намерени са 2 статии"));
  EXPECT_THAT(page("мост"), HasSubstr("<mark>Мост</mark>"));
  change([&](store::Session& session) {
    store::withdraw_article(session, withdrawn, "Оттеглена.", store::test_time);
    auto article = store::find_article(session, corrected).value();
    article.body = store::a_body("Вярното.");
    article.deck = "Поправено.";
    store::save_article(session, article, std::nullopt, "test", store::test_time);
    store::publish_article(session, corrected, store::test_time);
  });
  const std::string behind = page("мост");
  EXPECT_THAT(behind, HasSubstr("Намерена е 1 статия"));
  EXPECT_THAT(behind, Not(HasSubstr("над реката")));
  EXPECT_THAT(behind, HasSubstr("Мост под реката"));
  EXPECT_THAT(behind, Not(HasSubstr("<mark>")));
  follow();
  EXPECT_THAT(page("мост"), HasSubstr("Намерена е 1 статия"));
}

}  // namespace vestnik::reader
