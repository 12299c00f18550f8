// What readers' requests write and read of reports, through their narrow handle only.
#pragma once

#include "reports/reader_handle.h"
#include "reports/records.h"

namespace vestnik::reports {

// The key in use, and the salt of receipts; nothing before a desk has been set up.
struct OpenDesk {
  DeskKey key;
  std::string salt;  // [16]
};
// How long reports are kept after the reader's last letter, as the desk has set it.
std::chrono::hours kept_for(store::Session& session);
std::optional<OpenDesk> open_desk(NarrowSession& session);
// Every key that there has been: answers come from the one of their time.
std::vector<DeskKey> desk_keys(NarrowSession& session);
bool is_desk_key(NarrowSession& session, std::string_view id);

struct NewReport {
  std::string id;
  SiteId site;
  std::string fetch_digest;  // "" without a receipt
  bool sealed_on_arrival = false;
  std::string letter;
  Hours now, destroyed_at;
};
// ErrorKind::conflict where a report of that name or with that receipt is there.
Result<void> add_report(NarrowSession& session, const NewReport& report);

struct Thread {
  std::string report;
  std::vector<DeskKey> keys;
  std::vector<StoredLetter> letters;
  std::vector<UploadRow> uploads;
};
std::optional<Thread> find_thread(NarrowSession& session, std::string_view fetch_digest);
std::optional<std::string> find_report(NarrowSession& session, std::string_view fetch_digest);
// `number` must be the next one: ErrorKind::conflict where another letter came first.
Result<void> add_letter(NarrowSession& session, std::string_view report, std::int64_t number, LetterKind kind,
                        std::string_view letter, Hours now);

// Of the files of a report that were begun and are not whole: so much room is promised to it.
std::uint64_t unfinished_bytes(NarrowSession& session, std::string_view report);
// What there is of a file of the report.
std::optional<UploadRow> find_upload_of(NarrowSession& session, std::string_view report, std::int64_t number);
// ErrorKind::conflict where that file of the report is there already, too_large where the report has too many.
Result<void> add_upload(NarrowSession& session, const UploadRow& upload);
// What every HEAD and PATCH asks: by a key, however many uploads lie about.
inline constexpr std::string_view upload_by_id =
    "SELECT u.id, u.report, u.number, u.bytes, u.complete, u.expires_hour FROM report_uploads u "
    "JOIN reports r ON r.id = u.report WHERE u.id = ? AND r.fetch_digest = ? AND r.fetch_digest <> ''";
std::optional<UploadRow> find_upload(NarrowSession& session, std::string_view id, std::string_view fetch_digest);
void complete_upload(NarrowSession& session, std::string_view id);
void prolong_upload(NarrowSession& session, std::string_view id, Hours until);
void remove_upload(NarrowSession& session, std::string_view id);

}  // namespace vestnik::reports
