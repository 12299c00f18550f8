// Passkeys: making one, listing and removing one's own, signing in with one.
#include "accounts/passkeys.h"

#include "accounts/base64.h"
#include "accounts/limits.h"
#include "accounts/sessions.h"
#include "newsroom/account_operations.h"
#include "newsroom/members.h"
#include "newsroom/who.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t answer_bytes = 16 << 10;  // of any one member of a key's answer

accounts::RelyingParty party_of(const http::Request& request) {
  return {request.host, (is_secure(request) ? "https://" : "http://") + std::string(request.field("host"))};
}

Result<std::string> bytes_of(const json::object& given, std::string_view name) {
  const std::string text = string_or(given, name);
  auto bytes = text.size() <= answer_bytes ? accounts::from_base64(text) : std::nullopt;
  if (!bytes || bytes->empty()) {
    return fail(ErrorKind::invalid, "not URL-safe base64 without padding", std::string(name));
  }
  return std::move(*bytes);
}

json::object key_to_json(const accounts::Passkey& key) {
  return {{"id", key.id},
          {"name", key.label},
          {"created_at", format_rfc3339(key.created_at)},
          {"used_at", key.used_at ? json::value(format_rfc3339(*key.used_at)) : json::value(nullptr)}};
}

json::object descriptor_of(const accounts::Passkey& key) {
  return {{"type", "public-key"}, {"id", key.credential}};
}

// What a device says when one of its keys is asked for.
struct KeyAnswer {
  std::string id, client_data, data, signature, handle;
  bool fresh = false;  // it answers a challenge that is out
};

// Uses the challenge up.
Result<KeyAnswer> key_answer_of(const Call& call, const json::object& given) {
  auto client_data = bytes_of(given, "client_data"), data = bytes_of(given, "authenticator_data"),
       signature = bytes_of(given, "signature");
  for (const auto* each : {&client_data, &data, &signature}) {
    if (!*each) return std::unexpected(each->error());
  }
  const auto challenge = accounts::challenge_of(*client_data, "webauthn.get", party_of(call.request));
  KeyAnswer answer{string_or(given, "id"), std::move(*client_data),         std::move(*data),
                   std::move(*signature),  string_or(given, "user_handle"), false};
  answer.fresh = challenge && call.desk.gate->challenges.take(*challenge, 0, call.desk.clock());
  return answer;
}

// The account that the key opens; nothing where it opens none.
std::optional<accounts::User> opened_by(store::Session& session, const Call& call, const KeyAnswer& answer) {
  if (!answer.fresh) return std::nullopt;
  const auto key = accounts::find_passkey(session, answer.id);
  auto user = key ? accounts::find_user(session, key->user) : std::nullopt;
  if (!user || user->disabled_at || (!answer.handle.empty() && answer.handle != user->handle)) return std::nullopt;
  const auto counter =
      accounts::verify_passkey(*key, answer.client_data, answer.data, answer.signature, party_of(call.request));
  if (!counter) return std::nullopt;
  accounts::use_passkey(session, key->id, *counter, call.desk.clock());
  return user;
}

// A key opens the account past password and code and goes on opening it: an open window is not enough to add one. Asked
// for is the answer of a key that the account has, else a code where it has a second factor, else the password.
// Nothing where that was given.
Result<std::optional<http::Response>> refused_for_proof(const Call& call, const accounts::User& user,
                                                        const json::object& given) {
  if (const json::value* key = given.if_contains("key"); key != nullptr && key->is_object()) {
    const auto answer = key_answer_of(call, key->get_object());
    if (!answer) return std::unexpected(answer.error());
    const auto opened =
        call.desk.store.write([&](store::Session& session) { return opened_by(session, call, *answer); });
    if (!opened) return std::unexpected(opened.error());
    if (*opened && (*opened)->id == user.id) return std::nullopt;
    return typed_problem(401, "wrong-credentials", "this key does not open this account");
  }
  if (user.totp_secret.empty()) return refused_for_password(call, user, string_or(given, "password"));
  if (auto slowed = slow_down(call, user.email)) return slowed;
  auto refused = call.desk.store.write([&](store::Session& session) -> Result<std::optional<http::Response>> {
    // As it is in this transaction: a code counts once.
    const auto now = own_account(session, call);
    if (!now) return std::unexpected(now.error());
    return refused_for_second_factor(session, call, *now, string_or(given, "totp"));
  });
  if (refused && !*refused) call.desk.gate->attempts.take_back(user.email, call.request.peer, call.desk.clock());
  return refused;
}

}  // namespace

Result<http::Response> passkey_options(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const auto owner = call.desk.store.read([&](store::Session& session) { return own_account(session, call); });
  if (!owner) return std::unexpected(owner.error());
  auto refused = refused_for_proof(call, *owner, *given);
  if (!refused) return std::unexpected(refused.error());
  if (*refused) return std::move(**refused);
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    json::array known, kinds;
    for (const accounts::Passkey& key : accounts::passkeys_of(session, user->id)) known.push_back(descriptor_of(key));
    for (const int algorithm : {-7, -8, -257}) {
      kinds.push_back(json::object{{"type", "public-key"}, {"alg", algorithm}});
    }
    const auto sites = store::all_sites(session);
    return json_response(
        200,
        json::object{
            {"challenge", call.desk.gate->challenges.give(user->id, call.desk.clock())},
            {"rp",
             json::object{{"id", party_of(call.request).id}, {"name", sites.empty() ? "Vestnik" : sites[0].name}}},
            {"user", json::object{{"id", user->handle}, {"name", user->email}, {"displayName", user->name}}},
            {"pubKeyCredParams", std::move(kinds)},
            {"excludeCredentials", std::move(known)},
            {"authenticatorSelection", json::object{{"residentKey", "required"}, {"userVerification", "required"}}},
            {"attestation", "none"},
            {"timeout", std::chrono::milliseconds(limits::challenge_time).count()}});
  });
}

Result<http::Response> add_passkey(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const auto client_data = bytes_of(*given, "client_data"), data = bytes_of(*given, "authenticator_data");
  if (!client_data) return std::unexpected(client_data.error());
  if (!data) return std::unexpected(data.error());
  std::string label = accounts::device_label(call.request.field("user-agent"));
  if (auto taken = take_text(*given, "name", limits::name_bytes, label); !taken) return std::unexpected(taken.error());
  const accounts::RelyingParty party = party_of(call.request);
  const auto challenge = accounts::challenge_of(*client_data, "webauthn.create", party);
  if (!challenge) return std::unexpected(challenge.error());
  const Time now = call.desk.clock();
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    if (!call.desk.gate->challenges.take(*challenge, user->id, now)) {
      return fail(ErrorKind::conflict, "this took too long, or was answered already", {}, "try again");
    }
    auto key = accounts::read_new_passkey(*data, party);
    if (!key) return std::unexpected(key.error());
    key->user = user->id;
    key->label = label;
    key->created_at = now;
    key->id = accounts::add_passkey(session, *key, now);
    http::Response response = json_response(201, key_to_json(*key));
    response.with("Location", "/api/v1/passkeys/" + std::to_string(key->id));
    return response;
  });
}

Result<http::Response> list_passkeys(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    json::array keys;
    for (const accounts::Passkey& key : accounts::passkeys_of(session, user->id)) keys.push_back(key_to_json(key));
    return json_response(200, json::object{{"passkeys", std::move(keys)}});
  });
}

Result<http::Response> remove_passkey(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    if (!accounts::remove_passkey(session, user->id, *id)) {
      return fail(ErrorKind::not_found, "no such key", call.arguments[0]);
    }
    return no_content();
  });
}

Result<http::Response> sign_in_options(const Call& call) {
  return json_response(200, json::object{{"challenge", call.desk.gate->challenges.give(0, call.desk.clock())},
                                         {"rpId", party_of(call.request).id},
                                         {"userVerification", "required"},
                                         {"allowCredentials", json::array{}},
                                         {"timeout", std::chrono::milliseconds(limits::challenge_time).count()}});
}

Result<http::Response> sign_in_with_passkey(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const auto answer = key_answer_of(call, *given);
  if (!answer) return std::unexpected(answer.error());
  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    const auto user = opened_by(session, call, *answer);
    if (!user) return typed_problem(401, "wrong-credentials", "this key opens no account here");
    return let_in(session, call, *user);
  });
}

}  // namespace vestnik::newsroom
