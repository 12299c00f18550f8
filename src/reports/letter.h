// Letters between a reader and the desk, as they are stored: sealed, so that the server cannot read them. The format
// for other programs, with test vectors, is docs/report-format.md; the browser's side is web/report/seal/.
//
//   letter = "VL1" kind key_id[8] seals nonce[24] body [ proof[72] ]
//   kind   = 1 report | 2 addition | 3 answer | 4 note                             one byte
//   key_id = BLAKE2b(desk's public key), 8 bytes
//   seals  = box_seal(K, desk's public key)[80] [ box_seal(K, reader's)[80] ]      the second in answers only
//   body   = XChaCha20-Poly1305(padded content, associated data, nonce, K)
//   proof  = nonce[24] box(BLAKE2b(all that stands before), to, from)[48]          in additions and answers
//
//   padded = length:u32 content zeros          PADMÉ of the whole, 1024 bytes at least
//   associated data = "vestnik letter 1" kind report_id[16] number:u32 previous[32], then the letter up to `nonce`
//
// `K` is fresh for every letter. `number` counts the letters of a report from 0 (notes: those of the desk, by
// themselves), `previous` is BLAKE2b of the letter before it (zeros at number 0 and in notes): nothing can be moved to
// another report, reordered, repeated or left out between two others without being noticed. Numbers little-endian.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace vestnik::reports {

enum class LetterKind : unsigned char { report = 1, addition = 2, answer = 3, note = 4 };

inline constexpr std::size_t key_bytes = 32;
inline constexpr std::size_t key_id_bytes = 8;
inline constexpr std::size_t report_id_bytes = 16;
inline constexpr std::size_t digest_bytes = 32;

struct KeyPair {
  std::string public_key, private_key;
};
KeyPair make_key_pair();
std::string key_id_of(std::string_view public_key);

// Where a letter stands.
struct Place {
  std::string report;  // [16]
  std::uint32_t number = 0;
  std::string previous = std::string(digest_bytes, '\0');
};

// What the server can tell about a letter without opening it; ErrorKind::invalid where it is none.
struct LetterHead {
  LetterKind kind = LetterKind::report;
  std::string key_id;
};
Result<LetterHead> read_letter_head(std::string_view letter);
std::string letter_digest(std::string_view letter);

// A first letter (kind report) or a note: what needs the desk's public key only.
std::string seal_for_desk(LetterKind kind, std::string_view content, const Place& place, std::string_view desk_public);
// An addition or an answer, with the proof that it comes from `from`. `reader_public` is used in answers.
std::string seal_with_proof(LetterKind kind, std::string_view content, const Place& place, std::string_view desk_public,
                            std::string_view reader_public, const KeyPair& from);

// The content, where everything is as it should be: `own` opens it, and `other`'s proof holds (additions, answers).
Result<std::string> open_letter(std::string_view letter, const Place& place, const KeyPair& own,
                                std::string_view other_public = {});

}  // namespace vestnik::reports
