// The public assets of all sites, by id and by digest. Persistent like everything of an edition.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "edition/orders.h"

namespace vestnik::edition {

class Assets {
 public:
  static Assets of(std::vector<Row<content::Asset>> rows);

  const Row<content::Asset>* find(AssetId id) const { return rows_.find(id); }
  std::vector<const content::Asset*> by_digest(std::string_view digest) const;  // lowest id first, at most 64

  // What the public may see of it now; nothing where it is not public (any more). An unchanged one keeps its version.
  // Whether it changed.
  bool set(AssetId id, std::optional<content::Asset> asset, std::int64_t version, Owner owner);

 private:
  struct Digest {
    std::uint64_t hash;
    const content::Asset* asset;  // owned by `rows_`
  };
  struct ByDigest {
    bool operator()(const Digest& left, const Digest& right) const {
      return left.hash != right.hash ? left.hash < right.hash : left.asset->id < right.asset->id;
    }
    bool operator()(const Digest& left, std::uint64_t right) const { return left.hash < right; }
    bool operator()(std::uint64_t left, const Digest& right) const { return left < right.hash; }
  };

  Rows<content::Asset> rows_;
  Order<Digest, ByDigest> digests_;
};

}  // namespace vestnik::edition
