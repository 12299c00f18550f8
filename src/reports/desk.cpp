#include "reports/desk.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/digest.h"
#include "base/json.h"
#include "reports/bytes.h"
#include "reports/limits.h"

namespace vestnik::reports {

namespace {

constexpr std::string_view columns_of_report =
    "id, site, hour, letters, notes, fetch_digest, sealed_on_arrival, label, assigned, destroy_hour, "
    "merged_into";
constexpr std::string_view letters_of_columns = "tiiiitittit";

ReportRow report_of(const store::Row& row) {
  return {row.string(0),
          row.id<SiteId>(1),
          hours_of(row.integer(2)),
          row.integer(3),
          row.integer(4),
          !row.text(5).empty(),
          row.flag(6),
          row.string(7),
          row.string(8),
          hours_of(row.integer(9)),
          row.string(10)};
}

constexpr std::string_view in_inbox = "merged_into = '' AND (label = ? OR ? = '') AND (assigned = ? OR ? = '')";

constexpr std::string_view columns_of_upload =
    "SELECT id, report, number, bytes, complete, expires_hour FROM report_uploads ";

std::vector<UploadRow> uploads_where(store::Session& session, const std::string& where,
                                     const store::Session::Parameters& parameters) {
  std::vector<UploadRow> uploads;
  session.query(std::string(columns_of_upload) + where, "ttiiii", parameters, [&](const store::Row& row) {
    uploads.push_back(upload_of(row));
    return true;
  });
  return uploads;
}

std::vector<StoredLetter> letters_where(store::Session& session, std::string_view where,
                                        const store::Session::Parameters& parameters) {
  std::vector<StoredLetter> letters;
  session.query("SELECT number, kind, hour, letter FROM report_letters WHERE " + std::string(where), "iiit", parameters,
                [&](const store::Row& row) {
                  letters.push_back({row.integer(0),
                                     static_cast<LetterKind>(row.integer(1)),
                                     hours_of(row.integer(2)),
                                     from_base64(row.text(3)).value_or(""),
                                     {}});
                  return true;
                });
  return letters;
}

// Whether what is there of a way to the key has its size.
bool has_sizes(const json::object& way) {
  constexpr std::pair<std::string_view, std::size_t> sizes[] = {{"salt", 16},          {"nonce", 24},  {"box", 48},
                                                                {"public", key_bytes}, {"sealed", 80}, {"voucher", 32}};
  return std::ranges::all_of(sizes, [&](const auto& size) {
    const json::value* given = way.if_contains(size.first);
    if (given == nullptr) return true;
    const auto bytes = given->is_string() ? from_base64(std::string_view(given->get_string())) : std::nullopt;
    return bytes && bytes->size() == size.second;
  });
}

// Every member's browser reads the rows of all: what it could not read may not stand there (docs/report-format.md).
bool is_wrapped(std::string_view wrapped) {
  const auto value = parse_json(wrapped);
  if (!value || !value->is_object() || !has_sizes(value->get_object())) return false;
  const json::object& object = value->get_object();
  const std::int64_t version = integer_or(object, "v", object.contains("v") ? 0 : 1);
  if (version != 1 && (version != 2 || !object.contains("public"))) return false;
  const json::value* passkeys = object.if_contains("passkeys");
  if (passkeys == nullptr) return true;
  return passkeys->is_array() && std::ranges::all_of(passkeys->get_array(), [](const json::value& passkey) {
           return passkey.is_object() && passkey.get_object().contains("public") && has_sizes(passkey.get_object());
         });
}

// A member's public key that nothing has been sealed to yet.
bool is_request(std::string_view wrapped) {
  const auto value = parse_json(wrapped);
  if (!value || !value->is_object()) return false;
  const json::object& object = value->get_object();
  const auto public_key = from_base64(string_or(object, "public"));
  return integer_or(object, "v") == 2 && public_key && public_key->size() == key_bytes && !object.contains("sealed");
}

std::string id_of_key_in_use(store::Session& session) {
  return session.text("SELECT id FROM report_desk_keys WHERE retired_hour IS NULL").value_or("");
}

// Requests to be let in, of one member or (with "") of all, without their rows from now on.
std::vector<DeskMember> taken_requests(store::Session& session, std::string_view member) {
  std::vector<DeskMember> requests;
  for (DeskMember& row : desk_members(session)) {
    if ((!member.empty() && row.member != member) || !is_request(row.wrapped)) continue;
    session.run("DELETE FROM report_desk_members WHERE desk_key = ? AND member = ?", {row.desk_key, row.member});
    requests.push_back(std::move(row));
  }
  return requests;
}

std::string chained(std::string_view before, const Destruction& row) {
  std::string text(before);
  for (const std::string& part : {row.report, std::to_string(number_of(row.hour)), row.reason,
                                  std::to_string(row.letters), std::to_string(row.files), row.digest}) {
    text += "\n" + part;
  }
  return sha256_hex(text);
}

}  // namespace

std::vector<DeskKey> all_desk_keys(store::Session& session) {
  std::vector<DeskKey> keys;
  session.query("SELECT id, public_key, retired_hour FROM report_desk_keys ORDER BY made_hour, id", "tti", {},
                [&](const store::Row& row) {
                  keys.push_back({row.string(0), from_base64(row.text(1)).value_or(""), !row.null(2)});
                  return true;
                });
  return keys;
}

std::vector<DeskMember> desk_members(store::Session& session) {
  std::vector<DeskMember> members;
  session.query("SELECT desk_key, member, wrapped FROM report_desk_members ORDER BY member, desk_key", "ttt", {},
                [&](const store::Row& row) {
                  members.push_back({row.string(0), row.string(1), row.string(2)});
                  return true;
                });
  return members;
}

Result<DeskKey> add_desk_key(store::Session& session, std::string_view public_key, const DeskMember& first, Hours now) {
  if (public_key.size() != key_bytes) return fail(ErrorKind::invalid, "a public key has 32 bytes");
  DeskKey key{to_hex(key_id_of(public_key)), std::string(public_key), false};
  for (const DeskKey& known : all_desk_keys(session)) {
    if (known.id == key.id) return fail(ErrorKind::conflict, "the desk has this key already", key.id);
  }
  session.run("UPDATE report_desk_keys SET retired_hour = ? WHERE retired_hour IS NULL", {number_of(now)});
  session.run("INSERT INTO report_desk_keys (id, public_key, made_hour, retired_hour) VALUES (?, ?, ?, NULL)",
              {key.id, to_base64(public_key), number_of(now)});
  if (!session.text("SELECT value FROM settings WHERE site = 0 AND name = 'report salt'")) {
    constexpr std::size_t salt_bytes = 16;
    session.run("INSERT INTO settings (site, name, value) VALUES (0, 'report salt', ?)",
                {to_base64(random_bytes(salt_bytes))});
  }
  std::vector<DeskMember> rows = taken_requests(session, {});
  rows.push_back(first);
  for (const DeskMember& row : rows) {
    if (auto saved = save_desk_member(session, {key.id, row.member, row.wrapped}); !saved) {
      return std::unexpected(saved.error());
    }
  }
  return key;
}

Result<void> save_desk_member(store::Session& session, const DeskMember& member) {
  constexpr std::size_t wrapped_bytes = 4'000;
  if (member.member.empty() || member.wrapped.empty() || member.wrapped.size() > wrapped_bytes) {
    return fail(ErrorKind::invalid, "a member needs a name and the wrapped key");
  }
  if (!is_wrapped(member.wrapped)) {
    return fail(ErrorKind::invalid, "this is not a wrapped key", member.member,
                "send the JSON that docs/report-format.md describes");
  }
  if (session.integer("SELECT count(*) FROM report_desk_keys WHERE id = ?", {member.desk_key}).value_or(0) == 0) {
    return fail(ErrorKind::not_found, "the desk has no such key", member.desk_key);
  }
  session.run("DELETE FROM report_desk_members WHERE desk_key = ? AND member = ?", {member.desk_key, member.member});
  session.run("INSERT INTO report_desk_members (desk_key, member, wrapped) VALUES (?, ?, ?)",
              {member.desk_key, member.member, member.wrapped});
  return {};
}

Result<void> set_kept_days(store::Session& session, std::int64_t days) {
  constexpr std::int64_t least = limits::report_kept_least.count() / 24, most = limits::report_kept_most.count() / 24;
  if (days < least || days > most) {
    return fail(ErrorKind::invalid, "reports are not kept for so many days", std::to_string(days),
                "from " + std::to_string(least) + " to " + std::to_string(most));
  }
  session.run("DELETE FROM settings WHERE site = 0 AND name = 'report kept days'");
  session.run("INSERT INTO settings (site, name, value) VALUES (0, 'report kept days', ?)", {std::to_string(days)});
  return {};
}

void remove_desk_member(store::Session& session, std::string_view member) {
  session.run("DELETE FROM report_desk_members WHERE member = ?", {member});
}

std::vector<ReportRow> inbox(store::Session& session, const InboxFilter& filter) {
  std::vector<ReportRow> reports;
  session.query(
      "SELECT " + std::string(columns_of_report) +
          " FROM reports LEFT JOIN (SELECT merged_into AS main, max(hour) AS newest FROM reports "
          "WHERE merged_into <> '' GROUP BY merged_into) AS together ON together.main = reports.id WHERE " +
          std::string(in_inbox) +
          " ORDER BY CASE WHEN newest > reports.hour THEN newest ELSE reports.hour END DESC, id LIMIT ? OFFSET ?",
      letters_of_columns,
      {filter.label, filter.label, filter.assigned, filter.assigned, static_cast<std::int64_t>(filter.most),
       static_cast<std::int64_t>(filter.skip)},
      [&](const store::Row& row) {
        reports.push_back(report_of(row));
        return true;
      });
  return reports;
}

std::size_t inbox_size(store::Session& session, const InboxFilter& filter) {
  const auto count = session.integer("SELECT count(*) FROM reports WHERE " + std::string(in_inbox),
                                     {filter.label, filter.label, filter.assigned, filter.assigned});
  return static_cast<std::size_t>(count.value_or(0));
}

std::vector<ReportRow> merged_with(store::Session& session, const std::vector<ReportRow>& reports) {
  std::set<std::string_view> wanted;
  for (const ReportRow& report : reports) wanted.insert(report.id);
  std::vector<ReportRow> merged;
  session.query(
      "SELECT " + std::string(columns_of_report) + " FROM reports WHERE merged_into <> '' ORDER BY hour DESC, id",
      letters_of_columns, {}, [&](const store::Row& row) {
        if (wanted.contains(row.text(10))) merged.push_back(report_of(row));
        return true;
      });
  return merged;
}

std::optional<ReportRow> find_report(store::Session& session, std::string_view id) {
  std::optional<ReportRow> found;
  session.query("SELECT " + std::string(columns_of_report) + " FROM reports WHERE id = ?", letters_of_columns, {id},
                [&](const store::Row& row) {
                  found = report_of(row);
                  return false;
                });
  return found;
}

std::vector<StoredLetter> letters_of(store::Session& session, std::string_view report) {
  return letters_where(session, "report = ? ORDER BY number", {report});
}

std::optional<StoredLetter> first_letter_of(store::Session& session, std::string_view report) {
  auto letters = letters_where(session, "report = ? ORDER BY number LIMIT 1", {report});
  return letters.empty() ? std::nullopt : std::optional(std::move(letters.front()));
}

std::optional<LetterKind> newest_kind_of(store::Session& session, std::string_view report) {
  const auto kind =
      session.integer("SELECT kind FROM report_letters WHERE report = ? ORDER BY number DESC LIMIT 1", {report});
  return kind ? std::optional(static_cast<LetterKind>(*kind)) : std::nullopt;
}

std::vector<StoredLetter> notes_of(store::Session& session, std::string_view report) {
  std::vector<StoredLetter> notes;
  session.query("SELECT number, hour, letter, author FROM report_notes WHERE report = ? ORDER BY number", "iitt",
                {report}, [&](const store::Row& row) {
                  notes.push_back({row.integer(0), LetterKind::note, hours_of(row.integer(1)),
                                   from_base64(row.text(2)).value_or(""), row.string(3)});
                  return true;
                });
  return notes;
}

std::vector<UploadRow> uploads_of(store::Session& session, std::string_view report) {
  return uploads_where(session, "WHERE report = ? ORDER BY number", {report});
}

Result<void> add_answer(store::Session& session, std::string_view report, std::int64_t number, std::string_view letter,
                        Hours now) {
  if (number >= static_cast<std::int64_t>(limits::report_letters)) {
    return fail(ErrorKind::too_large, "this report has as many letters as it can have");
  }
  if (session.run("UPDATE reports SET letters = letters + 1 WHERE id = ? AND letters = ?", {report, number}) != 1) {
    return fail(ErrorKind::conflict, "another letter came first", std::to_string(number), "read it and seal anew");
  }
  session.run("INSERT INTO report_letters (report, number, kind, hour, letter) VALUES (?, ?, ?, ?, ?)",
              {report, number, static_cast<int>(LetterKind::answer), number_of(now), to_base64(letter)});
  return {};
}

Result<void> add_note(store::Session& session, std::string_view report, std::int64_t number, std::string_view letter,
                      std::string_view author, Hours now) {
  if (number >= static_cast<std::int64_t>(limits::report_letters)) {
    return fail(ErrorKind::too_large, "this report has as many notes as it can have");
  }
  if (session.run("UPDATE reports SET notes = notes + 1 WHERE id = ? AND notes = ?", {report, number}) != 1) {
    return fail(ErrorKind::conflict, "another note came first", std::to_string(number), "read it and seal anew");
  }
  session.run("INSERT INTO report_notes (report, number, hour, author, letter) VALUES (?, ?, ?, ?, ?)",
              {report, number, number_of(now), author, to_base64(letter)});
  return {};
}

void save_report(store::Session& session, const ReportRow& report) {
  session.run("UPDATE reports SET label = ?, assigned = ?, destroy_hour = ? WHERE id = ?",
              {report.label, report.assigned, number_of(report.destroyed_at), report.id});
}

void keep_together(store::Session& session, const ReportRow& report, Hours destroyed_at) {
  const std::string& main = report.merged_into.empty() ? report.id : report.merged_into;
  session.run("UPDATE reports SET destroy_hour = ? WHERE id = ? OR merged_into = ?",
              {number_of(destroyed_at), main, main});
}

Result<void> merge_report(store::Session& session, std::string_view id, std::string_view into) {
  const auto kept = into.empty() ? std::nullopt : find_report(session, into);
  if (!into.empty()) {
    if (!kept) return fail(ErrorKind::not_found, "no such report to merge with", std::string(into));
    if (id == into || !kept->merged_into.empty()) {
      return fail(ErrorKind::invalid, "this report is merged with another itself", std::string(into),
                  "merge with " + (id == into ? "another one" : kept->merged_into));
    }
  }
  session.run("UPDATE reports SET merged_into = ? WHERE id = ?", {into, id});
  // Whatever came together with it stays together.
  session.run("UPDATE reports SET merged_into = ? WHERE merged_into = ?", {into, id});
  if (kept) {
    session.run("UPDATE reports SET destroy_hour = ? WHERE merged_into = ? AND destroy_hour < ?",
                {number_of(kept->destroyed_at), into, number_of(kept->destroyed_at)});
  }
  return {};
}

bool is_let_in(store::Session& session, std::string_view member, std::string_view desk_key) {
  const std::string key = desk_key.empty() ? id_of_key_in_use(session) : std::string(desk_key);
  return std::ranges::any_of(desk_members(session), [&](const DeskMember& known) {
    return known.desk_key == key && known.member == member && !is_request(known.wrapped);
  });
}

Result<void> ask_for_membership(store::Session& session, const DeskMember& asking) {
  if (is_let_in(session, asking.member)) {
    return fail(ErrorKind::conflict, "this member can open the desk already", asking.member);
  }
  if (!is_request(asking.wrapped)) {
    return fail(ErrorKind::invalid, "this is no request to open the desk", {},
                "send a wrapped key of version 2 without what is sealed (docs/report-format.md)");
  }
  if (asking.desk_key != id_of_key_in_use(session)) {
    return fail(ErrorKind::conflict, "the desk uses another key now", asking.desk_key, "load the page anew");
  }
  taken_requests(session, asking.member);
  return save_desk_member(session, asking);
}

Result<std::vector<std::string>> destroy_report(store::Session& session, std::string_view id, std::string_view reason,
                                                Hours now) {
  if (!find_report(session, id)) return fail(ErrorKind::not_found, "no such report", std::string(id));
  std::string letters;
  Destruction row{.report = std::string(id), .hour = now, .reason = std::string(reason)};
  for (const StoredLetter& letter : letters_of(session, id)) {
    letters += letter.letter;
    ++row.letters;
  }
  row.digest = sha256_hex(letters);
  std::vector<std::string> files;
  for (const UploadRow& upload : uploads_of(session, id)) files.push_back(upload.id);
  row.files = static_cast<std::int64_t>(files.size());

  std::string before;
  session.query("SELECT number, chain FROM report_destructions ORDER BY number DESC LIMIT 1", "it", {},
                [&](const store::Row& last) {
                  row.number = last.integer(0);
                  before = last.string(1);
                  return false;
                });
  ++row.number;
  row.chain = chained(before, row);
  session.run(
      "INSERT INTO report_destructions (number, report, hour, reason, letters, files, digest, chain) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {row.number, row.report, number_of(row.hour), row.reason, row.letters, row.files, row.digest, row.chain});
  session.run("DELETE FROM report_uploads WHERE report = ?", {id});
  session.run("DELETE FROM report_notes WHERE report = ?", {id});
  session.run("DELETE FROM report_letters WHERE report = ?", {id});
  session.run("UPDATE reports SET merged_into = '' WHERE merged_into = ?", {id});
  session.run("DELETE FROM reports WHERE id = ?", {id});
  return files;
}

std::vector<Destruction> destructions(store::Session& session) {
  std::vector<Destruction> log;
  session.query(
      "SELECT number, report, hour, reason, letters, files, digest, chain FROM report_destructions ORDER BY number",
      "ititiitt", {}, [&](const store::Row& row) {
        log.push_back({row.integer(0), row.string(1), hours_of(row.integer(2)), row.string(3), row.integer(4),
                       row.integer(5), row.string(6), row.string(7)});
        return true;
      });
  return log;
}

bool chain_holds(const std::vector<Destruction>& log) {
  std::string before;
  for (const Destruction& row : log) {
    if (row.chain != chained(before, row)) return false;
    before = row.chain;
  }
  return true;
}

std::vector<std::string> reports_to_destroy(store::Session& session, Hours now) {
  std::vector<std::string> ids;
  session.query("SELECT id FROM reports WHERE destroy_hour <= ? ORDER BY destroy_hour LIMIT ?", "t",
                {number_of(now), static_cast<std::int64_t>(due_at_once)}, [&](const store::Row& row) {
                  ids.push_back(row.string(0));
                  return true;
                });
  return ids;
}

std::vector<UploadRow> expired_uploads(store::Session& session, Hours now) {
  return uploads_where(session, "WHERE complete = 0 AND expires_hour <= ? LIMIT ?",
                       {number_of(now), static_cast<std::int64_t>(expired_at_once)});
}

std::vector<UploadRow> complete_uploads(store::Session& session) {
  return uploads_where(session, "WHERE complete = 1 ORDER BY id", {});
}

void remove_upload_row(store::Session& session, std::string_view id) {
  session.run("DELETE FROM report_uploads WHERE id = ?", {id});
}

void mark_upload_row_complete(store::Session& session, std::string_view id) {
  session.run("UPDATE report_uploads SET complete = 1 WHERE id = ?", {id});
}

std::vector<std::string> all_upload_ids(store::Session& session) {
  std::vector<std::string> ids;
  session.query("SELECT id FROM report_uploads", "t", {}, [&](const store::Row& row) {
    ids.push_back(row.string(0));
    return true;
  });
  return ids;
}

bool knows_of_reports(store::Session& session) {
  return std::ranges::any_of(std::array{"report_desk_keys", "reports", "report_destructions"}, [&](const char* table) {
    return session.integer("SELECT count(*) FROM " + std::string(table)).value_or(0) > 0;
  });
}

}  // namespace vestnik::reports
