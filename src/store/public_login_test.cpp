// C5 on PostgreSQL without a superuser's help: readers' connections log in as somebody who is nothing but public.
#include <gmock/gmock.h>

#include "store/testing_both.h"
#include "store/tokens.h"

namespace vestnik::store {
namespace {

constexpr std::string_view secret = "КАНАРЧЕ";

// A database with the privileges that PostgreSQL gives by itself, and a login in the role vestnik_public.
class FreshDatabase {
 public:
  FreshDatabase() {
    static int count = 0;
    name_ = "fresh_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    as_superuser("DO $$ BEGIN CREATE ROLE vestnik_public NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    as_superuser("CREATE DATABASE " + name_);
    as_superuser("CREATE ROLE " + login() + " LOGIN IN ROLE vestnik_public");
  }
  ~FreshDatabase() {
    as_superuser("DROP DATABASE " + name_ + " WITH (FORCE)");
    as_superuser("DROP ROLE " + login());
  }
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;

  std::string login() const { return "reader_of_" + name_; }
  // postgresql://vestnik@127.0.0.1:port/postgres, with this database and `user` where one is given.
  std::string url(const std::string& user = {}) const {
    std::string server = TemporarySchema::server();
    server = server.substr(0, server.rfind('/') + 1) + name_;
    if (user.empty()) return server;
    const std::size_t host = server.find('@');
    return "postgresql://" + user + server.substr(host);
  }

 private:
  static void as_superuser(const std::string& sql) {
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(TemporarySchema::server().c_str()), PQfinish);
    std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) ADD_FAILURE() << PQerrorMessage(connection.get());
  }

  std::string name_;
};

class PublicLogin : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(TemporarySchema::server(), "")
        << "no PostgreSQL for the tests: run them as scripts/with-postgres COMMAND (./test does)";
    database_ = std::make_unique<FreshDatabase>();
  }
  Options options(const std::string& public_url) const {
    Options options;
    options.url = database_->url();
    options.public_url = public_url;
    return options;
  }

  std::unique_ptr<FreshDatabase> database_;
};

}  // namespace

TEST_F(PublicLogin, has_nothing_to_fall_back_to_when_the_role_is_taken_off) {
  TemporaryStore store(options(database_->url(database_->login())));
  const SiteId site = store.add_site();
  store.publish(an_article(site, store.add_section(site), "Явно"));
  need(store->write([](Session& session) { add_token(session, "editor", secret, test_time); }));

  const auto headline = [](Session& session) { return session.text("SELECT headline FROM published"); };
  EXPECT_EQ(need(store->read_public(headline)), "Явно");
  // Nobody closed set_config() here: the role does come off.
  const auto user = store->read_public([](Session& session) {
    session.query("SELECT set_config('role', 'none', false)", "t", {}, [](const Row&) { return true; });
    return session.text("SELECT CAST(current_user AS TEXT)");
  });
  EXPECT_EQ(need(user), database_->login());
  for (const char* table : {"tokens", "articles", "revisions", "settings", "jobs", "comments"}) {
    const auto stolen = store->read_public([table](Session& session) {
      session.query("SELECT set_config('role', 'none', false)", "t", {}, [](const Row&) { return true; });
      return session.integer("SELECT COUNT(*) FROM " + std::string(table));
    });
    EXPECT_FALSE(stolen) << table;
  }
  EXPECT_EQ(need(store->read_public(headline)), "Явно");
}

TEST_F(PublicLogin, is_refused_where_it_opens_more_than_the_public_may_see) {
  Options all_powerful = options(database_->url());
  const TemporaryFolder folder;
  all_powerful.data = folder.path();
  const auto opened = Store::open(all_powerful);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::forbidden);
  EXPECT_THAT(opened.error().message(), testing::HasSubstr("public store"));
}

TEST(PublicLoginOfSqlite, is_refused_since_there_is_none) {
  const TemporaryFolder folder;
  Options options;
  options.data = folder.path();
  options.public_url = "postgresql://reader@127.0.0.1/vestnik";
  const auto opened = Store::open(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::invalid);
}

}  // namespace vestnik::store
