// The picture that stands in the place of a site's name. Any thread.
#pragma once

#include <optional>

#include "media/library.h"
#include "pages/views.h"

namespace vestnik::pages {

// As every page shows it, and machines are told of it; nothing where there is no logo.
std::optional<media::Rendition> logo_rendition(const PictureView& logo);

}  // namespace vestnik::pages
