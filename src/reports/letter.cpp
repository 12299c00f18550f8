#include "reports/letter.h"

#include <sodium.h>

#include "reports/bytes.h"

namespace vestnik::reports {

namespace {

constexpr std::string_view magic = "VL1";
constexpr std::string_view domain = "vestnik letter 1";
constexpr std::size_t seal_bytes = crypto_box_SEALBYTES + key_bytes;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t proof_bytes = crypto_box_NONCEBYTES + crypto_box_MACBYTES + digest_bytes;
constexpr std::size_t least_padded = 1024;
constexpr std::size_t length_bytes = 4;

bool has_proof(LetterKind kind) {
  return kind == LetterKind::addition || kind == LetterKind::answer;
}

// Up to the nonce.
std::size_t head_bytes(LetterKind kind) {
  return magic.size() + 1 + key_id_bytes + seal_bytes * (kind == LetterKind::answer ? 2 : 1);
}

std::string associated_data(LetterKind kind, const Place& place, std::string_view head) {
  return std::string(domain) + static_cast<char>(kind) + place.report + little_endian(place.number, 4) +
         place.previous + std::string(head);
}

std::string sealed_key(std::string_view key, std::string_view public_key) {
  std::string seal(seal_bytes, '\0');
  if (crypto_box_seal(raw(seal), raw(key), key.size(), raw(public_key)) != 0) seal.clear();
  return seal;
}

std::string seal_content(LetterKind kind, std::string_view content, const Place& place, std::string_view desk_public,
                         std::string_view reader_public) {
  std::string key = random_bytes(key_bytes);
  std::string letter =
      std::string(magic) + static_cast<char>(kind) + key_id_of(desk_public) + sealed_key(key, desk_public);
  if (kind == LetterKind::answer) letter += sealed_key(key, reader_public);

  // In one piece of memory that never grows: what it grew out of would keep the content.
  const std::size_t size = padme(std::max(length_bytes + content.size(), least_padded));
  std::string padded;
  padded.reserve(size);
  padded += little_endian(content.size(), length_bytes);
  padded += content;
  padded.resize(size);
  const std::string data = associated_data(kind, place, letter), nonce = random_bytes(nonce_bytes);
  std::string body(padded.size() + tag_bytes, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(body), nullptr, raw(padded), padded.size(), raw(data), data.size(),
                                             nullptr, raw(nonce), raw(key));
  wipe(padded);
  wipe(key);
  return letter + nonce + body;
}

Error broken(std::string_view why) {
  return {ErrorKind::invalid, "the letter cannot be opened: " + std::string(why), {}, {}};
}

}  // namespace

KeyPair make_key_pair() {
  KeyPair pair{random_bytes(key_bytes), std::string(key_bytes, '\0')};
  crypto_box_keypair(raw(pair.public_key), raw(pair.private_key));
  return pair;
}

std::string key_id_of(std::string_view public_key) {
  return blake2b(public_key, digest_bytes).substr(0, key_id_bytes);
}

Result<LetterHead> read_letter_head(std::string_view letter) {
  const auto kind = static_cast<LetterKind>(letter.size() > magic.size() ? letter[magic.size()] : 0);
  if (!letter.starts_with(magic) || kind < LetterKind::report || kind > LetterKind::note) {
    return fail(ErrorKind::invalid, "this is not a sealed letter", {}, "docs/report-format.md tells what one is");
  }
  if (letter.size() < head_bytes(kind) + nonce_bytes + least_padded + tag_bytes + (has_proof(kind) ? proof_bytes : 0)) {
    return fail(ErrorKind::invalid, "the sealed letter is cut off");
  }
  return LetterHead{kind, std::string(letter.substr(magic.size() + 1, key_id_bytes))};
}

std::string letter_digest(std::string_view letter) {
  return blake2b(letter, digest_bytes);
}

std::string seal_for_desk(LetterKind kind, std::string_view content, const Place& place, std::string_view desk_public) {
  return seal_content(kind, content, place, desk_public, {});
}

std::string seal_with_proof(LetterKind kind, std::string_view content, const Place& place, std::string_view desk_public,
                            std::string_view reader_public, const KeyPair& from) {
  const std::string letter = seal_content(kind, content, place, desk_public, reader_public);
  const std::string nonce = random_bytes(crypto_box_NONCEBYTES), digest = letter_digest(letter);
  const std::string_view to = kind == LetterKind::answer ? reader_public : desk_public;
  std::string box(crypto_box_MACBYTES + digest_bytes, '\0');
  if (crypto_box_easy(raw(box), raw(digest), digest.size(), raw(nonce), raw(to), raw(from.private_key)) != 0) return {};
  return letter + nonce + box;
}

Result<std::string> open_letter(std::string_view letter, const Place& place, const KeyPair& own,
                                std::string_view other_public) {
  const auto head = read_letter_head(letter);
  if (!head) return std::unexpected(head.error());

  if (has_proof(head->kind)) {
    const std::string_view proof = letter.substr(letter.size() - proof_bytes);
    letter.remove_suffix(proof_bytes);
    const std::string_view box = proof.substr(crypto_box_NONCEBYTES);
    std::string digest(digest_bytes, '\0');
    if (other_public.size() != key_bytes ||
        crypto_box_open_easy(raw(digest), raw(box), box.size(), raw(proof), raw(other_public), raw(own.private_key)) !=
            0 ||
        digest != letter_digest(letter)) {
      return std::unexpected(broken("it does not come from the other side"));
    }
  }

  const std::string_view before = letter.substr(0, head_bytes(head->kind));
  std::string key(key_bytes, '\0');
  bool found = false;
  for (std::size_t at = magic.size() + 1 + key_id_bytes; at < before.size() && !found; at += seal_bytes) {
    found = crypto_box_seal_open(raw(key), raw(before.substr(at)), seal_bytes, raw(own.public_key),
                                 raw(own.private_key)) == 0;
  }
  if (!found) return std::unexpected(broken("it is sealed for somebody else"));

  const std::string_view nonce = letter.substr(before.size(), nonce_bytes);
  const std::string_view body = letter.substr(before.size() + nonce_bytes);
  const std::string data = associated_data(head->kind, place, before);
  std::string padded(body.size() - tag_bytes, '\0');
  const bool sound = crypto_aead_xchacha20poly1305_ietf_decrypt(raw(padded), nullptr, nullptr, raw(body), body.size(),
                                                                raw(data), data.size(), raw(nonce), raw(key)) == 0;
  wipe(key);
  if (!sound) return std::unexpected(broken("it was changed, or stands in another place than it was written for"));
  const std::uint64_t length = read_little_endian(std::string_view(padded).substr(0, length_bytes));
  if (length > padded.size() - length_bytes) return std::unexpected(broken("its length is wrong"));
  return padded.substr(length_bytes, length);
}

}  // namespace vestnik::reports
