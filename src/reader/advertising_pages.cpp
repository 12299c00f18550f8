#include "reader/advertising_pages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/notices.h"
#include "advertising/records.h"
#include "advertising/reports.h"
#include "advertising/seller_files.h"
#include "base/limits.h"
#include "base/numbers.h"
#include "reader/advertised.h"
#include "reader/advertising_asked.h"
#include "reader/views_of.h"
#include "store/catalogue.h"
#include "store/store.h"

namespace vestnik::reader {
namespace advertised {
namespace {

using advertising::CampaignId;
using pages::AdvertisingView;

constexpr std::string_view sellers_path = "/sellers.json";
constexpr std::size_t most_listed = 200, most_exported = 100'000;

std::string reason_of(const Asked& asked, const std::string& of_state) {
  for (const char* ours : {advertising::ended_early, advertising::vote_changed}) {
    if (of_state == ours) return asked.word(ours);
  }
  return of_state;
}

// For machines; readers get format_euros.
std::string decimal(std::int64_t cents) {
  const std::string rest = std::to_string(cents % 100);
  return std::to_string(cents / 100) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

const json::object& member(const json::object& object, std::string_view name) {
  static const json::object none;
  const json::value* found = object.if_contains(name);
  return found != nullptr && found->is_object() ? found->get_object() : none;
}

std::string path_of(CampaignId id) {
  return std::string(folder) + std::to_string(id.value) + "/";
}

// Its election or referendum, its legislative process, or both; "" where it is declared to have neither.
std::string linked_to(const Asked& asked, const json::object& document) {
  const json::object& vote = member(document, "vote");
  std::string names = string_or(vote, asked.chrome.language == "bg" ? "name_bg" : "name_en");
  if (!names.empty()) {
    names += " (" +
             format_for_reader(parse_rfc3339(string_or(vote, "day")).value_or(Time()), asked.chrome.time_zone,
                               asked.chrome.language, DateStyle::date) +
             ")";
  }
  const std::string process = string_or(document, "process");
  if (!process.empty()) names += (names.empty() ? "" : "; ") + process;
  return names;
}

std::string party_line(const json::object& party) {
  std::string line;
  for (const char* name : {"name", "legal_name", "registration", "email", "postal_address", "establishment"}) {
    const std::string value = string_or(party, name);
    if (value.empty() || (line == value)) continue;
    line += (line.empty() ? "" : " · ") + value;
  }
  return line;
}

// "private, from inside the European Union"; of a notice or of an entry of its ledger.
std::string source_words(const Asked& asked, const json::object& told) {
  const auto word_of = [&](const std::string& word) {
    if (word == "public") return asked.word("public");
    if (word == "private") return asked.word("private");
    if (word == "inside") return asked.word("from inside the European Union");
    if (word == "outside") return asked.word("from outside the European Union");
    return word.empty() ? std::string() : asked.word("both");
  };
  const std::string origin = word_of(string_or(told, "origin")), territory = word_of(string_or(told, "territory"));
  return origin + (origin.empty() || territory.empty() ? "" : ", ") + territory;
}

// What was received, entry by entry: the sums above are those of what no correction stands in the place of.
void add_ledger(const Asked& asked, const json::object& notice, AdvertisingView& view) {
  const json::value* received = notice.if_contains("received");
  if (received == nullptr || !received->is_array() || received->get_array().empty()) return;
  AdvertisingView::Table table{asked.word("What was received, entry by entry"),
                               {asked.word("No."), asked.word("Day"), asked.word("Received by"), asked.word("Value"),
                                asked.word("Origin of the money"), asked.word("Remarks")},
                               {}};
  std::map<std::int64_t, std::int64_t> corrected;  // number to the number of what stands in its place
  for (const json::value& each : received->get_array()) {
    if (!each.is_object()) continue;
    if (const auto former = integer_or(each.get_object(), "corrects"); former != 0) {
      corrected[former] = integer_or(each.get_object(), "number");
    }
  }
  const auto receiver = [&](const std::string& by) {
    if (by == "publisher") return asked.word("this publisher");
    if (by == "providers") return asked.word("others, for this advertisement");
    return asked.word("others, for the rest of the campaign");
  };
  for (const json::value& each : received->get_array()) {
    if (!each.is_object()) continue;
    const json::object& entry = each.get_object();
    const std::int64_t number = integer_or(entry, "number"), former = integer_or(entry, "corrects");
    std::string remarks = string_or(entry, "kind") == "benefit" ? asked.word("other benefit") : std::string();
    const auto add = [&](const std::string& remark) {
      if (!remark.empty()) remarks += (remarks.empty() ? "" : "; ") + remark;
    };
    add(string_or(entry, "what"));
    if (former != 0)
      add(asked.word("in the place of no.") + " " + std::to_string(former) + ": " + string_or(entry, "reason"));
    if (corrected.contains(number)) add(asked.word("corrected by no.") + " " + std::to_string(corrected[number]));
    const auto on = parse_rfc3339(string_or(entry, "on"));
    table.rows.push_back(
        {std::to_string(number),
         on ? format_for_reader(*on, asked.chrome.time_zone, asked.chrome.language, DateStyle::date) : "–",
         receiver(string_or(entry, "by")), format_euros(integer_or(entry, "cents"), asked.chrome.language),
         source_words(asked, entry), remarks});
  }
  view.tables.push_back(std::move(table));
}

// The notice in the order of Article 12(1).
std::vector<AdvertisingView::Fact> facts_of(const Asked& asked, const json::object& notice,
                                            const advertising::Reach& reach) {
  std::vector<AdvertisingView::Fact> facts;
  const auto add = [&](const char* label, std::string value, std::string address = {}) {
    if (!value.empty()) facts.push_back({asked.word(label), std::move(value), std::move(address)});
  };
  const auto money = [&](const char* name) { return format_euros(integer_or(notice, name), asked.chrome.language); };
  const json::object& vote = member(notice, "vote");
  add("Sponsor", party_line(member(notice, "sponsor")));
  // "none" is what the sponsor declares; where nothing was said, nothing is told.
  add("Ultimately controlled by", string_or(notice, "controlling_entity") == "none"
                                      ? asked.word("nobody else, as the sponsor declares")
                                      : party_line(member(notice, "controlling_entity")));
  add("Paid by", party_line(member(notice, "payer")));
  add("Period", asked.time(string_or(notice, "from")) + " – " + asked.time(string_or(notice, "until")));
  add("Amount received for this advertisement", money("amount_cents"));
  add("of it by this publisher", money("publisher_amount_cents"));
  add("Other benefits", integer_or(notice, "benefits_cents") > 0
                            ? money("benefits_cents") + ": " + string_or(notice, "benefits")
                            : asked.word("none"));
  if (integer_or(notice, "publisher_benefits_cents") > 0) {
    add("of them by this publisher", money("publisher_benefits_cents"));
  }
  add("Amount of the whole campaign", money("whole_campaign_cents"));
  add("Origin of the money", source_words(asked, notice));
  add("How the amounts were calculated", string_or(notice, "methodology"));
  const std::string links = linked_to(asked, notice);
  add("Linked to", links.empty() ? asked.word("no election, referendum or legislative process") : links);
  add("Official information on taking part", string_or(vote, "official_information"),
      string_or(vote, "official_information"));
  add("European repository of political advertisements", string_or(notice, "european_repository"),
      string_or(notice, "european_repository"));
  add("Report a problem with this advertisement", asked.word("Open the form"),
      "/advertising/flag/?advertisement=" + std::to_string(integer_or(notice, "advertisement")));
  add("Suspended or discontinued before",
      bool_or(notice, "suspended_before") ? string_or(notice, "suspension") : asked.word("no"));
  add("Targeting", asked.word("None: placed by section and time alone, never by data about readers"));
  add("Shown so far", format_count(reach.served, asked.chrome.language));
  add("Clicks", format_count(reach.clicked, asked.chrome.language));
  if (reach.last_shown) add("Last shown", asked.time(*reach.last_shown));
  return facts;
}

// What a state of a notice says otherwise than the one before it, in the words of the page.
std::string changed_from(const Asked& asked, const json::object& before, const json::object& after) {
  const auto former = facts_of(asked, before, {}), now = facts_of(asked, after, {});
  const auto value_in = [](const std::vector<AdvertisingView::Fact>& facts, const std::string& label) {
    for (const AdvertisingView::Fact& each : facts) {
      if (each.label == label) return each.value;
    }
    return std::string("–");
  };
  std::string changes;
  const auto tell = [&](const std::string& label) {
    changes += (changes.empty() ? "" : "; ") + label + ": " + value_in(former, label) + " → " + value_in(now, label);
  };
  for (const AdvertisingView::Fact& each : now) {
    if (value_in(former, each.label) != each.value) tell(each.label);
  }
  for (const AdvertisingView::Fact& each : former) {
    if (value_in(now, each.label) == "–" && each.value != "–") tell(each.label);
  }
  return changes;
}

json::object organisation(const json::object& party) {
  json::object data{{"@type", "Organization"}, {"name", string_or(party, "name")}};
  for (const auto& [theirs, ours] : {std::pair{"legalName", "legal_name"}, std::pair{"email", "email"},
                                     std::pair{"address", "postal_address"}, std::pair{"identifier", "registration"}}) {
    if (const std::string value = string_or(party, ours); !value.empty()) data[theirs] = value;
  }
  return data;
}

// The notice for machines that read pages; all of it is in {id}.json.
std::string notice_json_ld(const Asked& asked, const advertising::Notice& notice, const std::string& title) {
  const std::string path = "/advertising/" + std::to_string(notice.campaign.value);
  json::object about{
      {"@type", "CreativeWork"},
      {"genre", "political advertisement"},
      {"identifier", std::to_string(notice.campaign.value)},
      {"sponsor", organisation(member(notice.document, "sponsor"))},
      {"funder", organisation(member(notice.document, "payer"))},
      {"temporalCoverage", string_or(notice.document, "from") + "/" + string_or(notice.document, "until")}};
  if (const std::string links = linked_to(asked, notice.document); !links.empty()) about["about"] = links;
  return write_json_for_html(
      json::object{{"@context", "https://schema.org"},
                   {"@type", "WebPage"},
                   {"name", title},
                   {"url", absolute(*asked.context.site, path + "/")},
                   {"inLanguage", asked.chrome.language},
                   {"dateModified", format_rfc3339(notice.at)},
                   {"isBasedOn", "http://data.europa.eu/eli/reg/2024/900/oj"},
                   {"about", std::move(about)},
                   {"encoding", json::object{{"@type", "MediaObject"},
                                             {"encodingFormat", "application/json"},
                                             {"contentUrl", absolute(*asked.context.site, path + ".json")}}}});
}

json::object reach_json(const advertising::Reach& reach) {
  return {{"views", reach.served},
          {"engagements", reach.clicked},
          {"last_shown", reach.last_shown ? json::value(format_rfc3339(*reach.last_shown)) : json::value(nullptr)}};
}

// 1 where it is none.
std::size_t page_number(std::string_view text) {
  std::size_t number = 1;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = problem == std::errc{} && end == text.data() + text.size();
  return whole && number > 0 && number < 1'000'000 ? number : 1;
}

Result<http::Response> repository(const Asked& asked) {
  const std::string query = asked.text_of("q", limits::search_query_bytes);
  const std::size_t number = page_number(asked.request.parameter("page").value_or(""));
  std::map<CampaignId, advertising::Reach> reach;
  auto found = asked.context.parts->store.read_public([&](store::Session& session) {
    auto listed = advertising::find_notices(session, query, most_listed, (number - 1) * most_listed);
    for (const advertising::Notice& notice : listed.notices) {
      reach[notice.campaign] = advertising::reach_of(session, notice.campaign);
    }
    return listed;
  });
  if (!found) return std::unexpected(found.error());
  const std::size_t pages = std::max<std::size_t>(1, (found->all + most_listed - 1) / most_listed);
  if (number > pages) return fail(ErrorKind::not_found, "no such page");
  AdvertisingView view;
  view.title = asked.word("Political advertisements");
  view.intro = asked.word(
      "Every political advertisement that is or was booked here, who paid for it and how much, kept for seven years.");
  view.pager = {
      .page = static_cast<int>(number),
      .pages = static_cast<int>(pages),
      .path = query.empty() ? std::string(folder) : std::string(folder) + "?q=" + http::percent_encode(query)};
  view.searchable = true;
  view.query = query;
  view.meta.index = query.empty();
  if (query.empty()) {
    view.meta.canonical =
        asked.canonical(number == 1 ? view.pager.path : view.pager.path + "?page=" + std::to_string(number));
  }
  for (const advertising::Notice& notice : found->notices) {
    const json::object& sponsor = member(notice.document, "sponsor");
    view.entries.push_back({string_or(sponsor, "name"), path_of(notice.campaign),
                            linked_to(asked, notice.document) + " · " +
                                format_euros(integer_or(notice.document, "amount_cents"), asked.chrome.language) +
                                " · " + asked.time(string_or(notice.document, "from")) + " – " +
                                asked.time(string_or(notice.document, "until")) +
                                (reach[notice.campaign].served > 0 ? "" : " · " + asked.word("not shown yet"))});
  }
  view.links = {{.label = "JSON", .path = "/advertising/register.json"},
                {.label = "CSV", .path = "/advertising/register.csv"},
                {.label = asked.word("Report an advertisement"), .path = "/advertising/flag/"}};
  return page(asked, std::move(view));
}

Result<http::Response> registered(const Asked& asked, bool as_csv) {
  const std::string query = asked.text_of("q", limits::search_query_bytes);
  struct Row {
    advertising::Notice notice;
    advertising::Reach reach;
  };
  auto rows = asked.context.parts->store.read_public([&](store::Session& session) {
    std::vector<Row> all;
    for (advertising::Notice& notice : advertising::find_notices(session, query, most_exported).notices) {
      const auto reach = advertising::reach_of(session, notice.campaign);
      all.push_back({std::move(notice), reach});
    }
    return all;
  });
  if (!rows) return std::unexpected(rows.error());
  if (!as_csv) {
    json::array list;
    for (const Row& row : *rows) {
      json::object entry = row.notice.document;
      entry["correction"] = row.notice.number - 1;
      entry["reach"] = reach_json(row.reach);
      entry["notice"] = absolute(*asked.context.site, path_of(row.notice.campaign));
      list.push_back(std::move(entry));
    }
    return json_page(json::object{{"regulation", "http://data.europa.eu/eli/reg/2024/900/oj"},
                                  {"publisher", asked.context.site->site().name},
                                  {"advertisements", std::move(list)}});
  }
  std::string csv =
      "advertisement,sponsor,controlling_entity,payer,from,until,amount_eur,benefits_eur,whole_campaign_eur,origin,"
      "territory,linked_to,targeting,views,engagements,corrections,notice\r\n";
  for (const Row& row : *rows) {
    const json::object& notice = row.notice.document;
    const auto euros = [&](const char* name) { return decimal(integer_or(notice, name)); };
    csv += std::to_string(row.notice.campaign.value) + "," +
           advertising::csv_cell(string_or(member(notice, "sponsor"), "name")) + "," +
           advertising::csv_cell(string_or(notice, "controlling_entity") == "none"
                                     ? std::string("none")
                                     : string_or(member(notice, "controlling_entity"), "name")) +
           "," + advertising::csv_cell(string_or(member(notice, "payer"), "name")) + "," + string_or(notice, "from") +
           "," + string_or(notice, "until") + "," + euros("amount_cents") + "," + euros("benefits_cents") + "," +
           euros("whole_campaign_cents") + "," + string_or(notice, "origin") + "," + string_or(notice, "territory") +
           "," + advertising::csv_cell(linked_to(asked, notice)) + ",no," + std::to_string(row.reach.served) + "," +
           std::to_string(row.reach.clicked) + "," + std::to_string(row.notice.number - 1) + "," +
           advertising::csv_cell(absolute(*asked.context.site, path_of(row.notice.campaign))) + "\r\n";
  }
  return csv_page(asked, std::move(csv));
}

struct Noticed {
  std::vector<advertising::Notice> states;  // newest first
  advertising::Reach reach;
};

Result<Noticed> noticed(const Asked& asked, CampaignId id) {
  return asked.context.parts->store.read_public([&](store::Session& session) {
    return Noticed{advertising::notices_of(session, id), advertising::reach_of(session, id)};
  });
}

// What readers were right about.
struct Mended {
  std::vector<advertising::Upheld> reports;
  bool off = false;  // the pages since the last of them
};

Mended mended(store::Session& session, const advertising::Campaign& campaign) {
  return {advertising::upheld_reports(session, campaign.id), !campaign.upheld.empty()};
}

void add_mended(const Asked& asked, const Mended& mended, AdvertisingView& view) {
  for (const advertising::Upheld& each : mended.reports) {
    view.facts.push_back(
        {asked.word("A reader’s report was found to be right"), asked.time(each.at) + ": " + each.explanation, {}});
  }
  if (mended.off)
    view.facts.push_back({asked.word("Shown now"), asked.word("no: it left our pages because of this"), {}});
}

json::array mended_json(const Mended& mended) {
  json::array list;
  for (const advertising::Upheld& each : mended.reports) {
    list.push_back(json::object{{"at", format_rfc3339(each.at)}, {"explanation", each.explanation}});
  }
  return list;
}

// What is booked as readers know it: the slug where there is no such section or topic here.
template <class Find>
std::string names_of(const std::vector<std::string>& slugs, const Find& find) {
  std::string text;
  for (const std::string& slug : slugs) {
    const auto found = find(slug);
    text += (text.empty() ? "" : ", ") + (found ? found->name : slug);
  }
  return text;
}

// "8:00–10:59, 20:00–20:59"; "" where any hour is booked.
std::string hours_of(const advertising::Booking& booking) {
  std::string text;
  for (unsigned hour = 0; booking.hours != advertising::Booking().hours && hour < 24; ++hour) {
    if ((booking.hours >> hour & 1U) == 0) continue;
    unsigned last = hour;
    while (last < 23 && (booking.hours >> (last + 1) & 1U) != 0) ++last;
    text += (text.empty() ? "" : ", ") + std::to_string(hour) + ":00–" + std::to_string(last) + ":59";
    hour = last;
  }
  return text;
}

// The words of the bits that are set; "" where all are.
template <std::size_t count>
std::string chosen_of(const Asked& asked, unsigned bits, const std::array<const char*, count>& words) {
  std::string text;
  for (std::size_t at = 0; bits != (1U << count) - 1 && at < count; ++at) {
    if ((bits >> at & 1U) != 0) text += (text.empty() ? "" : ", ") + asked.word(words[at]);
  }
  return text;
}

// Of an advertisement that is not political: Article 26(1) of Regulation (EU) 2022/2065. From the store: a reader's
// page may still show what does not run any more; of what nobody was shown nothing is told.
Result<http::Response> why(const Asked& asked, CampaignId id) {
  const advertising::LineupPtr lineup = asked.ads.lineup();
  const bool runs = std::ranges::any_of(lineup->lines, [id](const auto& line) { return line.campaign == id; });
  struct Known {
    std::optional<advertising::Campaign> campaign;
    std::string advertiser, sections, topics;
    Mended mended;
  };
  const SiteId site = asked.context.site->site().id;
  auto known = asked.context.parts->store.read([&](store::Session& session) {
    Known found{.campaign = advertising::find_campaign(session, id),
                .advertiser = {},
                .sections = {},
                .topics = {},
                .mended = {}};
    const auto who = found.campaign ? advertising::find_advertiser(session, found.campaign->advertiser) : std::nullopt;
    if (who) found.advertiser = who->name;
    if (!found.campaign) return found;
    const advertising::Booking& booked = found.campaign->booking;
    found.sections =
        names_of(booked.sections, [&](const std::string& slug) { return store::find_section(session, site, slug); });
    found.topics =
        names_of(booked.topics, [&](const std::string& slug) { return store::find_topic(session, site, slug); });
    found.mended = mended(session, *found.campaign);
    return found;
  });
  if (!known) return std::unexpected(known.error());
  if (!known->campaign || (!runs && known->campaign->delivered == 0)) {
    return fail(ErrorKind::not_found, "no such advertisement");
  }
  const advertising::Campaign& campaign = *known->campaign;
  AdvertisingView view;
  view.title = asked.word("Why this advertisement?");
  const auto tell = [&](const char* label, const std::string& value) {
    if (!value.empty()) view.facts.push_back({asked.word(label), value, {}});
  };
  const auto any = [&](const std::string& names) { return names.empty() ? asked.word("any") : names; };
  tell("On behalf of", known->advertiser);
  tell("Paid by", campaign.payer.empty() ? known->advertiser : campaign.payer);
  tell("Section", any(known->sections));
  tell("Topics", any(known->topics));
  tell("Chosen by", asked.word("the page it stands on, the time and the kind of device; nothing about you is known, "
                               "kept or used"));
  tell("Hours", hours_of(campaign.booking));
  static constexpr std::array<const char*, 7> days{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
  tell("Days", chosen_of(asked, campaign.booking.weekdays, days));
  static constexpr std::array<const char*, 3> devices{"phones", "tablets", "computers"};
  tell("Devices", chosen_of(asked, campaign.booking.devices, devices));
  if (campaign.booking.visit_start) {
    tell("Shown on", asked.word("the first page of a visit, which follows no link of this site"));
  }
  add_mended(asked, known->mended, view);
  view.links = {{.label = asked.word("Report this advertisement"),
                 .path = "/advertising/flag/?advertisement=" + std::to_string(id.value)}};
  return page(asked, std::move(view));
}

// Of the newspaper's own, which no campaign is.
http::Response why_own(const Asked& asked) {
  AdvertisingView view;
  view.title = asked.word("Why this advertisement?");
  view.meta.index = false;
  const std::string& name = asked.context.site->site().name;
  view.facts = {{asked.word("On behalf of"), name, {}},
                {asked.word("Paid by"), asked.word("nobody: it is the newspaper’s own"), {}},
                {asked.word("Chosen by"),
                 asked.word("its place on the page, where no other advertisement stands; nothing about you is known, "
                            "kept or used"),
                 {}}};
  view.links = {{.label = asked.word("Report an advertisement"), .path = "/advertising/flag/"}};
  return page(asked, std::move(view));
}

Result<http::Response> advertisement(const Asked& asked, CampaignId id, bool as_json) {
  auto found = noticed(asked, id);
  if (!found) return std::unexpected(found.error());
  if (found->states.empty()) {
    if (as_json) return fail(ErrorKind::not_found, "no such notice");
    return why(asked, id);
  }
  // Not through the public handle, which sees no campaigns.
  auto mending = asked.context.parts->store.read([&](store::Session& session) {
    const auto campaign = advertising::find_campaign(session, id);
    return campaign ? mended(session, *campaign) : Mended{};
  });
  if (!mending) return std::unexpected(mending.error());
  const advertising::Notice& newest = found->states.front();
  if (as_json) {
    json::array history;
    for (const advertising::Notice& state : found->states) {
      history.push_back(json::object{{"number", state.number},
                                     {"at", format_rfc3339(state.at)},
                                     {"reason", state.reason},
                                     {"notice", state.document}});
    }
    return json_page(json::object{{"regulation", "http://data.europa.eu/eli/reg/2024/900/oj"},
                                  {"statement", "political advertisement"},
                                  {"notice", newest.document},
                                  {"reach", reach_json(found->reach)},
                                  {"reports_upheld", mended_json(*mending)},
                                  {"history", std::move(history)}});
  }
  AdvertisingView view;
  view.title = asked.word("Political advertisement: transparency notice");
  view.intro = asked.word("This is a political advertisement.");
  view.facts = facts_of(asked, newest.document, found->reach);
  add_mended(asked, *mending, view);
  add_ledger(asked, newest.document, view);
  view.links = {{.label = "JSON", .path = "/advertising/" + std::to_string(id.value) + ".json"},
                {.label = asked.word("All political advertisements"), .path = std::string(folder)}};
  for (std::size_t at = 0; found->states.size() > 1 && at < found->states.size(); ++at) {
    const advertising::Notice& state = found->states[at];
    std::string said = state.number == 1 ? asked.word("First published") : reason_of(asked, state.reason);
    if (at + 1 < found->states.size()) {
      const std::string changes = changed_from(asked, found->states[at + 1].document, state.document);
      if (!changes.empty()) said += " – " + changes;
    }
    view.history.push_back({asked.time(state.at), std::move(said), {}});
  }
  view.meta.canonical = asked.canonical(path_of(id));
  view.meta.json_ld.push_back(notice_json_ld(asked, newest, view.title));
  return page(asked, std::move(view));
}

Result<http::Response> sellers(const Asked& asked) {
  const SiteId site = asked.context.site->site().id;
  // Not through the public handle, which sees no settings.
  auto text = asked.context.parts->store.read(
      [&](store::Session& session) { return store::find_setting(session, site, advertising::sellers_setting); });
  if (!text) return std::unexpected(text.error());
  if (text->value_or("").empty()) return fail(ErrorKind::not_found, "there is no sellers.json here");
  return secured(std::move(**text), "application/json");
}

// What a frame asks for in a preview, or on a page that was open when its campaign was stopped.
Result<http::Response> late_part(const Asked& asked) {
  const auto part = read_part(asked.request.path, asked.ads.key());
  if (!part) return fail(ErrorKind::not_found, "no such advertisement");
  bool political = false;
  auto creative = asked.context.parts->store.read([&](store::Session& session) {
    auto found = advertising::find_creative(session, part->of.creative);
    const auto campaign = found ? advertising::find_campaign(session, found->campaign) : std::nullopt;
    political = campaign && campaign->is_political();
    if (campaign && !part->preview) found = advertising::as_approved(session, *campaign, *found);
    // Off the pages is off those that are open, too, and a declaration that holds no more names no silence.
    if (campaign && !part->preview && !campaign->upheld.empty()) found.reset();
    // A page that was open when the silence began loads nothing political any more, whether the campaign runs or not.
    if (political && !part->preview) {
      const Time now = asked.context.parts->clock();
      const auto spans = advertising::barred(*campaign, advertising::all_votes(session));
      if (std::ranges::any_of(spans, [now](const advertising::Span& span) { return span.holds(now); })) found.reset();
    }
    return found;
  });
  if (!creative) return std::unexpected(creative.error());
  if (!*creative) return fail(ErrorKind::not_found, "no such advertisement");
  return part_response(**creative, political, *part, asked.ads.key());
}

// A click in a preview: others are the portal's, which counts them.
Result<http::Response> preview_click(const Asked& asked) {
  const auto click = advertising::read_click_path(asked.request.path, asked.ads.key(), true);
  if (!click) return fail(ErrorKind::not_found, "no such advertisement");
  auto creative = asked.context.parts->store.read(
      [&](store::Session& session) { return advertising::find_creative(session, click->creative); });
  if (!creative) return std::unexpected(creative.error());
  if (!*creative) return fail(ErrorKind::not_found, "no such advertisement");
  return told_response(advertising::Told(), (*creative)->address);
}

// `rest`: behind /advertising/, "12/" or "12.json".
Result<http::Response> numbered(const Asked& asked, std::string_view rest) {
  const bool as_json = rest.ends_with(".json");
  if (!as_json && !rest.ends_with('/')) return fail(ErrorKind::not_found, "no such page");
  rest.remove_suffix(as_json ? 5 : 1);
  const auto id = campaign_in(rest);
  if (!id) return fail(ErrorKind::not_found, "no such page");
  return advertisement(asked, *id, as_json);
}

Result<http::Response> answer_to(const Asked& asked) {
  const http::Request& request = asked.request;
  if (is_flag(request)) return take_flag(asked);
  if (request.path == sellers_path) return sellers(asked);
  if (is_part(request.path)) return late_part(asked);
  if (request.path.starts_with("/ad/")) return preview_click(asked);
  const std::string path = http::percent_decode(request.path);
  if (path == "/advertising") {
    http::Response response = http::text_response(301, "");
    response.with("Location", std::string(folder));
    return response;
  }
  const std::string_view rest = std::string_view(path).substr(folder.size());
  if (rest.empty()) return repository(asked);
  if (rest == "register.json" || rest == "register.csv") return registered(asked, rest.ends_with(".csv"));
  if (path == pages::own_advertisement_path) return why_own(asked);
  if (rest == "flag/") return ask_flag(asked);
  if (rest.starts_with("report/")) return report(asked, rest.substr(7));
  if (rest.starts_with("flag/") && rest.ends_with('/')) return followed_flag(asked, rest.substr(5, rest.size() - 6));
  return numbered(asked, rest);
}

}  // namespace
}  // namespace advertised

bool is_of_advertising(const http::Request& request) {
  return (request.method == http::Method::get || request.method == http::Method::head) &&
         (request.path == "/advertising" || request.path.starts_with(advertised::folder) ||
          request.path == advertised::sellers_path);
}

bool is_flag(const http::Request& request) {
  return request.method == http::Method::post && request.path == "/advertising/flag/";
}

Result<http::Response> advertising_page(const Context& context, advertising::AdServer& ads, Repeats& flags,
                                        const http::Request& request) {
  advertised::Asked asked{context, ads, request, flags, chrome_of(*context.edition, *context.site)};
  if (const auto language = request.parameter("language"); language == "bg" || language == "en") {
    asked.chrome.language = *language;
  }
  return advertised::answer_to(asked);
}

}  // namespace vestnik::reader
