#include "store/tokens.h"

#include <gmock/gmock.h>

#include "store/testing_both.h"

namespace vestnik::store {
namespace {

class Tokens : public OnBoth {};
ON_BOTH(Tokens);

TEST_P(Tokens, open_the_door_for_their_role) {
  auto token = write([](Session& session) { return add_token(session, "editor", "за теста", test_time); });
  EXPECT_THAT(token, testing::StartsWith("vst_"));
  auto found = read([&](Session& session) { return find_token(session, token, test_time); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->role, "editor");
  EXPECT_EQ(found->name, "за теста");
  EXPECT_FALSE(read([&](Session& session) { return find_token(session, token + "x", test_time); }));
  EXPECT_FALSE(read([&](Session& session) { return find_token(session, "", test_time); }));
}

TEST_P(Tokens, are_stored_so_that_who_reads_the_database_cannot_use_them) {
  auto token = write([](Session& session) { return add_token(session, "chief", "x", test_time); });
  read([&](Session& session) {
    session.query("SELECT name, role, digest FROM tokens", "ttt", {}, [&](const Row& row) {
      for (std::size_t column = 0; column < 3; ++column) {
        EXPECT_EQ(row.string(column).find(token.substr(4)), std::string::npos);
      }
      EXPECT_FALSE(find_token(session, row.string(2), test_time));
      return true;
    });
  });
}

TEST_P(Tokens, are_never_alike) {
  auto both = write([](Session& session) {
    return std::pair(add_token(session, "media", "x", test_time), add_token(session, "media", "x", test_time));
  });
  EXPECT_NE(both.first, both.second);
}

TEST_P(Tokens, have_a_role_that_there_is) {
  auto done = store().write([](Session& session) { return add_token(session, "root", "x", test_time); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace vestnik::store
