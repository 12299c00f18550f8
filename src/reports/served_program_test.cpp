// What a site may serve at /report/, and what `vestnik report check` says of it.
#include "reports/served_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "base/embedded.h"
#include "reports/page.h"
#include "reports/program.h"

namespace vestnik::reports {
namespace {

using ::testing::HasSubstr;

const std::string site = "https://paper.example";

// A site that serves this very program; `change` is what somebody else makes of its page.
Fetch a_site(std::function<void(Served&)> change = {}) {
  return [change = std::move(change)](const std::string& address, const std::string&) -> Result<Served> {
    const std::string path = address.substr(site.size());
    Served served{.status = 200, .fields = {}, .body = {}};
    if (path == "/report/program.sha256") {
      served.body = program_list();
      return served;
    }
    for (const embedded::File& file : embedded::report()) {
      if (path != "/report/" + std::string(file.path)) continue;
      served.body = file.bytes;
      return served;
    }
    const http::Response page = report_page({.language = path.ends_with("bg") ? "bg" : "en",
                                             .site_name = "Вестник „Проба“ & <син>",
                                             .fingerprint = "0a1b 2c3d",
                                             .kept_days = "30"});
    for (const http::Buffer& part : page.body) served.body += part.bytes;
    served.fields["content-security-policy"] = page_policy();
    if (change) change(served);
    return served;
  };
}

std::vector<std::string> differences(const Fetch& fetch) {
  const auto found = compare_served_program(site + "/", fetch);
  EXPECT_TRUE(found) << found.error().message();
  return found.value_or(std::vector<std::string>());
}

void put_before(Served& page, std::string_view place, std::string_view text) {
  const std::size_t at = page.body.find(place);
  ASSERT_NE(at, std::string::npos) << place;
  page.body.insert(at, text);
}

constexpr std::size_t pages = 6;  // two languages, three codings

TEST(ServedProgram, its_own_page_is_the_same_whatever_the_paper_is_called) {
  EXPECT_THAT(differences(a_site()), ::testing::IsEmpty());
}

TEST(ServedProgram, whatever_is_put_into_the_page_is_told) {
  for (const std::string_view text :
       {"<script src=\"/x.js\"></script>", "<SCRIPT src=\"/x.js\"></SCRIPT>", "<script\n>x()</script>",
        "<meta http-equiv=\"refresh\" content=\"0;url=https://other.example/\">",
        "<base href=\"https://other.example/\">", "<iframe src=\"/x\"></iframe>", "<object data=\"/x\"></object>",
        "<embed src=\"/x\">", "<link rel=\"import\" href=\"/x\">", "<img src=\"/x\" onerror=\"x()\">", " "}) {
    for (const std::string_view place :
         {"<!doctype", "<link rel=\"icon\"", "</title>", "</a></p>", "</form>", "</body>"}) {
      const auto found = differences(a_site([&](Served& page) { put_before(page, place, text); }));
      // Blanks in the paper's own name are its own affair.
      const bool own = text == " " && (place == "</title>" || place == "</a></p>");
      EXPECT_EQ(found.size(), own ? 0 : pages) << place << " " << text;
    }
    const auto behind = differences(a_site([&](Served& page) { page.body += text; }));
    EXPECT_EQ(behind.size(), pages) << text;
  }
}

TEST(ServedProgram, an_element_that_is_changed_is_told) {
  for (const std::string_view place : {" class=\"on-report\"", " method=\"post\"", " integrity=\"sha256-"}) {
    const auto found = differences(a_site([&](Served& page) { put_before(page, place, " onclick=\"x()\""); }));
    ASSERT_EQ(found.size(), pages) << place;
    EXPECT_THAT(found.front(), HasSubstr("onclick"));
  }
  const auto cut_off = differences(a_site([](Served& page) { page.body.resize(page.body.size() / 2); }));
  EXPECT_EQ(cut_off.size(), pages);
}

TEST(ServedProgram, a_field_that_leads_elsewhere_is_told) {
  const auto refreshed =
      differences(a_site([](Served& page) { page.fields["refresh"] = "0; url=https://other.example/"; }));
  ASSERT_EQ(refreshed.size(), pages);
  EXPECT_THAT(refreshed.front(), HasSubstr("https://other.example/"));
  EXPECT_EQ(differences(a_site([](Served& page) { page.fields["link"] = "</x.css>; rel=stylesheet"; })).size(), pages);
  EXPECT_EQ(differences(a_site([](Served& page) { page.fields.clear(); })).size(), pages);
}

TEST(ServedProgram, a_file_that_is_another_one_is_told) {
  const Fetch honest = a_site();
  const auto found = differences([&](const std::string& address, const std::string& coding) {
    auto served = honest(address, coding);
    if (address.ends_with(program_address) && coding == "br") served->body += " ";
    return served;
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found.front(), HasSubstr("/report/report.js (br)"));
}

}  // namespace
}  // namespace vestnik::reports
