#include "pages/look.h"

#include <gmock/gmock.h>

namespace vestnik::pages {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST(Look, has_no_style_sheet_where_nothing_was_chosen) {
  EXPECT_EQ(look_path("", ""), "");
  EXPECT_EQ(look_path("red", "pink"), "");
}

TEST(Look, is_served_under_its_own_name_and_no_other) {
  for (const auto& [accent, scheme] :
       {std::pair{"#0b5d3b", ""}, std::pair{"#0b5d3b", "light"}, std::pair{"", "dark"}}) {
    const std::string path = look_path(accent, scheme);
    EXPECT_THAT(path, MatchesRegex("/assets/look-[0-9a-z]+-[a-z]+\\.[0-9a-f]+\\.css"));
    ASSERT_TRUE(look_style(path)) << path;
  }
  const std::string path = look_path("#0b5d3b", "light");
  for (const std::string& wrong :
       {path + "x", path.substr(0, path.size() - 5) + "0.css", std::string("/assets/look-.css"),
        std::string("/assets/look-zzzzzz-auto.0123456789.css"), std::string("/assets/look-0b5d3b-}.0123456789.css"),
        std::string("/assets/look-own-auto.0123456789.css"), std::string("/assets/look-"), std::string("/assets/")}) {
    EXPECT_FALSE(look_style(wrong)) << wrong;
  }
}

TEST(Look, keeps_to_the_scheme_that_was_chosen) {
  const auto dark = look_style(look_path("", "dark"));
  ASSERT_TRUE(dark);
  EXPECT_THAT(*dark, HasSubstr("color-scheme:dark;"));
  EXPECT_THAT(*dark, HasSubstr("--paper:#151311;"));
  EXPECT_THAT(*dark, Not(HasSubstr("@media")));
  const auto light = look_style(look_path("", "light"));
  ASSERT_TRUE(light);
  EXPECT_THAT(*light, HasSubstr("--paper:#fdfbf7;"));
  EXPECT_THAT(*light, Not(HasSubstr("#151311")));
}

TEST(Look, can_be_read_whatever_colour_was_chosen) {
  EXPECT_NEAR(contrast("#000000", "#ffffff"), 21, 0.01);
  EXPECT_EQ(readable("#9d1620", false), "#9d1620") << "as chosen where it can be read";
  for (const char* accent : {"#ffff00", "#ffffff", "#000000", "#808080", "#0000ff", "#ff0000", "#00ff88", "#9d1620"}) {
    for (const char* paper : {"#fdfbf7", "#f4f0e7"}) EXPECT_GE(contrast(readable(accent, false), paper), 4.5) << accent;
    for (const char* paper : {"#151311", "#211e1a"}) EXPECT_GE(contrast(readable(accent, true), paper), 4.5) << accent;
  }
}

}  // namespace
}  // namespace vestnik::pages
