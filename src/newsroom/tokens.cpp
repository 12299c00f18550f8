// Tokens of programs: listed, made, taken away. The token itself is told once, when it is made.
#include "store/tokens.h"

#include <algorithm>

#include "base/limits.h"
#include "newsroom/conditional.h"
#include "newsroom/members.h"
#include "newsroom/repeatable.h"
#include "newsroom/settings.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t token_name_bytes = 200;

json::object token_to_json(const store::TokenLine& token) {
  return {{"id", token.id},
          {"name", token.name},
          {"role", token.role},
          {"created_at", format_rfc3339(token.created_at)},
          {"expires_at", token.expires_at ? json::value(format_rfc3339(*token.expires_at)) : nullptr}};
}

}  // namespace

Result<http::Response> list_tokens(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    json::array items;
    for (const store::TokenLine& token : store::all_tokens(session)) items.push_back(listed(token_to_json(token)));
    return json_response(200, json::object{{"items", std::move(items)}, {"next", nullptr}});
  });
}

Result<http::Response> add_token(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const Time now = call.desk.clock();
  std::string name, role;
  std::optional<Time> expires_at;
  if (auto taken = take_text(*given, "name", token_name_bytes, name); !taken) return std::unexpected(taken.error());
  if (auto taken = take_text(*given, "role", token_name_bytes, role); !taken) return std::unexpected(taken.error());
  if (auto taken = take_time(*given, "expires_at", expires_at); !taken) return std::unexpected(taken.error());
  if (name.empty()) return fail(ErrorKind::invalid, "a token needs a name", "name", "say what it is for");
  if (!store::is_role(role)) {
    return fail(ErrorKind::invalid, "no such role", "role " + role,
                "reporter, editor, chief, media, advertising or administrator");
  }
  if (expires_at && *expires_at <= now) return fail(ErrorKind::invalid, "the time is past", "expires_at");
  return once(
      call,
      [&](store::Session& session) -> Result<http::Response> {
        const std::string token = store::add_token(session, role, name, now, expires_at);
        json::object shown = token_to_json(store::all_tokens(session).back());
        shown["token"] = token;
        return json_response(201, shown);
      },
      Keep::that_it_was_done);
}

Result<http::Response> remove_token(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto tokens = store::all_tokens(session);
    const auto token = std::ranges::find(tokens, *id, &store::TokenLine::id);
    if (token != tokens.end()) {
      if (auto stale = refuse_stale(call, token_to_json(*token))) return std::move(*stale);
    }
    if (!store::remove_token(session, *id)) return fail(ErrorKind::not_found, "no such token", call.arguments[0]);
    return no_content();
  });
}

}  // namespace vestnik::newsroom
