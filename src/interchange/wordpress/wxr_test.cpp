#include "interchange/wordpress/wxr.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace vestnik::interchange::wordpress {
namespace {

const std::filesystem::path shared = std::filesystem::path(VESTNIK_SOURCE_DIR) / ".." / "shared";

struct Collected : WxrListener {
  Channel facts;
  std::vector<WxrAuthor> authors;
  std::vector<WxrTerm> terms;
  std::vector<Item> items;
  void channel(const Channel& channel) override { facts = channel; }
  void author(WxrAuthor&& author) override { authors.push_back(std::move(author)); }
  void term(WxrTerm&& term) override { terms.push_back(std::move(term)); }
  void item(Item&& item) override { items.push_back(std::move(item)); }
};

class Wxr : public ::testing::Test {
 protected:
  std::filesystem::path written(std::string_view text) {
    const auto file = std::filesystem::path(testing::TempDir()) /
                      ("wxr-" + std::to_string(::getpid()) + "-" + std::to_string(++files_) + ".xml");
    std::ofstream(file, std::ios::binary) << text;
    kept_.push_back(file);
    return file;
  }
  ~Wxr() override {
    for (const auto& file : kept_) std::filesystem::remove(file);
  }
  Result<Collected> read(const std::filesystem::path& file) {
    Collected collected;
    auto facts = read_wxr(file, {.content = true, .comments = true}, collected);
    if (!facts) return std::unexpected(facts.error());
    return collected;
  }
  static std::string document(std::string_view inside) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
           "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">"
           "<channel><title>T</title><wp:wxr_version>1.2</wp:wxr_version>" +
           std::string(inside) + "</channel></rss>";
  }

 private:
  int files_ = 0;
  std::vector<std::filesystem::path> kept_;
};

TEST_F(Wxr, reads_every_export_that_others_wrote) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(shared / "data/wordpress")) {
    if (entry.path().extension() != ".xml") continue;
    const auto collected = read(entry.path());
    ASSERT_TRUE(collected) << entry.path() << ": " << collected.error().message();
    ++files;
  }
  EXPECT_GE(files, 10);
}

TEST_F(Wxr, reads_the_fields_of_an_item) {
  const auto collected = read(shared / "seed/news24sofia.wxr.xml");
  ASSERT_TRUE(collected) << collected.error().message();
  EXPECT_EQ(collected->facts.base_blog_url, "https://news24sofia.eu");
  ASSERT_EQ(collected->authors.size(), 1U);
  EXPECT_EQ(collected->authors[0].login, "news24");
  ASSERT_EQ(collected->terms.size(), 4U);
  EXPECT_EQ(collected->terms[0].taxonomy, "category");
  ASSERT_GE(collected->items.size(), 2U);
  const Item& item = collected->items[1];
  EXPECT_EQ(item.number(), 1000);
  EXPECT_EQ(item.status, "publish");
  EXPECT_EQ(item.meta_of("_thumbnail_id"), "900");
  ASSERT_EQ(item.terms.size(), 1U);
  EXPECT_EQ(item.terms[0].slug, "svyat");
  EXPECT_TRUE(item.content.starts_with("<!-- wp:paragraph -->"));
}

TEST_F(Wxr, terms_without_a_slug_count_where_none_of_their_name_has_one) {
  const auto collected = read(written(
      document("<item><category><![CDATA[Спорт]]></category><category domain=\"tag\"><![CDATA[Мост]]></category>"
               "<category domain=\"tag\" nicename=\"mosta\"><![CDATA[Мост]]></category>"
               "<category domain=\"category\"><![CDATA[Нови мостове]]></category>"
               "<category domain=\"category\"></category></item>")));
  ASSERT_TRUE(collected) << collected.error().message();
  const auto& terms = collected->items.at(0).terms;
  ASSERT_EQ(terms.size(), 2U);
  EXPECT_EQ(terms[0].slug, "mosta");
  EXPECT_EQ(terms[1].taxonomy, "category");
  EXPECT_EQ(terms[1].slug, "novi-mostove");
}

TEST_F(Wxr, white_space_around_fields_says_nothing) {
  const auto collected = read(written(document(
      "<item><link>\n https://old.example/a/\n</link><wp:status>\n <![CDATA[pub]]><![CDATA[lish]]>\n</wp:status>"
      "<wp:post_type>\n post\n</wp:post_type><content:encoded>\n  a\n</content:encoded>"
      "<category domain=\"category\" nicename=\" svyat \">\n Свят\n</category></item>")));
  ASSERT_TRUE(collected) << collected.error().message();
  const Item& item = collected->items.at(0);
  EXPECT_EQ(item.link, "https://old.example/a/");
  EXPECT_EQ(item.status, "publish");
  EXPECT_EQ(item.type, "post");
  EXPECT_EQ(item.content, "\n  a\n");
  EXPECT_EQ(item.terms.at(0).slug, "svyat");
  EXPECT_EQ(item.terms.at(0).name, "Свят");
}

TEST_F(Wxr, fields_are_told_by_their_namespace) {
  const auto collected = read(written(document(
      "<item><x:status xmlns:x=\"https://evil.example/\">private</x:status>"
      "<wp:post_type xmlns:wp=\"https://evil.example/\">attachment</wp:post_type>"
      "<z:status xmlns:z=\"http://wordpress.org/export/1.2/\">publish</z:status><wp:post_type>post</wp:post_type>"
      "<e:encoded xmlns:e=\"http://wordpress.org/export/1.2/excerpt\">Накратко</e:encoded>"
      "<wp:encoded xmlns:wp=\"http://purl.org/rss/1.0/modules/content/\">Текст</wp:encoded></item>")));
  ASSERT_TRUE(collected) << collected.error().message();
  const Item& item = collected->items.at(0);
  EXPECT_EQ(item.status, "publish");
  EXPECT_EQ(item.type, "post");
  EXPECT_EQ(item.excerpt, "Накратко");
  EXPECT_EQ(item.content, "Текст");
}

TEST_F(Wxr, broken_exports_end_in_a_message_with_their_line) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(shared / "data/wordpress/broken")) {
    const auto collected = read(entry.path());
    ASSERT_FALSE(collected) << entry.path();
    EXPECT_EQ(collected.error().kind, ErrorKind::invalid);
    EXPECT_FALSE(collected.error().remedy.empty());
    EXPECT_NE(collected.error().input.find(entry.path().filename().string()), std::string::npos);
    ++files;
  }
  EXPECT_GE(files, 3);
}

TEST_F(Wxr, refuses_entity_bombs_and_foreign_files) {
  const auto bomb =
      read(written("<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">"
                   "<!ENTITY c SYSTEM \"file:///etc/passwd\">]><rss><channel>&b;&c;</channel></rss>"));
  ASSERT_FALSE(bomb);
  EXPECT_NE(bomb.error().what.find("entities"), std::string::npos);
  EXPECT_FALSE(read(written("")));
  EXPECT_FALSE(read(written("not xml at all")));
  EXPECT_FALSE(read(written("{\"json\": true}")));
  EXPECT_FALSE(read(written("<html><body>x</body></html>")));
  EXPECT_FALSE(read(written(std::string(100'000, '<'))));
  EXPECT_FALSE(read("/nowhere/at/all.xml"));
}

TEST_F(Wxr, depth_and_huge_attributes_are_refused) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<a>";
  EXPECT_FALSE(read(written(document(deep))));
  EXPECT_FALSE(read(written(document("<item><title a=\"" + std::string(30 << 20, 'x') + "\">t</title></item>"))));
}

TEST_F(Wxr, mends_what_old_servers_wrote) {
  const auto collected =
      read(written("\n\n<br />Warning: x in <b>y.php</b>\n" +
                   document("<item><title>Q&A &nbsp; \x01\x02 \xFF</title><content:encoded><![CDATA[a\x0B"
                            "b]]></content:encoded></item>") +
                   "\n<!-- 12 queries --> Fatal error"));
  ASSERT_TRUE(collected) << collected.error().message();
  ASSERT_EQ(collected->items.size(), 1U);
  EXPECT_EQ(collected->items[0].title, "Q&A &nbsp;  \xEF\xBF\xBD");
  EXPECT_EQ(collected->items[0].content, "ab");
}

TEST_F(Wxr, honours_the_declared_encoding) {
  std::string text = document("<item><title>\xD1\xEE\xF4\xE8\xFF</title></item>");  // "София" in windows-1251
  text.replace(text.find("UTF-8"), 5, "windows-1251");
  const auto collected = read(written(text));
  ASSERT_TRUE(collected) << collected.error().message();
  EXPECT_EQ(collected->items[0].title, "София");
  text.replace(text.find("windows-1251"), 12, "klingon");
  const auto unknown = read(written(text));
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().what.find("klingon"), std::string::npos);
}

TEST_F(Wxr, a_file_in_another_encoding_than_it_claims_is_refused_with_the_remedy) {
  std::string title;
  for (int i = 0; i < 500; ++i) title += "\xD1\xEE\xF4\xE8\xFF ";
  const auto wrong = read(written(document("<item><title>" + title + "</title></item>")));
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().remedy.find("iconv"), std::string::npos);
}

TEST_F(Wxr, an_item_beyond_the_bound_is_marked_and_the_next_is_read) {
  std::string item = "<item><title>big</title><content:encoded><![CDATA[";
  item.append(most_item_bytes + 1000, 'x');
  item += "]]></content:encoded></item><item><title>next</title></item>";
  const auto collected = read(written(document(item)));
  ASSERT_TRUE(collected) << collected.error().message();
  ASSERT_EQ(collected->items.size(), 2U);
  EXPECT_TRUE(collected->items[0].too_long);
  EXPECT_EQ(collected->items[1].title, "next");
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
