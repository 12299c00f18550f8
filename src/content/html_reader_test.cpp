#include "content/html_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "content/html_writer.h"

namespace vestnik::content {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

PlainFigures plain() {
  return {[](AssetId id) { return "/media/" + std::to_string(id.value); },
          [](AssetId) { return std::optional<Asset>(); }};
}

// What it becomes, written out again: easier to read than nodes.
std::string become(std::string_view html, const HtmlOptions& options = {}) {
  return write_html(read_html(html, options).body, plain());
}

std::string stored(std::string_view html) {
  const std::string text = write_body(read_html(html).body);
  constexpr std::size_t before = std::string_view(R"({"type":"doc","content":[)").size();
  return text.substr(before, text.size() - before - 2);
}

}  // namespace

TEST(HtmlReader, white_space_is_what_html_takes_it_for) {
  EXPECT_EQ(become(" \n<p> a\n\t b <b> c</b> d\u00A0 e </p>\n"), "<p>a b <strong>c</strong> d\u00A0 e</p>");
  EXPECT_EQ(become("<p>a <br>\n b<br></p>"), "<p>a<br>b</p>");
  EXPECT_EQ(become("a<p>b</p>c"), "<p>a</p>\n<p>b</p>\n<p>c</p>");
}

TEST(HtmlReader, empty_paragraphs_go) {
  EXPECT_EQ(become("<p></p><p>&nbsp;</p><p> <b> </b> </p><h2></h2><p>a</p><div></div>"), "<p>a</p>");
}

TEST(HtmlReader, headings_fit_under_the_headline) {
  EXPECT_EQ(become("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>"),
            "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n<h4>d</h4>\n<h4>e</h4>\n<h4>f</h4>");
}

TEST(HtmlReader, every_way_of_emphasis_is_known) {
  EXPECT_EQ(become("<b>a</b><i>b</i><ins>c</ins><del>d</del><kbd>e</kbd><sup>f</sup><sub>g</sub><mark>h</mark>"),
            "<p><strong>a</strong><em>b</em><u>c</u><s>d</s><code>e</code><sup>f</sup><sub>g</sub><mark>h</mark></p>");
  EXPECT_EQ(become("<font color=red>a</font><small>b</small><abbr title=x>c</abbr><center>d</center><q>e</q>"),
            "<p>abc</p>\n<p>d</p>\n<p>“e”</p>");
  EXPECT_EQ(become("<b><i>a</b>b</i><b>c"), "<p><strong><em>a</em></strong><em>b</em><strong>c</strong></p>");
  EXPECT_EQ(become("<span style='color:red' lang=en>a</span>"), "<p><span lang=\"en\">a</span></p>");
}

TEST(HtmlReader, a_link_keeps_only_an_address_that_is_safe) {
  EXPECT_EQ(become("<a href=' HTTP://a.org/ b ' target=_blank onclick=x>a</a>"),
            "<p><a href=\"HTTP://a.org/%20b\" rel=\"noopener\">a</a></p>");
  EXPECT_EQ(become("<a href='//a.org/x'>a</a>"), "<p><a href=\"https://a.org/x\" rel=\"noopener\">a</a></p>");
  EXPECT_EQ(become("<a href='java&#10;script:alert(1)'>a</a>"), "<p>a</p>");
  EXPECT_EQ(become("<a href='http://me:pw@a.org/'>a</a>"), "<p>a</p>");
  EXPECT_EQ(become("<a href='/a'><p>b</p><p>c</p></a>"), "<p><a href=\"/a\">b</a></p>\n<p><a href=\"/a\">c</a></p>");
  HtmlOptions options;
  options.link_of = [](std::string_view) { return std::string("/new/"); };
  EXPECT_EQ(become("<a href='http://old.org/'>a</a>", options), "<p><a href=\"/new/\">a</a></p>");
}

TEST(HtmlReader, a_picture_is_a_block_wherever_it_stands) {
  EXPECT_EQ(become("<p>a<a href='/big.jpg'><img class='alignleft size-full' src='/s.jpg' alt='t'></a>b</p>"),
            "<p>a</p>\n<figure class=\"image left\"><a href=\"/big.jpg\"><img src=\"/s.jpg\" "
            "alt=\"t\"></a></figure>\n<p>b</p>");
  EXPECT_EQ(stored("<img src='data:image/gif;base64,R0' data-src='/a.jpg'><noscript><img src='/a.jpg'></noscript>"),
            R"({"type":"image","attrs":{"src":"/a.jpg"}})");
  EXPECT_EQ(stored("<picture><source srcset='/a.webp'><img srcset='/a.jpg 1x, /b.jpg 2x'></picture>"),
            R"({"type":"image","attrs":{"src":"/a.jpg"}})");
  EXPECT_EQ(become("x<img class=emoji alt='🎉' src='https://s.w.org/e.png'>"), "<p>x🎉</p>");
  EXPECT_EQ(become("<img src='javascript:a' alt='said'>"), "<p>said</p>");
}

TEST(HtmlReader, an_asset_stands_where_one_is_known) {
  HtmlOptions options;
  options.asset_of = [](std::string_view address) { return AssetId{address == "https://a.org/p.jpg" ? 5 : 0}; };
  const Node image = read_html("<img src='//a.org/p.jpg'>", options).body.blocks.at(0);
  EXPECT_EQ(image.attributes, (json::object{{"asset", 5}}));
}

TEST(HtmlReader, a_caption_that_names_who_took_the_picture_is_a_credit) {
  const auto attributes = [](std::string_view caption) {
    return stored("<figure class='wp-block-image aligncenter'><img src='/a.jpg'><figcaption>" + std::string(caption) +
                  "</figcaption></figure>");
  };
  EXPECT_EQ(attributes("Снимка: EPA"),
            R"({"type":"image","attrs":{"src":"/a.jpg","align":"center","credit":"Снимка: EPA"}})");
  EXPECT_EQ(attributes("Сняг. Снимка: БТА"),
            R"({"type":"image","attrs":{"src":"/a.jpg","align":"center","caption":"Сняг.","credit":"Снимка: БТА"}})");
  EXPECT_EQ(attributes("Snow (Photo: Reuters)"),
            R"({"type":"image","attrs":{"src":"/a.jpg","align":"center","caption":"Snow","credit":"Photo: Reuters"}})");
  EXPECT_EQ(attributes("© EPA"), R"({"type":"image","attrs":{"src":"/a.jpg","align":"center","credit":"© EPA"}})");
  EXPECT_EQ(attributes("Snow <span class='image-credit'>AFP</span>"),
            R"({"type":"image","attrs":{"src":"/a.jpg","align":"center","caption":"Snow","credit":"AFP"}})");
  EXPECT_EQ(attributes("Просто сняг"),
            R"({"type":"image","attrs":{"src":"/a.jpg","align":"center","caption":"Просто сняг"}})");
}

TEST(HtmlReader, a_link_in_a_caption_is_not_lost) {
  EXPECT_EQ(become("<figure><img src='/a.jpg'><figcaption>by <a href='/b'>B</a></figcaption></figure>"),
            "<figure class=\"image\"><img src=\"/a.jpg\" alt=\"\"></figure>\n<p>by <a href=\"/b\">B</a></p>");
}

TEST(HtmlReader, wordpress_captions_are_figures) {
  EXPECT_EQ(stored("<div class='wp-caption alignright' style='width:1px'><a href='/b.jpg'><img src='/a.jpg'></a><p "
                   "class='wp-caption-text'>Фото: Иванов</p></div>"),
            R"({"type":"image","attrs":{"src":"/a.jpg","href":"/b.jpg","align":"right","credit":"Фото: Иванов"}})");
}

TEST(HtmlReader, every_kind_of_gallery_is_one) {
  const std::string two =
      R"({"type":"gallery","content":[{"type":"image","attrs":{"src":"/a.jpg","caption":"A"}},{"type":"image","attrs":{"src":"/b.jpg"}}]})";
  EXPECT_EQ(stored("<ul class='wp-block-gallery columns-3'><li class='blocks-gallery-item'><figure><img "
                   "src='/a.jpg'><figcaption>A</figcaption></figure></li><li><img src='/b.jpg'></li></ul>"),
            two);
  EXPECT_EQ(stored("<figure class='wp-block-gallery'><ul class='blocks-gallery-grid'><li><figure><img "
                   "src='/a.jpg'><figcaption>A</figcaption></figure></li><li><figure><img "
                   "src='/b.jpg'></figure></li></ul></figure>"),
            two);
  EXPECT_EQ(stored("<figure class='wp-block-gallery has-nested-images'>\n<figure class='wp-block-image'><img "
                   "src='/a.jpg'><figcaption>A</figcaption></figure>\n<figure><img src='/b.jpg'></figure></figure>"),
            two);
  EXPECT_EQ(
      stored(
          "<div id='gallery-1' class='gallery galleryid-5'><dl class='gallery-item'><dt class='gallery-icon'><img "
          "src='/a.jpg'></dt><dd class='wp-caption-text gallery-caption'>A</dd></dl><dl class='gallery-item'><dt><img "
          "src='/b.jpg'></dt></dl><br style='clear: both'></div>"),
      two);
}

TEST(HtmlReader, lists_nest_even_where_their_html_does_not) {
  EXPECT_EQ(become("<ul><li>a<ul><li>b</ul><li>c</ul>"), "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>");
  EXPECT_EQ(become("<ol start=4><li>a</li><ul><li>b</li></ul></ol>"),
            "<ol start=\"4\"><li>a<ul><li>b</li></ul></li></ol>");
  EXPECT_EQ(become("<li>a</li>"), "<p>a</p>");
}

TEST(HtmlReader, tables_keep_their_cells) {
  EXPECT_EQ(
      become("<figure class='wp-block-table'><table><thead><tr><td>A<th>B</thead><tr><td "
             "colspan=2><p>a<p>b</table><figcaption>Т</figcaption></figure>"),
      "<div class=\"table\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Т\"><table><caption>Т</caption><thead><tr><th scope=\"col\">A</th><th "
      "scope=\"col\">B</th></tr></thead><tbody><tr><td colspan=\"2\"><p>a</p><p>b</p></td></tr></tbody></table></div>");
  EXPECT_EQ(become("<table><tr>x<td>a</td></tr></table>"),
            "<p>x</p>\n<div class=\"table\" tabindex=\"0\" role=\"region\" "
            "aria-label=\"a\"><table><tbody><tr><td>a</td></tr></tbody></table></div>");
}

TEST(HtmlReader, quotations_know_who_speaks) {
  EXPECT_EQ(become("<blockquote class='wp-block-quote'><p>a</p><cite>Вазов</cite></blockquote>"),
            "<figure class=\"quote\"><blockquote><p>a</p></blockquote><figcaption>Вазов</figcaption></figure>");
  EXPECT_EQ(become("<figure class='wp-block-pullquote'><blockquote><p>a</p><cite>Вазов</cite></blockquote></figure>"),
            "<figure class=\"pull-quote\"><blockquote><p>a</p></blockquote><figcaption>Вазов</figcaption></figure>");
  EXPECT_EQ(become("<blockquote>a <cite>b</cite> c</blockquote>"), "<blockquote><p>a <em>b</em> c</p></blockquote>");
  EXPECT_EQ(become("<blockquote><cite>b</cite></blockquote>"), "<blockquote><p><em>b</em></p></blockquote>");
}

TEST(HtmlReader, details_are_a_fact_box) {
  EXPECT_EQ(become("<details open><summary>T</summary>a<p>b</p></details>"),
            "<aside class=\"fact-box\"><p class=\"title\">T</p><p>a</p><p>b</p></aside>");
}

TEST(HtmlReader, pieces_of_known_providers_become_embeds) {
  const std::string youtube =
      R"({"type":"embed","attrs":{"provider":"youtube","url":"https://www.youtube.com/watch?v=dQw4w9WgXcQ","id":"dQw4w9WgXcQ"}})";
  EXPECT_EQ(stored("<p><iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ' allowfullscreen></iframe></p>"),
            youtube);
  EXPECT_EQ(stored("<p>https://youtu.be/dQw4w9WgXcQ</p>"), youtube);
  EXPECT_EQ(stored("<p><a href='https://youtu.be/dQw4w9WgXcQ'>https://youtu.be/dQw4w9WgXcQ</a></p>"), youtube);
  EXPECT_EQ(
      stored("<object><param name=movie value=x><embed src='http://www.youtube.com/v/dQw4w9WgXcQ&hl=bg'></object>"),
      youtube);
  EXPECT_THAT(
      stored("<figure class='wp-block-embed'><div class='wp-block-embed__wrapper'>\nhttps://youtu.be/dQw4w9WgXcQ\n"
             "</div><figcaption>Клип</figcaption></figure>"),
      HasSubstr(R"("caption":"Клип")"));
  EXPECT_THAT(stored("<blockquote class='twitter-tweet'><p>Hi <a href='https://t.co/x'>t.co/x</a></p>&mdash; D <a "
                     "href='https://twitter.com/d/status/1?ref'>May 1</a></blockquote><script src='//x'></script>"),
              HasSubstr(R"({"type":"embed","attrs":{"provider":"x","url":"https://x.com/d/status/1","id":"1")"));
  EXPECT_THAT(stored("<script async src='https://telegram.org/js/w.js' data-telegram-post='durov/68'></script>"),
              HasSubstr(R"("id":"durov/68")"));
  HtmlOptions none;
  none.embeds = false;
  EXPECT_EQ(become("<p>https://youtu.be/dQw4w9WgXcQ</p>", none), "<p>https://youtu.be/dQw4w9WgXcQ</p>");
}

TEST(HtmlReader, a_frame_of_nobody_known_is_kept_as_a_link) {
  const HtmlResult result = read_html("<iframe src='https://maps.example.org/x' title='Карта'></iframe>");
  EXPECT_EQ(write_html(result.body, plain()),
            "<p><a href=\"https://maps.example.org/x\" rel=\"noopener\">Карта</a></p>");
  EXPECT_THAT(result.notes, ElementsAre("iframe kept as a link: https://maps.example.org/x"));
}

TEST(HtmlReader, videos_and_sounds_are_blocks) {
  EXPECT_EQ(stored("<video poster='/p.jpg' controls><source src='/v.mp4' type='video/mp4'>no video <a "
                   "href='/v.mp4'>v</a></video>"),
            R"({"type":"video","attrs":{"src":"/v.mp4","poster":"/p.jpg"}})");
  EXPECT_EQ(stored("<figure class='wp-block-audio'><audio src='/a.mp3'></audio><figcaption>c</figcaption></figure>"),
            R"({"type":"audio","attrs":{"src":"/a.mp3","caption":"c"}})");
}

TEST(HtmlReader, code_keeps_its_white_space) {
  EXPECT_EQ(stored("<pre>\n<code class='language-cpp'>a\n  b &lt;c&gt;</code></pre>"),
            R"({"type":"codeBlock","attrs":{"language":"cpp"},"content":[{"type":"text","text":"a\n  b <c>"}]})");
  EXPECT_EQ(become("<pre class='wp-block-verse'>a\nb</pre>"), "<p>a<br>b</p>");
  EXPECT_EQ(become("<pre>a <a href='/x'>b</a>\nc</pre>"), "<p>a <a href=\"/x\">b</a><br>c</p>");
  EXPECT_EQ(stored("<xmp><b>&amp;</xmp>"), R"({"type":"codeBlock","content":[{"type":"text","text":"<b>&amp;"}]})");
}

TEST(HtmlReader, what_a_body_has_no_node_for_is_kept_as_html_and_told) {
  const HtmlResult result = read_html("<dl class=x><dt id=a>a<dd onclick=b>c</dl>");
  EXPECT_EQ(write_body(result.body),
            R"({"type":"doc","content":[{"type":"rawHtml","attrs":{"html":"<dl><dt>a</dt><dd>c</dd></dl>"}}]})");
  EXPECT_THAT(result.notes, ElementsAre("dl kept as HTML"));
}

TEST(HtmlReader, what_cannot_stay_is_told_and_its_text_stays) {
  const HtmlResult result = read_html(
      "<style>p{}</style><script>alert(1)</script><form "
      "action=/x>a<select><option>b<option>c</select><textarea><b></textarea>"
      "<input value=no></form><svg><text>d</text></svg><math><mi>x</mi><mo>=</mo><mn>1</mn></math>");
  EXPECT_EQ(write_html(result.body, plain()), "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>&lt;b&gt;</p>\n<p>dx=1</p>");
  for (const char* name : {"style", "script", "form", "select", "svg", "math"}) {
    EXPECT_THAT(result.notes, Contains(std::string(name) + " element left out"));
  }
}

TEST(HtmlReader, comments_are_not_text) {
  EXPECT_EQ(
      become(
          "<!-- wp:paragraph {\"a\":\"-->\"} --><p>a</p><!-- /wp:paragraph --><!--><p>b</p><?php x ?><![CDATA[c]]>d"),
      "<p>&quot;} --&gt;</p>\n<p>a</p>\n<p>b</p>\n<p>d</p>");
}

TEST(HtmlReader, deep_nesting_is_flattened_and_loses_no_text) {
  std::string html;
  for (int i = 0; i < 60; ++i) html += "<blockquote>" + std::to_string(i) + "<ul><li>";
  const Body body = read_html(html).body;
  const Result<Body> again = parse_body(write_body(body));
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(*again, body);
  for (int i = 0; i < 60; ++i) EXPECT_THAT("\n" + plain_text(body) + "\n", HasSubstr("\n" + std::to_string(i) + "\n"));
}

TEST(HtmlReader, hostile_input_ends_in_a_body_within_its_bounds) {
  const auto many = [](std::string_view part, std::size_t bytes = 1 << 20) {
    std::string out;
    while (out.size() < bytes) out += part;
    return out;
  };
  std::string attributes = "<p ";
  for (int i = 0; attributes.size() < 1 << 20; ++i) attributes += "a" + std::to_string(i) + " ";
  std::string links;
  for (int i = 0; links.size() < 1 << 20; ++i) links += "<a href='/" + std::to_string(i) + "'><b>x</b>";
  const std::string long_link = "<a href='/" + std::string(1'900, 'a') + "'>" + many("<b>x</b>y");
  for (const std::string& html : {many("<div>"),
                                  many("<b>"),
                                  many("<b><p>x"),
                                  many("<table><tr><td>"),
                                  many("<blockquote><ul><li>x"),
                                  many("<"),
                                  many("</"),
                                  many("<!--"),
                                  many("<!--><p>"),
                                  many("&amp;"),
                                  many("<p>x</p>"),
                                  many("<td><div></td>"),
                                  many("<b><table><td></b>"),
                                  many("<b><div></b>"),
                                  many("<select><option>"),
                                  many("<svg><style><![CDATA["),
                                  many("<pre>\n"),
                                  many("<a href='x"),
                                  many("<i><b><u><s><p>x"),
                                  many("<dl><dt>"),
                                  many("<ruby><p>"),
                                  many("<img src=/a>"),
                                  many("<textarea>"),
                                  many("</p></br>"),
                                  many("\xD0"),
                                  many(std::string_view("\0<", 2)),
                                  many("<plaintext>"),
                                  many("<li>x"),
                                  attributes + ">z",
                                  links,
                                  long_link,
                                  many("<figure><img src=/a><figcaption>"),
                                  many("<ul><p>")}) {
    const HtmlResult result = read_html(html);
    const std::string json = write_body(result.body);
    EXPECT_LE(json.size(), limits::body_json_bytes) << html.substr(0, 30);
    const Result<Body> again = parse_body(json);
    ASSERT_TRUE(again) << html.substr(0, 30) << again.error().message();
    EXPECT_EQ(*again, result.body) << html.substr(0, 30);
  }
}

TEST(HtmlReader, an_article_that_is_too_large_keeps_its_text) {
  std::string html;
  for (std::size_t i = 0; i < limits::body_nodes; ++i) html += "<p>a" + std::to_string(i);
  const HtmlResult result = read_html(html);
  EXPECT_THAT(plain_text(result.body), HasSubstr("a" + std::to_string(limits::body_nodes - 1)));
  EXPECT_THAT(result.notes, Contains(HasSubstr("too much for one article")));
  EXPECT_TRUE(parse_body(write_body(result.body)));
}

TEST(HtmlToText, only_text_is_left_and_blocks_part_words) {
  EXPECT_EQ(html_to_text("<p>a&amp;b</p><p>c<br>d <b>e</b>f</p><script>g</script>"), "a&b c d ef");
  EXPECT_EQ(html_to_text(" plain \n text "), "plain text");
  EXPECT_EQ(html_to_text("<table><tr><td>a<td>b</table>"), "a b");
}

TEST(Sanitise, only_the_list_stays) {
  EXPECT_EQ(sanitize_html("<p id=a class=b style=c data-x=d onclick=e title=f>g<a href='javascript:h'>i</a><a href=/j "
                          "target=k>l</a></p>"),
            "<p title=\"f\">gi<a href=\"/j\" rel=\"noopener\">l</a></p>");
  EXPECT_EQ(sanitize_html("<img src=x:y alt=z><img src=/a.jpg onerror=b>"), "z<img src=\"/a.jpg\" alt=\"\">");
  EXPECT_EQ(sanitize_html("<form><input name=a><button>b</button></form><iframe src=/c>d</iframe>"), "<div>b</div>");
}

TEST(HtmlReader, posts_that_a_script_would_have_drawn_into_an_empty_element_are_embeds) {
  for (const char* name : {"fb-post", "fb-video"}) {
    const std::string read = stored("<div class='" + std::string(name) +
                                    "' data-href='https://www.facebook.com/zuck/posts/10102577175875681'></div>");
    EXPECT_NE(read.find("\"provider\":\"facebook\""), std::string::npos) << read;
  }
  EXPECT_EQ(stored("<p>a</p><p>\u200B</p>"), stored("<p>a</p>"));
}

TEST(HtmlReader, links_that_the_old_page_hid_are_left_out_and_told) {
  const std::string spam = "<a href=\"http://casino.example/\">казино</a>, <a href='//poker.example'>покер</a>";
  for (const char* style : {"display:none", "DISPLAY : None !important", "color:red;visibility: hidden",
                            "position:absolute;left:-9999px", "font-size:0", "font-size: 1px",
                            "left:-988px;position:absolute", "height:0px;overflow:hidden", "text-indent:-5000px"}) {
    const HtmlResult read = read_html("<p>Преди</p><div style=\"" + std::string(style) + "\">" + spam +
                                      "</div><p>Текст <span style=\"" + style + "\">" + spam + "</span> след</p>");
    EXPECT_EQ(write_html(read.body, plain()), "<p>Преди</p>\n<p>Текст след</p>") << style;
    EXPECT_THAT(read.notes, Contains("links that the old page hid left out: http://casino.example/")) << style;
  }
  for (const char* style :
       {"font-size:0.9em", "font-size:10px", "opacity:0.5", "left:-9999px", "line-height:0", "height:0",
        "overflow:hidden", "margin-left:-200px", "opacity:0", "position:absolute;left:-100%",
        "height:0;overflow:hidden;padding-bottom:56.25%", "x-display:none"}) {
    EXPECT_THAT(become("<div style=\"" + std::string(style) + "\">" + spam + "</div>"), HasSubstr("казино"))
        << style << " hides nothing";
  }
  for (const char* kept :
       {"<p>Скрит раздел с дълъг текст за четене и <a href=\"https://izvor.example/\">извор</a>.</p>",
        "<p>Скрит раздел</p>", "<a href=\"/nasha/\">наша</a>",
        "<a href=\"https://old.example/a.jpg\"><img src=\"https://old.example/a.jpg\" alt=\"a\"></a>"}) {
    const HtmlResult read = read_html("<div style=\"display:none\">" + std::string(kept) + "</div>");
    EXPECT_FALSE(read.body.blocks.empty()) << "what a tab shows later: " << kept;
    EXPECT_TRUE(read.notes.empty()) << kept;
  }
}

}  // namespace vestnik::content
