#include "base/files.h"

#include <gtest/gtest.h>

#include "base/digest.h"

namespace vestnik {

namespace {

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("vestnik-files-" + random_token(8));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST(Files, a_written_file_reads_back_and_leaves_nothing_beside_it) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.path / "a", "first").has_value());
  ASSERT_TRUE(write_file(folder.path / "a", "second").has_value());
  EXPECT_EQ(read_file(folder.path / "a").value(), "second");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 1);
}

TEST(Files, a_missing_and_a_too_large_file_say_so) {
  const Folder folder;
  EXPECT_EQ(read_file(folder.path / "none").error().kind, ErrorKind::not_found);
  ASSERT_TRUE(write_file(folder.path / "a", "12345").has_value());
  EXPECT_EQ(read_file(folder.path / "a", 4).error().kind, ErrorKind::too_large);
}

TEST(Files, a_large_file_is_copied_whole_or_not_at_all) {
  const Folder folder;
  std::string large;
  for (int line = 0; line < 300'000; ++line) large += std::to_string(line) + "\n";  // several pieces
  ASSERT_TRUE(write_file(folder.path / "a", large).has_value());
  ASSERT_TRUE(copy_durably(folder.path / "a", folder.path / "b").has_value());
  EXPECT_EQ(read_file(folder.path / "b").value(), large);
  EXPECT_EQ(copy_durably(folder.path / "none", folder.path / "c").error().kind, ErrorKind::not_found);
  EXPECT_FALSE(copy_durably(folder.path, folder.path / "c").has_value()) << "a folder cannot be read";
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 2);
}

TEST(Files, a_data_folder_belongs_to_one_holder) {
  const Folder folder;
  {
    auto lock = FolderLock::take(folder.path);
    ASSERT_TRUE(lock.has_value());
    EXPECT_EQ(FolderLock::take(folder.path).error().kind, ErrorKind::busy);
  }
  EXPECT_TRUE(FolderLock::take(folder.path).has_value());
}

TEST(Digest, a_file_has_the_digest_of_its_bytes) {
  const Folder folder;
  const std::string large(3'000'001, 'x');
  ASSERT_TRUE(write_file(folder.path / "a", large).has_value());
  EXPECT_EQ(sha256_hex_of_file(folder.path / "a").value(), sha256_hex(large));
  EXPECT_FALSE(sha256_hex_of_file(folder.path / "none").has_value());
  EXPECT_FALSE(sha256_hex_of_file(folder.path).has_value());
}

TEST(Digest, digests_are_those_of_the_standard) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(stable_hash("abc"), stable_hash("abc"));
  EXPECT_NE(stable_hash("abc"), stable_hash("abd"));
  EXPECT_NE(stable_hash("abc", 1), stable_hash("abc", 2));
  EXPECT_NE(random_token(), random_token());
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
}

}  // namespace vestnik
