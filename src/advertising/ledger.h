// What was received for a political advertisement, as a ledger (Regulation (EU) 2024/900, Article 12(1)(d) and (e)):
// dated entries that are appended and never changed. A correction is an entry that names the one in whose place it
// stands, and why; of an entry that should not be there it says 0 cents. Any thread.
//
// In the store each entry is posted on two sides that sum to nought:
//
//   account := "received/" by "/" kind | "source/" origin "/" territory
//
// with the words of Received; a correction takes back what it corrects. Where origin or territory was never told, the
// word is "unknown".
#pragma once

#include <map>
#include <string>
#include <vector>

#include "advertising/campaign.h"
#include "base/error.h"
#include "base/json.h"
#include "store/session.h"

namespace vestnik::advertising {

// The entries that no later one stands in the place of, in their order; of those that say 0 cents, none.
std::vector<Received> standing(const std::vector<Received>& entries);

// Cents. Sums of what stands.
struct Sums {
  std::int64_t publisher_amount = 0, publisher_benefits = 0;  // received here
  std::int64_t amount = 0, benefits = 0;                      // by all providers for this advertisement
  std::int64_t whole = 0;  // with what the sponsor states for the rest of the campaign that it belongs to
  std::string benefits_are;
  std::string origin, territory;  // "both" where sources are of either kind; "" where none is told
};
Sums sums_of(const std::vector<Received>& entries);

// Whether a further entry may be written after `before`: ErrorKind::invalid names the member. `now`: nothing is
// received later than the day after.
Result<void> check_entry(const std::vector<Received>& before, const Received& entry, Time now);

json::object write(const Received& entry);
// As a notice tells it: without who gave the money, of whom Article 12(1)(e) asks the kind and not the name.
json::array told(const std::vector<Received>& entries);
// `given`: the whole list, those of `into` first and as they are. Further ones get the next numbers; who entered them
// and when is taken over, which is the caller's to set where a person sent them. ErrorKind::invalid.
Result<void> read_entries(const json::array& given, std::vector<Received>& into);

// The first entries of a campaign that was booked when sums were all that was kept; takes them out of the campaign's
// document.
void carry_over_sums(json::object& campaign);

// Rows. Inside a transaction of the caller's.
// Writes those that are not there yet.
void write_entries(store::Session& session, CampaignId campaign, const std::vector<Received>& entries);
std::map<CampaignId, std::vector<Received>> all_entries(store::Session& session);
std::vector<Received> entries_of(store::Session& session, CampaignId campaign);
// Of each account, from the postings alone. Their sum is 0.
std::map<std::string, std::int64_t> balances(store::Session& session, CampaignId campaign);
// Whether the postings say what `entries` sum to: store::Failure (ErrorKind::internal) where they do not.
void must_agree(store::Session& session, CampaignId campaign, const std::vector<Received>& entries);

}  // namespace vestnik::advertising
