#include "reports/proof_of_work.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <bit>

#include "reports/bytes.h"
#include "reports/limits.h"
#include "store/testing.h"

namespace vestnik::reports {
namespace {

// As web/report/seal/work.ts does it.
std::string prove(const Challenge& challenge) {
  const std::string bytes = from_base64(challenge.text).value();
  for (std::uint64_t number = 0;; ++number) {
    const std::string guess = bytes + little_endian(number, 8);
    unsigned char hashed[16];
    EXPECT_EQ(
        crypto_pwhash(hashed, sizeof hashed, guess.data(), guess.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), 1, 1 << 20, crypto_pwhash_ALG_ARGON2ID13),
        0);
    const unsigned first = hashed[0] * 256U + hashed[1];
    if (static_cast<unsigned>(std::countl_zero(static_cast<std::uint16_t>(first))) >= challenge.bits) {
      return challenge.text + "." + std::to_string(number);
    }
  }
}

class Work : public testing::Test {
 protected:
  Time now_ = store::test_time;
  ProofOfWork work_{[this] { return now_; }};
};

TEST_F(Work, counts_once) {
  const std::string proof = prove(work_.challenge("192.0.2.1"));
  EXPECT_TRUE(work_.accept(proof, "192.0.2.1"));
  EXPECT_FALSE(work_.accept(proof, "192.0.2.1"));
}

TEST_F(Work, counts_for_half_an_hour) {
  const std::string proof = prove(work_.challenge("192.0.2.1"));
  now_ += std::chrono::minutes(32);
  EXPECT_FALSE(work_.accept(proof, "192.0.2.1"));
}

TEST_F(Work, is_refused_where_none_was_done) {
  const Challenge challenge = work_.challenge("192.0.2.1");
  for (const std::string& proof : {std::string(), challenge.text, challenge.text + ".", challenge.text + ".x",
                                   "A" + challenge.text.substr(1) + ".1", std::string("....")}) {
    EXPECT_EQ(work_.accept(proof, "192.0.2.1").error().kind, ErrorKind::forbidden) << proof;
  }
}

TEST_F(Work, that_was_not_done_leaves_nothing_behind_and_costs_its_address_alone) {
  // A number may be right by chance, seldom.
  int refused = 0;
  for (int count = 0; count < 16; ++count) {
    const Challenge challenge = work_.challenge("192.0.2.1");
    refused += work_.accept(challenge.text + ".0", "192.0.2.1") ? 0 : 1;
  }
  ASSERT_GT(refused, 0);
  EXPECT_EQ(work_.remembered().challenges, 16U - static_cast<std::size_t>(refused));
  EXPECT_EQ(work_.remembered().failing, 1U);
  EXPECT_GT(work_.challenge("192.0.2.1").bits, limits::report_work_bits);
  EXPECT_EQ(work_.challenge("192.0.2.2").bits, limits::report_work_bits);
  EXPECT_TRUE(work_.accept_plain("192.0.2.1")) << "nobody is kept from sending without JavaScript";
  now_ += std::chrono::hours(1);
  work_.forget();
  EXPECT_EQ(work_.remembered().failing, 0U);
}

TEST_F(Work, is_proved_after_a_wrong_number_too) {
  const Challenge challenge = work_.challenge("192.0.2.1");
  const std::string proof = prove(challenge);
  // One that was found first is the least that is right: all before it are wrong.
  if (!proof.ends_with(".0")) {
    EXPECT_FALSE(work_.accept(challenge.text + ".0", "192.0.2.1"));
  }
  EXPECT_TRUE(work_.accept(proof, "192.0.2.1"));
  EXPECT_FALSE(work_.accept(proof, "192.0.2.1"));
}

TEST_F(Work, is_forgotten_though_nobody_comes) {
  EXPECT_TRUE(work_.accept(prove(work_.challenge("192.0.2.1")), "192.0.2.1"));
  EXPECT_TRUE(work_.accept_plain("192.0.2.2"));
  EXPECT_EQ(work_.remembered().addresses, 2U);
  EXPECT_EQ(work_.remembered().challenges, 1U);
  now_ += std::chrono::minutes(59);
  work_.forget();
  EXPECT_EQ(work_.remembered().addresses, 2U);
  EXPECT_EQ(work_.remembered().challenges, 0U) << "it counts for half an hour";
  now_ += std::chrono::minutes(1);
  work_.forget();
  EXPECT_EQ(work_.remembered().addresses, 0U);
}

TEST_F(Work, of_another_server_is_refused) {
  ProofOfWork other([this] { return now_; });
  EXPECT_FALSE(work_.accept(prove(other.challenge("192.0.2.1")), "192.0.2.1"));
}

TEST_F(Work, grows_for_an_address_that_sends_much_and_falls_again) {
  EXPECT_EQ(work_.challenge("192.0.2.1").bits, limits::report_work_bits);
  for (int count = 0; count < 9; ++count) ASSERT_TRUE(work_.accept_plain("192.0.2.1"));
  EXPECT_GT(work_.challenge("192.0.2.1").bits, limits::report_work_bits);
  EXPECT_EQ(work_.challenge("192.0.2.2").bits, limits::report_work_bits);
  now_ += std::chrono::hours(2);
  EXPECT_EQ(work_.challenge("192.0.2.1").bits, limits::report_work_bits);
}

TEST_F(Work, grows_with_all_reports_but_has_an_end) {
  for (int address = 0; address < 6; ++address) {
    for (int count = 0; count < 10; ++count) {
      (void)work_.accept_plain("192.0.2." + std::to_string(address));
    }
  }
  const unsigned bits = work_.challenge("198.51.100.7").bits;
  EXPECT_GT(bits, limits::report_work_bits);
  EXPECT_LE(bits, limits::report_work_bits_most);
}

TEST_F(Work, that_a_browser_cannot_do_lets_only_some_through) {
  int taken = 0;
  for (int count = 0; count < 30; ++count) taken += work_.accept_plain("192.0.2.1") ? 1 : 0;
  EXPECT_EQ(taken, 10);
  for (int address = 0; address < 100; ++address) {
    taken += work_.accept_plain("198.51.100." + std::to_string(address)) ? 1 : 0;
  }
  EXPECT_EQ(taken, static_cast<int>(limits::report_plain_count));
}

TEST_F(Work, that_a_browser_cannot_do_is_counted_otherwise_of_the_address_that_all_readers_by_tor_share) {
  for (const char* here : {"127.0.0.1", "::1"}) {
    ProofOfWork work([this] { return now_; });
    int taken = 0;
    for (int count = 0; count < 100; ++count) taken += work.accept_plain(here) ? 1 : 0;
    EXPECT_EQ(taken, static_cast<int>(limits::report_plain_count / 2)) << here;
    EXPECT_TRUE(work.accept_plain("192.0.2.1")) << "and the others have room left";
  }
}

}  // namespace
}  // namespace vestnik::reports
