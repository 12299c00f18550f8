// Old addresses that meet addresses of this program, its sections, authors and topics.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/testing.h"
#include "interchange/wordpress.h"

namespace vestnik::interchange {
namespace {

using content::State;
using ::testing::HasSubstr;

std::string a_category(int id, const std::string& slug, const std::string& name) {
  return "<wp:category><wp:term_id>" + std::to_string(id) + "</wp:term_id><wp:category_nicename>" + slug +
         "</wp:category_nicename><wp:cat_name>" + name + "</wp:cat_name></wp:category>";
}

std::string in_category(const std::string& slug) {
  return "<category domain=\"category\" nicename=\"" + slug + "\">x</category>";
}

// Where `address` is led to by a redirect; "" where there is none.
std::string redirect_from(World& world, const std::string& address) {
  const SiteId site = world.site().id;
  return world.ask([&](store::Session& session) { return store::find_redirect(session, site, address); }).value_or("");
}

TEST(WordpressAddresses, an_attachment_named_as_a_category_does_not_hide_the_section) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(a_category(2, "sport", "Спорт") + an_item({.id = 1, .further = in_category("sport")}) +
                an_item({.id = 5,
                         .title = "sport",
                         .link = "https://old.example/sport/",
                         .type = "attachment",
                         .status = "inherit",
                         .further =
                             "<wp:attachment_url>https://old.example/wp-content/uploads/s.jpg</wp:attachment_url>"}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(redirect_from(world, "/sport/"), "");
  EXPECT_EQ(world.answer("/category/sport/"), "/sport/");
  EXPECT_THAT(report->text(), HasSubstr("a section, author or topic answers there: /sport"));
}

TEST(WordpressAddresses, a_former_slug_does_not_hide_a_section_an_author_or_a_topic) {
  const auto former = [](const std::string& slug) {
    return "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>" + slug +
           "</wp:meta_value></wp:postmeta>";
  };
  World world;
  const std::string names =
      a_category(2, "sport", "Спорт") +
      "<wp:tag><wp:term_id>5</wp:term_id><wp:tag_slug>most</wp:tag_slug><wp:tag_name>Мост</wp:tag_name></wp:tag>"
      "<wp:author><wp:author_id>9</wp:author_id><wp:author_login>ana</wp:author_login></wp:author>";
  const auto report =
      world.wordpress(world.write("a.xml", an_export(names +
                                                     an_item({.id = 1,
                                                              .title = "a",
                                                              .link = "https://old.example/za-sporta/",
                                                              .type = "page",
                                                              .name = "za-sporta",
                                                              .further = former("sport") + former("igri")}) +
                                                     an_item({.id = 2,
                                                              .title = "b",
                                                              .link = "https://old.example/topic/mostove/",
                                                              .type = "page",
                                                              .name = "mostove",
                                                              .further = former("most")}) +
                                                     an_item({.id = 3,
                                                              .title = "c",
                                                              .link = "https://old.example/author/za-ana/",
                                                              .type = "page",
                                                              .name = "za-ana",
                                                              .further = former("ana")}))));
  ASSERT_TRUE(report) << report.error().message();
  for (const char* kept : {"/sport/", "/topic/most/", "/author/ana/"})
    EXPECT_EQ(redirect_from(world, kept), "") << kept;
  EXPECT_EQ(world.answer("/igri/"), "/za-sporta/");
}

TEST(WordpressAddresses, a_section_beside_a_page_of_its_name_gets_an_address_of_its_own) {
  World world;
  const auto file = world.write(
      "a.xml",
      an_export(
          a_category(2, "sport", "Спорт") + a_category(3, "svyat", "Свят") +
          an_item(
              {.id = 1, .title = "За спорта", .link = "https://old.example/sport/", .type = "page", .name = "sport"}) +
          an_item({.id = 2,
                   .title = "Скрита",
                   .link = "https://old.example/svyat/",
                   .type = "page",
                   .status = "private",
                   .name = "svyat"}) +
          an_item({.id = 3,
                   .title = "Мач",
                   .link = "https://old.example/?p=3",
                   .name = "mach",
                   .further = in_category("sport")})));
  const auto report = world.wordpress(file);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.article("За спорта").permalink, "/sport/");
  EXPECT_EQ(world.answer("/category/sport/"), "/sport-section/");
  EXPECT_EQ(world.answer("/category/sport/feed/"), "/sport-section/feed.xml");
  EXPECT_EQ(world.answer("/?cat=2"), "/sport-section/");
  EXPECT_EQ(world.answer("/?p=3"), "/sport-section/mach/");
  EXPECT_EQ(world.answer("/category/svyat/"), "/svyat/");
  EXPECT_THAT(report->text(), HasSubstr("/sport/ → /sport-section/"));
  const auto again = world.wordpress(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(WordpressAddresses, a_page_named_as_a_section_that_is_here_already_gets_a_new_address) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml", an_export(a_category(2, "sport", "Спорт") + an_item({.id = 1, .further = in_category("sport")})))));
  const auto report = world.wordpress(world.write(
      "b.xml", an_export(a_category(2, "sport", "Спорт") + an_item({.id = 1, .further = in_category("sport")}) +
                         an_item({.id = 2,
                                  .title = "За спорта",
                                  .link = "https://old.example/sport/",
                                  .type = "page",
                                  .name = "sport"}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.article("За спорта").permalink, "");
  EXPECT_EQ(world.answer("/?p=2"), "/sport-page/");
  EXPECT_EQ(world.answer("/category/sport/"), "/sport/");
  EXPECT_EQ(redirect_from(world, "/sport/"), "");
  EXPECT_THAT(report->text(), HasSubstr("address is a section's here"));
}

TEST(WordpressAddresses, names_beyond_ascii_are_found_by_query) {
  World world;
  const std::string most = "%d0%bc%d0%be%d1%81%d1%82", sviat = "%d1%81%d0%b2%d1%8f%d1%82";
  const auto report = world.wordpress(
      world.write("a.xml", an_export(a_category(2, sviat, "Свят") + "<wp:tag><wp:term_id>5</wp:term_id><wp:tag_slug>" +
                                     most + "</wp:tag_slug><wp:tag_name>Мост</wp:tag_name></wp:tag>" + an_item({}))));
  ASSERT_TRUE(report) << report.error().message();
  // As reader/addresses.cpp asks: decoded.
  EXPECT_EQ(world.answer("/?tag=мост"), "/topic/most/");
  EXPECT_EQ(world.answer("/?category_name=свят"), world.answer("/category/" + sviat + "/"));
  EXPECT_NE(world.answer("/?category_name=свят"), "");
}

TEST(WordpressAddresses, what_stood_at_an_address_of_the_program_itself_gets_a_new_one) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(
          a_category(2, "report", "Репортажи") +
          an_item({.id = 1,
                   .title = "Тарифа",
                   .link = "https://old.example/advertising/",
                   .type = "page",
                   .name = "advertising"}) +
          an_item({.id = 2,
                   .title = "Репортаж",
                   .link = "https://old.example/report/na-moreto/",
                   .name = "na-moreto",
                   .further = in_category("report")}) +
          an_item(
              {.id = 3, .title = "Търсене", .link = "https://old.example/search/", .type = "page", .name = "search"}) +
          an_item({.id = 4,
                   .title = "Условия",
                   .link = "https://old.example/advertising/usloviya/",
                   .type = "page",
                   .name = "usloviya"}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.answer("/?p=1"), "/advertising-page/");
  EXPECT_EQ(world.answer("/?p=2"), "/report-section/na-moreto/");
  EXPECT_EQ(world.answer("/?p=3"), "/search-page/");
  EXPECT_EQ(world.article("Условия").permalink, "/advertising/usloviya/") << "nothing of ours is there";
  EXPECT_EQ(world.answer("/category/report/"), "/report-section/");
  EXPECT_EQ(redirect_from(world, "/report/na-moreto/"), "/report-section/na-moreto/");
  EXPECT_THAT(report->text(), HasSubstr("address kept for the program itself"));
  EXPECT_THAT(report->text(), HasSubstr("/report/ → /report-section/"));
}

TEST(WordpressAddresses, lists_answer_below_the_step_that_all_posts_stood_below) {
  const std::string names =
      a_category(3, "svyat", "Свят") +
      "<wp:tag><wp:term_id>5</wp:term_id><wp:tag_slug>most</wp:tag_slug><wp:tag_name>Мост</wp:tag_name></wp:tag>"
      "<wp:author><wp:author_id>9</wp:author_id><wp:author_login>ana</wp:author_login></wp:author>";
  const auto posts = [](const std::string& front) {
    return an_item({.id = 1, .title = "a", .link = "https://old.example/" + front + "/1", .name = "a"}) +
           an_item({.id = 2, .title = "b", .link = "https://old.example/" + front + "/2", .name = "b"}) +
           an_item({.id = 3, .title = "c", .link = "https://old.example/za-nas/", .type = "page", .name = "za-nas"});
  };
  World world;
  ASSERT_TRUE(world.wordpress(world.write("a.xml", an_export(names + posts("archives")))));
  EXPECT_EQ(world.answer("/archives/category/svyat/"), "/svyat/");
  EXPECT_EQ(world.answer("/archives/category/svyat/feed/"), "/svyat/feed.xml");
  EXPECT_EQ(world.answer("/archives/tag/most/"), "/topic/most/");
  EXPECT_EQ(world.answer("/archives/author/ana/"), "/author/ana/");
  EXPECT_EQ(world.answer("/archives/feed/"), "/feed.xml");
  for (const char* none : {"2023", "svyat"}) {
    World other;
    ASSERT_TRUE(other.wordpress(other.write("a.xml", an_export(names + posts(none)))));
    EXPECT_EQ(other.answer("/" + std::string(none) + "/category/svyat/"), "") << none;
  }
}

TEST(WordpressAddresses, lists_answer_below_the_languages_of_a_site_of_several) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml", an_export(a_category(3, "svyat", "Свят") +
                         an_item({.id = 1, .title = "a", .link = "https://old.example/bg/2023/10/a/", .name = "a"}) +
                         an_item({.id = 2, .title = "b", .link = "https://old.example/en/2023/10/b/", .name = "b"})))));
  EXPECT_EQ(world.answer("/bg/category/svyat/"), "/svyat/");
  EXPECT_EQ(world.answer("/en/category/svyat/feed/"), "/svyat/feed.xml");
  EXPECT_EQ(world.answer("/en/feed/"), "/feed.xml");
  EXPECT_EQ(world.answer("/en/"), "/");
  EXPECT_EQ(world.answer("/de/category/svyat/"), "");
}

TEST(WordpressAddresses, categories_answer_without_a_base_too) {
  World world;
  const std::string child =
      "<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>%d0%b5%d0%b2%d1%80%d0%be%d0%bf%d0%b0"
      "</wp:category_nicename><wp:category_parent>svyat</wp:category_parent><wp:cat_name>Европа</wp:cat_name></"
      "wp:category>";
  ASSERT_TRUE(world.wordpress(
      world.write("a.xml", an_export(a_category(1, "uncategorized", "Uncategorized") + a_category(3, "svyat", "Свят") +
                                     child + a_category(6, "search", "Търсене") + an_item({.id = 1})))));
  EXPECT_EQ(world.answer("/svyat/%d0%b5%d0%b2%d1%80%d0%be%d0%bf%d0%b0/"), "/evropa/");
  EXPECT_EQ(world.answer("/европа/"), "/evropa/");
  EXPECT_EQ(world.answer("/svyat/feed/"), "/svyat/feed.xml");
  EXPECT_EQ(world.answer("/uncategorized/"), "/novini/");
  EXPECT_EQ(redirect_from(world, "/search/"), "") << "the program's own";
}

TEST(WordpressAddresses, a_section_for_posts_without_one_is_made_only_for_such_posts) {
  World world;
  const std::string in_section = R"(<category domain="category" nicename="svyat"><![CDATA[Свят]]></category>)";
  const std::string terms =
      a_category(1, "%d0%bd%d0%b5%d0%ba%d0%b0%d1%82%d0%b5%d0%b3%d0%be%d1%80%d0%b8%d0%b7%d0%b8%d1%80%d0%b0%d0%bd%d0%b8",
                 "Некатегоризирани") +
      a_category(3, "svyat", "Свят");
  ASSERT_TRUE(world.wordpress(world.write("a.xml", an_export(terms + an_item({.id = 1, .further = in_section})))));
  const auto slugs = [&] {
    std::vector<std::string> found;
    world.ask([&](store::Session& session) {
      for (const content::Section& section : store::all_sections(session, world.site().id))
        found.push_back(section.slug);
      return 0;
    });
    return found;
  };
  EXPECT_EQ(slugs(), std::vector<std::string>{"svyat"});
  EXPECT_EQ(world.answer("/?cat=1"), "/");
  EXPECT_EQ(world.answer("/category/некатегоризирани/"), "/");
  const AnItem talk{.id = 3,
                    .title = "Разговор",
                    .link = "https://old.example/intervyuta/razgovor/",
                    .type = "interview",
                    .name = "razgovor"};
  ASSERT_TRUE(world.wordpress(
      world.write("t.xml", an_export(terms + an_item({.id = 1, .further = in_section}) + an_item(talk)))));
  EXPECT_EQ(slugs(), (std::vector<std::string>{"svyat", "intervyuta"})) << "articles of that type have their own";
  const AnItem lone{.id = 2, .title = "Без рубрика", .link = "https://old.example/dve/", .name = "dve"};
  ASSERT_TRUE(world.wordpress(
      world.write("b.xml", an_export(terms + an_item({.id = 1, .further = in_section}) + an_item(lone)))));
  EXPECT_EQ(slugs(), (std::vector<std::string>{"svyat", "intervyuta", "novini"}));
  EXPECT_EQ(world.answer("/?cat=1"), "/novini/");
  ASSERT_TRUE(world.wordpress(world.write("a.xml", an_export(terms + an_item({.id = 1, .further = in_section})))));
  EXPECT_EQ(world.answer("/?cat=1"), "/novini/") << "a file of the export without such posts takes nothing back";
}

TEST(WordpressAddresses, of_other_public_types_answer) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(
          an_item(
              {.id = 1, .title = "Книга", .link = "https://old.example/?book=kniga", .type = "book", .name = "kniga"}) +
          an_item(
              {.id = 2, .title = "Работа", .link = "https://old.example/portfolio/r/", .type = "jetpack-portfolio"}) +
          an_item({.id = 3, .title = "Чаша", .link = "https://old.example/product/chasha/", .type = "product"}) +
          an_item({.id = 4, .title = "Поръчка", .link = "https://old.example/order/4/", .type = "shop_order"}) +
          an_item({.id = 5,
                   .title = "Писмо",
                   .link = "https://old.example/?post_type=letter&amp;p=5",
                   .type = "letter"}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_NE(world.answer("/?p=1"), "");
  EXPECT_EQ(world.article("Работа").permalink, "/portfolio/r/");
  EXPECT_EQ(world.article("Чаша").kind, content::Kind::page);
  EXPECT_EQ(world.answer("/product/chasha/"), "/product/chasha/");
  EXPECT_EQ(world.articles().size(), 3U);
}

std::string an_author(int id, const std::string& login, const std::string& name) {
  return "<wp:author><wp:author_id>" + std::to_string(id) + "</wp:author_id><wp:author_login>" + login +
         "</wp:author_login><wp:author_display_name>" + name + "</wp:author_display_name></wp:author>";
}

std::string a_further_term(int id, const std::string& taxonomy, const std::string& slug, const std::string& name,
                           const std::string& parent = {}) {
  return "<wp:term><wp:term_id>" + std::to_string(id) + "</wp:term_id><wp:term_taxonomy>" + taxonomy +
         "</wp:term_taxonomy><wp:term_slug>" + slug + "</wp:term_slug><wp:term_parent>" + parent +
         "</wp:term_parent><wp:term_name>" + name + "</wp:term_name></wp:term>";
}

std::string in_term(const std::string& taxonomy, const std::string& slug, const std::string& name = "x") {
  return "<category domain=\"" + taxonomy + "\" nicename=\"" + slug + "\">" + name + "</category>";
}

TEST(WordpressAddresses, of_authors_in_any_script_answer) {
  World world;
  const std::string ana = "%d0%b0%d0%bd%d0%b0-%d0%b8%d0%bb%d0%b8%d0%b5%d0%b2%d0%b0";
  const auto file =
      world.write("a.xml", an_export(an_author(1, "Иван Петров", "Иван Петров") + an_author(2, "desk", "Мария Колева") +
                                     an_author(3, "ivan.ivanov", "И. Иванов") +
                                     an_item({.id = 1, .further = in_term("author", "cap-" + ana, "Ана Илиева")}) +
                                     an_item({.id = 2, .title = "b", .link = "https://old.example/b/", .name = "b"})));
  const auto report = world.wordpress(file);
  ASSERT_TRUE(report) << report.error().message();
  const std::string ivan = world.answer("/?author=1"), maria = world.answer("/?author=2");
  EXPECT_NE(ivan, "");
  EXPECT_EQ(world.answer("/author/иван-петров/"), ivan);
  EXPECT_EQ(world.answer("/author/%d0%b8%d0%b2%d0%b0%d0%bd-%d0%bf%d0%b5%d1%82%d1%80%d0%be%d0%b2/feed/"),
            ivan + "feed.xml");
  EXPECT_EQ(world.answer("/?author_name=иван-петров"), ivan);
  EXPECT_EQ(world.answer("/author/desk/"), maria);
  EXPECT_EQ(world.answer("/author/мария-колева/"), maria) << "where the address was made of the name";
  EXPECT_EQ(world.answer("/author/maria-koleva/"), maria);
  EXPECT_EQ(world.answer("/author/ivan-ivanov/"), world.answer("/?author=3"));
  EXPECT_NE(world.answer("/author/ана-илиева/"), "");
  EXPECT_EQ(world.answer("/author/" + ana + "/"), world.answer("/author/ана-илиева/"));
  const auto again = world.wordpress(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(WordpressAddresses, of_further_taxonomies_lead_to_topics) {
  World world;
  const auto file = world.write(
      "a.xml", an_export("<wp:tag><wp:term_id>5</wp:term_id><wp:tag_slug>burgas</wp:tag_slug><wp:tag_name>Бургас</"
                         "wp:tag_name></wp:tag>" +
                         a_further_term(11, "oblast", "yug", "Югоизток") +
                         a_further_term(12, "oblast", "burgas", "Бургас", "yug") +
                         a_further_term(13, "seria", "most", "Мостът") +
                         a_further_term(14, "elementor_library_type", "kit", "Kit") +
                         a_further_term(15, "nikoy", "nishto", "Нищо") +
                         an_item({.id = 1,
                                  .content = "<a href=\"https://old.example/poreditsi/most/\">поредицата</a>",
                                  .further = in_term("oblast", "burgas") + in_term("seria", "most") +
                                             in_term("post_tag", "burgas") + in_term("seria", "nova", "Нова")})));
  const auto report = world.wordpress(file);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.article("Нов мост").topics.size(), 3U) << "the town is one topic";
  EXPECT_EQ(world.answer("/oblast/burgas/"), "/topic/burgas/");
  EXPECT_EQ(world.answer("/oblast/yug/burgas/"), "/topic/burgas/");
  EXPECT_EQ(world.answer("/oblast/burgas/feed/"), "/topic/burgas/feed.xml");
  EXPECT_EQ(world.answer("/?oblast=burgas"), "/topic/burgas/");
  EXPECT_EQ(world.answer("/tag/burgas/"), "/topic/burgas/");
  EXPECT_EQ(world.answer("/seria/most/"), "/topic/most/");
  EXPECT_EQ(world.answer("/poreditsi/most/"), "/topic/most/") << "links tell the base";
  EXPECT_EQ(world.answer("/seria/nova/"), "/topic/nova/");
  EXPECT_THAT(report->text(), HasSubstr("kept as topics (4 times): oblast; seria"));
  EXPECT_THAT(report->text(), HasSubstr("no article carries left out: 1: nikoy"));
  const auto again = world.wordpress(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(WordpressAddresses, of_a_custom_type_and_its_list_answer) {
  World world;
  const auto file = world.write("a.xml", an_export(a_category(2, "sport", "Спорт") +
                                                   an_item({.id = 1,
                                                            .title = "Разговор",
                                                            .link = "https://old.example/intervyuta/razgovor/",
                                                            .type = "interview",
                                                            .name = "razgovor"}) +
                                                   an_item({.id = 2,
                                                            .title = "С треньора",
                                                            .link = "https://old.example/intervyuta/trenyor/",
                                                            .type = "interview",
                                                            .name = "trenyor",
                                                            .further = in_category("sport")}) +
                                                   an_item({.id = 3,
                                                            .title = "Шаблон",
                                                            .link = "https://old.example/tdb/sh/",
                                                            .type = "tdb_templates",
                                                            .name = "sh"})));
  const auto report = world.wordpress(file);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.article("Разговор").kind, content::Kind::interview);
  EXPECT_EQ(world.answer("/intervyuta/razgovor/"), "/intervyuta/razgovor/");
  EXPECT_EQ(world.answer("/intervyuta/"), "/intervyuta/");
  EXPECT_EQ(world.answer("/interview/"), "/intervyuta/");
  EXPECT_EQ(world.answer("/?post_type=interview"), "/intervyuta/");
  EXPECT_NE(world.article("С треньора").section, world.article("Разговор").section);
  EXPECT_THAT(report->text(), HasSubstr("interview → /intervyuta/ “Интервюта”"));
  EXPECT_THAT(report->text(), HasSubstr("items of the type tdb_templates left out"));
  const auto again = world.wordpress(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(WordpressAddresses, of_attachments_below_their_posts_answer) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml", an_export(an_item({.id = 1}) +
                         an_item({.id = 5,
                                  .title = "Снимка",
                                  .link = "https://old.example/?attachment_id=5",
                                  .type = "attachment",
                                  .status = "inherit",
                                  .name = "snimka",
                                  .further = "<wp:post_parent>1</wp:post_parent><wp:attachment_url>"
                                             "https://old.example/wp-content/uploads/s.jpg</wp:attachment_url>"})))));
  EXPECT_EQ(world.answer("/2023/10/nov-most/snimka/"), "/2023/10/nov-most/");
}

TEST(WordpressAddresses, of_the_files_that_edited_pictures_were_made_of_lead_to_these) {
  World world;
  const auto picture = [](int id, const std::string& file) {
    return an_item({.id = id,
                    .title = file,
                    .link = "https://old.example/p" + std::to_string(id) + "/",
                    .type = "attachment",
                    .status = "inherit",
                    .name = "p" + std::to_string(id),
                    .further = "<wp:post_parent>1</wp:post_parent><wp:attachment_url>"
                               "https://old.example/wp-content/uploads/" +
                               file + "</wp:attachment_url>"});
  };
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml", an_export(an_item({.id = 1}) + picture(5, "most-scaled.jpg") + picture(6, "gora-e1716200000000.jpg") +
                         picture(7, "reka-e1716200000000.jpg") + picture(8, "reka.jpg")))));
  const std::string folder = "/wp-content/uploads/";
  for (const char* name : {"most-scaled.jpg", "most.jpg", "gora-e1716200000000.jpg", "gora.jpg", "reka.jpg"})
    EXPECT_EQ(world.answer(folder + name), "/2023/10/nov-most/") << name;
  EXPECT_EQ(world.answer(folder + "drug.jpg"), "");
}

TEST(WordpressAddresses, links_to_another_site_of_the_network_lead_there) {
  World world;
  std::string text = an_export(an_item(
      {.content =
           "<a href=\"https://network.example/drug/\">друг</a> <a href=\"https://old.example/svoy/\">свой</a>"}));
  const std::string own = "<wp:base_site_url>https://old.example<";
  text.replace(text.find(own), own.size(), "<wp:base_site_url>https://network.example<");
  ASSERT_TRUE(world.wordpress(world.write("a.xml", text)));
  const std::string body = content::write_body(world.article("Нов мост").body);
  EXPECT_THAT(body, HasSubstr("\"https://network.example/drug/\""));
  EXPECT_THAT(body, HasSubstr("\"/svoy/\""));
}

}  // namespace
}  // namespace vestnik::interchange
