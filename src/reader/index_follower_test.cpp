#include "reader/index_follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "store/articles.h"
#include "store/catalogue.h"
#include "store/testing.h"

namespace vestnik::reader {

class FollowedIndex : public testing::Test {
 protected:
  FollowedIndex() {
    site_ = store_.add_site();
    section_ = store_.add_section(site_, "svyat", "Свят");
    index_ = store::need(search::Index::open(folder_.path() / "search"));
  }

  template <class Change>
  void change(const Change& how) {
    store::need(store_->write([&](store::Session& session) { how(session); }));
  }
  void follow() { store::need(follow_index(*store_, *index_)); }
  // What the index itself knows, whatever readers are shown of it.
  std::vector<std::string> suggested(std::string_view typed) {
    follow();
    std::vector<std::string> found;
    for (const search::Suggestion& each : store::need(index_->suggest(site_, typed, "bg", 8, {}))) {
      constexpr std::array<const char*, 5> kinds{"section", "author", "topic", "article", "story"};
      found.push_back(std::string(kinds.at(static_cast<std::size_t>(each.subject))) + " " + std::to_string(each.id));
    }
    return found;
  }
  std::vector<ArticleId> found(std::string text) {
    follow();
    search::Query query;
    query.site = site_;
    query.text = std::move(text);
    query.language = "bg";
    std::vector<ArticleId> articles;
    for (const search::Hit& hit : store::need(index_->search(query)).hits) articles.push_back(hit.id);
    return articles;
  }

  store::TemporaryFolder folder_;
  store::TemporaryStore store_;
  SiteId site_;
  SectionId section_;
  std::unique_ptr<search::Index> index_;
};

TEST_F(FollowedIndex, knows_of_topics_and_authors_only_what_published_stories_show) {
  store_.publish(store::an_article(site_, section_, "Начало"));
  follow();
  content::Article story = store::an_article(site_, section_, "Новина");
  const TopicId topic = store_.add_topic(site_, "operatsiya", "Операция");
  const AuthorId author = store_.add_author(site_, "obreten", "Обретен");
  story.topics = {topic};
  story.authors = {author};
  const ArticleId id = store_.add(story);
  EXPECT_THAT(suggested("опер"), testing::IsEmpty());
  EXPECT_THAT(suggested("обре"), testing::IsEmpty());
  change([&](store::Session& session) { store::publish_article(session, id, store::test_time); });
  EXPECT_THAT(suggested("опер"), testing::ElementsAre("topic " + std::to_string(topic.value)));
  EXPECT_THAT(suggested("обре"), testing::ElementsAre("author " + std::to_string(author.value)))
      << "with the first story, without a word about the author in the change log";
}

TEST_F(FollowedIndex, knows_of_running_stories_that_something_is_published_in_by_their_newest_names) {
  store_.publish(store::an_article(site_, section_, "Начало"));
  follow();
  content::Story flood{.id = {}, .site = site_, .slug = "potop", .name = "Потопът", .summary = {}, .lead_image = {}};
  change([&](store::Session& session) { flood.id = store::save_story(session, flood, store::test_time); });
  content::Article part = store::an_article(site_, section_, "Реката преля");
  part.stories = {{.story = flood.id, .note = {}}};
  const ArticleId id = store_.add(part);
  EXPECT_THAT(suggested("пото"), testing::IsEmpty()) << "a draft's";
  change([&](store::Session& session) { store::publish_article(session, id, store::test_time); });
  const std::string wanted = "story " + std::to_string(flood.id.value);
  EXPECT_THAT(suggested("пото"), testing::ElementsAre(wanted));
  change([&](store::Session& session) {
    auto renamed = store::find_story(session, flood.id).value();
    renamed.name = "Наводнението";
    store::save_story(session, renamed, store::test_time);
  });
  EXPECT_THAT(suggested("пото"), testing::IsEmpty());
  EXPECT_THAT(suggested("навод"), testing::ElementsAre(wanted));
}

TEST_F(FollowedIndex, of_an_earlier_version_learns_the_names_of_running_stories) {
  content::Story flood{.id = {}, .site = site_, .slug = "potop", .name = "Потопът", .summary = {}, .lead_image = {}};
  change([&](store::Session& session) { flood.id = store::save_story(session, flood, store::test_time); });
  content::Article part = store::an_article(site_, section_, "Реката преля");
  part.stories = {{.story = flood.id, .note = {}}};
  store_.publish(part);
  follow();
  store::need(index_->remove_name(search::Subject::story, flood.id.value));
  store::need(index_->note("stories", ""));
  store::need(index_->commit(index_->change()));
  EXPECT_THAT(suggested("пото"), testing::IsEmpty());
  store_.publish(store::an_article(site_, section_, "Нещо друго"));
  EXPECT_THAT(suggested("пото"), testing::SizeIs(1));
}

TEST_F(FollowedIndex, knows_nothing_of_a_new_name_whose_stories_are_gone) {
  content::Article story = store::an_article(site_, section_, "Новина");
  const TopicId topic = store_.add_topic(site_, "mostove", "Мостове");
  story.topics = {topic};
  const ArticleId id = store_.publish(story);
  EXPECT_THAT(suggested("мост"), testing::SizeIs(1));
  change([&](store::Session& session) { store::unpublish_article(session, id, store::test_time); });
  change([&](store::Session& session) {
    auto renamed = store::find_topic(session, topic).value();
    renamed.name = "Операция";
    store::save_topic(session, renamed, store::test_time);
  });
  EXPECT_THAT(suggested("опер"), testing::IsEmpty());
  EXPECT_THAT(suggested("мост"), testing::IsEmpty());
}

TEST_F(FollowedIndex, forgets_the_names_that_an_earlier_version_took_from_drafts) {
  store_.publish(store::an_article(site_, section_, "Начало"));
  follow();
  const TopicId topic = store_.add_topic(site_, "operatsiya", "Операция");
  follow();
  store::need(index_->put_name({search::Subject::topic, topic.value, site_, "bg", "Операция"}));
  store::need(index_->note("languages", ""));
  store::need(index_->commit(index_->change()));
  EXPECT_THAT(suggested("опер"), testing::SizeIs(1));
  store_.publish(store::an_article(site_, section_, "Новина"));
  EXPECT_THAT(suggested("опер"), testing::IsEmpty());
}

TEST_F(FollowedIndex, finds_stories_under_the_new_names_of_what_they_show) {
  content::Article story = store::an_article(site_, section_, "Новина");
  const TopicId topic = store_.add_topic(site_, "mostove", "Мостове");
  const AuthorId author = store_.add_author(site_, "obreten", "Обретен");
  story.topics = {topic};
  story.authors = {author};
  const ArticleId id = store_.publish(story);
  store_.publish(store::an_article(site_, store_.add_section(site_, "sport", "Спорт"), "Друга"));
  follow();
  change([&](store::Session& session) {
    auto named = store::find_topic(session, topic).value();
    named.name = "Язовири";
    store::save_topic(session, named, store::test_time);
  });
  EXPECT_THAT(found("язовири"), testing::ElementsAre(id));
  EXPECT_THAT(suggested("язов"), testing::SizeIs(1));
  change([&](store::Session& session) {
    auto named = store::find_author(session, author).value();
    named.name = "Кехайова";
    store::save_author(session, named, store::test_time);
  });
  EXPECT_THAT(found("кехайова"), testing::ElementsAre(id));
  EXPECT_THAT(suggested("кех"), testing::SizeIs(1));
  change([&](store::Session& session) {
    auto named = store::find_section(session, section_).value();
    named.name = "Чужбина";
    store::save_section(session, named, store::test_time);
  });
  EXPECT_THAT(found("чужбина"), testing::ElementsAre(id));
  EXPECT_THAT(suggested("чуж"), testing::SizeIs(1));
}

TEST_F(FollowedIndex, reads_stories_in_the_language_that_their_site_has_now) {
  const ArticleId id = store_.publish(store::an_article(site_, section_, "Running late"));
  follow();
  const auto is_as_stored = [&] {
    follow();
    const auto stored = store::need(indexed_documents(*store_, std::array{id}));
    const auto entries = store::need(index_->entries());
    return entries.size() == 1 && entries.front().fingerprint == search::fingerprint(stored.front().value());
  };
  EXPECT_TRUE(is_as_stored());
  for (const char* language : {"en", "de", "bg"}) {
    change([&](store::Session& session) {
      auto site = store::find_site(session, site_).value();
      site.language = language;
      store::save_site(session, site, store::test_time);
    });
    EXPECT_TRUE(is_as_stored()) << language;
  }
  store_.add_site("vtori.example");
  EXPECT_TRUE(is_as_stored());
}

}  // namespace vestnik::reader
