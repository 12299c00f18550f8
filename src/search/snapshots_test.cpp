#include "search/snapshots.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

namespace vestnik::search {
namespace {

class SnapshotsTest : public testing::Test {
 protected:
  SnapshotsTest() {
    std::string name = (std::filesystem::temp_directory_path() / "vestnik-snapshots-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    writer_ = Xapian::WritableDatabase(folder_.string(), Xapian::DB_CREATE_OR_OPEN);
  }
  ~SnapshotsTest() override {
    writer_.close();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  void add_one() {
    writer_.add_document(Xapian::Document());
    writer_.commit();
  }
  // Leaves `count` of them open, as so many threads that searched at once.
  static void open_at_once(const Snapshots& snapshots, int count) {
    snapshots.read([&](const Xapian::Database&) {
      if (count > 1) open_at_once(snapshots, count - 1);
      return 0;
    });
  }
  static Xapian::doccount size_of(const Snapshots& snapshots) {
    return snapshots.read([](const Xapian::Database& database) { return database.get_doccount(); });
  }

  std::filesystem::path folder_;
  Xapian::WritableDatabase writer_;
};

TEST_F(SnapshotsTest, show_the_last_commit_that_they_are_told_of) {
  Snapshots snapshots(folder_.string());
  open_at_once(snapshots, 3);
  add_one();
  snapshots.committed();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(size_of(snapshots), 1U);
}

TEST_F(SnapshotsTest, one_that_is_too_old_costs_one_attempt_however_many_are) {
  const Snapshots snapshots(folder_.string());
  open_at_once(snapshots, 10);
  add_one();  // by itself: nobody tells them
  const auto ask = [](const Xapian::Database& database) {
    if (database.get_doccount() == 0) throw Xapian::DatabaseModifiedError("its blocks are used again");
    return database.get_doccount();
  };
  EXPECT_THROW(snapshots.read(ask), Xapian::DatabaseModifiedError);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(snapshots.read(ask), 1U);
}

TEST_F(SnapshotsTest, those_that_are_being_read_from_are_too_old_as_well) {
  const Snapshots snapshots(folder_.string());
  snapshots.read([&](const Xapian::Database& held) {
    add_one();
    EXPECT_THROW(snapshots.read([](const Xapian::Database&) -> int { throw Xapian::DatabaseModifiedError("reused"); }),
                 Xapian::DatabaseModifiedError);
    return held.get_doccount();
  });
  EXPECT_EQ(size_of(snapshots), 1U);
}

}  // namespace
}  // namespace vestnik::search
