#include "media/captions.h"

#include <unicode/unistr.h>

#include <exiv2/exiv2.hpp>

#include "base/limits.h"
#include "base/text.h"

namespace vestnik::media {
namespace {

using Bytes = const Exiv2::byte*;

// Agencies' older files hold IPTC texts in the sender's 8-bit code without saying which. Letters beyond ASCII that
// stand beside each other are Cyrillic words, single ones are accents.
std::string from_8_bit(const std::string& bytes) {
  auto is_high = [](char byte) { return static_cast<unsigned char>(byte) > 0x7F; };
  std::size_t high = 0, paired = 0;
  for (std::size_t index = 0; index < bytes.size(); ++index)
    if (is_high(bytes[index])) {
      ++high;
      if (index > 0 && is_high(bytes[index - 1])) ++paired;
    }
  icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                          paired * 2 >= high ? "windows-1251" : "windows-1252");
  std::string utf8;
  return text.toUTF8String(utf8);
}

// At most `limit` bytes, none of a character's bytes without the others.
std::string cut(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80) --limit;
  text.resize(limit);
  return text;
}

std::string cleaned(std::string text) {
  if (text.size() > limits::caption_bytes * 4) text = cut(std::move(text), limits::caption_bytes * 4);
  if (!text::is_utf8(text)) text = from_8_bit(text);
  text = text::clean(text);
  auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
  return cut(std::move(text), limits::caption_bytes);
}

std::string xmp_text(const Exiv2::XmpData& data, const char* key) {
  auto found = data.findKey(Exiv2::XmpKey(key));
  if (found == data.end()) return {};
  // Of alternatives by language the default stands first (XMP specification part 1, 8.2.2.4); of several people each
  // is named.
  if (found->typeId() == Exiv2::langAlt) {
    const auto* texts = dynamic_cast<const Exiv2::LangAltValue*>(&found->value());
    if (texts == nullptr || texts->value_.empty()) return {};
    auto standard = texts->value_.find("x-default");
    return cleaned(standard == texts->value_.end() ? texts->value_.begin()->second : standard->second);
  }
  if (found->typeId() == Exiv2::xmpText) return cleaned(found->toString());
  std::string joined;
  for (long index = 0; index < found->count() && joined.size() < limits::caption_bytes; ++index)
    joined += (index == 0 ? "" : ", ") + found->toString(index);
  return cleaned(joined);
}

std::string iptc_text(const Exiv2::IptcData& data, const char* key) {
  auto found = data.findKey(Exiv2::IptcKey(key));
  return found == data.end() ? std::string() : cleaned(found->toString());
}

std::string exif_text(const Exiv2::ExifData& data, const char* key) {
  auto found = data.findKey(Exiv2::ExifKey(key));
  return found == data.end() || found->typeId() != Exiv2::asciiString ? std::string() : cleaned(found->toString());
}

std::string first_of(std::initializer_list<std::string> texts) {
  for (const auto& text : texts)
    if (!text.empty()) return text;
  return {};
}

Exiv2::XmpData xmp_of(const std::string& credit, const std::string& rights) {
  Exiv2::XmpData data;
  if (!credit.empty()) data["Xmp.photoshop.Credit"] = credit;
  if (!rights.empty()) {
    Exiv2::LangAltValue text;
    text.read("lang=\"x-default\" " + rights);
    data.add(Exiv2::XmpKey("Xmp.dc.rights"), &text);
  }
  return data;
}

std::unexpected<Error> failed(const std::exception& problem) {
  return fail(ErrorKind::invalid, std::string("cannot write credit and rights into the picture: ") + problem.what());
}

// Both fit one JPEG segment (64 KB) together, twice.
constexpr std::size_t written_bytes = 4'000;

}  // namespace

void start_captions() {
  Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
  Exiv2::XmpParser::initialize();
  Exiv2::enableBMFF();
  from_8_bit("\xD1\xED\xE8\xEC\xEA\xE0");  // converters are loaded on first use
  from_8_bit("caf\xE9");
}

void read_captions(std::string_view bytes, Picture& picture) {
  try {
    auto image = Exiv2::ImageFactory::open(reinterpret_cast<Bytes>(bytes.data()), static_cast<long>(bytes.size()));
    image->readMetadata();
    const auto& xmp = image->xmpData();
    const auto& iptc = image->iptcData();
    const auto& exif = image->exifData();
    picture.title = first_of({xmp_text(xmp, "Xmp.dc.title"), iptc_text(iptc, "Iptc.Application2.ObjectName"),
                              xmp_text(xmp, "Xmp.photoshop.Headline"), iptc_text(iptc, "Iptc.Application2.Headline")});
    picture.caption = first_of({xmp_text(xmp, "Xmp.dc.description"), iptc_text(iptc, "Iptc.Application2.Caption"),
                                exif_text(exif, "Exif.Image.ImageDescription")});
    picture.credit = first_of({xmp_text(xmp, "Xmp.photoshop.Credit"), iptc_text(iptc, "Iptc.Application2.Credit"),
                               xmp_text(xmp, "Xmp.dc.creator"), iptc_text(iptc, "Iptc.Application2.Byline"),
                               exif_text(exif, "Exif.Image.Artist")});
    picture.rights = first_of({xmp_text(xmp, "Xmp.dc.rights"), iptc_text(iptc, "Iptc.Application2.Copyright"),
                               exif_text(exif, "Exif.Image.Copyright")});
  } catch (const std::exception&) {
    picture.title.clear();
    picture.caption.clear();
    picture.credit.clear();
    picture.rights.clear();
  }
}

Result<std::string> write_captions(const std::string& bytes, const std::string& credit, const std::string& rights) {
  if (credit.empty() && rights.empty()) return bytes;
  try {
    auto image = Exiv2::ImageFactory::open(reinterpret_cast<Bytes>(bytes.data()), static_cast<long>(bytes.size()));
    image->readMetadata();
    if (!credit.empty()) image->exifData()["Exif.Image.Artist"] = cut(credit, written_bytes);
    if (!rights.empty()) image->exifData()["Exif.Image.Copyright"] = cut(rights, written_bytes);
    auto packet = captions_packet(credit, rights);
    if (!packet) return packet;
    image->setXmpPacket(*packet);
    image->writeXmpFromPacket(true);
    image->writeMetadata();
    auto& out = image->io();
    out.seek(0, Exiv2::BasicIo::beg);
    auto buffer = out.read(static_cast<long>(out.size()));
    return std::string(reinterpret_cast<const char*>(buffer.pData_), static_cast<std::size_t>(buffer.size_));
  } catch (const std::exception& problem) {
    return failed(problem);
  }
}

Result<std::string> captions_packet(const std::string& credit, const std::string& rights) {
  std::string packet;
  if (credit.empty() && rights.empty()) return packet;
  try {
    if (Exiv2::XmpParser::encode(packet, xmp_of(cut(credit, written_bytes), cut(rights, written_bytes)),
                                 Exiv2::XmpParser::omitPacketWrapper | Exiv2::XmpParser::useCompactFormat |
                                     Exiv2::XmpParser::omitAllFormatting) != 0)
      return fail(ErrorKind::invalid, "cannot write credit and rights as XMP");
    return packet;
  } catch (const std::exception& problem) {
    return failed(problem);
  }
}

}  // namespace vestnik::media
