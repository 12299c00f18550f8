// C5: what answers readers has no key to the vault. Every statement here stands for one that an injection made.
#include "store/public_door.h"

#include <gmock/gmock.h>

#include "store/articles.h"
#include "store/changes.h"
#include "store/jobs.h"
#include "store/testing_both.h"
#include "store/tokens.h"

namespace vestnik::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view secret = "КАНАРЧЕ";

class PublicDoor : public OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    section_ = world().add_section(site_);
    public_author_ = world().add_author(site_, "a", "Ана");
    secret_author_ = world().add_author(site_, "b", std::string(secret));
    public_asset_ = world().add_asset(site_, "a.jpg");
    secret_asset_ = world().add_asset(site_, std::string(secret));
    auto article = an_article(site_, section_, "Явно");
    article.authors = {public_author_};
    article.lead_image = public_asset_;
    published_ = world().publish(article);
    // A later revision that is not out yet, a draft, a withdrawn one.
    auto next = write([&](Session& session) { return find_article(session, published_); }).value();
    next.headline = next.deck = secret;
    next.body = a_body(std::string(secret));
    write([&](Session& session) { save_article(session, next, {}, "x", test_time); });
    auto draft = an_article(site_, section_, std::string(secret));
    draft.authors = {secret_author_};
    draft.lead_image = secret_asset_;
    draft_ = world().add(draft);
    auto withdrawn = world().publish(an_article(site_, section_, "Оттеглено"));
    write([&](Session& session) {
      withdraw_article(session, withdrawn, secret, test_time);
      add_token(session, "editor", secret, test_time);
      set_setting(session, site_, "key", secret);
      add_job(session, "mail", secret, test_time);
      auto comment = a_comment(published_, "Читател", "Добре");
      save_comment(session, comment, test_time);
      comment.text = secret;
      comment.approved = false;
      save_comment(session, comment, test_time);
    });
  }

  // Nothing where the statement fails, else all that it gives.
  std::optional<std::string> injected(const std::string& sql) {
    std::string found;
    auto done = store().read_public([&](Session& session) {
      session.query(sql, "t", {}, [&](const Row& row) {
        found += row.string(0) + "\n";
        return true;
      });
    });
    return done ? std::optional(found) : std::nullopt;
  }

  SiteId site_;
  SectionId section_;
  AuthorId public_author_, secret_author_;
  AssetId public_asset_, secret_asset_;
  ArticleId published_, draft_;
};
ON_BOTH(PublicDoor);

TEST_P(PublicDoor, has_no_table_that_holds_something_secret) {
  for (std::string table :
       {"articles",   "revisions", "authors",         "assets",          "comments",       "tokens",      "jobs",
        "settings",   "clock",     "schema_versions", "article_authors", "article_topics", "site_assets", "users",
        "user_roles", "sessions",  "invitations",     "recovery_codes",  "passkeys",       "audit"}) {
    EXPECT_EQ(injected("SELECT COUNT(*) FROM " + table), std::nullopt) << table;
    EXPECT_EQ(injected("SELECT 'x' FROM " + table), std::nullopt) << table;
    EXPECT_EQ(injected("SELECT headline FROM published UNION ALL SELECT CAST(COUNT(*) AS TEXT) FROM " + table),
              std::nullopt)
        << table;
    EXPECT_EQ(injected("SELECT headline FROM published WHERE EXISTS (SELECT 1 FROM " + table + ")"), std::nullopt)
        << table;
    EXPECT_EQ(injected("SELECT p.headline FROM published p, " + table + " t"), std::nullopt) << table;
  }
  EXPECT_EQ(injected("SELECT withdrawn_reason FROM articles"), std::nullopt);
  EXPECT_EQ(injected("SELECT written_by FROM corrections"), std::nullopt);
  EXPECT_EQ(injected("SELECT body FROM public_history UNION ALL SELECT text FROM notes"), std::nullopt);
  EXPECT_EQ(injected("SELECT path FROM withdrawn"), "/svyat/ottegleno/\n");
}

TEST_P(PublicDoor, does_not_open_when_a_name_is_borrowed) {
  for (std::string sql : {
           "WITH public_bodies AS (SELECT body FROM revisions) SELECT body FROM public_bodies",
           "wItH public_comments AS (SELECT text FROM comments) SELECT text FROM public_comments",
           "WITH public_authors(name) AS (SELECT name FROM authors) SELECT name FROM public_authors",
           "SELECT name FROM (WITH public_assets AS (SELECT file_name AS name FROM assets) SELECT name FROM "
           "public_assets)",
           "SELECT public_bodies.body FROM (SELECT body FROM revisions) AS public_bodies",
           "SELECT (SELECT body FROM revisions public_bodies)",
           "SELECT body FROM revisions AS public_bodies",
       }) {
    EXPECT_EQ(injected(sql), std::nullopt) << sql;
  }
}

TEST_P(PublicDoor, tells_nothing_about_the_database_itself) {
  for (std::string sql : {
           "SELECT sql FROM sqlite_master",
           "SELECT sql FROM sqlite_schema",
           "SELECT name FROM sqlite_temp_master",
           "SELECT name FROM pragma_table_info('tokens')",
           "SELECT file FROM pragma_database_list",
           "PRAGMA table_info(tokens)",
           "PRAGMA database_list",
           "PRAGMA query_only = OFF",
           "ATTACH DATABASE '/tmp/stolen.db' AS stolen",
           "VACUUM INTO '/tmp/stolen.db'",
           "SELECT load_extension('/tmp/evil.so')",
           "SELECT readfile('/etc/passwd')",
           "SELECT * FROM dbstat",
           "SELECT * FROM sqlite_dbpage",
           "CREATE TEMP VIEW public_bodies AS SELECT body FROM revisions",
           "SELECT pg_read_file('/etc/passwd')",
           "SELECT lo_import('/etc/passwd')",
           "COPY tokens TO STDOUT",
           "COPY (SELECT 1) TO PROGRAM 'true'",
           "SELECT rolpassword FROM pg_authid",
           "SELECT passwd FROM pg_shadow",
       }) {
    EXPECT_EQ(injected(sql), std::nullopt) << sql;
  }
}

TEST_P(PublicDoor, changes_nothing) {
  for (std::string sql : {
           "DELETE FROM published",
           "UPDATE published SET headline = 'x'",
           "UPDATE published SET headline = 'x' RETURNING headline",
           "INSERT INTO redirects VALUES (1, 1, 'a', 'b', 1)",
           "DROP TABLE published",
           "CREATE TABLE mine (a TEXT)",
           "INSERT INTO tokens VALUES (1, 'a', 'administrator', 'b', 1)",
           "TRUNCATE published",
           "CREATE TEMP TABLE mine AS SELECT 1",
       }) {
    EXPECT_EQ(injected(sql), std::nullopt) << sql;
  }
  EXPECT_TRUE(injected("SELECT headline FROM published"));
}

TEST_P(PublicDoor, stays_shut_for_one_who_tries_to_become_somebody_else) {
  if (!store().is_postgresql()) return;
  for (std::string sql : {
           "SET ROLE NONE",
           "RESET ROLE",
           "SET SESSION AUTHORIZATION DEFAULT",
           "RESET SESSION AUTHORIZATION",
           "SELECT set_config('role', 'none', false)",
           "SELECT CAST(query_to_xml('SELECT digest FROM tokens', true, false, '') AS TEXT) FROM (SELECT "
           "set_config('role', 'none', false)) x",
           "UPDATE pg_settings SET setting = 'none' WHERE name = 'role' RETURNING setting",
           "SELECT CAST(query_to_xml('SELECT digest FROM tokens', true, false, '') AS TEXT)",
           "SELECT CAST(table_to_xml('tokens', true, false, '') AS TEXT)",
           "SELECT lo_get(1)",
       }) {
    injected(sql);
    EXPECT_EQ(injected("SELECT digest FROM tokens"), std::nullopt) << sql;
    auto together = store().read_public([&](Session& session) {
      session.run(sql, {});
      return session.text("SELECT digest FROM tokens");
    });
    EXPECT_FALSE(together) << sql;
  }
}

TEST_P(PublicDoor, shows_readers_what_is_published_and_nothing_of_the_rest) {
  std::string all;
  as_reader([&](Session& session) {
    for (const char* sql :
         {"SELECT body || lead_caption || description || canonical_url FROM public_bodies",
          "SELECT name || bio || slug FROM public_authors", "SELECT file_name || title || alt FROM public_assets",
          "SELECT name || text FROM public_comments", "SELECT path || headline || deck FROM published",
          "SELECT source || target FROM redirects", "SELECT kind FROM changes", "SELECT name FROM sites",
          "SELECT name FROM sections", "SELECT name FROM topics", "SELECT day FROM reads", "SELECT path FROM withdrawn",
          "SELECT name || slug || summary FROM public_stories"}) {
      session.query(sql, "t", {}, [&](const Row& row) {
        all += row.string(0) + "\n";
        return true;
      });
    }
  });
  EXPECT_THAT(all, testing::Not(testing::HasSubstr(std::string(secret))));
  EXPECT_THAT(all, testing::HasSubstr("Явно"));
}

TEST_P(PublicDoor, serves_every_function_that_is_marked_public) {
  write([&](Session& session) {
    add_reads(session, published_, "2026-11-24", 3);
    save_redirect(session, {site_, "/?p=12", "/svyat/yavno/"}, test_time);
  });
  auto topic = world().add_topic(site_);
  as_reader([&](Session& session) {
    EXPECT_THAT(all_sites(session), SizeIs(1));
    EXPECT_TRUE(find_site(session, site_) && find_site(session, "example.com"));
    EXPECT_THAT(all_sections(session, site_), SizeIs(1));
    EXPECT_TRUE(find_section(session, section_) && find_section(session, site_, "svyat"));
    EXPECT_THAT(all_topics(session, site_), SizeIs(1));
    EXPECT_TRUE(find_topic(session, topic) && find_topic(session, site_, "mostove"));
    ASSERT_THAT(all_authors(session, site_), SizeIs(1));
    EXPECT_EQ(find_author(session, public_author_)->name, "Ана");
    EXPECT_FALSE(find_author(session, secret_author_) || find_author(session, site_, "b"));
    EXPECT_TRUE(find_asset(session, public_asset_));
    EXPECT_FALSE(find_asset(session, secret_asset_));
    EXPECT_TRUE(find_asset_by_digest(session, site_, std::string(64, 'a')));
    std::vector<AssetId> assets;
    each_public_asset(session, [&](const content::Asset& asset) {
      assets.push_back(asset.id);
      return true;
    });
    EXPECT_THAT(assets, ElementsAre(public_asset_));
    EXPECT_THAT(comments_of(session, published_), SizeIs(1));
    int comments = 0;
    each_public_comment(session, [&](const content::Comment&) { return ++comments > 0; });
    EXPECT_EQ(comments, 1);
    EXPECT_EQ(find_redirect(session, site_, "/?p=12"), "/svyat/yavno/");
    each_read(session, "2026-01-01", [&](ArticleId id, std::int64_t count) {
      EXPECT_EQ(id, published_);
      EXPECT_EQ(count, 3);
      return true;
    });
    EXPECT_FALSE(changes_after(session, 0).empty());
    EXPECT_EQ(published_text(session, published_)->body, an_article(site_, section_, "Явно").body);
    EXPECT_FALSE(published_text(session, draft_));
    each_published_text(session, [&](ArticleId id, const PublishedText&) { return id == published_; });
  });
}

TEST_P(PublicDoor, shows_the_pictures_of_house_advertisements_and_of_published_authors) {
  auto advertisement = world().add_asset(site_, "ad.jpg");
  auto portrait = world().add_asset(site_, "ana.jpg");
  write([&](Session& session) {
    auto site = find_site(session, site_).value();
    site.house_advertisements = {{"top", "/abonament/", "Абонирайте се", advertisement}};
    save_site(session, site, test_time);
    auto author = find_author(session, public_author_).value();
    author.picture = portrait;
    save_author(session, author, test_time);
    author = find_author(session, secret_author_).value();
    author.picture = secret_asset_;
    save_author(session, author, test_time);
  });
  as_reader([&](Session& session) {
    EXPECT_TRUE(find_asset(session, advertisement));
    EXPECT_TRUE(find_asset(session, portrait));
    EXPECT_FALSE(find_asset(session, secret_asset_));
  });
}

}  // namespace
}  // namespace vestnik::store
