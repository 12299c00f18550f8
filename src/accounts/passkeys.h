// Passkeys (WebAuthn, level 2): a key pair in a person's device or security key, for this host alone, which signs a
// challenge of ours once the person has proved to the device who they are. That counts as both factors. libfido2
// verifies; no attestation is asked for.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "accounts/users.h"

namespace vestnik::accounts {

// Who is signed in to: "example.com" and "https://example.com".
struct RelyingParty {
  std::string id, origin;
};

// Challenges that are out: each is good once, for what and for whom it was given, for limits::challenge_time. Any
// thread.
class Challenges {
 public:
  // `user` 0: for whoever signs in.
  std::string give(std::int64_t user, Time now);
  bool take(const std::string& challenge, std::int64_t user, Time now);

 private:
  struct Given {
    std::int64_t user = 0;
    Time until;
  };
  std::mutex guard_;
  std::unordered_map<std::string, Given> given_;
};

struct Passkey {
  std::int64_t id = 0, user = 0;
  std::string credential;  // base64
  std::string public_key;  // raw, as libfido2 has it
  int algorithm = 0;       // COSE: -7 ES256, -8 EdDSA, -257 RS256
  std::int64_t counter = 0;
  std::string label;
  Time created_at;
  std::optional<Time> used_at;
};

// The challenge that a browser's clientDataJSON answers; ErrorKind::forbidden where it is of another kind
// ("webauthn.create", "webauthn.get"), another origin, or inside a frame of another site.
Result<std::string> challenge_of(std::string_view client_data, std::string_view type, const RelyingParty& party);

// What a new key's authenticator data says. ErrorKind::forbidden for another host's, or without proof of the person.
Result<Passkey> read_new_passkey(std::string_view authenticator_data, const RelyingParty& party);

// The new counter. ErrorKind::forbidden where the signature is not the key's, is for another host, lacks the proof of
// the person, or the counter did not grow, which tells of a copied key.
Result<std::int64_t> verify_passkey(const Passkey& key, std::string_view client_data,
                                    std::string_view authenticator_data, std::string_view signature,
                                    const RelyingParty& party);

// ErrorKind::conflict where the key is known, too_large beyond limits::passkeys.
std::int64_t add_passkey(store::Session& session, const Passkey& key, Time now);
std::optional<Passkey> find_passkey(store::Session& session, std::string_view credential);
std::vector<Passkey> passkeys_of(store::Session& session, std::int64_t user);
void use_passkey(store::Session& session, std::int64_t id, std::int64_t counter, Time now);
bool remove_passkey(store::Session& session, std::int64_t user, std::int64_t id);
void remove_passkeys_of(store::Session& session, std::int64_t user);

}  // namespace vestnik::accounts
