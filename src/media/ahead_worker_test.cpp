#include "media/ahead_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/digest.h"
#include "media/library.h"
#include "media/message.h"
#include "media/testing/world.h"

namespace vestnik::media {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class Ahead : public ::testing::Test {
 protected:
  AheadWorker::Task task(std::string name) {
    return [this, name]() -> Result<std::optional<std::string>> {
      begun_ = true;
      return write_message({name, "said"});
    };
  }
  AheadWorker::Keep keep() {
    return [this](Fields answer) -> Result<void> {
      kept_.push_back(answer.at(0));
      return {};
    };
  }
  void wait_until_begun() const {
    while (!begun_) std::this_thread::yield();
  }

  AheadWorker worker_{VESTNIK_MEDIA_WORKER};
  std::stop_source stop_;
  std::atomic<bool> begun_ = false;
  std::vector<std::string> kept_;
};

// The niceness of the processes that we have started.
std::vector<int> niceness_of_children() {
  std::vector<int> all;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "stat");
    std::string line;
    if (!std::getline(file, line) || line.rfind(')') == std::string::npos) continue;
    // proc(5): behind the name in brackets come the state, the parent (4) and, as the 19th, the niceness.
    std::istringstream fields(line.substr(line.rfind(')') + 1));
    std::vector<std::string> values{std::istream_iterator<std::string>(fields), {}};
    if (values.size() > 16 && values[1] == std::to_string(::getpid())) all.push_back(std::stoi(values[16]));
  }
  return all;
}

TEST_F(Ahead, what_is_wanted_is_done_and_kept) {
  const auto done = worker_.run("a", task("echo"), keep(), stop_.get_token());
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_TRUE(*done);
  EXPECT_THAT(kept_, ElementsAre("said"));
}

TEST_F(Ahead, its_worker_gets_only_what_others_leave_of_the_processors) {
  ASSERT_TRUE(worker_.run("a", task("echo"), keep(), stop_.get_token()));
  EXPECT_THAT(niceness_of_children(), ElementsAre(19));
  worker_.rest();
  EXPECT_THAT(niceness_of_children(), ElementsAre());
}

TEST_F(Ahead, what_is_not_wanted_any_more_is_not_done) {
  const auto done = worker_.run(
      "a", []() -> Result<std::optional<std::string>> { return std::nullopt; }, keep(), stop_.get_token());
  ASSERT_TRUE(done);
  EXPECT_FALSE(*done);
  EXPECT_TRUE(kept_.empty());
}

TEST_F(Ahead, whoever_wants_it_at_once_takes_it_out_of_its_hands) {
  Result<bool> done = true;
  std::thread running([&] { done = worker_.run("a", task("hang"), keep(), stop_.get_token()); });
  wait_until_begun();
  worker_.give_way("b");  // is none of its business
  worker_.give_way("a");
  running.join();
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_FALSE(*done);
  EXPECT_TRUE(kept_.empty());
  const auto next = worker_.run("c", task("echo"), keep(), stop_.get_token());
  ASSERT_TRUE(next) << next.error().message();
  EXPECT_THAT(kept_, ElementsAre("said"));
}

TEST_F(Ahead, whoever_comes_when_it_is_ready_waits_until_it_is_kept) {
  std::atomic<bool> asked = false, kept = false;
  std::thread reader;
  const auto done = worker_.run(
      "a", task("echo"),
      [&](Fields) -> Result<void> {
        reader = std::thread([&] {
          asked = true;
          worker_.give_way("a");
          EXPECT_TRUE(kept);
        });
        while (!asked) std::this_thread::yield();
        std::this_thread::yield();
        kept = true;
        return {};
      },
      stop_.get_token());
  reader.join();
  ASSERT_TRUE(done);
  EXPECT_TRUE(*done);
}

TEST_F(Ahead, a_stop_ends_it_at_once) {
  Result<bool> done = true;
  std::thread running([&] { done = worker_.run("a", task("hang"), keep(), stop_.get_token()); });
  wait_until_begun();
  stop_.request_stop();
  running.join();
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_FALSE(*done);
}

TEST_F(Ahead, a_file_that_cannot_be_read_is_told_and_the_next_one_is_done) {
  const auto done = worker_.run("a", task("crash"), keep(), stop_.get_token());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::invalid);
  const auto next = worker_.run("b", task("echo"), keep(), stop_.get_token());
  ASSERT_TRUE(next) << next.error().message();
  EXPECT_TRUE(*next);
}

TEST_F(Ahead, one_that_takes_too_long_is_ended) {
  AheadWorker hasty(VESTNIK_MEDIA_WORKER, {.time = 3s, .cpu_time = 1s});
  const auto done = hasty.run("a", task("hang"), keep(), stop_.get_token());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::invalid);
}

class AheadInLibrary : public ::testing::Test {
 protected:
  media::testing::TemporaryFolder folder_, other_folder_;
  std::unique_ptr<Library> library_ = std::move(*Library::open(folder_.path() / "media", VESTNIK_MEDIA_WORKER));
  std::string original_ = media::testing::red_and_blue(1'000, 500, ".jpg");
  std::stop_source stop_;
};

TEST_F(AheadInLibrary, what_is_made_ahead_is_what_a_reader_would_get) {
  const std::string digest = library_->keep_picture(original_)->digest;
  auto other = std::move(*Library::open(other_folder_.path() / "media", VESTNIK_MEDIA_WORKER));
  ASSERT_TRUE(other->keep_picture(original_));
  for (const Format format : {Format::avif, Format::webp, Format::jpeg}) {
    const Rendition wanted{.width = 640, .format = format, .stamp = stamp_of("Снимка: ЕПА", "")};
    EXPECT_FALSE(library_->is_made(digest, wanted));
    const auto made = library_->make_ahead(digest, wanted, "Снимка: ЕПА", "", stop_.get_token());
    ASSERT_TRUE(made) << made.error().message();
    EXPECT_TRUE(*made);
    EXPECT_TRUE(library_->is_made(digest, wanted));
    EXPECT_EQ(library_->existing(digest, wanted).value_or(""),
              other->rendition(digest, wanted, "Снимка: ЕПА", "").value_or("not made"));
  }
}

TEST_F(AheadInLibrary, what_is_there_is_not_made_again) {
  const std::string digest = library_->keep_picture(original_)->digest;
  ASSERT_TRUE(library_->rendition(digest, {320}, "", ""));
  const auto made = library_->make_ahead(digest, {320}, "", "", stop_.get_token());
  ASSERT_TRUE(made);
  EXPECT_FALSE(*made);
}

TEST_F(AheadInLibrary, a_reader_gets_what_is_just_being_made) {
  const std::string digest = library_->keep_picture(original_)->digest;
  const Rendition wanted{.width = 1'000, .format = Format::avif};
  Result<bool> made = false;
  std::thread ahead([&] { made = library_->make_ahead(digest, wanted, "", "", stop_.get_token()); });
  const auto read = library_->rendition(digest, wanted, "", "");
  ahead.join();
  ASSERT_TRUE(read) << read.error().message();
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(library_->existing(digest, wanted), *read);
}

TEST_F(AheadInLibrary, an_original_that_is_not_there_is_told) {
  const auto made = library_->make_ahead(std::string(64, 'a'), {320}, "", "", stop_.get_token());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace vestnik::media
