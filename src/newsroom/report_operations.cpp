// The operations of sealed reports and what the OpenAPI document says of them.
#include "newsroom/reports.h"
#include "newsroom/schema_parts.h"

namespace vestnik::newsroom {

namespace {

constexpr unsigned desk = desk_roles;
constexpr unsigned desk_keepers = chief | administrator;

using http::Method;

constexpr Operation reports_table[] = {
    {Method::get, "/api/v1/reports/desk", desk, "getReportDesk", "The desk's public keys and the wrapped private ones",
     "", "ReportDesk", get_report_desk},
    {Method::put, "/api/v1/reports/desk", desk_keepers, "putReportDesk",
     "For how many days reports that come from now on are kept after the reader's last letter, 7 to 365", "ReportDesk",
     "ReportDesk", put_report_desk},
    {Method::post, "/api/v1/reports/desk/keys", desk_keepers, "addReportKey",
     "A new key of the desk, made in the browser; the one before is retired", "ReportKey", "ReportKey", add_report_key},
    {Method::post, "/api/v1/reports/desk/requests", desk, "askReportMembership",
     "Asks a holder of the desk's key to let in whoever calls", "ReportMember", "ReportMember", ask_report_membership},
    {Method::put, "/api/v1/reports/desk/own", desk, "putOwnReportMember",
     "Another passphrase or more passkeys of whoever calls and can open that key already", "ReportMember",
     "ReportMember", put_own_report_member},
    {Method::put, "/api/v1/reports/desk/members/{member}", desk_keepers, "putReportMember",
     "The desk's private key, wrapped for one more member", "ReportMember", "ReportMember", put_report_member},
    {Method::del, "/api/v1/reports/desk/members/{member}", desk_keepers, "deleteReportMember",
     "That member can unlock the desk no more", "", "ReportMember", delete_report_member},
    {Method::get, "/api/v1/reports", desk, "listReports",
     "The inbox by fifties, newest first, sealed; what is merged comes with its report", "", "Reports", list_reports,
     "label assigned skip"},
    {Method::get, "/api/v1/reports/destroyed", desk, "listDestroyedReports", "What was destroyed, with proof", "",
     "DestroyedReports", list_destroyed_reports},
    {Method::get, "/api/v1/reports/picture-hashes", desk, "listPictureHashes",
     "What the site's pictures look like, to compare a reader's with: five thousand at once, by number", "",
     "PictureHashes", list_picture_hashes, "cursor"},
    {Method::get, "/api/v1/reports/{id}", desk, "getReport", "A report's letters, notes and files, sealed", "",
     "Report", get_report},
    {Method::put, "/api/v1/reports/{id}", desk, "putReport", "Label, who works on it, how long it is kept", "Report",
     "Report", put_report},
    {Method::del, "/api/v1/reports/{id}", desk_keepers, "deleteReport", "Destroys it now", "", "Report", delete_report},
    {Method::post, "/api/v1/reports/{id}/answers", desk, "addReportAnswer", "A sealed answer to the reader",
     "ReportLetter", "ReportLetter", add_report_answer},
    {Method::post, "/api/v1/reports/{id}/notes", desk, "addReportNote", "A sealed note of the desk", "ReportLetter",
     "ReportLetter", add_report_note},
    {Method::get, "/api/v1/reports/{id}/files/{number}", desk, "getReportFile",
     "At most 4 MiB of a sealed file, from ?from= on", "", "", get_report_file, "from"},
};

}  // namespace

std::span<const Operation> report_operations() {
  return reports_table;
}

void add_report_schemas(json::object& out) {
  const json::object number{{"type", "integer"}};
  out["ReportKey"] = object_of({{"public_key", text_of("base64url")},
                                {"member", text_of()},
                                {"wrapped", text_of("JSON")},
                                {"members", list_of(reference("ReportMember"))}});
  out["ReportMember"] = object_of(
      {{"key", text_of()},
       {"member", text_of()},
       {"wrapped", text_of("JSON")},
       {"left", json::object{{"type", "boolean"},
                             {"readOnly", true},
                             {"description", "The account is closed or has no role of the desk: gets no new key"}}}});
  out["ReportDesk"] = object_of({{"keys", list_of(reference("ReportKey"))},
                                 {"members", list_of(reference("ReportMember"))},
                                 {"me", text_of("The member that asks")},
                                 {"kept_days", number}});
  out["ReportLetter"] = object_of({{"number", number},
                                   {"kind", number},
                                   {"hour", number},
                                   {"letter", text_of("Sealed (docs/report-format.md), base64url")},
                                   {"author", text_of("Of notes")}},
                                  {"number", "letter"});
  const json::object check{{"enum", json::array{"origin", "place", "time", "elsewhere"}}};
  out["ReaderMaterial"] = object_of({{"from_reader", json::object{{"type", "boolean"}, {"readOnly", true}}},
                                     {"permission", text_of("Why it may be published, in words")},
                                     {"checks", list_of(check)},
                                     {"how", text_of("What readers are told of the checking")},
                                     {"used_by", text_of("Who took it over")},
                                     {"confirmed_by", text_of("The second person; empty: nobody yet")},
                                     {"missing", list_of(text_of())}});
  const json::object file =
      object_of({{"number", number}, {"bytes", number}, {"complete", json::object{{"type", "boolean"}}}});
  out["Report"] = object_of(
      {{"id", text_of()},
       {"hour", json::object{{"type", "integer"}, {"description", "Of the reader's newest letter, since 1970"}}},
       {"letters", number},
       {"notes", number},
       {"has_receipt", json::object{{"type", "boolean"}}},
       {"sealed_on_arrival", json::object{{"type", "boolean"}}},
       {"label", json::object{{"enum", json::array{"new", "checking", "verified", "false", "used"}}}},
       {"assigned", text_of()},
       {"keep_days", json::object{{"type", "integer"}, {"writeOnly", true}}},
       {"destroyed_at", json::object{{"type", "integer"}, {"description", "Hours since 1970"}}},
       {"merged_into", text_of("The report of the same event that the desk goes on with")},
       {"first", reference("ReportLetter")},
       {"answered", json::object{{"type", "boolean"}}},
       {"thread", list_of(reference("ReportLetter"))},
       {"remarks", list_of(reference("ReportLetter"))},
       {"files", list_of(file)},
       {"etag", json::object{{"type", "string"}, {"readOnly", true}, {"description", "For If-Match, in lists"}}}});
  out["Reports"] = object_of({{"reports", list_of(reference("Report"))}, {"total", number}});
  out["PictureHashes"] = object_of(
      {{"hashes", list_of(object_of({{"id", number},
                                     {"hash", json::object{{"type", json::array{"string", "null"}},
                                                           {"description",
                                                            "64 bits in hexadecimal digits (dHash); empty: the "
                                                            "picture cannot be read; null: not worked out yet"}}}}))},
       {"next", json::object{{"type", json::array{"string", "null"}}}}});
  out["DestroyedReports"] = object_of({{"destroyed", list_of(object_of({{"number", number},
                                                                        {"report", text_of()},
                                                                        {"hour", number},
                                                                        {"reason", text_of()},
                                                                        {"letters", number},
                                                                        {"files", number},
                                                                        {"digest", text_of()},
                                                                        {"chain", text_of()}}))},
                                       {"sound", json::object{{"type", "boolean"}}}});
}

}  // namespace vestnik::newsroom
