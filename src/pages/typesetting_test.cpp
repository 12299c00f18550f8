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
  EXPECT_EQ(typeset("взе 312 000 евро, 1 250 000 лева"), "взе 312\u00A0000 евро, 1\u00A0250\u00A0000 лева");
  EXPECT_EQ(typeset("през 2026 1000 души"), "през 2026 1000 души");
  EXPECT_EQ(typeset("14 села, 3 000"), "14 села, 3\u00A0000");
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
