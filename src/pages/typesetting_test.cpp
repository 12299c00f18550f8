#include "pages/typesetting.h"

#include <gtest/gtest.h>

namespace vestnik::pages {
namespace {

TEST(Typesetting, no_line_begins_with_a_dash) {
  EXPECT_EQ(typeset("Бурята – фериботите спряха — днес"), "Бурята\u00A0– фериботите спряха\u00A0— днес");
  EXPECT_EQ(typeset("– Кой е там?"), "– Кой е там?");
  EXPECT_EQ(typeset("2020–2026, по-добре"), "2020–2026, по-добре");
}

TEST(Typesetting, a_number_stays_in_one_line) {
  EXPECT_EQ(typeset("взе 312 000 евро, 1 250 000 лева"), "взе 312\u00A0000\u00A0евро, 1\u00A0250\u00A0000\u00A0лева");
  EXPECT_EQ(typeset("през 2026 1000 души"), "през 2026 1000 души");
  EXPECT_EQ(typeset("14 села, 3 000"), "14 села, 3\u00A0000");
}

TEST(Typesetting, a_number_is_not_parted_from_its_unit) {
  EXPECT_EQ(typeset("11 километра за 26 млн. евро"), "11\u00A0километра за 26\u00A0млн.\u00A0евро");
  EXPECT_EQ(typeset("26 млн. куб. м, пълен на 41 %"), "26\u00A0млн.\u00A0куб.\u00A0м, пълен на 41\u00A0%");
  EXPECT_EQ(typeset("104 км/ч в 17:30 ч."), "104\u00A0км/\u2060ч в 17:30\u00A0ч.");
  EXPECT_EQ(typeset("през 2026 метрото и 14 места"), "през 2026 метрото и 14 места");
  EXPECT_EQ(typeset("млн. евро"), "млн. евро");
  EXPECT_EQ(typeset_html("<p>60 м/с, 60 km/h; 5 км/час, км/ч"),
            "<p>60\u00A0м/\u2060с, 60\u00A0km/\u2060h; 5\u00A0км/час, км/ч");
}

TEST(Typesetting, a_number_is_not_parted_from_what_is_hyphenated_to_it) {
  EXPECT_EQ(typeset("мъж с 10-годишна присъда, 2-ри"), "мъж с 10-\u2060годишна присъда, 2-\u2060ри");
  EXPECT_EQ(typeset("a 90-minute game"), "a 90-\u2060minute game");
  for (const char* free : {"F-16", "3-2", "2020-2026", "по-добре", "1- 2", "5-", "-годишна", "1--a"})
    EXPECT_EQ(typeset(free), free);
  EXPECT_EQ(typeset_html("<p>10-годишна"), "<p>10-годишна") << "in running text a line may end there";
}

TEST(Typesetting, of_html_only_the_texts_are_touched) {
  EXPECT_EQ(typeset_html("<p title=\"3 км > 2 км\">Общо – <b>31 000</b> души на 5 км</p>"),
            "<p title=\"3 км > 2 км\">Общо – <b>31\u00A0000</b> души на 5\u00A0км</p>");
  EXPECT_EQ(typeset_html("<pre>5 км</pre><p>и <code>1 000</code>, 5 км"),
            "<pre>5 км</pre><p>и <code>1 000</code>, 5\u00A0км");
  for (const char* cut : {"<", "<p", "<p a=\"5 км", "<pre>5 км", ""}) EXPECT_EQ(typeset_html(cut), cut);
}

TEST(Typesetting, everything_else_stays_as_it_is) {
  for (const char* text : {"", " ", "–", " – ", "а", "1 ", "\xF0\x9F\x92\xA9 \xD1"}) {
    const std::string set = typeset(text);
    std::string back;
    for (std::size_t at = 0; at < set.size(); ++at) {
      if (set.compare(at, 2, "\u00A0") == 0) {
        back += ' ';
        ++at;
      } else {
        back += set[at];
      }
    }
    EXPECT_EQ(back, text);
  }
}

}  // namespace
}  // namespace vestnik::pages
