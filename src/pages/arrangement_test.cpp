#include "pages/arrangement.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

namespace vestnik::pages {
namespace {

Pictured stories(std::size_t count, unsigned pictures) {
  Pictured made;
  for (std::size_t at = 0; at < count; ++at) made.push_back(((pictures >> at) & 1U) != 0);
  return made;
}

std::string shown(const Arrangement& arrangement) {
  std::string text(arrangement.layout);
  text += ':';
  for (const CardLook& look : arrangement.looks) text += look.picture ? 'P' : 't';
  return text;
}

// Twelfths of the row that a text takes (theme/style/zones.css).
int twelfths(const CardLook& look) {
  const std::string_view name = look.name;
  return name.starts_with("half") ? 6 : 4;
}

class EveryPlace : public testing::TestWithParam<const char*> {};

TEST_P(EveryPlace, is_filled_to_its_last_column_whichever_stories_have_a_picture) {
  for (std::size_t count = 1; count <= 8; ++count) {
    for (unsigned pictures = 0; pictures < 1U << count; ++pictures) {
      const Pictured given = stories(count, pictures);
      const Arrangement made = arrange(GetParam(), given);
      SCOPED_TRACE(std::to_string(count) + " stories, pictures " + std::to_string(pictures) + " " + shown(made));
      ASSERT_FALSE(made.looks.empty());
      ASSERT_LE(made.looks.size(), count);
      const auto texts = std::ranges::count_if(made.looks, [](const CardLook& look) { return !look.picture; });
      if (made.layout == "wide texts" || made.layout == "half texts") {
        int row = 0;
        for (const CardLook& look : made.looks) row = (row + twelfths(look)) % 12;
        EXPECT_EQ(row, 0);
      } else if (made.layout.ends_with("deep")) {
        EXPECT_EQ(texts % 3, 0);
      } else if (made.layout.find("mix") != std::string_view::npos && count > 2) {
        EXPECT_EQ(texts % 2, 0) << "a text alone in its column leaves half of it empty";
        EXPECT_LT(static_cast<std::size_t>(texts), made.looks.size());
      }
      if (made.layout == "pair") continue;
      for (std::size_t at = 0; at < made.looks.size(); ++at) EXPECT_TRUE(!made.looks[at].picture || given[at]) << at;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Zones, EveryPlace, testing::Values("row", "pair", "more", "reading"));

TEST(Arrangement, a_rail_without_pictures_shows_all_its_stories) {
  EXPECT_EQ(shown(arrange("more", stories(7, 0))), "wide texts:ttttttt");
  EXPECT_EQ(shown(arrange("reading", stories(7, 0))), "wide texts:ttttttt");
  EXPECT_EQ(shown(arrange("reading", stories(7, 0b1100))), "wide mix:ttPtttt");
}

TEST(Arrangement, where_all_have_pictures_nothing_is_otherwise) {
  EXPECT_EQ(shown(arrange("row", stories(5, 0b11111))), "wide mix:PPPP");
  EXPECT_EQ(shown(arrange("pair", stories(4, 0b1111))), "pair:PPtt");
  EXPECT_EQ(shown(arrange("more", stories(7, 0b1111111))), "more mix deep:Ptttttt");
  EXPECT_EQ(shown(arrange("reading", stories(7, 0b1111111))), "reading:PPPPttt");
}

TEST(Arrangement, zones_stand_beside_such_as_are_as_high) {
  const Pictured full = stories(4, 0b1111), plain = stories(4, 0), one = stories(1, 0);
  using testing::ElementsAre;
  EXPECT_THAT(places_of({full, full, full, full}, true), ElementsAre("row", "pair", "pair", "row"));
  EXPECT_THAT(places_of({full, plain, full}, false), ElementsAre("pair", "pair", "row"));
  EXPECT_THAT(places_of({full, one}, false), ElementsAre("row", "row"));
  EXPECT_THAT(places_of({one, one, one, one, one}, true), ElementsAre("trio", "trio", "trio", "row", "row"));
}

}  // namespace
}  // namespace vestnik::pages
