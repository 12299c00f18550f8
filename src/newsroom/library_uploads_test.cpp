#include "newsroom/library_uploads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "newsroom/limits.h"
#include "newsroom/testing_desk.h"
#include "store/library_uploads.h"

namespace vestnik::newsroom {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class LibraryUploads : public testing::Test {
 protected:
  LibraryUploads() { store_.add_site(); }

  Answer ask_to_begin() {
    return desk_.call(http::Method::post, "uploads", nullptr, {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", "3"}});
  }
  std::string begin() {
    const Answer answer = ask_to_begin();
    EXPECT_EQ(answer.status, 201U);
    const auto location = answer.fields.find("Location");
    if (location == answer.fields.end()) return {};
    return location->second.substr(location->second.rfind('/') + 1);
  }
  void sweep() { store::need(sweep_uploads(*store_, *desk_.desk().library_files, desk_.now)); }
  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(desk_.uploads())) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }
  std::vector<std::string> rows() {
    return store::need(store_->read([](store::Session& session) { return store::all_library_uploads(session); }));
  }
  void leave(const std::string& name) { std::ofstream(desk_.uploads() / name) << "left"; }

  store::TemporaryStore store_;
  TemporaryDesk desk_{store_};
};

TEST_F(LibraryUploads, go_when_their_time_is_over_though_nobody_begins_another) {
  begin();
  desk_.now += limits::library_upload_time - std::chrono::hours(1);
  const std::string young = begin();
  desk_.now += std::chrono::hours(2);
  sweep();
  EXPECT_THAT(files(), ElementsAre(young));
  EXPECT_THAT(rows(), ElementsAre(young));
}

TEST_F(LibraryUploads, files_that_no_row_knows_go_a_hundred_at_a_time) {
  const std::string known = begin();
  for (std::size_t at = 0; at < limits::library_uploads_swept + 20; ++at) leave("restored" + std::to_string(at));
  sweep();
  EXPECT_EQ(files().size(), 21U);
  sweep();
  EXPECT_THAT(files(), ElementsAre(known));
}

TEST_F(LibraryUploads, one_that_cannot_be_destroyed_stands_in_nobodys_way) {
  const std::string stuck = begin();
  std::filesystem::remove(desk_.uploads() / stuck);
  std::filesystem::create_directory(desk_.uploads() / stuck);
  begin();
  desk_.now += limits::library_upload_time;
  sweep();
  EXPECT_THAT(files(), ElementsAre(stuck));
  EXPECT_THAT(rows(), IsEmpty());
  const std::string next = begin();
  leave("restored");
  sweep();
  EXPECT_THAT(files(), UnorderedElementsAre(stuck, next));
}

TEST_F(LibraryUploads, those_that_are_over_do_not_count_as_somebodys) {
  const std::string id = begin();
  store::need(store_->write([&](store::Session& session) {
    store::LibraryUpload another = *store::find_library_upload(session, id);
    for (std::int64_t count = 1; count < limits::library_uploads; ++count) {
      another.id = "another" + std::to_string(count);
      store::add_library_upload(session, another);
    }
  }));
  EXPECT_EQ(ask_to_begin().status, 503U);
  desk_.now += limits::library_upload_time;
  EXPECT_EQ(ask_to_begin().status, 201U);
}

}  // namespace
}  // namespace vestnik::newsroom
