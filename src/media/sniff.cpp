#include "media/sniff.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace vestnik::media {
namespace {

using namespace std::string_view_literals;

std::uint8_t byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<std::uint8_t>(bytes[index]);
}

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (char byte : bytes.substr(0, 4)) value = value << 8U | static_cast<std::uint8_t>(byte);
  return value;
}

bool is_one_of(std::string_view brand, std::initializer_list<std::string_view> brands) {
  return std::ranges::find(brands, brand) != brands.end();
}

// ISO 14496-12: box := u32 size, "ftyp", major brand, u32 version, compatible brand*
std::optional<Kind> sniff_boxes(std::string_view bytes) {
  if (bytes.size() < 16 || bytes.substr(4, 4) != "ftyp") return {};
  std::size_t size = big_endian(bytes);
  if (size < 16 || size > bytes.size() || size % 4 != 0) return {};
  auto major = bytes.substr(8, 4);
  bool avif = is_one_of(major, {"avif", "avis"}), heic = is_one_of(major, {"heic", "heix", "heim", "heis"});
  bool still = avif || heic || is_one_of(major, {"mif1", "msf1"});
  for (std::size_t at = 16; still && at < size; at += 4) {
    avif = avif || bytes.substr(at, 4) == "avif";
    heic = heic || is_one_of(bytes.substr(at, 4), {"heic", "heix"});
  }
  if (still) return avif ? std::optional(Kind::avif) : heic ? std::optional(Kind::heic) : std::nullopt;
  if (is_one_of(major, {"M4A ", "M4B "})) return Kind::m4a;
  if (is_one_of(major, {"isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "dash", "M4V ", "MSNV"}))
    return Kind::mp4;
  return {};
}

// An EBML header whose DocType is "webm"; Matroska at large holds codecs that no browser plays.
std::optional<Kind> sniff_ebml(std::string_view bytes) {
  if (!bytes.starts_with("\x1A\x45\xDF\xA3"sv)) return {};
  if (bytes.substr(0, 64).find("\x42\x82\x84webm"sv) == std::string_view::npos) return {};
  return Kind::webm;
}

// Length in bytes of an MPEG audio layer III frame that starts here, 0 where none does.
std::size_t frame_length(std::string_view bytes) {
  if (bytes.size() < 4 || byte_at(bytes, 0) != 0xFF || (byte_at(bytes, 1) & 0xE0U) != 0xE0) return 0;
  unsigned version = byte_at(bytes, 1) >> 3U & 3U, layer = byte_at(bytes, 1) >> 1U & 3U;
  unsigned rate = byte_at(bytes, 2) >> 4U, frequency = byte_at(bytes, 2) >> 2U & 3U;
  unsigned padding = byte_at(bytes, 2) >> 1U & 1U;
  if (version == 1 || layer != 1 || rate == 0 || rate == 15 || frequency == 3) return 0;
  constexpr std::array first = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};  // kbit/s
  constexpr std::array second = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
  constexpr std::array hertz = {44'100, 48'000, 32'000};
  bool version_1 = version == 3;
  auto per_second = static_cast<unsigned>(hertz[frequency]) >> (version_1 ? 0U : version == 2 ? 1U : 2U);
  auto kilobits = static_cast<unsigned>(version_1 ? first[rate] : second[rate]);
  return (version_1 ? 144'000U : 72'000U) * kilobits / per_second + padding;
}

// Two frames in a row, behind an ID3v2 tag where there is one: a single sync word is too little to go by.
bool is_mp3(std::string_view bytes) {
  if (bytes.starts_with("ID3")) {
    if (bytes.size() < 10 || byte_at(bytes, 3) < 2 || byte_at(bytes, 3) > 4) return false;
    std::size_t size = 0;
    for (std::size_t index = 6; index < 10; ++index) {
      if (byte_at(bytes, index) > 0x7F) return false;
      size = size << 7U | byte_at(bytes, index);
    }
    if (bytes.size() - 10 < size) return false;
    bytes.remove_prefix(10 + size);
    auto audio = bytes.find_first_not_of('\0');
    if (audio == std::string_view::npos) return false;
    bytes.remove_prefix(audio);
  }
  auto length = frame_length(bytes);
  return length > 0 && length < bytes.size() && frame_length(bytes.substr(length)) > 0;
}

}  // namespace

std::optional<Kind> sniff(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Kind::jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"sv)) return Kind::png;
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return Kind::gif;
  if (bytes.starts_with("RIFF") && bytes.size() >= 16) {
    if (bytes.substr(8, 7) == "WEBPVP8") return Kind::webp;
    if (bytes.substr(8, 4) == "WAVE") return Kind::wav;
    return {};
  }
  if (bytes.starts_with("OggS\0"sv)) return Kind::ogg;
  if (bytes.starts_with("%PDF-1.") || bytes.starts_with("%PDF-2.")) return Kind::pdf;
  if (auto kind = sniff_boxes(bytes)) return kind;
  if (auto kind = sniff_ebml(bytes)) return kind;
  if (is_mp3(bytes)) return Kind::mp3;
  return {};
}

bool is_picture(Kind kind) {
  return kind <= Kind::heic;
}

std::string_view mime_of(Kind kind) {
  switch (kind) {
    case Kind::jpeg:
      return "image/jpeg";
    case Kind::png:
      return "image/png";
    case Kind::webp:
      return "image/webp";
    case Kind::gif:
      return "image/gif";
    case Kind::avif:
      return "image/avif";
    case Kind::heic:
      return "image/heic";
    case Kind::mp4:
      return "video/mp4";
    case Kind::webm:
      return "video/webm";
    case Kind::mp3:
      return "audio/mpeg";
    case Kind::m4a:
      return "audio/mp4";
    case Kind::ogg:
      return "audio/ogg";
    case Kind::wav:
      return "audio/wav";
    case Kind::pdf:
      break;
  }
  return "application/pdf";
}

}  // namespace vestnik::media
