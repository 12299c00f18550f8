#include "interchange/wordpress/autop.h"

#include <gtest/gtest.h>

namespace vestnik::interchange::wordpress {
namespace {

TEST(Autop, empty_lines_part_paragraphs_and_single_ones_break) {
  EXPECT_EQ(autop("Едно\nдве\n\nтри\r\n\r\nчетири"), "<p>Едно<br />\nдве</p><p>три</p><p>четири</p>");
  EXPECT_EQ(autop("\n\n  \n"), "");
  EXPECT_EQ(autop("a <b>b</b> c"), "<p>a <b>b</b> c</p>");
  EXPECT_EQ(autop("a<br>\nb<br /><br />c<br>"), "<p>a<br />b</p><p>c</p>");
}

TEST(Autop, blocks_are_left_alone) {
  EXPECT_EQ(autop("<h2>T</h2>\nx\n<ul>\n<li>a</li>\n<li>b\n\nc</li>\n</ul>\ny"),
            "<h2>T</h2><p>x</p><ul><li>a</li><li><p>b</p><p>c</p></li></ul><p>y</p>");
  EXPECT_EQ(autop("<p>a\nb</p>\n\nc"), "<p>a<br />\nb</p><p>c</p>");
}

TEST(Autop, code_and_script_keep_their_lines) {
  EXPECT_EQ(autop("a\n\n<pre>x\n\n  y</pre>\n\n<script>if (a)\n\nb</script>"),
            "<p>a</p><pre>x\n\n  y</pre><p><script>if (a)\n\nb</script></p>");
}

TEST(Autop, newlines_inside_tags_say_nothing) {
  EXPECT_EQ(autop("<a\n\nhref=\"x\"\n>y</a>"), "<p><a\n\nhref=\"x\"\n>y</a></p>");
}

TEST(Autop, is_linear_on_hostile_input) {
  for (const char* part : {"<pre>", "<script>", "<a href='", "<", "<!--", "<br>", "\n\n", "</div><p>", "[", "<svg>"}) {
    std::string text;
    while (text.size() < 2'000'000) text += part;
    EXPECT_LE(autop(text).size(), text.size() * 4 + 100);
  }
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
