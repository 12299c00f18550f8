// Points in time, to the millisecond, and their written forms. Every function may be called from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vestnik {

// Milliseconds since 1970-01-01T00:00:00Z; stored as such an integer.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// Where "now" comes from: the system's clock in the program, a hand-set one in tests.
using Clock = std::function<Time()>;
Clock system_clock();

constexpr std::int64_t to_millis(Time time) {
  return time.time_since_epoch().count();
}
constexpr Time from_millis(std::int64_t millis) {
  return Time(std::chrono::milliseconds(millis));
}

// "2026-11-24T18:00:00+02:00", "…Z", fractions of a second allowed (RFC 3339).
Result<Time> parse_rfc3339(std::string_view text);

// Always UTC, to the second: "2026-11-24T16:00:00Z".
std::string format_rfc3339(Time time);

// "Tue, 24 Nov 2026 16:00:00 GMT": HTTP dates (RFC 9110) and RSS (RFC 822).
std::string format_http_date(Time time);
Result<Time> parse_http_date(std::string_view text);

// Whether ICU knows it: "Europe/Sofia", "UTC". The functions below take any other name for UTC.
bool is_time_zone(std::string_view name);

// A wall-clock time of `zone` ("Europe/Sofia", IANA): "2026-11-24 18:00:00" → Time. A time that does not exist
// (the hour skipped in spring) is moved on by the gap; of a doubled one the first is taken.
Result<Time> parse_local(std::string_view text, std::string_view zone);

// With its offset: "2026-11-24T18:00:00+02:00".
std::string format_rfc3339(Time time, std::string_view zone);

enum class DateStyle { date, date_time, time_of_day, month };

// As a reader of `language` writes it, in `zone`: "24 ноември 2026 г., 18:00".
std::string format_for_reader(Time time, std::string_view zone, std::string_view language, DateStyle style);

}  // namespace vestnik
