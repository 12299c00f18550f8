#include "media/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vestnik::media {
namespace {

using testing::ElementsAre;

std::string_view body_of(std::string_view message) {
  return message.substr(size_bytes);
}

TEST(Message, comes_back_as_it_was_written) {
  std::string picture("a\0b", 3);
  auto message = write_message({"read", "", picture});
  EXPECT_EQ(read_size(message), message.size() - size_bytes);
  auto fields = read_fields(body_of(message));
  ASSERT_TRUE(fields);
  EXPECT_THAT(*fields, ElementsAre("read", "", picture));
}

TEST(Message, cut_anywhere_inside_a_field_is_none) {
  auto message = write_message({"read", "bytes"});
  auto body = body_of(message);
  for (std::size_t size = 0; size < body.size(); ++size)
    if (size != size_bytes + 4) {
      EXPECT_FALSE(read_fields(body.substr(0, size))) << size;
    }
}

TEST(Message, whose_sizes_lie_is_none) {
  EXPECT_FALSE(read_fields("\xFF\xFF\xFF\xFFread"));
  EXPECT_FALSE(read_fields(std::string(size_bytes * (message_fields + 1), '\0')));
}

TEST(Answer, tells_the_failure_with_its_kind) {
  Error problem{ErrorKind::too_large, "the picture has too many pixels", {}, "make it smaller"};
  auto answer = read_answer(*read_fields(body_of(write_failure(problem))));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::too_large);
  EXPECT_EQ(answer.error().message(), "the picture has too many pixels (make it smaller)");
}

TEST(Answer, of_an_unknown_kind_means_an_unreadable_file) {
  auto answer = read_answer({"forbidden", "let me in"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace vestnik::media
