#include "base/text.h"

#include <gtest/gtest.h>

namespace vestnik::text {

TEST(Text, a_slug_follows_the_bulgarian_transliteration_act) {
  EXPECT_EQ(slug("Щастлива къща в София"), "shtastliva-kashta-v-sofia");
  EXPECT_EQ(slug("Юлия, 93 млн. лв."), "yulia-93-mln-lv");
  EXPECT_EQ(slug("Crème brûlée – 100 %"), "creme-brulee-100");
  EXPECT_EQ(slug("!!!"), "");
}

TEST(Text, a_long_slug_is_cut_between_words) {
  EXPECT_EQ(slug("one two three", 9), "one-two");
  EXPECT_EQ(slug("onetwothree", 5), "onetw");
}

TEST(Text, a_deck_is_cut_at_a_word) {
  EXPECT_EQ(cut_at_word("Първи сняг в планината", 12, "bg"), "Първи сняг…");
  EXPECT_EQ(cut_at_word("Кратко", 12, "bg"), "Кратко");
  EXPECT_EQ(cut_at_word("Непротивоконституционствувателствувайте", 5, "bg"), "Непро…");
}

TEST(Text, what_is_not_utf8_or_is_a_control_character_does_not_survive_cleaning) {
  EXPECT_EQ(clean("a\x01\xC3(\tb"), "a\xEF\xBF\xBD(\tb");
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_utf8("\xC0\xAF"));
  EXPECT_TRUE(is_utf8("Вестник"));
}

TEST(Text, words_are_counted_as_a_reader_counts_them) {
  EXPECT_EQ(count_words("„Ройтерс“ съобщи: 42 души.", "bg"), 4U);
}

TEST(Text, every_character_that_html_minds_is_escaped) {
  EXPECT_EQ(escape_html("<a b='\"&\">"), "&lt;a b=&#39;&quot;&amp;&quot;&gt;");
}

TEST(Text, white_space_of_every_kind_collapses) {
  EXPECT_EQ(squeeze(" a\u00A0\n b\t"), "a b");
}

}  // namespace vestnik::text
