// Attack corpora in every field of an export: whatever comes of them is inert.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/json.h"
#include "content/html_writer.h"
#include "interchange/testing.h"

namespace vestnik::interchange {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), {});
  if (bytes.empty()) throw std::runtime_error("missing " + file.string());
  return bytes;
}

std::vector<std::string> attacks() {
  std::vector<std::string> all;
  const auto payloads = store::need(parse_json(bytes_of(shared_folder / "data/attacks/html-sanitizer-1.json")));
  for (const json::value& one : payloads.get_array()) all.emplace_back(one.at("payload").get_string());
  const std::string vectors = bytes_of(shared_folder / "data/attacks/html5-vectors-1.txt");
  for (std::size_t at = vectors.find("<div id="); at != std::string::npos;) {
    const std::size_t next = vectors.find("<div id=", at + 1);
    all.push_back(vectors.substr(at, next - at));
    at = next;
  }
  const auto naughty = store::need(parse_json(bytes_of(shared_folder / "data/attacks/naughty-strings.json")));
  for (const json::value& one : naughty.get_array()) all.emplace_back(one.get_string());
  return all;
}

class Figures : public content::Figures {
 public:
  std::string media(AssetId, std::string_view, bool) const override { return {}; }
  std::string credit(AssetId) const override { return {}; }
  std::string embed(std::string_view, std::string_view, std::string_view, std::string_view) const override {
    return {};
  }
};

// Tags of `html` that could run something, or load something from elsewhere by themselves.
std::vector<std::string> live_parts(const std::string& html) {
  static const std::vector<std::string> tags = {"<script", "<iframe", "<object", "<embed",   "<form",
                                                "<input",  "<svg",    "<math",   "<style",   "<link",
                                                "<meta",   "<base",   "<button", "<template"};
  std::vector<std::string> found;
  std::string lower = html;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const std::string& tag : tags) {
    if (lower.find(tag) != std::string::npos) found.push_back(tag);
  }
  for (std::size_t at = lower.find('<'); at != std::string::npos; at = lower.find('<', at + 1)) {
    const std::string tag = lower.substr(at, lower.find('>', at) - at);
    for (const char* part : {" on", "=\"javascript:", "=\"data:", "=\"vbscript:", " style="}) {
      const std::size_t place = tag.find(part);
      if (place == std::string::npos) continue;
      // " on" begins an attribute only where a name and "=" follow.
      if (std::string_view(part) == " on") {
        const std::size_t equals = tag.find_first_not_of("abcdefghijklmnopqrstuvwxyz", place + 3);
        if (equals == std::string::npos || tag[equals] != '=' || equals == place + 3) continue;
      }
      found.push_back(tag);
    }
  }
  return found;
}

void expect_inert(World& world) {
  for (const content::Article& article : world.articles()) {
    const std::string html = content::write_html(article.body, Figures());
    EXPECT_THAT(live_parts(html), ::testing::IsEmpty()) << article.foreign_id << "\n" << html;
    ASSERT_TRUE(content::parse_body(content::write_body(article.body))) << article.foreign_id;
  }
}

TEST(Attacks, nothing_live_comes_through_a_wordpress_export) {
  std::string items;
  int id = 0;
  for (const std::string& attack : attacks()) {
    ++id;
    const auto data = [](std::string text) {
      for (std::size_t at = text.find("]]>"); at != std::string::npos; at = text.find("]]>", at + 15))
        text.replace(at, 3, "]]]]><![CDATA[>");
      return "<![CDATA[" + text + "]]>";
    };
    AnItem item{.id = id,
                .title = attack,
                .link = "https://old.example/a-" + std::to_string(id) + "/",
                .content = (id % 2 == 0 ? "<!-- wp:html -->" : "[caption caption=\"x\"]<img src=\"x.jpg\">[/caption]") +
                           attack + "[caption]<img src=x>" + attack + "[/caption]",
                .excerpt = attack};
    item.further = "<wp:comment><wp:comment_id>" + std::to_string(id) + "</wp:comment_id><wp:comment_author>" +
                   data(attack) + "</wp:comment_author><wp:comment_content>" + data("т " + attack) +
                   "</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment><category "
                   "domain=\"post_tag\" nicename=\"t" +
                   std::to_string(id) + "\">" + data(attack) +
                   "</category><wp:postmeta><wp:meta_key>_yoast_wpseo_canonical</wp:meta_key><wp:meta_value>" +
                   data(attack) + "</wp:meta_value></wp:postmeta>";
    items += an_item(item);
  }
  World world;
  const auto report = world.wordpress(world.write("a.xml", an_export(items)));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(world.rows("published"), id);
  expect_inert(world);
  for (const content::Article& article : world.articles()) {
    EXPECT_TRUE(article.canonical_url.empty() || article.canonical_url.starts_with("http")) << article.canonical_url;
    EXPECT_NE(article.headline, "");
  }
}

TEST(Attacks, nothing_live_comes_through_json_lines) {
  std::string lines;
  int id = 0;
  for (const std::string& attack : attacks()) {
    ++id;
    json::object as_html{{"slug", "h" + std::to_string(id)}, {"headline", "х"}, {"html", attack}};
    json::object as_raw{{"slug", "r" + std::to_string(id)}, {"headline", "х"}};
    const auto node = [](json::object attributes, std::string_view type) {
      return json::value{{"type", type}, {"attrs", std::move(attributes)}};
    };
    as_raw["body"] = json::value{{"type", "doc"}, {"content", json::array{node({{"html", attack}}, "rawHtml")}}};
    json::object as_link{{"slug", "l" + std::to_string(id)}, {"headline", "х"}};
    as_link["body"] =
        json::value{{"type", "doc"}, {"content", json::array{node({{"src", attack}, {"href", attack}}, "image")}}};
    for (const json::object& one : {as_html, as_raw, as_link}) lines += write_json(one) + "\n";
  }
  World world;
  const auto report = world.jsonl(world.write("a.jsonl", lines));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_GE(world.rows("published"), id);
  expect_inert(world);
}

TEST(Attacks, a_body_that_an_export_claims_to_be_ours_is_checked_as_any_other) {
  const std::string content = "<p>Текст.</p>";
  const auto meta = [](std::string key, std::string value) {
    return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value><![CDATA[" + value +
           "]]></wp:meta_value></wp:postmeta>";
  };
  World world;
  AnItem item{.content = content};
  const char* body = R"json({"type":"doc","content":[
    {"type":"rawHtml","attrs":{"html":"<script>alert(1)</script><p onclick=x>y</p>"}},
    {"type":"paragraph","content":[{"type":"text","text":"z","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}]})json";
  item.further = meta("_vestnik_body", body) + meta("_vestnik_body_of", sha256_hex(content));
  ASSERT_TRUE(world.wordpress(world.write("a.xml", an_export(an_item(item)))));
  expect_inert(world);
}

TEST(Attacks, a_post_of_a_hundred_megabytes_is_cut_and_said) {
  World world;
  AnItem item;
  item.content.clear();
  while (item.content.size() < (100UL << 20U))
    item.content += "<p>Дълъг абзац от една много дълга статия, която никой няма да прочете.</p>\n";
  const auto report = world.wordpress(world.write("a.xml", an_export(an_item(item))));
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_THAT(report->text(), ::testing::HasSubstr("cut off"));
  EXPECT_NE(world.answer("/2023/10/nov-most/"), "");
  EXPECT_GT(world.article("Нов мост").body.blocks.size(), 100U);
}

}  // namespace
}  // namespace vestnik::interchange
