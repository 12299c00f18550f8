// The same export once more, or one that was made later.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/testing.h"
#include "interchange/wordpress.h"

namespace vestnik::interchange {
namespace {

using content::State;
using ::testing::HasSubstr;

std::string an_undated_item() {
  return an_item({.id = 1, .title = "Без дата", .date = "0000-00-00 00:00:00"});
}

TEST(WordpressAgain, an_article_without_a_date_does_not_become_new_each_time) {
  World world;
  const auto file = world.write("a.xml", an_export(an_undated_item()));
  ASSERT_TRUE(world.wordpress(file));
  const auto published = world.article("Без дата").published_at;
  const auto later = import_wordpress(world.store(), world.library(),
                                      {.file = file, .site_host = {}, .media_folder = {}, .progress = {}, .clock = [] {
                                         return store::test_time + std::chrono::hours(48);
                                       }});
  ASSERT_TRUE(later) << later.error().message();
  EXPECT_EQ(later->counts().at("articles"), (Count{.taken = 0, .changed = 0, .unchanged = 1, .left_out = 0}));
  EXPECT_EQ(world.article("Без дата").published_at, published);
}

TEST(WordpressAgain, a_site_that_moved_to_www_and_https_is_the_same_site) {
  const auto picture = [](const std::string& address) {
    return an_item({.id = 21,
                    .title = "Снимка",
                    .link = address + "/?attachment_id=21",
                    .type = "attachment",
                    .status = "inherit",
                    .further = "<wp:attachment_url>" + address + "/wp-content/uploads/a.jpg</wp:attachment_url>"});
  };
  const std::string comment =
      "<wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>Ана</wp:comment_author>"
      "<wp:comment_date_gmt>2024-01-01 10:00:00</wp:comment_date_gmt><wp:comment_content>Да</wp:comment_content>"
      "<wp:comment_approved>1</wp:comment_approved></wp:comment>";
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml", an_export(picture("http://old.example") +
                         an_item({.id = 1, .link = "http://old.example/2023/10/nov-most/", .further = comment})))));
  const auto report = world.wordpress(world.write(
      "b.xml",
      an_export(picture("https://www.old.example") +
                    an_item({.id = 1, .link = "https://www.old.example/2023/10/nov-most/", .further = comment}),
                "www.old.example")));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.rows("articles"), 1);
  EXPECT_EQ(world.rows("comments"), 1);
  EXPECT_EQ(world.rows("assets"), 1);
  EXPECT_EQ(world.article("Нов мост").permalink, "/2023/10/nov-most/");
}

TEST(WordpressAgain, what_was_taken_back_there_and_published_again_follows) {
  World world;
  const auto import = [&](const std::string& status) {
    return world.wordpress(world.write("a.xml", an_export(an_item({.id = 1, .status = status}))));
  };
  ASSERT_TRUE(import("publish"));
  ASSERT_TRUE(import("draft"));
  EXPECT_EQ(world.article("Нов мост").state, State::draft);
  const auto report = import("publish");
  ASSERT_TRUE(report);
  EXPECT_EQ(world.article("Нов мост").state, State::published) << report->text();
  EXPECT_EQ(world.answer("/2023/10/nov-most/"), "/2023/10/nov-most/");
}

TEST(WordpressAgain, comments_without_numbers_of_their_own_are_kept_apart) {
  const auto comment = [](const std::string& number, const std::string& text) {
    return "<wp:comment>" + number +
           "<wp:comment_author>Ана</wp:comment_author><wp:comment_date_gmt>2024-01-01 10:00:00" +
           "</wp:comment_date_gmt><wp:comment_content>" + text +
           "</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>";
  };
  const std::string five = "<wp:comment_id>5</wp:comment_id>";
  World world;
  const auto file =
      world.write("a.xml", an_export(an_item({.id = 1,
                                              .further = comment("", "Едно") + comment("", "Две") +
                                                         comment(five, "Три") + comment(five, "Четири")}) +
                                     "<item></item>"));
  ASSERT_TRUE(world.wordpress(file));
  EXPECT_EQ(world.rows("comments"), 4);
  EXPECT_EQ(world.rows("articles"), 1) << "an empty item is none";
  const auto again = world.wordpress(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(WordpressAgain, a_packed_export_is_told_apart) {
  World world;
  for (const char* packed : {"PK\x03\x04 a.xml", "\x1F\x8B\x08 a"}) {
    const auto report = world.wordpress(world.write("a.xml", packed));
    ASSERT_FALSE(report);
    EXPECT_THAT(report.error().message(), HasSubstr("unpack it first"));
  }
}

TEST(WordpressAgain, pages_of_a_split_post_stay_apart_as_paragraphs) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write("a.xml", an_export(an_item({.content = "Едно\n<!--nextpage-->\nДве"})))));
  EXPECT_EQ(world.article("Нов мост").body.blocks.size(), 2U);
  EXPECT_EQ(world.answer("/2023/10/nov-most/2/"), "/2023/10/nov-most/");
}

}  // namespace
}  // namespace vestnik::interchange
