// A picture, video, sound or document of the media library. The file itself lies in the media folder under its digest.
#pragma once

#include <optional>
#include <string>

#include "base/area.h"
#include "base/time.h"
#include "content/ids.h"

namespace vestnik::content {

struct Asset {
  enum class Kind { image, video, audio, document };
  AssetId id;
  SiteId site;
  Kind kind = Kind::image;
  std::string digest;     // SHA-256 of the original, 64 hexadecimal digits; empty: known of, but no file came with it
  std::string file_name;  // as it was called, without a path
  std::string mime;       // sniffed, not claimed
  std::int64_t bytes = 0;
  int width = 0, height = 0;                        // pixels after turning upright; 0 where unknown
  double focus_x = 0.5, focus_y = 0.5;              // focal point, 0…1 from the left and the top of what is shown
  std::string title, alt, caption, credit, rights;  // credit: "Снимка: EPA"
  std::string placeholder;   // a tiny picture as "data:image/webp;base64,…", empty where there is none
  std::string original_url;  // where it was before an import
  Time created_at;
  std::optional<Time> rights_expire_at;  // from then on no reader sees it; nothing: never
  std::optional<Area> crop;              // all that is shown of the picture; nothing: the whole of it

  int shown_width() const { return crop ? crop->width : width; }
  int shown_height() const { return crop ? crop->height : height; }
  bool operator==(const Asset&) const = default;
};

}  // namespace vestnik::content
