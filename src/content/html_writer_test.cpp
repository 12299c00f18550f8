#include "content/html_writer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace vestnik::content {

namespace {

class Shown : public Figures {
 public:
  std::string media(AssetId asset, std::string_view alt, bool in_gallery) const override {
    if (asset.value == 404 || is_without_file(asset)) return {};
    return fmt::format("[{} {} {}]", asset.value, alt, in_gallery);
  }
  std::string credit(AssetId asset) const override { return asset.value == 1 ? "Снимка: БТА" : ""; }
  bool is_without_file(AssetId asset) const override { return asset.value == 405; }
  std::string embed(std::string_view provider, std::string_view id, std::string_view,
                    std::string_view title) const override {
    return fmt::format("[{} {} {}]", provider, id, title);
  }
};

std::string shown(std::string_view content) {
  const Result<Body> body = parse_body(fmt::format(R"({{"type":"doc","content":[{}]}})", content));
  return body ? write_html(*body, Shown()) : body.error().message();
}

std::string marked(std::string_view marks) {
  return shown(fmt::format(R"({{"type":"paragraph","content":[{{"type":"text","text":"a","marks":[{}]}}]}})", marks));
}

}  // namespace

TEST(HtmlWriter, text_and_attributes_are_escaped) {
  EXPECT_EQ(shown(R"({"type":"paragraph","content":[{"type":"text","text":"<b>&\"'"}]})"),
            "<p>&lt;b&gt;&amp;&quot;&#39;</p>");
  EXPECT_EQ(marked(R"({"type":"link","attrs":{"href":"/a?b=1&c='","title":"\"><script>"}})"),
            "<p><a href=\"/a?b=1&amp;c=&#39;\" title=\"&quot;&gt;&lt;script&gt;\">a</a></p>");
}

TEST(HtmlWriter, a_link_that_leads_away_says_so) {
  EXPECT_EQ(marked(R"({"type":"link","attrs":{"href":"https://example.org/"}})"),
            "<p><a href=\"https://example.org/\" rel=\"noopener\">a</a></p>");
}

TEST(HtmlWriter, a_picture_that_is_elsewhere_is_called_by_its_files_name) {
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"src":"https://a.example/%D0%9C%D0%BE%D1%81%D1%82%201.jpg?w=3"}})"),
            "<figure class=\"image\"><a href=\"https://a.example/%D0%9C%D0%BE%D1%81%D1%82%201.jpg?w=3\" "
            "rel=\"noopener\">Мост 1.jpg</a></figure>");
}

TEST(HtmlWriter, marks_that_go_on_are_not_closed_between) {
  EXPECT_EQ(
      shown(
          R"({"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"bold"}]},{"type":"text","text":"b","marks":[{"type":"italic"},{"type":"bold"}]},{"type":"text","text":"c"}]})"),
      "<p><strong>a<em>b</em></strong>c</p>");
}

TEST(HtmlWriter, a_source_is_cited) {
  EXPECT_EQ(marked(R"({"type":"source","attrs":{"name":"Ройтерс","url":"/r"}})"),
            "<p><cite class=\"source\" title=\"Ройтерс\"><a href=\"/r\">a</a></cite></p>");
}

TEST(HtmlWriter, footnotes_are_numbered_and_stand_at_the_end) {
  const Result<Body> body = parse_body(
      R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"footnote","attrs":{"text":"x"}}]},{"type":"text","text":"b"},{"type":"text","text":"c","marks":[{"type":"footnote","attrs":{"text":"<y>"}}]}]}]})");
  ASSERT_TRUE(body);
  const std::vector<std::string> blocks = write_html_blocks(*body, Shown());
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0],
            "<p>a<sup class=\"note\"><a href=\"#note-1\" id=\"note-of-1\">1</a></sup>bc<sup class=\"note\"><a "
            "href=\"#note-2\" id=\"note-of-2\">2</a></sup></p>");
  EXPECT_EQ(blocks[1],
            "<ol class=\"notes\"><li id=\"note-1\">x <a href=\"#note-of-1\" aria-label=\"1\">↩</a></li><li "
            "id=\"note-2\">&lt;y&gt; <a href=\"#note-of-2\" aria-label=\"2\">↩</a></li></ol>");
}

TEST(HtmlWriter, a_picture_shows_whom_it_is_from) {
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"asset":1,"alt":"t","caption":"<c>","align":"left"}})"),
            "<figure class=\"image left\">[1 t false]<figcaption>&lt;c&gt; <span class=\"credit\">Снимка: "
            "БТА</span></figcaption></figure>");
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"asset":1,"credit":"EPA","href":"/big"}})"),
            "<figure class=\"image\"><a href=\"/big\">[1  false]</a><figcaption><span "
            "class=\"credit\">EPA</span></figcaption></figure>");
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"asset":404,"caption":"c"}})"), "");
}

TEST(HtmlWriter, a_picture_elsewhere_is_a_link_so_that_nobody_is_contacted) {
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"src":"https://example.org/a/b.jpg?x"}})"),
            "<figure class=\"image\"><a href=\"https://example.org/a/b.jpg?x\" rel=\"noopener\">b.jpg</a></figure>");
  EXPECT_EQ(shown(R"({"type":"video","attrs":{"src":"https://example.org/v.mp4","caption":"Клип"}})"),
            "<figure class=\"video\"><a href=\"https://example.org/v.mp4\" rel=\"noopener\">Клип</a></figure>")
      << "once, not in the link and under it again";
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"src":"https://example.org/v.jpg","caption":"Клип","credit":"БТА"}})"),
            "<figure class=\"image\"><a href=\"https://example.org/v.jpg\" rel=\"noopener\">Клип</a>"
            "<figcaption><span class=\"credit\">БТА</span></figcaption></figure>");
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"src":"https://example.org/a.jpg","alt":"Мост","caption":"Мостът"}})"),
            "<figure class=\"image\"><a href=\"https://example.org/a.jpg\" rel=\"noopener\">Мост</a>"
            "<figcaption>Мостът</figcaption></figure>");
}

TEST(HtmlWriter, a_table_can_be_scrolled_by_key_and_has_a_name) {
  EXPECT_EQ(
      shown(
          R"({"type":"table","attrs":{"caption":"Курс"},"content":[{"type":"tableRow","content":[{"type":"tableHeader","attrs":{"colspan":2},"content":[{"type":"paragraph","content":[{"type":"text","text":"A"}]}]}]},{"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"paragraph"}]},{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"B"}]}]}]}]})"),
      "<div class=\"table\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Курс\"><table><caption>Курс</caption><thead><tr><th colspan=\"2\" "
      "scope=\"col\">A</th></tr></thead><tbody><tr><th scope=\"row\"></th><td>B</td></tr></tbody></table></div>");
}

TEST(HtmlWriter, boxes_quotations_and_notes_have_their_classes) {
  const std::string p = R"("content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}])";
  EXPECT_EQ(shown(R"({"type":"factBox","attrs":{"title":"T"},)" + p + "}"),
            "<aside class=\"fact-box\"><p class=\"title\">T</p><p>a</p></aside>");
  EXPECT_EQ(shown(R"({"type":"blockquote",)" + p + "}"), "<blockquote><p>a</p></blockquote>");
  EXPECT_EQ(shown(R"({"type":"pullquote","attrs":{"cite":"Вазов"},)" + p + "}"),
            "<figure class=\"pull-quote\"><blockquote><p>a</p></blockquote><figcaption>Вазов</figcaption></figure>");
  EXPECT_EQ(shown(R"({"type":"liveEntry","attrs":{"at":"2026-11-24T18:05:00+02:00","title":"T"},)" + p + "}"),
            "<div class=\"live-entry\"><p class=\"when\"><time datetime=\"2026-11-24T18:05:00+02:00\">18:05</time> "
            "<strong>T</strong></p><p>a</p></div>");
  EXPECT_EQ(shown(R"({"type":"sourceNote","attrs":{"name":"БТА","url":"/b","kind":"agency"}})"),
            "<p class=\"source-note agency\"><a href=\"/b\">БТА</a></p>");
  EXPECT_EQ(shown(R"({"type":"embed","attrs":{"url":"https://youtu.be/dQw4w9WgXcQ","caption":"c"}})"),
            "<figure class=\"embed\">[youtube dQw4w9WgXcQ ]<figcaption>c</figcaption></figure>");
}

TEST(HtmlWriter, headings_leave_no_gap_under_the_headline) {
  const auto heading = [](int level) {
    return fmt::format(R"({{"type":"heading","attrs":{{"level":{}}},"content":[{{"type":"text","text":"a"}}]}})",
                       level);
  };
  EXPECT_EQ(shown(heading(3) + "," + heading(4) + "," + heading(3)), "<h2>a</h2>\n<h3>a</h3>\n<h2>a</h2>");
  EXPECT_EQ(shown(heading(2) + "," + heading(4) + "," + heading(3)), "<h2>a</h2>\n<h3>a</h3>\n<h3>a</h3>");
}

TEST(HtmlWriter, a_list_of_single_paragraphs_is_tight) {
  EXPECT_EQ(
      shown(
          R"({"type":"orderedList","attrs":{"start":3},"content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]},{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"b"}]}]}]}]}]})"),
      "<ol start=\"3\"><li>a<ul><li>b</li></ul></li></ol>");
}

TEST(HtmlWriter, code_keeps_its_lines) {
  EXPECT_EQ(shown(R"({"type":"codeBlock","attrs":{"language":"c++"},"content":[{"type":"text","text":"\na <b>\n"}]})"),
            "<pre><code class=\"language-c++\">\na &lt;b&gt;\n</code></pre>");
}

TEST(HtmlWriter, of_a_picture_whose_file_is_not_here_the_caption_stands) {
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"asset":405,"caption":"Мостът","credit":"БТА","href":"/a/"}})"),
            "<figure class=\"image\"><figcaption>Мостът <span class=\"credit\">БТА</span></figcaption></figure>");
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"asset":405}})"), "");
  EXPECT_EQ(shown(R"({"type":"image","attrs":{"asset":404,"caption":"Мостът"}})"), "") << "nobody may see that one";
  EXPECT_EQ(shown(R"({"type":"gallery","content":[{"type":"image","attrs":{"asset":405}}]})"), "");
}

}  // namespace vestnik::content
