#include "newsroom/advertising.h"

#include <charconv>

#include "advertising/document.h"
#include "advertising/forecast.h"
#include "advertising/limits.h"
#include "advertising/members.h"
#include "advertising/records.h"
#include "advertising/reports.h"
#include "advertising/shares.h"
#include "newsroom/one_campaign.h"

namespace vestnik::newsroom {

using namespace advertising;

Result<http::Response> campaign_report(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    const Report report = report_of(session, *campaign);
    if (call.request.parameter("format") == "csv") {
      http::Response response;
      response.with("Content-Type", "text/csv; charset=utf-8");
      response.body.push_back(http::Buffer::of(to_csv(report)));
      return response;
    }
    return json_response(200, to_json(report));
  });
}

Result<http::Response> link_report(const Call& call) {
  const auto days = [&]() -> Result<std::int64_t> {
    if (call.request.body.empty()) return limits::report_link_days;
    const auto given = body_of(call);
    if (!given) return std::unexpected(given.error());
    std::int64_t wanted = limits::report_link_days;
    Members members(*given);
    members.number("days", 1, limits::most_report_link_days, wanted);
    if (auto done = members.done(); !done) return std::unexpected(done.error());
    return wanted;
  }();
  if (!days) return std::unexpected(days.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    const Time now = call.desk.clock();
    const Time until = now + std::chrono::days(*days);
    const ReportLink link = make_report_link(until);
    campaign->report_key = link.kept;
    save(session, *campaign, call.signature(), "report linked", now);
    return json_response(
        201, json::object{{"address", "/advertising/report/" + link.key + "/"}, {"until", format_rfc3339(until)}});
  });
}

Result<http::Response> revoke_report_link(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    campaign->report_key.clear();
    save(session, *campaign, call.signature(), "report link revoked", call.desk.clock());
    return no_content();
  });
}

Result<http::Response> forecast_slots(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  Campaign wanted;
  wanted.name = "forecast";
  if (auto right = check_sent_booking(*given); !right) return std::unexpected(right.error());
  if (auto taken = read(json::object{{"booking", *given}}, wanted); !taken) return std::unexpected(taken.error());
  if (auto period = check_period(wanted.booking); !period) return std::unexpected(period.error());
  const auto own = call.request.parameter("campaign");
  CampaignId id;
  if (own && std::from_chars(own->data(), own->data() + own->size(), id.value).ec != std::errc{}) {
    return fail(ErrorKind::invalid, "not a campaign's number", "campaign",
                "leave it away, or name the one you ask for");
  }
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const Forecast seen = forecast(session, wanted.booking, call.desk.clock(), id);
    json::array not_known;
    for (const std::string& member : seen.not_known) not_known.emplace_back(member);
    json::array shares;
    for (const Tier tier : {Tier::sponsorship, Tier::standard, Tier::house}) {
      const SharesSold sold = shares_sold(session, wanted.booking, tier, call.desk.clock(), id);
      if (sold.by.empty()) continue;
      shares.push_back(json::object{
          {"tier", name_of(tier)}, {"sold", sold.most}, {"slot", sold.slot}, {"from", format_rfc3339(sold.from)}});
    }
    return json_response(200, json::object{{"expected", seen.asked},
                                           {"booked", seen.booked},
                                           {"available", seen.available()},
                                           {"days_known", seen.days_known},
                                           {"not_known", std::move(not_known)},
                                           {"shares", std::move(shares)}});
  });
}

}  // namespace vestnik::newsroom
