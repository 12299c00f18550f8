#include "accounts/seal.h"

#include <sodium.h>

#include "accounts/base64.h"
#include "base/files.h"

namespace vestnik::accounts {

namespace {

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace

Seal::Seal() : key_(random_bytes(crypto_secretbox_KEYBYTES)) {}

Result<Seal> Seal::at(const std::filesystem::path& file) {
  Seal seal;
  auto kept = read_file(file, 1'000);
  if (!kept && kept.error().kind == ErrorKind::not_found) {
    if (auto written = write_file(file, to_base64(seal.key_)); !written) return std::unexpected(written.error());
    return seal;
  }
  if (!kept) return std::unexpected(kept.error());
  auto key = from_base64(*kept);
  if (!key || key->size() != crypto_secretbox_KEYBYTES) {
    return fail(ErrorKind::invalid, "the key of the accounts is damaged", file.string(),
                "take it from a backup; without it people sign in with their recovery codes");
  }
  seal.key_ = std::move(*key);
  return seal;
}

std::string Seal::close(std::string_view secret) const {
  const std::string nonce = random_bytes(crypto_secretbox_NONCEBYTES);
  std::string box(secret.size() + crypto_secretbox_MACBYTES, '\0');
  crypto_secretbox_easy(bytes_of(box), bytes_of(secret), secret.size(), bytes_of(std::string_view(nonce)),
                        bytes_of(std::string_view(key_)));
  return to_base64(nonce + box);
}

std::optional<std::string> Seal::open(std::string_view closed) const {
  const auto raw = from_base64(closed);
  constexpr std::size_t least = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (!raw || raw->size() < least) return std::nullopt;
  std::string secret(raw->size() - least, '\0');
  const std::string_view nonce = std::string_view(*raw).substr(0, crypto_secretbox_NONCEBYTES);
  const std::string_view box = std::string_view(*raw).substr(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(bytes_of(secret), bytes_of(box), box.size(), bytes_of(nonce),
                                 bytes_of(std::string_view(key_))) != 0) {
    return std::nullopt;
  }
  return secret;
}

}  // namespace vestnik::accounts
