// What /events tells of a real store, and what it does not.
#include "reader/live_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "content/article.h"
#include "http/events.h"
#include "reader/limits.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/history.h"
#include "store/story_parts.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Events : public testing::Test {
 protected:
  Events() {
    site_ = store_.add_site();
    world_ = store_.add_section(site_, "svyat", "Свят");
    sport_ = store_.add_section(site_, "sport", "Спорт");
    press_ = store::need(edition::Press::start(*store_, [this] { return now_; }));
    store_->on_change([this] { store::need(press_->follow()); });
    live_ = std::make_unique<LiveEvents>(*press_, *store_, [this] { return now_; });
    live_->on_news([this] { ++woken_; });
  }
  ~Events() override { store_->on_change({}); }

  http::Response ask(const std::string& query, const std::string& last = {}) {
    http::Request request;
    request.path = "/events";
    request.query = query;
    request.host = "127.0.0.1";
    if (!last.empty()) request.fields.push_back({"Last-Event-ID", last});
    return live_->answer(request, *press_->current()->sites().front());
  }
  std::shared_ptr<http::EventFeed> follow(const std::string& query, const std::string& last = {}) {
    const http::Response response = ask(query, last);
    EXPECT_EQ(response.status, 200U) << query;
    return response.events ? response.events->feed : nullptr;
  }
  static std::string told(const std::shared_ptr<http::EventFeed>& feed) {
    std::string text;
    while (feed->tell(text) > 0) continue;
    return text;
  }
  // The id that a text of events leaves a client with.
  static std::string last_id(const std::string& text) {
    const std::size_t at = text.rfind("id: ");
    return at == std::string::npos ? "" : text.substr(at + 4, text.find('\n', at) - at - 4);
  }
  ArticleId publish(SectionId section, const std::string& headline) {
    return store_.publish(store::an_article(site_, section, headline));
  }
  template <class Edit>
  void revise(ArticleId id, Edit edit, bool and_publish = true) {
    store::need(store_->write([&](store::Session& session) {
      auto article = *store::find_article(session, id);
      edit(article);
      store::save_article(session, article, {}, "test", now_);
      if (and_publish) store::publish_article(session, id, now_);
    }));
  }
  static content::Node entry(const std::string& at, const std::string& text) {
    return {"liveEntry", {}, {{"at", at}}, {}, store::a_body(text).blocks};
  }
  ArticleId publish_live() {
    content::Article article = store::an_article(site_, world_, "На живо");
    article.kind = content::Kind::live;
    article.body.blocks = {entry("2026-11-24T10:00:00Z", "Начало.")};
    return store_.publish(article);
  }
  std::string path_of(ArticleId id) { return std::string(press_->current()->sites().front()->article(id)->path); }

  store::TemporaryStore store_;
  Time now_ = store::test_time;
  SiteId site_;
  SectionId world_, sport_;
  std::unique_ptr<edition::Press> press_;
  std::unique_ptr<LiveEvents> live_;
  int woken_ = 0;
};

TEST_F(Events, new_headlines_go_to_the_home_front_and_their_section) {
  const auto home = follow(""), world = follow("page=%2Fsvyat%2F"), sport = follow("page=/sport/");
  for (const auto& feed : {home, world, sport}) EXPECT_THAT(told(feed), HasSubstr("event: ready\n"));
  publish(world_, "Нов мост");
  EXPECT_EQ(woken_, 1);
  const std::string text = told(home);
  EXPECT_THAT(text, HasSubstr("event: headline\ndata: {"));
  EXPECT_THAT(text, HasSubstr("\"headline\":\"Нов мост\""));
  EXPECT_THAT(text, HasSubstr("\"section\":\"svyat\""));
  EXPECT_THAT(text, StartsWith("id: " + std::to_string(press_->current()->change()) + "\n"));
  EXPECT_EQ(told(world), text);
  EXPECT_THAT(told(sport), IsEmpty());
  EXPECT_THAT(told(home), IsEmpty()) << "once";
}

TEST_F(Events, are_an_endless_answer_that_no_proxy_keeps) {
  const http::Response response = ask("");
  std::map<std::string, std::string> fields(response.fields.begin(), response.fields.end());
  EXPECT_EQ(fields["Content-Type"], "text/event-stream; charset=utf-8");
  EXPECT_EQ(fields["Cache-Control"], "no-store");
  EXPECT_EQ(fields["X-Accel-Buffering"], "no");
}

TEST_F(Events, nothing_is_told_of_what_is_not_published) {
  const auto home = follow("");
  told(home);
  const ArticleId shown = publish(world_, "Публична");
  told(home);
  const auto article = follow("page=" + path_of(shown));
  told(article);
  const int woken = woken_;
  store::need(store_->write([&](store::Session& session) {
    store::add_article(session, store::an_article(site_, world_, "Чернова"), "test", now_);
    auto later = store::an_article(site_, world_, "Под ембарго");
    store::schedule_article(session, store::add_article(session, later, "test", now_), now_ + std::chrono::hours(1),
                            now_);
  }));
  revise(
      shown, [](content::Article& draft) { draft.headline = "Още не"; }, false);
  EXPECT_THAT(told(home), IsEmpty());
  EXPECT_THAT(told(article), IsEmpty());
  EXPECT_EQ(woken_, woken) << "not even that something happened";
  EXPECT_EQ(ask("page=/svyat/chernova/").status, 404U);
}

TEST_F(Events, what_is_withdrawn_is_not_repeated_to_who_comes_back) {
  const auto home = follow("");
  const std::string before = last_id(told(home));
  const ArticleId id = publish(world_, "Грешка");
  const auto article = follow("page=" + path_of(id));
  told(article);
  EXPECT_THAT(told(follow("", before)), HasSubstr("Грешка"));
  store::need(store_->write([&](store::Session& session) { store::unpublish_article(session, id, now_); }));
  const std::string back = told(follow("", before));
  EXPECT_THAT(back, IsEmpty());
  const std::string end = told(article);
  EXPECT_THAT(end, HasSubstr("\"what\":\"withdrawn\""));
  EXPECT_THAT(end, Not(HasSubstr("url")));
  EXPECT_TRUE(article->ended());
}

TEST_F(Events, who_comes_back_is_told_the_headline_as_it_is_now) {
  const std::string before = last_id(told(follow("")));
  const ArticleId id = publish(world_, "С грешка");
  revise(id, [](content::Article& article) { article.headline = "Без грешка"; });
  const std::string text = told(follow("", before));
  EXPECT_THAT(text, HasSubstr("Без грешка"));
  EXPECT_THAT(text, Not(HasSubstr("С грешка")));
}

TEST_F(Events, live_coverage_tells_which_entries_are_new) {
  const ArticleId id = publish_live();
  const auto feed = follow("page=" + path_of(id));
  told(feed);
  revise(id, [](content::Article& article) {
    article.body.blocks.insert(article.body.blocks.begin(), entry("2026-11-24T10:05:00Z", "Гол."));
  });
  const std::string text = told(feed);
  EXPECT_THAT(text, HasSubstr("event: update\n"));
  EXPECT_THAT(text, HasSubstr("\"what\":\"entries\",\"entries\":2,\"new\":[\"e20261124100500\"]"));
  EXPECT_THAT(text, Not(HasSubstr("Гол."))) << "the page has the words";
  revise(id, [](content::Article& article) { article.deck = "Друго."; });
  EXPECT_THAT(told(feed), HasSubstr("\"what\":\"changed\""));
  store::need(store_->write([&](store::Session& session) {
    store::Correction correction;
    correction.site = site_;
    correction.article = id;
    correction.text = "Поправка.";
    correction.at = now_;
    store::save_correction(session, correction, now_);
  }));
  EXPECT_THAT(told(feed), HasSubstr("\"what\":\"corrected\""));
}

TEST_F(Events, another_word_for_a_part_of_a_story_is_no_change_of_the_article) {
  content::Story flood{.id = {}, .site = site_, .slug = "potop", .name = "Потопът", .summary = {}, .lead_image = {}};
  store::need(store_->write([&](store::Session& session) { flood.id = store::save_story(session, flood, now_); }));
  content::Article part = store::an_article(site_, world_, "Реката преля");
  part.stories = {{.story = flood.id, .note = {}}};
  const ArticleId id = store_.publish(part);
  const auto feed = follow("page=" + path_of(id));
  told(feed);
  const edition::SummaryPtr before = press_->current()->sites().front()->article(id);
  const std::string asked = "page=" + path_of(id) + "&revision=" + std::to_string(before->revision.value) +
                            "&updated=" + std::to_string(to_millis(before->updated_at));
  EXPECT_THAT(told(follow(asked)), Not(HasSubstr("update")));
  store::need(store_->write([&](store::Session& session) {
    store::change_part(session, id, {.story = flood.id, .note = "Започна", .key = true}, "test", now_);
  }));
  EXPECT_THAT(told(feed), IsEmpty());
  EXPECT_THAT(told(follow(asked)), Not(HasSubstr("update"))) << "nor to a page from before, which shows the same";
  now_ += std::chrono::minutes(1);
  revise(id, [](content::Article& article) { article.headline = "Реката се върна"; });
  EXPECT_THAT(told(follow(asked)), HasSubstr("\"what\":\"changed\""));
  EXPECT_THAT(told(feed), HasSubstr("\"what\":\"changed\""));
}

TEST_F(Events, coverage_is_known_though_many_others_have_changed_since_it_began) {
  const ArticleId id = publish_live();
  const auto feed = follow("page=" + path_of(id));
  const auto told_of = [&](const std::string& at) {
    revise(id, [&](content::Article& article) { article.body.blocks.push_back(entry(at, "Гол.")); });
    return told(feed);
  };
  for (std::size_t count = 0; count <= limits::live_articles_kept; ++count) {
    const ArticleId other = publish(world_, "Новина " + std::to_string(count));
    revise(other, [](content::Article& article) { article.deck = "Друго."; });
    if (count == limits::live_articles_kept / 2) {
      EXPECT_THAT(told_of("2026-11-24T10:05:00Z"), HasSubstr("\"new\":[\"e20261124100500\"]"));
    }
  }
  EXPECT_THAT(told_of("2026-11-24T10:06:00Z"), HasSubstr("\"new\":[\"e20261124100600\"]"));
}

TEST_F(Events, coverage_is_known_when_everything_may_be_different) {
  const ArticleId id = publish_live();
  store::need(store_->write(
      [&](store::Session& session) { store::record_change(session, site_, store::ChangeKind::reset, 0, now_); }));
  const auto feed = follow("page=" + path_of(id));
  told(feed);
  revise(id, [](content::Article& article) { article.body.blocks.push_back(entry("2026-11-24T10:05:00Z", "Гол.")); });
  EXPECT_THAT(told(feed), HasSubstr("\"new\":[\"e20261124100500\"]"));
}

TEST_F(Events, coverage_that_went_on_before_the_start_is_known) {
  const ArticleId id = publish_live();
  live_ = nullptr;
  live_ = std::make_unique<LiveEvents>(*press_, *store_, [this] { return now_; });
  const auto feed = follow("page=" + path_of(id));
  told(feed);
  revise(id, [](content::Article& article) { article.body.blocks.push_back(entry("2026-11-24T10:05:00Z", "Гол.")); });
  EXPECT_THAT(told(feed), HasSubstr("\"new\":[\"e20261124100500\"]"));
}

TEST_F(Events, a_page_that_is_older_than_the_article_is_told_so_at_once) {
  const ArticleId id = publish_live();
  const std::string revision = std::to_string(press_->current()->sites().front()->article(id)->revision.value);
  EXPECT_THAT(told(follow("page=" + path_of(id) + "&revision=" + revision)), Not(HasSubstr("update")));
  revise(id, [](content::Article& article) { article.deck = "Друго."; });
  EXPECT_THAT(told(follow("page=" + path_of(id) + "&revision=" + revision)), HasSubstr("\"what\":\"changed\""));
}

TEST_F(Events, what_is_published_while_a_stream_begins_is_not_missed) {
  const ArticleId id = publish_live();
  const edition::EditionPtr before = press_->current();
  const edition::SiteEdition& site = *before->sites().front();
  http::Request request;
  request.query = "page=" + path_of(id) + "&revision=" + std::to_string(site.article(id)->revision.value);
  revise(id, [](content::Article& article) { article.deck = "Друго."; });
  // Answered by a thread that has not seen the new edition yet.
  EXPECT_THAT(told(live_->answer(request, site).events->feed), HasSubstr("\"what\":\"changed\""));
}

TEST_F(Events, whoever_comes_back_is_told_what_was_missed_in_its_order) {
  const auto feed = follow("");
  const std::string first = last_id(told(feed));
  publish(world_, "Едно");
  const std::string second = last_id(told(feed));
  publish(sport_, "Две");
  publish(world_, "Три");
  const std::string all = told(follow("", first)), rest = told(follow("since=" + second));
  EXPECT_LT(all.find("Едно"), all.find("Две"));
  EXPECT_LT(all.find("Две"), all.find("Три"));
  EXPECT_THAT(rest, Not(HasSubstr("Едно")));
  EXPECT_THAT(rest, HasSubstr("Три"));
  EXPECT_THAT(told(follow("", last_id(rest))), IsEmpty());
  // A browser asks for the same address again: the header is the newer one.
  EXPECT_THAT(told(follow("since=" + first, second)), Not(HasSubstr("Едно")));
}

TEST_F(Events, two_of_one_change_are_both_told_again_to_who_was_cut_off_between_them) {
  const auto feed = follow("");
  const std::string before = last_id(told(feed));
  store::need(store_->write([&](store::Session& session) {
    for (const char* headline : {"Едно", "Две"}) {
      auto article = store::an_article(site_, world_, headline);
      article.state = content::State::published;
      article.published_at = now_;
      store::add_article(session, article, "test", now_);
    }
  }));
  const std::string text = told(feed);
  EXPECT_THAT(text, HasSubstr("Едно"));
  EXPECT_THAT(text, HasSubstr("Две"));
  EXPECT_EQ(text.find("id: "), text.rfind("id: ")) << "only the last of them is a place to go on from";
}

TEST_F(Events, more_missed_than_is_kept_is_a_reload) {
  const auto feed = follow("");
  const std::string first = last_id(told(feed));
  for (std::size_t count = 0; count <= limits::events_kept; ++count) publish(world_, "Новина " + std::to_string(count));
  const auto back = follow("", first);
  const std::string text = told(back);
  EXPECT_THAT(text, StartsWith("id: "));
  EXPECT_THAT(text, HasSubstr("event: reload\ndata: {}\n\n"));
  EXPECT_THAT(text, Not(HasSubstr("headline")));
  // The same for one who was there and too slow, and for a place that has not come yet.
  EXPECT_THAT(told(feed), HasSubstr("event: reload"));
  EXPECT_THAT(told(follow("", "999999999")), HasSubstr("event: reload"));
  publish(world_, "След това");
  EXPECT_THAT(told(back), HasSubstr("След това"));
}

TEST_F(Events, a_bulk_import_is_a_reload_for_everybody) {
  const auto home = follow("");
  told(home);
  store::need(store_->write(
      [&](store::Session& session) { store::record_change(session, site_, store::ChangeKind::reset, 0, now_); }));
  EXPECT_THAT(told(home), HasSubstr("event: reload"));
}

TEST_F(Events, an_old_article_is_no_news_when_it_comes_and_is_not_waited_for) {
  const auto home = follow("");
  told(home);
  auto article = store::an_article(site_, world_, "Отдавна");
  article.published_at = now_ - std::chrono::hours(24 * 30);
  const ArticleId id = store_.publish(article);
  EXPECT_THAT(told(home), IsEmpty());
  const ArticleId lately = publish(world_, "Днес");
  EXPECT_EQ(ask("page=" + path_of(lately)).status, 200U);
  now_ += limits::article_goes_on + std::chrono::hours(24);
  EXPECT_EQ(ask("page=" + path_of(lately)).status, 204U);
  EXPECT_EQ(ask("page=" + path_of(id)).status, 204U);
}

TEST_F(Events, what_is_neither_a_front_nor_an_article_is_not_found) {
  for (const char* query : {"page=/nqma/", "page=/author/x/", "page=https://evil.example/", "page=%00", "page=//x"}) {
    const http::Response response = ask(query);
    EXPECT_EQ(response.status, 404U) << query;
    EXPECT_EQ(response.events, nullptr);
  }
}

TEST_F(Events, a_beat_says_where_an_idle_client_stands) {
  const auto sport = follow("page=/sport/");
  told(sport);
  publish(world_, "Другаде");
  told(sport);
  std::string text;
  sport->beat(text);
  EXPECT_EQ(text, ":\nid: " + std::to_string(press_->current()->change()) + "\n\n");
}

}  // namespace
}  // namespace vestnik::reader
