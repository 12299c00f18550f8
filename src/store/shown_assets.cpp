#include "store/shown_assets.h"

#include "content/linked_files.h"
#include "store/catalogue.h"

namespace vestnik::store {

bool is_shown(Session& session, AssetId id) {
  return session.integer("SELECT 1 FROM published_assets WHERE asset = ? LIMIT 1", {id}).has_value();
}

std::vector<AssetId> assets_shown(Session& session, SiteId site, const content::Body& body) {
  std::vector<AssetId> shown = content::assets_of(body);
  for (const std::string& digest : content::linked_files_of(body)) {
    const auto file = find_asset_by_digest(session, site, digest);
    if (!file || file->kind == content::Asset::Kind::image || std::ranges::find(shown, file->id) != shown.end())
      continue;
    shown.push_back(file->id);
  }
  return shown;
}

}  // namespace vestnik::store
