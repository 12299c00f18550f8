#include "newsroom/account_operations.h"
#include "newsroom/schema_parts.h"

namespace vestnik::newsroom {

namespace {

using http::Method;

constexpr Operation accounts_table[] = {
    {Method::post, "/api/v1/session", visitor, "signIn",
     "Signs in with address, password and, where it is asked for, a code; the answer sets the session's cookie",
     "SignIn", "Session", sign_in},
    {Method::get, "/api/v1/session", anybody, "getSession", "Who is signed in, and what they may do", "", "Session",
     get_session},
    {Method::del, "/api/v1/session", anybody, "signOut", "Ends this session", "", "", sign_out},
    {Method::put, "/api/v1/session/password", anybody, "putPassword",
     "Another password for one's own account, with the one that it has; one's other sessions end", "PasswordChange", "",
     put_password},
    {Method::get, "/api/v1/sessions", anybody, "listSessions", "Where one is signed in", "", "Sessions", list_sessions},
    {Method::del, "/api/v1/sessions/{id}", anybody, "endSession", "Ends one of one's own sessions", "", "",
     end_session},
    {Method::post, "/api/v1/session/totp", anybody, "changeSecondFactor",
     "Begins with an authenticator program (without code: its secret) and proves it (with a code of it: recovery "
     "codes, "
     "shown this once). Who has one already sends a code of that as totp to begin with another",
     "SecondFactor", "SecondFactorAnswer", change_second_factor},
    {Method::del, "/api/v1/session/totp", anybody, "endSecondFactor",
     "Takes the authenticator program away; totp: a code of it, or a recovery code", "SecondFactor", "",
     end_second_factor},
    {Method::post, "/api/v1/passkeys/options", anybody, "passkeyOptions",
     "What navigator.credentials.create() wants as publicKey (parseCreationOptionsFromJSON), for who proves to be the "
     "account's owner: with a code where it has a second factor, else with the password, or with a key that it has",
     "PasskeyProof", "PasskeyOptions", passkey_options},
    {Method::post, "/api/v1/passkeys", anybody, "addPasskey", "A new key of one's own, as the browser made it",
     "NewPasskey", "Passkey", add_passkey},
    {Method::get, "/api/v1/passkeys", anybody, "listPasskeys", "One's own keys", "", "Passkeys", list_passkeys},
    {Method::del, "/api/v1/passkeys/{id}", anybody, "removePasskey", "One of one's own keys opens nothing any more", "",
     "", remove_passkey},
    {Method::post, "/api/v1/session/passkey/options", visitor, "signInOptions",
     "What navigator.credentials.get() wants as publicKey (parseRequestOptionsFromJSON)", "", "PasskeyOptions",
     sign_in_options},
    {Method::post, "/api/v1/session/passkey", visitor, "signInWithPasskey",
     "Signs in with a key's answer; it stands for password and code", "PasskeyAnswer", "Session", sign_in_with_passkey},
    {Method::post, "/api/v1/invitations/look", visitor, "lookAtInvitation",
     "Whose account the code of a one-time link opens, before a password is chosen; 410: it opens none any more",
     "InvitationCode", "Invited", look_at_invitation},
    {Method::post, "/api/v1/invitations/accept", visitor, "acceptInvitation",
     "Sets a password with the code of a one-time link, and signs in", "Acceptance", "Session", accept_invitation},
    {Method::get, "/api/v1/people", anybody, "listPeople", "Who works here: whom a story can be given to", "", "People",
     list_people},
    {Method::get, "/api/v1/users", administrator, "listUsers", "All accounts", "", "Users", list_users},
    {Method::post, "/api/v1/users", administrator, "addUser", "A new account; the answer holds its one-time link",
     "User", "Invitation", add_user},
    {Method::patch, "/api/v1/users/{id}", administrator, "patchUser",
     "Name, role, sections, disabled. A new role or disabling ends the account's sessions", "User", "User", patch_user},
    {Method::post, "/api/v1/users/{id}/invitation", administrator, "inviteUser",
     "A new one-time link, for who has lost theirs or the password", "", "Invitation", invite_user},
    {Method::get, "/api/v1/audit", administrator, "listAudit",
     "Who did what, newest first; ?before=ID and ?limit= page through it", "", "Audit", list_audit, "before limit"},
};

json::object own_number() {
  return {{"type", "integer"}, {"readOnly", true}};
}
}  // namespace

std::span<const Operation> account_operations() {
  return accounts_table;
}

void add_account_schemas(json::object& schemas) {
  const json::object texts = list_of(text_of());
  const json::object role{
      {"enum", json::array{"reporter", "editor", "chief", "media", "advertising", "administrator"}}};
  const json::object sections{{"type", json::array{"array", "null"}},
                              {"items", text_of()},
                              {"description", "Slugs of the sections that the role is for; null: all"}};
  schemas["SignIn"] = object_of(
      {{"email", text_of()},
       {"password", text_of()},
       {"totp", json::object{{"type", "string"},
                             {"description", "Six digits of the authenticator program, or a recovery code"}}}},
      {"email", "password"});
  schemas["InvitationCode"] = object_of({{"code", text_of()}}, {"code"});
  schemas["Invited"] =
      object_of({{"name", text_of()},
                 {"email", text_of()},
                 {"second_factor", json::object{{"type", "boolean"}, {"description", "Accepting takes a code too"}}}});
  schemas["Acceptance"] =
      object_of({{"code", text_of()}, {"password", text_of()}, {"totp", text_of()}}, {"code", "password"});
  schemas["Session"] = object_of({{"user", object_of({{"id", own_number()},
                                                      {"name", text_of()},
                                                      {"email", text_of()},
                                                      {"role", role},
                                                      {"roles_everywhere", texts},
                                                      {"language", text_of()},
                                                      {"second_factor", flag()}})},
                                  {"sites", list_of(object_of({{"host", text_of()},
                                                               {"name", text_of()},
                                                               {"language", text_of()},
                                                               {"time_zone", text_of()},
                                                               {"role", role},
                                                               {"roles", texts},
                                                               {"sections", sections},
                                                               {"rights", texts}}))},
                                  {"rights", texts}});
  schemas["SecondFactor"] = object_of({{"code", text_of()}, {"totp", text_of()}});
  schemas["SecondFactorAnswer"] = object_of({{"secret", text_of()}, {"uri", text_of()}, {"recovery_codes", texts}});
  schemas["PasskeyOptions"] =
      json::object{{"type", "object"}, {"description", "As WebAuthn level 3 writes it in JSON"}};
  schemas["PasskeyProof"] =
      object_of({{"password", text_of()}, {"totp", text_of()}, {"key", reference("PasskeyAnswer")}});
  schemas["PasswordChange"] =
      object_of({{"password", text_of("The one that the account has")}, {"new_password", text_of()}},
                {"password", "new_password"});
  schemas["Passkey"] =
      object_of({{"id", own_number()}, {"name", text_of()}, {"created_at", text_of()}, {"used_at", text_of()}});
  schemas["Passkeys"] = object_of({{"passkeys", list_of(reference("Passkey"))}});
  const json::object base64{{"type", "string"}, {"description", "URL-safe base64 without padding"}};
  schemas["NewPasskey"] = object_of({{"client_data", base64}, {"authenticator_data", base64}, {"name", text_of()}},
                                    {"client_data", "authenticator_data"});
  schemas["PasskeyAnswer"] = object_of({{"id", base64},
                                        {"client_data", base64},
                                        {"authenticator_data", base64},
                                        {"signature", base64},
                                        {"user_handle", base64}},
                                       {"id", "client_data", "authenticator_data", "signature"});
  schemas["Sessions"] = object_of({{"sessions", list_of(object_of({{"id", own_number()},
                                                                   {"device", text_of()},
                                                                   {"created_at", text_of()},
                                                                   {"used_at", text_of()},
                                                                   {"current", flag()}}))}});
  schemas["User"] = object_of(
      {{"id", own_number()},
       {"email", text_of()},
       {"name", text_of()},
       {"role", role},
       {"site", json::object{{"type", json::array{"string", "null"}},
                             {"description", "Host of the one site that the role is for; null: all sites"}}},
       {"sections", sections},
       {"roles", list_of(object_of({{"role", role},
                                    {"site", json::object{{"type", json::array{"string", "null"}}}},
                                    {"section", json::object{{"type", json::array{"string", "null"}}}}}))},
       {"language", text_of()},
       {"disabled", flag()},
       {"invited", json::object{{"type", "boolean"}, {"readOnly", true}}},
       {"second_factor", json::object{{"type", "boolean"}, {"description", "false takes it away"}}},
       {"created_at", json::object{{"type", "string"}, {"readOnly", true}}},
       {"etag", json::object{{"type", "string"}, {"readOnly", true}, {"description", "For If-Match, in lists"}}}});
  schemas["People"] =
      object_of({{"people", list_of(object_of({{"email", text_of()}, {"name", text_of()}, {"role", role}}))}});
  schemas["Users"] = object_of({{"users", list_of(reference("User"))}});
  schemas["Invitation"] = object_of({{"user", reference("User")}, {"link", text_of()}, {"expires_at", text_of()}});
  schemas["Audit"] =
      object_of({{"entries", list_of(object_of({{"id", own_number()},
                                                {"at", text_of()},
                                                {"actor", text_of()},
                                                {"action", text_of()},
                                                {"subject", text_of()},
                                                {"detail", json::object{{"type", json::array{"object", "null"}}}}}))},
                 {"before", json::object{{"type", json::array{"integer", "null"}},
                                         {"description", "?before= of the next page; null: there is none"}}}});
}

}  // namespace vestnik::newsroom
