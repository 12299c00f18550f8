// How much can still be sold of what is likely to be there: from how often slots were asked for in the weeks before,
// less what others have booked of the same places and hours.
#pragma once

#include <string>
#include <vector>

#include "advertising/campaign.h"
#include "store/session.h"

namespace vestnik::advertising {

struct Forecast {
  std::int64_t asked = 0;   // showings expected in the period, from the same hours of the weeks before
  std::int64_t booked = 0;  // of them by campaigns that are submitted, approved or paused
  std::int64_t available() const { return asked > booked ? asked - booked : 0; }
  int days_known = 0;  // how many days it is made from; below 7 it is a guess
  // What narrows the booking and was not counted by: names of Booking's members. There will be less than was told.
  std::vector<std::string> not_known;
};

// `own`: a campaign whose booking is asked about; it is none of the others'.
Forecast forecast(store::Session& session, const Booking& booking, Time now, CampaignId own = {});

}  // namespace vestnik::advertising
