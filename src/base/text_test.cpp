#include "base/text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

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

TEST(Text, what_is_no_utf8_is_found_wherever_it_stands) {
  for (std::size_t length = 1; length <= 40; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      std::string text(length, 'a');
      EXPECT_TRUE(is_utf8(text));
      text[at] = '\x80';
      EXPECT_FALSE(is_utf8(text)) << length << ' ' << at;
      text[at] = '\xD0';
      EXPECT_FALSE(is_utf8(text)) << length << ' ' << at;
      if (at + 1 == length) continue;
      text[at + 1] = '\x96';
      EXPECT_TRUE(is_utf8(text)) << length << ' ' << at;
    }
  }
}

TEST(Text, every_character_that_html_minds_is_escaped) {
  EXPECT_EQ(escape_html("<a b='\"&\">"), "&lt;a b=&#39;&quot;&amp;&quot;&gt;");
}

TEST(Text, white_space_of_every_kind_collapses) {
  EXPECT_EQ(squeeze(" a\u00A0\n b\t"), "a b");
}

TEST(Text, words_are_counted_as_icu_counts_them) {
  const std::vector<std::string> parts = {"a", "Z", "Ж", "я", "3", "9", " ", "\n", ".", ",", ";", ":", "'",
                                          "-", "–", "„", "“", "’", "‘", "«", "»",  "…", "!", "(", "/", "\u00a0"};
  std::minstd_rand random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const auto length = random() % 12;
    for (unsigned index = 0; index < length; ++index) text += parts[random() % parts.size()];
    // A letter of another script, a word by itself at the end, sends the whole text through ICU.
    ASSERT_EQ(count_words(text, "bg") + 1, count_words(text + " é", "bg")) << text;
  }
}

}  // namespace vestnik::text
