// Sealed reports through the API. What passes here is ciphertext: keys are made, wrapped and used in the desk's
// browsers (web/newsroom/reports/), and no call takes or gives what could open a letter.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

// Who may be of the desk.
inline constexpr unsigned desk_roles =
    accounts::reporter | accounts::editor | accounts::chief | accounts::administrator;

std::span<const Operation> report_operations();
void add_report_schemas(json::object& schemas);

Result<http::Response> get_report_desk(const Call& call);
Result<http::Response> put_report_desk(const Call& call);
Result<http::Response> add_report_key(const Call& call);
Result<http::Response> put_report_member(const Call& call);
Result<http::Response> put_own_report_member(const Call& call);
Result<http::Response> ask_report_membership(const Call& call);
Result<http::Response> delete_report_member(const Call& call);
Result<http::Response> list_reports(const Call& call);
Result<http::Response> get_report(const Call& call);
Result<http::Response> put_report(const Call& call);
Result<http::Response> delete_report(const Call& call);
Result<http::Response> add_report_answer(const Call& call);
Result<http::Response> add_report_note(const Call& call);
Result<http::Response> get_report_file(const Call& call);
Result<http::Response> list_destroyed_reports(const Call& call);
Result<http::Response> list_picture_hashes(const Call& call);

}  // namespace vestnik::newsroom
