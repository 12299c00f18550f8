#include <zlib.h>

#include <array>
#include <cstdlib>

#include "pages/fragment.h"

namespace vestnik::pages {
namespace {

// RFC 1952: magic, deflate, no flags, no time, no hint, operating system unknown.
constexpr std::array<char, 10> gzip_header = {'\x1F', '\x8B', 8, 0, 0, 0, 0, 0, 0, '\xFF'};

void put_little_endian(char* out, std::uint32_t number) {
  for (unsigned at = 0; at < 4; ++at) out[at] = static_cast<char>(number >> (8 * at) & 0xFFU);
}

}  // namespace

std::string_view gzip_begin() {
  return {gzip_header.data(), gzip_header.size()};
}

GzipEnd gzip_end(std::uint32_t crc, std::size_t text_length) {
  GzipEnd end{'\x03', '\x00'};  // a last block of nothing
  put_little_endian(end.data() + 2, crc);
  put_little_endian(end.data() + 6, static_cast<std::uint32_t>(text_length));
  return end;
}

StripPtr make_strip(std::vector<FragmentPtr> fragments) {
  auto strip = std::make_shared<Strip>();
  strip->fragments = std::move(fragments);
  strip->buffers.reserve(strip->fragments.size());
  if (strip->fragments.size() == 1) {  // all of a chain in one piece, as most are: nothing to be worked out
    const Fragment& only = *strip->fragments.front();
    if (only.length != 0) strip->buffers.emplace_back(only.deflate);
    strip->crc = only.crc;
    strip->operand = only.operand;
    strip->length = only.length != 0 ? only.deflate.size() : 0;
    strip->text_length = only.length;
    return strip;
  }
  uLong crc = 0;
  for (const FragmentPtr& fragment : strip->fragments) {
    if (fragment->length == 0) continue;
    strip->buffers.emplace_back(fragment->deflate);
    crc = crc32_combine_op(crc, fragment->crc, fragment->operand);
    strip->length += fragment->deflate.size();
    strip->text_length += fragment->length;
  }
  strip->crc = static_cast<std::uint32_t>(crc);
  strip->operand = static_cast<std::uint32_t>(crc32_combine_gen(static_cast<z_off_t>(strip->text_length)));
  return strip;
}

void stitch_strips(Stitched& page) {
  std::size_t buffers = 2;
  for (const StripPtr& strip : page.strips) buffers += strip->buffers.size();
  page.buffers.reserve(buffers);
  page.buffers.push_back(gzip_begin());
  uLong crc = 0;
  for (const StripPtr& strip : page.strips) {
    page.buffers.insert(page.buffers.end(), strip->buffers.begin(), strip->buffers.end());
    crc = page.text_length == 0 ? strip->crc : crc32_combine_op(crc, strip->crc, strip->operand);
    page.length += strip->length;
    page.text_length += strip->text_length;
  }
  const GzipEnd end = gzip_end(static_cast<std::uint32_t>(crc), page.text_length);
  page.trailer.assign(end.data(), end.size());
  page.buffers.emplace_back(page.trailer);
  page.length += gzip_header.size() + end.size();
}

std::shared_ptr<const Stitched> stitch(std::vector<FragmentPtr> fragments) {
  auto page = std::make_shared<Stitched>();
  page->strips.push_back(make_strip(std::move(fragments)));
  stitch_strips(*page);
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
