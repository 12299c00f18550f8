#include "store/work.h"

#include <gmock/gmock.h>

#include "store/articles.h"
#include "store/catalogue.h"
#include "store/check.h"
#include "store/fronts.h"
#include "store/history.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using namespace std::chrono_literals;
using content::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Work : public OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    section_ = world().add_section(site_, "svyat", "Свят");
  }
  void TearDown() override {
    if (!HasFatalFailure() && site_) {
      EXPECT_THAT(read([](Session& session) { return check(session); }), IsEmpty());
    }
    OnBoth::TearDown();
  }

  content::Article draft(std::string headline) { return an_article(site_, section_, std::move(headline)); }
  WorkQuery all() {
    WorkQuery query;
    query.site = site_;
    return query;
  }
  std::vector<ArticleId> listed(const WorkQuery& query) {
    std::vector<ArticleId> ids;
    for (const WorkLine& line : read([&](Session& session) { return list_work(session, query); })) {
      ids.push_back(line.id);
    }
    return ids;
  }
  content::Article stored(ArticleId id) {
    return read([&](Session& session) { return find_article(session, id); }).value();
  }
  template <class Change>
  ErrorKind refused(Change change) {
    const auto done = store().write([&](Session& session) { change(session); });
    return done ? ErrorKind::internal : done.error().kind;
  }

  SiteId site_;
  SectionId section_;
};
ON_BOTH(Work);

TEST_P(Work, is_listed_last_saved_first_page_by_page) {
  std::vector<ArticleId> added;
  // Two of the same moment: the id decides.
  for (int i = 0; i < 7; ++i) {
    added.push_back(world().add(draft("Чернова " + std::to_string(i)), test_time + std::chrono::seconds(i / 2)));
  }
  std::ranges::reverse(added);
  std::vector<ArticleId> seen;
  WorkQuery query = all();
  query.most = 3;
  for (int page = 0; page < 4; ++page) {
    const auto lines = read([&](Session& session) { return list_work(session, query); });
    for (const WorkLine& line : lines) seen.push_back(line.id);
    if (lines.empty()) break;
    query.after = WorkPlace{lines.back().saved_at, lines.back().id};
  }
  EXPECT_EQ(seen, added);
}

TEST_P(Work, is_listed_by_state_section_author_and_assignee) {
  const SectionId sport = world().add_section(site_, "sport", "Спорт");
  const AuthorId ivan = world().add_author(site_);
  auto by_ivan = draft("На Иван");
  by_ivan.authors = {ivan};
  const ArticleId of_ivan = world().add(by_ivan);
  const ArticleId published_of_ivan = world().publish(by_ivan, test_time + 1s);
  auto elsewhere = draft("Мач");
  elsewhere.section = sport;
  const ArticleId match = world().add(elsewhere, test_time + 2s);
  write([&](Session& session) { set_assignee(session, match, "kalina@example.com", test_time + 3s); });

  WorkQuery query = all();
  query.states = {State::draft};
  EXPECT_THAT(listed(query), ElementsAre(match, of_ivan));
  query.sections = {sport};
  EXPECT_THAT(listed(query), ElementsAre(match));
  query.sections = {sport, section_};
  EXPECT_THAT(listed(query), ElementsAre(match, of_ivan));
  query = all();
  query.sections = {section_};
  query.states = {State::published};
  EXPECT_THAT(listed(query), ElementsAre(published_of_ivan));
  query = all();
  query.author = ivan;
  EXPECT_THAT(listed(query), ElementsAre(published_of_ivan, of_ivan));
  query = all();
  query.assignee = "kalina@example.com";
  EXPECT_THAT(listed(query), ElementsAre(match));
  query = all();
  query.order = WorkOrder::published;
  EXPECT_THAT(listed(query), ElementsAre(published_of_ivan));
}

TEST_P(Work, is_searched_anew_when_what_is_searched_of_it_became_different) {
  const AuthorId ana = world().add_author(site_, "ana", "Ана");
  content::Article signed_draft = draft("Подписана");
  signed_draft.authors = {ana};
  const ArticleId written = world().add(signed_draft), plain = world().add(draft("Неподписана"));
  content::Article elsewhere = draft("Другаде");
  elsewhere.section = world().add_section(site_, "sport", "Спорт");
  elsewhere.language = "en";
  world().add(elsewhere);
  world().publish(draft("Публикувана"));
  const auto changed_by = [&](const std::function<void(Session&)>& change) {
    const std::int64_t before = read([](Session& session) { return newest_work_change(session); });
    need(store().write([&](Session& session) { change(session); }));
    std::vector<ArticleId> changed;
    for (const WorkChange& each : read([&](Session& session) { return work_changes_after(session, before, 100); }))
      changed.push_back(each.article);
    return changed;
  };
  EXPECT_THAT(changed_by([&](Session& session) { set_assignee(session, plain, "ana@example.com", test_time + 1h); }),
              ElementsAre(plain));
  EXPECT_THAT(changed_by([&](Session& session) {
                auto section = find_section(session, section_).value();
                section.name = "По света";
                save_section(session, section, test_time);
              }),
              testing::UnorderedElementsAre(written, plain));
  EXPECT_THAT(changed_by([&](Session& session) {
                auto author = find_author(session, ana).value();
                author.name = "Ана Ковачева";
                save_author(session, author, test_time);
              }),
              ElementsAre(written));
  EXPECT_THAT(changed_by([&](Session& session) {
                auto site = find_site(session, site_).value();
                site.language = "en";
                save_site(session, site, test_time);
              }),
              testing::UnorderedElementsAre(written, plain))
      << "the other one has a language of its own";
  EXPECT_THAT(changed_by([&](Session& session) {
                auto author = find_author(session, ana).value();
                author.bio = "Репортер.";
                save_author(session, author, test_time);
              }),
              IsEmpty());
}

TEST_P(Work, of_a_byline_that_was_changed_is_the_new_ones) {
  const AuthorId ivan = world().add_author(site_), kalina = world().add_author(site_, "kalina", "Калина");
  auto article = draft("Новина");
  article.authors = {ivan};
  const ArticleId id = world().publish(article);
  article = stored(id);
  article.authors = {kalina};
  write([&](Session& session) { save_article(session, article, {}, "editor", test_time); });
  WorkQuery query = all();
  query.author = kalina;
  EXPECT_THAT(listed(query), ElementsAre(id));
  write([&](Session& session) { publish_article(session, id, test_time); });
  EXPECT_THAT(listed(query), ElementsAre(id));
  query.author = ivan;
  EXPECT_THAT(listed(query), IsEmpty());
}

TEST_P(Work, goes_from_stage_to_stage_and_counts_the_steps) {
  const ArticleId id = world().add(draft("Новина"));
  const int before = stored(id).step;
  write([&](Session& session) { move_article(session, id, State::review, test_time); });
  write([&](Session& session) { move_article(session, id, State::ready, test_time); });
  EXPECT_EQ(stored(id).state, State::ready);
  write([&](Session& session) { schedule_article(session, id, test_time + 1h, test_time); });
  write([&](Session& session) { move_article(session, id, State::ready, test_time); });
  EXPECT_EQ(stored(id).state, State::ready);
  EXPECT_FALSE(stored(id).scheduled_at);
  EXPECT_EQ(stored(id).step, before + 4);
  write([&](Session& session) { publish_article(session, id, test_time); });
  EXPECT_EQ(refused([&](Session& session) { move_article(session, id, State::draft, test_time); }),
            ErrorKind::conflict);
}

TEST_P(Work, under_an_embargo_is_neither_published_nor_scheduled_before) {
  const ArticleId id = world().add(draft("Доклад"));
  write([&](Session& session) { set_embargo(session, id, test_time + 2h, test_time); });
  EXPECT_EQ(refused([&](Session& session) { publish_article(session, id, test_time); }), ErrorKind::conflict);
  EXPECT_EQ(refused([&](Session& session) { schedule_article(session, id, test_time + 1h, test_time); }),
            ErrorKind::conflict);
  EXPECT_EQ(as_reader([&](Session& session) { return count_published(session); }), 0);
  write([&](Session& session) { schedule_article(session, id, test_time + 2h, test_time); });
  EXPECT_EQ(refused([&](Session& session) { set_embargo(session, id, test_time + 3h, test_time); }),
            ErrorKind::conflict);
  write([&](Session& session) { publish_article(session, id, test_time + 2h); });
  EXPECT_EQ(refused([&](Session& session) { set_embargo(session, id, test_time + 9h, test_time + 2h); }),
            ErrorKind::conflict);
}

TEST_P(Work, keeps_notes_in_their_order_and_settles_them_once) {
  const ArticleId id = world().add(draft("Новина"));
  const auto add = [&](std::string text) {
    Note note;
    note.article = id;
    note.by = "editor@example.com";
    note.text = std::move(text);
    note.at = test_time;
    return write([&](Session& session) { return add_note(session, note); });
  };
  const auto first = add("Кой го казва?"), second = add("Къде е снимката?");
  EXPECT_TRUE(write([&](Session& session) { return resolve_note(session, id, first, "a", test_time + 1s); }));
  EXPECT_TRUE(write([&](Session& session) { return resolve_note(session, id, first, "b", test_time + 2s); }));
  EXPECT_FALSE(write([&](Session& session) { return resolve_note(session, id, second + 1, "a", test_time); }));
  const auto notes = read([&](Session& session) { return notes_of(session, id, 0, 10); });
  ASSERT_THAT(notes, SizeIs(2));
  EXPECT_EQ(notes[0].resolved_by, "a");
  EXPECT_EQ(notes[1].text, "Къде е снимката?");
  EXPECT_THAT(read([&](Session& session) { return notes_of(session, id, first, 10); }), SizeIs(1));
}

TEST_P(Work, is_previewed_with_the_secret_until_its_time_is_over) {
  const ArticleId id = world().add(draft("Новина"));
  const std::string secret = write([&](Session& session) {
    return add_preview(session, {.article = id, .revision = 0, .by = "editor", .expires_at = test_time + 1h},
                       test_time);
  });
  const auto found = [&](std::string_view given, Time now) {
    return read([&](Session& session) { return find_preview(session, given, now); });
  };
  EXPECT_EQ(found(secret, test_time).value().article, id);
  EXPECT_FALSE(found(secret + "x", test_time));
  EXPECT_FALSE(found("", test_time));
  EXPECT_FALSE(found(secret, test_time + 1h));
  EXPECT_FALSE(read([&](Session& session) {
    return session.integer("SELECT 1 FROM previews WHERE digest = ?", {secret}).has_value();
  })) << "the secret itself is stored";
}

TEST_P(Work, of_a_published_article_shows_readers_what_was_published_when) {
  const ArticleId id = world().publish(draft("Първо заглавие"));
  const auto history = [&] { return as_reader([&](Session& session) { return history_of(session, id, 10); }); };
  EXPECT_THAT(history(), IsEmpty());
  auto article = stored(id);
  article.headline = "Второ заглавие";
  write([&](Session& session) { save_article(session, article, {}, "editor", test_time + 1h); });
  EXPECT_THAT(history(), IsEmpty()) << "saved is not published";
  write([&](Session& session) { publish_article(session, id, test_time + 2h); });
  write([&](Session& session) { publish_article(session, id, test_time + 3h); });  // the same again
  ASSERT_THAT(history(), SizeIs(2));
  EXPECT_EQ(history()[0].headline, "Второ заглавие");
  EXPECT_EQ(history()[0].at, test_time + 2h);
  EXPECT_EQ(history()[1].headline, "Първо заглавие");
  EXPECT_EQ(history()[1].at, test_time);
  write([&](Session& session) { hide_history(session, id, 1, true, test_time + 3h); });
  EXPECT_THAT(history(), SizeIs(1));
  write([&](Session& session) { unpublish_article(session, id, test_time + 4h); });
  EXPECT_THAT(history(), IsEmpty()) << "the past of what is not published is the newsroom's";
}

TEST_P(Work, corrects_what_readers_see_and_nothing_else) {
  const ArticleId id = world().publish(draft("Новина"));
  Correction correction{.id = 0,
                        .site = site_,
                        .article = id,
                        .kind = Correction::Kind::clarification,
                        .text = "Мостът е на Искър.",
                        .at = test_time,
                        .by = "editor@example.com"};
  correction.id = write([&](Session& session) { return save_correction(session, correction, test_time); });
  const auto shown = as_reader([&](Session& session) { return corrections_of_site(session, site_, 0, 10); });
  ASSERT_THAT(shown, SizeIs(1));
  EXPECT_EQ(shown[0].text, "Мостът е на Искър.");
  EXPECT_EQ(shown[0].kind, Correction::Kind::clarification);
  EXPECT_EQ(shown[0].by, "") << "who wrote it is the newsroom's";
  write([&](Session& session) { unpublish_article(session, id, test_time); });
  EXPECT_THAT(as_reader([&](Session& session) { return corrections_of(session, id); }), IsEmpty());
  EXPECT_EQ(as_reader([&](Session& session) { return count_corrections(session, site_); }), 0);
  EXPECT_THAT(read([&](Session& session) { return corrections_of(session, id); }), SizeIs(1));
}

TEST_P(Work, takes_a_picture_off_when_its_rights_end) {
  const AssetId picture = world().add_asset(site_);
  auto article = draft("Новина");
  article.lead_image = picture;
  const ArticleId id = world().publish(article);
  auto asset = read([&](Session& session) { return find_asset(session, picture); }).value();
  asset.rights_expire_at = test_time + 1h;
  write([&](Session& session) { save_asset(session, asset, test_time); });
  const auto is_seen = [&] {
    return as_reader([&](Session& session) { return find_asset(session, picture).has_value(); });
  };
  EXPECT_EQ(write([&](Session& session) { return withhold_expired(session, test_time + 59min); }), 0);
  EXPECT_TRUE(is_seen());
  EXPECT_EQ(write([&](Session& session) { return withhold_expired(session, test_time + 1h); }), 1);
  EXPECT_FALSE(is_seen());
  EXPECT_THAT(read([&](Session& session) { return uses_of(session, picture, 10).articles; }), ElementsAre(id));
  // Bought again.
  asset.rights_expire_at = test_time + 24h;
  write([&](Session& session) { save_asset(session, asset, test_time + 2h); });
  EXPECT_TRUE(is_seen());
}

TEST_P(Work, takes_a_pin_off_when_its_time_is_over) {
  const ArticleId id = world().publish(draft("Новина"));
  content::Front front{.zones = {{.title = "Горе",
                                  .rule = content::FrontZone::Rule::none,
                                  .section = {},
                                  .topic = {},
                                  .pins = {{id, test_time + 1h}, {id, {}}}}}};
  write([&](Session& session) { save_front(session, site_, {}, front, test_time); });
  const auto pins = [&] {
    return as_reader([&](Session& session) { return find_front(session, site_, {}); }).value().zones[0].pins;
  };
  EXPECT_EQ(pins(), front.zones[0].pins);
  EXPECT_EQ(write([&](Session& session) { return end_pins(session, test_time + 59min); }), 0);
  EXPECT_EQ(write([&](Session& session) { return end_pins(session, test_time + 1h); }), 1);
  EXPECT_EQ(pins(), (std::vector<content::Pin>{{id, {}}}));
}

TEST_P(Work, is_not_for_the_public_handle) {
  for (const char* table : {"notes", "previews", "publications", "corrections", "work_authors", "work_assets",
                            "answered_calls", "articles"}) {
    const auto read = store().read_public(
        [&](Session& session) { return session.integer("SELECT COUNT(*) FROM " + std::string(table)); });
    EXPECT_FALSE(read) << table;
  }
}

}  // namespace
}  // namespace vestnik::store
