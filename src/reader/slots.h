// Who fills the slots of a page while it is stitched. Advertising brings its own; until then it is the newspaper's own
// house advertisements, from the site's settings.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "edition/edition.h"
#include "pages/fragment.h"

namespace vestnik::reader {

class SlotFiller {
 public:
  virtual ~SlotFiller() = default;
  // Never blocks for long, never nullptr; `page` is the hash of the page's address. Any thread.
  virtual pages::FragmentPtr fill(const edition::Edition& edition, const edition::SiteEdition& site,
                                  std::string_view slot, std::uint64_t page) = 0;
};

// One of the house advertisements booked for the slot ("*" stands for every slot), by the page's address: the same page
// shows the same one, different pages different ones.
class HouseAdvertisements : public SlotFiller {
 public:
  pages::FragmentPtr fill(const edition::Edition& edition, const edition::SiteEdition& site, std::string_view slot,
                          std::uint64_t page) override;

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, pages::FragmentPtr> made_;  // by version; a handful a site, started anew beyond 1,000
};

}  // namespace vestnik::reader
