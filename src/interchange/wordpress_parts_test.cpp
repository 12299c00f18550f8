// WordPress splits a large site into several exports, and writes posts and media apart where it is asked to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/testing.h"
#include "interchange/wordpress.h"

namespace vestnik::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string a_meta(const std::string& key, const std::string& value) {
  return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value>" + value +
         "</wp:meta_value></wp:postmeta>";
}

std::string an_attachment(int id) {
  return an_item({.id = id,
                  .title = "Снимка " + std::to_string(id),
                  .link = "https://old.example/?attachment_id=" + std::to_string(id),
                  .excerpt = "Надпис " + std::to_string(id),
                  .type = "attachment",
                  .status = "inherit",
                  .further = "<wp:attachment_url>https://old.example/wp-content/uploads/2023/10/" + std::to_string(id) +
                             ".jpg</wp:attachment_url>"});
}

std::string posts() {
  return an_item(
      {.id = 1,
       .content =
           "<img src=\"http://old.example/wp-content/uploads/2023/10/22-300x200.jpg\" />\n\n[gallery ids=\"23\"]",
       .further = a_meta("_thumbnail_id", "21")});
}

TEST(WordpressParts, posts_find_the_media_of_an_earlier_part) {
  World world;
  ASSERT_TRUE(
      world.wordpress(world.write("media.xml", an_export(an_attachment(21) + an_attachment(22) + an_attachment(23)))));
  const auto report = world.wordpress(world.write("posts.xml", an_export(posts())));
  ASSERT_TRUE(report) << report.error().message();
  const content::Article article = world.article("Нов мост");
  const auto assets = world.assets();
  ASSERT_EQ(assets.size(), 3U);
  EXPECT_EQ(article.lead_image, assets[0].id);
  EXPECT_EQ(article.lead_caption, "Надпис 21");
  const std::string body = content::write_body(article.body);
  EXPECT_THAT(body, HasSubstr("\"asset\":" + std::to_string(assets[1].id.value)));
  EXPECT_THAT(body, HasSubstr("\"asset\":" + std::to_string(assets[2].id.value)));
  EXPECT_THAT(report->text(), Not(HasSubstr("featured picture")));
  const auto again = world.wordpress(world.write("posts.xml", an_export(posts())));
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(WordpressParts, galleries_lose_no_picture_silently) {
  const auto elementor = [](const std::string& pictures) {
    return a_meta("_elementor_data",
                  R"([{"elType":"widget","widgetType":"image-gallery","settings":{"wp_gallery":[)" + pictures + "]}}]");
  };
  const auto post = [](int id, const std::string& name, const std::string& content, const std::string& further = {}) {
    return an_item({.id = id,
                    .title = name,
                    .link = "https://old.example/" + name + "/",
                    .content = content,
                    .name = name,
                    .further = further});
  };
  World world;
  const auto report = world.wordpress(world.write(
      "all.xml",
      an_export(an_attachment(21) + post(1, "unknown", "", elementor(R"({"id":901,"url":""},{"id":"902"})")) +
                post(2, "known", "", elementor(R"({"id":21})")) + post(3, "nothing", "", elementor("")) +
                post(4, "some", R"([gallery ids="21,903"])") +
                post(5, "block", "<!-- wp:gallery {\"ids\":[904]} --><figure></figure><!-- /wp:gallery -->"))));
  ASSERT_TRUE(report) << report.error().message();
  const std::string text = report->text();
  const auto line_with = [&](std::string_view what) {
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string() : text.substr(at, text.find('\n', at) - at);
  };
  for (const char* post_named : {"“unknown”", "“block”"}) {
    EXPECT_THAT(line_with("gallery left out: none of its pictures is in the export"), HasSubstr(post_named)) << text;
  }
  EXPECT_THAT(line_with("pictures of a gallery left out"), HasSubstr("“some”")) << text;
  EXPECT_THAT(line_with("left out: elementor image-gallery"), HasSubstr("“nothing”")) << text;
  for (const char* name : {"known", "some"}) {
    EXPECT_THAT(content::write_body(world.article(name).body),
                HasSubstr("\"asset\":" + std::to_string(world.assets()[0].id.value)));
  }
}

TEST(WordpressParts, posts_that_came_first_get_their_pictures_when_they_come_again) {
  World world;
  const auto file = world.write("posts.xml", an_export(posts()));
  const auto report = world.wordpress(file);
  ASSERT_TRUE(report);
  EXPECT_THAT(report->text(), HasSubstr("featured picture is not in the export"));
  EXPECT_FALSE(world.article("Нов мост").lead_image);
  ASSERT_TRUE(
      world.wordpress(world.write("media.xml", an_export(an_attachment(21) + an_attachment(22) + an_attachment(23)))));
  ASSERT_TRUE(world.wordpress(file));
  EXPECT_EQ(world.article("Нов мост").lead_image, world.assets().at(0).id);
}

TEST(WordpressParts, numbers_of_another_site_are_not_taken_for_this_ones) {
  World world;
  ASSERT_TRUE(
      world.wordpress(world.write("media.xml", an_export(an_attachment(21), "third.example")), {}, "third.example"));
  ASSERT_TRUE(world.wordpress(world.write("posts.xml", an_export(posts())), {}, "old.example"));
  bool found = false;
  world.ask([&](store::Session& session) {
    store::each_article(session, store::find_site(session, "old.example")->id, [&](const content::Article& article) {
      found = true;
      EXPECT_FALSE(article.lead_image);
      return true;
    });
    return 0;
  });
  EXPECT_TRUE(found);
}

TEST(WordpressParts, a_section_that_made_room_for_a_page_stays_one_section) {
  World world;
  const std::string category =
      "<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>sport</wp:category_nicename>"
      "<wp:cat_name>Спорт</wp:cat_name></wp:category>";
  const std::string in_it = "<category domain=\"category\" nicename=\"sport\">Спорт</category>";
  ASSERT_TRUE(world.wordpress(world.write(
      "one.xml",
      an_export(
          category +
          an_item(
              {.id = 1, .title = "За спорта", .link = "https://old.example/sport/", .type = "page", .name = "sport"}) +
          an_item({.id = 2, .title = "Мач", .further = in_it})))));
  ASSERT_TRUE(
      world.wordpress(world.write("two.xml", an_export(category + an_item({.id = 3,
                                                                           .title = "Друг мач",
                                                                           .link = "https://old.example/2023/10/drug/",
                                                                           .name = "drug",
                                                                           .further = in_it})))));
  EXPECT_EQ(world.article("Друг мач").section, world.article("Мач").section);
  EXPECT_EQ(world.answer("/category/sport/"), "/sport-section/");
}

TEST(WordpressParts, a_menu_is_completed_when_the_pages_of_another_part_are_here) {
  const auto entry = [](int id, const std::string& title, int page) {
    return an_item({.id = id,
                    .title = title,
                    .link = "https://old.example/?p=" + std::to_string(id),
                    .type = "nav_menu_item",
                    .further = "<category domain=\"nav_menu\" nicename=\"main\">main</category>" +
                               a_meta("_menu_item_type", "post_type") + a_meta("_menu_item_object", "page") +
                               a_meta("_menu_item_object_id", std::to_string(page))});
  };
  const auto page = [](int id, const std::string& name) {
    return an_item(
        {.id = id, .title = name, .link = "https://old.example/" + name + "/", .type = "page", .name = name});
  };
  World world;
  const auto first = world.write("one.xml", an_export(page(1, "edno") + entry(101, "Едно", 1) + entry(102, "Две", 2)));
  ASSERT_TRUE(world.wordpress(first));
  EXPECT_EQ(world.site().navigation.size(), 1U);
  ASSERT_TRUE(world.wordpress(world.write("two.xml", an_export(page(2, "dve")))));
  EXPECT_EQ(world.site().navigation.size(), 1U);
  ASSERT_TRUE(world.wordpress(first));
  EXPECT_EQ(world.site().navigation.size(), 2U);
  const auto again = world.wordpress(first);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
  // What an editor makes of it stays.
  content::Site site = world.site();
  site.navigation.resize(1);
  store::need(
      world.store().write([&](store::Session& session) { return store::save_site(session, site, store::test_time); }));
  ASSERT_TRUE(world.wordpress(first));
  EXPECT_EQ(world.site().navigation.size(), 1U);
}

}  // namespace
}  // namespace vestnik::interchange
