// Words that travel inside a picture (IPTC, XMP, EXIF), by exiv2. Only in the worker: foreign bytes are parsed here.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "media/library.h"

namespace vestnik::media {

// Once, while the process has one thread.
void start_captions();

// Fills title, caption, credit and rights. A picture whose metadata cannot be parsed has none.
void read_captions(std::string_view bytes, Picture& picture);

// `bytes`, a JPEG or WebP without metadata, with credit and rights in EXIF (Artist, Copyright) and XMP
// (photoshop:Credit, dc:rights). Nothing is written for an empty one.
Result<std::string> write_captions(const std::string& bytes, const std::string& credit, const std::string& rights);

// The same as an XMP packet on its own, empty where both are: for formats that exiv2 does not write.
Result<std::string> captions_packet(const std::string& credit, const std::string& rights);

}  // namespace vestnik::media
