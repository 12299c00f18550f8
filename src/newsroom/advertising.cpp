#include "newsroom/advertising.h"

#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/limits.h"
#include "advertising/members.h"
#include "advertising/notices.h"
#include "advertising/political.h"
#include "advertising/records.h"
#include "advertising/reports.h"
#include "advertising/seller_files.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"
#include "newsroom/members.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

using namespace advertising;

constexpr std::size_t explanation_bytes = 4'000;

http::Response campaign_response(store::Session& session, const Campaign& campaign, unsigned status = 200) {
  json::object out = write(campaign);
  json::array creatives, missing;
  for (const Creative& creative : creatives_of(session, campaign.id)) creatives.push_back(write(creative));
  for (const Missing& each : missing_particulars(campaign, all_votes(session))) {
    missing.push_back(json::object{{"article", each.article}, {"member", each.member}, {"what", each.what}});
  }
  out["creatives"] = std::move(creatives);
  out["missing"] = std::move(missing);
  out["noticed"] = !notices_of(session, campaign.id).empty();
  return json_response(status, out);
}

Result<Campaign> campaign_of(store::Session& session, const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  auto campaign = find_campaign(session, CampaignId{*id});
  if (!campaign) return fail(ErrorKind::not_found, "no such campaign", call.arguments[0]);
  return std::move(*campaign);
}

// What is wrong with what it books, beyond the law's questions.
Result<void> check_booking(store::Session& session, const Campaign& campaign) {
  if (!find_advertiser(session, campaign.advertiser)) {
    return fail(ErrorKind::invalid, "no such advertiser", std::to_string(campaign.advertiser.value), "add it first");
  }
  if (campaign.booking.from == Time() || campaign.booking.until <= campaign.booking.from) {
    return fail(ErrorKind::invalid, "it needs a period", "booking.from, booking.until");
  }
  if (campaign.amount <= 0) return fail(ErrorKind::invalid, "nothing is booked", "amount");
  const auto sites = store::all_sites(session);
  const auto known = [&](const std::string& what, const std::vector<std::string>& slugs, auto list) -> Result<void> {
    for (const std::string& slug : slugs) {
      bool there = false;
      for (const content::Site& site : sites) {
        for (const auto& row : list(site)) there = there || row.slug == slug;
      }
      if (!there) return fail(ErrorKind::invalid, "there is no " + what + " of that slug", slug);
    }
    return {};
  };
  for (const std::string& host : campaign.booking.sites) {
    if (std::ranges::none_of(sites, [&](const content::Site& site) { return site.host == host; })) {
      return fail(ErrorKind::invalid, "no such site", host);
    }
  }
  const auto sections = [&](const content::Site& site) { return store::all_sections(session, site.id); };
  const auto topics = [&](const content::Site& site) { return store::all_topics(session, site.id); };
  for (const auto* list : {&campaign.booking.sections, &campaign.booking.excluded_sections}) {
    if (auto found = known("section", *list, sections); !found) return found;
  }
  for (const auto* list : {&campaign.booking.topics, &campaign.booking.excluded_topics}) {
    if (auto found = known("topic", *list, topics); !found) return found;
  }
  return {};
}

// Everything that must be right before a campaign may be booked or approved.
Result<void> check_whole(store::Session& session, const Campaign& campaign, Time now) {
  if (auto booked = check_booking(session, campaign); !booked) return booked;
  const auto votes = all_votes(session);
  if (auto whole = complete(campaign, votes); !whole) return whole;
  if (campaign.booking.until <= now) return fail(ErrorKind::conflict, "its period is over", "booking.until");
  if (campaign.is_political() && campaign.political.eligibility == "foreign") {
    for (const Span& span : barred(campaign, votes)) {
      if (span.from < campaign.booking.until && campaign.booking.from < span.until) {
        return fail(
            ErrorKind::conflict,
            "a sponsor from outside the Union may not advertise in the three months before a vote (Article 5(2))",
            format_rfc3339(span.from) + " to " + format_rfc3339(span.until), "move the period");
      }
    }
  }
  const auto creatives = creatives_of(session, campaign.id);
  if (creatives.empty()) return fail(ErrorKind::invalid, "it has no creative", {}, "add one");
  const std::string key = signing_key(session);
  for (const Creative& creative : creatives) {
    if (auto right = check(session, campaign, creative, votes, key); !right) return right;
  }
  return {};
}

std::optional<Vote> vote_of(store::Session& session, const Campaign& campaign) {
  return find_vote(session, campaign.political.vote);
}

// Every change of an approved campaign stops it until a second person has looked at it again.
void step_back(Campaign& campaign) {
  if (campaign.state != State::draft) campaign.state = State::submitted;
  campaign.approved_by.clear();
}

template <class Rows>
http::Response list_response(const char* name, const Rows& rows) {
  json::array list;
  for (const auto& row : rows) list.push_back(write(row));
  return json_response(200, json::object{{name, std::move(list)}});
}

Result<http::Response> save_advertiser(const Call& call, std::optional<std::int64_t> id) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    Advertiser advertiser;
    if (id) {
      auto known = find_advertiser(session, AdvertiserId{*id});
      if (!known) return fail(ErrorKind::not_found, "no such advertiser", call.arguments[0]);
      advertiser = std::move(*known);
    }
    if (auto taken = read(*given, advertiser); !taken) return std::unexpected(taken.error());
    advertiser.id = save(session, advertiser, call.signature(), call.desk.clock());
    return json_response(id ? 200 : 201, write(advertiser));
  });
}

Result<http::Response> set_state(const Call& call, State from, State to, const char* what) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (campaign->state != from && !(to == State::ended && campaign->state != State::ended)) {
      return fail(ErrorKind::conflict, "the campaign is " + std::string(name_of(campaign->state)), call.arguments[0]);
    }
    campaign->state = to;
    save(session, *campaign, call.signature(), what, call.desk.clock());
    return campaign_response(session, *campaign);
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

Result<http::Response> list_campaigns(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    return list_response("campaigns", all_campaigns(session));
  });
}

Result<http::Response> add_campaign(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    Campaign campaign;
    if (auto taken = read(*given, campaign); !taken) return std::unexpected(taken.error());
    const Time now = call.desk.clock();
    if (campaign.declaration && campaign.declaration->at == Time()) campaign.declaration->at = now;
    if (auto booked = check_booking(session, campaign); !booked) return std::unexpected(booked.error());
    campaign.id = save(session, campaign, call.signature(), "added", now);
    http::Response response = campaign_response(session, *find_campaign(session, campaign.id), 201);
    response.with("Location", "/api/v1/advertising/campaigns/" + std::to_string(campaign.id.value));
    return response;
  });
}

Result<http::Response> get_campaign(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    return campaign_response(session, *campaign);
  });
}

Result<http::Response> put_campaign(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (campaign->state == State::ended) {
      return fail(ErrorKind::conflict, "the campaign has ended", call.arguments[0], "book a new one");
    }
    const bool noticed = !notices_of(session, campaign->id).empty();
    std::string reason;
    if (auto taken = take_text(*given, "reason", explanation_bytes, reason); !taken)
      return std::unexpected(taken.error());
    if (noticed && reason.empty()) {
      return fail(ErrorKind::invalid, "its notice is public: a correction needs a reason", "reason");
    }
    if (auto taken = read(*given, *campaign); !taken) return std::unexpected(taken.error());
    const Time now = call.desk.clock();
    if (campaign->declaration && campaign->declaration->at == Time()) campaign->declaration->at = now;
    if (noticed && !campaign->is_political()) {
      return fail(ErrorKind::conflict, "it has been published as a political advertisement", "declaration",
                  "end it and book a new one");
    }
    if (auto booked = check_booking(session, *campaign); !booked) return std::unexpected(booked.error());
    step_back(*campaign);
    save(session, *campaign, call.signature(), reason.empty() ? "changed" : reason, now);
    if (noticed) {
      const auto vote = vote_of(session, *campaign);
      publish_notice(session, *campaign, vote ? &*vote : nullptr, reason, now);
    }
    return campaign_response(session, *find_campaign(session, campaign->id));
  });
}

Result<http::Response> delete_campaign(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto may = may_remove(session, *campaign, call.desk.clock()); !may) return std::unexpected(may.error());
    if (campaign->delivered > 0 && !campaign->is_political()) {
      return fail(ErrorKind::conflict, "it has been shown: its books stay", call.arguments[0], "end it");
    }
    remove_campaign(session, campaign->id);
    http::Response response;
    response.status = 204;
    return response;
  });
}

Result<http::Response> submit_campaign(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (campaign->state != State::draft && campaign->state != State::submitted) {
      return fail(ErrorKind::conflict, "the campaign is " + std::string(name_of(campaign->state)), call.arguments[0]);
    }
    const Time now = call.desk.clock();
    if (auto whole = check_whole(session, *campaign, now); !whole) return std::unexpected(whole.error());
    campaign->state = State::submitted;
    save(session, *campaign, call.signature(), "submitted", now);
    return campaign_response(session, *find_campaign(session, campaign->id));
  });
}

Result<http::Response> approve_campaign(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (campaign->state != State::submitted && campaign->state != State::paused) {
      return fail(ErrorKind::conflict, "the campaign is " + std::string(name_of(campaign->state)), call.arguments[0],
                  "submit it first");
    }
    const Time now = call.desk.clock();
    if (campaign->state == State::submitted) {
      // Whoever had a hand in it since it was last approved.
      std::vector<std::string> hands;
      for (const HistoryRow& row : history_of(session, campaign->id)) {
        if (row.what == "approved")
          hands.clear();
        else
          hands.push_back(row.by);
      }
      if (std::ranges::find(hands, call.signature()) != hands.end()) {
        return fail(ErrorKind::forbidden, "a second person has to approve it", call.signature(),
                    "ask a colleague: whoever changed or submitted a campaign cannot approve it");
      }
      campaign->approved_by = call.signature();
    }
    if (auto whole = check_whole(session, *campaign, now); !whole) return std::unexpected(whole.error());
    campaign->state = State::approved;
    save(session, *campaign, call.signature(), "approved", now);
    if (campaign->is_political()) {
      const auto vote = vote_of(session, *campaign);
      publish_notice(session, *campaign, vote ? &*vote : nullptr, "", now);
    }
    return campaign_response(session, *find_campaign(session, campaign->id));
  });
}

Result<http::Response> pause_campaign(const Call& call) {
  return set_state(call, State::approved, State::paused, "paused");
}
Result<http::Response> end_campaign(const Call& call) {
  return set_state(call, State::approved, State::ended, "ended");
}

namespace {

Result<http::Response> save_creative(const Call& call, store::Session& session, Creative creative, unsigned status) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  auto campaign = find_campaign(session, creative.campaign);
  if (!campaign) return fail(ErrorKind::not_found, "no such campaign", call.arguments[0]);
  if (campaign->state == State::ended) return fail(ErrorKind::conflict, "the campaign has ended", call.arguments[0]);
  if (auto taken = read(*given, creative); !taken) return std::unexpected(taken.error());
  const auto votes = all_votes(session);
  if (auto right = check(session, *campaign, creative, votes, signing_key(session)); !right) {
    return std::unexpected(right.error());
  }
  const Time now = call.desk.clock();
  creative.id = save(session, creative, now);
  step_back(*campaign);
  save(session, *campaign, call.signature(), "creative " + std::to_string(creative.id.value), now);
  return json_response(status, write(creative));
}

}  // namespace

Result<http::Response> add_creative(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (creatives_of(session, campaign->id).size() >= limits::campaign_creatives) {
      return fail(ErrorKind::conflict, "it has as many creatives as a campaign may have", call.arguments[0]);
    }
    Creative creative;
    creative.campaign = campaign->id;
    return save_creative(call, session, std::move(creative), 201);
  });
}

Result<http::Response> put_creative(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto creative = find_creative(session, CreativeId{*id});
    if (!creative) return fail(ErrorKind::not_found, "no such creative", call.arguments[0]);
    return save_creative(call, session, std::move(*creative), 200);
  });
}

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
    campaign->report_key.clear();
    save(session, *campaign, call.signature(), "report link revoked", call.desk.clock());
    return no_content();
  });
}

Result<http::Response> preview_creative(const Call& call) {
  constexpr std::chrono::hours preview_lives{8};
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  std::string page = "/";
  if (!call.request.body.empty()) {
    const auto given = body_of(call);
    if (!given) return std::unexpected(given.error());
    page = string_or(*given, "page", "/");
  }
  if (!page.starts_with('/') || page.starts_with("//") || page.size() > limits::address_bytes ||
      page.find_first_of("?#\\ \r\n") != std::string::npos) {
    return fail(ErrorKind::invalid, "not the path of a page of the site", "page", "/ or /section/story/");
  }
  const Time until = call.desk.clock() + preview_lives;
  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    if (!find_creative(session, CreativeId{*id})) {
      return fail(ErrorKind::not_found, "no such creative", call.arguments[0]);
    }
    return json_response(
        201, json::object{{"address", page + "?" + preview_query(CreativeId{*id}, until, signing_key(session))},
                          {"until", format_rfc3339(until)}});
  });
}

Result<http::Response> get_seller_files(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto id = site_of(session, call.request);
    if (!id) return std::unexpected(id.error());
    const auto site = store::find_site(session, *id);
    return json_response(200,
                         json::object{{"ads_txt", site ? site->ads_txt : ""},
                                      {"sellers_json", store::find_setting(session, *id, sellers_setting).value_or("")},
                                      {"outside_tags", takes_outside_tags(session, *id)}});
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
    return json_response(
        200, json::object{{"ads_txt", site->ads_txt}, {"sellers_json", sellers}, {"outside_tags", outside}});
  });
}

namespace {

json::array history_json(store::Session& session, CampaignId id) {
  json::array rows;
  for (const HistoryRow& row : history_of(session, id)) {
    auto document = parse_json(row.document);
    rows.push_back(json::object{{"at", format_rfc3339(row.at)},
                                {"by", row.by},
                                {"what", row.what},
                                {"campaign", document ? *document : json::value(nullptr)}});
  }
  return rows;
}

json::value moment(const std::optional<Time>& time) {
  return time ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

json::object write_flag(const Flag& flag, Time now) {
  return {{"id", flag.id},
          {"receipt", flag.receipt},
          {"at", format_rfc3339(flag.at)},
          {"due", format_rfc3339(flag.due)},
          {"overdue", !flag.decided_at && flag.due < now},
          {"campaign", flag.campaign ? json::value(flag.campaign.value) : json::value(nullptr)},
          {"advertisement", flag.address},
          {"reasons", flag.reasons},
          {"name", flag.name},
          {"email", flag.email},
          {"decided_at", moment(flag.decided_at)},
          {"decided_by", flag.decided_by},
          {"decision", flag.decision},
          {"explanation", flag.explanation}};
}

// RFC 4180; a cell that a spreadsheet would take for a formula is text.
std::string csv_cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

Result<http::Response> campaign_history(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    return json_response(200, json::object{{"history", history_json(session, campaign->id)}});
  });
}

Result<http::Response> whole_register(const Call& call) {
  constexpr std::chrono::hours repository_time{72};  // Article 13: from the first publication
  const Time now = call.desk.clock();
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    json::array advertisements, flags, votes;
    for (const Campaign& campaign : all_campaigns(session)) {
      const auto states = notices_of(session, campaign.id);
      if (states.empty()) continue;
      json::array notices, creatives;
      for (const Notice& state : states) {
        notices.push_back(json::object{{"number", state.number},
                                       {"at", format_rfc3339(state.at)},
                                       {"reason", state.reason},
                                       {"notice", state.document}});
      }
      for (const Creative& creative : creatives_of(session, campaign.id)) creatives.push_back(write(creative));
      const Reach reach = reach_of(session, campaign.id);
      std::optional<Time> due;
      if (reach.first_shown) due = *reach.first_shown + repository_time;
      advertisements.push_back(json::object{{"campaign", write(campaign)},
                                            {"notices", std::move(notices)},
                                            {"creatives", std::move(creatives)},
                                            {"views", reach.served},
                                            {"engagements", reach.clicked},
                                            {"first_shown", moment(reach.first_shown)},
                                            {"last_shown", moment(reach.last_shown)},
                                            {"due_at_european_repository", moment(due)},
                                            {"history", history_json(session, campaign.id)}});
    }
    for (const Flag& flag : all_flags(session, false)) flags.push_back(write_flag(flag, now));
    for (const Vote& vote : all_votes(session)) votes.push_back(write(vote));
    return json_response(200, json::object{{"advertisements", std::move(advertisements)},
                                           {"flags", std::move(flags)},
                                           {"votes", std::move(votes)}});
  });
}

Result<http::Response> forecast_slots(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  Campaign wanted;
  wanted.name = "forecast";
  if (auto taken = read(json::object{{"booking", *given}}, wanted); !taken) return std::unexpected(taken.error());
  if (wanted.booking.from == Time() || wanted.booking.until <= wanted.booking.from) {
    return fail(ErrorKind::invalid, "a forecast needs a period", "from, until");
  }
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const Forecast seen = forecast(session, wanted.booking, call.desk.clock());
    return json_response(200, json::object{{"expected", seen.asked},
                                           {"booked", seen.booked},
                                           {"available", seen.available()},
                                           {"days_known", seen.days_known}});
  });
}

Result<http::Response> list_votes(const Call& call) {
  return call.desk.store.read(
      [&](store::Session& session) -> Result<http::Response> { return list_response("votes", all_votes(session)); });
}

Result<http::Response> put_vote(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    Vote vote = find_vote(session, call.arguments[0]).value_or(Vote{});
    vote.slug = text::slug(call.arguments[0], limits::slug_bytes);
    if (vote.slug.empty()) return fail(ErrorKind::invalid, "not a slug", call.arguments[0]);
    if (auto taken = read(*given, vote); !taken) return std::unexpected(taken.error());
    save(session, vote, call.signature(), call.desk.clock());
    return json_response(200, write(vote));
  });
}

Result<http::Response> list_flags(const Call& call) {
  const Time now = call.desk.clock();
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto flags = all_flags(session, call.request.parameter("waiting").has_value());
    if (call.request.parameter("format") == "csv") {
      std::string csv = "id,receipt,received,due,decided,decision,advertisement,reasons,explanation\r\n";
      for (const Flag& flag : flags) {
        csv += std::to_string(flag.id) + "," + flag.receipt + "," + format_rfc3339(flag.at) + "," +
               format_rfc3339(flag.due) + "," + (flag.decided_at ? format_rfc3339(*flag.decided_at) : "") + "," +
               flag.decision + "," + csv_cell(flag.address) + "," + csv_cell(flag.reasons) + "," +
               csv_cell(flag.explanation) + "\r\n";
      }
      http::Response response;
      response.with("Content-Type", "text/csv; charset=utf-8");
      response.body.push_back(http::Buffer::of(std::move(csv)));
      return response;
    }
    json::array list;
    for (const Flag& flag : flags) list.push_back(write_flag(flag, now));
    return json_response(200, json::object{{"flags", std::move(list)}});
  });
}

Result<http::Response> decide_on_flag(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  std::string decision, explanation;
  if (auto taken = take_text(*given, "decision", 20, decision); !taken) return std::unexpected(taken.error());
  if (auto taken = take_text(*given, "explanation", explanation_bytes, explanation); !taken) {
    return std::unexpected(taken.error());
  }
  return call.change([&](store::Session& session) -> Result<http::Response> {
    if (auto done = decide_flag(session, *id, decision, explanation, call.signature(), call.desk.clock()); !done) {
      return std::unexpected(done.error());
    }
    return json_response(200, json::object{{"decision", decision}, {"explanation", explanation}});
  });
}

}  // namespace vestnik::newsroom
