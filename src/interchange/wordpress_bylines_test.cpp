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

}  // namespace
}  // namespace vestnik::interchange
