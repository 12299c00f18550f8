// Real exports, whole and broken: every old address answers, nothing that was hidden shows, twice is once.
#include "interchange/wordpress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace vestnik::interchange
