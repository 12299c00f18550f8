// Advertising's values as JSON, the same in the API and in the store's `document` columns. Reading is strict: a member
// of the wrong kind, an unknown word or a text that is too long is ErrorKind::invalid and names the member; absent
// members leave what is there, so that a PUT may send only what changes.
#pragma once

#include "advertising/campaign.h"
#include "base/error.h"
#include "base/json.h"

namespace vestnik::advertising {

json::object write(const Advertiser& advertiser);
json::object write(const Campaign& campaign);  // with what the store keeps of it
json::object write(const Creative& creative);
json::object write(const Vote& vote);
json::object write(const Party& party);
json::object write(const Political& political);

Result<void> read(const json::object& given, Advertiser& into);
Result<void> read(const json::object& given, Campaign& into);
Result<void> read(const json::object& given, Creative& into);
Result<void> read(const json::object& given, Vote& into);

// What is asked of a booking that somebody sends, and not of one that was kept before it was asked: no member but those
// there are, since a slip in a name would book everything instead, and languages that exist.
Result<void> check_sent_booking(const json::object& booking);
// The same of a campaign, with its booking, its declaration and what is political in it, and of the others; what an
// answer tells beside may be sent back.
Result<void> check_sent_campaign(const json::object& campaign);
Result<void> check_sent_creative(const json::object& creative);
Result<void> check_sent_advertiser(const json::object& advertiser);
Result<void> check_sent_vote(const json::object& vote);

}  // namespace vestnik::advertising
