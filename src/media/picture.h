// What a picture is and says (library.h, Picture), read in the worker.
#pragma once

#include <string_view>

#include "base/error.h"
#include "media/library.h"

namespace vestnik::media {

// Decodes the picture once, so that a damaged one is refused when it comes and not when a reader asks for it. The
// placeholder is of `part`, where one is given.
Result<Picture> read_picture(std::string_view bytes, const std::optional<Area>& part = {});

}  // namespace vestnik::media
