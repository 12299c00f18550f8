// The files that come with JSON lines: those that assets.jsonl numbers, and those that a line names for its lead image.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "content/asset.h"
#include "interchange/files.h"
#include "interchange/jsonl/article_line.h"
#include "interchange/report.h"
#include "store/store.h"

namespace vestnik::interchange {

class Pictures {
 public:
  struct World {
    store::Store& store;
    media::Library& library;
    SiteId site;
    Folder folder;
    ImportReport& report;
    Time now;
  };
  explicit Pictures(World world) : world_(std::move(world)) {}

  // Takes assets.jsonl over; afterwards `of_number` may be asked from any thread.
  Result<void> take(const std::filesystem::path& assets);
  AssetId of_number(std::int64_t number) const;
  // Readers' files of assets.jsonl are known as such from here on, those that were here already too. After the
  // articles: what was before its readers there comes back to them, and nothing else gets there with such a file before
  // two people have looked.
  Result<void> mark_from_readers();

  // The asset of a line's "image", 0 where the line has none. Outside of transactions.
  Result<AssetId> of_image(const ArticleLine::Image& image, const std::string& where);

 private:
  Result<AssetId> save(content::Asset asset);

  World world_;
  std::unordered_map<std::int64_t, AssetId> by_number_;
  std::unordered_map<std::string, AssetId> by_file_;
  std::set<std::string> from_readers_;  // digests
};

}  // namespace vestnik::interchange
