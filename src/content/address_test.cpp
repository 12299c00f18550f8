#include "content/address.h"

#include <gtest/gtest.h>

#include "content/site.h"

namespace vestnik::content {
namespace {

TEST(PathAt, is_of_addresses_of_the_site_itself_alone) {
  Site site;
  site.host = "example.com";
  site.base_url = "http://example.com:8080";
  site.aliases = {"www.example.com"};
  EXPECT_EQ(path_at(site, "https://Example.com/svyat/?page=2#x"), "/svyat/?page=2#x");
  EXPECT_EQ(path_at(site, "http://example.com:8080/a/"), "/a/");
  EXPECT_EQ(path_at(site, "//www.example.com"), "/");
  EXPECT_EQ(path_at(site, "https://example.com?q=1"), "/?q=1");
  for (const char* other : {"", "/svyat/", "https://example.org/svyat/", "https://example.com.evil.example/",
                            "https://example.com@evil.example/", "mailto:a@example.com", "https:example.com/a"}) {
    EXPECT_EQ(path_at(site, other), other);
  }
}

}  // namespace
}  // namespace vestnik::content
