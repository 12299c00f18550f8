// Who fills the slots of a page while it is stitched. Advertising brings its own; until then it is the newspaper's own
// house advertisements, from the site's settings.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "edition/edition.h"
#include "pages/fragment.h"

namespace vestnik::reader {

class SlotFiller {
 public:
  virtual ~SlotFiller() = default;
  // Never blocks for long, never nullptr. Any thread.
  virtual pages::FragmentPtr fill(const edition::Edition& edition, const edition::SiteEdition& site,
                                  std::string_view slot) = 0;
};

// Which of them stands in the slot, nullptr: none. The same one on every page, so that it can be compressed together
// with the page (pages/fragment.h). Where there are several pictures (or texts, where there are none), neighbouring
// slots have different ones if they can, and one that is booked for every slot ("*") stands twice at most on the page
// of an article without ad breaks; what names its slot always stands there.
const content::HouseAdvertisement* house_advertisement_in(const std::vector<content::HouseAdvertisement>& all,
                                                          std::string_view slot);

// The newspaper's own, as house_advertisement_in chooses them.
class HouseAdvertisements : public SlotFiller {
 public:
  pages::FragmentPtr fill(const edition::Edition& edition, const edition::SiteEdition& site,
                          std::string_view slot) override;

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, pages::FragmentPtr> made_;  // by version; a handful a site, started anew beyond 1,000
};

}  // namespace vestnik::reader
