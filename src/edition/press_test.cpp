// The edition follows a real store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edition/edition.h"
#include "edition/kept_site.h"
#include "store/changes.h"
#include "store/testing.h"

namespace vestnik::edition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = Route::Kind;
using namespace std::chrono_literals;

constexpr Time day = store::test_time;

std::vector<std::int64_t> ids(const std::vector<SummaryPtr>& stories) {
  std::vector<std::int64_t> all;
  for (const SummaryPtr& story : stories) all.push_back(story->id.value);
  return all;
}

class PressTest : public ::testing::Test {
 protected:
  PressTest() {
    site_ = store_.add_site("example.com");
    section_ = store_.add_section(site_);
    author_ = store_.add_author(site_);
    topic_ = store_.add_topic(site_);
    press_ = store::need(Press::start(*store_, [this] { return now_; }));
    store_->on_change([this] { EXPECT_TRUE(press_->follow()); });
  }

  content::Article article(std::string headline, std::string slug) {
    auto article = store::an_article(site_, section_, std::move(headline));
    article.slug = std::move(slug);
    article.authors = {author_};
    article.topics = {topic_};
    return article;
  }
  template <class Work>
  void write(Work work) {
    store::need(store_->write([&](store::Session& session) { work(session); }));
  }
  // Saves and publishes a new revision.
  template <class Edit>
  void revise(ArticleId id, Edit edit, Time now = day) {
    write([&](store::Session& session) {
      auto article = *store::find_article(session, id);
      edit(article);
      store::save_article(session, article, {}, "test", now);
      store::publish_article(session, id, now);
    });
  }
  const SiteEdition& now() {
    edition_ = press_->current();
    return *edition_->site_for("example.com");
  }
  const Edition& edition() {
    edition_ = press_->current();
    return *edition_;
  }
  // What a program started now would show must be what the running one shows.
  void expect_same_after_a_start() {
    const auto fresh = store::need(Press::start(*store_, [] { return day; }));
    const EditionPtr loaded = fresh->current(), followed = press_->current();
    EXPECT_EQ(loaded->change(), followed->change());
    EXPECT_EQ(loaded->articles(), followed->articles());
    const SiteEdition &left = *loaded->site_for("example.com"), &right = *followed->site_for("example.com");
    EXPECT_EQ(left.chrome_version(), right.chrome_version());
    EXPECT_EQ(left.most_read().version, right.most_read().version);
    EXPECT_EQ(ids(left.newest(0, 1'000).stories), ids(right.newest(0, 1'000).stories));
    EXPECT_EQ(ids(left.of_section(section_, 0, 1'000).stories), ids(right.of_section(section_, 0, 1'000).stories));
    EXPECT_EQ(ids(left.of_author(author_, 0, 1'000).stories), ids(right.of_author(author_, 0, 1'000).stories));
    EXPECT_EQ(ids(left.of_topic(topic_, 0, 1'000).stories), ids(right.of_topic(topic_, 0, 1'000).stories));
    EXPECT_EQ(left.authors().size(), right.authors().size());
    for (const SummaryPtr& story : left.newest(0, 1'000).stories) {
      EXPECT_EQ(story->version, right.article(story->id)->version);
      EXPECT_EQ(story->path, right.article(story->id)->path);
    }
  }

  Time now_ = day;
  store::TemporaryStore store_;
  SiteId site_;
  SectionId section_;
  AuthorId author_;
  TopicId topic_;
  std::unique_ptr<Press> press_;
  EditionPtr edition_;
};

}  // namespace

TEST_F(PressTest, an_acknowledged_publish_is_on_every_list_at_once) {
  Press::Reader reader(*press_);
  const std::int64_t before = reader.now().number();
  const ArticleId id = store_.publish(article("Нов мост", "nov-most"));
  const Edition& after = reader.now();
  EXPECT_GT(after.number(), before);
  EXPECT_EQ(after.articles(), 1U);
  const SiteEdition& site = *after.site_for("EXAMPLE.com:8080");
  EXPECT_THAT(ids(site.newest(0, 10).stories), ElementsAre(id.value));
  EXPECT_THAT(ids(site.of_section(section_, 0, 10).stories), ElementsAre(id.value));
  EXPECT_THAT(ids(site.of_author(author_, 0, 10).stories), ElementsAre(id.value));
  EXPECT_THAT(ids(site.of_topic(topic_, 0, 10).stories), ElementsAre(id.value));
  EXPECT_EQ(site.route("/svyat/nov-most")->id, id.value);
  EXPECT_EQ(site.author(author_)->name, "Иван Петров");  // public from the first signed story on
  expect_same_after_a_start();
}

TEST_F(PressTest, editions_in_quick_succession_are_passing_until_one_has_lasted) {
  EXPECT_FALSE(edition().passing());
  store_.publish(article("Едно", "edno"));
  EXPECT_FALSE(edition().passing()) << "nothing came just before";
  now_ += 500ms;
  store_.publish(article("Две", "dve"));
  EXPECT_TRUE(edition().passing());
  now_ += 1s;
  const std::int64_t passing = edition().number();
  press_->settle();
  EXPECT_EQ(edition().number(), passing) << "another may follow";
  now_ += 1s;
  press_->settle();
  EXPECT_GT(edition().number(), passing);
  EXPECT_FALSE(edition().passing());
  EXPECT_EQ(edition().articles(), 2U);
  const std::int64_t lasting = edition().number();
  press_->settle();
  EXPECT_EQ(edition().number(), lasting);
  expect_same_after_a_start();

  now_ -= 1h;  // the clock was wrong and is set
  store_.publish(article("Три", "tri"));
  EXPECT_FALSE(edition().passing());
}

TEST_F(PressTest, a_draft_is_nowhere) {
  const ArticleId id = store_.add(article("Чернова", "chernova"));
  EXPECT_EQ(edition().articles(), 0U);
  EXPECT_EQ(now().article(id), nullptr);
  EXPECT_FALSE(now().route("/svyat/chernova"));
  EXPECT_EQ(now().author(author_), nullptr);
}

TEST_F(PressTest, an_unpublished_article_is_missing_and_a_withdrawn_one_gone) {
  const ArticleId first = store_.publish(article("Едно", "edno"));
  const ArticleId second = store_.publish(article("Две", "dve"));
  write([&](store::Session& session) { store::unpublish_article(session, first, day); });
  write([&](store::Session& session) { store::withdraw_article(session, second, "сгрешено", day); });
  EXPECT_FALSE(now().route("/svyat/edno"));
  EXPECT_EQ(now().route("/svyat/dve")->kind, Kind::gone);
  EXPECT_EQ(edition().articles(), 0U);
  EXPECT_EQ(now().author(author_), nullptr);  // no story is signed any more
  expect_same_after_a_start();
  write([&](store::Session& session) { store::unpublish_article(session, second, day); });
  EXPECT_FALSE(now().route("/svyat/dve"));
}

TEST_F(PressTest, a_moved_article_is_found_from_every_former_address_in_one_step) {
  const ArticleId id = store_.publish(article("Мост", "a"));
  revise(
      id, [](content::Article& article) { article.slug = "b"; }, day + 1min);
  revise(
      id, [](content::Article& article) { article.slug = "c"; }, day + 2min);
  EXPECT_EQ(now().route("/svyat/c")->kind, Kind::article);
  for (const char* former : {"/svyat/a", "/svyat/b"}) {
    ASSERT_TRUE(now().route(former));
    EXPECT_EQ(now().route(former)->kind, Kind::redirect);
    EXPECT_EQ(now().route(former)->path, "/svyat/c/");
  }
  expect_same_after_a_start();
}

TEST_F(PressTest, a_redirect_that_an_article_took_the_place_of_does_not_come_back) {
  write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/svyat/nov-most/", "/elsewhere/"}, day);
  });
  EXPECT_EQ(now().route("/svyat/nov-most")->kind, Kind::redirect);
  const ArticleId id = store_.publish(article("Нов мост", "nov-most"));
  EXPECT_EQ(now().route("/svyat/nov-most")->kind, Kind::article);
  write([&](store::Session& session) { store::unpublish_article(session, id, day); });
  EXPECT_FALSE(now().route("/svyat/nov-most"));
}

TEST_F(PressTest, redirects_come_and_go) {
  write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/old/", "/svyat/"}, day);
    store::save_redirect(session, {site_, "/?p=12", ""}, day);
  });
  EXPECT_EQ(now().route("/old")->path, "/svyat/");
  EXPECT_EQ(now().route("/?p=12")->kind, Kind::gone);
  write([&](store::Session& session) { store::remove_redirect(session, site_, "/old/", day); });
  EXPECT_FALSE(now().route("/old"));
  EXPECT_TRUE(now().route("/?p=12"));
}

TEST_F(PressTest, a_renamed_section_keeps_its_stories_and_their_old_addresses) {
  const ArticleId id = store_.publish(article("Мост", "most"));
  const std::int64_t chrome = now().chrome_version();
  write([&](store::Session& session) {
    auto section = *store::find_section(session, section_);
    section.slug = "global";
    store::save_section(session, section, day);
  });
  EXPECT_EQ(now().route("/global")->id, section_.value);
  EXPECT_EQ(now().route("/svyat")->kind, Kind::redirect);
  EXPECT_EQ(now().route("/svyat")->path, "/global/");
  EXPECT_EQ(now().route("/global/most")->id, id.value);
  EXPECT_EQ(now().route("/svyat/most")->path, "/global/most/");
  EXPECT_NE(now().chrome_version(), chrome);
  expect_same_after_a_start();
}

TEST_F(PressTest, a_renamed_author_changes_that_version_and_no_other) {
  const ArticleId id = store_.publish(article("Мост", "most"));
  const auto chrome = now().chrome_version(), version = now().article(id)->version,
             before = now().author_version(author_);
  write([&](store::Session& session) {
    auto author = *store::find_author(session, author_);
    author.name = "Иван Стоянов";
    store::save_author(session, author, day);
  });
  EXPECT_EQ(now().author(author_)->name, "Иван Стоянов");
  EXPECT_GT(now().author_version(author_), before);
  EXPECT_EQ(now().chrome_version(), chrome);
  EXPECT_EQ(now().article(id)->version, version);
}

TEST_F(PressTest, a_comment_changes_the_version_of_its_article_also_after_a_start) {
  const ArticleId id = store_.publish(article("Мост", "most"));
  const std::int64_t version = now().article(id)->version;
  write([&](store::Session& session) {
    content::Comment comment;
    comment.article = id;
    comment.name = "Читател";
    comment.text = "Най-после.";
    comment.at = day;
    store::save_comment(session, comment, day);
  });
  EXPECT_GT(now().article(id)->version, version);
  EXPECT_THAT(ids(now().newest(0, 10).stories), ElementsAre(id.value));
  expect_same_after_a_start();
}

TEST_F(PressTest, a_picture_is_public_as_long_as_an_article_shows_it) {
  const AssetId lead = store_.add_asset(site_, "lead.jpg"), inside = store_.add_asset(site_, "inside.jpg");
  EXPECT_EQ(edition().asset(lead), nullptr);
  auto shown = article("Мост", "most");
  shown.lead_image = lead;
  content::Node image{"image", {}, {{"asset", inside.value}}, {}, {}};
  shown.body.blocks.push_back(image);
  const ArticleId id = store_.publish(shown);
  ASSERT_NE(edition().asset(lead), nullptr);
  ASSERT_NE(edition().asset(inside), nullptr);
  const auto same_bytes = edition().assets_by_digest(std::string(64, 'a'));
  ASSERT_EQ(same_bytes.size(), 2U);
  EXPECT_EQ(same_bytes.front()->id, lead);
  EXPECT_EQ(same_bytes.back()->id, inside);
  EXPECT_TRUE(edition().assets_by_digest(std::string(64, 'b')).empty());
  const std::int64_t version = edition().asset_version(lead);
  write([&](store::Session& session) {
    auto asset = *store::find_asset(session, lead);
    asset.alt = "Мостът при изгрев";
    store::save_asset(session, asset, day);
  });
  EXPECT_EQ(edition().asset(lead)->alt, "Мостът при изгрев");
  EXPECT_GT(edition().asset_version(lead), version);
  EXPECT_EQ(store::need(Press::start(*store_))->current()->asset_version(lead), edition().asset_version(lead));
  write([&](store::Session& session) { store::unpublish_article(session, id, day); });
  EXPECT_EQ(edition().asset(lead), nullptr);
  EXPECT_EQ(edition().asset(inside), nullptr);
  EXPECT_TRUE(edition().assets_by_digest(std::string(64, 'a')).empty());
}

TEST_F(PressTest, a_picture_in_a_body_goes_with_its_article_also_after_a_start) {
  const AssetId inside = store_.add_asset(site_, "inside.jpg");
  auto shown = article("Мост", "most");
  shown.body.blocks.push_back({"image", {}, {{"asset", inside.value}}, {}, {}});
  const ArticleId id = store_.publish(shown);
  press_ = store::need(Press::start(*store_, [] { return day; }));
  ASSERT_NE(edition().asset(inside), nullptr);
  write([&](store::Session& session) { store::withdraw_article(session, id, "правата", day); });
  EXPECT_EQ(edition().asset(inside), nullptr);
}

TEST_F(PressTest, portraits_and_advertisements_are_public_with_what_shows_them) {
  const AssetId portrait = store_.add_asset(site_), picture = store_.add_asset(site_);
  write([&](store::Session& session) {
    auto author = *store::find_author(session, author_);
    author.picture = portrait;
    store::save_author(session, author, day);
    auto site = *store::find_site(session, site_);
    site.house_advertisements = {{"*", "/abonament/", "Абонамент", picture}};
    store::save_site(session, site, day);
  });
  EXPECT_EQ(edition().asset(portrait), nullptr);
  EXPECT_NE(edition().asset(picture), nullptr);
  const ArticleId id = store_.publish(article("Мост", "most"));
  EXPECT_NE(edition().asset(portrait), nullptr);
  write([&](store::Session& session) {
    store::unpublish_article(session, id, day);
    auto site = *store::find_site(session, site_);
    site.house_advertisements.clear();
    store::save_site(session, site, day);
  });
  EXPECT_EQ(edition().asset(portrait), nullptr);
  EXPECT_EQ(edition().asset(picture), nullptr);
}

TEST_F(PressTest, a_bulk_change_and_a_new_site_are_taken_over_whole) {
  write([&](store::Session& session) {
    for (int i = 0; i < 50; ++i) {
      auto one = article("Новина", "novina-" + std::to_string(i));
      one.state = content::State::published;
      one.published_at = day - std::chrono::minutes(i);
      store::add_article(session, one, "import", day, true);
    }
    store::record_change(session, site_, store::ChangeKind::reset, 0, day);
  });
  EXPECT_EQ(edition().articles(), 50U);
  EXPECT_EQ(now().newest(0, 1).stories.front()->path, "/svyat/novina-0/");
  const SiteId other = store_.add_site("other.example");
  const SectionId section = store_.add_section(other, "novini", "Новини");
  store_.publish(store::an_article(other, section, "Другаде"));
  EXPECT_EQ(edition().site_for("other.example")->newest(0, 10).total, 1U);
  EXPECT_EQ(edition().site_for("nobody.example")->site().id, site_);
  EXPECT_EQ(edition().articles(), 51U);
  expect_same_after_a_start();
}

TEST_F(PressTest, most_read_makes_an_edition_only_where_it_is_different) {
  const ArticleId id = store_.publish(article("Мост", "most"));
  const EditionPtr before = press_->current();
  press_->most_read(site_, {id});
  const EditionPtr after = press_->current();
  EXPECT_GT(after->number(), before->number());
  EXPECT_THAT(after->site_for("")->most_read().articles, ElementsAre(id));
  EXPECT_NE(after->site_for("")->most_read().version, before->site_for("")->most_read().version);
  EXPECT_THAT(before->site_for("")->most_read().articles, IsEmpty());
  press_->most_read(site_, {id});
  EXPECT_EQ(press_->current()->number(), after->number());
}

TEST_F(PressTest, a_start_counts_the_reads_of_the_last_week) {
  const ArticleId first = store_.publish(article("Едно", "edno")), second = store_.publish(article("Две", "dve"));
  write([&](store::Session& session) {
    store::add_reads(session, first, "2026-11-01", 100);
    store::add_reads(session, first, "2026-11-23", 2);
    store::add_reads(session, second, "2026-11-24", 5);
  });
  press_ = store::need(Press::start(*store_, [] { return day; }));
  EXPECT_THAT(now().most_read().articles, ElementsAre(second, first));
}

TEST_F(PressTest, an_edition_that_a_reader_holds_stays_what_it_was) {
  const ArticleId id = store_.publish(article("Старо заглавие", "most"));
  Press::Reader reader(*press_);
  const EditionPtr held = reader.keep();
  revise(id, [](content::Article& article) { article.headline = "Ново заглавие"; });
  write([&](store::Session& session) { store::record_change(session, site_, store::ChangeKind::reset, 0, day); });
  store_.publish(article("Друго", "drugo"));
  EXPECT_EQ(held->site_for("")->article(id)->headline, "Старо заглавие");
  EXPECT_EQ(held->articles(), 1U);
  EXPECT_EQ(reader.now().site_for("")->article(id)->headline, "Ново заглавие");
}

TEST_F(PressTest, follows_stories_and_their_parts) {
  content::Story story;
  story.site = site_;
  story.slug = "most";
  story.name = "Мостът";
  write([&](store::Session& session) { story.id = store::save_story(session, story, day); });
  EXPECT_EQ(now().running_story(story.id), nullptr) << "nothing is published in it";
  EXPECT_FALSE(now().route("/story/most"));

  std::vector<ArticleId> parts;
  for (int i = 0; i < 3; ++i) {
    auto part = article("Част", "chast-" + std::to_string(i));
    part.stories = {{story.id, "бележка", i == 1}};
    parts.push_back(store_.publish(part, day + std::chrono::hours(i)));
  }
  ASSERT_NE(now().running_story(story.id), nullptr);
  EXPECT_EQ(now().route("/story/most")->kind, Kind::story);
  EXPECT_THAT(ids(now().of_story(story.id, 0, 10).stories),
              ElementsAre(parts[2].value, parts[1].value, parts[0].value));
  EXPECT_THAT(ids(now().of_story_oldest(story.id, 1, 10).stories), ElementsAre(parts[1].value, parts[2].value));
  EXPECT_THAT(ids(now().key_moments(story.id, 0, 10).stories), ElementsAre(parts[1].value));
  EXPECT_EQ(now().place_in_story(story.id, *now().article(parts[0])), 2U);
  EXPECT_EQ(now().article(parts[0])->stories.front().note, "бележка");

  write([&](store::Session& session) {
    story.name = "Новият мост";
    store::save_story(session, story, day);
  });
  EXPECT_EQ(now().running_story(story.id)->name, "Новият мост");
  revise(parts[2], [](content::Article& changed) { changed.stories = {}; });
  EXPECT_EQ(now().of_story(story.id, 0, 0).total, 2U);
  expect_same_after_a_start();
  const auto fresh = store::need(Press::start(*store_, [] { return day; }));
  const EditionPtr loaded = fresh->current();
  EXPECT_EQ(ids(loaded->site_for("example.com")->of_story(story.id, 0, 10).stories),
            ids(now().of_story(story.id, 0, 10).stories));

  write([&](store::Session& session) { store::unpublish_article(session, parts[0], day); });
  write([&](store::Session& session) { store::withdraw_article(session, parts[1], "", day); });
  EXPECT_EQ(now().running_story(story.id), nullptr);
  EXPECT_FALSE(now().route("/story/most"));
}

}  // namespace vestnik::edition
