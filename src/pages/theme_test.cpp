#include "pages/theme.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <regex>

#include "base/embedded.h"
#include "base/files.h"
#include "base/messages.h"
#include "pages/views.h"

namespace vestnik::pages {
namespace {

// As sent, compressed: what a phone has to fetch before it shows anything, and what makes it pleasanter then.
constexpr std::size_t style_bytes = 8'000;
constexpr std::size_t script_bytes = 3'000, live_script_bytes = 1'500;
constexpr std::size_t font_bytes = 30'000;
constexpr std::size_t first_view_bytes = 75'000;  // of the faces that every page is read in

TEST(Theme, files_are_found_under_names_that_change_with_their_bytes) {
  const ThemeFile* style = find_theme_file(theme_path("style.css"));
  ASSERT_NE(style, nullptr);
  EXPECT_THAT(std::string(style->path), testing::MatchesRegex("/assets/style\\.[0-9a-f]+\\.css"));
  EXPECT_EQ(style->mime, "text/css; charset=utf-8");
  EXPECT_EQ(find_theme_file("/assets/style.css"), nullptr);
  EXPECT_EQ(find_theme_file("/assets/../templates/head.html"), nullptr);
  EXPECT_TRUE(theme_path("no such file").empty());
}

TEST(Theme, stays_small) {
  for (const std::string_view name : {"style.css", "site.js", "live.js", "icon.svg"}) {
    const ThemeFile& file = *find_theme_file(theme_path(name));
    EXPECT_GT(file.gzip.size(), 0U) << name << " is sent as it is";
    EXPECT_LT(file.gzip.size(), file.bytes.size()) << name;
  }
  EXPECT_LE(find_theme_file(theme_path("style.css"))->gzip.size(), style_bytes);
  EXPECT_LE(find_theme_file(theme_path("site.js"))->gzip.size(), script_bytes);
  EXPECT_LE(find_theme_file(theme_path("live.js"))->gzip.size(), live_script_bytes);
  for (const std::string_view name :
       {"headline.woff2", "serif.woff2", "serif-bold.woff2", "serif-italic.woff2", "sans.woff2"}) {
    ASSERT_FALSE(theme_path(name).empty());
    EXPECT_LE(find_theme_file(theme_path(name))->bytes.size(), font_bytes) << name;
    const std::string more = std::string(name.substr(0, name.find('.'))) + "-more.woff2";
    EXPECT_FALSE(theme_path(more).empty()) << more;
  }
}

TEST(Theme, the_first_view_asks_for_the_style_sheet_and_few_faces_at_once) {
  Chrome chrome;
  chrome.language = "bg";
  const std::string page = render_error(chrome, ErrorView{});
  const std::regex preload("<link rel=\"preload\" href=\"([^\"]*)\" as=\"font\"");
  std::size_t bytes = 0, count = 0, first = std::string::npos;
  for (auto at = std::sregex_iterator(page.begin(), page.end(), preload); at != std::sregex_iterator(); ++at) {
    const ThemeFile* face = find_theme_file((*at)[1].str());
    ASSERT_NE(face, nullptr) << (*at)[1];
    bytes += face->bytes.size();
    first = std::min(first, static_cast<std::size_t>(at->position()));
    ++count;
  }
  EXPECT_EQ(count, 3U);
  EXPECT_LE(bytes, first_view_bytes);
  EXPECT_LT(page.find("<link rel=\"stylesheet\""), first) << "nothing is drawn before the style sheet is there";
}

TEST(Theme, the_script_is_sent_without_what_only_people_read) {
  const std::string_view script = find_theme_file(theme_path("site.js"))->bytes;
  EXPECT_TRUE(script.starts_with("\"use strict\";\n")) << script.substr(0, 80);
  EXPECT_FALSE(script.contains("\n//")) << "a comment";
  EXPECT_FALSE(script.contains("\n\n") || script.contains("\n ")) << "white space";
  EXPECT_TRUE(script.ends_with("});\n"));
}

TEST(Theme, the_style_sheet_is_whole_and_names_files_that_are_there) {
  const std::string style(find_theme_file(theme_path("style.css"))->bytes);
  EXPECT_EQ(style.find("@import"), std::string::npos);
  EXPECT_EQ(style.find("/*"), std::string::npos);
  EXPECT_EQ(std::ranges::count(style, '{'), std::ranges::count(style, '}'));
  const std::regex reference("url\\(\"([^\"]*)\"\\)");
  int count = 0;
  for (auto at = std::sregex_iterator(style.begin(), style.end(), reference); at != std::sregex_iterator(); ++at) {
    EXPECT_NE(find_theme_file((*at)[1].str()), nullptr) << (*at)[1];
    ++count;
  }
  EXPECT_EQ(count, 10);
  // One part of each file that style.css imports.
  for (const std::string_view rule : {".masthead{", ".card{", ".zones{", ".front{", ".story{", ".body{", ".author-box{",
                                      ".pager{", ".imprint{", "@media print"}) {
    EXPECT_NE(style.find(rule), std::string::npos) << rule;
  }
}

TEST(Theme, every_template_escapes_even_where_nobody_asked) {
  Sheet sheet("test");
  sheet.SetFilename("breadcrumbs.html");
  Sheet& crumb = *sheet.AddSectionDictionary("CRUMB");
  crumb.SetValue("LABEL", "<b>&");
  crumb.SetValue("PATH", "javascript:alert(1)");
  const std::string html = print("en", "breadcrumbs.html", sheet);
  EXPECT_THAT(html, testing::HasSubstr("&lt;b&gt;&amp;"));
  EXPECT_THAT(html, testing::Not(testing::HasSubstr("javascript")));
}

std::vector<std::string> found_in(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> messages;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern); at != std::sregex_iterator(); ++at) {
    messages.push_back((*at)[1].str());
  }
  return messages;
}

TEST(Messages, every_one_that_templates_and_program_use_is_translated) {
  std::vector<std::string> used;
  for (const embedded::File& file : embedded::theme()) {
    if (!file.path.starts_with("templates/")) continue;
    std::ranges::copy(found_in(std::string(file.bytes), std::regex("\\[\\[([^\\]]+)\\]\\]")), std::back_inserter(used));
  }
  const std::regex call("translate(?:_count)?\\([^\";]*\"((?:[^\"\\\\]|\\\\.)*)\"");
  for (const auto& file : std::filesystem::recursive_directory_iterator(VESTNIK_SOURCE_DIR "/src")) {
    const std::string name = file.path().filename();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
    const std::string source = *read_file(file.path());
    if (source.find("\"base/messages.h\"") == std::string::npos) continue;
    std::ranges::copy(found_in(source, call), std::back_inserter(used));
  }
  EXPECT_GT(used.size(), 50U);
  for (const std::string& message : used) EXPECT_NE(translate("bg", message.c_str()), message);
}

}  // namespace
}  // namespace vestnik::pages
