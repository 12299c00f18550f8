#include "media/testing/clean.h"

#include <array>
#include <exiv2/exiv2.hpp>

namespace vestnik::media::testing {
namespace {

constexpr std::array<std::string_view, 4> kept = {"Exif.Image.Artist", "Exif.Image.Copyright", "Xmp.photoshop.Credit",
                                                  "Xmp.dc.rights"};

std::unique_ptr<Exiv2::Image> opened_metadata(std::string_view bytes) {
  Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
  Exiv2::enableBMFF();
  std::unique_ptr<Exiv2::Image> image(
      Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bytes.data()), static_cast<long>(bytes.size()))
          .release());
  image->readMetadata();
  return image;
}

template <class Entries>
void add_traces(std::vector<std::string>& traces, const Entries& entries) {
  for (const auto& datum : entries)
    if (std::ranges::find(kept, datum.key()) == kept.end()) traces.push_back(datum.key());
}

template <class Entries>
std::string find_in(const Entries& entries, const std::string& key) {
  for (const auto& datum : entries)
    if (datum.key() == key) return datum.toString();
  return {};
}

}  // namespace

std::vector<std::string> traces_in(std::string_view bytes) {
  std::vector<std::string> traces;
  auto image = opened_metadata(bytes);
  add_traces(traces, image->exifData());
  add_traces(traces, image->iptcData());
  add_traces(traces, image->xmpData());
  if (!image->comment().empty()) traces.emplace_back("comment");
  if (image->iccProfileDefined()) traces.emplace_back("icc");
  if (Exiv2::ExifThumbC(image->exifData()).copy().size_ > 0) traces.emplace_back("thumbnail");
  return traces;
}

std::string entry(std::string_view bytes, const std::string& key) {
  auto image = opened_metadata(bytes);
  if (key.starts_with("Exif.")) return find_in(image->exifData(), key);
  if (key.starts_with("Iptc.")) return find_in(image->iptcData(), key);
  return find_in(image->xmpData(), key);
}

}  // namespace vestnik::media::testing
