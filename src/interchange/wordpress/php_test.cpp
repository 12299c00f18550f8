#include "interchange/wordpress/php.h"

#include <gtest/gtest.h>

namespace vestnik::interchange::wordpress {
namespace {

TEST(Php, reads_what_wordpress_knows_of_a_picture) {
  const auto value = parse_php(
      R"(a:4:{s:5:"width";i:1200;s:4:"file";s:15:"2023/10/abc.jpg";s:5:"sizes";a:1:{s:6:"medium";a:2:{s:4:"file";)"
      R"(s:15:"abc-300x200.jpg";s:5:"width";i:300;}}s:10:"image_meta";a:1:{s:6:"credit";s:6:"БТА";}})");
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["width"].scalar, "1200");
  EXPECT_EQ((*value)["sizes"].entries[0].value["file"].scalar, "abc-300x200.jpg");
  EXPECT_EQ((*value)["image_meta"]["credit"].scalar, "БТА");
  EXPECT_EQ((*value)["none"]["at all"].scalar, "");
}

TEST(Php, mends_lengths_that_an_export_made_wrong) {
  const auto value = parse_php(R"(a:1:{s:1:"a";s:3:"longer";})");
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["a"].scalar, "longer");
}

TEST(Php, refuses_objects_depth_and_nonsense) {
  EXPECT_FALSE(parse_php(R"(O:8:"stdClass":0:{})"));
  EXPECT_FALSE(parse_php(R"(a:1:{i:0;C:1:"x":0:{}})"));
  EXPECT_FALSE(parse_php("a:99999999999999999999:{"));
  EXPECT_FALSE(parse_php("a:5:{i:0;i:1;}"));
  EXPECT_FALSE(parse_php("s:999999:\"x"));
  EXPECT_FALSE(parse_php(""));
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "a:1:{i:0;";
  EXPECT_FALSE(parse_php(deep));
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
