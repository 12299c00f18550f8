// The rows of reports as values, and times as they may be kept of a source: in whole hours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "content/ids.h"
#include "reports/letter.h"
#include "store/session.h"

namespace vestnik::reports {

// Since 1970.
using Hours = std::chrono::sys_time<std::chrono::hours>;
inline Hours hour_of(Time time) {
  return std::chrono::floor<std::chrono::hours>(time);
}
inline std::int64_t number_of(Hours hour) {
  return hour.time_since_epoch().count();
}
inline Hours hours_of(std::int64_t number) {
  return Hours(std::chrono::hours(number));
}

struct DeskKey {
  std::string id;          // 16 hexadecimal digits
  std::string public_key;  // [32]
  bool retired = false;
};

struct StoredLetter {
  std::int64_t number = 0;
  LetterKind kind = LetterKind::report;
  Hours hour;
  std::string letter;  // as sealed
  std::string author;  // of notes: who wrote it
};

struct UploadRow {
  std::string id, report;  // 32 hexadecimal digits
  std::int64_t number = 0;
  std::int64_t bytes = 0;
  bool complete = false;
  Hours expires;
};

// From the columns id, report, number, bytes, complete, expires_hour.
inline UploadRow upload_of(const store::Row& row) {
  return {row.string(0), row.string(1), row.integer(2), row.integer(3), row.flag(4), hours_of(row.integer(5))};
}

struct ReportRow {
  std::string id;  // 32 hexadecimal digits
  SiteId site;
  Hours hour;  // of the newest letter from the reader
  std::int64_t letters = 0;
  std::int64_t notes = 0;
  bool has_receipt = false;
  bool sealed_on_arrival = false;  // text sent without JavaScript
  std::string label;               // new, checking, verified, false, used
  std::string assigned;            // whoever works on it, "" nobody
  Hours destroyed_at;
  std::string merged_into;  // the report of the same event that the desk goes on with, "" none
};

inline constexpr std::string_view labels[] = {"new", "checking", "verified", "false", "used"};

}  // namespace vestnik::reports
