#include "edition/assets.h"

#include <algorithm>

#include "base/digest.h"

namespace vestnik::edition {

Assets Assets::of(std::vector<Row<content::Asset>> rows) {
  Assets assets;
  std::ranges::sort(rows, ById{});
  std::vector<Digest> digests;
  for (const auto& row : rows) {
    if (!row.thing->digest.empty()) digests.push_back({stable_hash(row.thing->digest), row.thing.get()});
  }
  std::ranges::sort(digests, ByDigest{});
  assets.rows_ = Rows<content::Asset>::of_sorted(std::move(rows));
  assets.digests_ = Order<Digest, ByDigest>::of_sorted(std::move(digests));
  return assets;
}

std::vector<const content::Asset*> Assets::by_digest(std::string_view digest) const {
  constexpr std::size_t most = 64;
  const std::uint64_t hash = stable_hash(digest);
  std::vector<const content::Asset*> found;
  digests_.walk(digests_.rank(hash), [&](const Digest& entry) {
    if (entry.hash != hash) return false;
    if (entry.asset->digest == digest) found.push_back(entry.asset);
    return found.size() < most;
  });
  return found;
}

bool Assets::set(AssetId id, std::optional<content::Asset> asset, std::int64_t version, Owner owner) {
  const Row<content::Asset>* found = rows_.find(id);
  const std::shared_ptr<const content::Asset> before = found ? found->thing : nullptr;
  if (before && asset && *before == *asset) return false;
  if (before) {
    digests_.erase(Digest{stable_hash(before->digest), before.get()}, owner);
    rows_.erase(id, owner);
  }
  if (!asset) return before != nullptr;
  const auto kept = std::make_shared<const content::Asset>(std::move(*asset));
  rows_.insert({kept, version}, owner);
  if (!kept->digest.empty()) digests_.insert({stable_hash(kept->digest), kept.get()}, owner);
  return true;
}

}  // namespace vestnik::edition
