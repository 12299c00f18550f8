#include "media/picture_hash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <fstream>

#include "media/library.h"
#include "media/testing/world.h"

namespace vestnik::media {
namespace {

using media::testing::bytes_of;

const std::filesystem::path photos = VESTNIK_SOURCE_DIR "/../shared/data/photos";
constexpr int alike_bits = 10;  // web/newsroom/reports/picture_hash.ts

int bits_apart(const std::string& left, const std::string& right) {
  return std::popcount(std::stoull(left, nullptr, 16) ^ std::stoull(right, nullptr, 16));
}

class HashTest : public ::testing::Test {
 protected:
  std::string hash(const std::filesystem::path& file) {
    auto made = reader.hash(file);
    EXPECT_TRUE(made) << file << ": " << (made ? "" : made.error().message());
    return made.value_or("0");
  }
  std::filesystem::path keep(const std::string& name, std::string_view bytes) {
    const auto file = folder.path() / name;
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

  media::testing::TemporaryFolder folder;
  PictureHasher reader{VESTNIK_MEDIA_WORKER};
};

TEST_F(HashTest, is_nearly_the_same_of_a_picture_made_smaller_and_packed_anew) {
  auto library = std::move(*Library::open(folder.path() / "media", VESTNIK_MEDIA_WORKER));
  for (const char* name : {"gps/DSCN0010.jpg", "gps/DSCN0042.jpg"}) {
    const auto kept = library->keep_picture(bytes_of(photos / name));
    ASSERT_TRUE(kept);
    const std::string whole = hash(library->original(kept->digest));
    for (const Format format : {Format::webp, Format::jpeg}) {
      const auto small = library->rendition(kept->digest, {.width = 320, .format = format}, "", "");
      ASSERT_TRUE(small);
      EXPECT_LE(bits_apart(whole, hash(keep("small", *small))), 3) << name;
    }
  }
}

TEST_F(HashTest, of_another_picture_is_another) {
  EXPECT_GT(bits_apart(hash(photos / "gps/DSCN0010.jpg"), hash(photos / "gps/DSCN0042.jpg")), alike_bits);
}

TEST_F(HashTest, is_told_for_every_picture_and_goes_on_after_a_rest_and_after_what_is_none) {
  const std::string before = hash(photos / "gps/DSCN0010.jpg");
  reader.rest();
  const auto none = reader.hash(keep("none", "no picture at all"));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::invalid);
  const auto broken = reader.hash(keep("broken", bytes_of(photos / "gps/DSCN0010.jpg").substr(0, 5'000)));
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::invalid);
  const auto missing = reader.hash(folder.path() / "missing");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
  EXPECT_EQ(hash(photos / "gps/DSCN0010.jpg"), before);
}

TEST_F(HashTest, is_asked_for_once_more_where_the_worker_was_ended_and_not_by_the_file) {
  const std::string here = folder.path().string();
  keep("ready", write_message({"ok"}));
  const auto ended_first =
      keep("worker", "#!/bin/sh\nif [ -e " + here + "/ended ]; then exec " + std::string(VESTNIK_MEDIA_WORKER) +
                         " \"$@\"; fi\n: > " + here + "/ended\n/bin/cat " + here +
                         "/ready >&0\nexec /usr/bin/head -c 1 > /dev/null\n");
  std::filesystem::permissions(ended_first, std::filesystem::perms::owner_all);
  const auto made = PictureHasher(ended_first).hash(photos / "gps/DSCN0010.jpg");
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(*made, hash(photos / "gps/DSCN0010.jpg"));
}

}  // namespace
}  // namespace vestnik::media
