// What an article is shown as, and what is read for it: on SQLite and on PostgreSQL.
#include "newsroom/article_json.h"

#include <gmock/gmock.h>

#include "store/testing_both.h"

namespace vestnik::newsroom {
namespace {

using testing::HasSubstr;
using testing::Le;

// Hands everything on and counts the rows that come back.
class CountedRows : public store::Session {
 public:
  explicit CountedRows(store::Session& session) : session_(session) {}

  std::int64_t run(std::string_view sql, const Parameters& parameters) override {
    return session_.run(sql, parameters);
  }
  void query(std::string_view sql, std::string_view columns, const Parameters& parameters,
             const std::function<bool(const store::Row&)>& each) override {
    session_.query(sql, columns, parameters, counting(each));
  }
  void stream(std::string_view sql, std::string_view columns, const Parameters& parameters,
              const std::function<bool(const store::Row&)>& each) override {
    session_.stream(sql, columns, parameters, counting(each));
  }
  bool is_postgresql() const override { return session_.is_postgresql(); }
  bool is_public() const override { return session_.is_public(); }
  std::int64_t next_number(store::Sequence sequence, std::int64_t count) override {
    return session_.next_number(sequence, count);
  }
  void note_change() override { session_.note_change(); }

  std::size_t rows = 0;

 private:
  std::function<bool(const store::Row&)> counting(const std::function<bool(const store::Row&)>& each) {
    return [this, &each](const store::Row& row) {
      ++rows;
      return each(row);
    };
  }

  store::Session& session_;
};

class ArticleJson : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    other_ = world().add_site("other.example");
    section_ = world().add_section(site_);
  }
  // Of each so many more than the article names.
  void add_many(int count) {
    for (int number = 0; number < count; ++number) {
      const std::string name = "n" + std::to_string(number);
      world().add_author(site_, name, name);
      world().add_topic(site_, name, name);
      world().add_section(site_, name, name);
    }
  }

  SiteId site_, other_;
  SectionId section_;
};
INSTANTIATE_TEST_SUITE_P(Databases, ArticleJson, testing::Values(store::Kind::sqlite, store::Kind::postgresql),
                         store::name_of_kind);

TEST_P(ArticleJson, names_its_section_authors_and_topics_in_their_order) {
  const AuthorId ivan = world().add_author(site_), ana = world().add_author(site_, "ana", "Ана");
  const TopicId bridges = world().add_topic(site_), water = world().add_topic(site_, "voda", "Вода");
  content::Article article = store::an_article(site_, section_, "Нов мост");
  article.authors = {ana, ivan};
  article.topics = {water, bridges};
  article.slug = "nov-most";
  const ArticleId id = world().publish(article);
  const auto shown = store::need(store().read([&](store::Session& session) {
    return write_json(article_to_json(session, *store::find_article(session, id)));
  }));
  EXPECT_EQ(
      shown,
      R"({"id":)" + std::to_string(id.value) +
          R"(,"site":"example.com","kind":"news","state":"published","language":"","headline":"Нов мост",)"
          R"("deck":"Накратко: Нов мост","slug":"nov-most","address":"/svyat/nov-most/","section":"svyat",)"
          R"("authors":["ana","ivan-petrov"],"topics":["voda","mostove"],"stories":[],"lead_image":null,)"
          R"("lead_caption":"","body":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text",)"
          R"("text":"Текстът на „Нов мост“."}]}]},"description":"","canonical_url":"","pinned":false,"breaking":false,)"
          R"("published_at":"2026-11-24T16:00:00Z","updated_at":"2026-11-24T16:00:00Z","scheduled_at":null,)"
          R"("scheduled_revision":null,"published_revision":1,"embargo_until":null,"assignee":"","revision":1})");
}

TEST_P(ArticleJson, names_nothing_of_another_site_and_nothing_that_is_gone) {
  content::Article article = store::an_article(site_, world().add_section(other_, "sport", "Спорт"), "Нов мост");
  article.authors = {world().add_author(other_, "ana", "Ана"), AuthorId{999}, world().add_author(site_)};
  article.topics = {world().add_topic(other_, "voda", "Вода"), TopicId{999}, world().add_topic(site_)};
  article.slug = "nov-most";
  const auto shown =
      store::need(store().read([&](store::Session& session) { return write_json(article_to_json(session, article)); }));
  EXPECT_THAT(shown,
              HasSubstr(R"("address":"/nov-most/","section":null,"authors":["ivan-petrov"],"topics":["mostove"])"));
}

TEST_P(ArticleJson, is_made_from_what_it_names_alone_however_much_there_is) {
  content::Article article = store::an_article(site_, section_, "Нов мост");
  article.authors = {world().add_author(site_)};
  article.topics = {world().add_topic(site_)};
  const ArticleId id = world().add(article);
  add_many(20);
  const auto rows = store::need(store().read([&](store::Session& session) {
    const auto found = store::find_article(session, id);
    CountedRows counted(session);
    article_to_json(counted, *found);
    return counted.rows;
  }));
  EXPECT_THAT(rows, Le(4u)) << "its site, its section, its author, its topic";
}

TEST_P(ArticleJson, takes_what_is_named_without_reading_the_rest) {
  content::Article article = store::an_article(site_, section_, "Нов мост");
  const AuthorId author = world().add_author(site_);
  const TopicId topic = world().add_topic(site_);
  add_many(20);
  const json::object given{
      {"section", "svyat"}, {"authors", json::array{"ivan-petrov"}}, {"topics", json::array{"mostove"}}};
  const auto rows = store::need(store().write([&](store::Session& session) -> Result<std::size_t> {
    CountedRows counted(session);
    article.section = {};
    if (auto taken = apply_json(counted, given, article, store::test_time); !taken) {
      return std::unexpected(taken.error());
    }
    return counted.rows;
  }));
  EXPECT_EQ(article.section, section_);
  EXPECT_EQ(article.authors, std::vector{author});
  EXPECT_EQ(article.topics, std::vector{topic});
  EXPECT_THAT(rows, Le(3u));
}

TEST_P(ArticleJson, a_new_topic_that_is_named_twice_is_made_once) {
  content::Article article = store::an_article(site_, section_, "Нов мост");
  const json::object given{{"topics", json::array{"Нови мостове", "novi-mostove", "нови мостове"}}};
  store::need(
      store().write([&](store::Session& session) { return apply_json(session, given, article, store::test_time); }));
  EXPECT_EQ(article.topics.size(), 1u);
  const auto topics =
      store::need(store().read([&](store::Session& session) { return store::all_topics(session, site_); }));
  ASSERT_EQ(topics.size(), 1u);
  EXPECT_EQ(topics.front().name, "Нови мостове");
}

}  // namespace
}  // namespace vestnik::newsroom
