#include "base/messages.h"

#include <gmock/gmock.h>

namespace vestnik {
namespace {

TEST(Messages, are_in_the_language_of_the_site) {
  EXPECT_EQ(translate("bg", "Advertisement"), "Реклама");
  EXPECT_EQ(translate("en", "Advertisement"), "Advertisement");
}

TEST(Messages, a_region_does_not_matter) {
  EXPECT_EQ(translate("bg-BG", "Keep reading"), "Продължете да четете");
}

TEST(Messages, a_language_without_a_catalogue_is_shown_in_english) {
  EXPECT_EQ(translate("tlh", "Keep reading"), "Keep reading");
  EXPECT_EQ(translate("", "Keep reading"), "Keep reading");
  EXPECT_EQ(translate("bg", "no such message"), "no such message");
}

TEST(Messages, placeholders_are_filled_where_the_language_wants_them) {
  EXPECT_EQ(translate("en", "More from {section}", {{"section", "World"}}), "More from World");
  EXPECT_EQ(translate("bg", "More from {section}", {{"section", "Свят"}}), "Още от рубриката");
}

TEST(Messages, a_value_that_looks_like_a_placeholder_stays_text) {
  EXPECT_EQ(translate("en", "More from {section}", {{"section", "{section}"}}), "More from {section}");
  EXPECT_EQ(translate("en", "{", {{"section", "x"}}), "{");
}

TEST(Messages, counts_take_the_plural_form_of_the_language) {
  EXPECT_EQ(translate_count("bg", "{count} comment", "{count} comments", 1), "1 коментар");
  EXPECT_EQ(translate_count("bg", "{count} comment", "{count} comments", 21), "21 коментара");
  EXPECT_EQ(translate_count("en", "{count} comment", "{count} comments", 1), "1 comment");
  EXPECT_EQ(translate_count("xx", "{count} comment", "{count} comments", 0), "0 comments");
}

TEST(Messages, both_languages_of_the_interface_are_there) {
  EXPECT_THAT(interface_languages(), testing::ElementsAre("bg", "en"));
}

}  // namespace
}  // namespace vestnik
