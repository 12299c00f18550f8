#include "pages/front_shape.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace vestnik::pages {
namespace {

const std::string headline = "Общината събира предложения за новия мост";
const std::string deck = "Срокът е до края на месеца, а проектът ще бъде показан на площада";

FrontShape shape(std::size_t stories, bool pictured, std::size_t top = 0) {
  const StoryShape story{headline, deck, pictured};
  return shape_front(story, std::vector<StoryShape>(stories, story), top);
}

TEST(FrontShape, few_stories_stand_in_one_row_under_the_lead) {
  for (std::size_t stories = 0; stories <= 4; ++stories) {
    const FrontShape made = shape(stories, false);
    EXPECT_TRUE(made.wide);
    EXPECT_EQ(made.under, stories);
    EXPECT_EQ(made.beside + made.latest, 0U);
  }
}

TEST(FrontShape, without_pictures_more_stories_fill_the_columns) {
  const FrontShape plain = shape(most_in_front, false), pictured = shape(most_in_front, true);
  EXPECT_FALSE(plain.wide);
  EXPECT_EQ(plain.under % 2, 0U);
  EXPECT_GT(plain.under + plain.beside, pictured.under + pictured.beside);
}

TEST(FrontShape, what_editors_put_at_the_top_stays_there) {
  for (std::size_t stories = 5; stories <= most_in_front; ++stories) {
    for (const bool pictured : {false, true}) {
      const FrontShape made = shape(stories, pictured, 4);
      EXPECT_GE(made.under + made.beside, 4U) << stories;
      EXPECT_GE(made.latest, 1U) << stories;
      EXPECT_LE(made.under + made.beside + made.latest, stories);
    }
  }
}

}  // namespace
}  // namespace vestnik::pages
