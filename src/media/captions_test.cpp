// What a picture tells about itself is read; what a rendition tells is credit and rights, and nothing else.
#include "media/captions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <exiv2/exiv2.hpp>

#include "media/library.h"
#include "media/testing/clean.h"
#include "media/testing/world.h"

namespace vestnik::media {
namespace {

using media::testing::bytes_of;
using media::testing::entry;
using media::testing::files_in;
using media::testing::red_and_blue;
using media::testing::traces_in;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::filesystem::path photos = VESTNIK_SOURCE_DIR "/../shared/data/photos";

class Captions : public ::testing::Test {
 protected:
  Picture read(const std::string& bytes) {
    auto kept = library->keep_picture(bytes);
    if (!kept) ADD_FAILURE() << kept.error().message();
    return kept ? kept->picture : Picture{};
  }
  std::string made(const std::string& bytes, Format format, std::string_view credit, std::string_view rights) {
    auto kept = library->keep_picture(bytes);
    if (!kept) ADD_FAILURE() << kept.error().message();
    int width = kept ? widths_for(kept->picture.width, Crop::whole, kept->picture.height)[0] : 0;
    auto rendition = library->rendition(kept ? kept->digest : "", {width, Crop::whole, format}, credit, rights);
    if (!rendition) ADD_FAILURE() << rendition.error().message();
    return rendition ? *rendition : "";
  }

  media::testing::TemporaryFolder folder;
  std::unique_ptr<Library> library = std::move(*Library::open(folder.path(), VESTNIK_MEDIA_WORKER));
};

std::string with_iptc(const std::string& key, const std::string& value) {
  auto jpeg = red_and_blue(40, 30, ".jpg");
  auto image =
      Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(jpeg.data()), static_cast<long>(jpeg.size()));
  image->readMetadata();
  image->iptcData()[key] = value;
  image->writeMetadata();
  image->io().seek(0, Exiv2::BasicIo::beg);
  auto buffer = image->io().read(static_cast<long>(image->io().size()));
  return {reinterpret_cast<const char*>(buffer.pData_), static_cast<std::size_t>(buffer.size_)};
}

TEST_F(Captions, of_the_iptc_reference_picture_are_read) {
  auto picture = read(bytes_of(photos / "iptc/IPTC-PhotometadataRef-Std2017.1.jpg"));
  EXPECT_EQ(picture.title, "The Title (ref2017.1)");
  EXPECT_EQ(picture.caption, "The description aka caption (ref2017.1)");
  EXPECT_EQ(picture.credit, "Credit Line (ref2017.1)");
  EXPECT_EQ(picture.rights, "Copyright (Notice) 2017.1 IPTC - www.iptc.org  (ref2017.1)");
}

TEST_F(Captions, in_older_eight_bit_codes_are_read) {
  EXPECT_EQ(read(with_iptc("Iptc.Application2.Credit", "\xD1\xED\xE8\xEC\xEA\xE0: \xC1\xD2\xC0")).credit,
            "Снимка: БТА");
  EXPECT_EQ(read(with_iptc("Iptc.Application2.Credit", "Ren\xE9 Caf\xE9")).credit, "René Café");
  EXPECT_EQ(read(with_iptc("Iptc.Application2.Caption", "Пловдив")).caption, "Пловдив");
}

TEST_F(Captions, are_the_only_thing_that_a_rendition_tells) {
  std::vector<std::filesystem::path> files{photos / "iptc/IPTC-PhotometadataRef-Std2017.1.jpg",
                                           photos / "c2pa/adobe-20220124-CA.jpg"};
  for (const auto& file : files_in(photos / "gps")) files.push_back(file);
  for (const auto& file : files) {
    auto original = bytes_of(file);
    ASSERT_THAT(traces_in(original), Not(IsEmpty())) << file;
    for (auto format : {Format::avif, Format::webp, Format::jpeg}) {
      auto rendition = made(original, format, "Снимка: БТА", "© БТА 2026");
      EXPECT_THAT(traces_in(rendition), IsEmpty()) << file << " " << mime_of(format);
      EXPECT_EQ(rendition.find("GPS"), std::string::npos) << file;
      EXPECT_EQ(rendition.find("c2pa"), std::string::npos) << file;
      EXPECT_EQ(entry(rendition, "Xmp.photoshop.Credit"), "Снимка: БТА") << mime_of(format);
      EXPECT_THAT(entry(rendition, "Xmp.dc.rights"), HasSubstr("© БТА 2026")) << mime_of(format);
      if (format == Format::avif) continue;  // EXIF there is written by nothing that we have
      EXPECT_EQ(entry(rendition, "Exif.Image.Artist"), "Снимка: БТА") << mime_of(format);
      EXPECT_EQ(entry(rendition, "Exif.Image.Copyright"), "© БТА 2026") << mime_of(format);
    }
  }
}

TEST_F(Captions, that_are_empty_leave_a_file_of_pixels_alone) {
  auto original = bytes_of(photos / "gps/DSCN0010.jpg");
  for (auto format : {Format::avif, Format::webp, Format::jpeg}) {
    auto rendition = made(original, format, "", "");
    EXPECT_THAT(traces_in(rendition), IsEmpty());
    EXPECT_EQ(entry(rendition, "Xmp.photoshop.Credit"), "");
    EXPECT_EQ(entry(rendition, "Exif.Image.Artist"), "");
    for (const char* mark : {"Exif", "http://ns.adobe.com", "ICC_PROFILE", "Photoshop"})
      EXPECT_EQ(rendition.find(mark), std::string::npos) << mark;
  }
}

TEST_F(Captions, that_are_long_or_strange_do_not_break_the_file) {
  auto original = red_and_blue(40, 30, ".png");
  std::string endless;
  for (int word = 0; word < 20'000; ++word) endless += "дълго ";
  int number = 0;
  for (const auto& text : {endless, std::string("a\0b\x01<>&\"'\xFF", 10), std::string("]]><?xpacket end='w'?>"),
                           std::string("lang=\"de\" fremd")}) {
    auto picture = red_and_blue(40 + ++number, 30, ".png");
    for (auto format : {Format::avif, Format::webp, Format::jpeg}) {
      auto rendition = made(picture, format, text, text);
      EXPECT_THAT(traces_in(rendition), IsEmpty());
      EXPECT_NE(entry(rendition, "Xmp.photoshop.Credit"), "") << text.substr(0, 30);
    }
  }
}

}  // namespace
}  // namespace vestnik::media
