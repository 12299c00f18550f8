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

TEST(Summary, many_kept_one_after_another_each_hold_their_own_and_outlive_whoever_kept_them) {
  constexpr int many = 12'000;  // more than stand alone and than one piece holds
  std::vector<KeptSummaryPtr> kept;
  {
    SummaryKeeper keeper;
    for (int i = 1; i <= many; ++i) {
      auto row = testing::story(i, i, "/svyat/" + std::to_string(i) + "/");
      row.deck = std::string(static_cast<std::size_t>(i % 700), 'd');
      row.topics = {TopicId{i}};
      const std::vector<AssetId> pictures(static_cast<std::size_t>(i % 3), AssetId{i});
      kept.push_back(keeper.keep(row, pictures));
    }
  }
  for (int i = many; i >= 1; --i) {
    const KeptSummaryPtr story = std::move(kept[static_cast<std::size_t>(i - 1)]);
    ASSERT_EQ(story->id, ArticleId{i});
    ASSERT_EQ(story->path, "/svyat/" + std::to_string(i) + "/");
    ASSERT_EQ(story->deck, std::string(static_cast<std::size_t>(i % 700), 'd'));
    ASSERT_EQ(story->topics.front(), TopicId{i});
    ASSERT_EQ(story->pictures().size(), static_cast<std::size_t>(i % 3));
  }
}

TEST(Summary, one_that_no_piece_can_hold_stands_alone) {
  SummaryKeeper keeper;
  auto row = testing::story(1, 1, "/svyat/1/");
  row.deck = std::string(3U << 20U, 'd');
  std::vector<KeptSummaryPtr> kept;
  for (int i = 0; i < 5'000; ++i) kept.push_back(keeper.keep(testing::story(2, 2, "/svyat/2/"), {}));
  EXPECT_EQ(keeper.keep(row, {})->deck.size(), row.deck.size());
}

}  // namespace vestnik::edition
