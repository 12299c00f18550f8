#include "media/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "base/digest.h"
#include "media/sniff.h"
#include "media/testing/world.h"

// libx265, which writes the HEIC that the tests read, keeps a table for ever.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libx265";
}
// How the threads of the libraries by which the tests draw wait for each other is hidden from ThreadSanitizer.
extern "C" const char* __tsan_default_options() {
  return "ignore_noninstrumented_modules=1";
}

namespace vestnik::media {
namespace {

using media::testing::bytes_of;
using media::testing::decode;
using media::testing::difference;
using media::testing::in_profile;
using media::testing::red_and_blue;
using ::testing::StartsWith;

const std::filesystem::path photos = VESTNIK_SOURCE_DIR "/../shared/data/photos";

class LibraryTest : public ::testing::Test {
 protected:
  // The picture's first rendition of that kind, as pixels.
  media::testing::Pixels pixels(const std::string& original, const Rendition& wanted) {
    auto kept = library->keep_picture(original);
    if (!kept) ADD_FAILURE() << kept.error().message();
    auto made = kept ? library->rendition(kept->digest, wanted, "", "") : Result<std::string>("");
    if (!made) ADD_FAILURE() << made.error().message();
    return made && !made->empty() ? decode(*made) : media::testing::Pixels{};
  }

  media::testing::TemporaryFolder folder;
  std::unique_ptr<Library> library = std::move(*Library::open(folder.path() / "media", VESTNIK_MEDIA_WORKER));
};

TEST_F(LibraryTest, keeps_the_original_byte_by_byte_and_for_us_alone) {
  auto bytes = bytes_of(photos / "gps/DSCN0010.jpg");
  auto kept = library->keep_picture(bytes);
  ASSERT_TRUE(kept) << kept.error().message();
  EXPECT_EQ(kept->digest, sha256_hex(bytes));
  EXPECT_EQ(kept->bytes, static_cast<std::int64_t>(bytes.size()));
  EXPECT_TRUE(library->has(kept->digest));
  EXPECT_EQ(bytes_of(library->original(kept->digest)), bytes);
  struct stat about {};
  ASSERT_EQ(::stat(library->original(kept->digest).c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  EXPECT_TRUE(library->keep_picture(bytes)) << "twice is not an error";
}

TEST_F(LibraryTest, tells_size_and_placeholder) {
  auto kept = library->keep_picture(bytes_of(photos / "gps/DSCN0010.jpg"));
  ASSERT_TRUE(kept) << kept.error().message();
  EXPECT_EQ(kept->picture.mime, "image/jpeg");
  EXPECT_EQ(kept->picture.width, 640);
  EXPECT_EQ(kept->picture.height, 480);
  EXPECT_THAT(kept->picture.placeholder, StartsWith("data:image/webp;base64,UklGR"));
  EXPECT_LE(kept->picture.placeholder.size(), 300U);
}

TEST_F(LibraryTest, reads_every_kind_of_picture_that_it_names) {
  for (auto [suffix, mime] :
       {std::pair{".jpg", "image/jpeg"}, std::pair{".png", "image/png"}, std::pair{".webp", "image/webp"},
        std::pair{".gif", "image/gif"}, std::pair{".avif", "image/avif"}, std::pair{".heic", "image/heic"}}) {
    auto original = red_and_blue(400, 200, suffix);
    auto kept = library->keep_picture(original);
    ASSERT_TRUE(kept) << suffix << ": " << kept.error().message();
    EXPECT_EQ(kept->picture.mime, mime);
    for (auto format : {Format::avif, Format::webp, Format::jpeg}) {
      auto made = library->rendition(kept->digest, {320, Crop::whole, format}, "", "");
      ASSERT_TRUE(made) << suffix << ": " << made.error().message();
      auto shown = decode(*made);
      EXPECT_EQ(shown.width, 320);
      EXPECT_EQ(shown.height, 160);
      EXPECT_NEAR(shown.at(40, 80, 0), 0xE0, 12) << suffix << " " << mime_of(format);
      EXPECT_NEAR(shown.at(280, 80, 2), 0xE0, 12) << suffix << " " << mime_of(format);
    }
  }
}

// The shared pictures of a kind differ by the large number written into each: about 10 of 255 on average.
TEST_F(LibraryTest, turns_pictures_upright) {
  constexpr double alike = 12, unlike = 30;
  for (const std::string side : {"landscape", "portrait"}) {
    auto original = bytes_of(photos / ("orientation/" + side + "_1.jpg"));
    auto whole = pixels(original, {320}), square = pixels(original, {320, Crop::square});
    auto upside_down = whole;
    std::ranges::reverse(upside_down.bytes);
    ASSERT_GT(difference(whole, upside_down), unlike);
    for (const std::string turned : {"3", "5", "7"}) {
      auto file = "orientation/" + side + "_" + turned + ".jpg";
      auto bytes = bytes_of(photos / file);
      auto kept = library->keep_picture(bytes);
      ASSERT_TRUE(kept) << file;
      EXPECT_EQ(kept->picture.width > kept->picture.height, side == "landscape") << file;
      EXPECT_LT(difference(whole, pixels(bytes, {320})), alike) << file;
      EXPECT_LT(difference(square, pixels(bytes, {320, Crop::square})), alike) << file;
    }
  }
}

TEST_F(LibraryTest, crops_around_the_focus) {
  auto original = red_and_blue(1'200, 400, ".png");
  auto left = pixels(original, {320, Crop::square, Format::jpeg, 0.1, 0.5});
  auto right = pixels(original, {320, Crop::square, Format::jpeg, 0.9, 0.5});
  auto middle = pixels(original, {320, Crop::wide, Format::jpeg, 0.5, 0.5});
  ASSERT_EQ(left.width, 320);
  ASSERT_EQ(left.height, 320);
  ASSERT_EQ(middle.height, 213);
  EXPECT_NEAR(left.at(300, 160, 0), 0xE0, 12);
  EXPECT_NEAR(right.at(20, 160, 2), 0xE0, 12);
  EXPECT_NEAR(middle.at(20, 100, 0), 0xE0, 12);
  EXPECT_NEAR(middle.at(300, 100, 2), 0xE0, 12);
}

// The left half is red, the right one blue.
TEST_F(LibraryTest, shows_only_the_part_that_was_cut_out) {
  auto original = red_and_blue(1'200, 400, ".png");
  const auto part = [&](const Area& area, Rendition wanted) {
    wanted.part = area;
    wanted.stamp = stamp_of("", "", area);
    return pixels(original, wanted);
  };
  auto red = part({100, 50, 400, 300}, {320});
  ASSERT_EQ(red.width, 320);
  ASSERT_EQ(red.height, 240);
  EXPECT_NEAR(red.at(310, 120, 0), 0xE0, 12);
  auto own_width = part({400, 0, 400, 400}, {400});
  ASSERT_EQ(own_width.width, 400);
  EXPECT_NEAR(own_width.at(190, 200, 0), 0xE0, 12);
  EXPECT_NEAR(own_width.at(210, 200, 2), 0xE0, 12);
  // The focus is one of the part.
  auto square = part({200, 0, 800, 400}, {320, Crop::square, Format::jpeg, 0.0, 0.5});
  EXPECT_NEAR(square.at(310, 160, 0), 0xE0, 12);
  square = part({200, 0, 800, 400}, {320, Crop::square, Format::jpeg, 1.0, 0.5});
  EXPECT_NEAR(square.at(10, 160, 2), 0xE0, 12);

  auto kept = library->keep_picture(original);
  ASSERT_TRUE(kept);
  Rendition wanted{.width = 640, .part = Area{0, 0, 400, 400}};
  wanted.stamp = stamp_of("", "", wanted.part);
  EXPECT_EQ(library->rendition(kept->digest, wanted, "", "").error().kind, ErrorKind::not_found);
  wanted = {.width = 320, .part = Area{900, 0, 400, 400}};
  wanted.stamp = stamp_of("", "", wanted.part);
  EXPECT_EQ(library->rendition(kept->digest, wanted, "", "").error().kind, ErrorKind::invalid);

  auto placeholder = library->placeholder(kept->digest, Area{0, 0, 400, 400});
  ASSERT_TRUE(placeholder) << placeholder.error().message();
  EXPECT_THAT(*placeholder, StartsWith("data:image/webp;base64,"));
  EXPECT_NE(*placeholder, kept->picture.placeholder);
  EXPECT_EQ(*library->placeholder(kept->digest, std::nullopt), kept->picture.placeholder);
  EXPECT_EQ(library->placeholder(kept->digest, Area{900, 0, 400, 400}).error().kind, ErrorKind::invalid);
}

TEST_F(LibraryTest, turns_other_colour_spaces_into_srgb) {
  auto wide_gamut = in_profile(red_and_blue(400, 200, ".png"), "p3");
  ASSERT_LT(decode(wide_gamut).at(50, 100, 0), 0xD8) << "red has another number there";
  auto shown = pixels(wide_gamut, {320});
  EXPECT_NEAR(shown.at(40, 80, 0), 0xE0, 4);
  EXPECT_NEAR(shown.at(40, 80, 1), 0x10, 8);
  EXPECT_NEAR(shown.at(280, 80, 2), 0xE0, 4);

  auto plain = bytes_of(photos / "gps/DSCN0010.jpg");
  EXPECT_LT(difference(pixels(plain, {320}), pixels(in_profile(plain, "cmyk"), {320})), 20);
}

TEST_F(LibraryTest, makes_the_same_bytes_from_the_same_picture) {
  auto bytes = bytes_of(photos / "c2pa/adobe-20220124-C.jpg");
  media::testing::TemporaryFolder other_folder;
  auto other = std::move(*Library::open(other_folder.path(), VESTNIK_MEDIA_WORKER));
  auto kept = library->keep_picture(bytes);
  ASSERT_TRUE(kept) << kept.error().message();
  ASSERT_TRUE(other->keep_picture(bytes));
  for (auto format : {Format::avif, Format::webp, Format::jpeg}) {
    Rendition wanted{640, Crop::wide, format, 0.3, 0.4};
    auto once = library->rendition(kept->digest, wanted, "EPA", "© EPA");
    auto again = other->rendition(kept->digest, wanted, "EPA", "© EPA");
    ASSERT_TRUE(once && again);
    EXPECT_EQ(*once, *again) << mime_of(format);
  }
}

TEST_F(LibraryTest, offers_only_renditions_that_have_a_name) {
  auto kept = library->keep_picture(red_and_blue(500, 400, ".png"));
  ASSERT_TRUE(kept);
  EXPECT_TRUE(library->rendition(kept->digest, {500}, "", ""));
  for (int width : {0, -1, 499, 640, 1'601})
    EXPECT_EQ(library->rendition(kept->digest, {width}, "", "").error().kind, ErrorKind::not_found) << width;
  for (const std::string& digest : {std::string(64, '0'), std::string("../../etc"), std::string()}) {
    EXPECT_EQ(library->rendition(digest, {320}, "", "").error().kind, ErrorKind::not_found) << digest;
    EXPECT_FALSE(library->has(digest)) << digest;
    EXPECT_FALSE(library->existing(digest, {320})) << digest;
  }
}

TEST_F(LibraryTest, finds_a_rendition_that_exists_without_making_it) {
  auto kept = library->keep_picture(red_and_blue(500, 400, ".png"));
  ASSERT_TRUE(kept);
  EXPECT_FALSE(library->existing(kept->digest, {320}));
  auto made = library->rendition(kept->digest, {320}, "", "");
  ASSERT_TRUE(made);
  EXPECT_EQ(library->existing(kept->digest, {320}), *made);
}

TEST_F(LibraryTest, keeps_other_files_as_they_are) {
  auto kept = library->keep_file("%PDF-1.7\n%%EOF\n");
  ASSERT_TRUE(kept) << kept.error().message();
  EXPECT_EQ(kept->picture.mime, "application/pdf");
  EXPECT_EQ(bytes_of(library->original(kept->digest)), "%PDF-1.7\n%%EOF\n");
  EXPECT_EQ(library->rendition(kept->digest, {320}, "", "").error().kind, ErrorKind::invalid);
}

TEST_F(LibraryTest, answers_many_threads_at_once) {
  std::vector<std::string> originals;
  for (int width : {400, 500, 600}) originals.push_back(red_and_blue(width, 300, ".png"));
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < 6; ++number)
    threads.emplace_back([&] {
      for (const auto& original : originals) {
        auto kept = library->keep_picture(original);
        for (auto format : {Format::webp, Format::jpeg}) {
          Rendition wanted{320, Crop::wide, format};
          auto made = library->rendition(kept->digest, wanted, "EPA", "");
          if (made && library->existing(kept->digest, wanted) == *made) ++right;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 36);
}

}  // namespace
}  // namespace vestnik::media
