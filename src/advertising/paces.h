// How far campaigns sold by number should be: for people who look at them. What is given out goes by the same curve
// (ad_server.cpp, pace).
#pragma once

#include <map>
#include <span>

#include "advertising/campaign.h"
#include "store/session.h"

namespace vestnik::advertising {

// Showings, or clicks, that each of those which run and are sold by number should have had by now: even over the
// readers of its hours, on the clocks of its sites, without the silence of votes.
std::map<CampaignId, std::int64_t> due_by_now(store::Session& session, std::span<const Campaign> campaigns, Time now);

}  // namespace vestnik::advertising
