#include "media/negotiated.h"

#include <gtest/gtest.h>

namespace vestnik::media {
namespace {

TEST(Negotiated, an_address_reads_back_and_changes_with_what_is_in_the_file) {
  const std::string address = negotiated_address(12, "abc", "", 640);
  const auto named = parse_negotiated(address);
  ASSERT_TRUE(named);
  EXPECT_EQ(named->asset, 12);
  EXPECT_EQ(named->width, 640);
  EXPECT_LE(address.size(), 40U);
  EXPECT_NE(address, negotiated_address(12, "abd", "", 640));
  EXPECT_NE(address, negotiated_address(12, "abc", "0123abcd", 640));
}

TEST(Negotiated, other_paths_are_none) {
  for (const char* path : {"/media/", "/media/12", "/media/12-", "/media/12-0123456789", "/media/12-0123456789/",
                           "/media/12-0123456789/x", "/media/12-0123456789/640x", "/media/12-0123456789/-640",
                           "/media/12-012345678/640", "/media/-12-0123456789/640", "/media/0-0123456789/640",
                           "/media/99999999999999999999-0123456789/640", "/ad/12-0123456789/640"}) {
    EXPECT_FALSE(parse_negotiated(path)) << path;
  }
}

TEST(Negotiated, the_best_format_that_the_browser_takes) {
  EXPECT_EQ(format_for("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"), Format::avif);
  EXPECT_EQ(format_for("image/webp,*/*"), Format::webp);
  EXPECT_EQ(format_for("image/avif;q=0, image/webp;q=0.5"), Format::webp);
  EXPECT_EQ(format_for("image/avif;q=0.0"), Format::jpeg);
  EXPECT_EQ(format_for("*/*"), Format::jpeg);
  EXPECT_EQ(format_for(""), Format::jpeg);
}

}  // namespace
}  // namespace vestnik::media
