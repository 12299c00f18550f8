#include "accounts/passwords.h"

#include <sodium.h>

#include "accounts/limits.h"
#include "base/digest.h"
#include "base/text.h"

namespace vestnik::accounts {

namespace {

// What nobody's password is compared with, so that it takes as long as somebody's.
const std::string& nobodys_hash() {
  static const std::string hash = hash_password(random_token()).value_or("");
  return hash;
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view email, std::string_view name) {
  std::size_t characters = 0;
  for (const char byte : password) characters += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
  if (characters < limits::password_characters) {
    return fail(ErrorKind::invalid,
                "a password has at least " + std::to_string(limits::password_characters) + " characters", "password",
                "four words in a row are easy to keep in mind");
  }
  if (password.size() > limits::password_bytes) {
    return fail(ErrorKind::invalid, "a password has at most " + std::to_string(limits::password_bytes) + " bytes",
                "password");
  }
  if (!text::is_utf8(password)) return fail(ErrorKind::invalid, "not UTF-8", "password");
  const bool one_letter = password.find_first_not_of(password.front()) == std::string_view::npos;
  if (one_letter || password == email || password == name) {
    return fail(ErrorKind::invalid, "this password is the first that anybody would try", "password",
                "four words in a row are easy to keep in mind");
  }
  return {};
}

Result<std::string> hash_password(std::string_view password) {
  char hash[crypto_pwhash_STRBYTES] = {};
  if (crypto_pwhash_str_alg(hash, password.data(), password.size(), limits::password_passes,
                            limits::password_memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorKind::unavailable, "not enough memory to keep a password safely", {}, "try again in a moment");
  }
  return std::string(hash);
}

bool is_password(std::string_view hash, std::string_view password) {
  const std::string compared(hash.empty() ? nobodys_hash() : hash);
  const bool possible = !hash.empty() && password.size() <= limits::password_bytes;
  const std::string_view tried = password.substr(0, limits::password_bytes);
  return crypto_pwhash_str_verify(compared.c_str(), tried.data(), tried.size()) == 0 && possible;
}

}  // namespace vestnik::accounts
