#include "interchange/jsonl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "interchange/testing.h"

namespace vestnik::interchange {
namespace {

using content::State;
using ::testing::HasSubstr;

std::string line(std::string_view slug, std::string_view headline, std::string_view further = "") {
  return "{\"slug\":\"" + std::string(slug) + "\",\"headline\":\"" + std::string(headline) +
         "\",\"deck\":\"Накратко\",\"html\":\"<p>Текст на " + std::string(headline) +
         ".</p>\",\"section\":{\"slug\":\"svyat\",\"name\":\"Свят\"},\"authors\":[{\"slug\":\"ana\",\"name\":\"Ана\"}],"
         "\"topics\":[{\"slug\":\"mostove\",\"name\":\"Мостове\"}],\"published_at\":\"2026-01-02T03:04:05Z\"" +
         std::string(further) + "}\n";
}

TEST(Jsonl, takes_what_the_contract_names) {
  World world;
  const auto report = world.jsonl(world.write(
      "a.jsonl",
      line("edno", "Едно", ",\"lang\":\"en\",\"updated_at\":\"2026-02-02T03:04:05Z\"") + "\n" + line("dve", "Две")));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->counts().at("articles").taken, 2);
  const content::Article article = world.article("Едно");
  EXPECT_EQ(article.state, State::published);
  EXPECT_EQ(article.slug, "edno");
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(format_rfc3339(*article.published_at), "2026-01-02T03:04:05Z");
  EXPECT_EQ(format_rfc3339(*article.updated_at), "2026-02-02T03:04:05Z");
  EXPECT_EQ(article.authors.size(), 1U);
  EXPECT_EQ(article.topics.size(), 1U);
  EXPECT_EQ(world.answer("/svyat/edno/"), "/svyat/edno/");
  EXPECT_EQ(world.rows("sections"), 1);
  EXPECT_EQ(world.rows("authors"), 1);
}

TEST(Jsonl, the_same_slug_again_is_an_update) {
  World world;
  ASSERT_TRUE(world.jsonl(world.write("a.jsonl", line("edno", "Едно") + line("dve", "Две"))));
  const auto same = world.jsonl(world.folder() / "a.jsonl");
  ASSERT_TRUE(same);
  EXPECT_FALSE(same->anything_changed()) << same->text();
  const auto change = world.newest_change();
  const auto report = world.jsonl(world.write("a.jsonl", line("edno", "Едно, поправено") + line("edno", "Едно, пак")));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->counts().at("articles").changed, 2);
  EXPECT_GT(world.newest_change(), change);
  EXPECT_EQ(world.articles().size(), 2U);
  EXPECT_EQ(world.article("Едно, пак").revision, 3);
}

TEST(Jsonl, no_article_is_lost_where_addresses_meet) {
  World world;
  const auto report = world.jsonl(
      world.write("a.jsonl", line("a", "А", ",\"permalink\":\"/svyat/x-2/\"") +
                                 line("x", "Б", ",\"foreign_id\":\"1\"") + line("x", "В", ",\"foreign_id\":\"2\"") +
                                 line("b", "Г", ",\"permalink\":\"/svyat/x-2/\"") + line("v", "Д")));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->counts().at("articles").taken, 5) << report->text();
  EXPECT_EQ(world.rows("published"), 5);
  for (const content::Article& article : world.articles())
    EXPECT_FALSE(article.body.blocks.empty()) << article.headline;
}

TEST(Jsonl, a_bad_line_is_named_and_skipped) {
  World world;
  const auto report = world.jsonl(
      world.write("a.jsonl", "{\"slug\":\"x\"\n" + line("edno", "Едно") + "[1]\n{\"headline\":5}\n" +
                                 line("dve", "Две", ",\"state\":\"eaten\"") +
                                 "{\"slug\":\"tri\",\"headline\":\"Три\"}\n" + line("a", "b", ",\"authors\":7")));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->counts().at("articles"), (Count{.taken = 1, .changed = 0, .unchanged = 0, .left_out = 6}));
  for (const char* where : {"line 1", "line 3", "line 4", "line 5", "line 6", "line 7"})
    EXPECT_THAT(report->text(), HasSubstr(where));
  EXPECT_THAT(report->text(), HasSubstr("\"headline\" is no text"));
}

TEST(Jsonl, a_file_without_any_good_line_changes_nothing) {
  World world;
  for (const std::string& text :
       {std::string(), std::string("\n\n"), std::string("not json\n"), std::string("[]\n{}\n"),
        std::string(100'000, '['), "{\"a\":" + std::string(100'000, '[')}) {
    const auto report = world.jsonl(world.write("a.jsonl", text));
    ASSERT_FALSE(report) << text.substr(0, 20);
    EXPECT_EQ(report.error().kind, ErrorKind::invalid);
  }
  EXPECT_FALSE(world.jsonl(world.folder() / "nowhere.jsonl"));
  EXPECT_FALSE(world.jsonl(world.folder()));
  EXPECT_EQ(world.rows("sites"), 0);
}

TEST(Jsonl, asked_to_stop_it_ends_early_and_the_next_run_completes_it) {
  World world;
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += line("novina-" + std::to_string(i), "Новина " + std::to_string(i));
  JsonlOptions options{.file = world.write("a.jsonl", lines),
                       .site_host = {},
                       .media_folder = {},
                       .progress = {},
                       .clock = World::clock(),
                       .threads = 2,
                       .stop = [] { return true; }};
  const auto cut = import_jsonl(world.store(), world.library(), options);
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().kind, ErrorKind::busy);
  EXPECT_THAT(cut.error().remedy, HasSubstr("run it again"));
  EXPECT_LT(world.articles().size(), 200U);
  options.stop = {};
  const auto whole = import_jsonl(world.store(), world.library(), options);
  ASSERT_TRUE(whole) << whole.error().message();
  EXPECT_EQ(world.articles().size(), 200U);
}

TEST(Jsonl, foreign_json_never_crashes) {
  World world;
  std::string all = line("edno", "Едно");
  for (const auto& entry : std::filesystem::directory_iterator(shared_folder / "data/json")) {
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    world.jsonl(world.write("one.jsonl", text));
    all += text + "\n";
  }
  const auto report = world.jsonl(world.write("all.jsonl", all));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->counts().at("articles").taken, 1);
}

TEST(Jsonl, naughty_strings_come_back_as_they_went_in) {
  std::ifstream stream(shared_folder / "data/attacks/naughty-strings.json", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  const auto strings = parse_json(text);
  ASSERT_TRUE(strings) << strings.error().message();
  ASSERT_GT(strings->get_array().size(), 400U);
  World world;
  std::string lines;
  std::size_t number = 0;
  for (const json::value& value : strings->get_array()) {
    const std::string naughty(value.get_string());
    json::object object{{"slug", "n-" + std::to_string(number++)}, {"headline", "х " + naughty}, {"deck", naughty}};
    object["authors"] = json::array{json::object{{"slug", "a"}, {"name", "x " + naughty}}};
    object["body"] = json::value{
        {"type", "doc"},
        {"content", json::array{json::value{
                        {"type", "paragraph"},
                        {"content", json::array{json::value{{"type", "text"}, {"text", "т " + naughty + " т"}}}}}}}};
    lines += write_json(object) + "\n";
  }
  const auto report = world.jsonl(world.write("a.jsonl", lines));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->counts().at("articles").left_out, 0) << report->text();
  const auto articles = world.articles();
  ASSERT_EQ(articles.size(), number);
  for (std::size_t i = 0; i < number; ++i) {
    const std::string naughty(strings->get_array()[i].get_string());
    EXPECT_EQ(articles[i].headline, text::squeeze(text::clean("х " + naughty)));
    EXPECT_EQ(articles[i].body.blocks.at(0).children.at(0).text, text::clean("т " + naughty + " т"));
  }
}

TEST(Jsonl, a_picture_comes_from_the_folder_and_from_nowhere_else) {
  World world;
  std::filesystem::copy_file(std::filesystem::directory_iterator(shared_folder / "data/photos/iptc")->path(),
                             world.folder() / "p.jpg");
  world.write("../secret.jpg", "x");
  const auto report = world.jsonl(world.write(
      "a.jsonl", line("edno", "Едно", ",\"image\":{\"file\":\"p.jpg\",\"credit\":\"Снимка: БТА\",\"alt\":\"мост\"}") +
                     line("dve", "Две", ",\"image\":{\"file\":\"../secret.jpg\"}") +
                     line("tri", "Три", ",\"image\":{\"file\":\"/etc/passwd\"}") +
                     line("chetiri", "Четири", ",\"image\":{\"file\":\"p.jpg\"}")));
  ASSERT_TRUE(report);
  const auto assets = world.assets();
  ASSERT_EQ(assets.size(), 3U);
  EXPECT_EQ(assets[0].digest.size(), 64U);
  EXPECT_EQ(assets[0].credit, "Снимка: БТА");
  EXPECT_EQ(assets[0].alt, "мост");
  EXPECT_EQ(assets[1].digest, "");
  EXPECT_EQ(assets[2].digest, "");
  EXPECT_EQ(world.article("Четири").lead_image, assets[0].id);
  std::filesystem::remove(world.folder() / "../secret.jpg");
}

TEST(Jsonl, what_is_not_published_yet_stays_so) {
  World world;
  ASSERT_TRUE(world.jsonl(world.write(
      "a.jsonl", line("a", "draft", ",\"state\":\"draft\"") + line("b", "hidden", ",\"state\":\"hidden\"") +
                     line("c", "scheduled", ",\"state\":\"scheduled\",\"scheduled_at\":\"2030-01-01T00:00:00Z\"") +
                     "{\"slug\":\"d\",\"headline\":\"future\",\"html\":\"<p>x</"
                     "p>\",\"published_at\":\"2031-01-01T00:00:00Z\"}\n")));
  EXPECT_EQ(world.rows("published"), 0);
  EXPECT_EQ(world.article("future").state, State::scheduled);
  EXPECT_EQ(world.article("scheduled").state, State::scheduled);
  EXPECT_EQ(world.article("hidden").state, State::hidden);
}

TEST(Jsonl, what_a_line_holds_besides_is_reported) {
  World world;
  const auto report = world.jsonl(world.write(
      "a.jsonl", "{\"slug\":\"a\",\"headline\":\"А\",\"html\":\"<p>x</p>\",\"tags\":[\"x\"],\"author\":null}\n  \n"));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_THAT(report->text(), ::testing::HasSubstr("member left out, it is not known: tags: line 1"));
  EXPECT_THAT(report->text(), ::testing::Not(::testing::HasSubstr("author")));
  EXPECT_THAT(report->text(), ::testing::Not(::testing::HasSubstr("line 2"))) << "which is blank";
}

TEST(Jsonl, an_article_without_a_date_does_not_become_new_each_time) {
  World world;
  const auto file = world.write("a.jsonl", "{\"slug\":\"a\",\"headline\":\"А\",\"html\":\"<p>x</p>\"}\n");
  ASSERT_TRUE(world.jsonl(file));
  const auto published = world.article("А").published_at;
  const auto later = import_jsonl(world.store(), world.library(),
                                  {.file = file,
                                   .site_host = {},
                                   .media_folder = {},
                                   .progress = {},
                                   .clock = [] { return store::test_time + std::chrono::hours(48); },
                                   .threads = 2});
  ASSERT_TRUE(later);
  EXPECT_FALSE(later->anything_changed()) << later->text();
  EXPECT_EQ(world.article("А").published_at, published);
}

TEST(Jsonl, a_section_named_as_an_address_of_the_programs_gets_another) {
  World world;
  const auto file =
      world.write("a.jsonl",
                  "{\"slug\":\"a\",\"headline\":\"А\",\"html\":\"<p>x</p>\",\"section\":{\"slug\":\"api\","
                  "\"name\":\"АПИ\"}}\n");
  const auto report = world.jsonl(file);
  ASSERT_TRUE(report);
  EXPECT_THAT(report->text(), ::testing::HasSubstr("/api/ → /api-section/"));
  EXPECT_EQ(world.answer("/api-section/a/"), "/api-section/a/");
  const auto again = world.jsonl(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

}  // namespace
}  // namespace vestnik::interchange
