#include "reader/comment_threads.h"

#include <gtest/gtest.h>

namespace vestnik::reader {
namespace {

content::Comment a_comment(std::int64_t id, std::int64_t parent) {
  content::Comment comment;
  comment.id = CommentId{id};
  comment.parent = CommentId{parent};
  comment.name = std::to_string(id);
  return comment;
}

// "1(2(3)4)5": who answers whom.
std::string shape_of(const std::vector<pages::CommentView>& threads) {
  std::string shape;
  for (const pages::CommentView& each : threads) {
    shape += each.name;
    if (!each.replies.empty()) shape += "(" + shape_of(each.replies) + ")";
    shape += " ";
  }
  if (!shape.empty()) shape.pop_back();
  return shape;
}

std::size_t count(const std::vector<pages::CommentView>& threads) {
  std::size_t sum = threads.size();
  for (const pages::CommentView& each : threads) sum += count(each.replies);
  return sum;
}

}  // namespace

TEST(CommentThreads, answers_stand_under_what_they_answer_in_their_order) {
  EXPECT_EQ(shape_of(threads_of({a_comment(1, 0), a_comment(2, 1), a_comment(3, 0), a_comment(4, 1), a_comment(5, 2)})),
            "1(2(5) 4) 3");
  EXPECT_EQ(shape_of(threads_of({})), "");
}

TEST(CommentThreads, an_answer_to_what_is_not_shown_stands_by_itself) {
  EXPECT_EQ(shape_of(threads_of({a_comment(1, 0), a_comment(2, 99), a_comment(3, 2)})), "1 2(3)");
}

TEST(CommentThreads, an_answer_that_is_dated_before_its_question_stands_under_it) {
  EXPECT_EQ(shape_of(threads_of({a_comment(2, 1), a_comment(1, 0)})), "1(2)");
}

TEST(CommentThreads, what_is_deeper_than_the_levels_follows_on_the_deepest) {
  std::vector<content::Comment> comments;
  for (std::int64_t id = 1; id <= 12; ++id) comments.push_back(a_comment(id, id - 1));
  comments.push_back(a_comment(13, 9));
  EXPECT_EQ(shape_of(threads_of(comments)), "1(2(3(4(5(6(7(8 9 10 11 12 13)))))))");
}

TEST(CommentThreads, nothing_is_lost_where_comments_answer_themselves_or_each_other) {
  EXPECT_EQ(shape_of(threads_of({a_comment(1, 1), a_comment(2, 3), a_comment(3, 2), a_comment(4, 0)})), "4 1 2(3)");
}

TEST(CommentThreads, twenty_thousand_comments_are_no_work) {
  constexpr std::int64_t many = 20'000;
  std::vector<content::Comment> flat, chain, one;
  for (std::int64_t id = 1; id <= many; ++id) {
    flat.push_back(a_comment(id, 0));
    chain.push_back(a_comment(id, id - 1));
    one.push_back(a_comment(id, id == 1 ? 0 : 1));
  }
  for (const auto& comments : {flat, chain, one}) EXPECT_EQ(count(threads_of(comments)), comments.size());
}

}  // namespace vestnik::reader
