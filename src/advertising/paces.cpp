#include "advertising/paces.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "advertising/ad_server.h"
#include "advertising/records.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

bool runs_by_number(const Campaign& campaign, Time now) {
  return campaign.goal != Goal::share && campaign.state == State::approved && campaign.booking.from <= now &&
         now < campaign.booking.until;
}

// Those of the sites that it books, each once.
std::set<std::string> zones_of(const Campaign& campaign, const std::vector<content::Site>& sites) {
  std::set<std::string> zones;
  for (const content::Site& site : sites) {
    const std::vector<std::string>& booked = campaign.booking.sites;
    if (booked.empty() || std::ranges::find(booked, site.host) != booked.end()) zones.insert(site.time_zone);
  }
  return zones;
}

}  // namespace

std::map<CampaignId, std::int64_t> due_by_now(store::Session& session, std::span<const Campaign> campaigns, Time now) {
  std::map<CampaignId, std::int64_t> due;
  if (std::ranges::none_of(campaigns, [now](const Campaign& each) { return runs_by_number(each, now); })) return due;
  const std::vector<content::Site> sites = store::all_sites(session);
  const std::vector<Vote> votes = all_votes(session);
  const DayCurve curve = learnt_curve(session, now).value_or(usual_day);
  for (const Campaign& campaign : campaigns) {
    if (!runs_by_number(campaign, now)) continue;
    const std::vector<Span> silent = barred(campaign, votes);
    const std::set<std::string> zones = zones_of(campaign, sites);
    double part = 0;
    for (const std::string& zone : zones) {
      part += elapsed(campaign.booking, now, curve, wall_clock(now, zone).offset, silent) /
              static_cast<double>(zones.size());
    }
    due[campaign.id] = std::llround(part * static_cast<double>(campaign.amount));
  }
  return due;
}

}  // namespace vestnik::advertising
