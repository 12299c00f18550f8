#include "content/embed.h"

#include <gtest/gtest.h>

#include "content/body.h"

namespace vestnik::content {

namespace {

std::string seen(std::string_view address) {
  const std::optional<Embed> embed = recognise_embed(address);
  return embed ? embed->provider + " " + embed->id : "";
}

}  // namespace

TEST(Embed, every_provider_is_known_by_its_addresses) {
  EXPECT_EQ(seen("https://www.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&t=3"), "youtube dQw4w9WgXcQ");
  EXPECT_EQ(seen("http://youtu.be/dQw4w9WgXcQ?t=1"), "youtube dQw4w9WgXcQ");
  EXPECT_EQ(seen("//www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0&amp;"), "youtube dQw4w9WgXcQ");
  EXPECT_EQ(seen("https://m.youtube.com/shorts/dQw4w9WgXcQ"), "youtube dQw4w9WgXcQ");
  EXPECT_EQ(seen("https://player.vimeo.com/video/32246206?color=fff"), "vimeo 32246206");
  EXPECT_EQ(seen("https://vimeo.com/channels/staffpicks/32246206"), "vimeo 32246206");
  EXPECT_EQ(seen("https://vimeo.com/32246206/a1b2c3"), "vimeo 32246206/a1b2c3");
  EXPECT_EQ(seen("https://twitter.com/desk/status/12345?s=20"), "x 12345");
  EXPECT_EQ(seen("https://x.com/i/web/status/12345"), "x 12345");
  EXPECT_EQ(seen("https://www.facebook.com/desk/posts/123"), "facebook desk/posts/123");
  EXPECT_EQ(seen("https://www.facebook.com/watch/?v=99"), "facebook watch/99");
  EXPECT_EQ(
      seen("https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fdesk%2Fvideos%2F12%2F"),
      "facebook desk/videos/12");
  EXPECT_EQ(seen("https://www.instagram.com/desk/p/AbC-1/?igsh=x"), "instagram p/AbC-1");
  EXPECT_EQ(seen("https://t.me/s/channel/77"), "telegram channel/77");
  EXPECT_EQ(seen("https://www.tiktok.com/@desk/video/7000000000000000001?lang=bg"), "tiktok 7000000000000000001");
}

TEST(Embed, nothing_else_is) {
  for (const char* address :
       {"https://example.org/watch?v=dQw4w9WgXcQ", "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/@channel", "https://www.youtube.com/watch?v=<script>",
        "javascript://youtu.be/dQw4w9WgXcQ", "https://youtube.com@example.org/watch?v=dQw4w9WgXcQ",
        "https://t.me/channel", "https://x.com/desk", "https://www.instagram.com/desk/", "/watch?v=dQw4w9WgXcQ", ""}) {
    EXPECT_EQ(seen(address), "") << address;
  }
}

TEST(Embed, its_own_address_leads_to_itself_and_may_stand_in_a_link) {
  for (const char* address :
       {"https://youtu.be/dQw4w9WgXcQ", "https://vimeo.com/1/ab", "https://x.com/i/web/status/5",
        "https://www.facebook.com/permalink.php?story_fbid=pfbid0&id=7", "https://fb.watch/abc/",
        "https://www.facebook.com/photo.php?fbid=6", "https://www.facebook.com/video.php?v=6",
        "https://www.instagram.com/reels/x_1/", "https://t.me/channel/1", "https://www.tiktok.com/embed/v2/5"}) {
    const std::optional<Embed> embed = recognise_embed(address);
    ASSERT_TRUE(embed) << address;
    EXPECT_TRUE(is_safe_address(embed->url));
    const std::optional<Embed> again = recognise_embed(embed->url);
    ASSERT_TRUE(again) << embed->url;
    EXPECT_EQ(again->id, embed->id);
    EXPECT_EQ(again->url, embed->url);
    EXPECT_FALSE(provider_name(embed->provider).empty());
    EXPECT_EQ(embed->id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./"),
              std::string::npos);
  }
}

}  // namespace vestnik::content
