#include "advertising/records.h"

#include <algorithm>
#include <type_traits>

#include "advertising/document.h"
#include "advertising/ledger.h"
#include "base/digest.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/reader_assets.h"

namespace vestnik::advertising {
namespace {

using store::Row;
using store::Session;

constexpr std::string_view number_setting = "advertising.lineup", key_setting = "advertising.key";

void count_up(Session& session) {
  store::set_setting(session, {}, number_setting, std::to_string(lineup_number(session) + 1));
  session.note_change();
}

// The members that are nobody's to send, so that read() does not take them.
void take_own(const json::object& kept, Creative& creative) {
  creative.follows.value = integer_or(kept, "follows");
  const json::value* off = kept.if_contains("off");
  creative.off = off != nullptr && off->is_bool() && off->get_bool();
}

template <class Thing>
Thing from_document(std::string_view text) {
  Thing thing;
  auto value = parse_json(text);
  if constexpr (std::is_same_v<Thing, Campaign>) {
    if (value && value->is_object()) carry_over_sums(value->get_object());
  }
  auto done = !value               ? Result<void>(std::unexpected(value.error()))
              : value->is_object() ? read(value->get_object(), thing)
                                   : Result<void>(fail(ErrorKind::internal, "not an object"));
  if (!done)
    throw store::Failure({ErrorKind::internal, "a document of advertising cannot be read", done.error().message(), {}});
  if constexpr (std::is_same_v<Thing, Campaign>) thing.upheld = string_or(value->get_object(), "upheld");
  if constexpr (std::is_same_v<Thing, Creative>) take_own(value->get_object(), thing);
  return thing;
}

constexpr std::string_view campaign_columns =
    "SELECT id, advertiser, state, document, changed_by, changed_at, approved_by, report_key, delivered, clicked, "
    "last_shown FROM campaigns ";
constexpr std::string_view campaign_letters =
    "iittt"
    "ittiii";

Campaign campaign_of(const Row& row) {
  auto campaign = from_document<Campaign>(row.text(3));
  campaign.id = row.id<CampaignId>(0);
  campaign.advertiser = row.id<AdvertiserId>(1);
  campaign.state = named<State>(row.text(2)).value_or(State::draft);
  campaign.changed_by = row.string(4);
  campaign.changed_at = from_millis(row.integer(5));
  campaign.approved_by = row.string(6);
  campaign.report_key = row.string(7);
  campaign.delivered = row.integer(8);
  campaign.clicked = row.integer(9);
  campaign.last_shown = row.time(10);
  return campaign;
}

std::vector<Campaign> campaigns_where(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<Campaign> campaigns;
  session.query(std::string(campaign_columns) + std::string(rest), campaign_letters, parameters, [&](const Row& row) {
    campaigns.push_back(campaign_of(row));
    return true;
  });
  // The rows are the ledger; what stands in the document is how it was when it was last saved.
  std::map<CampaignId, std::vector<Received>> entries;
  if (campaigns.size() > 1) entries = all_entries(session);
  if (campaigns.size() == 1) entries[campaigns.front().id] = entries_of(session, campaigns.front().id);
  for (Campaign& campaign : campaigns) {
    const auto known = entries.find(campaign.id);
    if (known != entries.end() && !known->second.empty()) campaign.political.received = std::move(known->second);
  }
  return campaigns;
}

std::optional<Campaign> first(std::vector<Campaign> campaigns) {
  if (campaigns.empty()) return std::nullopt;
  return std::move(campaigns.front());
}

std::vector<Creative> creatives_where(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<Creative> creatives;
  session.query("SELECT id, campaign, document FROM creatives " + std::string(rest), "iit", parameters,
                [&](const Row& row) {
                  auto creative = from_document<Creative>(row.text(2));
                  creative.id = row.id<CreativeId>(0);
                  creative.campaign = row.id<CampaignId>(1);
                  creatives.push_back(std::move(creative));
                  return true;
                });
  return creatives;
}

}  // namespace

AdvertiserId save(Session& session, const Advertiser& advertiser, std::string_view by, Time now) {
  const AdvertiserId id = advertiser.id ? advertiser.id : AdvertiserId{store::next_id(session)};
  session.run(
      "INSERT INTO advertisers (id, document, changed_by, changed_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
      "SET document = excluded.document, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
      {id, write_json(write(advertiser)), by, now});
  count_up(session);
  return id;
}

std::vector<Advertiser> all_advertisers(Session& session) {
  std::vector<Advertiser> all;
  session.query("SELECT id, document FROM advertisers ORDER BY id", "it", {}, [&](const Row& row) {
    all.push_back(from_document<Advertiser>(row.text(1)));
    all.back().id = row.id<AdvertiserId>(0);
    return true;
  });
  return all;
}

std::optional<Advertiser> find_advertiser(Session& session, AdvertiserId id) {
  std::optional<Advertiser> found;
  session.query("SELECT document FROM advertisers WHERE id = ?", "t", {id}, [&](const Row& row) {
    found = from_document<Advertiser>(row.text(0));
    found->id = id;
    return true;
  });
  return found;
}

CampaignId save(Session& session, const Campaign& campaign, std::string_view by, std::string_view what, Time now,
                const json::object& with) {
  const CampaignId id = campaign.id ? campaign.id : CampaignId{store::next_id(session)};
  Campaign saved = campaign;
  saved.id = id;
  const std::string document = write_json(write(saved));
  session.run(
      "INSERT INTO campaigns (id, advertiser, state, political, document, changed_by, changed_at, approved_by, "
      "report_key, delivered, clicked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT (id) DO UPDATE SET "
      "advertiser = excluded.advertiser, state = excluded.state, political = excluded.political, "
      "document = excluded.document, changed_by = excluded.changed_by, changed_at = excluded.changed_at, "
      "approved_by = excluded.approved_by, report_key = excluded.report_key",
      {id, campaign.advertiser, name_of(campaign.state), campaign.is_political(), document, by, now,
       campaign.approved_by, campaign.report_key});
  write_entries(session, id, campaign.political.received);
  json::object row = write(saved);
  for (const auto& each : with) row[each.key()] = each.value();
  session.run("INSERT INTO campaign_history (id, campaign, at, by_whom, what, document) VALUES (?, ?, ?, ?, ?, ?)",
              {store::next_id(session), id, now, by, what, write_json(row)});
  count_up(session);
  return id;
}

std::optional<Campaign> find_campaign(Session& session, CampaignId id) {
  return first(campaigns_where(session, "WHERE id = ?", {id}));
}
std::optional<Campaign> find_campaign_by_report_key(Session& session, std::string_view digest) {
  if (digest.empty()) return std::nullopt;
  return first(campaigns_where(session, "WHERE report_key = ?", {digest}));
}
std::vector<Campaign> all_campaigns(Session& session) {
  return campaigns_where(session, "ORDER BY id", {});
}
std::vector<Campaign> campaigns_in(Session& session, State state) {
  return campaigns_where(session, "WHERE state = ? ORDER BY id", {name_of(state)});
}

void remove_campaign(Session& session, CampaignId id) {
  for (const char* table : {"creatives", "campaign_history", "campaign_counts", "campaign_leases", "political_notices",
                            "political_reach", "political_entries", "political_postings"}) {
    session.run("DELETE FROM " + std::string(table) + " WHERE campaign = ?", {id});
  }
  session.run("DELETE FROM campaigns WHERE id = ?", {id});
  count_up(session);
}

std::vector<HistoryRow> history_of(Session& session, CampaignId id) {
  std::vector<HistoryRow> rows;
  session.query("SELECT at, by_whom, what, document FROM campaign_history WHERE campaign = ? ORDER BY id", "ittt", {id},
                [&](const Row& row) {
                  rows.push_back({from_millis(row.integer(0)), row.string(1), row.string(2), row.string(3)});
                  return true;
                });
  return rows;
}

std::vector<Upheld> upheld_reports(Session& session, CampaignId id) {
  std::vector<Upheld> reports;
  for (const HistoryRow& row : history_of(session, id)) {
    if (!row.what.starts_with(report_upheld)) continue;
    const std::size_t words = row.what.find(": ");
    reports.push_back({row.at, words == std::string::npos ? std::string() : row.what.substr(words + 2)});
  }
  return reports;
}

std::string creative_change(CreativeId id) {
  return "creative " + std::to_string(id.value);
}

json::object snapshot_of(Session& session, const Creative& creative) {
  json::object out = write(creative);
  const auto asset = creative.image ? store::find_asset(session, creative.image) : std::nullopt;
  out["digest"] = asset ? json::value(asset->digest) : json::value(nullptr);
  return out;
}

CreativeId save(Session& session, const Creative& creative, Time now) {
  const CreativeId id = creative.id ? creative.id : CreativeId{store::next_id(session)};
  Creative saved = creative;
  saved.id = id;
  session.run(
      "INSERT INTO creatives (id, campaign, document, asset, changed_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO "
      "UPDATE SET document = excluded.document, asset = excluded.asset, changed_at = excluded.changed_at",
      {id, creative.campaign, write_json(write(saved)), creative.image, now});
  if (creative.image) {
    store::refuse_reader_file(session, creative.image, "an advertisement");
    const auto site = session.integer("SELECT site FROM assets WHERE id = ?", {creative.image});
    if (!site) throw store::Failure({ErrorKind::invalid, "no such asset", std::to_string(creative.image.value), {}});
    session.run("INSERT INTO site_assets (asset, site) VALUES (?, ?) ON CONFLICT (asset, site) DO NOTHING",
                {creative.image, *site});
    store::record_change(session, SiteId{*site}, store::ChangeKind::asset, creative.image.value, now);
  }
  count_up(session);
  return id;
}

std::optional<Creative> find_creative(Session& session, CreativeId id) {
  auto found = creatives_where(session, "WHERE id = ?", {id});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}
std::vector<Creative> creatives_of(Session& session, CampaignId id) {
  return creatives_where(session, "WHERE campaign = ? ORDER BY id", {id});
}

std::set<CreativeId> perhaps_shown(Session& session, CampaignId campaign, std::span<const Creative> creatives) {
  std::set<CreativeId> shown, changed;
  bool approved = false;  // ever
  // A creative's first row is that of its adding; of old ones there may be none.
  std::map<std::string, CreativeId> rows;
  for (const Creative& each : creatives) rows.emplace(creative_change(each.id), each.id);
  session.query("SELECT what FROM campaign_history WHERE campaign = ? ORDER BY id", "t", {campaign},
                [&](const Row& row) {
                  if (row.text(0) == "approved") {
                    approved = true;
                    shown.insert(changed.begin(), changed.end());
                  } else if (const auto own = rows.find(row.string(0)); own != rows.end()) {
                    changed.insert(own->second);
                  }
                  return true;
                });
  for (const Creative& each : creatives) {
    if (approved && !changed.contains(each.id)) shown.insert(each.id);
  }
  session.query("SELECT DISTINCT creative FROM campaign_counts WHERE campaign = ? AND served > 0", "i", {campaign},
                [&](const Row& row) {
                  shown.insert(row.id<CreativeId>(0));
                  return true;
                });
  return shown;
}

bool may_have_been_shown(Session& session, const Creative& creative) {
  return perhaps_shown(session, creative.campaign, {&creative, 1}).contains(creative.id);
}

void remove_creative(Session& session, CreativeId id) {
  session.run("DELETE FROM creatives WHERE id = ?", {id});
  count_up(session);
}

std::optional<Campaign> approved_with(Session& session, AssetId asset) {
  for (Campaign& campaign :
       campaigns_where(session,
                       "WHERE state IN ('approved', 'paused') AND id IN (SELECT campaign FROM creatives WHERE "
                       "asset = ?) ORDER BY id",
                       {asset})) {
    const std::vector<Creative> creatives = creatives_of(session, campaign.id);
    if (std::ranges::any_of(creatives, [&](const Creative& each) { return each.image == asset && !each.off; })) {
      return std::move(campaign);
    }
  }
  return std::nullopt;
}

std::optional<Creative> as_approved(Session& session, const Campaign& campaign, const Creative& newest) {
  if (campaign.state == State::approved || campaign.state == State::paused) return newest;
  const std::string changed = creative_change(newest.id);
  std::optional<Creative> latest, approved;
  bool ever = false, since = false;
  session.query(
      "SELECT what, document FROM campaign_history WHERE campaign = ? AND what IN ('approved', ?) ORDER BY id", "tt",
      {campaign.id, changed}, [&](const Row& row) {
        if (row.text(0) == "approved") {
          approved = latest;
          ever = true;
          since = false;
          return true;
        }
        const auto document = parse_json(row.text(1));
        const json::value* creative =
            document && document->is_object() ? document->get_object().if_contains("creative") : nullptr;
        Creative then;
        since = true;
        latest.reset();
        if (creative != nullptr && creative->is_object() && read(creative->get_object(), then)) {
          take_own(creative->get_object(), then);
          latest = std::move(then);
        }
        return true;
      });
  if (!ever) return campaign.delivered > 0 ? std::optional(newest) : std::nullopt;
  if (!since) return newest;
  if (approved) {
    approved->id = newest.id;
    approved->campaign = campaign.id;
  }
  return approved;
}

namespace {

void add_history(Session& session, const Vote& vote, std::string_view by, std::string_view document, Time now) {
  const auto rows = session.integer("SELECT COUNT(*) FROM vote_history WHERE slug = ?", {vote.slug});
  session.run("INSERT INTO vote_history (slug, number, at, by_whom, document) VALUES (?, ?, ?, ?, ?)",
              {vote.slug, rows.value_or(0) + 1, now, by, document});
}

}  // namespace

void save(Session& session, const Vote& vote, std::string_view by, Time now) {
  const std::string document = write_json(write(vote));
  session.run(
      "INSERT INTO votes (slug, document, changed_by, changed_at) VALUES (?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET "
      "document = excluded.document, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
      {vote.slug, document, by, now});
  add_history(session, vote, by, document, now);
  count_up(session);
}

void remove_vote(Session& session, const Vote& vote, std::string_view by, Time now) {
  session.run("DELETE FROM votes WHERE slug = ?", {vote.slug});
  add_history(session, vote, by, "", now);
  count_up(session);
}

std::vector<HistoryRow> history_of_vote(Session& session, std::string_view slug) {
  std::vector<HistoryRow> rows;
  session.query("SELECT at, by_whom, document FROM vote_history WHERE slug = ? ORDER BY number", "itt", {slug},
                [&](const Row& row) {
                  rows.push_back({from_millis(row.integer(0)), row.string(1),
                                  row.text(2).empty() ? "removed" : "changed", row.string(2)});
                  return true;
                });
  return rows;
}

std::vector<Vote> all_votes(Session& session) {
  std::vector<Vote> votes;
  session.query("SELECT slug, document FROM votes ORDER BY slug", "tt", {}, [&](const Row& row) {
    Vote vote;
    vote.slug = row.string(0);
    const auto value = parse_json(row.text(1));
    if (!value || !value->is_object() || !read(value->get_object(), vote)) {
      throw store::Failure({ErrorKind::internal, "a vote cannot be read", vote.slug, {}});
    }
    votes.push_back(std::move(vote));
    return true;
  });
  return votes;
}

std::optional<Vote> find_vote(Session& session, std::string_view slug) {
  for (Vote& vote : all_votes(session)) {
    if (vote.slug == slug) return std::move(vote);
  }
  return std::nullopt;
}

void count_up_lineup(Session& session) {
  count_up(session);
}

std::int64_t newest_place(Session& session) {
  const auto section = session.integer("SELECT MAX(id) FROM sections"),
             topic = session.integer("SELECT MAX(id) FROM topics");
  return std::max(section.value_or(0), topic.value_or(0));
}

std::int64_t lineup_number(Session& session) {
  const auto text = store::find_setting(session, {}, number_setting);
  return text ? std::atoll(text->c_str()) : 0;
}

std::string signing_key(Session& session) {
  if (auto known = store::find_setting(session, {}, key_setting)) return *known;
  std::string fresh = random_token();
  store::set_setting(session, {}, key_setting, fresh);
  return fresh;
}

}  // namespace vestnik::advertising
