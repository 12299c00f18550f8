#include "content/html/tame.h"

#include <gtest/gtest.h>

#include "content/html/tree.h"

namespace vestnik::content::html {

namespace {

std::string tamed(std::string_view html) {
  return tame(html).html;
}
std::string nested(std::string_view html) {
  return tame(html, true).html;
}

}  // namespace

TEST(Tame, tags_are_read_as_the_standard_reads_them) {
  EXPECT_EQ(tamed("<P TITLE = 'a\"b' href=x/y class=\"c>d\" onclick=e>f</P x=\">\">"),
            "<p title='a\"b' href=\"x/y\" class=\"c>d\">f</p>");
  EXPECT_EQ(tamed("a < b <3 </> c</ d>e<!x>f<?y>g"), "a &lt; b &lt;3  cefg");
}

TEST(Tame, a_tag_that_does_not_end_is_none) {
  EXPECT_EQ(tamed("a<p title='"), "a");
}

TEST(Tame, comments_end_where_they_end) {
  EXPECT_EQ(tamed("a<!-- > -- --!>b<!-->c<!--->d<!---->e<!-- f"), "abcde");
}

TEST(Tame, raw_text_ends_at_its_own_end_tag_only) {
  EXPECT_EQ(tamed("<script></scripty></b></SCRIPT x>a<style></style/>b<textarea></p></textarea>"),
            "ab<div>&lt;/p></div>");
}

TEST(Tame, what_is_unclosed_is_nested_properly) {
  EXPECT_EQ(nested("<p>a<p><b>b<div>c"), "<p>a</p><p><b>b</b></p><div>c</div>");
  EXPECT_EQ(nested("<ul><li>a<li>b</ul>c"), "<ul><li>a</li><li>b</li></ul>c");
  EXPECT_EQ(nested("<table><tr><td>a<td>b<tr><td>c</table>"),
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>");
  EXPECT_EQ(nested("<b><p>a</b>b</p>c</i>"), "<b><p>ab</p></b>c");
  EXPECT_EQ(nested("<div><table><tr><td></div>a</table>b</div>"), "<div><table><tr><td>a</td></tr></table>b</div>");
}

TEST(Tame, what_stands_for_a_text_is_not_mistaken_for_a_letter) {
  // Private characters, raw and by reference, beside texts that are long enough to be spared the parser.
  const std::string html =
      "<p>\xF3\xB0\x80\x81 a long text &amp; another long text &#xF0000;&#983041;&#x1F600; the end of it<p>x &notit y";
  const Tree tree(html);
  EXPECT_EQ(text_in(tree.root()),
            "\xF3\xB0\x80\x81 a long text & another long text \uFFFD\uFFFD\U0001F600 the end of it x ¬it y");
}

TEST(Tame, ever_so_many_texts_in_one_are_all_put_back) {
  // More than there are private characters for; each of them looked for from where the last stood, not anew.
  std::string html, text;
  for (int i = 0; i < 140'000; ++i) {
    const std::string piece = "piece " + std::to_string(i);
    html += piece + "&lt;";
    text += piece + "<";
  }
  EXPECT_TRUE(text_in(Tree(html).root()) == text);
}

TEST(Tame, a_letter_of_the_plane_before_is_itself) {
  const Tree tree("<p>a long enough text &#xE0067; and <b>\U000E0067</b>");
  EXPECT_EQ(text_in(tree.root()), "a long enough text \U000E0067 and \U000E0067");
}

TEST(Tame, no_more_than_a_hundred_elements_are_open) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<div><b>";
  const Tree tree(deep + "x");
  std::size_t depth = 0;
  for (const GumboNode* node = tree.root(); !children_of(node).empty(); node = children_of(node).front()) ++depth;
  EXPECT_LT(depth, 120U);
}

}  // namespace vestnik::content::html
