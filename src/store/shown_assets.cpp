#include "store/shown_assets.h"

#include "content/linked_files.h"
#include "store/catalogue.h"

namespace vestnik::store {

bool is_shown(Session& session, AssetId id) {
  return session.integer("SELECT 1 FROM published_assets WHERE asset = ? LIMIT 1", {id}).has_value();
}

std::vector<AssetId> assets_shown(Session& session, SiteId site, const content::Body& body) {
  return assets_shown(session, site, content::assets_of(body), content::linked_files_of(body));
}

std::vector<AssetId> assets_shown(Session& session, SiteId site, std::vector<AssetId> assets,
                                  const std::vector<std::string>& linked_files) {
  for (const std::string& digest : linked_files) {
    const auto file = find_asset_by_digest(session, site, digest);
    if (!file || file->kind == content::Asset::Kind::image || std::ranges::find(assets, file->id) != assets.end())
      continue;
    assets.push_back(file->id);
  }
  return assets;
}

}  // namespace vestnik::store
