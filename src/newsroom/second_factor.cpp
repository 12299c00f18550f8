// An authenticator program beside the password: begun, proved, taken away.
#include "accounts/second_factor.h"

#include "accounts/sessions.h"
#include "newsroom/account_operations.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

http::Response wrong_code() {
  return typed_problem(401, "second-factor-wrong", "the code is not right, or has been used");
}

// Whoever has a second factor changes it only with a code of it, so that an open window is not enough.
std::optional<http::Response> refuse_without_code(store::Session& session, const Call& call, const accounts::User& user,
                                                  const json::object& given) {
  if (user.totp_secret.empty()) return std::nullopt;
  return refused_for_second_factor(session, call, user, string_or(given, "totp"));
}

}  // namespace

std::optional<http::Response> refused_for_second_factor(store::Session& session, const Call& call,
                                                        const accounts::User& user, const std::string& code) {
  const Time now = call.desk.clock();
  if (code.empty()) {
    call.desk.gate->attempts.take_back(user.email, call.request.peer, now);
    return typed_problem(401, "second-factor-needed", "a code of the authenticator program is needed");
  }
  if (!accounts::use_second_factor(session, user, code, call.desk.gate->seal, now)) return wrong_code();
  return std::nullopt;
}

Result<http::Response> change_second_factor(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const Time now = call.desk.clock();
  accounts::Gate& gate = *call.desk.gate;
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    if (auto slowed = slow_down(call, user->email)) return std::move(*slowed);
    const std::string code = string_or(*given, "code");
    if (code.empty()) {
      if (auto refused = refuse_without_code(session, call, *user, *given)) return std::move(*refused);
      const std::string secret = accounts::new_totp_secret();
      gate.totp_secrets.keep(user->id, secret, now);
      gate.attempts.take_back(user->email, call.request.peer, now);
      const auto sites = store::all_sites(session);
      const std::string issuer = sites.empty() ? "Vestnik" : sites.front().name;
      return json_response(200,
                           json::object{{"secret", secret}, {"uri", accounts::totp_uri(secret, user->email, issuer)}});
    }
    const auto secret = gate.totp_secrets.find(user->id, now);
    if (!secret) {
      return fail(ErrorKind::conflict, "no authenticator program is being set up", {}, "begin again without a code");
    }
    const auto step = accounts::matching_step(*secret, code, now, 0);
    if (!step) return wrong_code();
    json::array codes;
    for (const std::string& each : accounts::begin_second_factor(session, user->id, *secret, *step, gate.seal)) {
      codes.emplace_back(each);
    }
    accounts::end_sessions_of(session, user->id, call.who.session);
    gate.totp_secrets.forget(user->id);
    gate.attempts.take_back(user->email, call.request.peer, now);
    return json_response(200, json::object{{"recovery_codes", std::move(codes)}});
  });
}

Result<http::Response> end_second_factor(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto user = own_account(session, call);
    if (!user) return std::unexpected(user.error());
    if (auto slowed = slow_down(call, user->email)) return std::move(*slowed);
    if (auto refused = refuse_without_code(session, call, *user, *given)) return std::move(*refused);
    accounts::end_second_factor(session, user->id);
    call.desk.gate->attempts.take_back(user->email, call.request.peer, call.desk.clock());
    return http::Response{.status = 204, .fields = {}, .body = {}};
  });
}

}  // namespace vestnik::newsroom
