// What cannot be taken over is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "interchange/testing.h"
#include "interchange/wordpress.h"
#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string a_field(const std::string& key, const std::string& value) {
  return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value +
         "]]></wp:meta_value></wp:postmeta>";
}

std::string a_menu_entry(int id, int parent, const std::string& menu) {
  return an_item({.id = id,
                  .title = "Запис " + std::to_string(id),
                  .link = "https://old.example/?p=" + std::to_string(id),
                  .type = "nav_menu_item",
                  .further = "<wp:menu_order>" + std::to_string(id) +
                             "</wp:menu_order><category domain=\"nav_menu\" nicename=\"" + menu + "\">" + menu +
                             "</category>" + a_field("_menu_item_type", "custom") +
                             a_field("_menu_item_url", "https://other.example/" + std::to_string(id)) +
                             a_field("_menu_item_menu_item_parent", std::to_string(parent))});
}

TEST(WordpressNotes, custom_fields_are_told_once_a_name) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(an_item({.id = 1,
                         .further = a_field("izvor", "БТА") + a_field("izvor", "АФП") + a_field("prazno", " ") +
                                    a_field("_price", "field_1") + a_field("rank_math_description", "Описание")}) +
                an_item({.id = 2,
                         .title = "Друг",
                         .link = "https://old.example/drug/",
                         .name = "drug",
                         .further = a_field("izvor", "ДПА")}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_THAT(report->text(), HasSubstr("custom field left out: izvor (2 times)"));
  for (const char* other : {"prazno", "_price", "rank_math"}) EXPECT_THAT(report->text(), Not(HasSubstr(other)));
}

TEST(WordpressNotes, texts_and_bylines_beyond_the_limits_are_told) {
  std::string headline, deck, comment, bylines;
  while (headline.size() <= limits::headline_bytes) headline += "дума ";
  while (deck.size() <= limits::deck_bytes) deck += "дума ";
  while (comment.size() <= 64 << 10) comment += "дума ";
  for (std::size_t i = 0; i <= limits::bylines; ++i) {
    const std::string name = "avtor-" + std::to_string(i);
    bylines += "<category domain=\"author\" nicename=\"cap-" + name + "\">" + name + "</category>";
  }
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml", an_export(an_item({.title = headline,
                                  .excerpt = deck,
                                  .further = bylines +
                                             "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ана"
                                             "</wp:comment_author><wp:comment_approved>1</wp:comment_approved>"
                                             "<wp:comment_content>" +
                                             comment + "</wp:comment_content></wp:comment>"}))));
  ASSERT_TRUE(report) << report.error().message();
  for (const char* told :
       {"headline longer than", "deck longer than", "authors beyond the first", "comments longer than 64 KB"}) {
    EXPECT_THAT(report->text(), HasSubstr(told));
  }
  ASSERT_EQ(world.articles().size(), 1U);
  EXPECT_EQ(world.articles().front().authors.size(), limits::bylines);
}

TEST(WordpressNotes, menu_entries_that_go_too_deep_or_are_too_many_are_told) {
  std::string deep, many;
  for (int id = 201; id <= 206; ++id) deep += a_menu_entry(id, id == 201 ? 0 : id - 1, "main");
  for (int id = 301; id <= 402; ++id) many += a_menu_entry(id, 0, "footer");
  World world;
  const auto report = world.wordpress(world.write("a.xml", an_export(an_item({}) + deep + many)));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_THAT(report->text(), HasSubstr("menu entries below the fourth level left out: main"));
  EXPECT_THAT(report->text(), HasSubstr("menu entries beyond the first 100 left out: footer"));
  EXPECT_EQ(report->counts().at("menu entries").left_out, 4);
  EXPECT_EQ(world.site().navigation.size(), 1U);
  EXPECT_EQ(world.site().footer_navigation.size(), 100U);
}

TEST(WordpressNotes, a_menu_at_the_foot_is_taken_where_the_main_one_comes_out_empty) {
  World world;
  const std::string broken =
      an_item({.id = 201,
               .title = "Никъде",
               .link = "https://old.example/?p=201",
               .type = "nav_menu_item",
               .further = "<category domain=\"nav_menu\" nicename=\"main\">main</category>" +
                          a_field("_menu_item_type", "custom") + a_field("_menu_item_url", "javascript:alert(1)") +
                          a_field("_menu_item_menu_item_parent", "0")});
  const auto file = world.write("a.xml", an_export(an_item({}) + broken + a_menu_entry(301, 0, "footer")));
  ASSERT_TRUE(world.wordpress(file));
  EXPECT_TRUE(world.site().navigation.empty());
  EXPECT_EQ(world.site().footer_navigation.size(), 1U);
  const auto again = world.wordpress(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(WordpressNotes, a_reusable_block_is_told_with_the_reason_why_it_is_left_out) {
  wordpress::Surroundings around;
  around.reusable_block = [](std::int64_t reference) -> Result<std::string> {
    if (reference == 1) return fail(ErrorKind::too_large, "the export holds more than 32 MB of them");
    return fail(ErrorKind::not_found, "it is not in the export");
  };
  const auto read = wordpress::read_content("<!-- wp:block {\"ref\":1} /--><!-- wp:block {\"ref\":2} /-->", around);
  EXPECT_THAT(read.notes, ::testing::Contains("reusable block left out: the export holds more than 32 MB of them"));
  EXPECT_THAT(read.notes, ::testing::Contains("reusable block left out: it is not in the export"));
}

TEST(WordpressNotes, pictures_that_are_links_now_are_told) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml", an_export(an_item({.id = 1,
                                  .content = "<p>Текст</p><img src=\"https://old.example/wp-content/a.jpg\">"
                                             "<img src=\"https://other.example/b.jpg\">"}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_THAT(report->text(), HasSubstr("picture that is not in the export and the media folder is a link now"));
  EXPECT_THAT(report->text(), HasSubstr("picture of another site is a link now"));
}

TEST(WordpressNotes, a_link_to_a_place_within_the_page_keeps_its_words_alone) {
  const auto read = wordpress::read_content("<p>Виж <a href=\"#dolu\">долу</a>.</p><h2 id=\"dolu\">Долу</h2>", {});
  EXPECT_EQ(content::write_body(read.body).find("#dolu"), std::string::npos);
  EXPECT_THAT(content::plain_text(read.body), HasSubstr("Виж долу."));
  EXPECT_THAT(read.notes, testing::Contains(HasSubstr("a place within the page")));
}

TEST(WordpressNotes, a_reusable_block_stands_once_in_itself_and_tells_of_changed_words) {
  wordpress::Surroundings around;
  around.reusable_block = [](std::int64_t) -> Result<std::string> {
    return "<!-- wp:paragraph --><p>Общо</p><!-- /wp:paragraph --><!-- wp:block {\"ref\":5} /-->";
  };
  const auto read =
      wordpress::read_content("<!-- wp:block {\"ref\":5,\"content\":{\"a\":{\"content\":\"б\"}}} /-->", around);
  EXPECT_EQ(content::plain_text(read.body), "Общо");
  EXPECT_THAT(read.notes, testing::Contains(HasSubstr("it stands in itself")));
  EXPECT_THAT(read.notes, testing::Contains(HasSubstr("words of this article's own")));
}

TEST(WordpressNotes, what_a_list_says_when_it_is_empty_is_no_text_of_the_article) {
  const auto read = wordpress::read_content(
      "<!-- wp:query --><div><!-- wp:post-template --><!-- wp:post-title /--><!-- /wp:post-template -->"
      "<!-- wp:query-no-results --><!-- wp:paragraph --><p>Няма</p><!-- /wp:paragraph --><!-- /wp:query-no-results -->"
      "</div><!-- /wp:query --><!-- wp:paragraph --><p>Текст</p><!-- /wp:paragraph -->",
      {});
  EXPECT_EQ(content::plain_text(read.body), "Текст");
}

}  // namespace
}  // namespace vestnik::interchange
