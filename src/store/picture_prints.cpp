#include "store/picture_prints.h"

namespace vestnik::store {

void keep_print(Session& session, std::string_view digest, std::string_view print) {
  session.run("INSERT INTO picture_prints (digest, print) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
              {digest, print});
}

std::vector<PrintedPicture> prints_after(Session& session, SiteId site, AssetId after, std::size_t most) {
  std::vector<PrintedPicture> pictures;
  session.query(
      "SELECT a.id, CASE WHEN p.print IS NULL THEN 0 ELSE 1 END, COALESCE(p.print, '') FROM assets a "
      "LEFT JOIN picture_prints p ON p.digest = a.digest "
      "WHERE a.site = ? AND a.id > ? AND a.kind = 'image' AND a.digest <> '' ORDER BY a.id LIMIT ?",
      "iit", {site, after.value, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        pictures.push_back({row.id<AssetId>(0)});
        if (row.integer(1) != 0) pictures.back().print = row.string(2);
        return true;
      });
  return pictures;
}

std::vector<Unprinted> unprinted_after(Session& session, AssetId after, std::size_t most) {
  std::vector<Unprinted> pictures;
  session.query(
      "SELECT a.id, a.digest FROM assets a LEFT JOIN picture_prints p ON p.digest = a.digest "
      "WHERE a.id > ? AND a.kind = 'image' AND a.digest <> '' AND p.digest IS NULL ORDER BY a.id LIMIT ?",
      "it", {after.value, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        pictures.push_back({row.id<AssetId>(0), row.string(1)});
        return true;
      });
  return pictures;
}

}  // namespace vestnik::store
