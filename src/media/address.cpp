// The names under which renditions are served, and the sizes they come in: pure functions.
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/digest.h"
#include "media/library.h"

namespace vestnik::media {
namespace {

constexpr std::string_view prefix = "/media/";
constexpr std::size_t digest_length = 64, stamp_digits = 8;
constexpr int widest = widths[std::size(widths) - 1];
constexpr int highest = 16'383;  // px; WebP has no more

struct CropName {
  Crop crop;
  std::string_view name;
};
constexpr std::array crop_names = {CropName{Crop::whole, "whole"}, CropName{Crop::wide, "wide"},
                                   CropName{Crop::square, "square"}};
constexpr std::array formats = {Format::avif, Format::webp, Format::jpeg};

int percent(double fraction) {
  return static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * 100));
}

// Digits only, without leading zeros, so that a rendition has one name.
std::optional<int> number(std::string_view digits) {
  if (digits.empty() || digits.size() > 5 || (digits.size() > 1 && digits[0] == '0')) return {};
  int value = 0;
  auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem != std::errc{} || end != digits.data() + digits.size() || value < 0) return {};
  return value;
}

bool is_stamp(std::string_view text) {
  return text.size() == stamp_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// What precedes `mark`; `rest` goes on behind it. Nothing where there is no mark.
std::optional<std::string_view> take_until(std::string_view& rest, char mark) {
  auto end = rest.find(mark);
  if (end == std::string_view::npos) return {};
  auto part = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return part;
}

// Width of the largest part of a picture that has the aspect of `crop`, px.
int cropped_width(int width, Crop crop, int height) {
  auto by_height = [&](std::int64_t across, std::int64_t down) {
    return static_cast<int>(std::min<std::int64_t>(width, height * across / down));
  };
  switch (crop) {
    case Crop::wide:
      return std::max(1, by_height(3, 2));
    case Crop::square:
      return std::max(1, by_height(1, 1));
    case Crop::whole:
      break;
  }
  if (height <= highest) return width;
  return std::max(1, static_cast<int>(static_cast<std::int64_t>(width) * highest / height));
}

}  // namespace

std::string_view extension_of(Format format) {
  switch (format) {
    case Format::avif:
      return "avif";
    case Format::webp:
      return "webp";
    case Format::jpeg:
      break;
  }
  return "jpg";
}

std::string_view mime_of(Format format) {
  switch (format) {
    case Format::avif:
      return "image/avif";
    case Format::webp:
      return "image/webp";
    case Format::jpeg:
      break;
  }
  return "image/jpeg";
}

std::string stamp_of(std::string_view credit, std::string_view rights, const std::optional<Area>& part) {
  if (credit.empty() && rights.empty() && !part) return {};
  std::string said = std::string(credit) + '\n' + std::string(rights);
  if (part) said += fmt::format("\n{} {} {} {}", part->left, part->top, part->width, part->height);
  return sha256_hex(said).substr(0, stamp_digits);
}

std::string address_of(std::string_view digest, const Rendition& rendition) {
  bool whole = rendition.crop == Crop::whole;  // the focus moves nothing then
  return fmt::format("{}{}/{}-{}-{}x{}{}{}.{}", prefix, digest, rendition.width,
                     crop_names[static_cast<std::size_t>(rendition.crop)].name, whole ? 50 : percent(rendition.focus_x),
                     whole ? 50 : percent(rendition.focus_y), rendition.stamp.empty() ? "" : "-", rendition.stamp,
                     extension_of(rendition.format));
}

std::optional<Named> parse_address(std::string_view path) {
  auto rest = path;
  if (!rest.starts_with(prefix)) return {};
  rest.remove_prefix(prefix.size());
  auto digest = take_until(rest, '/');
  if (!digest || digest->size() != digest_length ||
      digest->find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return {};

  auto width = take_until(rest, '-'), crop = take_until(rest, '-'), across = take_until(rest, 'x'),
       down = take_until(rest, '.');
  if (!width || !crop || !across || !down) return {};
  Named named{std::string(*digest), {}};
  if (const auto dash = down->find('-'); dash != std::string_view::npos) {
    named.rendition.stamp = down->substr(dash + 1);
    down = down->substr(0, dash);
    if (!is_stamp(named.rendition.stamp)) return {};
  }
  auto w = number(*width), x = number(*across), y = number(*down);
  if (!w || *w < 1 || *w > widest || !x || *x > 100 || !y || *y > 100) return {};
  named.rendition.width = *w;
  named.rendition.focus_x = *x / 100.0;
  named.rendition.focus_y = *y / 100.0;

  auto known_crop = std::ranges::find(crop_names, *crop, &CropName::name);
  auto known_format = std::ranges::find(formats, rest, extension_of);
  if (known_crop == crop_names.end() || known_format == formats.end()) return {};
  named.rendition.crop = known_crop->crop;
  named.rendition.format = *known_format;
  if (named.rendition.crop == Crop::whole && (*x != 50 || *y != 50)) return {};
  return named;
}

std::vector<int> widths_for(int width, Crop crop, int height) {
  std::vector<int> offered;
  if (width < 1 || height < 1) return offered;
  int own = cropped_width(width, crop, height);
  for (int candidate : widths)
    if (candidate < own) offered.push_back(candidate);
  offered.push_back(std::min(own, widest));
  if (offered.size() > 1 && offered.back() == offered[offered.size() - 2]) offered.pop_back();
  return offered;
}

int height_of(const Rendition& rendition, int width, int height) {
  auto scaled = [&](double across, double down) {
    return static_cast<int>(std::clamp<long>(std::lround(rendition.width * down / across), 1, highest));
  };
  switch (rendition.crop) {
    case Crop::wide:
      return scaled(3, 2);
    case Crop::square:
      return rendition.width;
    case Crop::whole:
      break;
  }
  if (width < 1 || height < 1) return 1;
  return scaled(width, height);
}

}  // namespace vestnik::media
