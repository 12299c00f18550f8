#include "newsroom/application.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace vestnik::newsroom {
namespace {

using testing::HasSubstr;

http::Request asking(std::string path, http::Method method = http::Method::get) {
  http::Request request;
  request.method = method;
  request.path = std::move(path);
  return request;
}

std::string field(const http::Response& response, std::string_view name) {
  const auto found = std::ranges::find(response.fields, name, [](const auto& each) { return each.first; });
  return found == response.fields.end() ? "" : found->second;
}

std::string text(const http::Response& response) {
  std::string all;
  for (const http::Buffer& part : response.body) all += part.bytes;
  return all;
}

TEST(Application, every_address_of_it_gives_its_page) {
  const auto home = application_response(asking("/newsroom/"));
  ASSERT_TRUE(home);
  EXPECT_EQ(home->status, 200U);
  EXPECT_THAT(text(*home), HasSubstr("<div id=\"app\">"));
  EXPECT_EQ(text(*application_response(asking("/newsroom/articles/12"))), text(*home));
  EXPECT_EQ(application_response(asking("/newsroom"))->status, 301U);
  EXPECT_FALSE(application_response(asking("/newsroomy/")));
  EXPECT_FALSE(application_response(asking("/")));
}

TEST(Application, its_page_lets_no_foreign_script_run_and_nobody_frame_it) {
  const std::string policy = field(*application_response(asking("/newsroom/")), "Content-Security-Policy");
  for (const char* rule : {"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval';", "frame-ancestors 'none'",
                           "base-uri 'none'", "require-trusted-types-for 'script'"}) {
    EXPECT_THAT(policy, HasSubstr(rule));
  }
  EXPECT_THAT(policy, testing::Not(HasSubstr("'unsafe-")));
}

TEST(Application, its_script_is_a_file_that_is_kept_for_ever) {
  const std::string page = text(*application_response(asking("/newsroom/")));
  const std::size_t at = page.find("/newsroom/assets/");
  ASSERT_NE(at, std::string::npos);
  const auto script = application_response(asking(page.substr(at, page.find('"', at) - at)));
  ASSERT_EQ(script->status, 200U);
  EXPECT_THAT(field(*script, "Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(field(*script, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(application_response(asking("/newsroom/assets/none.js"))->status, 404U);
  EXPECT_EQ(application_response(asking("/newsroom/", http::Method::post))->status, 405U);
}

}  // namespace
}  // namespace vestnik::newsroom
