#include "newsroom/advertising.h"

#include "advertising/document.h"
#include "advertising/records.h"
#include "newsroom/one_campaign.h"
#include "newsroom/repeatable.h"

namespace vestnik::newsroom {

using namespace advertising;

namespace {

// Whose they are, and how to reach them, is part of what a second person has agreed to.
void take_back_consent(const Call& call, store::Session& session, const Advertiser& before, const Advertiser& after,
                       Time now) {
  std::string what = "advertiser changed";
  if (before.name != after.name) what += ": " + before.name + " → " + after.name;
  for (Campaign& campaign : all_campaigns(session)) {
    if (campaign.advertiser != after.id || campaign.state == advertising::State::ended) continue;
    if (campaign.booking.until <= now) continue;
    step_back(campaign);
    save(session, campaign, call.signature(), what, now);
  }
}

Result<http::Response> save_advertiser(const Call& call, std::optional<std::int64_t> id) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    Advertiser advertiser;
    std::optional<Advertiser> before;
    if (id) {
      auto known = find_advertiser(session, AdvertiserId{*id});
      if (!known) return fail(ErrorKind::not_found, "no such advertiser", call.arguments[0]);
      advertiser = std::move(*known);
      if (auto stale = refuse_stale(call, write(advertiser))) return std::move(*stale);
      before = advertiser;
    }
    if (auto known = check_sent_advertiser(*given); !known) return std::unexpected(known.error());
    if (auto taken = read(*given, advertiser); !taken) return std::unexpected(taken.error());
    const Time now = call.desk.clock();
    advertiser.id = save(session, advertiser, call.signature(), now);
    if (before && write(*before) != write(advertiser)) take_back_consent(call, session, *before, advertiser, now);
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
