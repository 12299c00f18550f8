// How editors arranged the fronts. Each change is recorded as one of the site, which the edition follows.
#pragma once

#include <map>
#include <optional>

#include "content/front.h"
#include "store/session.h"

namespace vestnik::store {

// `section` none: the home front.
void save_front(Session& session, SiteId site, SectionId section, const content::Front& front, Time now);
std::optional<content::Front> find_front(Session& session, SiteId site, SectionId section);  // (public)
std::map<SectionId, content::Front> all_fronts(Session& session, SiteId site);               // (public)
// Takes off the pins whose time is over; how many fronts were changed.
bool has_ended_pins(Session& session, Time now);
int end_pins(Session& session, Time now);

}  // namespace vestnik::store
