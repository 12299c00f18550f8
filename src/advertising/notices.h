// Transparency notices and readers' flags in the store. A notice is never changed: a correction is a new row with its
// reason, and the one before stays public. Functions marked (public) work through the public handle.
#pragma once

#include <optional>
#include <vector>

#include "advertising/campaign.h"
#include "base/json.h"
#include "store/session.h"

namespace vestnik::advertising {

struct Notice {
  CampaignId campaign;
  int number = 0;  // 1 is the first; a higher one corrects it
  Time at;
  std::string reason;     // of the correction
  json::object document;  // political.h, notice_of
};
struct Reach {
  std::int64_t served = 0, clicked = 0;
  std::optional<Time> first_shown, last_shown;
};

// Reasons that nobody has to write; pages say them in the reader's language.
inline constexpr const char* ended_early = "Ended before its time";
inline constexpr const char* vote_changed = "The calendar of votes was corrected";

// Writes a new state of the notice where it differs from the last one; its number.
int publish_notice(store::Session& session, const Campaign& campaign, const Vote* vote, std::string_view reason,
                   Time now);
// All states, newest first. (public)
std::vector<Notice> notices_of(store::Session& session, CampaignId campaign);
struct Found {
  std::vector<Notice> notices;
  std::size_t all = 0;  // that were found, before some were skipped and the rest cut off
};
// The newest state of each whose members hold every word of `query`, newest campaign first. (public)
Found find_notices(store::Session& session, std::string_view query, std::size_t most, std::size_t skipped = 0);
Reach reach_of(store::Session& session, CampaignId campaign);  // (public)
// Adds to what readers have seen; `first` and `last`: of the showings among it, where there are any.
void add_reach(store::Session& session, CampaignId campaign, std::int64_t served, std::int64_t clicked,
               std::optional<Time> first, std::optional<Time> last);
// Refuses (ErrorKind::conflict) before the seven years are over.
Result<void> may_remove(store::Session& session, const Campaign& campaign, Time now);

struct Flag {
  std::int64_t id = 0;
  std::string receipt;  // what the reader follows it with; cannot be guessed
  Time at, due;
  CampaignId campaign;  // 0 where the reader named an address only
  std::string address, reasons, name, email;
  std::optional<Time> decided_at;
  std::string decided_by;
  std::string decision;  // "upheld", "rejected"
  std::string explanation;
};

// ErrorKind::busy where too many wait already. The receipt.
Result<std::string> add_flag(store::Session& session, const Flag& flag, Time now);
std::optional<Flag> find_flag(store::Session& session, std::string_view receipt);
std::optional<Flag> find_flag(store::Session& session, std::int64_t id);
std::vector<Flag> all_flags(store::Session& session, bool waiting_only);  // those that are due first
Result<void> decide_flag(store::Session& session, std::int64_t id, std::string_view decision,
                         std::string_view explanation, std::string_view by, Time now);

}  // namespace vestnik::advertising
