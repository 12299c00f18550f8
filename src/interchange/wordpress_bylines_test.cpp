// Who signed: accounts, and guests of the plugin Co-Authors Plus.
#include <gtest/gtest.h>

#include "interchange/testing.h"
#include "interchange/wordpress.h"
#include "store/catalogue.h"

namespace vestnik::interchange {
namespace {

std::string a_meta(const std::string& key, const std::string& value) {
  return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value +
         "]]></wp:meta_value></wp:postmeta>";
}

std::string signed_by(const std::string& slug, const std::string& name) {
  return "<category domain=\"author\" nicename=\"" + slug + "\"><![CDATA[" + name + "]]></category>";
}

std::vector<std::string> bylines(World& world, const std::string& headline) {
  std::vector<std::string> names;
  for (const AuthorId id : world.article(headline).authors) {
    names.push_back(world.ask([&](store::Session& session) { return store::find_author(session, id); })->name);
  }
  return names;
}

TEST(WordpressBylines, of_guests_have_their_names_wherever_the_file_tells_them) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(
          "<wp:author><wp:author_id>2</wp:author_id><wp:author_login>Petar.Petrov</wp:author_login>"
          "<wp:author_display_name>Петър Петров</wp:author_display_name></wp:author>" +
          an_item({.id = 1,
                   .title = "Гостува",
                   .further = signed_by("cap-ivan-ivanov", "ivan-ivanov") + signed_by("cap-petar-petrov", "petar")}) +
          an_item({.id = 9,
                   .title = "Иван Иванов",
                   .link = "https://old.example/?post_type=guest-author&amp;p=9",
                   .content = "",
                   .type = "guest-author",
                   .name = "cap-ivan-ivanov",
                   .further = a_meta("cap-display_name", "Иван Иванов") + a_meta("cap-user_login", "ivan-ivanov") +
                              a_meta("cap-description", "<p>Пише за <b>мостове</b>.</p>")}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(bylines(world, "Гостува"), (std::vector<std::string>{"Иван Иванов", "Петър Петров"}));
  const SiteId site = world.site().id;
  const auto guest =
      world.ask([&](store::Session& session) { return store::find_author(session, site, "ivan-ivanov"); });
  ASSERT_TRUE(guest);
  EXPECT_EQ(guest->bio, "Пише за мостове.");
  EXPECT_EQ(world.answer("/author/petar-petrov/"), "/author/petar-petrov/");
}

TEST(WordpressBylines, of_molongui_are_accounts_and_guests_by_number) {
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export(
          "<wp:author><wp:author_id>2</wp:author_id><wp:author_login>petar</wp:author_login>"
          "<wp:author_display_name>Петър Петров</wp:author_display_name></wp:author>" +
          an_item({.id = 1,
                   .title = "Подписана",
                   .further = a_meta("_molongui_author", "user-2") + a_meta("_molongui_author", "guest-9") +
                              a_meta("_molongui_author", "guest-10") + a_meta("_molongui_main_author", "guest-9")}) +
          an_item({.id = 9,
                   .title = "Ана Гостенова",
                   .link = "https://old.example/guest_author/ana/",
                   .content = "<p>Пише за <b>реки</b>.</p>",
                   .type = "guest_author",
                   .name = "ana",
                   .further = a_meta("_molongui_guest_author_web", "https://ana.example/")}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(bylines(world, "Подписана"), (std::vector<std::string>{"Ана Гостенова", "Петър Петров"}));
  const SiteId site = world.site().id;
  const auto guest = world.ask([&](store::Session& session) { return store::find_author(session, site, "ana"); });
  ASSERT_TRUE(guest);
  EXPECT_EQ(guest->bio, "Пише за реки.");
  EXPECT_EQ(guest->url, "https://ana.example/");
  EXPECT_EQ(world.articles().size(), 1U) << "a guest is no article";
  EXPECT_NE(report->text().find("guest author is not in the export"), std::string::npos) << report->text();
  EXPECT_EQ(report->text().find("items of the type guest_author"), std::string::npos) << report->text();
}

// WordPress keeps fifty bytes of the name that stands in a user's address.
TEST(WordpressBylines, find_accounts_whose_names_were_cut) {
  const std::string latin = "konstantin.konstantinov-konstantinopolski-ot-varna.bg";
  const std::string login = "Константин Константинополски Преславски от Велики Преслав";
  World world;
  const auto report = world.wordpress(world.write(
      "a.xml",
      an_export("<wp:author><wp:author_id>2</wp:author_id><wp:author_login>" + latin +
                "</wp:author_login><wp:author_display_name>К. К.</wp:author_display_name></wp:author>"
                "<wp:author><wp:author_id>3</wp:author_id><wp:author_login>" +
                login + "</wp:author_login><wp:author_display_name>Константин</wp:author_display_name></wp:author>" +
                an_item({.id = 1,
                         .title = "Подписана",
                         .further = signed_by("cap-konstantin-konstantinov-konstantinopolski-ot-varna", "kk") +
                                    signed_by("cap-константин-константинополски-преславски-от-велики-", "к")}))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(bylines(world, "Подписана"), (std::vector<std::string>{"К. К.", "Константин"}));
  EXPECT_TRUE(world.answer("/author/konstantin-konstantinov-konstantinopolski-ot-varna/").starts_with("/author/k"));
  EXPECT_TRUE(world.answer("/author/%d0%ba%d0%be%d0%bd%d1%81%d1%82%d0%b0%d0%bd%d1%82%d/").starts_with("/author/k"))
      << "fifty bytes of the percent-encoded name";
}

}  // namespace
}  // namespace vestnik::interchange
