#include "reader/slots.h"

#include <algorithm>

#include "advertising/campaign.h"
#include "pages/views.h"
#include "reader/plan.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace {

using content::HouseAdvertisement;

constexpr int most_on_a_page = 2;

bool look_alike(const HouseAdvertisement& one, const HouseAdvertisement& other) {
  return one.image || other.image ? one.image == other.image : one.text == other.text;
}

// How often the slot can stand on one page.
int times_of(std::string_view slot) {
  return slot == "section" ? 2 : 1;
}

}  // namespace

const HouseAdvertisement* house_advertisement_in(const std::vector<HouseAdvertisement>& all, std::string_view slot) {
  if (all.empty()) return nullptr;
  const bool several = !std::ranges::all_of(all, [&](const auto& each) { return look_alike(each, all.front()); });
  std::vector<int> shown(all.size());  // how often that picture stands on a page so far
  const HouseAdvertisement* before = nullptr;
  // As a page shows them: what stands in a slot depends on those above it.
  for (const std::string_view here : advertising::slot_names) {
    std::vector<std::size_t> booked;
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (all[at].slot == here || all[at].slot == "*") booked.push_back(at);
    }
    if (!booked.empty())
      std::ranges::rotate(booked, booked.begin() + std::ptrdiff_t(stable_hash(here) % booked.size()));
    const HouseAdvertisement* chosen = nullptr;
    for (const bool apart : {true, false}) {
      for (const std::size_t at : booked) {
        const HouseAdvertisement& each = all[at];
        const bool may = !several || each.slot == here || shown[at] + times_of(here) <= most_on_a_page;
        const bool beside = before != nullptr && look_alike(*before, each);
        if (chosen == nullptr && may && !(apart && beside)) chosen = &each;
      }
    }
    if (here == slot) return chosen;
    for (std::size_t at = 0; chosen != nullptr && at < all.size(); ++at) {
      if (look_alike(all[at], *chosen)) shown[at] += times_of(here);
    }
    before = chosen;
  }
  return nullptr;
}

pages::FragmentPtr HouseAdvertisements::fill(const edition::Edition& edition, const edition::SiteEdition& site,
                                             std::string_view slot) {
  const content::HouseAdvertisement* chosen = house_advertisement_in(site.site().house_advertisements, slot);
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
