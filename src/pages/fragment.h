// Stitched pages: a page is pieces that were rendered and compressed once, put together for each request.
//
//   page    := gzip-header piece* end            end := %x03 %x00 (an empty final block) CRC32 ISIZE
//   piece   := raw DEFLATE ending in a full flush (byte-aligned, no state kept)
//
// A Chain is text that is always rendered together (an article; the rails under it), cut where slots stand. Each of its
// fragments is compressed against the text before it in the chain (deflateSetDictionary), a slot standing in that text
// as limits::slot_bytes bytes of 0xFF: they never occur in UTF-8, so the compressor never refers into a slot, and the
// distances hold because every slot's text is padded to exactly that length.
//
// Source: RFC 1951, RFC 1952; crc32_combine of zlib. Everything here is immutable once made: any thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pages/lately.h"

namespace vestnik::pages {

struct Fragment {
  std::string deflate;        // as above
  std::uint32_t crc = 0;      // CRC-32 of the raw text
  std::size_t length = 0;     // of the raw text, bytes
  std::uint64_t version = 0;  // hash of what it was made from
  std::uint32_t operand = 0;  // crc32_combine_gen(length): makes joining cheap
};
using FragmentPtr = std::shared_ptr<const Fragment>;

// `before`: the text that always precedes it (at most its last 32 KiB counts).
FragmentPtr compress(std::string_view text, std::string_view before, std::uint64_t version, int level = 6);

// Quickly and alone: what is sent for a moment only. Larger than `compress` makes it.
FragmentPtr compress_briefly(std::string_view text, std::uint64_t version);

// Exactly limits::slot_bytes of text: `html` and spaces. Longer html is a broken invariant; makers check first.
FragmentPtr compress_slot(std::string_view html, std::uint64_t version);

// Where a template wants a slot: a control character that cleaned text cannot hold, the name, and its end.
inline constexpr char slot_begin = '\x1E', slot_end = '\x1F';
std::string slot_mark(std::string_view name);

// What stands in a slot for this request: a fragment of compress_slot, never nullptr.
using SlotFiller = std::function<FragmentPtr(std::string_view slot)>;

struct Link {
  FragmentPtr text;         // nullptr where this link is a slot
  std::string slot;         // its name
  std::uint64_t usual = 0;  // version of its usual text, see make_chain
};
struct Chain {
  std::vector<Link> links;
  FragmentPtr whole;  // all of it in one piece, with what is usual in the slots; nullptr where nothing is
  std::uint64_t version = 0;
  std::size_t bytes() const;  // memory held
};
using ChainPtr = std::shared_ptr<const Chain>;

// Cuts `html` at its slot marks and compresses each part against what is before it.
//
// `usual` says what stands in the slots most of the time (a house advertisement, nothing). With those texts the chain
// is compressed once more as one piece: each cut costs about a hundred bytes (code tables, the flush), which most
// readers need not pay. Of what is asked for once, or is true for a moment only, neither that nor the smallest form is
// worth the time; of the latter not even to learn the text before each cut anew.
enum class Asked { often, briefly, once };

// Texts between slots as they were packed for a moment, by their words: the rails of several sections, and of one
// edition after the other, have most of them in common.
struct PackedText {
  std::string text;
  FragmentPtr fragment;
};
using PackedTexts = Lately<PackedText>;

// `packed`: where it is asked for briefly, what need not be packed again; nullptr: everything is.
ChainPtr make_chain(std::string_view html, std::uint64_t version, const SlotFiller& usual = {},
                    Asked asked = Asked::often, PackedTexts* packed = nullptr);

// Whether the same slots stand on both, in the same order.
bool have_same_slots(const Chain& one, const Chain& other);

// Puts a chain on a page, its slots filled by `fill`, in one piece where that gives what is usual in every slot.
void append_chain(std::vector<FragmentPtr>& page, const Chain& chain, const SlotFiller& fill);

// What a gzip body begins and ends with around its fragments.
std::string_view gzip_begin();
using GzipEnd = std::array<char, 10>;
GzipEnd gzip_end(std::uint32_t crc, std::size_t text_length);

// Fragments that stand after each other on many pages: their sum is worked out once.
struct Strip {
  std::vector<std::string_view> buffers;  // point into `fragments`
  std::vector<FragmentPtr> fragments;
  std::uint32_t crc = 0;  // of the text of all of them
  std::uint32_t operand = 0;
  std::size_t length = 0;       // compressed
  std::size_t text_length = 0;  // inflated
};
using StripPtr = std::shared_ptr<const Strip>;
StripPtr make_strip(std::vector<FragmentPtr> fragments);

// The parts of a response: gzip header, fragments' bytes, trailer. No text is copied. Stays where it was made: its last
// buffer points into it.
struct Stitched {
  Stitched() = default;
  Stitched(const Stitched&) = delete;
  Stitched& operator=(const Stitched&) = delete;

  std::vector<std::string_view> buffers;  // point into `strips` and `trailer`
  std::vector<StripPtr> strips;
  std::string trailer;
  std::size_t length = 0;       // compressed
  std::size_t text_length = 0;  // inflated
};
std::shared_ptr<const Stitched> stitch(std::vector<FragmentPtr> fragments);
// Makes all of the page from its strips.
void stitch_strips(Stitched& page);

// The text that a stitched page unpacks to: for clients without gzip.
std::string inflate(const Stitched& page);

}  // namespace vestnik::pages
