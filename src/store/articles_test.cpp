#include "store/articles.h"

#include <gmock/gmock.h>

#include "store/changes.h"
#include "store/check.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using namespace std::chrono_literals;
using content::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Articles : public OnBoth {
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

  content::Article draft(std::string headline = "Нов мост над Дунав") {
    return an_article(site_, section_, std::move(headline));
  }
  content::Article stored(ArticleId id) {
    return read([&](Session& session) { return find_article(session, id); }).value();
  }
  std::optional<Published> published(ArticleId id) {
    return as_reader([&](Session& session) { return find_published(session, id); });
  }
  void publish(ArticleId id, Time now = test_time) {
    write([&](Session& session) { publish_article(session, id, now); });
  }
  int save(const content::Article& article, std::optional<int> expected = {}, Time now = test_time) {
    return write([&](Session& session) { return save_article(session, article, expected, "editor", now); });
  }
  std::optional<std::string> redirect(std::string_view from) {
    return as_reader([&](Session& session) { return find_redirect(session, site_, from); });
  }
  std::vector<std::string> withdrawn() {
    std::vector<std::string> paths;
    as_reader([&](Session& session) {
      each_withdrawn(session, [&](SiteId, std::string path) {
        paths.push_back(std::move(path));
        return true;
      });
    });
    return paths;
  }

  SiteId site_;
  SectionId section_;
};
ON_BOTH(Articles);

TEST_P(Articles, come_back_as_they_were_saved) {
  auto article = draft();
  article.kind = content::Kind::interview;
  article.state = State::review;
  article.language = "bg-BG";
  article.slug = "nov-most";
  article.permalink = "/2023/10/nov-most/";
  article.authors = {world().add_author(site_, "b"), world().add_author(site_, "a")};
  article.topics = {world().add_topic(site_, "dve"), world().add_topic(site_, "edno")};
  article.lead_image = world().add_asset(site_);
  article.lead_caption = "Мостът";
  article.description = "Описание";
  article.canonical_url = "https://elsewhere.example/x";
  article.pinned = article.breaking = true;
  article.published_at = test_time - 24h;
  article.updated_at = test_time - 1h;
  article.foreign_id = "wordpress:1000";
  auto id = world().add(article);

  auto back = stored(id);
  EXPECT_EQ(back.id, id);
  EXPECT_EQ(back.revision, 1);
  EXPECT_EQ(back.kind, article.kind);
  EXPECT_EQ(back.state, article.state);
  EXPECT_EQ(back.language, article.language);
  EXPECT_EQ(back.headline, article.headline);
  EXPECT_EQ(back.deck, article.deck);
  EXPECT_EQ(back.slug, article.slug);
  EXPECT_EQ(back.permalink, article.permalink);
  EXPECT_EQ(back.section, article.section);
  EXPECT_EQ(back.authors, article.authors);
  EXPECT_EQ(back.topics, article.topics);
  EXPECT_EQ(back.lead_image, article.lead_image);
  EXPECT_EQ(back.lead_caption, article.lead_caption);
  EXPECT_EQ(back.body, article.body);
  EXPECT_EQ(back.description, article.description);
  EXPECT_EQ(back.canonical_url, article.canonical_url);
  EXPECT_TRUE(back.pinned && back.breaking);
  EXPECT_EQ(back.published_at, article.published_at);
  EXPECT_EQ(back.updated_at, article.updated_at);
  EXPECT_EQ(back.foreign_id, article.foreign_id);
  auto found = read([&](Session& session) { return find_article_by_foreign_id(session, site_, "wordpress:1000"); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, id);
}

TEST_P(Articles, revisions_never_change) {
  auto id = world().add(draft("Първо"));
  auto article = stored(id);
  for (int number = 2; number <= 4; ++number) {
    article.headline = "Заглавие " + std::to_string(number);
    article.body = a_body("Текст " + std::to_string(number));
    EXPECT_EQ(save(article), number);
  }
  auto first = read([&](Session& session) { return find_revision(session, id, 1); });
  auto third = read([&](Session& session) { return find_revision(session, id, 3); });
  ASSERT_TRUE(first && third);
  EXPECT_EQ(first->headline, "Първо");
  EXPECT_EQ(third->headline, "Заглавие 3");
  EXPECT_EQ(third->body, a_body("Текст 3"));
  EXPECT_EQ(third->revision, 3);
  EXPECT_EQ(stored(id).revision, 4);
  auto revisions = read([&](Session& session) { return revisions_of(session, id); });
  ASSERT_THAT(revisions, SizeIs(4));
  EXPECT_EQ(revisions[0].by, "test");
  EXPECT_EQ(revisions[3].by, "editor");
  EXPECT_FALSE(read([&](Session& session) { return find_revision(session, id, 5); }));
}

TEST_P(Articles, a_save_made_against_an_older_revision_is_refused) {
  auto id = world().add(draft());
  auto article = stored(id);
  EXPECT_EQ(save(article, 1), 2);
  auto late = store().write([&](Session& session) { return save_article(session, article, 1, "editor", test_time); });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::stale);
  EXPECT_EQ(stored(id).revision, 2);

  article.id = ArticleId{999'999};
  auto missing = store().write([&](Session& session) { return save_article(session, article, 1, "x", test_time); });
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
}

TEST_P(Articles, a_draft_is_not_public) {
  auto id = world().add(draft());
  EXPECT_FALSE(published(id));
  EXPECT_FALSE(as_reader([&](Session& session) { return published_text(session, id); }));
}

TEST_P(Articles, a_published_one_shows_its_newest_revision_and_nothing_later) {
  auto article = draft("Първо");
  article.authors = {world().add_author(site_)};
  article.topics = {world().add_topic(site_)};
  article.lead_image = world().add_asset(site_);
  auto id = world().add(article);
  article = stored(id);
  article.headline = "Второ";
  article.body = a_body("Две думи");
  save(article);
  publish(id, test_time + 1min);

  auto row = published(id).value();
  EXPECT_EQ(row.headline, "Второ");
  EXPECT_EQ(row.path, "/svyat/parvo/");
  EXPECT_EQ(row.authors, article.authors);
  EXPECT_EQ(row.topics, article.topics);
  EXPECT_EQ(row.lead_image, article.lead_image);
  EXPECT_EQ(row.words, 2);
  EXPECT_EQ(row.published_at, test_time + 1min);
  EXPECT_EQ(row.updated_at, test_time + 1min);
  EXPECT_EQ(row.version, as_reader([](Session& session) { return newest_change(session); }));
  EXPECT_EQ(as_reader([&](Session& session) { return published_text(session, id); })->body, a_body("Две думи"));

  article.headline = "Трето";
  save(article);
  EXPECT_EQ(published(id)->headline, "Второ");
  publish(id, test_time + 2min);
  EXPECT_EQ(published(id)->headline, "Трето");
  EXPECT_EQ(published(id)->published_at, test_time + 1min);
  EXPECT_EQ(published(id)->updated_at, test_time + 2min);
  EXPECT_GT(published(id)->version, row.version);
  auto revisions = read([&](Session& session) { return revisions_of(session, id); });
  EXPECT_FALSE(revisions[1].published);
  EXPECT_TRUE(revisions[2].published);
}

TEST_P(Articles, added_as_published_are_public_at_once_with_the_times_they_came_with) {
  auto article = draft();
  article.state = State::published;
  article.published_at = test_time - 100h;
  article.updated_at = test_time - 50h;
  auto id = world().add(article);
  EXPECT_EQ(published(id)->published_at, test_time - 100h);
  EXPECT_EQ(published(id)->updated_at, test_time - 50h);

  article = stored(id);  // the same thing imported again, changed since
  article.updated_at = test_time - 20h;
  save(article);
  publish(id);
  EXPECT_EQ(published(id)->published_at, test_time - 100h);
  EXPECT_EQ(published(id)->updated_at, test_time - 20h);
}

TEST_P(Articles, published_quietly_leave_no_change_but_get_a_version_of_their_own) {
  auto before = read([](Session& session) { return newest_change(session); });
  auto article = draft();
  article.state = State::published;
  auto ids = write([&](Session& session) {
    return std::pair(add_article(session, article, "import", test_time, true),
                     add_article(session, article, "import", test_time, true));
  });
  EXPECT_EQ(read([](Session& session) { return newest_change(session); }), before);
  EXPECT_NE(published(ids.first)->version, published(ids.second)->version);
}

TEST_P(Articles, of_equal_headlines_get_different_slugs) {
  std::vector<std::string> slugs;
  for (int count = 0; count < 25; ++count) slugs.push_back(stored(world().publish(draft("Времето днес"))).slug);
  EXPECT_THAT(std::vector(slugs.begin(), slugs.begin() + 3),
              ElementsAre("vremeto-dnes", "vremeto-dnes-2", "vremeto-dnes-3"));
  std::ranges::sort(slugs);
  EXPECT_EQ(std::ranges::unique(slugs).begin(), slugs.end());

  auto other = world().add_section(site_, "drug", "Друг");
  EXPECT_EQ(stored(world().add(an_article(site_, other, "Времето днес"))).slug, "vremeto-dnes");
  EXPECT_EQ(stored(world().add(an_article(site_, {}, "Свят"))).slug, "svyat-2");  // "/svyat/" is the section's front
  auto nameless = world().add(draft("???"));
  EXPECT_EQ(stored(nameless).slug, std::to_string(nameless.value));
}

TEST_P(Articles, never_share_an_address) {
  auto article = draft("Едно");
  article.permalink = "/2023/10/x/";
  world().publish(article);
  article.permalink = "/2023//10/X";  // the same to a router
  auto second = world().add(article);
  auto done = store().write([&](Session& session) { publish_article(session, second, test_time); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::conflict);
  EXPECT_FALSE(published(second));
}

TEST_P(Articles, leave_a_redirect_where_they_were) {
  auto id = world().publish(draft("Едно"));
  auto article = stored(id);
  article.slug = "dve";
  save(article);
  publish(id);
  EXPECT_EQ(published(id)->path, "/svyat/dve/");
  EXPECT_EQ(redirect("/svyat/edno/"), "/svyat/dve/");

  article = stored(id);
  article.slug = "tri";
  save(article);
  publish(id);
  EXPECT_EQ(redirect("/Svyat/EDNO"), "/svyat/tri/");  // in one step
  EXPECT_EQ(redirect("/svyat/dve/"), "/svyat/tri/");

  article = stored(id);
  article.slug = "edno";
  save(article);
  publish(id);
  EXPECT_EQ(redirect("/svyat/edno/"), std::nullopt);  // would hide the article
  EXPECT_EQ(redirect("/svyat/tri/"), "/svyat/edno/");
}

TEST_P(Articles, unpublished_are_drafts_again_and_no_reader_sees_anything_of_them) {
  auto article = draft();
  article.authors = {world().add_author(site_)};
  auto id = world().publish(article);
  write([&](Session& session) { unpublish_article(session, id, test_time); });
  EXPECT_EQ(stored(id).state, State::draft);
  EXPECT_FALSE(published(id));
  EXPECT_THAT(withdrawn(), IsEmpty());
  EXPECT_THAT(as_reader([&](Session& session) { return all_authors(session, site_); }), IsEmpty());

  publish(id, test_time + 1h);
  EXPECT_EQ(published(id)->published_at, test_time);
  EXPECT_EQ(published(id)->updated_at, test_time + 1h);
}

TEST_P(Articles, withdrawn_leave_their_address_behind_until_another_takes_it) {
  auto id = world().publish(draft("Едно"));
  write([&](Session& session) { withdraw_article(session, id, "съдебно решение", test_time); });
  EXPECT_EQ(stored(id).state, State::withdrawn);
  EXPECT_FALSE(published(id));
  EXPECT_THAT(withdrawn(), ElementsAre("/svyat/edno/"));

  auto other = draft("Друго");
  other.permalink = "/svyat/edno/";
  world().publish(other);
  EXPECT_THAT(withdrawn(), IsEmpty());

  auto again = stored(id);
  again.slug = "otnovo";
  save(again);
  publish(id);
  EXPECT_EQ(published(id)->path, "/svyat/otnovo/");
}

TEST_P(Articles, published_again_after_a_withdrawal_are_there_again) {
  auto id = world().publish(draft("Едно"));
  write([&](Session& session) { withdraw_article(session, id, "", test_time); });
  publish(id);
  EXPECT_THAT(withdrawn(), IsEmpty());
  EXPECT_EQ(published(id)->path, "/svyat/edno/");
}

TEST_P(Articles, scheduled_are_due_at_their_time_and_not_a_millisecond_before) {
  auto second = world().add(draft("Второ"));
  auto first = world().add(draft("Първо"));
  write([&](Session& session) {
    schedule_article(session, second, test_time + 2h, test_time);
    schedule_article(session, first, test_time + 1h, test_time);
  });
  auto due = [&](Time now) { return read([&](Session& session) { return due_articles(session, now); }); };
  EXPECT_THAT(due(test_time + 1h - 1ms), IsEmpty());
  EXPECT_THAT(due(test_time + 1h), ElementsAre(first));
  EXPECT_THAT(due(test_time + 48h), ElementsAre(first, second));
  EXPECT_EQ(read([](Session& session) { return next_due(session); }), test_time + 1h);
  publish(first, test_time + 1h);
  EXPECT_THAT(due(test_time + 48h), ElementsAre(second));
  EXPECT_FALSE(stored(first).scheduled_at);

  auto article = stored(second);
  article.state = State::draft;  // taken off the schedule by an ordinary save
  save(article);
  EXPECT_THAT(due(test_time + 48h), IsEmpty());
}

TEST_P(Articles, move_along_when_their_section_gets_another_slug) {
  auto id = world().publish(draft("Едно"));
  auto imported = draft("Старо");
  imported.permalink = "/2010/staro/";
  auto stays = world().publish(imported);
  write([&](Session& session) {
    auto section = find_section(session, section_).value();
    section.slug = "planeta";
    save_section(session, section, test_time);
  });
  EXPECT_EQ(published(id)->path, "/planeta/edno/");
  EXPECT_EQ(published(stays)->path, "/2010/staro/");
  EXPECT_EQ(redirect("/svyat/edno/"), "/planeta/edno/");
  EXPECT_EQ(redirect("/svyat/"), "/planeta/");
}

TEST_P(Articles, are_listed_newest_first_by_state_and_page) {
  std::vector<ArticleId> drafts;
  for (int count = 0; count < 5; ++count) {
    drafts.push_back(world().add(draft("Чернова " + std::to_string(count)), test_time + count * 1min));
  }
  world().publish(draft("Публикувана"));
  auto list = [&](std::optional<State> state, std::size_t most, std::size_t skip) {
    return read([&](Session& session) { return list_articles(session, site_, state, most, skip); });
  };
  auto page = list(State::draft, 2, 2);
  ASSERT_THAT(page, SizeIs(2));
  EXPECT_EQ(page[0].id, drafts[2]);
  EXPECT_EQ(page[1].headline, "Чернова 1");
  EXPECT_THAT(list({}, 100, 0), SizeIs(6));
  EXPECT_EQ(read([&](Session& session) { return count_articles(session, site_, State::draft); }), 5);
  EXPECT_EQ(as_reader([](Session& session) { return count_published(session); }), 1);
}

TEST_P(Articles, are_read_by_site_newest_first) {
  std::vector<ArticleId> wanted;
  for (int hours : {1, 5, 3}) world().publish(draft(std::to_string(hours)), test_time + hours * 1h);
  std::vector<std::string> headlines;
  std::vector<ArticleId> ids;
  as_reader([&](Session& session) {
    each_published(session, [&](const Published& one) {
      headlines.push_back(one.headline);
      ids.push_back(one.id);
      return true;
    });
    auto texts = published_texts(session, ids);
    EXPECT_THAT(texts, SizeIs(3));
    EXPECT_EQ(texts[0].first, ids[0]);
    EXPECT_EQ(find_published_at(session, site_, "/svyat/5")->headline, "5");
  });
  EXPECT_THAT(headlines, ElementsAre("5", "3", "1"));
}

TEST_P(Articles, tell_of_every_publication_in_the_change_log) {
  auto before = read([](Session& session) { return newest_change(session); });
  auto id = world().add(draft());
  publish(id);
  write([&](Session& session) { unpublish_article(session, id, test_time); });
  publish(id);
  write([&](Session& session) { withdraw_article(session, id, "", test_time); });
  auto changes = as_reader([&](Session& session) { return changes_after(session, before); });
  ASSERT_THAT(changes, SizeIs(4));
  for (const auto& change : changes) {
    EXPECT_EQ(change.kind, ChangeKind::article);
    EXPECT_EQ(change.id, id.value);
    EXPECT_EQ(change.site, site_);
  }
}

}  // namespace
}  // namespace vestnik::store
