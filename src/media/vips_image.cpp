#include "media/vips_image.h"

#include <webp/decode.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/limits.h"
#include "base/text.h"

namespace vestnik::media {
namespace {

void ignore_log(const char*, GLogLevelFlags, const char*, void*) {}

// GObject's way of saying "the result is mine now".
Image take(VipsImage* image) {
  return Image(image);
}

int load_header(void* bytes, std::size_t size, Kind kind, VipsImage** out) {
  switch (kind) {
    case Kind::jpeg:
      return vips_jpegload_buffer(bytes, size, out, nullptr);
    case Kind::png:
      return vips_pngload_buffer(bytes, size, out, nullptr);
    case Kind::webp:
      return vips_webpload_buffer(bytes, size, out, nullptr);
    case Kind::gif:
      return vips_gifload_buffer(bytes, size, out, nullptr);
    case Kind::avif:
    case Kind::heic:
      return vips_heifload_buffer(bytes, size, out, nullptr);
    default:
      vips_error("vestnik", "not a picture");
      return -1;
  }
}

Result<void> check(Size size) {
  auto pixels = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
  if (pixels <= limits::picture_pixels) return {};
  return fail(ErrorKind::too_large,
              "the picture has " + std::to_string(size.width) + " × " + std::to_string(size.height) + " pixels", {},
              "at most " + std::to_string(limits::picture_pixels / 1'000'000) + " million are taken");
}

}  // namespace

Result<void> start_vips() {
  // Large pictures stay in memory, which is limited: the worker can write no temporary files.
  setenv("VIPS_DISC_THRESHOLD", "16g", 1);
  setenv("VIPS_CONCURRENCY", "1", 1);
  setenv("VIPS_NOVECTOR", "1", 1);  // liborc would need memory that is written and executed
  g_log_set_default_handler(ignore_log, nullptr);
  if (VIPS_INIT("vestnik") != 0) return fail(ErrorKind::unavailable, "libvips does not start", vips_error_buffer());
  vips_concurrency_set(1);
  vips_cache_set_max(0);

  vips_block_untrusted_set(TRUE);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const char* loader : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif",
                             "VipsForeignLoadHeif"})
    vips_operation_block_set(loader, FALSE);
  return {};
}

std::unexpected<Error> unreadable() {
  std::string reason = text::squeeze(text::clean(vips_error_buffer()));
  vips_error_clear();
  if (!reason.empty()) reason = ": " + reason.substr(0, 200);
  return fail(ErrorKind::invalid, "unreadable picture" + reason, {}, "save it anew as JPEG or PNG");
}

Result<Size> size_of(std::string_view bytes, Kind kind) {
  vips_error_clear();
  // libvips makes room for all of a WebP's pixels before it tells their number.
  if (kind == Kind::webp) {
    Size size;
    if (WebPGetInfo(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), &size.width, &size.height) == 0)
      return unreadable();
    if (auto fits = check(size); !fits) return std::unexpected(fits.error());
  }
  VipsImage* header = nullptr;
  if (load_header(const_cast<char*>(bytes.data()), bytes.size(), kind, &header) != 0) return unreadable();
  Image image = take(header);
  Size size{vips_image_get_width(header), vips_image_get_page_height(header)};
  if (auto fits = check(size); !fits) return std::unexpected(fits.error());
  constexpr int first_turned = 5;  // EXIF orientations 5 to 8 swap the sides
  if (vips_image_get_orientation(header) >= first_turned) std::swap(size.width, size.height);
  return size;
}

Result<Area> shown_part(Size size, const std::optional<Area>& part) {
  if (!part) return Area{0, 0, size.width, size.height};
  if (part->is_within(size.width, size.height)) return *part;
  return fail(ErrorKind::invalid, "what is to be shown lies outside the picture");
}

Area cut(Size whole, double left, double top, Size wanted) {
  const auto begin = [](double at, int length, int part) {
    return std::clamp(static_cast<int>(std::lround(at)), 0, length - part);
  };
  return {begin(left, whole.width, wanted.width), begin(top, whole.height, wanted.height), wanted.width, wanted.height};
}

Result<Image> scaled(std::string_view bytes, Size size, const Area& area) {
  // libvips 8.14 does not hand the operation's own "fail_on" to loaders of memory.
  constexpr const char* strict = "[fail_on=error]";
  VipsImage* out = nullptr;
  if (vips_thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), &out, size.width, "height", size.height,
                            "size", VIPS_SIZE_FORCE, "export_profile", "srgb", "option_string", strict, nullptr) != 0)
    return unreadable();
  Image image = take(out);
  if (area != Area{0, 0, size.width, size.height}) {
    if (vips_extract_area(image.get(), &out, area.left, area.top, area.width, area.height, nullptr) != 0)
      return unreadable();
    image = take(out);
  }
  if (vips_colourspace(image.get(), &out, VIPS_INTERPRETATION_sRGB, nullptr) != 0) return unreadable();
  image = take(out);
  if (vips_image_hasalpha(image.get()) != 0) {
    double white[] = {255, 255, 255};
    VipsArrayDouble* background = vips_array_double_new(white, 3);
    int failed = vips_flatten(image.get(), &out, "background", background, nullptr);
    vips_area_unref(VIPS_AREA(background));
    if (failed != 0) return unreadable();
    image = take(out);
  }
  if (vips_cast_uchar(image.get(), &out, nullptr) != 0) return unreadable();
  image = take(out);

  // Only pixels go on from here.
  std::size_t length = 0;
  std::unique_ptr<void, decltype(&g_free)> pixels(vips_image_write_to_memory(image.get(), &length), g_free);
  if (!pixels) return unreadable();
  VipsImage* bare = vips_image_new_from_memory_copy(pixels.get(), length, image->Xsize, image->Ysize, image->Bands,
                                                    VIPS_FORMAT_UCHAR);
  if (bare == nullptr) return unreadable();
  bare->Type = VIPS_INTERPRETATION_sRGB;
  return take(bare);
}

}  // namespace vestnik::media
