#include "newsroom/advertising.h"

#include "advertising/document.h"
#include "advertising/records.h"
#include "newsroom/one_campaign.h"

namespace vestnik::newsroom {

using namespace advertising;

namespace {

Result<http::Response> save_advertiser(const Call& call, std::optional<std::int64_t> id) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    Advertiser advertiser;
    if (id) {
      auto known = find_advertiser(session, AdvertiserId{*id});
      if (!known) return fail(ErrorKind::not_found, "no such advertiser", call.arguments[0]);
      advertiser = std::move(*known);
      if (auto stale = refuse_stale(call, write(advertiser))) return std::move(*stale);
    }
    if (auto taken = read(*given, advertiser); !taken) return std::unexpected(taken.error());
    advertiser.id = save(session, advertiser, call.signature(), call.desk.clock());
    return tagged(id ? 200 : 201, write(advertiser));
  });
}

}  // namespace

Result<http::Response> list_advertisers(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    return list_response("advertisers", all_advertisers(session));
  });
}
Result<http::Response> add_advertiser(const Call& call) {
  return save_advertiser(call, std::nullopt);
}
Result<http::Response> put_advertiser(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return save_advertiser(call, *id);
}

}  // namespace vestnik::newsroom
