#include "accounts/attempts.h"

#include <gtest/gtest.h>

#include "accounts/limits.h"
#include "store/testing.h"

namespace vestnik::accounts {
namespace {

using namespace std::chrono_literals;

constexpr Time now = store::test_time;
constexpr const char *here = "192.0.2.1", *there = "198.51.100.7";

int admitted(Attempts& attempts, const std::string& email, const std::string& address, Time at = now) {
  int count = 0;
  while (count < 1'000 && attempts.admit(email, address, at) == 0s) ++count;
  return count;
}

TEST(Attempts, are_few_for_one_account_and_then_one_every_half_minute) {
  Attempts attempts;
  EXPECT_EQ(admitted(attempts, "ana@example.com", here), limits::attempts_of_account);
  EXPECT_EQ(attempts.admit("ana@example.com", there, now), 30s);
  EXPECT_EQ(attempts.admit("ana@example.com", there, now + 10s), 20s);
  EXPECT_EQ(admitted(attempts, "ana@example.com", there, now + 30s), 1);
  EXPECT_EQ(admitted(attempts, "boris@example.com", there), limits::attempts_of_account);
}

TEST(Attempts, are_not_many_from_one_address_whatever_they_name) {
  Attempts attempts;
  int count = 0;
  while (count < 1'000 && attempts.admit(std::to_string(count) + "@example.com", here, now) == 0s) ++count;
  EXPECT_EQ(count, limits::attempts_of_address);
  EXPECT_EQ(attempts.admit("ana@example.com", there, now), 0s);
}

TEST(Attempts, of_one_network_of_version_six_count_together) {
  Attempts attempts;
  int count = 0;
  while (count < 1'000 &&
         attempts.admit(std::to_string(count) + "@example.com", "2001:db8:1:2::" + std::to_string(count), now) == 0s) {
    ++count;
  }
  EXPECT_EQ(count, limits::attempts_of_address);
}

TEST(Attempts, of_strangers_do_not_lock_out_who_signed_in_from_here_before) {
  Attempts attempts;
  ASSERT_EQ(attempts.admit("ana@example.com", here, now), 0s);
  attempts.succeeded("ana@example.com", here, now);
  EXPECT_EQ(admitted(attempts, "ana@example.com", there), limits::attempts_of_account);
  EXPECT_EQ(attempts.admit("ana@example.com", here, now), 0s);
  // Nor may somebody there guess for ever.
  EXPECT_EQ(admitted(attempts, "ana@example.com", here), limits::attempts_of_account - 1);
}

TEST(Attempts, that_succeed_do_not_count) {
  Attempts attempts;
  for (int time = 0; time < 200; ++time) {
    ASSERT_EQ(attempts.admit("ana@example.com", here, now), 0s);
    attempts.succeeded("ana@example.com", here, now);
  }
}

TEST(Attempts, of_a_whole_world_take_bounded_memory) {
  Attempts attempts;
  for (std::size_t each = 0; each < limits::counted_attempts + 1'000; ++each) {
    attempts.admit(std::to_string(each), "", now);
  }
  EXPECT_LE(attempts.counted(), limits::counted_attempts);
}

}  // namespace
}  // namespace vestnik::accounts
