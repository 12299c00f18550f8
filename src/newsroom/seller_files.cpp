#include "newsroom/advertising.h"

#include "advertising/limits.h"
#include "advertising/members.h"
#include "advertising/records.h"
#include "advertising/seller_files.h"
#include "newsroom/conditional.h"
#include "newsroom/operations.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

using namespace advertising;

namespace {

json::object files_to_json(store::Session& session, const content::Site& site) {
  return {{"ads_txt", site.ads_txt},
          {"sellers_json", store::find_setting(session, site.id, sellers_setting).value_or("")},
          {"outside_tags", takes_outside_tags(session, site.id)}};
}

}  // namespace

Result<http::Response> get_seller_files(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto id = site_of(session, call.request);
    if (!id) return std::unexpected(id.error());
    const auto site = store::find_site(session, *id);
    if (!site) return fail(ErrorKind::not_found, "no such site");
    return tagged(200, files_to_json(session, *site));
  });
}

Result<http::Response> put_seller_files(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto id = site_of(session, call.request);
    if (!id) return std::unexpected(id.error());
    auto site = store::find_site(session, *id);
    if (!site) return fail(ErrorKind::not_found, "no such site");
    if (auto stale = refuse_stale(call, files_to_json(session, *site))) return std::move(*stale);
    std::string sellers = store::find_setting(session, *id, sellers_setting).value_or("");
    bool outside = takes_outside_tags(session, *id);
    Members members(*given);
    members.verbatim("ads_txt", limits::seller_file_bytes, site->ads_txt);
    members.verbatim("sellers_json", limits::seller_file_bytes, sellers);
    members.flag("outside_tags", outside);
    if (auto done = members.done(); !done) return std::unexpected(done.error());
    if (auto right = check_ads_txt(site->ads_txt); !right) return std::unexpected(right.error());
    if (auto right = check_sellers_json(sellers); !right) return std::unexpected(right.error());
    store::save_site(session, *site, call.desk.clock());
    store::set_setting(session, *id, sellers_setting, sellers);
    store::set_setting(session, *id, outside_setting, outside ? "1" : "0");
    count_up_lineup(session);
    return tagged(200, files_to_json(session, *site));
  });
}

}  // namespace vestnik::newsroom
