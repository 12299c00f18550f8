// Which stories stand where: the rails under an article, the zones of the home front. Pure functions of the
// edition: any thread.
#pragma once

#include <vector>

#include "edition/edition.h"

namespace vestnik::reader {

using Shown = std::vector<edition::SummaryPtr>;

// "More from the section": its newest but `except`; where a child section has too few, its parent's fill up.
Shown more_from_section(const edition::SiteEdition& site, SectionId section, ArticleId except);

// "Keep reading": at most three of the most read, then the newest, all from other top sections, never `except`.
Shown keep_reading(const edition::SiteEdition& site, SectionId section, ArticleId except);

struct Zone {
  const content::Section* section = nullptr;  // where its title leads; nullptr: nowhere
  Shown stories;
  std::string title = {};  // empty: the section's name
};
// Blocks of the other top sections; stories that `shown` holds only where a section has few.
std::vector<Zone> further_sections(const edition::SiteEdition& site, SectionId section, const Shown& shown,
                                   std::size_t stories_in_zone, std::size_t most_zones);

// What a zone that editors arranged shows: its pins, as far as readers may see them, then what its rule gives, without
// what `shown` holds.
Shown arranged(const edition::SiteEdition& site, const content::FrontZone& zone, const Shown& shown);

// The automatic front, and over it what editors arranged (SiteEdition::front).
struct HomeSelection {
  edition::SummaryPtr lead;
  Shown top;  // with the lead: the first `under` under it
  std::size_t under = 0;
  bool wide = false;  // pages::FrontShape
  Shown latest;
  std::vector<Zone> zones;
  Shown most_read;
};
HomeSelection home_front(const edition::Edition& edition, const edition::SiteEdition& site);

Shown most_read(const edition::SiteEdition& site, std::size_t most);

}  // namespace vestnik::reader
