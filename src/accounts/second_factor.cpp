#include "accounts/second_factor.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <cctype>

#include "accounts/limits.h"
#include "base/digest.h"

namespace vestnik::accounts {

namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t secret_letters = 32, recovery_letters = 16;  // five bits each

std::string random_letters(std::size_t count) {
  std::string letters;
  for (std::size_t at = 0; at < count; ++at) letters += base32[randombytes_uniform(base32.size())];
  return letters;
}

std::string raw_secret(std::string_view letters) {
  std::string raw;
  unsigned bits = 0, held = 0;
  for (const char letter : letters) {
    bits = (bits << 5U) | static_cast<unsigned>(base32.find(letter) & 31U);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    raw += static_cast<char>((bits >> held) & 0xFFU);
  }
  return raw;
}

// As typed from paper: spaces, hyphens and small letters are the same.
std::string plain_letters(std::string_view typed) {
  std::string plain;
  for (const char c : typed) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      plain += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
  }
  return plain;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::isalnum(byte) != 0) {
      out += c;
    } else {
      out += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return out;
}

}  // namespace

std::string new_totp_secret() {
  return random_letters(secret_letters);
}

std::string totp_uri(std::string_view secret, std::string_view email, std::string_view issuer) {
  const std::string from = percent_encoded(issuer);
  return "otpauth://totp/" + from + ":" + percent_encoded(email) + "?secret=" + std::string(secret) + "&issuer=" + from;
}

std::int64_t totp_step(Time now) {
  return to_millis(now) / 30'000;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
  const std::string key = raw_secret(secret);
  std::array<unsigned char, 8> counter{};
  for (std::size_t at = 0; at < counter.size(); ++at) {
    counter[at] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56U - 8U * at));
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned length = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), mac.data(), &length);
  // RFC 4226, 5.3: the last four bits say where the number stands.
  const std::size_t at = mac[19] & 15U;
  const std::uint32_t number = ((mac[at] & 0x7FU) << 24U) | (std::uint32_t{mac[at + 1]} << 16U) |
                               (std::uint32_t{mac[at + 2]} << 8U) | mac[at + 3];
  const std::string digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Time now,
                                          std::int64_t after) {
  std::optional<std::int64_t> found;
  for (std::int64_t step = totp_step(now) - 1; step <= totp_step(now) + 1; ++step) {
    if (equal_in_constant_time(totp_code(secret, step), code) && step > after) found = step;
  }
  return found;
}

std::vector<std::string> begin_second_factor(store::Session& session, std::int64_t user, std::string_view secret,
                                             std::int64_t step, const Seal& seal) {
  end_second_factor(session, user);
  session.run("UPDATE users SET totp_secret = ?, totp_step = ? WHERE id = ?", {seal.close(secret), step, user});
  std::vector<std::string> codes;
  for (std::size_t at = 0; at < limits::recovery_codes; ++at) {
    std::string code = random_letters(recovery_letters);
    session.run("INSERT INTO recovery_codes (account, digest) VALUES (?, ?)", {user, sha256_hex(code)});
    for (std::size_t hyphen = recovery_letters - 4; hyphen > 0; hyphen -= 4) code.insert(hyphen, "-");
    codes.push_back(std::move(code));
  }
  return codes;
}

void end_second_factor(store::Session& session, std::int64_t user) {
  session.run("UPDATE users SET totp_secret = '', totp_step = 0 WHERE id = ?", {user});
  session.run("DELETE FROM recovery_codes WHERE account = ?", {user});
}

bool use_second_factor(store::Session& session, const User& user, std::string_view code, const Seal& seal, Time now) {
  const std::string plain = plain_letters(code);
  if (plain.size() == recovery_letters) {
    return session.run("DELETE FROM recovery_codes WHERE account = ? AND digest = ?", {user.id, sha256_hex(plain)}) > 0;
  }
  const auto secret = seal.open(user.totp_secret);
  const auto step = secret ? matching_step(*secret, plain, now, user.totp_step) : std::nullopt;
  if (!step) return false;
  // Of two at the same moment one finds the step taken.
  return session.run("UPDATE users SET totp_step = ? WHERE id = ? AND totp_step < ?", {*step, user.id, *step}) > 0;
}

}  // namespace vestnik::accounts
