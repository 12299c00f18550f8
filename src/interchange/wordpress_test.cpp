// What becomes of posts, terms, comments, menus and states.
#include "interchange/wordpress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/testing.h"

namespace vestnik::interchange {
namespace {

using content::State;
using ::testing::HasSubstr;

TEST(WordpressImport, takes_the_seed_as_it_is) {
  World world;
  const auto report = world.wordpress(shared_folder / "seed/news24sofia.wxr.xml");
  ASSERT_TRUE(report) << report.error().message();
  const content::Site site = world.site();
  EXPECT_EQ(site.host, "news24sofia.eu");
  EXPECT_EQ(site.base_url, "https://news24sofia.eu");
  EXPECT_EQ(site.language, "bg");
  EXPECT_EQ(site.time_zone, "Europe/Sofia");
  EXPECT_EQ(site.slot_after, 0) << "advertisements stay after the text, where such sites have them";
  EXPECT_THAT(site.aliases, ::testing::ElementsAre("www.news24sofia.eu"));
  const auto sections = world.ask([&](store::Session& session) { return store::all_sections(session, site.id); });
  ASSERT_GE(sections.size(), 4U);
  EXPECT_EQ(sections[0].slug, "svyat");
  const auto author =
      world.ask([&](store::Session& session) { return store::find_author(session, site.id, "news24"); });
  ASSERT_TRUE(author);
  EXPECT_EQ(author->kind, content::Author::Kind::team);
  const auto assets = world.assets();
  ASSERT_FALSE(assets.empty());
  EXPECT_EQ(assets[0].credit, "Снимка: EPA");
  EXPECT_EQ(assets[0].caption, "");
  EXPECT_EQ(assets[0].digest, "");
  for (const content::Article& article : world.articles()) {
    EXPECT_EQ(article.state, State::published) << article.headline;
    EXPECT_NE(article.permalink, "") << article.headline;
    EXPECT_FALSE(article.body.blocks.empty()) << article.headline;
    EXPECT_TRUE(article.section) << article.headline;
  }
  EXPECT_TRUE(world.articles().at(0).lead_image);
}

TEST(WordpressImport, asked_to_stop_it_ends_early_and_the_next_run_completes_it) {
  World world, uncut;
  const auto file = shared_folder / "seed/news24sofia.wxr.xml";
  int asked = 0;
  WordpressOptions options{
      .file = file, .site_host = {}, .media_folder = {}, .progress = {}, .clock = World::clock(), .stop = [&] {
        return ++asked > 3;
      }};
  const auto cut = import_wordpress(world.store(), world.library(), options);
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().kind, ErrorKind::busy);
  EXPECT_EQ(asked, 4) << "nothing is read after that";
  ASSERT_TRUE(world.wordpress(file));
  ASSERT_TRUE(uncut.wordpress(file));
  EXPECT_EQ(world.articles().size(), uncut.articles().size());
}

TEST(WordpressImport, states_keep_what_was_hidden_hidden) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml",
      an_export(
          an_item({.id = 1, .title = "public", .link = "https://old.example/public/"}) +
          an_item({.id = 2, .title = "draft", .link = "https://old.example/?p=2", .status = "draft"}) +
          an_item({.id = 3, .title = "password", .link = "https://old.example/password/", .password = "x"}) +
          an_item({.id = 4, .title = "private", .link = "https://old.example/private/", .status = "private"}) +
          an_item({.id = 5, .title = "pending", .link = "https://old.example/?p=5", .status = "pending"}) +
          an_item({.id = 6,
                   .title = "future",
                   .link = "https://old.example/future/",
                   .status = "future",
                   .date = "2030-01-01 10:00:00"}) +
          an_item({.id = 7, .title = "trash", .link = "https://old.example/trash/", .status = "trash"}) +
          an_item({.id = 8, .title = "ahead", .link = "https://old.example/ahead/", .date = "2030-01-01 10:00:00"}) +
          an_item({.id = 9, .title = "pitch", .link = "https://old.example/?p=9", .status = "pitch"}) +
          an_item({.id = 10,
                   .title = "feedback",
                   .link = "https://old.example/?post_type=x&amp;p=10",
                   .type = "x-messages"}) +
          an_item({.id = 11,
                   .title = "revision",
                   .link = "https://old.example/r/",
                   .type = "revision",
                   .status = "inherit"})))));
  const std::vector<std::pair<std::string, State>> states = {
      {"public", State::published}, {"draft", State::draft},     {"password", State::hidden},
      {"private", State::hidden},   {"pending", State::review},  {"future", State::scheduled},
      {"trash", State::trashed},    {"ahead", State::scheduled}, {"pitch", State::draft}};
  for (const auto& [headline, state] : states) {
    EXPECT_EQ(world.article(headline).state, state) << headline;
    const std::string id = world.article(headline).foreign_id.substr(22);
    EXPECT_EQ(world.answer("/?p=" + id) != "", state == State::published) << headline;
  }
  EXPECT_EQ(world.articles().size(), states.size());
  EXPECT_EQ(world.rows("published"), 1);
  EXPECT_TRUE(world.article("future").scheduled_at);
}

TEST(WordpressImport, what_was_scheduled_for_a_time_that_has_passed_waits_for_an_editor) {
  World world;
  const auto file = world.write("a.xml", an_export(an_item({.id = 1,
                                                            .title = "future",
                                                            .link = "https://old.example/future/",
                                                            .status = "future",
                                                            .date = "2025-01-01 10:00:00"})));
  const auto report = world.wordpress(file);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.article("future").state, State::ready);
  EXPECT_FALSE(world.article("future").scheduled_at);
  EXPECT_EQ(world.rows("published"), 0);
  EXPECT_THAT(report->text(), HasSubstr("scheduled for a time that has passed"));
  // Who publishes it here has decided: the same export again does not take it back.
  store::need(world.store().write(
      [&](store::Session& session) { store::publish_article(session, world.article("future").id, store::test_time); }));
  const auto again = world.wordpress(file);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->counts().at("articles").unchanged, 1);
  EXPECT_EQ(world.article("future").state, State::published);
}

TEST(WordpressImport, comments_are_kept_and_only_approved_ones_shown) {
  const auto comment = [](int id, std::string approved, std::string type, int parent = 0) {
    return "<wp:comment><wp:comment_id>" + std::to_string(id) +
           "</wp:comment_id><wp:comment_author><![CDATA[Ана <b>]]></wp:comment_author><wp:comment_author_email>a@b.c"
           "</wp:comment_author_email><wp:comment_author_IP>10.0.0.1</"
           "wp:comment_author_IP><wp:comment_date_gmt>2024-01-01 "
           "10:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[Едно\n\n<script>x</script><b>две</b> " +
           std::to_string(id) + "]]></wp:comment_content><wp:comment_approved>" + approved +
           "</wp:comment_approved><wp:comment_type>" + type + "</wp:comment_type><wp:comment_parent>" +
           std::to_string(parent) + "</wp:comment_parent></wp:comment>";
  };
  World world;
  AnItem item;
  item.further = comment(12, "1", "comment", 11) + comment(11, "1", "") + comment(13, "0", "comment") +
                 comment(14, "spam", "comment") + comment(15, "1", "pingback");
  const auto report = world.wordpress(world.write("a.xml", an_export(an_item(item))));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->counts().at("comments"), (Count{.taken = 3, .changed = 0, .unchanged = 0, .left_out = 2}));
  const ArticleId article = world.article("Нов мост").id;
  const auto shown = store::need(
      world.store().read_public([&](store::Session& session) { return store::comments_of(session, article); }));
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].name, "Ана");
  EXPECT_EQ(shown[0].text, "Едно\n\nдве 11");
  EXPECT_EQ(shown[1].parent, shown[0].id);
}

TEST(WordpressImport, what_the_newsroom_decided_about_comments_stays) {
  const auto comment = [](int id, const std::string& approved, const std::string& text) {
    return "<wp:comment><wp:comment_id>" + std::to_string(id) +
           "</wp:comment_id><wp:comment_author>Ана</wp:comment_author><wp:comment_date_gmt>2024-01-01 10:00:00"
           "</wp:comment_date_gmt><wp:comment_content>" +
           text + "</wp:comment_content><wp:comment_approved>" + approved + "</wp:comment_approved></wp:comment>";
  };
  World world;
  AnItem item;
  item.further =
      comment(1, "1", "Скрит") + comment(2, "1", "Махнат") + comment(3, "0", "Одобрен") + comment(4, "0", "Чака");
  const auto file = world.write("a.xml", an_export(an_item(item)));
  ASSERT_TRUE(world.wordpress(file));
  const ArticleId article = world.article("Нов мост").id;
  const auto all = [&] {
    return world.ask([&](store::Session& session) { return store::all_comments_of(session, article); });
  };
  store::need(world.store().write([&](store::Session& session) {
    for (content::Comment one : store::all_comments_of(session, article)) {
      if (one.text == "Скрит") one.decision = content::Comment::Decision::hidden;
      if (one.text == "Махнат") {
        one.decision = content::Comment::Decision::removed;
        one.text.clear();
      }
      if (one.text == "Одобрен") one.approved = true;
      store::save_comment(session, one, store::test_time);
    }
  }));
  const auto decided = all();
  const auto again = world.wordpress(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
  EXPECT_EQ(all(), decided);
  // What nobody has decided about follows the old site.
  item.further = comment(3, "0", "Одобрен") + comment(4, "1", "Чака");
  ASSERT_TRUE(world.wordpress(world.write("b.xml", an_export(an_item(item)))));
  const auto shown = store::need(
      world.store().read_public([&](store::Session& session) { return store::comments_of(session, article); }));
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].text, "Одобрен");
  EXPECT_EQ(shown[1].text, "Чака");
}

TEST(WordpressImport, categories_and_tags_answer_under_a_base_of_the_old_sites_own) {
  World world;
  const std::string names =
      "<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>svyat</wp:category_nicename>"
      "<wp:cat_name>Свят</wp:cat_name></wp:category>"
      "<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>balkani</wp:category_nicename>"
      "<wp:category_parent>svyat</wp:category_parent><wp:cat_name>Балкани</wp:cat_name></wp:category>"
      "<wp:tag><wp:term_id>5</wp:term_id><wp:tag_slug>most</wp:tag_slug><wp:tag_name>Мост</wp:tag_name></wp:tag>"
      "<wp:tag><wp:term_id>6</wp:term_id><wp:tag_slug>reka</wp:tag_slug><wp:tag_name>Река</wp:tag_name></wp:tag>";
  const std::string post = an_item(
      {.content =
           "<p><a href=\"https://old.example/rubriki/svyat/\">Свят</a> "
           "<a href=\"/etiketi/most/?a=1\">Мост</a> <a href=\"https://old.example/2023/10/reka/\">Река</a></p>"});
  const auto report = world.wordpress(world.write("a.xml", an_export(names + post)));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.answer("/rubriki/svyat/"), "/svyat/");
  EXPECT_EQ(world.answer("/rubriki/svyat/balkani/"), "/balkani/");
  EXPECT_EQ(world.answer("/rubriki/balkani/feed/"), "/balkani/feed.xml");
  EXPECT_EQ(world.answer("/etiketi/reka/"), "/topic/reka/");
  EXPECT_EQ(world.answer("/2023/10/most/"), "");
}

TEST(WordpressImport, classic_content_with_shortcodes_becomes_blocks) {
  World world;
  const auto attachment = [](int id) {
    return an_item(
        {.id = id,
         .title = "Снимка " + std::to_string(id),
         .excerpt = "Текст " + std::to_string(id),
         .type = "attachment",
         .status = "inherit",
         .further = "<wp:post_parent>1</wp:post_parent><wp:attachment_url>https://old.example/wp-content/uploads/" +
                    std::to_string(id) + ".jpg</wp:attachment_url>"});
  };
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(
          attachment(21) + attachment(22) +
          an_item(
              {.content =
                   "Първи абзац\nс нов ред.\n\n[caption id=\"a\" align=\"alignleft\"]<img "
                   "src=\"https://old.example/wp-content/uploads/21.jpg\" /> Мостът. Снимка: EPA[/caption]\n\n"
                   "[gallery ids=\"22,21\"]\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n"
                   "[video mp4=\"https://example.org/a.mp4\"][/video]\n\n[audio src=\"https://example.org/a.mp3\"]\n\n"
                   "[embed]https://vimeo.com/32246206[/embed]\n\n[house-made to=\"x\"]\n\n"
                   "<a href=\"https://old.example/2020/star/?a=b\">стар</a>"}))));
  ASSERT_TRUE(report) << report.error().message();
  const content::Body body = world.article("Нов мост").body;
  std::vector<std::string> types;
  for (const content::Node& node : body.blocks) types.push_back(node.type);
  EXPECT_THAT(types, ::testing::ElementsAre("paragraph", "image", "gallery", "embed", "video", "audio", "embed",
                                            "paragraph", "paragraph"))
      << content::write_body(body);
  const std::string json = content::write_body(body);
  EXPECT_THAT(json, HasSubstr("\"credit\":\"Снимка: EPA\""));
  EXPECT_THAT(json, HasSubstr("\"caption\":\"Мостът.\""));
  EXPECT_THAT(json, HasSubstr("\"href\":\"/2020/star/?a=b\""));
  EXPECT_THAT(json, HasSubstr("[house-made"));
  EXPECT_EQ(body.blocks.at(2).children.size(), 2U);
  EXPECT_THAT(report->text(), HasSubstr("shortcode kept as text: house-made"));
}

TEST(WordpressImport, the_menu_of_a_block_theme_keeps_its_order_and_its_submenus) {
  World world;
  const std::string menu =
      R"(<!-- wp:home-link {"label":"Начало"} /-->)"
      R"(<!-- wp:navigation-submenu {"label":"За <b>нас</b>","type":"post","id":1,"url":"https://old.example/x/","kind":"post-type"} -->)"
      R"(<!-- wp:navigation-submenu {"label":"Навън","url":"https://other.example/","kind":"custom"} -->)"
      R"(<!-- wp:navigation-link {"label":"Дълбоко","url":"https://other.example/d/"} /-->)"
      R"(<!-- /wp:navigation-submenu -->)"
      R"x(<!-- wp:navigation-link {"label":"Лошо","url":"javascript:alert(1)","kind":"custom"} /-->)x"
      R"(<!-- /wp:navigation-submenu -->)"
      R"(<!-- wp:navigation-link {"label":"По света","type":"category","id":7,"url":"https://old.example/category/svyat/","kind":"taxonomy"} /-->)"
      R"(<!-- wp:page-list /--><!-- wp:navigation-link {"label":"Чернова","type":"page","id":99,"kind":"post-type"} /-->)";
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export("<wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>svyat</wp:category_nicename><wp:cat_name>"
                "Свят</wp:cat_name></wp:category>" +
                an_item({.id = 1}) +
                an_item({.id = 5,
                         .title = "Navigation",
                         .link = "https://old.example/navigation/",
                         .content = menu,
                         .type = "wp_navigation",
                         .name = "navigation"}))));
  ASSERT_TRUE(report);
  using content::NavigationItem;
  EXPECT_EQ(world.site().navigation,
            (std::vector<NavigationItem>{
                {"Начало", "/", {}},
                {"За нас",
                 "/2023/10/nov-most/",
                 {{"Навън", "https://other.example/", {{"Дълбоко", "https://other.example/d/", {}}}}}},
                {"По света", "/svyat/", {}}}));
  EXPECT_THAT(report->text(), HasSubstr("menu entry leads to nothing that is here (2 times): Лошо; Чернова"));
  EXPECT_THAT(report->text(), HasSubstr("list of all pages in a menu left out"));
}

TEST(WordpressImport, the_menus_become_the_navigation) {
  const auto entry = [](int id, std::string title, std::string type, std::string object, int object_id, std::string url,
                        int parent = 0, std::string menu = "main") {
    const auto meta = [](std::string key, std::string value) {
      return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value +
             "]]></wp:meta_value></wp:postmeta>";
    };
    return an_item({.id = id,
                    .title = title,
                    .link = "https://old.example/?p=" + std::to_string(id),
                    .type = "nav_menu_item",
                    .further = "<wp:menu_order>" + std::to_string(id) +
                               "</wp:menu_order><category domain=\"nav_menu\" "
                               "nicename=\"" +
                               menu + "\">" + menu + "</category>" + meta("_menu_item_type", type) +
                               meta("_menu_item_object", object) +
                               meta("_menu_item_object_id", std::to_string(object_id)) + meta("_menu_item_url", url) +
                               meta("_menu_item_menu_item_parent", std::to_string(parent))});
  };
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export("<wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>svyat</wp:category_nicename><wp:cat_name>"
                "Свят</wp:cat_name></wp:category>" +
                an_item({.id = 1}) + entry(101, "", "taxonomy", "category", 7, "") +
                entry(102, "Моста", "post_type", "post", 1, "") +
                entry(103, "Навън", "custom", "custom", 103, "https://other.example/", 102) +
                entry(104, "Лошо", "custom", "custom", 104, "javascript:alert(1)") +
                entry(105, "Начало", "custom", "custom", 105, "https://old.example/") +
                entry(106, "За нас", "custom", "custom", 106, "https://old.example/", 0, "footer-menu") +
                entry(107, "Профил", "custom", "custom", 107, "https://x.example/", 0, "social"))));
  ASSERT_TRUE(report);
  using content::NavigationItem;
  EXPECT_EQ(world.site().navigation,
            (std::vector<NavigationItem>{{"Свят", "/svyat/", {}},
                                         {"Моста", "/2023/10/nov-most/", {{"Навън", "https://other.example/", {}}}},
                                         {"Начало", "/", {}}}));
  EXPECT_EQ(world.site().footer_navigation, (std::vector<NavigationItem>{{"За нас", "/", {}}}));
  EXPECT_THAT(report->text(), HasSubstr("menu left out"));
  EXPECT_THAT(report->text(), HasSubstr("menu entry leads to nothing"));
}

TEST(WordpressImport, what_the_newsroom_changed_stays) {
  World world;
  const auto file = world.write(
      "a.xml",
      an_export(an_item({.id = 1}) + an_item({.id = 2, .title = "Друг", .link = "https://old.example/drug/"})));
  ASSERT_TRUE(world.wordpress(file));
  content::Article article = world.article("Нов мост");
  article.headline = "Променено тук";
  store::need(world.store().write([&](store::Session& session) {
    return store::save_article(session, article, std::nullopt, "editor@example.org", store::test_time);
  }));
  store::need(world.store().write(
      [&](store::Session& session) { store::unpublish_article(session, world.article("Друг").id, store::test_time); }));
  const auto report = world.wordpress(
      world.write("a.xml", an_export(an_item({.id = 1, .title = "Променено там"}) +
                                     an_item({.id = 2, .title = "Друг 2", .link = "https://old.example/drug/"}))));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->counts().at("articles").left_out, 2);
  EXPECT_NO_THROW(world.article("Променено тук"));
  EXPECT_EQ(world.article("Друг").state, State::draft);
}

TEST(WordpressImport, what_changed_there_is_a_new_revision_here) {
  World world;
  ASSERT_TRUE(world.wordpress(world.write(
      "a.xml",
      an_export(an_item({.id = 1}) + an_item({.id = 2, .title = "Скрит", .link = "https://old.example/skrit/"})))));
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(an_item({.id = 1, .title = "По-нов мост", .link = "https://old.example/drug-adres/"}) +
                an_item({.id = 2, .title = "Скрит", .link = "https://old.example/skrit/", .status = "private"}))));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->counts().at("articles").changed, 2);
  EXPECT_EQ(world.article("По-нов мост").revision, 2);
  EXPECT_EQ(world.answer("/2023/10/nov-most/"), "/drug-adres/");
  EXPECT_EQ(world.article("Скрит").state, State::hidden);
  EXPECT_EQ(world.answer("/skrit/"), "");
}

TEST(WordpressImport, categories_authors_and_plugins_are_understood) {
  const std::string terms =
      "<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>balkani</"
      "wp:category_nicename><wp:category_parent>svyat"
      "</wp:category_parent><wp:cat_name>Балкани</wp:cat_name></wp:category>"
      "<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>svyat</wp:category_nicename><wp:cat_name>Свят</"
      "wp:cat_name>"
      "</wp:category><wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>%d0%b1%d0%b8%d0%b7%d0%bd%d0%b5%d1%81"
      "</wp:category_nicename><wp:cat_name>Бизнес</wp:cat_name></wp:category>"
      "<wp:author><wp:author_id>9</wp:author_id><wp:author_login>ivan@example.org</"
      "wp:author_login><wp:author_display_name>"
      "Иван Петров</wp:author_display_name></wp:author>";
  const auto category = [](std::string slug) {
    return "<category domain=\"category\" nicename=\"" + slug + "\">x</category>";
  };
  const auto meta = [](std::string key, std::string value) {
    return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value>" + value +
           "</wp:meta_value></wp:postmeta>";
  };
  World world;
  const std::string business = "%d0%b1%d0%b8%d0%b7%d0%bd%d0%b5%d1%81";
  AnItem one{
      .id = 1, .title = "Едно &amp; две &#8211; &bdquo;три&ldquo;", .excerpt = "<p>Накратко &amp; <b>ясно</b></p>"};
  one.further = category("svyat") + category("balkani") + category(business) +
                "<category domain=\"post_tag\" nicename=\"mostove\">Мостове</category>"
                "<category domain=\"post_format\" nicename=\"post-format-video\">Video</category>" +
                meta("_yoast_wpseo_metadesc", "За търсачки") +
                meta("_yoast_wpseo_canonical", "https://other.example/x/") + meta("_wp_old_slug", "star-most") +
                "<wp:is_sticky>1</wp:is_sticky>";
  AnItem two{.id = 2, .title = "Второ", .link = "https://old.example/vtoro/"};
  two.further = category("balkani") + category(business) + meta("_yoast_wpseo_primary_category", "4") +
                meta("rank_math_description", "%excerpt%");
  const AnItem three{.id = 3, .title = "Без рубрика", .link = "https://old.example/tri/"};
  ASSERT_TRUE(world.wordpress(world.write("a.xml", an_export(terms + an_item(one) + an_item(two) + an_item(three)))));
  const auto site = world.site().id;
  const auto section = [&](std::string slug) {
    return world.ask([&](store::Session& session) { return store::find_section(session, site, slug); });
  };
  ASSERT_TRUE(section("biznes"));
  EXPECT_EQ(section("balkani")->parent, section("svyat")->id);
  const content::Article first = world.article("Едно & две – „три“");
  EXPECT_EQ(first.section, section("balkani")->id);
  EXPECT_EQ(first.deck, "Накратко & ясно");
  EXPECT_EQ(first.kind, content::Kind::video);
  EXPECT_EQ(first.description, "За търсачки");
  EXPECT_EQ(first.canonical_url, "https://other.example/x/");
  EXPECT_TRUE(first.pinned);
  EXPECT_EQ(first.topics.size(), 2U);
  EXPECT_EQ(world.article("Второ").section, section("biznes")->id);
  EXPECT_EQ(world.article("Второ").description, "");
  EXPECT_EQ(world.article("Без рубрика").section, section("novini")->id);
  EXPECT_EQ(world.answer("/category/svyat/balkani/"), "/balkani/");
  EXPECT_EQ(world.answer("/category/" + business + "/"), "/biznes/");
  EXPECT_EQ(world.answer("/?cat=4"), "/biznes/");
  EXPECT_EQ(world.answer("/tag/mostove/feed/"), "/topic/mostove/feed.xml");
  EXPECT_EQ(world.answer("/2023/10/star-most/"), "/2023/10/nov-most/");
  EXPECT_EQ(world.answer("/author/ivanexample-org/"), "/author/ivan-petrov/");
  EXPECT_EQ(world.answer("/?author=9"), "/author/ivan-petrov/");
}

TEST(WordpressImport, goes_into_the_only_site_and_asks_where_there_are_several) {
  World world;
  const auto file = world.write("a.xml", an_export(an_item({})));
  content::Site site;
  site.host = "new.example";
  site.base_url = "https://new.example";
  site.name = "Нов";
  store::need(
      world.store().write([&](store::Session& session) { return store::save_site(session, site, store::test_time); }));
  ASSERT_TRUE(world.wordpress(file));
  EXPECT_EQ(world.rows("sites"), 1);
  EXPECT_THAT(world.site().aliases, ::testing::Contains("old.example"));
  site.host = "third.example";
  store::need(
      world.store().write([&](store::Session& session) { return store::save_site(session, site, store::test_time); }));
  const auto unclear = world.wordpress(world.write("b.xml", an_export(an_item({}), "unknown.example")));
  ASSERT_FALSE(unclear);
  EXPECT_EQ(unclear.error().kind, ErrorKind::conflict);
  ASSERT_TRUE(world.wordpress(file, {}, "third.example"));
  ASSERT_TRUE(world.wordpress(file, {}, "fourth.example"));
  EXPECT_EQ(world.rows("sites"), 3);
  EXPECT_EQ(world.rows("articles"), 3);
}

TEST(WordpressImport, equal_addresses_do_not_stop_the_import) {
  World world;
  const auto report = world.wordpress(
      world.write("a.xml", an_export(an_item({.id = 1, .title = "a"}) + an_item({.id = 2, .title = "b"}) +
                                     an_item({.id = 3, .title = "c", .link = "https://old.example/"}) +
                                     an_item({.id = 4, .title = "d", .link = "https://old.example/newsroom/x/"}))));
  ASSERT_TRUE(report);
  EXPECT_EQ(world.rows("published"), 4);
  EXPECT_EQ(world.article("c").permalink, "");
  EXPECT_EQ(world.article("d").permalink, "");
  EXPECT_NE(world.answer("/?p=2"), world.answer("/?p=1"));
}

}  // namespace
}  // namespace vestnik::interchange
