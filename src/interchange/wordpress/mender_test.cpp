#include "interchange/wordpress/mender.h"

#include <gtest/gtest.h>

namespace vestnik::interchange::wordpress {
namespace {

std::string mended(std::string_view text, std::size_t piece = 1 << 20) {
  Mender mender;
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += piece) mender.feed(text.substr(at, piece), false, out);
  mender.feed({}, true, out);
  return mender.refused() ? "refused" : out;
}

TEST(Mender, leaves_a_sound_document_alone) {
  EXPECT_EQ(mended("<rss a=\"b &amp; c\"><t>x &#233; &lt;</t><![CDATA[a & <b>]] > ]]></rss>"),
            "<rss a=\"b &amp; c\"><t>x &#233; &lt;</t><![CDATA[a & <b>]] > ]]></rss>");
}

TEST(Mender, escapes_what_a_parser_would_stumble_over) {
  EXPECT_EQ(mended("<rss>Q&A &nbsp;&eacute; 1 < 2 &#0;&#xD800; ]]></rss>"),
            "<rss>Q&amp;A &amp;nbsp;&amp;eacute; 1 &lt; 2 \xEF\xBF\xBD\xEF\xBF\xBD ]]&gt;</rss>");
  EXPECT_EQ(mended("<rss a='x&y<z'/>"), "<rss a='x&amp;y&lt;z'/>");
}

TEST(Mender, drops_comments_and_instructions_but_not_their_lines) {
  EXPECT_EQ(mended("<?xml version='1.0'?>\n<!-- a -- b\n\n--><rss><?php x\n?></rss>"), "\n\n\n<rss>\n</rss>");
}

TEST(Mender, drops_what_stands_before_the_document) {
  EXPECT_EQ(mended("\n<b>Warning</b>: x\n<?xml version='1.0'?><rss/>"), "\n\n<rss/>");
}

TEST(Mender, refuses_declarations_of_entities) {
  EXPECT_EQ(mended("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>&a;</rss>"), "refused");
  EXPECT_EQ(mended("<!DOCTYPE rss><rss>&a;</rss>"), "<rss>&amp;a;</rss>");
}

TEST(Mender, a_long_section_becomes_several_that_say_the_same) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "ж";
  std::string out = mended("<rss><![CDATA[" + text + "]]></rss>", 1000);
  EXPECT_GT(out.size(), text.size() + 100);
  for (std::size_t at = out.find("]]><![CDATA["); at != std::string::npos; at = out.find("]]><![CDATA[")) {
    out.erase(at, 12);
  }
  EXPECT_EQ(out, "<rss><![CDATA[" + text + "]]></rss>");
}

TEST(Mender, does_not_depend_on_how_the_stream_is_cut) {
  const std::string text =
      "<?xml version='1.0'?><!-- c --><rss a=\"1&2\">x ]]> <![CDATA[ ]]&& ]]]]]><b/> &bogus; &amp; <![CDATA[]]></rss>";
  const std::string whole = mended(text);
  for (std::size_t piece = 1; piece < 60; ++piece) EXPECT_EQ(mended(text, piece), whole) << piece;
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
