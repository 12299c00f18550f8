#include "interchange/wordpress/old_site.h"

#include <gtest/gtest.h>

namespace vestnik::interchange::wordpress {
namespace {

TEST(OldSite, knows_its_own_addresses) {
  Channel channel;
  channel.base_blog_url = "https://www.News.bg:8443/blog/";
  channel.link = "http://news.example";
  const OldSite site(channel);
  EXPECT_EQ(site.host(), "www.news.bg");
  EXPECT_EQ(site.base_url(), "https://www.news.bg:8443");
  EXPECT_EQ(site.base_path(), "/blog");
  EXPECT_EQ(site.own("http://news.bg/a?b#c"), "/a?b#c");
  EXPECT_EQ(site.own("//NEWS.example"), "/");
  EXPECT_EQ(site.own("/x"), "/x");
  EXPECT_EQ(site.own("https://news.bg//evil.example/"), "/evil.example/");
  EXPECT_FALSE(site.own("https://evil.example/news.bg/"));
  EXPECT_FALSE(site.own("https://news.bg@evil.example/"));
  EXPECT_FALSE(site.own("javascript:alert(1)"));
  EXPECT_FALSE(site.own("mailto:a@news.bg"));
}

TEST(OldSite, shows_paths_as_wordpress_does) {
  EXPECT_EQ(shown_path("/2023/%d0%bd%D0%BE%d0%b2/"), "/2023/нов/");
  EXPECT_EQ(shown_path("a//b%2Fc%3Fd%20e%41"), "/a/b%2Fc%3Fd%20eA");
  EXPECT_EQ(shown_path("/%ff/"), "/\xEF\xBF\xBD/");
}

TEST(OldSite, takes_the_path_out_of_an_address_of_any_host) {
  EXPECT_EQ(path_in("https://old.example/2023/most/?a=1#b"), "/2023/most/?a=1#b");
  EXPECT_EQ(path_in("http://copy.test:8080//sport/"), "/sport/");
  EXPECT_EQ(path_in("//old.example/sport/"), "/sport/");
  EXPECT_EQ(path_in("/sport//x/"), "/sport//x/");
  EXPECT_EQ(path_in("https://old.example"), "/");
  EXPECT_EQ(path_in("https://old.example?p=3"), "/?p=3");
  EXPECT_EQ(path_in("sport"), "");
  EXPECT_EQ(path_in(""), "");
}

TEST(OldSite, makes_names_as_wordpress_does) {
  EXPECT_EQ(nice_name("John.Smith"), "john-smith");
  EXPECT_EQ(nice_name("a@b.com"), "ab-com");
  EXPECT_EQ(nice_name("Иван"), "");
  EXPECT_EQ(slug_of("%d0%bd%d0%be%d0%b2-%d0%bc%d0%be%d1%81%d1%82"), "nov-most");
  EXPECT_EQ(slug_of("nov-most_2"), "nov-most_2");
  EXPECT_EQ(slug_of(""), "");
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
