#include "advertising/pacing.h"

#include <algorithm>

namespace vestnik::advertising {

using namespace std::chrono;

const DayCurve usual_day{2.2, 1.3, 0.9, 0.7, 0.8, 1.4, 2.8, 4.6, 5.6, 5.9, 5.8, 5.6,
                         5.7, 5.6, 5.2, 5.0, 4.9, 5.0, 5.3, 5.6, 5.9, 5.8, 4.9, 3.5};

bool on_air(const Booking& booking, const WallClock& clock) {
  return (booking.hours >> static_cast<unsigned>(clock.hour) & 1U) != 0 &&
         (booking.weekdays >> static_cast<unsigned>(clock.weekday) & 1U) != 0;
}

double elapsed(const Booking& booking, Time now, const DayCurve& curve, minutes offset) {
  double before = 0, all = 0;
  for (Time at = booking.from; at < booking.until;) {
    const auto local = at.time_since_epoch() + offset;
    const auto hour = floor<hours>(local);
    const Time end = std::min(booking.until, Time(duration_cast<milliseconds>(hour + 1h - offset)));
    const auto day = floor<days>(local);
    const WallClock clock{.hour = static_cast<int>((hour - day).count()),
                          .weekday = static_cast<int>(weekday(sys_days(day)).iso_encoding()) - 1,
                          .offset = offset};
    if (on_air(booking, clock)) {
      const double weight = curve[static_cast<std::size_t>(clock.hour)];
      all += weight * duration<double>(end - at).count();
      if (now > at) before += weight * duration<double>(std::min(now, end) - at).count();
    }
    at = end;
  }
  if (all <= 0) return now < booking.from ? 0 : 1;
  return before / all;
}

WallClock wall_clock(Time now, std::string_view zone) {
  const auto utc = floor<seconds>(now);
  // "2026-11-24T18:00:00+02:00": its wall-clock part read as if it were UTC, less the moment itself.
  const std::string local = format_rfc3339(Time(utc), zone);
  const auto as_utc = parse_rfc3339(local.substr(0, 19) + "Z");
  WallClock clock;
  if (as_utc) clock.offset = duration_cast<minutes>(*as_utc - Time(utc));
  const auto there = now.time_since_epoch() + clock.offset;
  const auto day = floor<days>(there);
  clock.hour = static_cast<int>((floor<hours>(there) - day).count());
  clock.weekday = static_cast<int>(weekday(sys_days(day)).iso_encoding()) - 1;
  return clock;
}

}  // namespace vestnik::advertising
