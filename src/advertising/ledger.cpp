#include "advertising/ledger.h"

#include <algorithm>
#include <array>

#include "advertising/limits.h"
#include "advertising/members.h"

namespace vestnik::advertising {
namespace {

using store::Row;
using store::Session;

// 200 and 2,000 letters of any alphabet of the Union, as the form says.
constexpr std::size_t source_bytes = 400, remark_bytes = 4'000;
constexpr std::int64_t most_entry_cents = 100'000'000'000;
constexpr std::array<std::string_view, 3> entry_receivers{"publisher", "providers", "campaign"};
constexpr std::array<std::string_view, 2> entry_kinds{"amount", "benefit"};
constexpr std::array<std::string_view, 4> entry_origins{"", "public", "private", "both"};
constexpr std::array<std::string_view, 4> entry_territories{"", "inside", "outside", "both"};

std::string entry_path(std::size_t number) {
  return "political.received[" + std::to_string(number - 1) + "].";
}

// The whole of a list of words that mean one or the other.
void join_sources(std::string& all, const std::string& one) {
  if (one.empty() || all == one) return;
  all = all.empty() ? one : "both";
}

Result<Received> read_entry(const json::object& given, std::size_t number) {
  Received entry;
  entry.number = static_cast<int>(number);
  Members members(given, entry_path(number));
  const auto choose = [&](std::string_view name, std::span<const std::string_view> words, std::string& value) {
    members.word(name, words, [&](std::size_t place) { value = words[place]; });
  };
  if (const json::value* on = given.if_contains("on"); on != nullptr && !on->is_null()) members.time("on", entry.on);
  // As it is kept, so that who sends the list again with a time of their own has changed nothing.
  entry.on = std::chrono::floor<std::chrono::seconds>(entry.on);
  choose("by", entry_receivers, entry.by);
  choose("kind", entry_kinds, entry.kind);
  members.number("cents", 0, most_entry_cents, entry.cents);
  members.text("from", source_bytes, entry.from);
  choose("origin", entry_origins, entry.origin);
  choose("territory", entry_territories, entry.territory);
  members.text("what", remark_bytes, entry.what);
  std::int64_t corrects = 0;
  if (const json::value* former = given.if_contains("corrects"); former != nullptr && !former->is_null()) {
    members.number("corrects", 1, static_cast<std::int64_t>(limits::ledger_entries), corrects);
  }
  entry.corrects = static_cast<int>(corrects);
  members.text("reason", remark_bytes, entry.reason);
  members.text("entered_by", source_bytes, entry.entered_by);
  if (const json::value* at = given.if_contains("entered_at"); at != nullptr && !at->is_null()) {
    members.time("entered_at", entry.entered_at);
  }
  if (auto done = members.done(); !done) return std::unexpected(done.error());
  if (entry.by.empty() || entry.kind.empty()) {
    return fail(ErrorKind::invalid, "an entry says who received what",
                entry_path(number) + (entry.by.empty() ? "by" : "kind"),
                entry.by.empty() ? "publisher, providers or campaign" : "amount or benefit");
  }
  return entry;
}

bool is_corrected(const std::vector<Received>& entries, int number) {
  return std::ranges::any_of(entries, [&](const Received& each) { return each.corrects == number; });
}

std::string or_unknown(const std::string& word) {
  return word.empty() ? "unknown" : word;
}

// What `entry` adds, or with -1 takes back.
void post_entry(const Received& entry, std::int64_t sign, std::map<std::string, std::int64_t>& accounts) {
  if (entry.cents == 0) return;
  accounts["received/" + entry.by + "/" + entry.kind] += sign * entry.cents;
  accounts["source/" + or_unknown(entry.origin) + "/" + or_unknown(entry.territory)] -= sign * entry.cents;
}

Received entry_of(const Row& row, int column) {
  const auto document = parse_json(row.text(column));
  if (document && document->is_object()) {
    const auto number =
        static_cast<std::size_t>(std::max<std::int64_t>(1, integer_or(document->get_object(), "number")));
    if (auto entry = read_entry(document->get_object(), number)) return std::move(*entry);
  }
  throw store::Failure({ErrorKind::internal, "an entry of a political ledger cannot be read", row.string(column), {}});
}

}  // namespace

std::vector<Received> standing(const std::vector<Received>& entries) {
  std::vector<Received> list;
  for (const Received& each : entries) {
    if (each.cents > 0 && !is_corrected(entries, each.number)) list.push_back(each);
  }
  return list;
}

Sums sums_of(const std::vector<Received>& entries) {
  Sums sums;
  for (const Received& each : standing(entries)) {
    const bool benefit = each.kind == "benefit";
    sums.whole += each.cents;
    join_sources(sums.origin, each.origin);
    join_sources(sums.territory, each.territory);
    if (each.by == "campaign") continue;
    (benefit ? sums.benefits : sums.amount) += each.cents;
    if (each.by == "publisher") (benefit ? sums.publisher_benefits : sums.publisher_amount) += each.cents;
    if (benefit && !each.what.empty()) sums.benefits_are += (sums.benefits_are.empty() ? "" : "; ") + each.what;
  }
  return sums;
}

Result<void> check_entry(const std::vector<Received>& before, const Received& entry, Time now) {
  const std::string path = entry_path(static_cast<std::size_t>(entry.number));
  const auto need = [&](bool right, const char* member, const char* what, const char* remedy) -> Result<void> {
    if (right) return {};
    return fail(ErrorKind::invalid, what, path + member, remedy);
  };
  if (entry.corrects != 0) {
    const bool stands = entry.corrects <= static_cast<int>(before.size()) && !is_corrected(before, entry.corrects);
    if (auto right = need(stands, "corrects", "no such entry stands in the ledger", "correct the newest in its place");
        !right)
      return right;
    if (auto right = need(!entry.reason.empty(), "reason", "a correction of an entry needs a reason",
                          "say what was wrong; readers of the notice see it");
        !right)
      return right;
    if (entry.cents == 0) return {};  // it should not have been there
  }
  for (const auto& right :
       {need(entry.cents > 0, "cents", "nothing was received", "whole cents of a euro, from 1 on"),
        need(entry.on != Time() && entry.on <= now + std::chrono::days(1), "on",
             "an entry needs its day, and not a later one", "the day on which it was received or agreed"),
        need(!entry.from.empty(), "from", "an entry needs its source", "whose money it is"),
        need(!entry.origin.empty(), "origin", "an entry says whether the money is public or private",
             "public, private or both"),
        need(!entry.territory.empty(), "territory", "an entry says whether it comes from inside or outside the Union",
             "inside, outside or both"),
        need(entry.kind != "benefit" || !entry.what.empty(), "what", "a benefit needs to be named",
             "say what the benefit is")}) {
    if (!right) return right;
  }
  return {};
}

json::object write(const Received& entry) {
  const auto moment = [](Time time) {
    return time == Time() ? json::value(nullptr) : json::value(format_rfc3339(time));
  };
  return {{"number", entry.number},
          {"on", moment(entry.on)},
          {"by", entry.by},
          {"kind", entry.kind},
          {"cents", entry.cents},
          {"from", entry.from},
          {"origin", entry.origin},
          {"territory", entry.territory},
          {"what", entry.what},
          {"corrects", entry.corrects == 0 ? json::value(nullptr) : json::value(entry.corrects)},
          {"reason", entry.reason},
          {"entered_by", entry.entered_by},
          {"entered_at", moment(entry.entered_at)}};
}

json::array told(const std::vector<Received>& entries) {
  json::array list;
  for (const Received& each : entries) {
    json::object entry = write(each);
    for (const char* member : {"from", "entered_by"}) entry.erase(member);
    list.push_back(std::move(entry));
  }
  return list;
}

Result<void> read_entries(const json::array& given, std::vector<Received>& into) {
  constexpr std::string_view name = "political.received";
  if (given.size() > limits::ledger_entries) {
    return fail(ErrorKind::invalid, "the ledger has too many entries", std::string(name),
                "at most " + std::to_string(limits::ledger_entries) + ": enter sums of a month");
  }
  if (given.size() < into.size()) {
    return fail(ErrorKind::invalid, "an entry of the ledger is never taken out", std::string(name),
                "correct it with a further one that says 0 cents and why");
  }
  std::vector<Received> list;
  for (const json::value& each : given) {
    const std::size_t number = list.size() + 1;
    if (!each.is_object()) return fail(ErrorKind::invalid, "an entry is no object", entry_path(number));
    auto entry = read_entry(each.get_object(), number);
    if (!entry) return std::unexpected(entry.error());
    if (number <= into.size()) {
      const Received& known = into[number - 1];
      entry->entered_by = known.entered_by;
      entry->entered_at = known.entered_at;
      if (*entry != known) {
        return fail(ErrorKind::invalid, "an entry of the ledger is never changed", entry_path(number),
                    "correct it with a further one that says why");
      }
    }
    list.push_back(std::move(*entry));
  }
  into = std::move(list);
  return {};
}

void carry_over_sums(json::object& campaign) {
  json::value* member = campaign.if_contains("political");
  json::object* political = member == nullptr ? nullptr : member->if_object();
  if (political == nullptr || !political->contains("amount_cents")) return;
  const std::int64_t amount = integer_or(*political, "amount_cents"),
                     benefits = integer_or(*political, "benefits_cents");
  const std::int64_t price = std::clamp<std::int64_t>(integer_or(campaign, "price_cents"), 0, amount);
  const std::int64_t rest = integer_or(*political, "campaign_cents") - amount - benefits;
  const auto name_in = [&](const char* party) {
    const json::value* found = political->if_contains(party);
    return found != nullptr && found->is_object() ? string_or(found->get_object(), "name") : std::string();
  };
  Received entry;
  if (const json::value* declared = campaign.if_contains("declaration"); declared != nullptr && declared->is_object()) {
    entry.on = entry.entered_at = parse_rfc3339(string_or(declared->get_object(), "at")).value_or(Time());
  }
  entry.from = name_in("payer").empty() ? name_in("sponsor") : name_in("payer");
  entry.origin = string_or(*political, "origin");
  entry.territory = string_or(*political, "territory");
  json::array entries;
  const auto add = [&](std::string_view by, std::string_view kind, std::int64_t cents, std::string what) {
    if (cents <= 0) return;
    entry.number = static_cast<int>(entries.size()) + 1;
    entry.by = by;
    entry.kind = kind;
    entry.cents = cents;
    entry.what = std::move(what);
    entries.push_back(write(entry));
  };
  add("publisher", "amount", price, {});
  add("providers", "amount", amount - price, {});
  add("publisher", "benefit", benefits, string_or(*political, "benefits"));
  add("campaign", "amount", rest, {});
  for (const char* gone : {"amount_cents", "benefits_cents", "campaign_cents", "benefits", "origin", "territory"}) {
    political->erase(gone);
  }
  (*political)["received"] = std::move(entries);
}

void write_entries(Session& session, CampaignId campaign, const std::vector<Received>& entries) {
  if (entries.empty()) return;
  const auto known =
      session.integer("SELECT MAX(number) FROM political_entries WHERE campaign = ?", {campaign}).value_or(0);
  for (const Received& entry : entries) {
    if (entry.number <= known) continue;
    session.run("INSERT INTO political_entries (campaign, number, at, by_whom, document) VALUES (?, ?, ?, ?, ?)",
                {campaign, entry.number, entry.entered_at, entry.entered_by, write_json(write(entry))});
    std::map<std::string, std::int64_t> accounts;
    if (entry.corrects > 0) post_entry(entries.at(static_cast<std::size_t>(entry.corrects) - 1), -1, accounts);
    post_entry(entry, 1, accounts);
    for (const auto& [account, cents] : accounts) {
      if (cents == 0) continue;
      session.run("INSERT INTO political_postings (campaign, entry, account, cents) VALUES (?, ?, ?, ?)",
                  {campaign, entry.number, account, cents});
    }
  }
}

std::map<CampaignId, std::vector<Received>> all_entries(Session& session) {
  std::map<CampaignId, std::vector<Received>> all;
  session.query("SELECT campaign, document FROM political_entries ORDER BY campaign, number", "it", {},
                [&](const Row& row) {
                  all[row.id<CampaignId>(0)].push_back(entry_of(row, 1));
                  return true;
                });
  return all;
}

std::vector<Received> entries_of(Session& session, CampaignId campaign) {
  std::vector<Received> entries;
  session.query("SELECT document FROM political_entries WHERE campaign = ? ORDER BY number", "t", {campaign},
                [&](const Row& row) {
                  entries.push_back(entry_of(row, 0));
                  return true;
                });
  return entries;
}

std::map<std::string, std::int64_t> balances(Session& session, CampaignId campaign) {
  std::map<std::string, std::int64_t> accounts;
  session.query("SELECT account, cents FROM political_postings WHERE campaign = ?", "ti", {campaign},
                [&](const Row& row) {
                  accounts[row.string(0)] += row.integer(1);
                  return true;
                });
  return accounts;
}

void must_agree(Session& session, CampaignId campaign, const std::vector<Received>& entries) {
  const Sums sums = sums_of(entries);
  auto accounts = balances(session, campaign);
  std::int64_t all = 0, received = 0;
  for (const auto& [account, cents] : accounts) {
    all += cents;
    if (account.starts_with("received/")) received += cents;
  }
  const std::int64_t amount = accounts["received/publisher/amount"] + accounts["received/providers/amount"];
  const std::int64_t benefits = accounts["received/publisher/benefit"] + accounts["received/providers/benefit"];
  if (all == 0 && received == sums.whole && amount == sums.amount && benefits == sums.benefits) return;
  throw store::Failure({ErrorKind::internal, "the ledger of a political advertisement does not balance",
                        std::to_string(campaign.value), "restore it from a backup"});
}

}  // namespace vestnik::advertising
