#include "base/time.h"

#include <fmt/format.h>
#include <unicode/calendar.h>
#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <array>
#include <charconv>
#include <map>
#include <memory>

namespace vestnik {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Reads digits and marks from the front of a text; every step fails once one has failed.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    if (rest_.size() < count) return wrong();
    int number = 0;
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + count, number);
    if (code != std::errc{} || end != rest_.data() + count || rest_[0] == '-') return wrong();
    rest_.remove_prefix(count);
    return number;
  }
  void mark(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_[0]) == std::string_view::npos) {
      wrong();
    } else {
      rest_.remove_prefix(1);
    }
  }
  template <std::size_t Count>
  unsigned name(const std::array<std::string_view, Count>& names) {
    for (unsigned at = 0; at < Count; ++at) {
      if (rest_.starts_with(names[at])) {
        rest_.remove_prefix(names[at].size());
        return at;
      }
    }
    wrong();
    return 0;
  }
  std::string_view rest() const { return rest_; }
  void skip(std::size_t count) { rest_.remove_prefix(std::min(count, rest_.size())); }
  bool good() const { return good_; }
  int wrong() {
    good_ = false;
    return 0;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

milliseconds fraction_of(Scanner& scan) {
  if (!scan.rest().starts_with('.')) return 0ms;
  scan.mark(".");
  int scale = 100, sum = 0;
  std::size_t count = 0;
  while (count < scan.rest().size() && scan.rest()[count] >= '0' && scan.rest()[count] <= '9') {
    sum += (scan.rest()[count] - '0') * scale;
    scale /= 10;
    ++count;
  }
  if (count == 0) scan.wrong();
  scan.skip(count);
  return milliseconds(sum);
}

minutes offset_of(Scanner& scan) {
  if (scan.rest().starts_with('Z') || scan.rest().starts_with('z')) {
    scan.mark("Zz");
    return 0min;
  }
  const bool west = scan.rest().starts_with('-');
  scan.mark("+-");
  const int hours_part = scan.digits(2);
  scan.mark(":");
  const int minutes_part = scan.digits(2);
  if (hours_part > 23 || minutes_part > 59) scan.wrong();
  const minutes offset = hours(hours_part) + minutes(minutes_part);
  return west ? -offset : offset;
}

struct Civil {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

// "2026-11-24"
void take_date(Scanner& scan, Civil& at) {
  at.year = scan.digits(4);
  scan.mark("-");
  at.month = scan.digits(2);
  scan.mark("-");
  at.day = scan.digits(2);
}

// "18:00:00"
void take_clock(Scanner& scan, Civil& at) {
  at.hour = scan.digits(2);
  scan.mark(":");
  at.minute = scan.digits(2);
  scan.mark(":");
  at.second = scan.digits(2);
}

bool exists(const Civil& at) {
  const year_month_day date =
      year(at.year) / month(static_cast<unsigned>(at.month)) / day(static_cast<unsigned>(at.day));
  return date.ok() && at.hour < 24 && at.minute < 60 && at.second < 61;
}

Time to_time(const Civil& at) {
  const sys_days date = year(at.year) / month(static_cast<unsigned>(at.month)) / day(static_cast<unsigned>(at.day));
  return Time(date) + hours(at.hour) + minutes(at.minute) + seconds(at.second);
}

Civil to_civil(Time time) {
  const sys_days date = floor<days>(time);
  const year_month_day ymd(date);
  const hh_mm_ss clock(floor<seconds>(time - date));
  return {static_cast<int>(ymd.year()),
          static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day())),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count())};
}

const icu::TimeZone& zone_of(std::string_view name) {
  thread_local std::map<std::string, std::unique_ptr<icu::TimeZone>, std::less<>> zones;
  auto found = zones.find(name);
  if (found == zones.end()) {
    const std::string text(name);
    found = zones.emplace(text, icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(text))).first;
  }
  return *found->second;
}

minutes offset_at(Time time, std::string_view zone) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t raw = 0, saving = 0;
  zone_of(zone).getOffset(static_cast<UDate>(to_millis(time)), 0, raw, saving, status);
  return duration_cast<minutes>(milliseconds(raw + saving));
}

// "2026-11-24T18:00:00"
std::string written(const Civil& at) {
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute, at.second);
}

// As the language puts the parts that `skeleton` names ("yMMMMd"); null where ICU does not know.
std::unique_ptr<icu::DateFormat> format_of(const icu::UnicodeString& skeleton, const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, status));
  if (U_FAILURE(status)) return nullptr;
  const icu::UnicodeString pattern = patterns->getBestPattern(skeleton, status);
  if (U_FAILURE(status)) return nullptr;
  auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
  return U_SUCCESS(status) ? std::move(format) : nullptr;
}

std::unique_ptr<icu::DateFormat> format_of(DateStyle style, const icu::Locale& locale) {
  switch (style) {
    case DateStyle::date:
      return std::unique_ptr<icu::DateFormat>(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale));
    case DateStyle::date_time:
      return format_of(u"yMMMMdjmm", locale);
    case DateStyle::time_of_day:
      return std::unique_ptr<icu::DateFormat>(icu::DateFormat::createTimeInstance(icu::DateFormat::kShort, locale));
    case DateStyle::month:
      return format_of(u"yLLLL", locale);
  }
  return nullptr;
}

}  // namespace

Clock system_clock() {
  return [] { return time_point_cast<milliseconds>(std::chrono::system_clock::now()); };
}

Result<Time> parse_rfc3339(std::string_view text) {
  Scanner scan(text);
  Civil at;
  take_date(scan, at);
  scan.mark("Tt ");
  take_clock(scan, at);
  const milliseconds fraction = fraction_of(scan);
  const minutes offset = offset_of(scan);
  if (!scan.good() || !scan.rest().empty() || !exists(at)) {
    return fail(ErrorKind::invalid, "not a time", std::string(text), "write it as 2026-11-24T18:00:00+02:00");
  }
  return to_time(at) + fraction - offset;
}

std::string format_rfc3339(Time time) {
  return written(to_civil(time)) + "Z";
}

std::string format_rfc3339(Time time, std::string_view zone) {
  const minutes offset = offset_at(time, zone);
  const auto size = abs(offset).count();
  return fmt::format("{}{}{:02}:{:02}", written(to_civil(time + offset)), offset < 0min ? '-' : '+', size / 60,
                     size % 60);
}

std::string format_http_date(Time time) {
  const Civil at = to_civil(time);
  const weekday day_of_week(floor<days>(time));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[day_of_week.c_encoding()], at.day,
                     months[static_cast<std::size_t>(at.month - 1)], at.year, at.hour, at.minute, at.second);
}

Result<Time> parse_http_date(std::string_view text) {
  Scanner scan(text);
  Civil at;
  scan.name(weekdays);
  scan.mark(",");
  scan.mark(" ");
  at.day = scan.digits(2);
  scan.mark(" ");
  at.month = static_cast<int>(scan.name(months)) + 1;
  scan.mark(" ");
  at.year = scan.digits(4);
  scan.mark(" ");
  take_clock(scan, at);
  minutes offset = 0min;
  if (scan.rest() == " GMT" || scan.rest() == " UTC") {
    scan.skip(4);
  } else {
    scan.mark(" ");
    const bool west = scan.rest().starts_with('-');
    scan.mark("+-");
    const int hours_part = scan.digits(2);
    offset = hours(hours_part) + minutes(scan.digits(2));
    if (west) offset = -offset;
  }
  if (!scan.good() || !scan.rest().empty() || !exists(at)) {
    return fail(ErrorKind::invalid, "not a date", std::string(text), "write it as Tue, 24 Nov 2026 16:00:00 GMT");
  }
  return to_time(at) - offset;
}

bool is_time_zone(std::string_view name) {
  return !name.empty() && zone_of(name) != icu::TimeZone::getUnknown();
}

Result<Time> parse_local(std::string_view text, std::string_view zone) {
  Scanner scan(text);
  Civil at;
  take_date(scan, at);
  if (!scan.rest().empty()) {
    scan.mark(" T");
    at.hour = scan.digits(2);
    scan.mark(":");
    at.minute = scan.digits(2);
    if (!scan.rest().empty()) {
      scan.mark(":");
      at.second = scan.digits(2);
    }
  }
  if (!scan.good() || !scan.rest().empty() || !exists(at)) {
    return fail(ErrorKind::invalid, "not a date and time", std::string(text), "write it as 2026-11-24 18:00:00");
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(zone_of(zone), status));
  if (U_FAILURE(status)) return fail(ErrorKind::internal, "no calendar for the zone", std::string(zone));
  calendar->setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST);
  calendar->setSkippedWallTimeOption(UCAL_WALLTIME_LAST);
  calendar->clear();
  calendar->set(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
  const UDate when = calendar->getTime(status);
  if (U_FAILURE(status)) return fail(ErrorKind::invalid, "not a date and time", std::string(text));
  return from_millis(static_cast<std::int64_t>(when));
}

std::string format_for_reader(Time time, std::string_view zone, std::string_view language, DateStyle style) {
  // Making a formatter takes longer than a page: one a thread for each language, zone and style.
  thread_local std::map<std::string, std::unique_ptr<icu::DateFormat>> formats;
  std::string key(language);
  key += '|';
  key += zone;
  key += static_cast<char>('0' + static_cast<int>(style));
  auto found = formats.find(key);
  if (found == formats.end()) {
    std::unique_ptr<icu::DateFormat> format = format_of(style, icu::Locale(std::string(language).c_str()));
    if (!format) return format_rfc3339(time, zone);
    format->setTimeZone(zone_of(zone));
    found = formats.emplace(std::move(key), std::move(format)).first;
  }
  icu::UnicodeString text;
  found->second->format(static_cast<UDate>(to_millis(time)), text);
  // "2026 г.", "17:46 ч.": no line ends inside, and ICU's narrow space is none in our faces.
  text.findAndReplace(u"\u202F", u"\u00A0").findAndReplace(u" ч.", u"\u00A0ч.");
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace vestnik
