// Fronts under a secret: for a while, a few at a time, for nobody without it.
#include "newsroom/front_previews.h"

#include <gtest/gtest.h>

#include "newsroom/limits.h"

namespace vestnik::newsroom {
namespace {

constexpr Time noon = from_millis(1'795'536'000'000);

FrontPreviews::Seen front_titled(const std::string& title) {
  FrontPreviews::Seen seen{.site = SiteId{1}, .section = {}, .front = {}, .expires_at = noon + std::chrono::hours(1)};
  seen.front.zones.emplace_back().title = title;
  return seen;
}

TEST(FrontPreviews, are_found_by_their_secret_until_their_time) {
  FrontPreviews previews;
  const std::string secret = previews.add(front_titled("Водещо"));
  ASSERT_TRUE(previews.find(secret, noon));
  EXPECT_EQ(previews.find(secret, noon)->front.zones[0].title, "Водещо");
  EXPECT_FALSE(previews.find(secret, noon + std::chrono::hours(1)));
  EXPECT_FALSE(previews.find("", noon));
  EXPECT_FALSE(previews.find(secret.substr(1), noon));
}

TEST(FrontPreviews, are_few_and_the_oldest_goes) {
  FrontPreviews previews;
  const std::string first = previews.add(front_titled("a")), second = previews.add(front_titled("b"));
  for (std::size_t i = 1; i < limits::front_previews; ++i) previews.add(front_titled("c"));
  EXPECT_FALSE(previews.find(first, noon));
  EXPECT_TRUE(previews.find(second, noon));
}

}  // namespace
}  // namespace vestnik::newsroom
