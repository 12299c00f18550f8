#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/library.h"

namespace vestnik::media {
namespace {

using testing::ElementsAre;

const std::string digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

TEST(Address, reads_as_written) {
  EXPECT_EQ(address_of(digest, {640, Crop::wide, Format::webp, 0.25, 0.8}),
            "/media/" + digest + "/640-wide-25x80.webp");
  EXPECT_EQ(address_of(digest, {320, Crop::square, Format::jpeg, 0, 1}), "/media/" + digest + "/320-square-0x100.jpg");
}

TEST(Address, comes_back_as_the_rendition_it_was_made_from) {
  for (int width : {1, 77, 320, 640, 1024, 1600})
    for (auto crop : {Crop::whole, Crop::wide, Crop::square})
      for (auto format : {Format::avif, Format::webp, Format::jpeg})
        for (double focus : {0.0, 0.07, 0.5, 0.333, 1.0}) {
          auto address = address_of(digest, {width, crop, format, focus, 1 - focus});
          auto named = parse_address(address);
          ASSERT_TRUE(named) << address;
          EXPECT_EQ(named->digest, digest);
          EXPECT_EQ(named->rendition.width, width);
          EXPECT_EQ(named->rendition.crop, crop);
          EXPECT_EQ(named->rendition.format, format);
          EXPECT_EQ(address_of(named->digest, named->rendition), address);
        }
}

TEST(Address, tells_one_credit_from_another) {
  const auto stamp = stamp_of("Снимка: EPA", "");
  EXPECT_EQ(stamp.size(), 8u);
  EXPECT_NE(stamp, stamp_of("Снимка: БТА", ""));
  EXPECT_NE(stamp_of("a", "b"), stamp_of("", "a\nb"));
  EXPECT_EQ(stamp_of("", ""), "");
  EXPECT_NE(stamp_of("", "", Area{1, 2, 30, 40}), "");
  EXPECT_NE(stamp_of("", "", Area{1, 2, 30, 40}), stamp_of("", "", Area{12, 3, 0, 40}));
  EXPECT_NE(stamp_of("a", "", Area{1, 2, 30, 40}), stamp_of("a", ""));
  const Rendition stamped{.width = 320, .crop = Crop::wide, .stamp = stamp};
  const auto address = address_of(digest, stamped);
  EXPECT_EQ(address, "/media/" + digest + "/320-wide-50x50-" + stamp + ".jpg");
  const auto named = parse_address(address);
  ASSERT_TRUE(named);
  EXPECT_EQ(named->rendition.stamp, stamp);
  for (const auto& wrong : {"-", "-1234567", "-123456789", "-1234567G", "-12345678-12345678"})
    EXPECT_FALSE(parse_address("/media/" + digest + "/320-wide-50x50" + wrong + ".jpg")) << wrong;
}

TEST(Address, of_a_whole_picture_does_not_depend_on_the_focus) {
  EXPECT_EQ(address_of(digest, {320, Crop::whole, Format::avif, 0.1, 0.9}),
            address_of(digest, {320, Crop::whole, Format::avif, 0.5, 0.5}));
}

TEST(Address, that_we_never_make_is_none) {
  auto in_folder = [](const std::string& name) { return "/media/" + digest + "/" + name; };
  for (const auto& path : {std::string(),
                           std::string("/media/"),
                           "/media/" + digest,
                           in_folder(""),
                           in_folder("320-whole-50x50"),
                           in_folder("320-whole-50x50.png"),
                           in_folder("320-whole-50x50.JPG"),
                           in_folder("320-whole-49x50.jpg"),
                           in_folder("0-wide-50x50.jpg"),
                           in_folder("-1-wide-50x50.jpg"),
                           in_folder("1601-wide-50x50.jpg"),
                           in_folder("0320-wide-50x50.jpg"),
                           in_folder("320-tall-50x50.jpg"),
                           in_folder("320-wide-050x50.jpg"),
                           in_folder("320-wide-101x50.jpg"),
                           in_folder("320-wide-50x.jpg"),
                           in_folder("320-wide-5 x50.jpg"),
                           in_folder("99999999999-wide-50x50.jpg"),
                           in_folder("320-wide-50x50.jpg/"),
                           in_folder("320-wide-50x50.jpg.jpg"),
                           in_folder("../320-wide-50x50.jpg"),
                           "/media/" + digest.substr(1) + "/320-wide-50x50.jpg",
                           "/media/G" + digest.substr(1) + "/320-wide-50x50.jpg",
                           "/media/A" + digest.substr(1) + "/320-wide-50x50.jpg",
                           "//media/" + digest + "/320-wide-50x50.jpg"})
    EXPECT_FALSE(parse_address(path)) << path;
}

TEST(Widths, never_exceed_the_picture) {
  EXPECT_THAT(widths_for(4000, Crop::whole, 3000), ElementsAre(320, 640, 1024, 1600));
  EXPECT_THAT(widths_for(1600, Crop::whole, 1067), ElementsAre(320, 640, 1024, 1600));
  EXPECT_THAT(widths_for(1200, Crop::whole, 800), ElementsAre(320, 640, 1024, 1200));
  EXPECT_THAT(widths_for(1024, Crop::whole, 800), ElementsAre(320, 640, 1024));
  EXPECT_THAT(widths_for(200, Crop::whole, 100), ElementsAre(200));
  EXPECT_THAT(widths_for(0, Crop::whole, 100), ElementsAre());
}

TEST(Widths, are_those_of_the_part_that_a_crop_leaves) {
  EXPECT_THAT(widths_for(2000, Crop::wide, 500), ElementsAre(320, 640, 750));
  EXPECT_THAT(widths_for(2000, Crop::square, 500), ElementsAre(320, 500));
  EXPECT_THAT(widths_for(300, Crop::wide, 4000), ElementsAre(300));
}

TEST(Widths, leave_a_very_tall_picture_within_what_formats_can_hold) {
  auto offered = widths_for(600, Crop::whole, 40'000);
  ASSERT_FALSE(offered.empty());
  for (int width : offered) EXPECT_LE(height_of({width, Crop::whole}, 600, 40'000), 16'383);
}

TEST(Height, follows_the_crop) {
  EXPECT_EQ(height_of({320, Crop::whole}, 1600, 1067), 213);
  EXPECT_EQ(height_of({320, Crop::wide}, 1600, 1067), 213);
  EXPECT_EQ(height_of({320, Crop::square}, 1600, 1067), 320);
  EXPECT_EQ(height_of({1, Crop::whole}, 1600, 1), 1);
}

}  // namespace
}  // namespace vestnik::media
