#include "edition/summary.h"

#include <gtest/gtest.h>

#include "edition/testing.h"

namespace vestnik::edition {

TEST(Summary, it_holds_all_that_the_row_held_after_the_row_is_gone) {
  auto row = std::make_unique<store::Published>(testing::story(7, 3, "/svyat/nov-most/"));
  row->authors = {AuthorId{4}, AuthorId{2}};
  row->topics = {TopicId{9}};
  row->lead_image = AssetId{31};
  row->pinned = true;
  row->words = 412;
  const std::vector<AssetId> pictures = {AssetId{32}, AssetId{33}};
  const KeptSummaryPtr kept = keep_summary(*row, pictures);
  row.reset();
  EXPECT_EQ(kept->id, ArticleId{7});
  EXPECT_EQ(kept->path, "/svyat/nov-most/");
  EXPECT_EQ(kept->headline, "Новина 7");
  EXPECT_EQ(kept->deck, "Какво се случи");
  EXPECT_EQ(kept->language, "bg");
  EXPECT_EQ(std::vector(kept->authors.begin(), kept->authors.end()), (std::vector{AuthorId{4}, AuthorId{2}}));
  EXPECT_EQ(std::vector(kept->topics.begin(), kept->topics.end()), std::vector{TopicId{9}});
  EXPECT_EQ(std::vector(kept->pictures().begin(), kept->pictures().end()), pictures);
  EXPECT_EQ(kept->published_at, testing::at_minute(3));
  EXPECT_EQ(kept->words, 412);
  EXPECT_TRUE(kept->pinned);
}

TEST(Summary, a_new_version_is_otherwise_the_same) {
  KeptSummaryPtr before = testing::kept(testing::story(7, 3, "/svyat/nov-most/"));
  const KeptSummaryPtr after = with_version(*before, 99);
  before.reset();
  EXPECT_EQ(after->version, 99);
  EXPECT_EQ(after->path, "/svyat/nov-most/");
  EXPECT_TRUE(after->authors.empty());
  EXPECT_TRUE(after->pictures().empty());
}

}  // namespace vestnik::edition
