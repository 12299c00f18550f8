// Perceptual hashes of the library's pictures, by the digest of the original (media/picture_hash.h). No file
// of a sealed report has a row: those are compared in the desk's browsers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/ids.h"
#include "store/session.h"

namespace vestnik::store {

// The first one said of a digest stays: the same bytes have the same. '' of an original that cannot be read.
void keep_hash(Session& session, std::string_view digest, std::string_view hash);

struct HashedPicture {
  AssetId id;
  std::optional<std::string> hash = {};  // nothing: not worked out yet
};
// A site's pictures with a file, [≤ most] by id, those behind `after`.
std::vector<HashedPicture> hashes_after(Session& session, SiteId site, AssetId after, std::size_t most);

struct Unhashed {
  AssetId id;
  std::string digest;
};
// Of every site, [≤ most] by id, those behind `after` whose hash nobody has worked out.
std::vector<Unhashed> unhashed_after(Session& session, AssetId after, std::size_t most);

}  // namespace vestnik::store
