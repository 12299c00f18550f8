// What Regulation (EU) 2024/900 on political advertising asks before one may be shown, as rules over plain values.
// docs/political-advertising.md names the article that each rule comes from. Any thread; no clock of its own.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "advertising/campaign.h"
#include "base/error.h"
#include "base/json.h"

namespace vestnik::advertising {

// A particular that is not there, or contradicts another.
struct Missing {
  std::string article;  // "12(1)(a)"
  std::string member;   // "political.sponsor.email"
  std::string what;
};

// Whether the silence that is set for a vote is one: some time, and some of it on the polling day.
Result<void> check_silence(const Vote& vote);

// Whether political advertisements may be shown at times that `before` kept free of them: what a second person has
// agreed to then is something else now. A minute makes no difference.
bool loosens(const Vote& before, const Vote& after);

// Everything that keeps the campaign from being shown; empty where nothing does. A campaign that nobody has declared
// political or not has one; a campaign declared not political has none. `votes`: all that are known.
std::vector<Missing> missing_particulars(const Campaign& campaign, std::span<const Vote> votes);

// The same as an error that names them all: ErrorKind::invalid.
Result<void> complete(const Campaign& campaign, std::span<const Vote> votes);

// Of a sponsor from outside the Union: ErrorKind::conflict where its period meets the months before a vote, whatever
// the advertisement is linked to (Article 5(2)). Apart from what is missing: what runs is kept away in those months
// alone.
Result<void> check_sponsor_may_advertise(const Campaign& campaign, std::span<const Vote> votes);

struct Span {
  Time from, until;  // [from, until)
  bool holds(Time time) const { return from <= time && time < until; }
};

// When a sponsor from outside the Union may not advertise because of this vote (Article 5(2)).
Span barred_before(const Vote& vote);

// When this political campaign may not be shown whatever it has booked: silence of any vote, and, for a sponsor from
// outside the Union, the months before any vote (whatever the advertisement says it is linked to).
std::vector<Span> barred(const Campaign& campaign, std::span<const Vote> votes);

// The end of the seven years for which a notice is kept after its last publication (Article 12(4)).
Time kept_until(Time last_shown);

// How long a reader's flag may wait (Article 15): 48 hours in the month before any vote, else 14 days.
Time flag_due(Time now, std::span<const Vote> votes);

// The transparency notice in the order of Article 12(1), as it is shown, exported and kept. Times are RFC 3339,
// amounts cents of a euro.
json::object notice_of(const Campaign& campaign, const Vote* vote);

const Vote* find(std::span<const Vote> votes, std::string_view slug);

}  // namespace vestnik::advertising
