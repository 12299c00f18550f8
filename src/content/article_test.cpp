#include "content/article.h"

#include <gtest/gtest.h>

namespace vestnik::content {

TEST(Article, every_kind_and_state_has_a_name_that_leads_back) {
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(kind_of(name_of(static_cast<Kind>(i))), static_cast<Kind>(i));
    EXPECT_EQ(state_of(name_of(static_cast<State>(i))), static_cast<State>(i));
  }
  EXPECT_FALSE(kind_of("novel"));
  EXPECT_FALSE(state_of(""));
}

TEST(Article, its_address_is_its_section_and_slug_unless_it_brought_one) {
  Article article;
  article.slug = "novina";
  EXPECT_EQ(address_of(article, "svyat"), "/svyat/novina/");
  EXPECT_EQ(address_of(article, ""), "/novina/");
  article.permalink = "/2023/10/x/";
  EXPECT_EQ(address_of(article, "svyat"), "/2023/10/x/");
}

TEST(Route, spellings_of_one_path_meet) {
  EXPECT_EQ(route_key("/Svyat//Новина/"), "/svyat/новина");
  EXPECT_EQ(route_key("/svyat/%D0%9D%D0%BE%D0%B2%D0%B8%D0%BD%D0%B0"), "/svyat/новина");
  EXPECT_EQ(route_key("svyat/новина///"), "/svyat/новина");
  EXPECT_EQ(route_key("/svyat/novina-2_a.html/"), "/svyat/novina-2_a.html");
  EXPECT_EQ(route_key("/svyat//novina/"), "/svyat/novina");
  EXPECT_EQ(route_key("svyat/novina"), "/svyat/novina");
  EXPECT_EQ(route_key("//"), "/");
  EXPECT_EQ(route_key("/"), "/");
  EXPECT_EQ(route_key(""), "/");
}

TEST(Route, a_path_is_decoded_once) {
  EXPECT_EQ(route_key("/a%2541"), "/a%41");
  EXPECT_EQ(route_key("/100%"), "/100%");
  EXPECT_EQ(route_key("/a%3Fp=1"), "/a%3fp=1");
}

TEST(Route, a_query_stays_as_it_is) {
  EXPECT_EQ(route_key("/?p=12"), "/?p=12");
  EXPECT_EQ(route_key("/Index.php?P=12"), "/index.php?P=12");
}

TEST(Route, what_is_not_utf8_is_replaced) {
  EXPECT_EQ(route_key("/%FFa"), "/\uFFFDa");
}

}  // namespace vestnik::content
