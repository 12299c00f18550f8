#include "reports/reader_records.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/log.h"
#include "reports/bytes.h"
#include "reports/limits.h"

namespace vestnik::reports {

namespace {

constexpr std::string_view key_in_use = "SELECT id, public_key FROM report_desk_keys WHERE retired_hour IS NULL";
constexpr std::string_view salt_of_receipts = "SELECT value FROM settings WHERE site = 0 AND name = 'report salt'";
constexpr std::string_view kept_days_of_desk =
    "SELECT value FROM settings WHERE site = 0 AND name = 'report kept days'";
constexpr std::string_view all_keys = "SELECT id, public_key, retired_hour FROM report_desk_keys ORDER BY id";
constexpr std::string_view key_count = "SELECT count(*) FROM report_desk_keys WHERE id = ?";

constexpr std::string_view report_count =
    "SELECT count(*) FROM reports WHERE id = ? OR (fetch_digest = ? AND fetch_digest <> '')";
constexpr std::string_view insert_report =
    "INSERT INTO reports (id, site, fetch_digest, hour, letters, notes, sealed_on_arrival, label, assigned, "
    "destroy_hour) "
    "VALUES (?, ?, ?, ?, 1, 0, ?, 'new', '', ?)";
constexpr std::string_view insert_letter =
    "INSERT INTO report_letters (report, number, kind, hour, letter) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view size_of_letters =
    "SELECT coalesce(sum(length(letter)), 0) FROM report_letters WHERE report = ?";
constexpr std::string_view count_letter =
    "UPDATE reports SET letters = letters + 1, hour = ? WHERE id = ? AND letters = ?";
constexpr std::string_view keep_longer = "UPDATE reports SET destroy_hour = ? WHERE id = ? AND destroy_hour < ?";
constexpr std::string_view report_by_fetch = "SELECT id FROM reports WHERE fetch_digest = ? AND fetch_digest <> ''";
constexpr std::string_view letters_of_report =
    "SELECT number, kind, hour, letter FROM report_letters WHERE report = ? ORDER BY number";
constexpr std::string_view uploads_of_report =
    "SELECT id, report, number, bytes, complete, expires_hour FROM report_uploads WHERE report = ? ORDER BY number";

constexpr std::string_view size_of_uploads =
    "SELECT count(*), coalesce(sum(CASE WHEN number = ? THEN 1 ELSE 0 END), 0) FROM report_uploads WHERE report = ?";
constexpr std::string_view insert_upload =
    "INSERT INTO report_uploads (id, report, number, bytes, complete, expires_hour) VALUES (?, ?, ?, ?, 0, ?)";
constexpr std::string_view mark_upload_complete = "UPDATE report_uploads SET complete = 1 WHERE id = ?";
constexpr std::string_view prolong_upload_to =
    "UPDATE report_uploads SET expires_hour = ? WHERE id = ? AND complete = 0";
constexpr std::string_view delete_upload = "DELETE FROM report_uploads WHERE id = ?";

constexpr std::array all{key_in_use,           salt_of_receipts,  all_keys,        key_count,         report_count,
                         insert_report,        insert_letter,     count_letter,    report_by_fetch,   letters_of_report,
                         uploads_of_report,    size_of_letters,   size_of_uploads, insert_upload,     upload_by_id,
                         mark_upload_complete, prolong_upload_to, delete_upload,   kept_days_of_desk, keep_longer};

}  // namespace

std::span<const std::string_view> reader_statements() {
  return all;
}

void NarrowSession::admit(std::string_view sql) {
  if (std::ranges::find(all, sql) == all.end()) refuse(sql);
}

void NarrowSession::refuse(std::string_view what) {
  throw store::Failure({ErrorKind::internal, "not a statement that readers' requests may run", std::string(what), {}});
}

std::chrono::hours kept_for(store::Session& session) {
  const std::string text = session.text(kept_days_of_desk).value_or("");
  std::int64_t days = 0;
  std::from_chars(text.data(), text.data() + text.size(), days);
  const std::chrono::hours kept(days * 24);
  return kept < limits::report_kept_least || kept > limits::report_kept_most ? limits::report_kept : kept;
}

std::optional<OpenDesk> open_desk(NarrowSession& session) {
  std::optional<OpenDesk> desk;
  session.query(key_in_use, "tt", {}, [&](const store::Row& row) {
    if (auto key = from_base64(row.text(1))) desk = OpenDesk{{row.string(0), std::move(*key), false}, {}};
    return false;
  });
  if (!desk) return std::nullopt;
  session.query(salt_of_receipts, "t", {}, [&](const store::Row& row) {
    desk->salt = from_base64(row.text(0)).value_or("");
    return false;
  });
  return desk;
}

std::vector<DeskKey> desk_keys(NarrowSession& session) {
  std::vector<DeskKey> keys;
  session.query(all_keys, "tti", {}, [&](const store::Row& row) {
    keys.push_back({row.string(0), from_base64(row.text(1)).value_or(""), !row.null(2)});
    return true;
  });
  return keys;
}

bool is_desk_key(NarrowSession& session, std::string_view id) {
  return session.integer(key_count, {id}).value_or(0) > 0;
}

Result<void> add_report(NarrowSession& session, const NewReport& report) {
  if (session.integer(report_count, {report.id, report.fetch_digest}).value_or(0) > 0) {
    return fail(ErrorKind::conflict, "this report is there already");
  }
  session.run(insert_report, {report.id, report.site, report.fetch_digest, number_of(report.now),
                              report.sealed_on_arrival, number_of(report.destroyed_at)});
  session.run(insert_letter,
              {report.id, 0, static_cast<int>(LetterKind::report), number_of(report.now), to_base64(report.letter)});
  return {};
}

std::optional<std::string> find_report(NarrowSession& session, std::string_view fetch_digest) {
  return session.text(report_by_fetch, {fetch_digest});
}

std::optional<Thread> find_thread(NarrowSession& session, std::string_view fetch_digest) {
  const auto report = find_report(session, fetch_digest);
  if (!report) return std::nullopt;
  Thread thread{*report, desk_keys(session), {}, {}};
  session.query(letters_of_report, "iiit", {*report}, [&](const store::Row& row) {
    thread.letters.push_back({row.integer(0),
                              static_cast<LetterKind>(row.integer(1)),
                              hours_of(row.integer(2)),
                              from_base64(row.text(3)).value_or(""),
                              {}});
    return true;
  });
  session.query(uploads_of_report, "ttiiii", {*report}, [&](const store::Row& row) {
    thread.uploads.push_back(upload_of(row));
    return true;
  });
  return thread;
}

Result<void> add_letter(NarrowSession& session, std::string_view report, std::int64_t number, LetterKind kind,
                        std::string_view letter, Hours now) {
  if (number >= static_cast<std::int64_t>(limits::report_letters)) {
    return fail(ErrorKind::too_large, "this report has as many letters as it can have", {}, "write a new report");
  }
  const auto taken = session.integer(size_of_letters, {report}).value_or(0);
  if (taken + static_cast<std::int64_t>(letter.size()) > static_cast<std::int64_t>(limits::report_thread_bytes)) {
    return fail(ErrorKind::too_large, "the letters of this report have no more room", {}, "write a new report");
  }
  if (session.run(count_letter, {number_of(now), report, number}) != 1) {
    return fail(ErrorKind::conflict, "another letter came first", std::to_string(number), "read it and seal anew");
  }
  session.run(insert_letter, {report, number, static_cast<int>(kind), number_of(now), to_base64(letter)});
  // Nobody has read it yet: it is not destroyed with what came long before.
  const std::int64_t until = number_of(now + kept_for(session));
  session.run(keep_longer, {until, report, until});
  return {};
}

std::uint64_t unfinished_bytes(NarrowSession& session, std::string_view report) {
  std::uint64_t bytes = 0;
  session.query(uploads_of_report, "ttiiii", {report}, [&](const store::Row& row) {
    const UploadRow upload = upload_of(row);
    if (!upload.complete) bytes += static_cast<std::uint64_t>(upload.bytes);
    return true;
  });
  return bytes;
}

std::optional<UploadRow> find_upload_of(NarrowSession& session, std::string_view report, std::int64_t number) {
  std::optional<UploadRow> found;
  session.query(uploads_of_report, "ttiiii", {report}, [&](const store::Row& row) {
    if (row.integer(2) == number) found = upload_of(row);
    return !found;
  });
  return found;
}

Result<void> add_upload(NarrowSession& session, const UploadRow& upload) {
  std::int64_t count = 0, same = 0;
  session.query(size_of_uploads, "ii", {upload.number, upload.report}, [&](const store::Row& row) {
    count = row.integer(0);
    same = row.integer(1);
    return false;
  });
  if (same > 0) return fail(ErrorKind::conflict, "this file of the report is there already");
  if (count >= static_cast<std::int64_t>(limits::report_files)) {
    return fail(ErrorKind::too_large, "this report has as many files as it can have", {}, "write a new report");
  }
  session.run(insert_upload, {upload.id, upload.report, upload.number, upload.bytes, number_of(upload.expires)});
  return {};
}

std::optional<UploadRow> find_upload(NarrowSession& session, std::string_view id, std::string_view fetch_digest) {
  std::optional<UploadRow> found;
  session.query(upload_by_id, "ttiiii", {id, fetch_digest}, [&](const store::Row& row) {
    found = upload_of(row);
    return false;
  });
  return found;
}

void complete_upload(NarrowSession& session, std::string_view id) {
  session.run(mark_upload_complete, {id});
}

void prolong_upload(NarrowSession& session, std::string_view id, Hours until) {
  session.run(prolong_upload_to, {number_of(until), id});
}

void remove_upload(NarrowSession& session, std::string_view id) {
  session.run(delete_upload, {id});
}

}  // namespace vestnik::reports
