#include "reports/upload_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "store/testing.h"

namespace vestnik::reports {
namespace {

using store::need;

constexpr const char* upload = "0123456789abcdef0123456789abcdef";
constexpr UploadBounds small{.file_bytes = 1'000, .free_bytes = 0, .all_bytes = 2'500};

class Uploads : public testing::Test {
 protected:
  void reopen(UploadBounds bounds = small) {
    files_.reset();
    files_ = need(UploadFiles::open(folder_.path() / "reports", bounds, [this] { return now_; }));
  }
  void SetUp() override { reopen(); }

  Time now_ = store::test_time + std::chrono::minutes(25);
  store::TemporaryFolder folder_;
  std::unique_ptr<UploadFiles> files_;
};

TEST_F(Uploads, keep_what_was_committed_and_nothing_else) {
  need(files_->create(upload, 10));
  {
    auto writer = need(files_->take(upload));
    need(writer.write("abcd"));
    need(writer.commit());
    need(writer.write("efgh"));
  }
  // As after a power cut: the offset on the disk is the committed one.
  reopen();
  EXPECT_EQ(need(files_->state(upload)).offset, 4U);
  EXPECT_EQ(need(files_->read(upload, 0, 100)), "abcd");
}

TEST_F(Uploads, leave_room_for_letters_where_they_take_none_themselves) {
  struct statvfs disk {};
  ASSERT_EQ(statvfs(folder_.path().c_str(), &disk), 0);
  const std::uint64_t free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
  EXPECT_TRUE(files_->has_room_for_letter());
  reopen({.free_bytes = free + free / 2});
  EXPECT_TRUE(files_->full());
  EXPECT_TRUE(files_->has_room_for_letter());
  reopen({.free_bytes = 8 * free});
  EXPECT_FALSE(files_->has_room_for_letter());
}

TEST_F(Uploads, go_on_where_the_last_connection_stopped) {
  need(files_->create(upload, 10));
  auto stale = need(files_->take(upload));
  need(stale.write("abcd"));
  auto writer = need(files_->take(upload));
  EXPECT_EQ(writer.state().offset, 4U);
  EXPECT_EQ(stale.write("x").error().kind, ErrorKind::conflict);
  EXPECT_FALSE(stale.commit());
  need(writer.write("efghij"));
  EXPECT_EQ(need(writer.commit()).offset, 10U);
  EXPECT_EQ(need(files_->read(upload, 3, 4)), "defg");
}

TEST_F(Uploads, forget_bytes_whose_checksum_was_never_known) {
  need(files_->create(upload, 10));
  auto checked = need(files_->take(upload, true));
  need(checked.write("abcd"));
  EXPECT_EQ(need(files_->take(upload)).state().offset, 0U);
}

TEST_F(Uploads, take_no_more_than_was_announced) {
  need(files_->create(upload, 3));
  auto writer = need(files_->take(upload));
  EXPECT_EQ(writer.write("abcd").error().kind, ErrorKind::too_large);
  need(writer.write("abc"));
  EXPECT_EQ(writer.write("d").error().kind, ErrorKind::too_large);
}

TEST_F(Uploads, have_room_within_their_quota_and_get_it_back) {
  EXPECT_EQ(files_->create("large", 1'001).error().kind, ErrorKind::too_large);
  need(files_->create("one", 1'000));
  need(files_->create("two", 1'000));
  EXPECT_EQ(files_->create("three", 1'000).error().kind, ErrorKind::busy);
  reopen();
  EXPECT_EQ(files_->create("three", 1'000).error().kind, ErrorKind::busy);
  need(files_->destroy("one"));
  need(files_->create("three", 1'000));
  EXPECT_EQ(files_->state("one").error().kind, ErrorKind::not_found);
}

TEST_F(Uploads, leave_the_disk_its_reserve) {
  reopen({.file_bytes = 1'000, .free_bytes = ~std::uint64_t{0} / 2});
  EXPECT_TRUE(files_->full());
  EXPECT_EQ(files_->create(upload, 10).error().kind, ErrorKind::busy);
}

// In which second of its hour something was changed; -1 where there is nothing.
std::int64_t second_of_change(const std::filesystem::path& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return -1;
  return about.st_mtim.tv_sec % 3'600 + (about.st_mtim.tv_nsec == 0 ? 0 : 1);
}

TEST_F(Uploads, do_not_tell_when_somebody_was_here) {
  const auto folder = folder_.path() / "reports";
  need(files_->create(upload, 10));
  EXPECT_EQ(second_of_change(folder), 0);
  auto writer = need(files_->take(upload));
  need(writer.write("abcd"));
  need(writer.commit());
  EXPECT_EQ(second_of_change(folder / upload), 0);
  struct stat about {};
  ASSERT_EQ(::stat((folder / upload).c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  need(files_->destroy(upload));
  EXPECT_EQ(second_of_change(folder), 0);
}

TEST_F(Uploads, do_not_tell_it_either_where_bytes_were_not_kept) {
  const auto path = folder_.path() / "reports" / upload;
  need(files_->create(upload, 10));
  {
    auto writer = need(files_->take(upload, true));
    need(writer.write("abcd"));
    need(writer.discard());
    EXPECT_EQ(second_of_change(path), 0) << "thrown away";
    need(writer.write("abcd"));
    const auto next = need(files_->take(upload, true));
    EXPECT_EQ(second_of_change(path), 0) << "taken over";
  }
  {
    auto writer = need(files_->take(upload, true));
    need(writer.write("abcd"));
  }
  EXPECT_EQ(second_of_change(path), 0) << "left lying";
}

TEST_F(Uploads, do_not_tell_it_after_a_kill) {
  const auto folder = folder_.path() / "reports";
  need(files_->create(upload, 10));
  files_.reset();
  const timespec exact[2] = {{1'700'000'123, 456}, {1'700'000'123, 456}};
  for (const auto& path : {folder / upload, folder}) ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), exact, 0), 0);
  reopen();
  EXPECT_EQ(second_of_change(folder / upload), 0);
  EXPECT_EQ(second_of_change(folder), 0);
  struct stat about {};
  ASSERT_EQ(::stat((folder / upload).c_str(), &about), 0);
  EXPECT_EQ(about.st_mtim.tv_sec, 1'700'000'123 / 3'600 * 3'600) << "in its own hour";
}

TEST_F(Uploads, may_be_empty) {
  need(files_->create(upload, 0));
  const auto state = need(files_->state(upload));
  EXPECT_EQ(state.offset, state.length);
}

}  // namespace
}  // namespace vestnik::reports
