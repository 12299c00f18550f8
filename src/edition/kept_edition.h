// A whole edition, put together from its sites and assets.
#pragma once

#include <map>
#include <string>

#include "edition/assets.h"
#include "edition/kept_site.h"

namespace vestnik::edition {

struct EditionState {
  std::int64_t change = 0;
  std::vector<std::shared_ptr<const KeptSite>> sites;  // oldest first
  Assets assets;
  std::shared_ptr<const Marks> marks = std::make_shared<const Marks>();
};

class KeptEdition final : public Edition {
 public:
  KeptEdition(EditionState state, std::int64_t number, bool passing);
  const EditionState& state() const { return state_; }

  std::int64_t number() const override { return number_; }
  std::int64_t change() const override { return state_.change; }
  bool passing() const override { return passing_; }
  std::size_t articles() const override;
  const Marks* marks() const override { return state_.marks.get(); }
  const SiteEdition* site_for(std::string_view host) const override;
  std::vector<const SiteEdition*> sites() const override;
  const content::Asset* asset(AssetId id) const override;
  std::int64_t asset_version(AssetId id) const override;
  std::vector<const content::Asset*> assets_by_digest(std::string_view digest) const override {
    return state_.assets.by_digest(digest);
  }

 private:
  EditionState state_;
  std::int64_t number_;
  bool passing_;
  std::map<std::string, const SiteEdition*, std::less<>> hosts_;
};

}  // namespace vestnik::edition
