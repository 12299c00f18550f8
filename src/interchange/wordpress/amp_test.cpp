#include "interchange/wordpress/amp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange::wordpress {
namespace {

TEST(Amp, its_elements_become_what_they_stand_for) {
  const ReadContent read = read_content(
      "<p>amp-img е дума.</p><amp-img src=\"https://old.example/a.jpg\" width=\"10\" height=\"10\"></amp-img>"
      "<amp-youtube data-videoid=\"dQw4w9WgXcQ\" width=\"480\"></amp-youtube><amp-ad type=\"x\"></amp-ad>"
      "<amp-twitter data-tweetid=\"20\"></amp-twitter>",
      {});
  std::vector<std::string> kinds;
  for (const content::Node& node : read.body.blocks) kinds.push_back(node.type);
  EXPECT_THAT(kinds, ::testing::ElementsAre("paragraph", "image", "embed", "embed")) << content::write_body(read.body);
}

TEST(Amp, light_players_of_pages_of_our_days_too) {
  const ReadContent read = read_content(
      "<p>A &lt;lite-youtube> in words, and 1 <2.</p><lite-youtube videoid=\"dQw4w9WgXcQ\" playlabel=\"Пусни\">"
      "</lite-youtube><lite-vimeo videoid=\"76979871\"></lite-vimeo><lite-",
      {});
  std::vector<std::string> kinds;
  for (const content::Node& node : read.body.blocks) kinds.push_back(node.type);
  EXPECT_THAT(kinds, ::testing::ElementsAre("paragraph", "embed", "embed")) << content::write_body(read.body);
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
