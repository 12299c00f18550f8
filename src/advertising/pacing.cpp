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

namespace {

// In the order of time and apart from each other: what two votes bar is lost once.
std::vector<Span> joined(std::span<const Span> spans) {
  std::vector<Span> sorted(spans.begin(), spans.end()), apart;
  std::ranges::sort(sorted, {}, &Span::from);
  for (const Span& span : sorted) {
    if (!apart.empty() && span.from <= apart.back().until) {
      apart.back().until = std::max(apart.back().until, span.until);
    } else {
      apart.push_back(span);
    }
  }
  return apart;
}

}  // namespace

double elapsed(const Booking& booking, Time now, const DayCurve& curve, minutes offset, std::span<const Span> barred) {
  // What a week of it weighs, hour by hour: whole weeks need no walk, however many there are.
  constexpr std::size_t week_hours = 168;
  std::array<double, week_hours> of_hour{};
  double of_week = 0;
  for (std::size_t at = 0; at < week_hours; ++at) {
    const WallClock clock{.hour = static_cast<int>(at % 24), .weekday = static_cast<int>(at / 24), .offset = offset};
    of_hour[at] = on_air(booking, clock) ? curve[at % 24] * duration<double>(1h).count() : 0;
    of_week += of_hour[at];
  }
  const auto first_day = floor<days>(booking.from.time_since_epoch() + offset);
  const int weekday_of_first = static_cast<int>(weekday(sys_days(first_day)).iso_encoding()) - 1;
  const auto monday = first_day - days(weekday_of_first);
  // From the Monday of its first week, on the site's clock, to `time`.
  const auto until = [&](Time time) {
    const auto since = time.time_since_epoch() + offset - monday;
    const auto hours_since = floor<hours>(since);
    const auto week = static_cast<std::size_t>(hours_since.count()) / week_hours;
    const auto hour = static_cast<std::size_t>(hours_since.count()) % week_hours;
    double weight = static_cast<double>(week) * of_week;
    for (std::size_t at = 0; at < hour; ++at) weight += of_hour[at];
    return weight + of_hour[hour] * duration<double>(since - hours_since).count() / duration<double>(1h).count();
  };
  const double start = until(booking.from);
  const std::vector<Span> silent = joined(barred);
  // From its beginning to `time`, less what is barred.
  const auto shown_until = [&](Time time) {
    double weight = until(time) - start;
    for (const Span& span : silent) {
      const Time from = std::max(span.from, booking.from), to = std::min(span.until, time);
      if (from < to) weight -= until(to) - until(from);
    }
    return weight;
  };
  const double all = shown_until(booking.until);
  constexpr double nothing = 1e-6;  // what is left where all of it is barred
  if (all <= nothing) return now < booking.from ? 0 : 1;
  return shown_until(std::clamp(now, booking.from, booking.until)) / all;
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
