#include "interchange/wordpress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "content/html_writer.h"
#include "interchange/testing.h"
#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange {
namespace {

using content::State;
using ::testing::HasSubstr;

struct Items : wordpress::WxrListener {
  wordpress::Channel facts;
  std::vector<wordpress::Item> all;
  std::vector<wordpress::WxrTerm> terms;
  void channel(const wordpress::Channel& channel) override { facts = channel; }
  void item(wordpress::Item&& item) override { all.push_back(std::move(item)); }
  void term(wordpress::WxrTerm&& term) override { terms.push_back(std::move(term)); }
};

Items items_of(const std::filesystem::path& file) {
  Items items;
  store::need(wordpress::read_wxr(file, {.content = true, .comments = true}, items));
  return items;
}

std::string path_and_query(std::string_view address) {
  const std::size_t slashes = address.find("//");
  const std::size_t path = address.find('/', slashes == std::string_view::npos ? 0 : slashes + 2);
  return path == std::string_view::npos ? "/" : std::string(address.substr(path));
}

std::vector<std::filesystem::path> exports() {
  std::vector<std::filesystem::path> files = {shared_folder / "seed/news24sofia.wxr.xml"};
  for (const auto& entry : std::filesystem::directory_iterator(shared_folder / "data/wordpress")) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  return files;
}

class EveryExport : public ::testing::TestWithParam<std::filesystem::path> {};
INSTANTIATE_TEST_SUITE_P(Wordpress, EveryExport, ::testing::ValuesIn(exports()), [](const auto& parameter) {
  std::string name = parameter.param.filename().string();
  std::ranges::replace_if(
      name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

TEST_P(EveryExport, answers_under_every_old_address) {
  World world;
  const auto report = world.wordpress(GetParam());
  ASSERT_TRUE(report) << report.error().message();
  const Items items = items_of(GetParam());
  for (const wordpress::Item& item : items.all) {
    const bool post = item.type == "post" || item.type == "page" || item.type.empty();
    const bool shown = item.status == "publish" && item.password.empty() && item.date < "2026-11-24";
    if ((post && shown) || item.type == "attachment") {
      EXPECT_NE(world.answer("/?p=" + item.id), "") << item.id;
      if (!item.link.empty()) {
        EXPECT_NE(world.answer(path_and_query(item.link)), "") << item.link;
      }
      if (item.type == "attachment") {
        EXPECT_NE(world.answer("/?attachment_id=" + item.id), "") << item.id;
      }
    } else if (post) {
      EXPECT_EQ(world.answer("/?p=" + item.id), "") << item.id;
    }
    for (const wordpress::TermReference& term : item.terms) {
      if (!post || term.slug.empty()) continue;
      if (term.taxonomy == "category") {
        EXPECT_NE(world.answer("/category/" + term.slug + "/feed/"), "") << term.slug;
      }
      if (term.taxonomy == "post_tag") {
        EXPECT_NE(world.answer("/tag/" + term.slug + "/"), "") << term.slug;
      }
    }
  }
  for (const char* feed : {"/feed/", "/comments/feed/", "/?feed=rss2"}) EXPECT_NE(world.answer(feed), "") << feed;
}

TEST_P(EveryExport, shows_nothing_that_was_not_public) {
  World world;
  ASSERT_TRUE(world.wordpress(GetParam()));
  std::set<std::string> open;
  for (const wordpress::Item& item : items_of(GetParam()).all) {
    if (item.status == "publish" && item.password.empty()) open.insert(item.id);
  }
  for (const content::Article& article : world.articles()) {
    const auto published =
        world.ask([&](store::Session& session) { return store::find_published(session, article.id); });
    const std::string number = article.foreign_id.substr(article.foreign_id.rfind(':') + 1);
    if (published && number.size() < 16) {
      EXPECT_TRUE(open.contains(number)) << article.headline;
    }
    EXPECT_EQ(published.has_value(), article.state == State::published) << article.headline;
  }
}

TEST_P(EveryExport, imported_again_changes_nothing) {
  World world;
  ASSERT_TRUE(world.wordpress(GetParam()));
  const auto change = world.newest_change();
  const auto revisions = world.rows("revisions");
  const auto redirects = world.rows("redirects");
  const auto again = world.wordpress(GetParam());
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
  EXPECT_EQ(world.newest_change(), change);
  EXPECT_EQ(world.rows("revisions"), revisions);
  EXPECT_EQ(world.rows("redirects"), redirects);
}

TEST_P(EveryExport, bodies_keep_to_the_grammar) {
  World world;
  ASSERT_TRUE(world.wordpress(GetParam()));
  for (const content::Article& article : world.articles()) {
    const auto parsed = content::parse_body(content::write_body(article.body));
    ASSERT_TRUE(parsed) << article.headline << ": " << parsed.error().message();
    EXPECT_EQ(*parsed, article.body) << article.headline;
  }
}

TEST(WordpressImport, a_broken_export_ends_in_a_message_and_leaves_everything_as_it_was) {
  for (const auto& entry : std::filesystem::directory_iterator(shared_folder / "data/wordpress/broken")) {
    World world;
    const auto before = world.newest_change();
    const auto report = world.wordpress(entry.path());
    ASSERT_FALSE(report) << entry.path();
    EXPECT_EQ(report.error().kind, ErrorKind::invalid);
    EXPECT_THAT(report.error().message(), HasSubstr(entry.path().filename().string()));
    EXPECT_EQ(world.newest_change(), before);
    EXPECT_EQ(world.rows("sites"), 0);
    EXPECT_EQ(world.rows("articles"), 0);
  }
}

TEST(WordpressImport, a_truncated_export_never_crashes_and_never_writes) {
  std::ifstream stream(shared_folder / "seed/news24sofia.wxr.xml", std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(stream)), {});
  ASSERT_GT(whole.size(), 10'000U);
  World world;
  const std::size_t end = whole.rfind("</rss>");
  for (std::size_t size = 0; size < end; size += 97) {
    const auto report = world.wordpress(world.write("cut.xml", std::string_view(whole).substr(0, size)));
    ASSERT_FALSE(report) << size;
  }
  EXPECT_EQ(world.rows("sites"), 0);
}

TEST(WordpressImport, takes_the_seed_as_it_is) {
  World world;
  const auto report = world.wordpress(shared_folder / "seed/news24sofia.wxr.xml");
  ASSERT_TRUE(report) << report.error().message();
  const content::Site site = world.site();
  EXPECT_EQ(site.host, "news24sofia.eu");
  EXPECT_EQ(site.base_url, "https://news24sofia.eu");
  EXPECT_EQ(site.language, "bg");
  EXPECT_EQ(site.time_zone, "Europe/Sofia");
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

TEST(WordpressImport, files_come_along_and_old_file_names_lead_to_renditions) {
  World world;
  std::filesystem::create_directories(world.folder() / "uploads/2023/10");
  std::filesystem::copy_file(
      shared_folder / "data/photos/iptc" /
          [] {
            for (const auto& entry : std::filesystem::directory_iterator(shared_folder / "data/photos/iptc"))
              return entry.path().filename();
            return std::filesystem::path();
          }(),
      world.folder() / "uploads/2023/10/most.jpg");
  std::filesystem::copy_file(world.folder() / "uploads/2023/10/most.jpg",
                             world.folder() / "uploads/2023/10/inline.jpg");
  const std::string attachment = an_item(
      {.id = 5,
       .title = "most",
       .link = "https://old.example/2023/10/nov-most/most/",
       .excerpt = "Мостът. Снимка: БТА",
       .type = "attachment",
       .status = "inherit",
       .further = "<wp:post_parent>1</wp:post_parent><wp:attachment_url>https://old.example/wp-content/uploads/2023/10/"
                  "most.jpg"
                  "</wp:attachment_url><wp:postmeta><wp:meta_key>_wp_attachment_metadata</wp:meta_key><wp:meta_value>"
                  "<![CDATA[a:1:{s:5:\"sizes\";a:1:{s:6:\"medium\";a:2:{s:4:\"file\";s:16:\"most-300x200.jpg\";s:5:"
                  "\"width\";i:300;}}}]]>"
                  "</wp:meta_value></wp:postmeta>"});
  const std::string post = an_item(
      {.content = "<a href=\"https://old.example/wp-content/uploads/2023/10/most.jpg\"><img "
                  "src=\"https://www.old.example/wp-content/uploads/2023/10/most-300x200.jpg\" alt=\"мост\"></a>\n\n"
                  "<img src=\"http://old.example/wp-content/uploads/2023/10/inline-1024x768.jpg\">\n\n"
                  "<img src=\"/wp-content/uploads/../../../etc/passwd\">",
       .further =
           "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:postmeta>"});
  const auto file = world.write("a.xml", an_export(post + attachment));
  const auto report = world.wordpress(file, world.folder() / "uploads");
  ASSERT_TRUE(report) << report.error().message();
  const auto assets = world.assets();
  ASSERT_EQ(assets.size(), 2U);
  EXPECT_EQ(assets[0].digest.size(), 64U);
  EXPECT_GT(assets[0].width, 0);
  EXPECT_EQ(assets[0].credit, "Снимка: БТА");
  EXPECT_EQ(assets[0].caption, "Мостът.");
  EXPECT_EQ(assets[0].title, "");
  const content::Article article = world.article("Нов мост");
  EXPECT_EQ(article.lead_image, assets[0].id);
  EXPECT_EQ(content::assets_of(article.body), (std::vector<AssetId>{assets[0].id, assets[1].id}))
      << content::write_body(article.body);
  EXPECT_THAT(content::write_body(article.body), ::testing::Not(HasSubstr("\"href\"")));
  for (const char* name : {"most.jpg", "most-300x200.jpg"}) {
    const std::string target = world.answer(std::string("/wp-content/uploads/2023/10/") + name);
    EXPECT_TRUE(media::parse_address(target)) << name << " → " << target;
  }
  EXPECT_EQ(world.answer("/2023/10/nov-most/most/"), "/2023/10/nov-most/");
  const auto again = world.wordpress(file, world.folder() / "uploads");
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(WordpressImport, a_document_that_an_article_links_to_is_public_and_its_old_address_leads_there) {
  World world;
  std::filesystem::create_directories(world.folder() / "uploads/2023/10");
  const auto attachment = [&](int id, const std::string& name) {
    std::ofstream(world.folder() / "uploads/2023/10" / name) << "%PDF-1.4\n% " << name << "\n";
    return an_item(
        {.id = id,
         .title = name,
         .link = "https://old.example/" + name + "/",
         .type = "attachment",
         .status = "inherit",
         .further =
             "<wp:post_parent>1</wp:post_parent><wp:attachment_url>https://old.example/wp-content/uploads/2023/10/" +
             name + "</wp:attachment_url>"});
  };
  const std::string post =
      an_item({.content = "<p><a href=\"https://old.example/wp-content/uploads/2023/10/otchet.pdf\">Отчет</a></p>"});
  const std::string draft =
      an_item({.id = 2,
               .title = "Чернова",
               .link = "https://old.example/?p=2",
               .content = "<p><a href=\"https://old.example/wp-content/uploads/2023/10/taen.pdf\">Таен</a></p>",
               .status = "draft",
               .name = "chernova"});
  const auto file =
      world.write("a.xml", an_export(post + draft + attachment(5, "otchet.pdf") + attachment(6, "taen.pdf")));
  const auto report = world.wordpress(file, world.folder() / "uploads");
  ASSERT_TRUE(report) << report.error().message();
  const auto assets = world.assets();
  ASSERT_EQ(assets.size(), 2U);
  const std::string address = media::address_of_original(assets[0].digest, assets[0].mime);
  ASSERT_TRUE(address.ends_with("/original.pdf"));
  EXPECT_THAT(content::write_body(world.article("Нов мост").body), HasSubstr("\"" + address + "\""));
  EXPECT_EQ(world.answer("/wp-content/uploads/2023/10/otchet.pdf"), address);
  EXPECT_EQ(world.answer("/otchet.pdf/"), "/2023/10/nov-most/");
  EXPECT_EQ(world.public_assets(), std::vector{assets[0].id});
  // What only a draft links to stays the newsroom's.
  EXPECT_EQ(world.answer("/wp-content/uploads/2023/10/taen.pdf"), "/2023/10/nov-most/");
  const auto again = world.wordpress(file, world.folder() / "uploads");
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
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

TEST(WordpressImport, files_that_come_later_are_taken_then) {
  World world;
  const auto file = world.write(
      "a.xml",
      an_export(
          an_item({.id = 5,
                   .type = "attachment",
                   .status = "inherit",
                   .further = "<wp:attachment_url>https://old.example/wp-content/uploads/a.jpg</wp:attachment_url>"})));
  ASSERT_TRUE(world.wordpress(file));
  EXPECT_EQ(world.assets().at(0).digest, "");
  std::filesystem::create_directories(world.folder() / "uploads");
  std::filesystem::copy_file(std::filesystem::directory_iterator(shared_folder / "data/photos/iptc")->path(),
                             world.folder() / "uploads/a.jpg");
  const auto report = world.wordpress(file, world.folder() / "uploads");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->counts().at("pictures and files").changed, 1);
  EXPECT_EQ(world.assets().at(0).digest.size(), 64U);
}

TEST(WordpressImport, a_link_out_of_the_media_folder_is_not_followed) {
  World world;
  world.write("secret.jpg", "secret");
  std::filesystem::create_directories(world.folder() / "uploads");
  std::filesystem::create_symlink(world.folder() / "secret.jpg", world.folder() / "uploads/a.jpg");
  const auto file = world.write(
      "a.xml",
      an_export(
          an_item({.id = 5,
                   .type = "attachment",
                   .status = "inherit",
                   .further = "<wp:attachment_url>https://old.example/wp-content/uploads/a.jpg</wp:attachment_url>"}) +
          an_item(
              {.id = 6,
               .type = "attachment",
               .status = "inherit",
               .further =
                   "<wp:attachment_url>https://old.example/wp-content/uploads/../secret.jpg</wp:attachment_url>"})));
  const auto report = world.wordpress(file, world.folder() / "uploads");
  ASSERT_TRUE(report);
  for (const content::Asset& asset : world.assets()) EXPECT_EQ(asset.digest, "");
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
                   "[embed]https://vimeo.com/32246206[/embed]\n\n[contact-form to=\"x\"]\n\n"
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
  EXPECT_THAT(json, HasSubstr("[contact-form"));
  EXPECT_EQ(body.blocks.at(2).children.size(), 2U);
  EXPECT_THAT(report->text(), HasSubstr("shortcode kept as text: contact-form"));
}

TEST(WordpressImport, the_menu_becomes_the_navigation) {
  const auto entry = [](int id, std::string title, std::string type, std::string object, int object_id, std::string url,
                        int parent = 0) {
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
                               "nicename=\"main\">Main</category>" +
                               meta("_menu_item_type", type) + meta("_menu_item_object", object) +
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
                entry(105, "Начало", "custom", "custom", 105, "https://old.example/"))));
  ASSERT_TRUE(report);
  using content::NavigationItem;
  EXPECT_EQ(world.site().navigation,
            (std::vector<NavigationItem>{{"Свят", "/svyat/", {}},
                                         {"Моста", "/2023/10/nov-most/", {{"Навън", "https://other.example/", {}}}},
                                         {"Начало", "/", {}}}));
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
