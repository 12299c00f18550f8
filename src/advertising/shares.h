// Shares of voice: how much of the same showings is sold at one time, and who gets less than a share that was sold.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "advertising/campaign.h"
#include "store/session.h"

namespace vestnik::advertising {

struct SharesSold {
  std::int64_t most = 0;       // of one slot of one page at one time; 0: nothing is sold there
  std::string slot;            // where that is
  Time from;                   // when it begins
  std::vector<CampaignId> by;  // in the order of their numbers
};
// What campaigns that are submitted, approved or paused have as shares in `tier` of what `booking` books, from now on.
// Two count together where a slot of one page may be asked for at a moment for which both are booked: sites, sections
// with those below them, languages, devices, hours, and one topic at a time. `own`: none of the others'.
SharesSold shares_sold(store::Session& session, const Booking& booking, Tier tier, Time now, CampaignId own = {});

// How a running campaign that is sold by share has done in the last whole hours, a day at most.
struct SharePace {
  std::int64_t due = 0;  // showings that its share would have been
  std::int64_t got = 0;
  bool behind = false;
};
// Of those among `campaigns` that can be judged: not where topics, languages, devices or visits narrow the booking,
// since nobody has counted how often those were asked for, nor where silence or a higher tier may have stood above it.
// Words and topics that it keeps away from leave room for half.
std::map<CampaignId, SharePace> share_paces(store::Session& session, std::span<const Campaign> campaigns, Time now);

}  // namespace vestnik::advertising
