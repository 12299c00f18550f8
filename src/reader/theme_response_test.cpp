#include "reader/theme_response.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "pages/views.h"

namespace vestnik::reader {
namespace {

using testing::HasSubstr;

std::optional<http::Response> ask(std::string_view path) {
  http::Request request;
  request.method = http::Method::get;
  request.target = request.path = path;
  return theme_response(request);
}

std::string field_of(const http::Response& response, std::string_view name) {
  const auto found =
      std::ranges::find(response.fields, name, [](const auto& field) -> std::string_view { return field.first; });
  return found == response.fields.end() ? std::string() : found->second;
}

TEST(ThemeResponse, a_file_that_is_named_by_what_is_in_it_is_kept_for_good) {
  const auto style = ask(pages::theme_path("style.css"));
  ASSERT_TRUE(style);
  EXPECT_EQ(style->status, 200U);
  EXPECT_THAT(field_of(*style, "Content-Type"), HasSubstr("text/css"));
  EXPECT_THAT(field_of(*style, "Cache-Control"), HasSubstr("immutable"));
  EXPECT_GT(style->length(), 0U);
}

TEST(ThemeResponse, a_text_is_sent_compressed_to_who_takes_it) {
  http::Request request;
  request.method = http::Method::get;
  request.target = request.path = pages::theme_path("style.css");
  const auto plain = theme_response(request);
  request.fields.push_back({"Accept-Encoding", "gzip, br"});
  const auto packed = theme_response(request);
  ASSERT_TRUE(plain && packed);
  EXPECT_EQ(field_of(*plain, "Content-Encoding"), "");
  EXPECT_EQ(field_of(*packed, "Content-Encoding"), "gzip");
  EXPECT_LT(packed->length() * 2, plain->length());
  for (const auto& answer : {plain, packed}) EXPECT_EQ(field_of(*answer, "Vary"), "Accept-Encoding");
}

TEST(ThemeResponse, the_sites_sign_is_where_it_is_looked_for_without_being_told) {
  for (const std::string_view path : {"/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"}) {
    const auto sign = ask(path);
    ASSERT_TRUE(sign) << path;
    EXPECT_EQ(field_of(*sign, "Content-Type"), "image/png") << path;
    EXPECT_EQ(field_of(*sign, "Cache-Control"), "public, max-age=86400") << path;
    EXPECT_GT(sign->length(), 0U) << path;
  }
}

TEST(ThemeResponse, other_addresses_are_not_the_themes) {
  for (const std::string_view path : {"/", "/svyat/", "/assets/", "/assets/nothing.css", "/media/x"}) {
    EXPECT_FALSE(ask(path)) << path;
  }
}

}  // namespace
}  // namespace vestnik::reader
