// What the newsroom does with reports: its keys, the inbox, answers, notes, labels, and destroying. The server moves
// ciphertext; every function runs in a transaction of the newsroom's handle and throws store::Failure.
#pragma once

#include "reports/records.h"
#include "reports/upload_files.h"
#include "store/session.h"

namespace vestnik::reports {

// ---- keys ----
struct DeskMember {
  std::string desk_key, member;
  std::string wrapped;  // the private key, as the member's browser has wrapped it
};
std::vector<DeskKey> all_desk_keys(store::Session& session);
std::vector<DeskMember> desk_members(store::Session& session);
// The key in use from now on; one that was in use is retired and opens what was sealed for it. Whoever has asked to be
// let in asks for the new one. Makes the receipts' salt with the first key. ErrorKind::conflict where the key is there
// already.
Result<DeskKey> add_desk_key(store::Session& session, std::string_view public_key, const DeskMember& first, Hours now);
Result<void> save_desk_member(store::Session& session, const DeskMember& member);
// Somebody's own public key, for a holder of the desk's key to seal that to (wrapped key, version 2).
// ErrorKind::conflict where the member has been let in already, or another key is in use. What former keys open stays
// open to the member.
Result<void> ask_for_membership(store::Session& session, const DeskMember& asking);
// Whether that key of the desk, or with none the key in use, has been sealed to that member.
bool is_let_in(store::Session& session, std::string_view member, std::string_view desk_key = {});
// ErrorKind::invalid beyond limits::report_kept_least and report_kept_most. For what comes from now on (kept_for).
Result<void> set_kept_days(store::Session& session, std::int64_t days);
void remove_desk_member(store::Session& session, std::string_view member);

// ---- the inbox ----
struct InboxFilter {
  std::string label = {};     // "" any
  std::string assigned = {};  // "" anybody
  std::size_t most = 50;
  std::size_t skip = 0;
};
// Those that the desk goes on with, newest first; a letter to one that is merged with another counts for that one.
std::vector<ReportRow> inbox(store::Session& session, const InboxFilter& filter);
// How many there are, whatever is skipped.
std::size_t inbox_size(store::Session& session, const InboxFilter& filter);
// Those that are merged with one of these.
std::vector<ReportRow> merged_with(store::Session& session, const std::vector<ReportRow>& reports);
std::optional<ReportRow> find_report(store::Session& session, std::string_view id);
std::vector<StoredLetter> letters_of(store::Session& session, std::string_view report);
// What an inbox shows of a report, without reading the rest: its letters together may be megabytes.
std::optional<StoredLetter> first_letter_of(store::Session& session, std::string_view report);
std::optional<LetterKind> newest_kind_of(store::Session& session, std::string_view report);
std::vector<StoredLetter> notes_of(store::Session& session, std::string_view report);
std::vector<UploadRow> uploads_of(store::Session& session, std::string_view report);

// `number` must be the next one: ErrorKind::conflict where the reader wrote meanwhile.
Result<void> add_answer(store::Session& session, std::string_view report, std::int64_t number, std::string_view letter,
                        Hours now);
Result<void> add_note(store::Session& session, std::string_view report, std::int64_t number, std::string_view letter,
                      std::string_view author, Hours now);
// label, assigned, destroyed_at
void save_report(store::Session& session, const ReportRow& report);
// Until then everything is kept that is merged with that report, and the one that it is merged with.
void keep_together(store::Session& session, const ReportRow& report, Hours destroyed_at);
// `into`: the report of the same event that stays in the inbox; "" takes `id` apart again. What is merged is kept as
// long as that one at least. ErrorKind::invalid where that one is merged with another itself.
Result<void> merge_report(store::Session& session, std::string_view id, std::string_view into);

// ---- destroying ----
struct Destruction {
  std::int64_t number = 0;
  std::string report;
  Hours hour = {};
  std::string reason = {};  // "retention", "desk"
  std::int64_t letters = 0, files = 0;
  std::string digest = {};  // SHA-256 of all its letters, in order
  std::string chain = {};   // SHA-256 of the row before and of this one
};
// Its rows go and the log gets its row; the names of the files that must be destroyed next.
Result<std::vector<std::string>> destroy_report(store::Session& session, std::string_view id, std::string_view reason,
                                                Hours now);
std::vector<Destruction> destructions(store::Session& session);
// True where every row of the log follows from the one before.
bool chain_holds(const std::vector<Destruction>& log);

// Those whose time is over, so many at once.
inline constexpr std::size_t due_at_once = 100, expired_at_once = 1'000;
std::vector<std::string> reports_to_destroy(store::Session& session, Hours now);
std::vector<UploadRow> expired_uploads(store::Session& session, Hours now);
// Every file that has arrived whole.
std::vector<UploadRow> complete_uploads(store::Session& session);
void remove_upload_row(store::Session& session, std::string_view id);
void mark_upload_row_complete(store::Session& session, std::string_view id);
std::vector<std::string> all_upload_ids(store::Session& session);
// False in a database that has had neither a desk nor a report.
bool knows_of_reports(store::Session& session);

}  // namespace vestnik::reports
