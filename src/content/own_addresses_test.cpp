#include "content/own_addresses.h"

#include <gtest/gtest.h>

namespace vestnik::content {
namespace {

TEST(OwnAddresses, what_the_program_answers_itself_is_no_articles) {
  for (const char* key : {"/newsroom",
                          "/newsroom/x",
                          "/api/v1/articles",
                          "/media/x",
                          "/preview/x",
                          "/report",
                          "/report/na-moreto",
                          "/ad/x",
                          "/advertising",
                          "/advertising/flag",
                          "/advertising/flag/x",
                          "/advertising/report/x",
                          "/advertising/own",
                          "/advertising/register.json",
                          "/advertising/12",
                          "/advertising/12.json",
                          "/search",
                          "/healthz",
                          "/readyz",
                          "/robots.txt",
                          "/ads.txt",
                          "/favicon.ico",
                          "/apple-touch-icon.png",
                          "/apple-touch-icon-precomposed.png",
                          "/sellers.json",
                          "/sitemap.xml",
                          "/sitemap-3.xml",
                          "/feed.xml"}) {
    EXPECT_TRUE(is_own_address(key)) << key;
  }
  for (const char* key : {"/", "/svyat", "/reports", "/reports/x", "/reportazhi/x", "/advertising/usloviya",
                          "/advertising/12-usloviya", "/search/x", "/media-x", "/2023/10/api", "/sitemap-x.xml",
                          "/sitemap-.xml", "/corrections", "/author/ana", "/x/report"}) {
    EXPECT_FALSE(is_own_address(key)) << key;
  }
}

TEST(OwnAddresses, no_section_is_called_as_a_first_step_of_ours) {
  for (const char* slug : {"report", "media", "newsroom", "api", "advertising", "search", "healthz", "readyz",
                           "corrections", "author", "topic", "story", "events", "metrics", "assets", "preview", "ad"}) {
    EXPECT_TRUE(is_own_step(slug)) << slug;
  }
  for (const char* slug : {"", "svyat", "reports", "flag", "12"}) {
    EXPECT_FALSE(is_own_step(slug)) << slug;
  }
}

}  // namespace
}  // namespace vestnik::content
