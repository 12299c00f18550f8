#include "newsroom/reports.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "accounts/users.h"
#include "newsroom/conditional.h"
#include "newsroom/cursor.h"
#include "newsroom/members.h"
#include "newsroom/repeatable.h"
#include "reports/bytes.h"
#include "reports/caretaker.h"
#include "reports/desk.h"
#include "reports/limits.h"
#include "reports/reader_records.h"
#include "store/picture_hashes.h"

namespace vestnik::newsroom {

namespace {

using reports::from_base64;
using reports::Hours;
using reports::LetterKind;
using reports::to_base64;

constexpr std::size_t name_bytes = 200;
constexpr std::size_t wrapped_bytes = 4'000;
constexpr std::size_t members_most = 200;
constexpr std::size_t file_piece_bytes = 4 << 20;
constexpr std::size_t hashes_at_once = 5'000;
constexpr std::int64_t kept_days_most = 3'650;

Hours now_of(const Call& call) {
  return reports::hour_of(call.desk.clock());
}

json::object report_json(const reports::ReportRow& report) {
  return {{"id", report.id},
          {"hour", reports::number_of(report.hour)},
          {"letters", report.letters},
          {"notes", report.notes},
          {"has_receipt", report.has_receipt},
          {"sealed_on_arrival", report.sealed_on_arrival},
          {"label", report.label},
          {"assigned", report.assigned},
          {"destroyed_at", reports::number_of(report.destroyed_at)},
          {"merged_into", report.merged_into}};
}

json::object letter_json(const reports::StoredLetter& letter) {
  json::object shown{{"number", letter.number},
                     {"kind", static_cast<int>(letter.kind)},
                     {"hour", reports::number_of(letter.hour)},
                     {"letter", to_base64(letter.letter)}};
  if (!letter.author.empty()) shown["author"] = letter.author;
  return shown;
}

json::array files_json(const std::vector<reports::UploadRow>& uploads) {
  json::array files;
  for (const auto& upload : uploads) {
    files.push_back(json::object{{"number", upload.number}, {"bytes", upload.bytes}, {"complete", upload.complete}});
  }
  return files;
}

Error no_report(const Call& call) {
  return {ErrorKind::not_found, "no such report", call.arguments[0], {}};
}

// A sealed letter of the wanted kind out of {"number", "letter"}.
struct Given {
  std::int64_t number = 0;
  std::string letter;
};
Result<Given> letter_given(const Call& call, LetterKind kind) {
  const auto body = body_of(call);
  if (!body) return std::unexpected(body.error());
  Given given{integer_or(*body, "number", -1), from_base64(string_or(*body, "letter")).value_or("")};
  const auto head = reports::read_letter_head(given.letter);
  if (!head) return std::unexpected(head.error());
  if (head->kind != kind || given.number < 0 || given.letter.size() > limits::report_letter_bytes) {
    return fail(ErrorKind::invalid, "not a letter that belongs here", {}, "send {\"number\", \"letter\"}, sealed");
  }
  return given;
}

// Whether a member's account is closed, or has no role of the desk any more. What is sealed to such a member stays: the
// account may come back, and nobody else may be able to open what came before. A new key is not sealed to it.
bool has_left(store::Session& session, const std::string& member) {
  const auto user = accounts::find_user(session, member);
  return user && (user->disabled_at || (accounts::roles_anywhere(user->grants) & desk_roles) == 0);
}

json::object desk_json(store::Session& session, const Call& call) {
  json::array keys, members;
  for (const auto& key : reports::all_desk_keys(session)) {
    keys.push_back(json::object{{"id", key.id}, {"public_key", to_base64(key.public_key)}, {"in_use", !key.retired}});
  }
  std::map<std::string, bool> left;
  for (const auto& member : reports::desk_members(session)) {
    if (!left.contains(member.member)) left[member.member] = has_left(session, member.member);
    members.push_back(json::object{{"key", member.desk_key},
                                   {"member", member.member},
                                   {"wrapped", member.wrapped},
                                   {"left", left[member.member]}});
  }
  return {{"keys", std::move(keys)},
          {"members", std::move(members)},
          {"me", call.signature()},
          {"kept_days", reports::kept_for(session).count() / 24}};
}

// The rows that come with a new key: of its other members, and of former keys that change together with it ("key").
Result<std::vector<reports::DeskMember>> members_given(const json::object& body) {
  std::vector<reports::DeskMember> members;
  const json::value* given = body.if_contains("members");
  if (given == nullptr) return members;
  const Error wrong{ErrorKind::invalid, "not a list of members", "members",
                    "send [{\"member\", \"wrapped\"}, …], at most " + std::to_string(members_most)};
  if (!given->is_array() || given->get_array().size() > members_most) return std::unexpected(wrong);
  for (const json::value& each : given->get_array()) {
    if (!each.is_object()) return std::unexpected(wrong);
    const json::object& object = each.get_object();
    reports::DeskMember member{string_or(object, "key"), {}, {}};
    if (auto taken = take_text(object, "member", name_bytes, member.member); !taken) {
      return std::unexpected(taken.error());
    }
    if (auto taken = take_text(object, "wrapped", wrapped_bytes, member.wrapped); !taken) {
      return std::unexpected(taken.error());
    }
    members.push_back(std::move(member));
  }
  return members;
}

}  // namespace

Result<http::Response> get_report_desk(const Call& call) {
  return call.desk.store.read(
      [&](store::Session& session) -> Result<http::Response> { return tagged(200, desk_json(session, call)); });
}

Result<http::Response> put_report_desk(const Call& call) {
  const auto body = body_of(call);
  if (!body) return std::unexpected(body.error());
  const std::int64_t days = integer_or(*body, "kept_days", -1);
  return call.change(
      [&](store::Session& session) -> Result<http::Response> {
        if (auto stale = refuse_stale(call, desk_json(session, call))) return std::move(*stale);
        if (auto set = reports::set_kept_days(session, days); !set) return std::unexpected(set.error());
        return json_response(200, json::object{{"kept_days", days}});
      },
      json::object{{"kept_days", days}});
}

Result<http::Response> add_report_key(const Call& call) {
  const auto body = body_of(call);
  if (!body) return std::unexpected(body.error());
  const std::string public_key = from_base64(string_or(*body, "public_key")).value_or("");
  reports::DeskMember first;
  if (auto taken = take_text(*body, "member", name_bytes, first.member); !taken) return std::unexpected(taken.error());
  if (auto taken = take_text(*body, "wrapped", wrapped_bytes, first.wrapped); !taken) {
    return std::unexpected(taken.error());
  }
  auto others = members_given(*body);
  if (!others) return std::unexpected(others.error());
  // All or nothing: a key that is in use and sealed to some would shut the others out.
  return call.change([&](store::Session& session) -> Result<http::Response> {
    if (auto stale = refuse_stale(call, desk_json(session, call))) return std::move(*stale);
    auto key = reports::add_desk_key(session, public_key, first, now_of(call));
    if (!key) return std::unexpected(key.error());
    for (reports::DeskMember& other : *others) {
      if (has_left(session, other.member)) continue;
      if (other.desk_key.empty()) other.desk_key = key->id;
      if (auto saved = reports::save_desk_member(session, other); !saved) return std::unexpected(saved.error());
    }
    return json_response(201, json::object{{"id", key->id}});
  });
}

Result<http::Response> put_report_member(const Call& call) {
  const auto body = body_of(call);
  if (!body) return std::unexpected(body.error());
  reports::DeskMember member{string_or(*body, "key"), call.arguments[0], string_or(*body, "wrapped")};
  if (member.member.size() > name_bytes) return fail(ErrorKind::invalid, "the member's name is too long");
  return call.change([&](store::Session& session) -> Result<http::Response> {
    if (auto stale = refuse_stale(call, desk_json(session, call))) return std::move(*stale);
    auto saved = reports::save_desk_member(session, member);
    if (!saved) return std::unexpected(saved.error());
    return json_response(200, json::object{{"member", member.member}});
  });
}

// Chief editors may write every row, and so their own.
Result<http::Response> put_own_report_member(const Call& call) {
  const auto body = body_of(call);
  if (!body) return std::unexpected(body.error());
  const reports::DeskMember own{string_or(*body, "key"), call.signature(), string_or(*body, "wrapped")};
  const bool keeper = (role_bit(call.who.role) & (chief | administrator)) != 0;
  return call.change([&](store::Session& session) -> Result<http::Response> {
    if (auto stale = refuse_stale(call, desk_json(session, call))) return std::move(*stale);
    if (!keeper && !reports::is_let_in(session, own.member, own.desk_key)) {
      return fail(ErrorKind::conflict, "nobody has let this member in", own.member, "ask to be let in");
    }
    auto saved = reports::save_desk_member(session, own);
    if (!saved) return std::unexpected(saved.error());
    return json_response(200, json::object{{"member", own.member}});
  });
}

Result<http::Response> ask_report_membership(const Call& call) {
  const auto body = body_of(call);
  if (!body) return std::unexpected(body.error());
  const reports::DeskMember asking{string_or(*body, "key"), call.signature(), string_or(*body, "wrapped")};
  return call.change([&](store::Session& session) -> Result<http::Response> {
    if (auto stale = refuse_stale(call, desk_json(session, call))) return std::move(*stale);
    auto asked = reports::ask_for_membership(session, asking);
    if (!asked) return std::unexpected(asked.error());
    return json_response(201, json::object{{"member", asking.member}});
  });
}

Result<http::Response> delete_report_member(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    if (auto stale = refuse_stale(call, desk_json(session, call))) return std::move(*stale);
    reports::remove_desk_member(session, call.arguments[0]);
    return json_response(200, json::object{{"member", call.arguments[0]}});
  });
}

// Each with its first letter and files, so that the inbox can be decrypted at once. Those that are merged come with the
// one that the desk goes on with, and take no place of their own.
Result<http::Response> list_reports(const Call& call) {
  reports::InboxFilter filter;
  filter.label = call.request.parameter("label").value_or("");
  filter.assigned = call.request.parameter("assigned").value_or("");
  const std::string skip = call.request.parameter("skip").value_or("0");
  std::from_chars(skip.data(), skip.data() + skip.size(), filter.skip);
  filter.skip = std::min<std::size_t>(filter.skip, 1'000'000);
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    json::array list;
    std::vector<reports::ReportRow> rows = reports::inbox(session, filter);
    for (auto& merged : reports::merged_with(session, rows)) rows.push_back(std::move(merged));
    for (const auto& report : rows) {
      json::object shown = listed(report_json(report));
      if (const auto first = reports::first_letter_of(session, report.id)) shown["first"] = letter_json(*first);
      shown["answered"] = reports::newest_kind_of(session, report.id) == LetterKind::answer;
      shown["files"] = files_json(reports::uploads_of(session, report.id));
      list.push_back(std::move(shown));
    }
    return json_response(200,
                         json::object{{"reports", std::move(list)}, {"total", reports::inbox_size(session, filter)}});
  });
}

// The picture that is compared is a reader's and sealed: the browser asks for all hashes and compares by itself.
Result<http::Response> list_picture_hashes(const Call& call) {
  const auto cursor = cursor_of(call.request);
  if (!cursor) return std::unexpected(cursor.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const AssetId after{*cursor ? (*cursor)->first : 0};
    json::array hashes;
    for (const store::HashedPicture& picture : store::hashes_after(session, *site, after, hashes_at_once)) {
      hashes.push_back(
          json::object{{"id", picture.id.value}, {"hash", picture.hash ? json::value(*picture.hash) : nullptr}});
    }
    const json::value next = hashes.size() < hashes_at_once
                                 ? json::value(nullptr)
                                 : json::value(write_cursor({hashes.back().at("id").as_int64(), 0}));
    return json_response(200, json::object{{"hashes", std::move(hashes)}, {"next", next}});
  });
}

Result<http::Response> get_report(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto report = reports::find_report(session, call.arguments[0]);
    if (!report) return std::unexpected(no_report(call));
    json::object shown = report_json(*report);
    json::array letters, notes;
    for (const auto& letter : reports::letters_of(session, report->id)) letters.push_back(letter_json(letter));
    for (const auto& note : reports::notes_of(session, report->id)) notes.push_back(letter_json(note));
    shown["thread"] = std::move(letters);
    shown["remarks"] = std::move(notes);
    shown["files"] = files_json(reports::uploads_of(session, report->id));
    http::Response response = json_response(200, shown);
    response.with("ETag", etag_of(report_json(*report)));
    return response;
  });
}

Result<http::Response> put_report(const Call& call) {
  const auto body = body_of(call);
  if (!body) return std::unexpected(body.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto report = reports::find_report(session, call.arguments[0]);
    if (!report) return std::unexpected(no_report(call));
    if (auto stale = refuse_stale(call, report_json(*report))) return std::move(*stale);
    if (auto taken = take_text(*body, "label", name_bytes, report->label); !taken)
      return std::unexpected(taken.error());
    if (auto taken = take_text(*body, "assigned", name_bytes, report->assigned); !taken) {
      return std::unexpected(taken.error());
    }
    if (std::ranges::find(reports::labels, report->label) == std::end(reports::labels)) {
      return fail(ErrorKind::invalid, "no such label", report->label, "new, checking, verified, false or used");
    }
    reports::save_report(session, *report);
    if (body->contains("keep_days")) {
      const std::int64_t days = integer_or(*body, "keep_days", -1);
      if (days < 1 || days > kept_days_most) {
        return fail(ErrorKind::invalid, "a report is kept for 1 to 3650 days from now", std::to_string(days));
      }
      reports::keep_together(session, *report, now_of(call) + std::chrono::hours(days * 24));
    }
    if (const auto* into = body->if_contains("merged_into"); into != nullptr && into->is_string()) {
      const std::string other(into->get_string());
      if (auto merged = reports::merge_report(session, report->id, other); !merged) {
        return std::unexpected(merged.error());
      }
    }
    return tagged(200, report_json(reports::find_report(session, report->id).value_or(*report)));
  });
}

Result<http::Response> delete_report(const Call& call) {
  std::vector<std::string> files;
  auto answer = call.change([&](store::Session& session) -> Result<http::Response> {
    if (const auto report = reports::find_report(session, call.arguments[0])) {
      if (auto stale = refuse_stale(call, report_json(*report))) return std::move(*stale);
    }
    auto destroyed = reports::destroy_report(session, call.arguments[0], "desk", now_of(call));
    if (!destroyed) return std::unexpected(destroyed.error());
    files = std::move(*destroyed);
    return json_response(200, json::object{{"id", call.arguments[0]}});
  });
  if (!answer || answer->status != 200) return answer;
  // The rows are gone: what is left of the files, the caretaker tries again.
  const std::size_t left = files.empty() ? 0 : reports::destroy_files(*call.desk.report_files, files);
  return json_response(200, json::object{{"id", call.arguments[0]}, {"files", files.size()}, {"files_left", left}});
}

Result<http::Response> add_report_answer(const Call& call) {
  const auto given = letter_given(call, LetterKind::answer);
  if (!given) return std::unexpected(given.error());
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    if (!reports::find_report(session, call.arguments[0])) return std::unexpected(no_report(call));
    auto added = reports::add_answer(session, call.arguments[0], given->number, given->letter, now_of(call));
    if (!added) return std::unexpected(added.error());
    return json_response(201, json::object{{"number", given->number}});
  });
}

Result<http::Response> add_report_note(const Call& call) {
  const auto given = letter_given(call, LetterKind::note);
  if (!given) return std::unexpected(given.error());
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    if (!reports::find_report(session, call.arguments[0])) return std::unexpected(no_report(call));
    auto added =
        reports::add_note(session, call.arguments[0], given->number, given->letter, call.signature(), now_of(call));
    if (!added) return std::unexpected(added.error());
    return json_response(201, json::object{{"number", given->number}});
  });
}

// A piece of the sealed file from ?from= on, so that two gigabytes never lie in the server's memory.
Result<http::Response> get_report_file(const Call& call) {
  std::uint64_t from = 0;
  const std::string text = call.request.parameter("from").value_or("0");
  std::from_chars(text.data(), text.data() + text.size(), from);
  const auto number = call.arguments[1];
  auto upload = call.desk.store.read([&](store::Session& session) -> Result<std::string> {
    for (const auto& row : reports::uploads_of(session, call.arguments[0])) {
      if (std::to_string(row.number) == number && row.complete) return row.id;
    }
    return fail(ErrorKind::not_found, "the report has no such file yet", number);
  });
  if (!upload) return std::unexpected(upload.error());
  auto bytes = call.desk.report_files->read(*upload, from, file_piece_bytes);
  if (!bytes) return std::unexpected(bytes.error());
  http::Response response;
  response.with("Content-Type", "application/octet-stream").with("Content-Disposition", "attachment");
  response.body.push_back(http::Buffer::of(std::move(*bytes)));
  return response;
}

Result<http::Response> list_destroyed_reports(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto log = reports::destructions(session);
    json::array rows;
    for (const auto& row : log) {
      rows.push_back(json::object{{"number", row.number},
                                  {"report", row.report},
                                  {"hour", reports::number_of(row.hour)},
                                  {"reason", row.reason},
                                  {"letters", row.letters},
                                  {"files", row.files},
                                  {"digest", row.digest},
                                  {"chain", row.chain}});
    }
    return json_response(200, json::object{{"destroyed", std::move(rows)}, {"sound", reports::chain_holds(log)}});
  });
}

}  // namespace vestnik::newsroom
