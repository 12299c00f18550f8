#include "accounts/second_factor.h"

#include <gmock/gmock.h>

#include <fstream>

#include "store/testing.h"

namespace vestnik::accounts {
namespace {

// RFC 6238, appendix B, in six digits: the key is "12345678901234567890".
TEST(SecondFactor, has_the_codes_that_authenticator_programs_show) {
  constexpr std::string_view secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  EXPECT_EQ(totp_code(secret, 59 / 30), "287082");
  EXPECT_EQ(totp_code(secret, 1'111'111'109 / 30), "081804");
  EXPECT_EQ(totp_code(secret, 1'234'567'890 / 30), "005924");
  EXPECT_EQ(totp_code(secret, 20'000'000'000 / 30), "353130");
}

TEST(SecondFactor, takes_the_neighbours_of_the_present_code_and_none_twice) {
  const std::string secret = new_totp_secret();
  const Time now = store::test_time;
  const std::int64_t step = totp_step(now);
  EXPECT_EQ(matching_step(secret, totp_code(secret, step - 1), now, 0), step - 1);
  EXPECT_EQ(matching_step(secret, totp_code(secret, step + 1), now, 0), step + 1);
  EXPECT_FALSE(matching_step(secret, totp_code(secret, step - 2), now, 0));
  EXPECT_FALSE(matching_step(secret, totp_code(secret, step + 2), now, 0));
  EXPECT_FALSE(matching_step(secret, totp_code(secret, step), now, step));
  EXPECT_FALSE(matching_step(secret, "", now, 0));
}

TEST(SecondFactor, has_an_address_that_a_phone_reads) {
  EXPECT_EQ(totp_uri("ABC", "a@b.bg", "Вест"),
            "otpauth://totp/%D0%92%D0%B5%D1%81%D1%82:a%40b%2Ebg?secret=ABC&issuer=%D0%92%D0%B5%D1%81%D1%82");
}

TEST(Seal, opens_with_its_own_key_alone) {
  const store::TemporaryFolder folder;
  const auto file = folder.path() / seal_file;
  const Seal seal = store::need(Seal::at(file));
  const std::string closed = seal.close("тайна");
  EXPECT_NE(closed, seal.close("тайна"));
  EXPECT_EQ(store::need(Seal::at(file)).open(closed), "тайна");
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_FALSE(Seal().open(closed));
  for (std::size_t at = 0; at < closed.size(); ++at) {
    std::string changed = closed;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_NE(seal.open(changed), "тайна") << at;
  }
  EXPECT_FALSE(seal.open(""));
  std::ofstream(file) << "damaged";
  EXPECT_EQ(Seal::at(file).error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace vestnik::accounts
