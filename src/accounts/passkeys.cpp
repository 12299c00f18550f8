#include "accounts/passkeys.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <array>
#include <memory>

#include "accounts/base64.h"
#include "accounts/limits.h"
#include "base/digest.h"
#include "base/json.h"
#include "store/changes.h"

namespace vestnik::accounts {

namespace {

constexpr std::array algorithms{COSE_ES256, COSE_EDDSA, COSE_RS256};
constexpr unsigned person_there = 0x01, person_verified = 0x04;
constexpr std::size_t host_digest_bytes = 32;

template <class Thing, void (*release)(Thing**)>
struct Release {
  void operator()(Thing* thing) const { release(&thing); }
};
using Credential = std::unique_ptr<fido_cred_t, Release<fido_cred_t, fido_cred_free>>;
using Assertion = std::unique_ptr<fido_assert_t, Release<fido_assert_t, fido_assert_free>>;
using Es256 = std::unique_ptr<es256_pk_t, Release<es256_pk_t, es256_pk_free>>;
using Eddsa = std::unique_ptr<eddsa_pk_t, Release<eddsa_pk_t, eddsa_pk_free>>;
using Rs256 = std::unique_ptr<rs256_pk_t, Release<rs256_pk_t, rs256_pk_free>>;

const unsigned char* raw_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const unsigned char* bytes, std::size_t size) {
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

void begin() {
  static const bool begun = [] {
    fido_init(0);
    return true;
  }();
  static_cast<void>(begun);
}

bool is_for(std::string_view authenticator_data, const RelyingParty& party) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (authenticator_data.size() < host_digest_bytes) return false;
  std::string written;
  for (const char c : authenticator_data.substr(0, host_digest_bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    written += {digits[byte >> 4U], digits[byte & 15U]};
  }
  return equal_in_constant_time(written, sha256_hex(party.id));
}

std::unexpected<Error> refused(std::string what) {
  return fail(ErrorKind::forbidden, std::move(what), {}, "try again, or sign in with your password");
}

// Verified with the key, whichever kind it is.
bool is_signed(const fido_assert_t* assertion, const Passkey& key) {
  const void* raw = key.public_key.data();
  const std::size_t size = key.public_key.size();
  if (key.algorithm == COSE_ES256) {
    const Es256 pk(es256_pk_new());
    return pk && es256_pk_from_ptr(pk.get(), raw, size) == FIDO_OK &&
           fido_assert_verify(assertion, 0, COSE_ES256, pk.get()) == FIDO_OK;
  }
  if (key.algorithm == COSE_EDDSA) {
    const Eddsa pk(eddsa_pk_new());
    return pk && eddsa_pk_from_ptr(pk.get(), raw, size) == FIDO_OK &&
           fido_assert_verify(assertion, 0, COSE_EDDSA, pk.get()) == FIDO_OK;
  }
  const Rs256 pk(rs256_pk_new());
  return pk && rs256_pk_from_ptr(pk.get(), raw, size) == FIDO_OK &&
         fido_assert_verify(assertion, 0, COSE_RS256, pk.get()) == FIDO_OK;
}

constexpr std::string_view select =
    "SELECT id, account, credential, public_key, algorithm, counter, label, created_at, used_at FROM passkeys ";
constexpr std::string_view letters = "iittiitii";

Passkey read_passkey(const store::Row& row) {
  return {.id = row.integer(0),
          .user = row.integer(1),
          .credential = row.string(2),
          .public_key = from_base64(row.text(3)).value_or(""),
          .algorithm = static_cast<int>(row.integer(4)),
          .counter = row.integer(5),
          .label = row.string(6),
          .created_at = from_millis(row.integer(7)),
          .used_at = row.time(8)};
}

}  // namespace

std::string Challenges::give(std::int64_t user, Time now) {
  std::string challenge = random_token();
  const std::lock_guard lock(guard_);
  if (given_.size() >= limits::open_challenges) {
    std::erase_if(given_, [now](const auto& entry) { return entry.second.until <= now; });
  }
  if (given_.size() >= limits::open_challenges) given_.erase(given_.begin());
  given_[challenge] = {user, now + limits::challenge_time};
  return challenge;
}

bool Challenges::take(const std::string& challenge, std::int64_t user, Time now) {
  const std::lock_guard lock(guard_);
  const auto found = given_.find(challenge);
  if (found == given_.end()) return false;
  const Given given = found->second;
  given_.erase(found);
  return given.user == user && now < given.until;
}

Result<std::string> challenge_of(std::string_view client_data, std::string_view type, const RelyingParty& party) {
  auto given = parse_json(client_data);
  if (!given || !given->is_object()) return refused("the browser's answer cannot be read");
  const json::object& object = given->get_object();
  if (string_or(object, "type") != type) return refused("the browser's answer is to something else");
  if (string_or(object, "origin") != party.origin) return refused("the browser's answer is for another site");
  if (bool_or(object, "crossOrigin")) return refused("the browser's answer comes from inside another site's page");
  return string_or(object, "challenge");
}

Result<Passkey> read_new_passkey(std::string_view authenticator_data, const RelyingParty& party) {
  begin();
  if (!is_for(authenticator_data, party)) return refused("the key is for another site");
  for (const int algorithm : algorithms) {
    const Credential credential(fido_cred_new());
    if (!credential || fido_cred_set_type(credential.get(), algorithm) != FIDO_OK ||
        fido_cred_set_authdata_raw(credential.get(), raw_bytes(authenticator_data), authenticator_data.size()) !=
            FIDO_OK) {
      continue;
    }
    const unsigned flags = fido_cred_flags(credential.get());
    if ((flags & person_there) == 0 || (flags & person_verified) == 0) {
      return refused("the key has not made sure who you are");
    }
    Passkey key;
    key.credential = to_base64(text_of(fido_cred_id_ptr(credential.get()), fido_cred_id_len(credential.get())));
    key.public_key = text_of(fido_cred_pubkey_ptr(credential.get()), fido_cred_pubkey_len(credential.get()));
    key.algorithm = algorithm;
    key.counter = fido_cred_sigcount(credential.get());
    return key;
  }
  return refused("the key is of a kind that is not known here");
}

Result<std::int64_t> verify_passkey(const Passkey& key, std::string_view client_data,
                                    std::string_view authenticator_data, std::string_view signature,
                                    const RelyingParty& party) {
  begin();
  const Assertion assertion(fido_assert_new());
  fido_assert_t* one = assertion.get();
  const bool read =
      one != nullptr && fido_assert_set_count(one, 1) == FIDO_OK &&
      fido_assert_set_rp(one, party.id.c_str()) == FIDO_OK && fido_assert_set_up(one, FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_uv(one, FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_clientdata(one, raw_bytes(client_data), client_data.size()) == FIDO_OK &&
      fido_assert_set_authdata_raw(one, 0, raw_bytes(authenticator_data), authenticator_data.size()) == FIDO_OK &&
      fido_assert_set_sig(one, 0, raw_bytes(signature), signature.size()) == FIDO_OK;
  if (!read || !is_signed(one, key)) return refused("the key's answer is not good");
  const std::int64_t counter = fido_assert_sigcount(one, 0);
  if ((counter != 0 || key.counter != 0) && counter <= key.counter) return refused("the key may have been copied");
  return counter;
}

std::int64_t add_passkey(store::Session& session, const Passkey& key, Time now) {
  if (find_passkey(session, key.credential)) {
    throw store::Failure({ErrorKind::conflict, "this key is known already", {}, {}});
  }
  if (passkeys_of(session, key.user).size() >= limits::passkeys) {
    throw store::Failure({ErrorKind::too_large, "too many keys for one account", {}, "take one away first"});
  }
  const std::int64_t id = store::next_id(session);
  session.run(
      "INSERT INTO passkeys (id, account, credential, public_key, algorithm, counter, label, created_at, used_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
      {id, key.user, key.credential, to_base64(key.public_key), key.algorithm, key.counter, key.label, now});
  return id;
}

std::optional<Passkey> find_passkey(store::Session& session, std::string_view credential) {
  std::optional<Passkey> found;
  session.query(std::string(select) + "WHERE credential = ?", letters, {credential}, [&](const store::Row& row) {
    found = read_passkey(row);
    return false;
  });
  return found;
}

std::vector<Passkey> passkeys_of(store::Session& session, std::int64_t user) {
  std::vector<Passkey> keys;
  session.query(std::string(select) + "WHERE account = ? ORDER BY id", letters, {user}, [&](const store::Row& row) {
    keys.push_back(read_passkey(row));
    return true;
  });
  return keys;
}

void use_passkey(store::Session& session, std::int64_t id, std::int64_t counter, Time now) {
  session.run("UPDATE passkeys SET counter = ?, used_at = ? WHERE id = ?", {counter, now, id});
}

bool remove_passkey(store::Session& session, std::int64_t user, std::int64_t id) {
  return session.run("DELETE FROM passkeys WHERE account = ? AND id = ?", {user, id}) > 0;
}

void remove_passkeys_of(store::Session& session, std::int64_t user) {
  session.run("DELETE FROM passkeys WHERE account = ?", {user});
}

}  // namespace vestnik::accounts
