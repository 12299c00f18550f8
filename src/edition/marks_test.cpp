#include "edition/marks.h"

#include <gtest/gtest.h>

#include <set>

namespace vestnik::edition {

TEST(Marks, what_relies_on_a_thing_holds_until_that_thing_is_marked) {
  Marks marks;
  Reliance reliance;
  reliance.on(ArticleId{7});
  reliance.on(AuthorId{});
  reliance.on_path("/svyat/most");
  EXPECT_TRUE(reliance.holds(marks, 0));
  marks.begin(5);
  marks.set(Marks::lot_of(AuthorId{7}));
  EXPECT_TRUE(reliance.holds(marks, 4));
  marks.set(Marks::lot_of_path("/svyat/most"));
  EXPECT_FALSE(reliance.holds(marks, 4));
  EXPECT_TRUE(reliance.holds(marks, 5));
  marks.begin(6);
  EXPECT_EQ(marks.all_changed(), 0);
  marks.set_all();
  EXPECT_EQ(marks.all_changed(), 6);
  EXPECT_FALSE(reliance.holds(marks, 5));
}

TEST(Marks, what_relies_on_too_much_holds_nowhere_else) {
  const Marks marks;
  Reliance reliance;
  for (std::int64_t id = 1; id <= static_cast<std::int64_t>(Reliance::most); ++id) reliance.on(AssetId{id});
  EXPECT_TRUE(reliance.holds(marks, 0));
  reliance.on(AssetId{100});
  EXPECT_FALSE(reliance.holds(marks, 0));
}

TEST(Marks, neighbouring_ids_seldom_share_a_lot) {
  std::set<Marks::Lot> lots;
  for (std::int64_t id = 1; id <= 500; ++id) lots.insert({Marks::lot_of(ArticleId{id}), Marks::lot_of(AssetId{id})});
  EXPECT_GT(lots.size(), 850U);
}

}  // namespace vestnik::edition
