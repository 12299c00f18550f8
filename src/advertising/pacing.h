// How much of a campaign should have been shown by now: evenly over what readers there are, hour by hour of the day.
#pragma once

#include <array>
#include <span>

#include "advertising/political.h"

namespace vestnik::advertising {

// Page views of each hour of the day on the site's clock, in any unit.
using DayCurve = std::array<double, 24>;
// Of a Bulgarian newspaper, until the site's own is known.
extern const DayCurve usual_day;

// The part, 0 to 1, of the expected page views in [from, until) within the booked hours that lies before `now`.
// `offset`: of the site's clock from UTC. `barred`: when it is not shown whatever it has booked; what would have been
// due then is spread over the rest.
double elapsed(const Booking& booking, Time now, const DayCurve& curve, std::chrono::minutes offset,
               std::span<const Span> barred = {});

// A moment on a site's wall clock.
struct WallClock {
  int hour = 0;     // 0 to 23
  int weekday = 0;  // 0: Monday
  std::chrono::minutes offset{};
};
WallClock wall_clock(Time now, std::string_view zone);
bool on_air(const Booking& booking, const WallClock& clock);

}  // namespace vestnik::advertising
