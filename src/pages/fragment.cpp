#include "pages/fragment.h"

#include <zlib.h>

#include <cstdio>
#include <cstdlib>

#include "base/limits.h"

namespace vestnik::pages {
namespace {

constexpr char hole = '\xFF';
constexpr std::size_t window_bytes = std::size_t{32} << 10U;

// zlib fails here only without memory or when it is called wrongly: neither leaves anything to serve.
void must_be(bool held, const char* what) {
  if (held) return;
  std::fprintf(stderr, "pages: broken invariant: %s\n", what);
  std::abort();
}

// zlib takes its input through a pointer that it does not write to.
Bytef* input(std::string_view bytes) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));  // NOLINT
}

// What zlib may use of memory. It empties its tables at each beginning and at each flush: for a few kilobytes of text,
// large ones cost more than the packing.
struct Room {
  int window_bits, memory;
};
constexpr Room usual_room{15, 9};  // the largest symbol buffer too: fewer blocks, fewer code tables
Room brief_room(std::size_t text) {
  int bits = 10;
  while (bits < 15 && (std::size_t{1} << static_cast<unsigned>(bits)) < text) ++bits;
  return {bits, 6};
}

std::string deflate_flushed(std::string_view text, std::string_view before, int level, Room room) {
  z_stream stream{};
  must_be(deflateInit2(&stream, level, Z_DEFLATED, -room.window_bits, room.memory, Z_DEFAULT_STRATEGY) == Z_OK,
          "deflateInit2");
  if (!before.empty()) {
    must_be(deflateSetDictionary(&stream, input(before), static_cast<uInt>(before.size())) == Z_OK, "dictionary");
  }
  // deflateBound counts a stream's end; a flush may add a stored block's head and its marker.
  std::string out(deflateBound(&stream, text.size()) + 16, '\0');
  stream.next_in = input(text);
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  must_be(deflate(&stream, Z_FULL_FLUSH) == Z_OK && stream.avail_in == 0 && stream.avail_out > 0, "deflate");
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return std::string(out);  // without the room that was not needed
}

// All that is known of a text before it is packed.
std::shared_ptr<Fragment> unpacked(std::string_view text, std::uint64_t version) {
  auto made = std::make_shared<Fragment>();
  made->version = version;
  made->length = text.size();
  made->crc = static_cast<std::uint32_t>(crc32_z(0, input(text), text.size()));
  made->operand = static_cast<std::uint32_t>(crc32_combine_gen(static_cast<z_off_t>(text.size())));
  return made;
}

}  // namespace

FragmentPtr compress(std::string_view text, std::string_view before, std::uint64_t version, int level) {
  auto made = unpacked(text, version);
  if (text.empty()) return made;
  if (before.size() > window_bytes) before.remove_prefix(before.size() - window_bytes);
  // Text that is not UTF-8 could match the bytes that stand for a slot: it is kept from seeing any.
  if (text.find(hole) != std::string_view::npos) {
    if (const auto last = before.rfind(hole); last != std::string_view::npos) before.remove_prefix(last + 1);
  }
  made->deflate = deflate_flushed(text, before, level, usual_room);
  return made;
}

FragmentPtr compress_briefly(std::string_view text, std::uint64_t version) {
  auto made = unpacked(text, version);
  if (!text.empty()) made->deflate = deflate_flushed(text, {}, 1, brief_room(text.size()));
  return made;
}

FragmentPtr compress_slot(std::string_view html, std::uint64_t version) {
  must_be(html.size() <= limits::slot_bytes, "a slot's text is longer than limits::slot_bytes");
  std::string padded(html);
  padded.resize(limits::slot_bytes, ' ');
  return compress(padded, {}, version, 9);
}

std::string slot_mark(std::string_view name) {
  std::string mark(1, slot_begin);
  mark += name;
  mark += slot_end;
  return mark;
}

}  // namespace vestnik::pages
