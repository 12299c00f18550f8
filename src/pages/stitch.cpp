#include <zlib.h>

#include <array>
#include <cstdlib>

#include "pages/fragment.h"

namespace vestnik::pages {
namespace {

// RFC 1952: magic, deflate, no flags, no time, no hint, operating system unknown.
constexpr std::array<char, 10> gzip_header = {'\x1F', '\x8B', 8, 0, 0, 0, 0, 0, 0, '\xFF'};

void append_little_endian(std::string& out, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xFFU);
}

}  // namespace

std::shared_ptr<const Stitched> stitch(std::vector<FragmentPtr> fragments) {
  auto page = std::make_shared<Stitched>();
  page->fragments = std::move(fragments);
  page->buffers.reserve(page->fragments.size() + 2);
  page->buffers.emplace_back(gzip_header.data(), gzip_header.size());
  uLong crc = 0;
  for (const FragmentPtr& fragment : page->fragments) {
    if (fragment->length == 0) continue;
    page->buffers.emplace_back(fragment->deflate);
    crc = crc32_combine_op(crc, fragment->crc, fragment->operand);
    page->text_length += fragment->length;
  }
  page->trailer = {'\x03', '\x00'};
  append_little_endian(page->trailer, static_cast<std::uint32_t>(crc));
  append_little_endian(page->trailer, static_cast<std::uint32_t>(page->text_length));
  page->buffers.emplace_back(page->trailer);
  for (const std::string_view buffer : page->buffers) page->length += buffer.size();
  return page;
}

std::string inflate(const Stitched& page) {
  std::string text(page.text_length, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) std::abort();  // no memory
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  int state = Z_OK;
  for (const std::string_view buffer : page.buffers) {
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(buffer.data()));  // NOLINT: not written to
    stream.avail_in = static_cast<uInt>(buffer.size());
    while (stream.avail_in > 0 && state == Z_OK) state = ::inflate(&stream, Z_NO_FLUSH);
  }
  inflateEnd(&stream);
  // We made it, so that anything but a whole stream of that length is a broken invariant.
  if (state != Z_STREAM_END || stream.avail_out != 0) std::abort();
  return text;
}

}  // namespace vestnik::pages
