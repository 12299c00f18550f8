// libvips for the worker: started with only the loaders that we want, pictures opened within our limits.
// Only in the worker: foreign bytes are decoded here.
#pragma once

#include <vips/vips.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/area.h"
#include "base/error.h"
#include "media/sniff.h"

namespace vestnik::media {

struct ReleaseImage {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, ReleaseImage>;

// Once, while the process has one thread: loads every plugin, blocks all loaders but those for sniffed pictures.
Result<void> start_vips();

// What libvips says about its last failure, in one line.
std::unexpected<Error> unreadable();

struct Size {
  int width = 0, height = 0;  // px, upright
};
// From the header alone, nothing is decoded. ErrorKind::too_large above limits::picture_pixels.
Result<Size> size_of(std::string_view bytes, Kind kind);

// `part`, or all of it. ErrorKind::invalid where the part is not within the picture.
Result<Area> shown_part(Size size, const std::optional<Area>& part);
// Of a picture of size `whole` the part of size `wanted` that begins as near to `left` and `top` as its edges allow.
Area cut(Size whole, double left, double top, Size wanted);

// The picture scaled to exactly that size, and of that the part `area`: upright, sRGB, 8 bits, three bands, transparent
// parts white, in memory, nothing attached. A damaged or truncated picture is an error.
Result<Image> scaled(std::string_view bytes, Size size, const Area& area);

}  // namespace vestnik::media
