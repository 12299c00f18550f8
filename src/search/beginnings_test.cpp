#include "search/beginnings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vestnik::search {
namespace {

using testing::IsEmpty;
using testing::UnorderedElementsAre;

class BeginningsTest : public testing::Test {
 protected:
  void add(const std::string& term, int often) {
    for (int each = 0; each < often; ++each) {
      Xapian::Document document;
      document.add_boolean_term(term);
      database_.add_document(document);
    }
  }
  std::vector<std::string> of(const std::string& beginning) { return beginnings_.of(database_, beginning).terms; }

  Xapian::WritableDatabase database_{"", Xapian::DB_BACKEND_INMEMORY};
  std::chrono::steady_clock::time_point now_{};
  Beginnings beginnings_{3, [this] { return now_; }};
};

}  // namespace

TEST_F(BeginningsTest, the_most_frequent_words_are_found_and_others_are_not) {
  add("wмост", 5);
  add("wмоста", 2);
  add("wмор", 7);
  add("wмотор", 1);
  add("wнов", 9);
  EXPECT_THAT(of("wмо"), UnorderedElementsAre("wмост", "wмор", "wмоста"));
  EXPECT_THAT(of("wн"), UnorderedElementsAre("wнов"));
  EXPECT_THAT(of("wя"), IsEmpty());
  EXPECT_EQ(beginnings_.of(database_, "wмо").often, 14U);
  EXPECT_EQ(beginnings_.of(database_, "wмо").often, 14U) << "also where it is remembered";
  EXPECT_FALSE(beginnings_.of(database_, "wмо").all);
  EXPECT_EQ(beginnings_.of(database_, "wн").often, 9U);
  EXPECT_TRUE(beginnings_.of(database_, "wн").all);
}

TEST_F(BeginningsTest, a_new_word_is_there_at_once_where_there_are_few) {
  add("wмост", 5);
  EXPECT_THAT(of("wмо"), UnorderedElementsAre("wмост"));
  add("wмотор", 1);
  EXPECT_THAT(of("wмо"), UnorderedElementsAre("wмост", "wмотор"));
}

TEST_F(BeginningsTest, where_there_are_many_they_are_looked_for_anew_after_a_minute) {
  for (const char* term : {"wмост", "wмоста", "wмор", "wмотор"}) add(term, 2);
  const std::vector<std::string> before = of("wмо");
  EXPECT_EQ(before.size(), 3U);
  add("wмода", 9);
  EXPECT_EQ(of("wмо"), before);
  now_ += std::chrono::seconds(61);
  EXPECT_THAT(of("wмо"), testing::Contains("wмода"));
}

TEST_F(BeginningsTest, what_is_remembered_is_bounded) {
  for (int number = 0; number < 5'000; ++number) {
    for (const char* end : {"a", "b", "c", "d"}) add("w" + std::to_string(10'000 + number) + end, 1);
  }
  for (int number = 0; number < 5'000; ++number) EXPECT_EQ(of("w" + std::to_string(10'000 + number)).size(), 3U);
  EXPECT_EQ(of("w10000").size(), 3U);
}

}  // namespace vestnik::search
