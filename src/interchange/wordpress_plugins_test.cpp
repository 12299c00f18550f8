// What plugins and themes of newspapers keep beside their posts: taken over where it has a place, named in the report
// where it has none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/testing.h"
#include "interchange/wordpress.h"

namespace vestnik::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string meta(const std::string& key, const std::string& value) {
  return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value +
         "]]></wp:meta_value></wp:postmeta>";
}

// PHP's serialize() of texts.
std::string php(const std::vector<std::pair<std::string, std::string>>& fields) {
  const auto text = [](const std::string& value) {
    return "s:" + std::to_string(value.size()) + ":\"" + value + "\";";
  };
  std::string all = "a:" + std::to_string(fields.size()) + ":{";
  for (const auto& [key, value] : fields) all += text(key) + text(value);
  return all + "}";
}

std::string body_of(World& world, const std::string& headline = "Нов мост") {
  return content::write_body(world.article(headline).body);
}

std::string a_picture(int number, const std::string& name) {
  return an_item(
      {.id = number,
       .title = name,
       .link = "https://old.example/?attachment_id=" + std::to_string(number),
       .type = "attachment",
       .status = "inherit",
       .name = name,
       .further = "<wp:attachment_url>https://old.example/wp-content/uploads/" + name + ".jpg</wp:attachment_url>"});
}

TEST(WordpressPlugins, fields_of_the_theme_newspaper_find_their_places) {
  World world;
  const std::string categories =
      "<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>sport</wp:category_nicename>"
      "<wp:cat_name>Спорт</wp:cat_name></wp:category><wp:category><wp:term_id>3</wp:term_id>"
      "<wp:category_nicename>svyat</wp:category_nicename><wp:cat_name>Свят</wp:cat_name></wp:category>";
  const std::string settings = php({{"td_subtitle", "Под моста тече река"},
                                    {"td_source", "БТА"},
                                    {"td_source_url", "https://bta.example/1"},
                                    {"td_via", "Агенция „Юг“"},
                                    {"td_via_url", "javascript:alert(1)"},
                                    {"td_primary_cat", "3"},
                                    {"td_quote_on_blocks", "Мостът е нов"},
                                    {"td_post_template", "single_template_2"}});
  const auto report = world.wordpress(world.write(
      "a.xml", an_export(categories +
                         an_item({.id = 1,
                                  .further = "<category domain=\"category\" nicename=\"sport\">Спорт</category>"
                                             "<category domain=\"category\" nicename=\"svyat\">Свят</category>" +
                                             meta("td_post_theme_settings", settings) +
                                             meta("td_post_video",
                                                  php({{"td_video", "https://www.youtube.com/watch?v=aqz-KE-bpKQ"}})) +
                                             meta("post_views_count", "1200")}))));
  ASSERT_TRUE(report) << report.error().message();
  const content::Article article = world.article("Нов мост");
  EXPECT_EQ(article.deck, "Под моста тече река");
  const SectionId section = article.section;
  EXPECT_EQ(world.ask([&](store::Session& session) { return store::find_section(session, section)->slug; }), "svyat");
  const std::string body = body_of(world);
  EXPECT_THAT(body, HasSubstr("\"name\":\"БТА\""));
  EXPECT_THAT(body, HasSubstr("https://bta.example/1"));
  EXPECT_THAT(body, HasSubstr("Агенция „Юг“"));
  EXPECT_THAT(body, Not(HasSubstr("javascript")));
  EXPECT_THAT(body, HasSubstr("aqz-KE-bpKQ"));
  EXPECT_THAT(report->text(), HasSubstr("field of the theme Newspaper left out: td_quote_on_blocks"));
  EXPECT_THAT(report->text(), HasSubstr("number of views left out"));
  EXPECT_THAT(report->text(), Not(HasSubstr("td_post_template")));
}

TEST(WordpressPlugins, what_has_no_place_is_named) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(an_item(
          {.id = 1,
           .content = "",
           .further = meta("_yoast_wpseo_title", "Мостът | Вестник") + meta("_yoast_wpseo_focuskw", "мост") +
                      meta("_yoast_wpseo_meta-robots-noindex", "1") + meta("_links_to", "https://other.example/") +
                      meta("rank_math_facebook_title", "Виж моста") + meta("rank_math_seo_score", "70") +
                      meta("_elementor_edit_mode", "builder") + meta("_secondary_title", "Втори ред") +
                      "<category domain=\"post_format\" nicename=\"post-format-audio\">Audio</category>"}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.article("Нов мост").deck, "Втори ред");
  for (const char* named :
       {"title for search engines", "focus keyword", "kept from search engines", "led to another address",
        "social networks", "page builder's and not in the export", "left out: post-format-audio"}) {
    EXPECT_THAT(report->text(), HasSubstr(named));
  }
  EXPECT_THAT(report->text(), Not(HasSubstr("rank_math_seo_score"))) << "a sum that the plugin makes is nobody's text";
}

TEST(WordpressPlugins, a_podcasts_sound_and_the_text_of_bricks_are_taken_over) {
  World world;
  const std::string sound =
      "https://media.example.org/epizod-1.mp3\n21169426\naudio/mpeg\na:1:{s:8:\"duration\";s:1:\"1\";}";
  const auto text = [](const std::string& value) {
    return "s:" + std::to_string(value.size()) + ":\"" + value + "\";";
  };
  const auto element = [&](int number, const std::string& name, const std::string& said) {
    return "i:" + std::to_string(number) + ";a:2:{" + text("name") + text(name) + text("settings") + "a:1:{" +
           text("text") + text(said) + "}}";
  };
  const std::string bricks =
      "a:2:{" + element(0, "heading", "Въведение") + element(1, "text", "<p>Мостът е нов.</p>") + "}";
  const auto report = world.wordpress(world.write(
      "a.xml", an_export(an_item({.id = 1, .content = "За какво говорим.", .further = meta("enclosure", sound)}) +
                         an_item({.id = 2,
                                  .title = "Втори епизод",
                                  .link = "https://old.example/2/",
                                  .content = "[audio src=\"https://media.example.org/epizod-1.mp3\"]",
                                  .name = "2",
                                  .further = meta("enclosure", sound)}) +
                         an_item({.id = 3,
                                  .title = "Строител",
                                  .link = "https://old.example/3/",
                                  .content = "",
                                  .name = "3",
                                  .further = meta("_bricks_page_content_2", bricks) +
                                             meta("internal_note", "Обади се на източника утре сутрин, чака")}))));
  ASSERT_TRUE(report) << report.error().message();
  const content::Body first = world.article("Нов мост").body;
  ASSERT_EQ(first.blocks.size(), 2U) << content::write_body(first);
  EXPECT_EQ(first.blocks.front().type, "audio");
  EXPECT_THAT(content::write_body(first), HasSubstr("https://media.example.org/epizod-1.mp3\""));
  EXPECT_EQ(world.article("Втори епизод").body.blocks.size(), 1U);
  const std::string built = body_of(world, "Строител");
  EXPECT_THAT(built, HasSubstr("Въведение"));
  EXPECT_THAT(built, HasSubstr("Мостът е нов."));
  EXPECT_THAT(built, Not(HasSubstr("източника"))) << "fields may be notes of the newsroom";
  EXPECT_THAT(report->text(), HasSubstr("custom field left out: internal_note"));
}

TEST(WordpressPlugins, a_table_that_stands_there_over_and_over_does_not_fill_the_memory) {
  World world;
  std::string often;
  for (int i = 0; i < 20'000; ++i) often += "[table id=7 /]";
  const std::string cell(200'000, 'x');
  const auto report =
      world.wordpress(world.write("a.xml", an_export(an_item({.id = 1, .content = "Начало\n\n" + often + "\n\nКрай"}) +
                                                     an_item({.id = 30,
                                                              .title = "Таблица",
                                                              .link = "https://old.example/?p=30",
                                                              .content = "[[\"" + cell + "\"]]",
                                                              .type = "tablepress_table",
                                                              .name = "t",
                                                              .further = meta("_tablepress_export_table_id", "7")}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_THAT(report->text(), HasSubstr("tables, galleries and reusable blocks beyond the limits"));
  EXPECT_THAT(body_of(world), HasSubstr("Начало"));
}

TEST(WordpressPlugins, tables_and_galleries_stand_where_their_shortcodes_did) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(a_picture(21, "edno") + a_picture(22, "dve") +
                an_item({.id = 1,
                         .content = "[table id=7 /]\n\n[envira-gallery id=\"31\"]\n\n[foogallery id=\"32\"]\n\n"
                                    "[modula id=\"33\"]\n\n[table id=8 /]\n\n[nggallery id=2]"}) +
                an_item({.id = 30,
                         .title = "Таблица",
                         .link = "https://old.example/?p=30",
                         .content = "[[\"Град\",\"Точки\"],[\"Бургас\",\"<b>3</b><script>alert(1)</script>\"]]",
                         .type = "tablepress_table",
                         .name = "t",
                         .further = meta("_tablepress_export_table_id", "7")}) +
                an_item({.id = 31,
                         .link = "https://old.example/?p=31",
                         .type = "envira",
                         .further = meta("_eg_gallery_data",
                                         "a:1:{s:7:\"gallery\";a:1:{i:21;a:1:{s:3:\"src\";s:1:\"x\";}}}")}) +
                an_item({.id = 32,
                         .link = "https://old.example/?p=32",
                         .type = "foogallery",
                         .further = meta("foogallery_attachments", "a:1:{i:0;s:2:\"22\";}")}) +
                an_item({.id = 33,
                         .link = "https://old.example/?p=33",
                         .type = "modula-gallery",
                         .further = meta("modula-images", "a:1:{i:0;a:1:{s:2:\"id\";s:2:\"22\";}}")}))));
  ASSERT_TRUE(report) << report.error().message();
  const std::string body = body_of(world);
  EXPECT_THAT(body, HasSubstr("\"type\":\"table\""));
  EXPECT_THAT(body, HasSubstr("Бургас"));
  EXPECT_THAT(body, Not(HasSubstr("alert")));
  std::size_t galleries = 0;
  for (const content::Node& block : world.article("Нов мост").body.blocks) galleries += block.type == "gallery" ? 1 : 0;
  EXPECT_EQ(galleries, 3U) << body;
  EXPECT_THAT(report->text(), HasSubstr("shortcode kept as text: table"));
  EXPECT_THAT(report->text(), HasSubstr("what a plugin filled on the old server left out: nggallery"));
  EXPECT_EQ(world.articles().size(), 1U);
}

TEST(WordpressPlugins, a_line_that_is_a_pictures_credit_becomes_it) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml", an_export(a_picture(21, "edno") +
                         an_item({.id = 1,
                                  .content = "<img src=\"https://old.example/wp-content/uploads/edno.jpg\" />\n\n"
                                             "<em>Снимка: Иван Петров</em>\n\nСнимка: не е под снимка.\n\nКрай."})))));
  const content::Body body = world.article("Нов мост").body;
  ASSERT_GE(body.blocks.size(), 3U);
  EXPECT_EQ(body.blocks[0].type, "image");
  EXPECT_EQ(string_or(body.blocks[0].attributes, "credit"), "Снимка: Иван Петров");
  EXPECT_THAT(body_of(world), HasSubstr("не е под снимка"));
}

TEST(WordpressPlugins, bylines_of_publishpress_are_bylines) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml",
      an_export(an_item(
          {.id = 1, .further = "<category domain=\"author\" nicename=\"gost-avtor\">Гост Автор</category>"})))));
  ASSERT_EQ(world.article("Нов мост").authors.size(), 1U);
  const AuthorId author = world.article("Нов мост").authors.front();
  EXPECT_EQ(world.ask([&](store::Session& session) { return store::find_author(session, author)->name; }),
            "Гост Автор");
}

TEST(WordpressPlugins, a_comment_without_a_date_has_none) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml",
      an_export(an_item(
          {.id = 1,
           .further = "<wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>Ана</wp:comment_author>"
                      "<wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt><wp:comment_content>Да"
                      "</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"
                      "<wp:comment><wp:comment_id>6</wp:comment_id><wp:comment_parent>5</wp:comment_parent>"
                      "<wp:comment_user_id>3</wp:comment_user_id><wp:comment_author>Редактор</wp:comment_author>"
                      "<wp:comment_date_gmt>2024-01-01 10:00:00</wp:comment_date_gmt><wp:comment_content>Не"
                      "</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"
                      "<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author>x.example</wp:comment_author>"
                      "<wp:comment_content>линк</wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
                      "<wp:comment_type>pingback</wp:comment_type></wp:comment>"})))));
  const ArticleId article = world.article("Нов мост").id;
  const auto comments = world.ask([&](store::Session& session) { return store::all_comments_of(session, article); });
  ASSERT_EQ(comments.size(), 2U);
  for (const content::Comment& comment : comments) {
    if (comment.name == "Ана") {
      EXPECT_EQ(comment.at, Time());
    } else {
      EXPECT_NE(comment.at, Time());
      EXPECT_TRUE(comment.parent) << "it is an answer";
    }
  }
}

TEST(WordpressPlugins, rules_of_the_redirect_manager_are_redirects) {
  const auto rule = [](int id, const std::string& from, const std::string& to, const std::string& further = {}) {
    return an_item({.id = id,
                    .title = from,
                    .link = "https://old.example/?post_type=redirect_rule&amp;p=" + std::to_string(id),
                    .content = "",
                    .type = "redirect_rule",
                    .name = "r" + std::to_string(id),
                    .further = meta("_redirect_rule_from", from) + meta("_redirect_rule_to", to) + further});
  };
  World world;
  const auto report = world.wordpress(
      world.write("a.xml", an_export(an_item({.id = 1, .further = meta("custom_permalink", "moi/adres.html")}) +
                                     rule(5, "/star-adres/", "/2023/10/nov-most/") +
                                     rule(6, "/drug/", "https://old.example/2023/10/nov-most/") +
                                     rule(7, "/vsichko/*", "/") + rule(8, "/zlo/", "javascript:alert(1)") +
                                     rule(9, "/niama/", "", meta("_redirect_rule_status_code", "410")))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.answer("/star-adres/"), "/2023/10/nov-most/");
  EXPECT_EQ(world.answer("/drug/"), "/2023/10/nov-most/");
  EXPECT_EQ(world.answer("/moi/adres.html"), "/2023/10/nov-most/") << "of Custom Permalinks";
  EXPECT_EQ(world.answer("/zlo/"), "");
  EXPECT_NE(report->text().find("/vsichko/*"), std::string::npos) << report->text();
  EXPECT_NE(report->text().find("/zlo/"), std::string::npos) << report->text();
  EXPECT_NE(report->text().find("/niama/"), std::string::npos) << report->text();
}

TEST(WordpressPlugins, a_text_that_only_elementors_tree_holds_is_read_from_it) {
  const std::string tree =
      R"([{"id":"1","elType":"section","settings":[],"elements":[{"id":"2","elType":"column","elements":[)"
      R"({"elType":"widget","widgetType":"heading","settings":{"title":"Заглавие"}},)"
      R"({"elType":"widget","widgetType":"text-editor","settings":{"editor":"<p>Текст<script>alert(1)<\/script></p>"}},)"
      R"({"elType":"widget","widgetType":"image","settings":{"image":{"url":"https://other.example/a.jpg","alt":"Мост"}}},)"
      R"({"elType":"widget","widgetType":"video","settings":{"youtube_url":"https://youtu.be/dQw4w9WgXcQ"}},)"
      R"({"elType":"widget","widgetType":"button","settings":{"text":"Виж","link":{"url":"https://other.example/"}}},)"
      R"({"elType":"widget","widgetType":"accordion","settings":{"tabs":[{"tab_title":"Защо?","tab_content":"Ето."}]}},)"
      R"({"elType":"widget","widgetType":"google_maps","settings":{"address":"София"}}]}]}])";
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml", an_export(an_item({.id = 1,
                                  .content = "",
                                  .further = meta("_elementor_data", tree) + meta("_elementor_edit_mode", "builder")}) +
                         an_item({.id = 2,
                                  .title = "Друга",
                                  .link = "https://old.example/drug/",
                                  .content = "<p>Само това.</p>",
                                  .name = "drug",
                                  .further = meta("_elementor_data", tree)}))));
  ASSERT_TRUE(report) << report.error().message();
  const content::Body body = world.article("Нов мост").body;
  const std::string text = content::plain_text(body);
  for (const char* part : {"Заглавие", "Текст", "Виж", "Защо?", "Ето."})
    EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
  EXPECT_EQ(text.find("alert"), std::string::npos);
  const std::string all = content::write_body(body);
  EXPECT_NE(all.find("\"youtube\""), std::string::npos) << all;
  EXPECT_NE(all.find("https://other.example/a.jpg"), std::string::npos) << all;
  EXPECT_EQ(content::plain_text(world.article("Друга").body), "Само това.");
  EXPECT_NE(report->text().find("elementor google_maps"), std::string::npos) << report->text();
  EXPECT_EQ(report->text().find("it is empty here"), std::string::npos) << report->text();
}

TEST(WordpressPlugins, a_text_of_nothing_but_blanks_hides_no_tree_of_elementors) {
  const std::string tree = R"([{"elType":"widget","widgetType":"heading","settings":{"title":"Заглавие"}}])";
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml", an_export(an_item({.id = 1, .content = "\n \n", .further = meta("_elementor_data", tree)})))));
  EXPECT_EQ(content::plain_text(world.article("Нов мост").body), "Заглавие");
}

}  // namespace
}  // namespace vestnik::interchange
