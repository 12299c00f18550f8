// What words on a line, the environment and the file of settings come to together.
#include "commands/parse.h"

#include <gmock/gmock.h>

#include <fstream>

#include "base/digest.h"

namespace vestnik::commands {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Parse : public testing::Test {
 protected:
  Parse() { fs::create_directories(directory_ / "data"); }
  ~Parse() override { fs::remove_all(directory_); }

  void settings(const std::string& text, const std::string& file = "data/vestnik.toml") const {
    std::ofstream(directory_ / file) << text;
  }

  std::variant<Parsed, Stopped> parse(std::vector<std::string> arguments) const {
    return commands::parse({std::move(arguments), directory_, environment_});
  }
  InstallationOptions options_of(std::vector<std::string> arguments) const {
    auto parsed = parse(std::move(arguments));
    if (const auto* stopped = std::get_if<Stopped>(&parsed)) {
      ADD_FAILURE() << stopped->text;
      return {};
    }
    return std::get<Parsed>(parsed).options;
  }
  Stopped refusal_of(std::vector<std::string> arguments) const {
    auto parsed = parse(std::move(arguments));
    if (auto* stopped = std::get_if<Stopped>(&parsed)) return *stopped;
    ADD_FAILURE() << "was not refused";
    return {};
  }

  const fs::path directory_ = fs::temp_directory_path() / ("vestnik-parse-" + random_token(8));
  std::map<std::string, std::string> environment_;
};

TEST_F(Parse, the_line_wins_over_the_environment_and_that_over_the_file) {
  settings("store = \"postgresql://file\"\n");
  EXPECT_EQ(options_of({"check", "--data", "data"}).store_url, "postgresql://file");
  environment_["VESTNIK_STORE"] = "postgresql://environment";
  EXPECT_EQ(options_of({"check", "--data", "data"}).store_url, "postgresql://environment");
  EXPECT_EQ(options_of({"check", "--data", "data", "--store", "postgresql://line"}).store_url, "postgresql://line");
  EXPECT_EQ(options_of({"check", "--store=postgresql://line", "--data=data"}).store_url, "postgresql://line");
}

TEST_F(Parse, what_is_no_address_of_a_store_or_a_proxy_is_wrong_usage) {
  for (const char* option : {"--store", "--public-store"}) {
    const Stopped refused = refusal_of({"check", "--data", "data", option, "mysql://name:geheim@host/db"});
    EXPECT_EQ(refused.status, wrong_usage) << option;
    EXPECT_THAT(refused.text, HasSubstr("postgresql://"));
    EXPECT_THAT(refused.text, testing::Not(HasSubstr("geheim"))) << "the password is told";
  }
  const Stopped refused = refusal_of({"serve", "--data", "data", "--trusted-proxy", "nonsense"});
  EXPECT_EQ(refused.status, wrong_usage);
  EXPECT_THAT(refused.text, HasSubstr("nonsense"));
  options_of({"serve", "--data", "data", "--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "::1"});
}

TEST_F(Parse, a_folder_without_an_installation_is_none_wherever_the_store_is) {
  InstallationOptions options = options_of({"check", "--data", "data", "--store", "postgresql://host/db"});
  EXPECT_FALSE(Installation::is_at(options).value());
  fs::create_directories(options.data / "search");
  EXPECT_TRUE(Installation::is_at(options).value());
  options.store_url.clear();
  EXPECT_FALSE(Installation::is_at(options).value());
}

TEST_F(Parse, the_environment_names_the_folder_whose_settings_count) {
  settings("store = \"postgresql://file\"\n");
  environment_["VESTNIK_DATA"] = "data";
  EXPECT_EQ(options_of({"check"}).data, directory_ / "data");
  EXPECT_EQ(options_of({"check"}).store_url, "postgresql://file");
}

TEST_F(Parse, an_empty_variable_is_none) {
  environment_["VESTNIK_DATA"] = "";
  EXPECT_EQ(refusal_of({"check"}).status, wrong_usage);
}

TEST_F(Parse, an_unknown_option_is_refused_and_an_unknown_setting_is_not) {
  settings("threads = 2\nlisten = \"127.0.0.1:80\"\n");
  EXPECT_EQ(options_of({"check", "--data", "data"}).data, directory_ / "data");
  const Stopped refused = refusal_of({"serve", "--data", "data", "--lisen", "127.0.0.1:80"});
  EXPECT_EQ(refused.status, wrong_usage);
  EXPECT_THAT(refused.text, HasSubstr("--lisen"));
  EXPECT_EQ(refusal_of({"backup", "out", "further", "--data", "data"}).status, wrong_usage);
  EXPECT_EQ(refusal_of({"check", "--data", "data", "--threads", "2"}).status, wrong_usage);
}

TEST_F(Parse, a_setting_that_no_command_knows_is_refused) {
  for (const char* text : {"lisen = \"127.0.0.1:80\"\n", "this is not a setting\n",
                           "[serve]\nlisten = \"127.0.0.1:80\"\n", "public_store = \"postgresql://x\"\n"}) {
    settings(text);
    const Stopped refused = refusal_of({"check", "--data", "data"});
    EXPECT_EQ(refused.status, wrong_usage) << text;
    EXPECT_THAT(refused.text, HasSubstr("vestnik.toml: there is no such setting"));
  }
  settings(
      "# a comment\n\nlisten = \"127.0.0.1:80\"\ntrusted-proxy = [\"10.0.0.1\", \"10.0.0.2\"]\nkept-pages = 10\n"
      "public-store = \"\"\nwithout-media = true\nrole = \"chief\"\n");
  EXPECT_EQ(options_of({"check", "--data", "data"}).data, directory_ / "data");
}

TEST_F(Parse, a_wrong_value_of_a_setting_is_refused) {
  settings("threads = \"many\"\n");
  EXPECT_EQ(refusal_of({"serve", "--data", "data"}).status, wrong_usage);
}

TEST_F(Parse, a_folder_that_has_no_name_is_refused) {
  EXPECT_EQ(refusal_of({"check"}).status, wrong_usage);
  EXPECT_EQ(refusal_of({"check", "--data", ""}).status, wrong_usage);
  EXPECT_EQ(refusal_of({"check", "--data="}).status, wrong_usage);
}

TEST_F(Parse, an_import_fills_the_library_of_the_installation_whatever_folder_its_files_are_in) {
  for (const char* format : {"wordpress", "jsonl"}) {
    settings("media = \"library\"\n");
    EXPECT_EQ(options_of({"import", format, "file", "--data", "data"}).media, directory_ / "library");
    EXPECT_EQ(options_of({"import", format, "file", "--data", "data", "--media", "uploads"}).media,
              directory_ / "library");
    environment_["VESTNIK_MEDIA"] = "elsewhere";
    EXPECT_EQ(options_of({"import", format, "file", "--data", "data"}).media, directory_ / "elsewhere");
    environment_.clear();
    settings("");
    EXPECT_EQ(options_of({"import", format, "file", "--data", "data", "--media", "uploads"}).media, fs::path());
  }
  settings("media = \"library\"\n");
  EXPECT_EQ(options_of({"check", "--data", "data"}).media, directory_ / "library");
}

TEST_F(Parse, media_lie_in_a_folder_that_an_address_may_name) {
  EXPECT_EQ(options_of({"serve", "--data", "data", "--media", "file:///srv/media"}).media, fs::path("/srv/media"));
  EXPECT_EQ(options_of({"serve", "--data", "data", "--media", "/srv/media"}).media, fs::path("/srv/media"));
  EXPECT_EQ(options_of({"serve", "--data", "data", "--media", "media"}).media, directory_ / "media");
  const Stopped refused = refusal_of({"serve", "--data", "data", "--media", "s3://bucket"});
  EXPECT_EQ(refused.status, wrong_usage);
  EXPECT_THAT(refused.text, HasSubstr("s3://bucket"));
}

TEST_F(Parse, a_file_of_settings_is_named_relative_to_where_one_stands) {
  settings("store = \"postgresql://other\"\n", "other.toml");
  EXPECT_EQ(options_of({"check", "--data", "data", "--config", "other.toml"}).store_url, "postgresql://other");
  EXPECT_EQ(options_of({"check", "--data", "data", "--config=other.toml"}).store_url, "postgresql://other");
  EXPECT_EQ(refusal_of({"check", "--data", "data", "--config", "none.toml"}).status, wrong_usage);
  settings("media = \"library\"\n", "other.toml");
  EXPECT_EQ(options_of({"import", "jsonl", "file", "--data", "data", "--config", "other.toml"}).media,
            directory_ / "library");
}

TEST_F(Parse, half_a_command_is_answered_with_how_it_goes_on) {
  const Stopped refused = refusal_of({"user"});
  EXPECT_EQ(refused.status, wrong_usage);
  EXPECT_THAT(refused.text, HasSubstr("user add"));
  EXPECT_THAT(refusal_of({"impotr"}).text, HasSubstr("no such command: impotr"));
  EXPECT_EQ(refusal_of({}).status, wrong_usage);
}

TEST_F(Parse, help_and_version_are_no_failure) {
  EXPECT_EQ(refusal_of({"--help"}).status, done);
  EXPECT_EQ(refusal_of({"--version"}).status, done);
  EXPECT_EQ(refusal_of({"serve", "--help"}).status, done);
  EXPECT_EQ(refusal_of({"import", "wordpress", "--help"}).status, done);
  for (const char* group : {"import", "user", "token"}) {
    const Stopped told = refusal_of({group, "--help"});
    EXPECT_EQ(told.status, done) << group;
    EXPECT_THAT(told.text, HasSubstr(std::string("vestnik ") + group)) << group;
  }
  EXPECT_THAT(refusal_of({"import", "-h"}).text, HasSubstr("import jsonl"));
  EXPECT_EQ(refusal_of({"nothing", "--help"}).status, wrong_usage);
}

}  // namespace
}  // namespace vestnik::commands
