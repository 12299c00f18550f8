// Signing in, accounts, the audit log.
#pragma once

#include "accounts/users.h"
#include "newsroom/operations.h"

namespace vestnik::newsroom {

std::span<const Operation> account_operations();
void add_account_schemas(json::object& schemas);

Result<http::Response> sign_in(const Call& call);
Result<http::Response> get_session(const Call& call);
Result<http::Response> sign_out(const Call& call);
Result<http::Response> put_password(const Call& call);
Result<http::Response> list_sessions(const Call& call);
Result<http::Response> end_session(const Call& call);

// POST begins (no code: a secret and its address) and proves (a code: recovery codes); DELETE takes it away.
Result<http::Response> change_second_factor(const Call& call);
Result<http::Response> end_second_factor(const Call& call);

Result<http::Response> passkey_options(const Call& call);
Result<http::Response> add_passkey(const Call& call);
Result<http::Response> list_passkeys(const Call& call);
Result<http::Response> remove_passkey(const Call& call);
Result<http::Response> sign_in_options(const Call& call);
Result<http::Response> sign_in_with_passkey(const Call& call);

Result<http::Response> look_at_invitation(const Call& call);
Result<http::Response> accept_invitation(const Call& call);
Result<http::Response> add_user(const Call& call);
Result<http::Response> list_people(const Call& call);
Result<http::Response> list_users(const Call& call);
Result<http::Response> patch_user(const Call& call);
Result<http::Response> invite_user(const Call& call);

Result<http::Response> list_audit(const Call& call);

// ---- for these operations ----
// {"user","sites","rights"}: what a signed-in program needs to know about itself.
json::object session_to_json(store::Session& session, const accounts::User& user);
// Begins a session: its cookie and its JSON.
http::Response let_in(store::Session& session, const Call& call, const accounts::User& user);
// A problem that programs tell apart by its type: ".../second-factor-needed".
http::Response typed_problem(unsigned status, std::string_view type, std::string detail);
// 429 where too many wrong attempts were made for this account or from this address; else this one counts as wrong
// until it is taken back (accounts/attempts.h).
std::optional<http::Response> slow_down(const Call& call, const std::string& email);
// 401 where `code` is none or not good; a good one is used up.
std::optional<http::Response> refused_for_second_factor(store::Session& session, const Call& call,
                                                        const accounts::User& user, const std::string& code);
// 401 where `password` is not the account's; ErrorKind::invalid where there is none. Takes the time of a comparison.
Result<std::optional<http::Response>> refused_for_password(const Call& call, const accounts::User& user,
                                                           const std::string& password);
// A call with a token has no account: ErrorKind::forbidden.
Result<accounts::User> own_account(store::Session& session, const Call& call);

}  // namespace vestnik::newsroom
