#include "newsroom/advertising.h"

#include <algorithm>
#include <array>

#include "accounts/roles.h"
#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/ledger.h"
#include "advertising/lineup.h"
#include "advertising/members.h"
#include "advertising/notices.h"
#include "advertising/paces.h"
#include "advertising/political.h"
#include "advertising/records.h"
#include "advertising/shares.h"
#include "base/digest.h"
#include "media/library.h"
#include "newsroom/conditional.h"
#include "newsroom/limits.h"
#include "newsroom/members.h"
#include "newsroom/one_campaign.h"
#include "newsroom/repeatable.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

using namespace advertising;

Result<Campaign> campaign_of(store::Session& session, const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  auto campaign = find_campaign(session, CampaignId{*id});
  if (!campaign) return fail(ErrorKind::not_found, "no such campaign", call.arguments[0]);
  return std::move(*campaign);
}

void step_back(Campaign& campaign) {
  if (campaign.state != State::draft) campaign.state = State::submitted;
  campaign.approved_by.clear();
}

namespace {

// Companions that keep it off the pages: they stand on a page all together or not at all.
json::array awaited(store::Session& session, const Campaign& campaign, Time now) {
  json::array list;
  if (campaign.companions.empty()) return list;
  for (const Campaign& other : all_campaigns(session)) {
    if (other.id == campaign.id || !are_companions(campaign.companions, campaign.booking, other)) continue;
    if (other.state == State::approved && now < other.booking.until) continue;
    list.push_back(json::object{{"id", other.id.value}, {"name", other.name}, {"state", name_of(other.state)}});
  }
  return list;
}

// Shares that no page can keep: told, not refused (docs/decisions/082). null where there is room for its own.
json::value oversold(store::Session& session, const Campaign& campaign, Time now) {
  if (campaign.goal != Goal::share || campaign.state == State::ended) return nullptr;
  const SharesSold sold = shares_sold(session, campaign.booking, campaign.tier, now, campaign.id);
  if (sold.by.empty() || sold.most + campaign.amount <= whole_voice) return nullptr;
  constexpr std::size_t most_named = 20;
  json::array with;
  for (const CampaignId id : sold.by) {
    const auto other = with.size() < most_named ? find_campaign(session, id) : std::nullopt;
    if (other) with.push_back(json::object{{"id", id.value}, {"name", other->name}, {"amount", other->amount}});
  }
  return json::object{{"sum", sold.most + campaign.amount},
                      {"slot", sold.slot},
                      {"from", format_rfc3339(sold.from)},
                      {"with", std::move(with)}};
}

json::value pace_json(const std::map<CampaignId, SharePace>& paces, CampaignId id) {
  const auto pace = paces.find(id);
  if (pace == paces.end()) return nullptr;
  return json::object{{"due", pace->second.due}, {"got", pace->second.got}, {"behind", pace->second.behind}};
}

json::value due_json(const std::map<CampaignId, std::int64_t>& due, CampaignId id) {
  const auto found = due.find(id);
  return found == due.end() ? json::value(nullptr) : json::value(found->second);
}

// Nobody learns otherwise why an advertisement that lacks nothing is not shown.
Result<void> check_label_of(store::Session& session, const Campaign& campaign) {
  return check_label(session, campaign, creatives_of(session, campaign.id), all_votes(session));
}

// What a person judges who approves it: everything but the books, and who did what.
json::object judged(store::Session& session, const Campaign& campaign, const std::vector<Creative>& creatives) {
  json::object out = write(campaign);
  for (const char* name : {"state", "changed_by", "changed_at", "approved_by", "upheld", "delivered", "clicked",
                           "last_shown", "report_until"}) {
    out.erase(name);
  }
  // Readers are told whose it is.
  if (const auto advertiser = find_advertiser(session, campaign.advertiser)) out["on_behalf_of"] = write(*advertiser);
  json::array shown_creatives;
  for (const Creative& creative : creatives) {
    json::object shown = write(creative);
    // As its picture is: a crop is another stamp under the same number.
    if (const auto asset = creative.image ? store::find_asset(session, creative.image) : std::nullopt) {
      shown["picture"] = asset->digest + " " + media::stamp_of(asset->credit, asset->rights, asset->crop);
    }
    shown_creatives.push_back(std::move(shown));
  }
  out["creatives"] = std::move(shown_creatives);
  return out;
}

// Whether its labels fit. They are rendered for it, in each slot and language that it books, so that those which are
// known to fit are not rendered again each time somebody looks: `as_judged` and the names of the votes are all that
// they are made from. Each thread keeps what it has seen last.
Result<void> check_label_once(store::Session& session, const Campaign& campaign, const std::vector<Creative>& creatives,
                              const std::vector<Vote>& votes, const json::object& as_judged) {
  thread_local std::array<std::uint64_t, 256> fitting{};
  std::string made_from = write_json(as_judged);
  for (const Vote& vote : votes) made_from += "\n" + vote.slug + "\n" + vote.name_bg + "\n" + vote.name_en;
  const std::uint64_t hash = stable_hash(made_from);
  std::uint64_t& known = fitting[hash % fitting.size()];
  if (known == hash) return {};
  auto fits = check_label(session, campaign, creatives, votes);
  if (fits) known = hash;
  return fits;
}

http::Response campaign_response(store::Session& session, const Campaign& campaign, Time now, unsigned status = 200) {
  json::object out = write(campaign);
  const std::vector<Creative> creatives = creatives_of(session, campaign.id);
  const std::vector<Vote> votes = all_votes(session);
  json::array shown, missing;
  const std::set<CreativeId> perhaps = perhaps_shown(session, campaign.id, creatives);
  for (const Creative& creative : creatives) {
    json::object one = write(creative);
    one["removable"] = campaign.state != State::ended && !perhaps.contains(creative.id);
    shown.push_back(std::move(one));
  }
  for (const Missing& each : missing_particulars(campaign, votes)) {
    missing.push_back(json::object{{"article", each.article}, {"member", each.member}, {"what", each.what}});
  }
  // What was saved when labels were shorter, or before the vote got a longer name. Of what is shown no more nobody
  // asks.
  const bool over = campaign.state == State::ended;
  const json::object as_judged = judged(session, campaign, creatives);
  if (auto labelled = over ? Result<void>() : check_label_once(session, campaign, creatives, votes, as_judged);
      !labelled) {
    missing.push_back(
        json::object{{"article", "11(1)"}, {"member", "political.process"}, {"what", labelled.error().message()}});
  }
  if (auto may = over ? Result<void>() : check_sponsor_may_advertise(campaign, votes); !may) {
    missing.push_back(json::object{{"article", "5(2)"}, {"member", "booking.from"}, {"what", may.error().message()}});
  }
  if (campaign.state == State::draft && campaign.booking.until <= now) {
    missing.push_back(json::object{{"article", ""}, {"member", "booking.until"}, {"what", "its period is over"}});
  }
  out["creatives"] = std::move(shown);
  out["missing"] = std::move(missing);
  out["waits_for"] = awaited(session, campaign, now);
  out["oversold"] = oversold(session, campaign, now);
  out["share_pace"] = pace_json(share_paces(session, {&campaign, 1}, now), campaign.id);
  out["due"] = due_json(due_by_now(session, {&campaign, 1}, now), campaign.id);
  out["noticed"] = !notices_of(session, campaign.id).empty();
  http::Response response = json_response(status, out);
  response.with("ETag", etag_of(as_judged));
  return response;
}

// What was delivered already was sold: nobody books less of it afterwards.
Result<void> check_amount(const Campaign& before, const Campaign& campaign) {
  if (campaign.goal == Goal::share) return {};
  if (campaign.goal == before.goal && campaign.amount == before.amount) return {};
  const std::int64_t done = campaign.goal == Goal::clicks ? campaign.clicked : campaign.delivered;
  if (campaign.amount >= done) return {};
  return fail(ErrorKind::invalid, "less than has been delivered already", "amount", "at least " + std::to_string(done));
}

// What is wrong with what it books, beyond the law's questions.
Result<void> check_booking(store::Session& session, const Campaign& campaign) {
  if (!find_advertiser(session, campaign.advertiser)) {
    return fail(ErrorKind::invalid, "no such advertiser", std::to_string(campaign.advertiser.value), "add it first");
  }
  if (auto period = check_period(campaign.booking); !period) return period;
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
  if (auto may = check_sponsor_may_advertise(campaign, votes); !may) return may;
  for (const Campaign& other : all_campaigns(session)) {
    if (campaign.companions.empty()) break;
    if (other.id == campaign.id || !are_companions(campaign.companions, campaign.booking, other)) continue;
    if (other.is_political() == campaign.is_political()) continue;
    return fail(ErrorKind::conflict, "a political campaign has no commercial companions: their terms would place it",
                other.name, "choose another word for one of them");
  }
  const auto creatives = creatives_of(session, campaign.id);
  if (std::ranges::all_of(creatives, &Creative::off)) {
    return fail(ErrorKind::invalid, "it has no creative", {}, "add one, or switch one on");
  }
  const std::string key = signing_key(session);
  for (const Creative& creative : creatives) {
    if (creative.off) continue;
    if (auto right = check(session, campaign, creative, votes, key); !right) return right;
  }
  return {};
}

std::optional<Vote> vote_of(store::Session& session, const Campaign& campaign) {
  return find_vote(session, campaign.political.vote);
}

// Entries of the ledger behind the first `known`: who sends them has entered them, now.
Result<void> sign_entries(Campaign& campaign, std::size_t known, const std::string& by, Time now) {
  std::vector<Received> before;
  for (Received& entry : campaign.political.received) {
    if (before.size() >= known) {
      entry.entered_by = by;
      entry.entered_at = now;
      if (auto right = check_entry(before, entry, now); !right) return right;
    }
    before.push_back(entry);
  }
  return {};
}

// Of one that has ended, only what its notice says.
Result<void> check_correction(const json::object& given) {
  for (const auto& each : given) {
    if (each.key() == "political" || each.key() == "reason") continue;
    return fail(ErrorKind::conflict, "the campaign has ended: only what its notice says can be corrected",
                std::string(each.key()), "send political and reason alone");
  }
  return {};
}

void publish_notice_of(store::Session& session, const Campaign& campaign, std::string_view reason, Time now) {
  const auto vote = vote_of(session, campaign);
  publish_notice(session, campaign, vote ? &*vote : nullptr, reason, now);
}

// What somebody sends of a campaign.
Result<void> take(const json::object& given, Campaign& into) {
  if (auto right = check_sent_campaign(given); !right) return right;
  return read(given, into);
}

}  // namespace

std::optional<http::Response> refuse_stale(store::Session& session, const Call& call, const Campaign& campaign) {
  if (call.request.field("if-match").empty()) return std::nullopt;
  return refuse_stale(call, judged(session, campaign, creatives_of(session, campaign.id)));
}

Result<http::Response> list_campaigns(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    // The ETag of a campaign covers its creatives, and comes with the campaign itself.
    json::array list;
    const std::vector<Campaign> campaigns = all_campaigns(session);
    const Time now = call.desk.clock();
    const auto paces = share_paces(session, campaigns, now);
    const auto due = due_by_now(session, campaigns, now);
    for (const Campaign& campaign : campaigns) {
      json::object line = write(campaign);
      line["share_pace"] = pace_json(paces, campaign.id);
      line["due"] = due_json(due, campaign.id);
      list.push_back(std::move(line));
    }
    return json_response(200, json::object{{"campaigns", std::move(list)}});
  });
}

Result<http::Response> add_campaign(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    Campaign campaign;
    if (auto taken = take(*given, campaign); !taken) return std::unexpected(taken.error());
    const Time now = call.desk.clock();
    if (auto entered = sign_entries(campaign, 0, call.signature(), now); !entered) {
      return std::unexpected(entered.error());
    }
    if (campaign.declaration && campaign.declaration->at == Time()) campaign.declaration->at = now;
    if (auto booked = check_booking(session, campaign); !booked) return std::unexpected(booked.error());
    if (auto labelled = check_label_of(session, campaign); !labelled) return std::unexpected(labelled.error());
    campaign.id = save(session, campaign, call.signature(), "added", now);
    http::Response response = campaign_response(session, *find_campaign(session, campaign.id), now, 201);
    response.with("Location", "/api/v1/advertising/campaigns/" + std::to_string(campaign.id.value));
    return response;
  });
}

Result<http::Response> get_campaign(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    return campaign_response(session, *campaign, call.desk.clock());
  });
}

Result<http::Response> put_campaign(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    const bool noticed = !notices_of(session, campaign->id).empty(), over = campaign->state == State::ended;
    if (over && !noticed) {
      return fail(ErrorKind::conflict, "the campaign has ended", call.arguments[0], "book a new one");
    }
    if (over) {
      if (auto right = check_correction(*given); !right) return std::unexpected(right.error());
    }
    std::string reason;
    if (auto taken = take_text(*given, "reason", limits::explanation_bytes, reason); !taken)
      return std::unexpected(taken.error());
    if (noticed && reason.empty()) {
      return fail(ErrorKind::invalid, "its notice is public: a correction needs a reason", "reason");
    }
    const Campaign before = *campaign;
    const std::size_t entries = before.political.received.size();
    if (auto taken = take(*given, *campaign); !taken) return std::unexpected(taken.error());
    const Time now = call.desk.clock();
    if (auto entered = sign_entries(*campaign, entries, call.signature(), now); !entered) {
      return std::unexpected(entered.error());
    }
    if (campaign->declaration && campaign->declaration->at == Time()) campaign->declaration->at = now;
    if (noticed && !campaign->is_political()) {
      return fail(ErrorKind::conflict, "it has been published as a political advertisement", "declaration",
                  "end it and book a new one");
    }
    if (noticed) {  // public at once: what it leaves out would look as if nobody had anything to say
      if (auto whole = complete(*campaign, all_votes(session)); !whole) return std::unexpected(whole.error());
    }
    if (!over) {
      if (auto booked = check_booking(session, *campaign); !booked) return std::unexpected(booked.error());
      if (auto enough = check_amount(before, *campaign); !enough) return std::unexpected(enough.error());
      if (auto labelled = check_label_of(session, *campaign); !labelled) return std::unexpected(labelled.error());
      step_back(*campaign);
    }
    // Never the reason alone: whoever gave "approved" as one would have looked like the second person.
    save(session, *campaign, call.signature(), reason.empty() ? "changed" : "changed: " + reason, now);
    if (noticed) publish_notice_of(session, *campaign, reason, now);
    return campaign_response(session, *find_campaign(session, campaign->id), now);
  });
}

namespace {

// What nobody else has had to look at is whose it is to throw away.
Result<void> check_own_draft(const Call& call, const std::vector<HistoryRow>& history) {
  const bool own = !history.empty() && history.front().by == call.signature();
  const bool submitted = std::ranges::find(history, "submitted", &HistoryRow::what) != history.end();
  if (own && !submitted) return {};
  return fail(ErrorKind::forbidden, "only one's own draft that was never submitted can be removed", call.arguments[0],
              "ask an administrator");
}

}  // namespace

Result<http::Response> delete_campaign(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    if ((accounts::roles_anywhere(call.who.grants) & accounts::administrator) == 0) {
      if (auto own = check_own_draft(call, history_of(session, campaign->id)); !own)
        return std::unexpected(own.error());
    }
    if (auto may = may_remove(session, *campaign, call.desk.clock()); !may) return std::unexpected(may.error());
    // Whatever it is declared now: only a notice tells how long it is kept.
    if (campaign->delivered > 0 && notices_of(session, campaign->id).empty()) {
      return fail(ErrorKind::conflict, "it has been shown: its books stay", call.arguments[0], "end it");
    }
    remove_campaign(session, campaign->id);
    return no_content();
  });
}

namespace {

// As the history of a campaign calls it.
constexpr std::string_view resumed = "resumed";

// Whose word the campaign is as it stands now: whoever asked for its approval last, and so answers for the whole of it,
// and whoever has changed anything since. So two people who wrote it together can let it run: one looks at what the
// other did and asks, and the other approves.
std::vector<std::string> hands_in(const std::vector<HistoryRow>& history) {
  std::vector<std::string> hands;
  for (const HistoryRow& row : history) {
    if (row.what == "approved" || row.what == "submitted") hands.clear();
    const bool changes_nothing = row.what == "approved" || row.what == "paused" || row.what == resumed ||
                                 row.what.starts_with("report link") ||
                                 (row.what.starts_with("creative ") && row.what.ends_with(creative_off));
    if (!changes_nothing) hands.push_back(row.by);
  }
  return hands;
}

}  // namespace

Result<http::Response> submit_campaign(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    if (campaign->state != State::draft && campaign->state != State::submitted) {
      return fail(ErrorKind::conflict, "the campaign is " + std::string(name_of(campaign->state)), call.arguments[0]);
    }
    // Whoever asks answers for what others have changed, and must have seen it.
    const std::vector<std::string> hands = hands_in(history_of(session, campaign->id));
    const std::string_view seen = call.request.field("if-match");
    if ((seen.empty() || seen == "*") &&
        std::ranges::any_of(hands, [&](const std::string& by) { return by != call.signature(); })) {
      return fail(ErrorKind::conflict, "somebody else has changed it or asked for its approval", call.arguments[0],
                  "look at it, and ask with its ETag as If-Match");
    }
    const Time now = call.desk.clock();
    if (auto whole = check_whole(session, *campaign, now); !whole) return std::unexpected(whole.error());
    campaign->state = State::submitted;
    save(session, *campaign, call.signature(), "submitted", now);
    return campaign_response(session, *find_campaign(session, campaign->id), now);
  });
}

Result<http::Response> approve_campaign(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    // Consent is to what was looked at, not to what somebody has put in its place since.
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    if (campaign->state != State::submitted && campaign->state != State::paused) {
      return fail(ErrorKind::conflict, "the campaign is " + std::string(name_of(campaign->state)), call.arguments[0],
                  campaign->state == State::draft ? "ask for its approval first" : "");
    }
    const Time now = call.desk.clock();
    const bool submitted = campaign->state == State::submitted;
    if (submitted) {
      const std::vector<std::string> hands = hands_in(history_of(session, campaign->id));
      if (std::ranges::find(hands, call.signature()) != hands.end()) {
        return fail(
            ErrorKind::forbidden, "a second person has to approve it", call.signature(),
            "ask a colleague: whoever changed or submitted a campaign cannot approve it. Where you both have, one "
            "of you looks at it and asks for approval again, and the other approves");
      }
      campaign->approved_by = call.signature();
      campaign->upheld.clear();
    }
    if (auto whole = check_whole(session, *campaign, now); !whole) return std::unexpected(whole.error());
    campaign->state = State::approved;
    // Going on after a pause is one person's doing, and nobody's consent.
    save(session, *campaign, call.signature(), submitted ? "approved" : resumed, now);
    if (campaign->is_political()) publish_notice_of(session, *campaign, "", now);
    return campaign_response(session, *find_campaign(session, campaign->id), now);
  });
}

Result<http::Response> pause_campaign(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    if (campaign->state != State::approved) {
      return fail(ErrorKind::conflict, "the campaign is " + std::string(name_of(campaign->state)), call.arguments[0]);
    }
    campaign->state = State::paused;
    save(session, *campaign, call.signature(), "paused", call.desk.clock());
    return campaign_response(session, *campaign, call.desk.clock());
  });
}

Result<http::Response> end_campaign(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    if (campaign->state == State::ended) {
      return fail(ErrorKind::conflict, "the campaign is " + std::string(name_of(campaign->state)), call.arguments[0]);
    }
    const Time now = call.desk.clock();
    const bool noticed = !notices_of(session, campaign->id).empty();
    campaign->state = State::ended;
    // A notice tells the period in which it was published, not the one that was booked.
    const bool in_between = campaign->booking.from < now && now < campaign->booking.until;
    if (noticed && in_between) campaign->booking.until = now;
    save(session, *campaign, call.signature(), "ended", now);
    if (noticed) publish_notice_of(session, *campaign, ended_early, now);
    return campaign_response(session, *campaign, now);
  });
}

}  // namespace vestnik::newsroom
