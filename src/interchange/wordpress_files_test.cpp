// Pictures, documents and other files of an old site.
#include "interchange/wordpress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/testing.h"

namespace vestnik::interchange {
namespace {

using ::testing::HasSubstr;

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

TEST(WordpressImport, the_old_address_of_a_picture_that_no_article_shows_leads_to_its_article) {
  World world;
  std::filesystem::create_directories(world.folder() / "uploads");
  const auto picture = std::filesystem::directory_iterator(shared_folder / "data/photos/iptc")->path();
  const auto attachment = [&](int id, const std::string& name, int parent) {
    std::filesystem::copy_file(picture, world.folder() / "uploads" / (name + ".jpg"));
    const std::string address = "https://old.example/wp-content/uploads/" + name + ".jpg";
    const std::string made = name + "-300x200.jpg", original = name + "-original.jpg";
    const auto php = [](const std::string& text) { return "s:" + std::to_string(text.size()) + ":\"" + text + "\";"; };
    return an_item({.id = id,
                    .title = name,
                    .link = "https://old.example/attached-" + name + "/",
                    .type = "attachment",
                    .status = "inherit",
                    .further = "<wp:post_parent>" + std::to_string(parent) + "</wp:post_parent><wp:attachment_url>" +
                               address +
                               "</wp:attachment_url><wp:postmeta><wp:meta_key>_wp_attachment_metadata</wp:meta_key>"
                               "<wp:meta_value><![CDATA[a:2:{s:5:\"sizes\";a:1:{s:6:\"medium\";a:2:{s:4:\"file\";" +
                               php(made) + "s:5:\"width\";i:300;}}s:14:\"original_image\";" + php(original) +
                               "}]]></wp:meta_value></wp:postmeta>"});
  };
  const auto report = world.wordpress(
      world.write("a.xml", an_export(an_item({}) + attachment(5, "neizpolzvana", 1) + attachment(6, "samotna", 0))),
      world.folder() / "uploads");
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.assets().at(0).digest.size(), 64U);
  EXPECT_TRUE(world.public_assets().empty());
  for (const char* name : {"neizpolzvana.jpg", "neizpolzvana-300x200.jpg", "neizpolzvana-original.jpg"}) {
    EXPECT_EQ(world.answer(std::string("/wp-content/uploads/") + name), "/2023/10/nov-most/") << name;
  }
  EXPECT_EQ(world.answer("/wp-content/uploads/samotna.jpg"), "/");
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

}  // namespace
}  // namespace vestnik::interchange
