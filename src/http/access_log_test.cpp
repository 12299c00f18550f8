#include "http/access_log.h"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <boost/json.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "http/limits.h"

namespace vestnik::http {
namespace {

using namespace std::chrono_literals;

class AccessLogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "vestnik-access-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    file_ = folder_ / "access.log";
    auto log = AccessLog::open(file_, {"other", "article"});
    ASSERT_TRUE(log) << log.error().message();
    log_ = std::move(*log);
  }
  void TearDown() override {
    log_.reset();
    std::filesystem::remove_all(folder_);
  }
  static std::vector<boost::json::object> lines_of(const std::filesystem::path& file) {
    std::vector<boost::json::object> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) lines.push_back(boost::json::parse(line).as_object());
    return lines;
  }

  std::filesystem::path folder_, file_;
  std::unique_ptr<AccessLog> log_;
};

const AccessLog::Answered found{.status = 200, .bytes = 1'234, .took = 56us, .protocol = "2", .kind = 1};

TEST_F(AccessLogTest, an_answer_is_a_line_of_json) {
  log_->new_pen().write({Method::get, "example.com", "/news/a\\b/"}, found);
  ASSERT_TRUE(log_->flush());
  const auto lines = lines_of(file_);
  ASSERT_EQ(lines.size(), 1U);
  const auto& line = lines.front();
  EXPECT_THAT(std::string(line.at("time").as_string()), ::testing::MatchesRegex("....-..-..T..:..:..[.]...Z"));
  EXPECT_EQ(line.at("host"), "example.com");
  EXPECT_EQ(line.at("method"), "GET");
  EXPECT_EQ(line.at("path"), "/news/a\\b/");
  EXPECT_EQ(line.at("status"), 200);
  EXPECT_EQ(line.at("bytes"), 1'234);
  EXPECT_EQ(line.at("microseconds"), 56);
  EXPECT_EQ(line.at("protocol"), "2");
  EXPECT_EQ(line.at("kind"), "article");
}

TEST_F(AccessLogTest, a_path_that_is_a_secret_is_not_told) {
  log_->new_pen().write({Method::post, "example.com", ""}, found);
  ASSERT_TRUE(log_->flush());
  EXPECT_FALSE(lines_of(file_).at(0).contains("path"));
}

TEST_F(AccessLogTest, a_file_that_was_moved_away_is_opened_anew) {
  AccessLog::Pen& pen = log_->new_pen();
  pen.write({Method::get, "a", "/one"}, found);
  ASSERT_TRUE(log_->flush());
  std::filesystem::rename(file_, folder_ / "access.log.1");
  pen.write({Method::get, "a", "/two"}, found);
  ASSERT_TRUE(log_->flush());
  EXPECT_EQ(lines_of(folder_ / "access.log.1").at(0).at("path"), "/one");
  EXPECT_EQ(lines_of(file_).at(0).at("path"), "/two");
}

TEST_F(AccessLogTest, what_finds_no_room_is_counted_and_no_memory_grows) {
  // Nothing can be written, as on a full disk, so that the pen fills.
  std::filesystem::remove_all(folder_);
  AccessLog::Pen& pen = log_->new_pen();
  const std::string path(limits::access_log_path, 'x');
  const std::size_t count = 2 * limits::access_log_bytes / limits::access_log_path;
  for (std::size_t index = 0; index < count; ++index) pen.write({Method::get, "a", path}, found);
  EXPECT_FALSE(log_->flush());
  std::filesystem::create_directory(folder_);
  ASSERT_TRUE(log_->flush());
  const auto lines = lines_of(file_);
  ASSERT_FALSE(lines.empty());
  EXPECT_LT(std::filesystem::file_size(file_), limits::access_log_bytes + 4'096);
  EXPECT_EQ(lines.size() - 1 + lines.back().at("dropped").to_number<std::size_t>(), count);
}

// Files may not grow beyond `bytes` while it lives, as on a full disk.
class NoRoom {
 public:
  explicit NoRoom(std::uintmax_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit narrow{static_cast<rlim_t>(bytes), before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &narrow);
  }
  ~NoRoom() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }
  NoRoom(const NoRoom&) = delete;
  NoRoom& operator=(const NoRoom&) = delete;

 private:
  void (*signal_)(int);
  rlimit before_{};
};

TEST_F(AccessLogTest, what_a_full_disk_swallows_is_counted_and_no_later_line_is_torn) {
  AccessLog::Pen& pen = log_->new_pen();
  pen.write({Method::get, "a", "/one"}, found);
  ASSERT_TRUE(log_->flush());
  const std::uintmax_t size = std::filesystem::file_size(file_);
  {
    const NoRoom full(size + size / 2);
    for (int line = 0; line < 3; ++line) pen.write({Method::get, "a", "/lost"}, found);
    EXPECT_FALSE(log_->flush());
    EXPECT_FALSE(log_->flush()) << "there is still no room, for the line that tells of the others either";
  }
  pen.write({Method::get, "a", "/two"}, found);
  ASSERT_TRUE(log_->flush());
  std::ifstream in(file_);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(boost::json::parse(lines[0]).at("path"), "/one");
  EXPECT_EQ(lines[1].size(), size / 2) << "half of a line";
  // The log's own thread may have told of the lost ones first.
  const bool told_first = lines[2].find("dropped") != std::string::npos;
  EXPECT_EQ(boost::json::parse(lines[told_first ? 3 : 2]).at("path"), "/two");
  EXPECT_EQ(boost::json::parse(lines[told_first ? 2 : 3]).at("dropped"), 3);
}

TEST_F(AccessLogTest, threads_write_side_by_side) {
  std::vector<std::jthread> threads;
  for (int index = 0; index < 4; ++index) {
    threads.emplace_back([&pen = log_->new_pen()] {
      for (int line = 0; line < 500; ++line) pen.write({Method::get, "a", "/x"}, found);
    });
  }
  for (int look = 0; look < 20; ++look) ASSERT_TRUE(log_->flush());
  threads.clear();
  ASSERT_TRUE(log_->flush());
  EXPECT_EQ(lines_of(file_).size(), 2'000U);
}

TEST(AccessLog, a_file_that_cannot_be_opened_is_said) {
  const auto log = AccessLog::open("/nowhere/at/all.log", {});
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(log.error().input, "/nowhere/at/all.log");
}

}  // namespace
}  // namespace vestnik::http
