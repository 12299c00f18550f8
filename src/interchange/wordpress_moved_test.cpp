// A site that has another name than when it was imported before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/testing.h"
#include "interchange/wordpress.h"
#include "store/testing_both.h"

namespace vestnik::interchange {
namespace {

using ::testing::HasSubstr;

std::string a_post(int number, const std::string& host, const std::string& slug) {
  return an_item({.id = number,
                  .title = "Статия " + slug,
                  .link = "https://" + host + "/" + slug + "/",
                  .name = slug,
                  .date = "2023-10-23 18:00:" + std::to_string(10 + number)});
}

std::string posts_of(const std::string& host, int count, const std::string& word = "statiya") {
  std::string all;
  for (int number = 1; number <= count; ++number) all += a_post(number, host, word + "-" + std::to_string(number));
  return all;
}

std::string a_picture(const std::string& host) {
  return an_item({.id = 210,
                  .title = "Снимка",
                  .link = "https://" + host + "/?attachment_id=210",
                  .type = "attachment",
                  .status = "inherit",
                  .further = "<wp:attachment_url>https://" + host + "/wp-content/uploads/a.jpg</wp:attachment_url>"});
}

const std::string comment =
    "<wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>Ана</wp:comment_author>"
    "<wp:comment_date_gmt>2024-01-01 10:00:00</wp:comment_date_gmt><wp:comment_content>Да</wp:comment_content>"
    "<wp:comment_approved>1</wp:comment_approved></wp:comment>";

class WordpressMoved : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    store::Options options;
    if (GetParam()) {
      ASSERT_NE(store::TemporarySchema::server(), "")
          << "no PostgreSQL for the tests: run them as scripts/with-postgres COMMAND (./test does)";
      schema_ = std::make_unique<store::TemporarySchema>();
      options.url = schema_->url();
    }
    world_ = std::make_unique<World>(options);
  }
  World& world() { return *world_; }

 private:
  std::unique_ptr<store::TemporarySchema> schema_;
  std::unique_ptr<World> world_;
};
INSTANTIATE_TEST_SUITE_P(Databases, WordpressMoved, ::testing::Bool(),
                         [](const auto& database) { return database.param ? "PostgreSQL" : "SQLite"; });

// As former builds kept ids: with "www.".
TEST_P(WordpressMoved, what_an_earlier_build_knew_under_www_does_not_come_twice) {
  const std::string text = an_export(a_picture("www.old.example") + posts_of("www.old.example", 2) +
                                         an_item({.id = 9, .title = "С коментар", .name = "s", .further = comment}),
                                     "www.old.example");
  ASSERT_TRUE(world().wordpress(world().write("a.xml", text)));
  store::need(world().store().write([](store::Session& session) {
    for (const char* sql : {"UPDATE articles SET foreign_id = 'wordpress:www.old.example:' || substr(foreign_id, 23)",
                            "UPDATE comments SET foreign_id = 'wordpress:www.old.example:' || substr(foreign_id, 23)",
                            "UPDATE settings SET name = 'wordpress:www.old.example:' || substr(name, 23) "
                            "WHERE substr(name, 1, 22) = 'wordpress:old.example:'"}) {
      session.run(sql);
    }
  }));
  const auto again = world().wordpress(world().write("a.xml", text));
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_FALSE(again->anything_changed()) << again->text();
  EXPECT_THAT(again->text(), HasSubstr("www.old.example → old.example"));
  EXPECT_EQ(world().rows("articles"), 3);
  EXPECT_EQ(world().rows("comments"), 1);
  EXPECT_EQ(world().rows("assets"), 1);
  const auto third = world().wordpress(world().write("a.xml", text));
  ASSERT_TRUE(third);
  EXPECT_EQ(third->text().find("→"), std::string::npos) << "it is settled";
}

TEST_P(WordpressMoved, a_site_under_another_domain_is_recognised) {
  ASSERT_TRUE(world().wordpress(
      world().write("a.xml", an_export(a_picture("old.example") + posts_of("old.example", 6) +
                                       an_item({.id = 9, .title = "С коментар", .name = "s", .further = comment})))));
  const std::string text = an_export(a_picture("nov.example") + posts_of("nov.example", 8) +
                                         an_item({.id = 9, .title = "С коментар", .name = "s", .further = comment}) +
                                         an_item({.id = 12,
                                                  .title = "С връзка",
                                                  .link = "https://nov.example/vrazka/",
                                                  .content = "<a href=\"https://old.example/statiya-1/\">още</a>",
                                                  .name = "vrazka"}),
                                     "nov.example");
  const auto moved = world().wordpress(world().write("b.xml", text));
  ASSERT_TRUE(moved) << moved.error().message();
  EXPECT_EQ(moved->counts().at("articles"), (Count{.taken = 3, .changed = 0, .unchanged = 7, .left_out = 0}))
      << moved->text();
  EXPECT_EQ(world().rows("articles"), 10);
  EXPECT_EQ(world().rows("comments"), 1);
  EXPECT_EQ(world().rows("assets"), 1);
  EXPECT_EQ(world().rows("sites"), 1);
  EXPECT_THAT(content::write_body(world().article("С връзка").body), HasSubstr("\"/statiya-1/\""))
      << "it is its own link";
  const auto again = world().wordpress(world().write("b.xml", text));
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST_P(WordpressMoved, two_sites_that_began_alike_stay_two) {
  // Of one template: the same first items to the second, and lives of their own since.
  const std::string begun = posts_of("a.example", 3, "primer");
  std::string first = begun, second = begun;
  for (int number = 4; number < 30; ++number) {
    first += a_post(number, "a.example", "sofia-" + std::to_string(number));
    second += an_item({.id = number,
                       .title = "Варна " + std::to_string(number),
                       .link = "https://b.example/varna-" + std::to_string(number) + "/",
                       .name = "varna-" + std::to_string(number),
                       .date = "2022-01-01 10:00:" + std::to_string(10 + number)});
  }
  ASSERT_TRUE(world().wordpress(world().write("a.xml", an_export(first, "a.example"))));
  const auto report = world().wordpress(world().write("b.xml", an_export(second, "b.example")));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->counts().at("articles").taken, 29) << report->text();
  EXPECT_THAT(report->text(), HasSubstr("--formerly: 3 articles: a.example"));
}

TEST_P(WordpressMoved, a_new_site_with_the_examples_of_its_template_does_not_take_over_another) {
  ASSERT_TRUE(world().wordpress(world().write("a.xml", an_export(posts_of("a.example", 30), "a.example"))));
  const std::string fresh = an_export(posts_of("b.example", 5), "b.example");
  const auto report = world().wordpress(world().write("b.xml", fresh));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->counts().at("articles").taken, 5) << report->text();
  EXPECT_THAT(report->text(), HasSubstr("--formerly: 5 articles: a.example"));
  const auto again = world().wordpress(world().write("a.xml", an_export(posts_of("a.example", 30), "a.example")));
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(again->counts().at("articles").unchanged, 30) << again->text();
}

TEST_P(WordpressMoved, a_part_of_a_large_site_is_recognised) {
  ASSERT_TRUE(world().wordpress(world().write("a.xml", an_export(posts_of("old.example", 40), "old.example"))));
  const auto moved = world().wordpress(world().write("b.xml", an_export(posts_of("nov.example", 25), "nov.example")));
  ASSERT_TRUE(moved) << moved.error().message();
  EXPECT_EQ(moved->counts().at("articles").taken, 0) << moved->text();
  EXPECT_EQ(world().rows("articles"), 40);
}

TEST_P(WordpressMoved, a_former_host_may_be_named) {
  ASSERT_TRUE(world().wordpress(world().write("a.xml", an_export(posts_of("old.example", 2)))));
  const auto file = world().write("b.xml", an_export(posts_of("nov.example", 2), "nov.example"));
  const auto import = [&](const std::string& formerly) {
    return import_wordpress(world().store(), world().library(),
                            {.file = file,
                             .site_host = {},
                             .media_folder = {},
                             .progress = {},
                             .clock = World::clock(),
                             .stop = {},
                             .formerly = formerly});
  };
  const auto wrong = import("odl.example");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message(), HasSubstr("odl.example"));
  for (int time = 0; time < 2; ++time) {
    const auto report = import("old.example");
    ASSERT_TRUE(report) << report.error().message();
    EXPECT_EQ(report->counts().at("articles").unchanged, 2) << report->text();
    EXPECT_EQ(world().rows("articles"), 2);
  }
}

}  // namespace
}  // namespace vestnik::interchange
