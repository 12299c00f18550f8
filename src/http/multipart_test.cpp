#include "http/multipart.h"

#include <gtest/gtest.h>

namespace vestnik::http {

TEST(Multipart, a_form_with_a_file_is_taken_apart) {
  const auto boundary = multipart_boundary("multipart/form-data; boundary=\"xx yy\"");
  ASSERT_EQ(boundary.value_or(""), "xx yy");
  const auto parts = parse_multipart(
      "--xx yy\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\nМост\r\n"
      "--xx yy\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".jpg\"\r\nContent-Type: "
      "image/jpeg\r\n\r\n"
      "\xFF\xD8\r\n\r\n--xx\r\n--xx yy--\r\n",
      *boundary);
  ASSERT_TRUE(parts.has_value());
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].bytes, "Мост");
  EXPECT_EQ((*parts)[1].file_name, "a \"b\".jpg");
  EXPECT_EQ((*parts)[1].bytes, "\xFF\xD8\r\n\r\n--xx");
}

TEST(Multipart, whatever_is_cut_short_is_refused) {
  const std::string whole = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--b--";
  ASSERT_TRUE(parse_multipart(whole, "b").has_value());
  for (std::size_t length = 0; length < whole.size() - 1; ++length) {
    EXPECT_FALSE(parse_multipart(std::string_view(whole).substr(0, length), "b").has_value()) << length;
  }
  EXPECT_FALSE(parse_multipart("--b\r\nX: y\r\n\r\nvalue\r\n--b--", "b").has_value());
  EXPECT_FALSE(multipart_boundary("application/json").has_value());
  EXPECT_FALSE(multipart_boundary("multipart/form-data").has_value());
}

}  // namespace vestnik::http
