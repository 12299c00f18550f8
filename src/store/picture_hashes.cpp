#include "store/picture_hashes.h"

namespace vestnik::store {

void keep_hash(Session& session, std::string_view digest, std::string_view hash) {
  session.run("INSERT INTO picture_hashes (digest, hash) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
              {digest, hash});
}

std::vector<HashedPicture> hashes_after(Session& session, SiteId site, AssetId after, std::size_t most) {
  std::vector<HashedPicture> pictures;
  session.query(
      "SELECT a.id, CASE WHEN p.hash IS NULL THEN 0 ELSE 1 END, COALESCE(p.hash, '') FROM assets a "
      "LEFT JOIN picture_hashes p ON p.digest = a.digest "
      "WHERE a.site = ? AND a.id > ? AND a.kind = 'image' AND a.digest <> '' ORDER BY a.id LIMIT ?",
      "iit", {site, after.value, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        pictures.push_back({row.id<AssetId>(0)});
        if (row.integer(1) != 0) pictures.back().hash = row.string(2);
        return true;
      });
  return pictures;
}

std::vector<Unhashed> unhashed_after(Session& session, AssetId after, std::size_t most) {
  std::vector<Unhashed> pictures;
  session.query(
      "SELECT a.id, a.digest FROM assets a LEFT JOIN picture_hashes p ON p.digest = a.digest "
      "WHERE a.id > ? AND a.kind = 'image' AND a.digest <> '' AND p.digest IS NULL ORDER BY a.id LIMIT ?",
      "it", {after.value, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        pictures.push_back({row.id<AssetId>(0), row.string(1)});
        return true;
      });
  return pictures;
}

}  // namespace vestnik::store
