// C9, against a security key made of OpenSSL: what it signs is right but for the one thing that each test changes.
#include "accounts/passkeys.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <memory>

#include "accounts/base64.h"
#include "accounts/limits.h"
#include "base/json.h"
#include "store/testing_both.h"

namespace vestnik::accounts {
namespace {

using namespace std::chrono_literals;

const RelyingParty party{"example.com", "https://example.com"};
constexpr Time now = store::test_time;

std::string digest_of(std::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string client_data(std::string_view type, std::string_view challenge, std::string_view origin = party.origin,
                        bool framed = false) {
  return write_json(
      json::object{{"type", type}, {"challenge", challenge}, {"origin", origin}, {"crossOrigin", framed}});
}

class SecurityKey {
 public:
  SecurityKey() : pair_(EVP_EC_gen("P-256"), EVP_PKEY_free) {}

  // up and uv
  static constexpr char verified = 0x05, present = 0x01;

  std::string assertion_data(std::string_view host, char flags, std::uint32_t counter) const {
    std::string data = digest_of(host);
    data += flags;
    for (int shift = 24; shift >= 0; shift -= 8) data += static_cast<char>(counter >> shift);
    return data;
  }
  std::string registration_data(std::string_view host = party.id, char flags = verified) const {
    std::string data = assertion_data(host, static_cast<char>(flags | 0x40), 0);
    data += std::string(16, '\0');  // which model: none says
    data += std::string("\x00\x10", 2) + "0123456789abcdef";
    std::string point(65, '\0');
    std::size_t size = 0;
    EVP_PKEY_get_octet_string_param(pair_.get(), "pub", reinterpret_cast<unsigned char*>(point.data()), point.size(),
                                    &size);
    // COSE (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    data += std::string("\xA5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10) + point.substr(1, 32);
    data += std::string("\x22\x58\x20", 3) + point.substr(33, 32);
    return data;
  }
  std::string sign(std::string_view authenticator_data, std::string_view answered) const {
    const std::string signed_bytes = std::string(authenticator_data) + digest_of(answered);
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, pair_.get());
    std::string signature(100, '\0');
    std::size_t size = signature.size();
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                   reinterpret_cast<const unsigned char*>(signed_bytes.data()), signed_bytes.size());
    signature.resize(size);
    return signature;
  }

 private:
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair_;
};

class PasskeyAnswers : public testing::Test {
 protected:
  Passkey known() { return store::need(read_new_passkey(device_.registration_data(), party)); }
  Result<std::int64_t> answer(const Passkey& key, std::string_view host, char flags, std::uint32_t counter) {
    const std::string data = device_.assertion_data(host, flags, counter);
    return verify_passkey(key, client_, data, device_.sign(data, client_), party);
  }
  SecurityKey device_;
  std::string client_ = client_data("webauthn.get", "abc");
};

TEST_F(PasskeyAnswers, sign_people_in) {
  const Passkey key = known();
  EXPECT_EQ(key.credential, to_base64("0123456789abcdef"));
  EXPECT_EQ(key.algorithm, -7);
  EXPECT_EQ(answer(key, party.id, SecurityKey::verified, 0), 0);
  EXPECT_EQ(answer(key, party.id, SecurityKey::verified, 7), 7);
}

TEST_F(PasskeyAnswers, are_refused_from_another_host_or_without_the_person) {
  const Passkey key = known();
  EXPECT_FALSE(answer(key, "evil.example", SecurityKey::verified, 1));
  EXPECT_FALSE(answer(key, party.id, SecurityKey::present, 1));
  EXPECT_FALSE(answer(key, party.id, 0, 1));
  EXPECT_FALSE(read_new_passkey(device_.registration_data("evil.example"), party));
  EXPECT_FALSE(read_new_passkey(device_.registration_data(party.id, SecurityKey::present), party));
  EXPECT_FALSE(read_new_passkey(device_.assertion_data(party.id, SecurityKey::verified, 1), party));
  EXPECT_FALSE(read_new_passkey("", party));
}

TEST_F(PasskeyAnswers, are_refused_from_a_copied_key) {
  Passkey key = known();
  key.counter = 7;
  EXPECT_FALSE(answer(key, party.id, SecurityKey::verified, 7));
  EXPECT_FALSE(answer(key, party.id, SecurityKey::verified, 6));
  EXPECT_FALSE(answer(key, party.id, SecurityKey::verified, 0));
  EXPECT_EQ(answer(key, party.id, SecurityKey::verified, 8), 8);
}

TEST_F(PasskeyAnswers, are_refused_from_another_key_and_when_a_byte_was_changed) {
  const Passkey key = known();
  const SecurityKey other;
  const std::string data = device_.assertion_data(party.id, SecurityKey::verified, 1);
  const std::string signature = device_.sign(data, client_);
  EXPECT_TRUE(verify_passkey(key, client_, data, signature, party));
  EXPECT_FALSE(verify_passkey(key, client_, data, other.sign(data, client_), party));
  EXPECT_FALSE(verify_passkey(key, client_data("webauthn.get", "abd"), data, signature, party));
  for (std::size_t at = 0; at < data.size(); ++at) {
    std::string changed = data;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(verify_passkey(key, client_, changed, signature, party)) << at;
  }
  Passkey swapped = key;
  for (const int algorithm : {-8, -257}) {
    swapped.algorithm = algorithm;
    EXPECT_FALSE(verify_passkey(swapped, client_, data, signature, party));
  }
}

TEST_F(PasskeyAnswers, are_read_for_what_was_asked_and_from_our_own_page) {
  const std::string type = "webauthn.get";
  EXPECT_EQ(challenge_of(client_data(type, "abc"), type, party), "abc");
  EXPECT_FALSE(challenge_of(client_data("webauthn.create", "abc"), type, party));
  EXPECT_FALSE(challenge_of(client_data(type, "abc", "https://evil.example"), type, party));
  EXPECT_FALSE(challenge_of(client_data(type, "abc", "http://example.com"), type, party));
  EXPECT_FALSE(challenge_of(client_data(type, "abc", "https://example.com:8443"), type, party));
  EXPECT_FALSE(challenge_of(client_data(type, "abc", party.origin, true), type, party));
  EXPECT_FALSE(challenge_of("{", type, party));
}

TEST(Challenges, are_good_once_for_a_while_and_for_one_person) {
  Challenges challenges;
  const std::string of_one = challenges.give(1, now);
  EXPECT_FALSE(challenges.take(of_one, 2, now));
  EXPECT_FALSE(challenges.take(of_one, 1, now)) << "a wrong answer uses it up";
  const std::string again = challenges.give(1, now);
  EXPECT_TRUE(challenges.take(again, 1, now + limits::challenge_time - 1s));
  EXPECT_FALSE(challenges.take(again, 1, now));
  EXPECT_FALSE(challenges.take(challenges.give(1, now), 1, now + limits::challenge_time));
  EXPECT_FALSE(challenges.take("made-up", 0, now));
}

class Passkeys : public store::OnBoth {};
ON_BOTH(Passkeys);

TEST_P(Passkeys, belong_to_one_account) {
  const auto [ana, boris] = write([](store::Session& session) {
    return std::pair(add_user(session, "ana@example.com", "Ана", "bg", {{"editor", {}, {}}}, now),
                     add_user(session, "boris@example.com", "Борис", "bg", {{"editor", {}, {}}}, now));
  });
  Passkey key = store::need(read_new_passkey(SecurityKey().registration_data(), party));
  key.user = ana;
  key.label = "Телефон";
  key.id = write([&](store::Session& session) { return add_passkey(session, key, now); });
  auto found = read([&](store::Session& session) { return find_passkey(session, key.credential); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, ana);
  EXPECT_EQ(found->public_key, key.public_key);
  key.user = boris;
  EXPECT_EQ(store().write([&](store::Session& session) { return add_passkey(session, key, now); }).error().kind,
            ErrorKind::conflict);
  write([&](store::Session& session) {
    use_passkey(session, key.id, 9, now + 1h);
    EXPECT_EQ(passkeys_of(session, ana).at(0).counter, 9);
    EXPECT_EQ(passkeys_of(session, ana).at(0).used_at, now + 1h);
    EXPECT_FALSE(remove_passkey(session, boris, key.id));
    EXPECT_TRUE(remove_passkey(session, ana, key.id));
    EXPECT_TRUE(passkeys_of(session, ana).empty());
  });
}

}  // namespace
}  // namespace vestnik::accounts
