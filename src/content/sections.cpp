#include "content/sections.h"

#include <algorithm>

namespace vestnik::content {

std::vector<SectionId> with_subsections(const std::vector<Section>& sections, SectionId section) {
  std::vector<SectionId> all{section};
  // A ring of parents would be a mistake of the store's rows; nothing is taken twice.
  for (std::size_t at = 0; at < all.size(); ++at) {
    for (const Section& each : sections) {
      if (each.parent == all[at] && std::ranges::find(all, each.id) == all.end()) all.push_back(each.id);
    }
  }
  return all;
}

}  // namespace vestnik::content
