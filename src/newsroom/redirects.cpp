// Where old addresses lead.
#include "base/limits.h"
#include "content/address.h"
#include "newsroom/conditional.h"
#include "newsroom/cursor.h"
#include "newsroom/members.h"
#include "newsroom/repeatable.h"
#include "newsroom/settings.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

json::object redirect_to_json(std::int64_t id, const store::Redirect& redirect) {
  return {{"id", id}, {"from", redirect.from}, {"to", redirect.to}};
}

}  // namespace

Result<http::Response> list_redirects(const Call& call) {
  const auto cursor = cursor_of(call.request);
  if (!cursor) return std::unexpected(cursor.error());
  const auto limit = limit_of(call.request);
  if (!limit) return std::unexpected(limit.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    auto found = store::redirects_after(session, *site, call.request.parameter("q").value_or(""),
                                        *cursor ? (*cursor)->first : 0, *limit + 1);
    json::value next = nullptr;
    if (found.size() > *limit) {
      found.pop_back();
      next = write_cursor({found.back().first, 0});
    }
    json::array items;
    for (const auto& [id, redirect] : found) items.push_back(listed(redirect_to_json(id, redirect)));
    return json_response(200, json::object{{"items", std::move(items)}, {"next", std::move(next)}});
  });
}

Result<http::Response> add_redirect(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  store::Redirect redirect;
  if (auto taken = take_text(*given, "from", address_bytes, redirect.from); !taken) {
    return std::unexpected(taken.error());
  }
  if (!redirect.from.starts_with('/') || redirect.from.starts_with("//")) {
    return fail(ErrorKind::invalid, "not a path of the site", "from " + redirect.from, "begin it with one slash");
  }
  // Empty: the address answers 410.
  if (auto taken = take_address(*given, "to", true, redirect.to); !taken) return std::unexpected(taken.error());
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    redirect.site = *site;
    redirect.from = store::redirect_key(redirect.from);
    if (const auto own = store::find_site(session, *site)) redirect.to = content::path_at(*own, redirect.to);
    if (!redirect.to.empty() && store::redirect_key(redirect.to) == redirect.from) {
      return fail(ErrorKind::invalid, "it would lead to itself", "to " + redirect.to);
    }
    // One that stands there already leads elsewhere from now on.
    if (const auto known = store::redirect_id(session, *site, redirect.from)) {
      if (const auto before = store::find_redirect(session, *known)) {
        if (auto stale = refuse_stale(call, redirect_to_json(*known, *before))) return std::move(*stale);
      }
    }
    store::save_redirect(session, redirect, call.desk.clock());
    const auto id = store::redirect_id(session, *site, redirect.from);
    http::Response response = tagged(201, redirect_to_json(id.value_or(0), redirect));
    response.with("Location", "/api/v1/redirects/" + std::to_string(id.value_or(0)));
    return response;
  });
}

Result<http::Response> remove_redirect(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const auto redirect = store::find_redirect(session, *id);
    if (!redirect || redirect->site != *site) return fail(ErrorKind::not_found, "no such redirect", call.arguments[0]);
    if (auto stale = refuse_stale(call, redirect_to_json(*id, *redirect))) return std::move(*stale);
    store::remove_redirect(session, redirect->site, redirect->from, call.desk.clock());
    return no_content();
  });
}

}  // namespace vestnik::newsroom
