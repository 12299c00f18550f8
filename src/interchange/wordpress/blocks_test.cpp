#include "interchange/wordpress/blocks.h"

#include <gtest/gtest.h>

namespace vestnik::interchange::wordpress {
namespace {

BlockRules rules() {
  return {.replace =
              [](const Block& block) {
                return "{" + block.name + write_json(block.attributes) + (block.dynamic ? "/" : "|") + block.html + "}";
              },
          .classic = [](std::string_view html) { return "(" + std::string(html) + ")"; }};
}

TEST(Blocks, are_paired_with_their_attributes) {
  EXPECT_EQ(write_blocks("<!-- wp:paragraph {\"a\":[1]} --><p>x</p><!-- /wp:paragraph -->\n"
                         "<!-- wp:jetpack/map {\"b\":{}} /-->classic",
                         rules()),
            "{core/paragraph{\"a\":[1]}|<p>x</p>}\n{jetpack/map{\"b\":{}}/}(classic)");
  EXPECT_EQ(write_blocks("<!-- wp:group --><div><!-- wp:group -->a<!-- /wp:group --></div><!-- /wp:group -->", rules()),
            "{core/group{}|<div>{core/group{}|a}</div>}");
}

TEST(Blocks, unpaired_and_unreadable_ones_lose_no_text) {
  EXPECT_EQ(write_blocks("a<!-- /wp:x -->b<!-- wp:list {bad --><ul><!-- wp:list-item -->c<!-- /wp:list -->d", rules()),
            "(a)(b){core/list{}|<ul>{core/list-item{}|c}}(d)");
  EXPECT_EQ(write_blocks("<!-- more --><!-- wp:", rules()), "(<!-- more --><!-- wp:)");
}

TEST(Blocks, depth_is_bounded) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "<!-- wp:group -->";
  text += "x";
  for (int i = 0; i < 100'000; ++i) text += "<!-- /wp:group -->";
  EXPECT_NE(write_blocks(text, {}).find('x'), std::string::npos);
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
