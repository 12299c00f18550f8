#include "pages/query_value.h"

#include <gtest/gtest.h>

namespace vestnik::pages {
namespace {

TEST(QueryValue, keeps_what_means_nothing_in_a_query_and_encodes_the_rest) {
  EXPECT_EQ(query_value("Az-09._~"), "Az-09._~");
  EXPECT_EQ(query_value("a b+c&d=e?f#g"), "a%20b%2Bc%26d%3De%3Ff%23g");
  EXPECT_EQ(query_value("Мост"), "%D0%9C%D0%BE%D1%81%D1%82");
  EXPECT_EQ(query_value("https://a/b"), "https%3A%2F%2Fa%2Fb");
  EXPECT_EQ(query_value("https://a/b", "/"), "https%3A//a/b");
}

}  // namespace
}  // namespace vestnik::pages
