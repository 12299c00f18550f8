// Renditions made from an original, in the worker. The same input gives the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "media/library.h"

namespace vestnik::media {

// ErrorKind::not_found for a width that is not offered for this picture and crop (widths_for).
Result<std::string> make_rendition(std::string_view original, const Rendition& wanted, const std::string& credit,
                                   const std::string& rights);

}  // namespace vestnik::media
