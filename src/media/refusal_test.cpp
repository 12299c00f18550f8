// What must not get in, and what must not take the house down on its way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "media/library.h"
#include "media/testing/clean.h"
#include "media/testing/world.h"

namespace vestnik::media {
namespace {

using namespace std::string_literals;
using media::testing::black_png;
using media::testing::bytes_of;
using media::testing::files_in;
using media::testing::red_and_blue;
using ::testing::HasSubstr;

const std::filesystem::path photos = VESTNIK_SOURCE_DIR "/../shared/data/photos";

class Refusal : public ::testing::Test {
 protected:
  void expect_refused(const std::string& bytes, ErrorKind kind, const std::string& about) {
    auto kept = library->keep_picture(bytes);
    ASSERT_FALSE(kept) << about;
    EXPECT_EQ(kept.error().kind, kind) << about << ": " << kept.error().message();
    EXPECT_FALSE(kept.error().remedy.empty()) << about;
    EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "originals")) << about;
  }

  media::testing::TemporaryFolder folder;
  std::unique_ptr<Library> library = std::move(*Library::open(folder.path(), VESTNIK_MEDIA_WORKER));
};

TEST_F(Refusal, of_corrupt_pngs_and_of_no_others) {
  for (const auto& file : files_in(photos / "pngsuite")) {
    if (file.filename().string().starts_with('x')) {
      expect_refused(bytes_of(file), ErrorKind::invalid, file.filename());
    }
  }
  for (const auto& file : files_in(photos / "pngsuite")) {
    if (file.filename().string().starts_with('x')) continue;
    auto kept = library->keep_picture(bytes_of(file));
    ASSERT_TRUE(kept) << file.filename() << ": " << kept.error().message();
    auto made = library->rendition(kept->digest,
                                   {widths_for(kept->picture.width, Crop::whole, kept->picture.height)[0]}, "", "");
    EXPECT_TRUE(made) << file.filename() << ": " << made.error().message();
  }
}

TEST_F(Refusal, of_pictures_that_break_off) {
  for (auto suffix : {".jpg", ".png", ".webp", ".gif", ".avif"}) {
    auto whole = red_and_blue(300, 200, suffix);
    expect_refused(whole.substr(0, whole.size() / 2), ErrorKind::invalid, suffix);
  }
}

// Their pixels are sound and what is written beside them is not, or is too much of it: re-encoding is the cure.
TEST_F(Refusal, or_else_nothing_of_a_damaged_files_metadata_gets_out) {
  for (const auto& file : files_in(photos / "invalid")) {
    auto kept = library->keep_picture(bytes_of(file));
    if (!kept) {
      EXPECT_EQ(kept.error().kind, ErrorKind::invalid) << file;
      continue;
    }
    int width = widths_for(kept->picture.width, Crop::whole, kept->picture.height)[0];
    for (auto format : {Format::avif, Format::webp, Format::jpeg}) {
      auto made = library->rendition(kept->digest, {width, Crop::whole, format}, "", "");
      ASSERT_TRUE(made) << file << made.error().message();
      EXPECT_THAT(media::testing::traces_in(*made), ::testing::IsEmpty()) << file;
    }
  }
}

TEST_F(Refusal, of_bombs_from_their_header) {
  expect_refused(black_png(50'000, 50'000), ErrorKind::too_large, "2,500 million pixels of PNG");
  // A JPEG of 65,500 × 65,500 pixels that ends behind its frame header.
  expect_refused(
      "\xFF\xD8\xFF\xC0\x00\x11\x08\xFF\xDC\xFF\xDC\x03\x01\x11\x00\x02\x11\x01\x03\x11\x01\xFF\xDA\x00\x0C"
      "\x03\x01\x00\x02\x11\x03\x11\x00\x3F\x00\xFF\xD9"s,
      ErrorKind::too_large, "JPEG");
  // Lossless WebP of 16,383 × 16,383 pixels: 14 bits each for width - 1 and height - 1.
  expect_refused(
      "RIFF\x1A\x00\x00\x00WEBPVP8L\x0D\x00\x00\x00\x2F\xFE\xBF\xFF\x0F\x00\x00\x00\x00\x00\x00\x00\x00\x00"s,
      ErrorKind::too_large, "WebP");
}

TEST_F(Refusal, of_an_animation_of_a_hundred_thousand_frames_costs_little_or_shows_the_first) {
  std::string gif = "GIF89a\x10\x00\x10\x00\x80\x00\x00\x00\x00\x00\xFF\xFF\xFF"s;
  std::string frame =
      "\x2C\x00\x00\x00\x00\x10\x00\x10\x00\x00\x02\x0E\x8C\x8F\xA9\xCB\xED\x0F\xA3\x9C\xB4\xDA\x8B\xB3\xDE\xBC\x00"s;
  for (int number = 0; number < 100'000; ++number) gif += frame;
  gif += ";";
  auto kept = library->keep_picture(gif);
  if (kept) {
    EXPECT_EQ(kept->picture.width, 16);
    EXPECT_EQ(kept->picture.height, 16);
  } else {
    EXPECT_EQ(kept.error().kind, ErrorKind::invalid) << kept.error().message();
  }
}

TEST_F(Refusal, of_whatever_is_no_picture) {
  for (const auto& bytes :
       {""s, "<svg xmlns='http://www.w3.org/2000/svg'/>"s, "<?xml version='1.0'?><svg/>"s, "<html><script>"s,
        "push graphic-context"s, "%!PS-Adobe-3.0 EPSF-3.0"s, "%PDF-1.7"s, "<?php phpinfo();"s, "PK\x03\x04"s,
        red_and_blue(30, 20, ".tif"), "GIF89a<script>alert(1)</script>"s, "\xFF\xD8\xFF<svg onload=alert(1)>"s})
    expect_refused(bytes, ErrorKind::invalid, bytes.substr(0, 20));
}

TEST_F(Refusal, of_files_that_are_not_what_is_kept_as_a_file) {
  for (const auto& bytes : {""s, "<html>"s, "<svg/>"s, "PK\x03\x04"s, "<?php"s, red_and_blue(30, 20, ".png")}) {
    auto kept = library->keep_file(bytes);
    ASSERT_FALSE(kept) << bytes.substr(0, 20);
    EXPECT_EQ(kept.error().kind, ErrorKind::invalid);
  }
}

TEST_F(Refusal, of_more_bytes_than_an_upload_may_have) {
  expect_refused(std::string(limits::upload_bytes + 1, '\xFF'), ErrorKind::too_large, "bytes");
}

}  // namespace
}  // namespace vestnik::media
