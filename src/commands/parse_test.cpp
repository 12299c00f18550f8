#include "commands/parse.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "base/digest.h"
#include "base/files.h"

namespace vestnik::commands {
namespace {

using testing::HasSubstr;

class Settings : public testing::Test {
 protected:
  Settings() { EXPECT_TRUE(make_folder(data())); }
  ~Settings() override {
    std::filesystem::remove_all(folder_);
    for (const char* name : {"VESTNIK_STORE", "VESTNIK_MEDIA", "VESTNIK_DATA"}) ::unsetenv(name);
  }

  std::filesystem::path data() const { return folder_ / "data"; }
  void file_says(std::string_view text) { EXPECT_TRUE(write_file(data() / "vestnik.toml", text)); }
  static void environment_says(const char* name, const char* value) { ::setenv(name, value, 1); }

  // With --data, but where it is among them.
  std::variant<Parsed, Stopped> parsed(std::vector<std::string> arguments) const {
    arguments.push_back("--data");
    arguments.push_back("data");
    return parse(arguments, folder_);
  }
  InstallationOptions options_of(const std::vector<std::string>& arguments) const {
    auto result = parsed(arguments);
    if (const auto* stopped = std::get_if<Stopped>(&result)) {
      ADD_FAILURE() << stopped->text;
      return {};
    }
    return std::get<Parsed>(result).options;
  }

 private:
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("vestnik-settings-" + random_token(8));
};

TEST_F(Settings, of_the_file_count_where_nothing_else_is_said) {
  file_says("store = \"postgresql://file/paper\"\nlisten = \"0.0.0.0:80\"\n");
  EXPECT_EQ(options_of({"serve"}).store_url, "postgresql://file/paper");
  EXPECT_EQ(options_of({"check"}).store_url, "postgresql://file/paper");
  EXPECT_EQ(options_of({"check"}).data, data());
}

TEST_F(Settings, of_the_environment_win_over_the_file) {
  file_says("store = \"postgresql://file/paper\"\n");
  environment_says("VESTNIK_STORE", "postgresql://environment/paper");
  EXPECT_EQ(options_of({"serve"}).store_url, "postgresql://environment/paper");
}

TEST_F(Settings, of_the_command_line_win_over_both) {
  file_says("store = \"postgresql://file/paper\"\n");
  environment_says("VESTNIK_STORE", "postgresql://environment/paper");
  EXPECT_EQ(options_of({"serve", "--store", "postgresql://line/paper"}).store_url, "postgresql://line/paper");
}

TEST_F(Settings, may_stand_in_a_file_of_another_name) {
  ASSERT_TRUE(write_file(data() / "other.toml", "store = \"postgresql://other/paper\"\n"));
  EXPECT_EQ(options_of({"serve", "--config", (data() / "other.toml").string()}).store_url, "postgresql://other/paper");
}

TEST_F(Settings, of_the_library_are_not_taken_for_what_an_import_brings) {
  file_says("media = \"/srv/media\"\n");
  EXPECT_EQ(options_of({"serve"}).media, "/srv/media");
  EXPECT_EQ(options_of({"import", "wordpress", "old.xml"}).media, "/srv/media");
  EXPECT_EQ(options_of({"import", "wordpress", "old.xml", "--media", "/old/uploads"}).media, "/srv/media");
  environment_says("VESTNIK_MEDIA", "/srv/other");
  EXPECT_EQ(options_of({"import", "jsonl", "all.jsonl", "--media", "/old/pictures"}).media, "/srv/other");
}

TEST(Words, that_are_no_command_are_told_with_where_the_commands_are) {
  const auto result = parse({"sreve"}, "/");
  ASSERT_TRUE(std::holds_alternative<Stopped>(result));
  EXPECT_EQ(std::get<Stopped>(result).status, wrong_usage);
  EXPECT_THAT(std::get<Stopped>(result).text, HasSubstr("no such command: sreve"));
  EXPECT_THAT(std::get<Stopped>(result).text, HasSubstr("vestnik --help"));
}

}  // namespace
}  // namespace vestnik::commands
