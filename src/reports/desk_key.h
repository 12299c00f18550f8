// The desk's private key, wrapped by a key from a member's passphrase. In a newsroom this happens in the browser and
// the server only keeps the result (web/newsroom/src/reports/); here it is for `vestnik demo` and for tests.
//
//   wrapped = {"v":1,"kdf":"argon2id13","operations":4,"memory":134217728,"salt":…[16],"nonce":…[24],"box":…[48]}
//   box     = secretbox(private key, nonce, Argon2id(passphrase, salt)[32])                bytes as base64url
#pragma once

#include "reports/letter.h"

namespace vestnik::reports {

// The cost of one guess at a passphrase or a receipt: Argon2id's passes and bytes.
inline constexpr unsigned long long guess_operations = 4;
inline constexpr std::size_t guess_memory_bytes = 128UL << 20U;

std::string wrap_private_key(const KeyPair& pair, std::string_view passphrase);
// ErrorKind::forbidden where the passphrase is another one.
Result<KeyPair> unwrap_private_key(std::string_view wrapped, std::string_view passphrase, std::string_view public_key);

}  // namespace vestnik::reports
