#include "reports/desk_key.h"

#include <sodium.h>

#include "base/json.h"
#include "reports/bytes.h"

namespace vestnik::reports {

namespace {

Result<std::string> stretch(std::string_view passphrase, std::string_view salt) {
  std::string key(crypto_secretbox_KEYBYTES, '\0');
  if (crypto_pwhash(raw(key), key.size(), passphrase.data(), passphrase.size(), raw(salt), guess_operations,
                    guess_memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorKind::unavailable, "not enough memory to stretch a passphrase", {}, "128 MiB are needed");
  }
  return key;
}

}  // namespace

std::string wrap_private_key(const KeyPair& pair, std::string_view passphrase) {
  const std::string salt = random_bytes(crypto_pwhash_SALTBYTES), nonce = random_bytes(crypto_secretbox_NONCEBYTES);
  auto key = stretch(passphrase, salt);
  if (!key) return {};
  std::string box(crypto_secretbox_MACBYTES + pair.private_key.size(), '\0');
  crypto_secretbox_easy(raw(box), raw(pair.private_key), pair.private_key.size(), raw(nonce), raw(*key));
  wipe(*key);
  return write_json(json::object{{"v", 1},
                                 {"kdf", "argon2id13"},
                                 {"operations", guess_operations},
                                 {"memory", guess_memory_bytes},
                                 {"salt", to_base64(salt)},
                                 {"nonce", to_base64(nonce)},
                                 {"box", to_base64(box)}});
}

Result<KeyPair> unwrap_private_key(std::string_view wrapped, std::string_view passphrase, std::string_view public_key) {
  const auto value = parse_json(wrapped);
  if (!value || !value->is_object()) return fail(ErrorKind::invalid, "this is not a wrapped key");
  const json::object& object = value->get_object();
  const auto salt = from_base64(string_or(object, "salt")), nonce = from_base64(string_or(object, "nonce")),
             box = from_base64(string_or(object, "box"));
  if (!salt || salt->size() != crypto_pwhash_SALTBYTES || !nonce || nonce->size() != crypto_secretbox_NONCEBYTES ||
      !box || box->size() != crypto_secretbox_MACBYTES + key_bytes) {
    return fail(ErrorKind::invalid, "this is not a wrapped key");
  }
  auto key = stretch(passphrase, *salt);
  if (!key) return std::unexpected(key.error());
  KeyPair pair{std::string(public_key), std::string(key_bytes, '\0')};
  const bool opened =
      crypto_secretbox_open_easy(raw(pair.private_key), raw(*box), box->size(), raw(*nonce), raw(*key)) == 0;
  wipe(*key);
  if (!opened) return fail(ErrorKind::forbidden, "the passphrase does not open the desk's key");
  return pair;
}

}  // namespace vestnik::reports
