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

TEST(Files, a_file_of_any_size_is_copied_and_digested_in_pieces) {
  const Folder folder;
  // Around the size of a piece, where an end is easily lost or doubled.
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, (1UL << 20U) - 1, 1UL << 20U, (2UL << 20U) + 7}) {
    std::string bytes(size, 'x');
    if (size > 0) bytes.back() = 'y';
    ASSERT_TRUE(write_file(folder.path / "from", bytes).has_value());
    ASSERT_TRUE(copy_durably(folder.path / "from", folder.path / "to").has_value());
    EXPECT_EQ(read_file(folder.path / "to").value(), bytes) << size;
    EXPECT_EQ(sha256_hex_of_file(folder.path / "from").value(), sha256_hex(bytes)) << size;
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 2);
}

TEST(Files, a_copy_that_fails_leaves_what_was_there_and_nothing_beside_it) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.path / "to", "before").has_value());
  const auto copied = copy_durably(folder.path / "none", folder.path / "to");
  ASSERT_FALSE(copied.has_value());
  EXPECT_EQ(copied.error().kind, ErrorKind::not_found);
  EXPECT_EQ(copied.error().input, (folder.path / "none").string());
  EXPECT_EQ(read_file(folder.path / "to").value(), "before");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 1);
  EXPECT_EQ(sha256_hex_of_file(folder.path / "none").error().kind, ErrorKind::not_found);
}

TEST(Files, pieces_end_where_whoever_takes_them_has_enough) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.path / "a", std::string(3UL << 20U, 'x')).has_value());
  int pieces = 0;
  const auto read = each_piece(folder.path / "a", [&](std::string_view) -> Result<void> {
    ++pieces;
    return fail(ErrorKind::invalid, "enough");
  });
  EXPECT_EQ(pieces, 1);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().what, "enough");
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
