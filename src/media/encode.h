// Pixels to the bytes of a file that holds nothing but them. Only in the worker.
#pragma once

#include <string>

#include "base/error.h"
#include "media/library.h"
#include "media/vips_image.h"

namespace vestnik::media {

// A plain lossy WebP.
Result<std::string> encode_webp(const Image& image, int quality);

// Baseline of every reader: progressive, Huffman tables optimised.
Result<std::string> encode_jpeg(const Image& image, int quality);

// By libheif itself: libvips attaches EXIF of its own making, and nothing else can put the XMP packet `xmp` (empty
// for none) into such a file. 4:2:0, one thread, so that the same pixels give the same bytes.
Result<std::string> encode_avif(const Image& image, int quality, int speed, const std::string& xmp);

}  // namespace vestnik::media
