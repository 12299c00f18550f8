#include "reader/slots.h"

#include "pages/views.h"
#include "reader/plan.h"
#include "reader/views_of.h"

namespace vestnik::reader {

pages::FragmentPtr HouseAdvertisements::fill(const edition::Edition& edition, const edition::SiteEdition& site,
                                             std::string_view slot) {
  std::vector<const content::HouseAdvertisement*> booked;
  for (const content::HouseAdvertisement& each : site.site().house_advertisements) {
    if (each.slot == slot || each.slot == "*") booked.push_back(&each);
  }
  const content::HouseAdvertisement* chosen = booked.empty() ? nullptr : booked[stable_hash(slot) % booked.size()];
  Version version("slot");
  version.add(slot).add(site.site().id).add(site.chrome_version());
  if (chosen != nullptr) {
    version.add(chosen->address).add(chosen->text).add(chosen->image).add(edition.asset_version(chosen->image));
  }
  const std::scoped_lock lock(mutex_);
  const auto found = made_.find(version.value());
  if (found != made_.end()) return found->second;
  std::string html;
  if (chosen != nullptr) {
    html = pages::render_slot({.slot = std::string(slot),
                               .path = chosen->address,
                               .text = chosen->text,
                               .language = site.site().language,
                               .picture = picture_of(edition, chosen->image, chosen->text)});
  }
  if (made_.size() > 1'000) made_.clear();
  return made_.emplace(version.value(), pages::compress_slot(html, version.value())).first->second;
}

}  // namespace vestnik::reader
