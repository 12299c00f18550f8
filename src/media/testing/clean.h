// For tests: what a file that readers get still tells about where it came from. Parses in this process, so only for
// files that we made. One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vestnik::media::testing {

// Keys of all EXIF, IPTC and XMP entries, "comment", "icc", "thumbnail", other than where credit and rights stand.
// Empty for a clean rendition. JPEG, PNG, WebP, AVIF.
std::vector<std::string> traces_in(std::string_view bytes);

// Value of one entry by exiv2's name ("Exif.GPSInfo.GPSLatitude", "Xmp.dc.rights"), empty where there is none.
std::string entry(std::string_view bytes, const std::string& key);

}  // namespace vestnik::media::testing
