#include "store/migrate.h"

#include <gmock/gmock.h>

#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Migrations : public OnBoth {
 protected:
  Result<void> apply(const std::vector<Migration>& migrations) {
    auto database = database_of(world().options());
    Connection connection(*database, Role::writer);
    return migrate(connection, *database, migrations);
  }
  std::optional<std::int64_t> version() {
    return read([](Session& session) { return session.integer("SELECT MAX(number) FROM schema_versions"); });
  }
  bool has_table(const std::string& table) {
    return store().read([&](Session& session) { session.integer("SELECT COUNT(*) FROM " + table); }).has_value();
  }
};
ON_BOTH(Migrations);

TEST_P(Migrations, are_applied_once) {
  auto before = version();
  EXPECT_EQ(before, known_migrations().back().number);
  world().add_site();
  world().reopen();
  EXPECT_EQ(version(), before);
  EXPECT_EQ(read([](Session& session) { return all_sites(session).size(); }), 1U);
}

TEST_P(Migrations, that_come_later_are_added) {
  auto migrations = known_migrations();
  int next = migrations.back().number + 1;
  migrations.push_back({next, "later", "CREATE TABLE later (id INTEGER PRIMARY KEY, b TEXT);"});
  migrations.push_back({next + 1, "latest", "INSERT INTO later VALUES (1, ';');\n-- it's done;\n"});
  ASSERT_TRUE(apply(migrations));
  EXPECT_EQ(version(), next + 1);
  EXPECT_TRUE(has_table("later"));
}

TEST_P(Migrations, that_fail_half_way_leave_the_database_as_it_was) {
  auto migrations = known_migrations();
  int next = migrations.back().number + 1;
  migrations.push_back({next, "good", "CREATE TABLE later (id INTEGER PRIMARY KEY); DROP TABLE settings;"});
  migrations.push_back(
      {next + 1, "bad", "CREATE TABLE latest (id INTEGER PRIMARY KEY); INSERT INTO nowhere VALUES (1);"});
  auto done = apply(migrations);
  ASSERT_FALSE(done);
  EXPECT_EQ(version(), next - 1);
  EXPECT_FALSE(has_table("later"));
  EXPECT_FALSE(has_table("latest"));
  EXPECT_TRUE(has_table("settings"));
}

TEST_P(Migrations, of_a_newer_program_are_not_touched_by_an_older_one) {
  write([](Session& session) { session.run("INSERT INTO schema_versions VALUES (9999, '9999_future')", {}); });
  auto opened = Store::open(world().options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::conflict);
  EXPECT_THAT(opened.error().message(), HasSubstr("9999"));
  EXPECT_THAT(opened.error().message(), HasSubstr(std::to_string(known_migrations().back().number)));
  EXPECT_FALSE(opened.error().remedy.empty());
}

TEST(MigrationFiles, are_numbered_without_gaps) {
  int number = 0;
  for (const auto& migration : known_migrations()) {
    EXPECT_EQ(migration.number, ++number) << migration.name;
  }
  EXPECT_GE(number, 1);
}

TEST(MigrationFiles, are_cut_into_statements_outside_of_texts_and_comments) {
  EXPECT_THAT(statements_of("-- a; 'b\nSELECT ';' ;\n\n;SELECT 2 -- c;\n"),
              ElementsAre(HasSubstr("SELECT ';'"), HasSubstr("SELECT 2")));
}

}  // namespace
}  // namespace vestnik::store
