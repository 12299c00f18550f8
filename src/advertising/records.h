// Advertising's rows in the store. Functions run inside a transaction of the caller's.
// A change of anything that decides what is shown counts up `lineup_number`, which serving nodes look at.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "advertising/campaign.h"
#include "base/json.h"
#include "store/session.h"

namespace vestnik::advertising {

AdvertiserId save(store::Session& session, const Advertiser& advertiser, std::string_view by, Time now);
std::optional<Advertiser> find_advertiser(store::Session& session, AdvertiserId id);
std::vector<Advertiser> all_advertisers(store::Session& session);

// Writes the campaign as it stands, and a row of its history that says `what` happened; `with`: what else the row
// keeps. The books (delivered, clicked, last_shown) are not touched.
CampaignId save(store::Session& session, const Campaign& campaign, std::string_view by, std::string_view what, Time now,
                const json::object& with = {});
std::optional<Campaign> find_campaign(store::Session& session, CampaignId id);
std::optional<Campaign> find_campaign_by_report_key(store::Session& session, std::string_view digest);
std::vector<Campaign> all_campaigns(store::Session& session);
std::vector<Campaign> campaigns_in(store::Session& session, State state);
// With its creatives, counts, history and notices. The caller has asked whether it may go (political.h).
void remove_campaign(store::Session& session, CampaignId id);

// What a row says has happened begins with this where a reader's report was found to be right.
inline constexpr std::string_view report_upheld = "report upheld";
struct HistoryRow {
  Time at;
  std::string by, what, document;
};
std::vector<HistoryRow> history_of(store::Session& session, CampaignId id);

// Reports that were found to be right, as readers are told of them: the oldest first.
struct Upheld {
  Time at;
  std::string explanation;
};
std::vector<Upheld> upheld_reports(store::Session& session, CampaignId id);

// What such a row says has happened where a creative was added or changed; behind it stands one of these where somebody
// switched it off or on, or removed it. A version that another one follows is off without a row: the other's names it.
std::string creative_change(CreativeId id);
inline constexpr std::string_view creative_off = " off", creative_on = " on", creative_removed = " removed";
// The creative as a row of history keeps it: with the digest of its picture or clip, whatever comes after it.
json::object snapshot_of(store::Session& session, const Creative& creative);
// Makes its picture public, for all sites.
CreativeId save(store::Session& session, const Creative& creative, Time now);
std::optional<Creative> find_creative(store::Session& session, CreativeId id);
std::vector<Creative> creatives_of(store::Session& session, CampaignId id);
// Whether the books have a showing of it, or a second person has ever agreed to a campaign with it: the books are half
// a second behind, and a node that is down may still have showings to tell.
bool may_have_been_shown(store::Session& session, const Creative& creative);
// The same of several of one campaign, asked at once.
std::set<CreativeId> perhaps_shown(store::Session& session, CampaignId campaign, std::span<const Creative> creatives);
void remove_creative(store::Session& session, CreativeId id);
// One that shows this picture or clip with a second person's consent; nothing where none does.
std::optional<Campaign> approved_with(store::Session& session, AssetId asset);
// As readers were last shown it with a second person's consent: what is changed afterwards is nobody's to see, or to be
// led by, until it is approved too. Nothing where it never was.
std::optional<Creative> as_approved(store::Session& session, const Campaign& campaign, const Creative& newest);

// And a row of its history.
void save(store::Session& session, const Vote& vote, std::string_view by, Time now);
// And a row of its history, "removed", without a document.
void remove_vote(store::Session& session, const Vote& vote, std::string_view by, Time now);
std::vector<HistoryRow> history_of_vote(store::Session& session, std::string_view slug);
std::optional<Vote> find_vote(store::Session& session, std::string_view slug);
std::vector<Vote> all_votes(store::Session& session);

std::int64_t lineup_number(store::Session& session);
// Something else has changed that decides what is shown.
void count_up_lineup(store::Session& session);
// Grows with every section and topic that is made, by whomever: an import makes thousands and knows no campaigns.
std::int64_t newest_place(store::Session& session);

// The key that clicks are signed with; made when it is first asked for.
std::string signing_key(store::Session& session);

}  // namespace vestnik::advertising
