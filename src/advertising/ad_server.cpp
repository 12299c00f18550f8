#include "advertising/ad_server.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "advertising/notices.h"
#include "advertising/records.h"
#include "base/digest.h"
#include "base/files.h"
#include "base/log.h"
#include "store/catalogue.h"
#include "store/changes.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

constexpr auto look_interval = 1s;             // for rows that another process has changed
constexpr auto renew_interval = 1min;          // a node says again that it is there
constexpr auto lease_lives = 1h;               // without that; then its promises are given to others
constexpr auto curve_interval = 1h;            // the day curve is learnt anew
constexpr std::int64_t curve_least = 100'000;  // slots asked for before a paper's own curve is believed
constexpr int curve_days = 28;
constexpr std::int64_t least_outstanding = 4;  // a desk
constexpr auto most_lead = 30min;              // a campaign runs that much ahead of its pace, so that it ends full
constexpr int lead_part = 200;                 // or this part of its flight, where that is less

// What the clocks show at that moment, in their order.
std::vector<WallClock> shown_by(const SiteClocks& clocks, Time now) {
  std::vector<WallClock> shown;
  for (const std::string& zone : clocks.zones) shown.push_back(wall_clock(now, zone));
  return shown;
}

std::uint32_t clocks_on_air(const Booking& booking, const std::vector<WallClock>& shown) {
  std::uint32_t bits = 0;
  for (std::size_t clock = 0; clock < shown.size(); ++clock) {
    if (on_air(booking, shown[clock])) bits |= 1U << clock;
  }
  return bits;
}

}  // namespace

// What a tick has found in the journals.
struct AdServer::Taken {
  // campaign, creative, hour, site, slot, section
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::size_t, std::int64_t>;
  struct Counts {
    std::int64_t served = 0, viewable = 0, clicked = 0;
    std::array<std::int64_t, film_parts> film{};
  };
  std::map<Key, Counts> counts;
  std::map<std::tuple<std::int64_t, std::int64_t, std::size_t, std::int64_t>, std::int64_t> asked;
  // With the moments of the first and the last showing. Clicks and what was seen come later, and are no showing.
  struct OfCampaign : Counts {
    std::optional<Time> first_shown, last_shown;
  };
  std::map<std::int64_t, OfCampaign> campaigns;
  std::map<std::string, std::uint64_t> positions;  // by journal
  std::map<std::int64_t, std::int64_t> leases;     // that have changed
  std::map<std::int64_t, std::int64_t> owners;     // creative → campaign
  std::string node;
  std::vector<std::pair<std::atomic<std::int64_t>*, std::int64_t>> grants;  // once the leases are written
};

AdServer::AdServer(store::Store& store, std::filesystem::path folder, Clock clock)
    : store_(store), folder_(std::move(folder)), clock_(std::move(clock)), busy_(most_desks) {}

AdServer::~AdServer() {
  if (auto last = tick(); !last) log::failure(last.error());
}

Result<std::unique_ptr<AdServer>> AdServer::open(store::Store& store, std::filesystem::path folder, Clock clock) {
  std::unique_ptr<AdServer> server(new AdServer(store, std::move(folder), std::move(clock)));
  if (auto made = make_folder(server->folder_); !made) return std::unexpected(made.error());
  const std::filesystem::path node_file = server->folder_ / "node";
  if (auto known = read_file(node_file, 100)) {
    server->node_ = *known;
  } else {
    server->node_ = random_token(9);
    if (auto kept = write_file(node_file, server->node_); !kept) return std::unexpected(kept.error());
  }
  auto key = store.write([](store::Session& session) { return signing_key(session); });
  if (!key) return std::unexpected(key.error());
  server->key_ = std::move(*key);
  if (auto recovered = server->recover(); !recovered) return std::unexpected(recovered.error());
  if (auto loaded = server->refresh(); !loaded) return std::unexpected(loaded.error());
  if (auto ticked = server->tick(); !ticked) return std::unexpected(ticked.error());
  return server;
}

std::shared_ptr<Desk> AdServer::take_desk() {
  const std::scoped_lock lock(desks_mutex_);
  if (desks_.size() == most_desks) return nullptr;
  auto journal = Journal::make(folder_ / ("journal-" + std::to_string(desks_.size())));
  if (!journal) {
    log::failure(journal.error());
    return nullptr;
  }
  desks_.push_back(std::make_shared<Desk>(desks_.size(), std::move(*journal)));
  return desks_.back();
}

LineupPtr AdServer::lineup() const {
  const std::scoped_lock lock(lineup_mutex_);
  return lineup_;
}

// ---- what is left of an earlier process ----

Result<void> AdServer::recover() {
  const std::scoped_lock lock(books_mutex_);
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, problem)) {
    if (entry.path().filename().string().starts_with("journal-")) files.push_back(entry.path());
  }
  Taken taken;
  taken.node = node_;
  std::vector<std::unique_ptr<Journal>> journals;
  for (const auto& file : files) {
    auto journal = Journal::open(file);
    // Only for the moment, for want of memory or of files: what it holds must not be lost with it.
    if (!journal && journal.error().kind != ErrorKind::invalid) return std::unexpected(journal.error());
    if (!journal) {
      log::failure(journal.error());  // cut off while it was made: nothing can be in it
      continue;
    }
    journals.push_back(std::move(*journal));
  }
  auto done = store_.write([&](store::Session& session) {
    find_owners(session, taken);
    for (const auto& journal : journals) {
      const auto known =
          session.integer("SELECT taken FROM advertising_journals WHERE name = ?", {node_ + "/" + journal->identity()});
      const std::uint64_t from = static_cast<std::uint64_t>(known.value_or(0)), to = journal->written();
      // After a power cut the file may be older than the store, after a restored backup much newer.
      if (from > to || to - from > limits::journal_records) continue;
      take(taken, *journal, from, to, clock_());
    }
    // The positions stay until the files are gone: a death between the two must not count anything again.
    write(session, taken);
    session.run("DELETE FROM campaign_leases WHERE node = ?", {node_});
    std::vector<std::string> gone;
    session.query("SELECT name FROM advertising_journals", "t", {}, [&](const store::Row& row) {
      const bool here = std::ranges::any_of(journals, [&](const std::unique_ptr<Journal>& journal) {
        return node_ + "/" + journal->identity() == row.text(0);
      });
      if (!here && row.text(0).starts_with(node_ + "/")) gone.push_back(row.string(0));
      return true;
    });
    for (const std::string& name : gone) session.run("DELETE FROM advertising_journals WHERE name = ?", {name});
  });
  if (!done) return done;
  for (const auto& file : files) std::filesystem::remove(file, problem);
  return {};
}

// ---- the lineup ----

Result<void> AdServer::refresh() {
  const std::scoped_lock one(loading_mutex_);
  const Time now = clock_();
  const LineupPtr before = lineup();
  struct Rows {
    std::int64_t number = 0, newest_place = 0;
  };
  const bool names_places = before && before->names_places();
  auto rows = store_.read([&](store::Session& session) {
    return Rows{lineup_number(session), names_places ? newest_place(session) : 0};
  });
  if (!rows) return std::unexpected(rows.error());
  if (before && rows->number == before->number && (!names_places || rows->newest_place == before->newest_place) &&
      std::ranges::none_of(before->lines, [&](const Line& line) { return line.booking.until <= now; })) {
    return {};
  }
  auto fresh = store_.read([&](store::Session& session) { return load_lineup(session, now, key_); });
  if (!fresh) return std::unexpected(fresh.error());
  const std::vector<WallClock> shown = shown_by((*fresh)->clocks, now);
  for (std::size_t line = 0; line < (*fresh)->lines.size(); ++line) {
    (*fresh)->on_air(line).store(clocks_on_air((*fresh)->lines[line].booking, shown));
  }
  {
    const std::scoped_lock lock(lineup_mutex_);
    lineup_ = std::move(*fresh);
  }
  version_.fetch_add(1, std::memory_order_release);
  // What the old one still promised is called back: a desk that has not changed over yet finds nothing there.
  if (before) {
    for (std::size_t desk = 0; desk < most_desks; ++desk) {
      for (std::size_t line = 0; line < before->lines.size(); ++line) {
        const std::int64_t promised = before->allowance(desk, line).exchange(0);
        if (promised <= 0) continue;
        const std::scoped_lock lock(lineup_mutex_);
        called_back_[before->lines[line].campaign.value] += promised;
      }
    }
  }
  return {};
}

// ---- the books ----

void AdServer::take(Taken& taken, const Journal& journal, std::uint64_t from, std::uint64_t to, Time now) const {
  // Pages of one kind come by the thousand: where a record like it was counted is looked up once in a while only.
  struct Place {
    Record like;
    Taken::OfCampaign* campaign = nullptr;
    Taken::Counts* here = nullptr;
  };
  std::array<Place, 64> places;
  const auto is_like = [](const Record& left, const Record& right) {
    return left.creative == right.creative && left.section == right.section && left.site == right.site &&
           left.hour == right.hour && left.slot == right.slot;
  };
  std::map<std::tuple<std::int32_t, std::int32_t, std::int64_t, std::int64_t>, std::int64_t> pages;
  for (std::uint64_t at = from; at < to; ++at) {
    const Record& record = journal.at(at);
    if (record.kind == Record::Kind::asked) {
      ++pages[{record.hour, record.site, record.section, record.creative}];
      continue;
    }
    if (record.slot >= slot_count) continue;
    Place& place = places[(static_cast<std::uint64_t>(record.creative) * slot_count + record.slot) % places.size()];
    if (place.here == nullptr || !is_like(place.like, record)) {
      const auto owner = taken.owners.find(record.creative);
      if (owner == taken.owners.end()) continue;
      place = {record, &taken.campaigns[owner->second],
               &taken.counts[{owner->second, record.creative, record.hour, record.site, record.slot, record.section}]};
    }
    Taken::OfCampaign& campaign = *place.campaign;
    for (Taken::Counts* counts : {place.here, static_cast<Taken::Counts*>(&campaign)}) {
      if (record.kind == Record::Kind::served) ++counts->served;
      if (record.kind == Record::Kind::viewable) ++counts->viewable;
      if (record.kind == Record::Kind::clicked) ++counts->clicked;
      if (const auto part = record.part()) ++counts->film.at(*part);
    }
    if (record.kind != Record::Kind::served) continue;
    const Time shown = record.at(now);
    campaign.first_shown = std::min(campaign.first_shown.value_or(shown), shown);
    campaign.last_shown = std::max(campaign.last_shown.value_or(shown), shown);
  }
  for (const auto& [page, often] : pages) {
    const auto& [hour, site, section, asked] = page;
    for (std::size_t slot = 0; slot < slot_count; ++slot) {
      const std::int64_t places_of_slot = asked >> 4U * slot & 0xF;
      if (places_of_slot > 0) taken.asked[{hour, site, slot, section}] += places_of_slot * often;
    }
  }
  taken.positions[node_ + "/" + journal.identity()] = to;
}

// Counted anew each time: a transaction that failed is tried again with the same journals. Where it stands the store
// says, in the same transaction: one whose answer was lost may have been carried out.
void AdServer::take_all(store::Session& session, const std::vector<std::shared_ptr<Desk>>& desks,
                        const std::vector<std::uint64_t>& ends, Time now, Taken& taken) const {
  taken.counts.clear();
  taken.asked.clear();
  taken.campaigns.clear();
  taken.positions.clear();
  find_owners(session, taken);
  std::map<std::string, std::uint64_t> known;
  session.query("SELECT name, taken FROM advertising_journals", "ti", {}, [&](const store::Row& row) {
    known[row.string(0)] = static_cast<std::uint64_t>(row.integer(1));
    return true;
  });
  for (std::size_t desk = 0; desk < desks.size(); ++desk) {
    const Journal& journal = desks[desk]->journal();
    const std::uint64_t from = std::max(journal.taken(), known[node_ + "/" + journal.identity()]);
    if (from < ends[desk]) take(taken, journal, from, ends[desk], now);
  }
}

void AdServer::find_owners(store::Session& session, Taken& taken) {
  session.query("SELECT id, campaign FROM creatives", "ii", {}, [&](const store::Row& row) {
    taken.owners[row.integer(0)] = row.integer(1);
    return true;
  });
}

void AdServer::write(store::Session& session, const Taken& taken) {
  for (const auto& [key, counts] : taken.counts) {
    const auto& [campaign, creative, hour, site, slot, section] = key;
    session.run(
        "INSERT INTO campaign_counts (campaign, creative, hour, site, slot, section, served, viewable, clicked, "
        "started, first_quartile, midpoint, third_quartile, completed) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (campaign, hour, creative, site, slot, section) DO "
        "UPDATE SET "
        "served = campaign_counts.served + excluded.served, viewable = campaign_counts.viewable + excluded.viewable, "
        "clicked = campaign_counts.clicked + excluded.clicked, started = campaign_counts.started + excluded.started, "
        "first_quartile = campaign_counts.first_quartile + excluded.first_quartile, "
        "midpoint = campaign_counts.midpoint + excluded.midpoint, "
        "third_quartile = campaign_counts.third_quartile + excluded.third_quartile, "
        "completed = campaign_counts.completed + excluded.completed",
        {campaign, creative, hour, site, slot_names.at(slot), section, counts.served, counts.viewable, counts.clicked,
         counts.film[0], counts.film[1], counts.film[2], counts.film[3], counts.film[4]});
  }
  for (const auto& [campaign, counts] : taken.campaigns) {
    session.run("UPDATE campaigns SET delivered = delivered + ?, clicked = clicked + ? WHERE id = ?",
                {counts.served, counts.clicked, campaign});
    if (counts.last_shown) {
      session.run("UPDATE campaigns SET last_shown = ? WHERE id = ? AND (last_shown IS NULL OR last_shown < ?)",
                  {*counts.last_shown, campaign, *counts.last_shown});
    }
    add_reach(session, CampaignId{campaign}, counts.served, counts.clicked, counts.first_shown, counts.last_shown);
  }
  for (const auto& [key, asked] : taken.asked) {
    const auto& [hour, site, slot, section] = key;
    session.run(
        "INSERT INTO slot_counts (hour, site, slot, section, asked) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hour, site, "
        "slot, section) DO UPDATE SET asked = slot_counts.asked + excluded.asked",
        {hour, site, slot_names.at(slot), section, asked});
  }
  for (const auto& [name, position] : taken.positions) {
    session.run(
        "INSERT INTO advertising_journals (name, taken) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET taken = "
        "excluded.taken",
        {name, static_cast<std::int64_t>(position)});
  }
}

void AdServer::write_leases(store::Session& session, const Taken& taken, Time now) {
  for (const auto& [campaign, amount] : taken.leases) {
    if (amount == 0) {
      session.run("DELETE FROM campaign_leases WHERE node = ? AND campaign = ?", {taken.node, campaign});
      continue;
    }
    session.run(
        "INSERT INTO campaign_leases (node, campaign, amount, at) VALUES (?, ?, ?, ?) ON CONFLICT (node, campaign) DO "
        "UPDATE SET amount = excluded.amount, at = excluded.at",
        {taken.node, campaign, amount, now});
  }
}

void AdServer::read_books(store::Session& session, Time now) {
  delivered_.clear();
  clicked_.clear();
  others_.clear();
  session.query("SELECT id, delivered, clicked FROM campaigns WHERE state = 'approved'", "iii", {},
                [&](const store::Row& row) {
                  delivered_[row.integer(0)] = row.integer(1);
                  clicked_[row.integer(0)] = row.integer(2);
                  return true;
                });
  session.query("SELECT campaign, SUM(amount) FROM campaign_leases WHERE node <> ? AND at > ? GROUP BY campaign", "ii",
                {node_, now - lease_lives}, [&](const store::Row& row) {
                  others_[row.integer(0)] = row.integer(1);
                  return true;
                });
}

void AdServer::pace(Time now, const LineupPtr& current, const Held& held, Taken& taken) {
  const std::size_t desks = held.size();
  // The busiest first: it gets what rounding leaves.
  std::vector<std::size_t> order(desks);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t desk) { return busy_[desk]; });
  const std::int64_t busy_all = std::max<std::int64_t>(1, std::accumulate(busy_.begin(), busy_.end(), std::int64_t{0}));
  const bool anybody = std::ranges::any_of(busy_, [](std::int64_t records) { return records > 0; });
  const std::int64_t scarce = least_outstanding * static_cast<std::int64_t>(desks);
  const std::vector<WallClock> clocks = shown_by(current->clocks, now);
  taken.grants.clear();
  taken.leases.clear();
  for (std::size_t number = 0; number < current->lines.size(); ++number) {
    const Line& line = current->lines[number];
    current->on_air(number).store(clocks_on_air(line.booking, clocks), std::memory_order_relaxed);
    if (line.goal == Goal::share) continue;

    const std::int64_t campaign = line.campaign.value;
    const auto lead =
        std::min<std::chrono::milliseconds>(most_lead, (line.booking.until - line.booking.from) / lead_part);
    const std::int64_t done = line.goal == Goal::clicks ? clicked_[campaign] : delivered_[campaign];
    // On sites with different clocks as if each had an equal part of it.
    const auto* political = std::get_if<PoliticalTerms>(&line.terms);
    const std::span<const Span> barred =
        political != nullptr ? std::span<const Span>(political->barred) : std::span<const Span>();
    double part = 0;
    for (const std::uint8_t clock : line.clocks) {
      part += elapsed(line.booking, now + lead, curve_, clocks[clock].offset, barred) /
              static_cast<double>(line.clocks.size());
    }
    const double due = static_cast<double>(line.amount) * part;
    const std::int64_t behind = static_cast<std::int64_t>(std::ceil(due)) - done;
    const std::int64_t left = line.amount - done - others_[campaign];
    current->lag(number).store(
        static_cast<float>(static_cast<double>(behind) / static_cast<double>(std::max<std::int64_t>(1, line.amount))),
        std::memory_order_relaxed);
    const bool running = line.booking.from <= now && now < line.booking.until;
    const std::int64_t wanted = running ? std::max<std::int64_t>(0, std::min(behind, left)) : 0;
    // What is called back from one desk, or from the last lineup, goes to another only at the next tick: until then an
    // answer that is under way may still use it.
    const auto recalled = recalled_.find(campaign);
    std::int64_t reserved = recalled != recalled_.end() ? recalled->second : 0;
    for (std::size_t desk = 0; desk < desks; ++desk) reserved += std::max<std::int64_t>(0, held[desk][number]);
    std::int64_t outstanding = 0;
    for (const std::size_t desk : order) {
      // Not more than a desk can use until the next tick: what lies about on a quiet one is missing on a busy one.
      const std::int64_t most = least_outstanding + 4 * busy_[desk], before = held[desk][number];
      // The last ones go where readers are: from a quiet desk they come back only with the next tick, and where the
      // disk is slow the flight may be over by then.
      const bool nothing_here = busy_[desk] == 0 && anybody && wanted < scarce;
      const std::int64_t least = nothing_here ? 0 : std::min(wanted, least_outstanding);
      std::int64_t portion = std::max(wanted * busy_[desk] / busy_all, least);
      portion = std::min({portion, most, wanted - outstanding});
      const std::int64_t more = portion - std::max<std::int64_t>(0, before);
      if (more > 0) {
        const std::int64_t given = std::min(more, std::max<std::int64_t>(0, wanted - reserved));
        portion += given - more;
        reserved += given;
      }
      if (portion != before) taken.grants.emplace_back(&current->allowance(desk, number), portion - before);
      outstanding += portion;
    }
    outstanding = std::max(outstanding, std::min(reserved, left));
    if (leased_[campaign] != outstanding) taken.leases[campaign] = outstanding;
  }
  for (const auto& [campaign, amount] : leased_) {
    const bool runs =
        std::ranges::any_of(current->lines, [&](const Line& line) { return line.campaign.value == campaign; });
    if (amount != 0 && !runs) taken.leases[campaign] = 0;
  }
}

std::optional<DayCurve> learnt_curve(store::Session& session, Time now) {
  const auto hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
  std::map<std::int64_t, std::string> zones;
  for (const content::Site& site : store::all_sites(session)) zones[site.id.value] = site.time_zone;
  // Of each hour that was counted, the hour on a zone's clock.
  std::map<std::pair<std::string, std::int64_t>, std::size_t> clocks;
  DayCurve asked{};
  std::int64_t all = 0;
  session.query("SELECT hour, site, SUM(asked) FROM slot_counts WHERE hour >= ? GROUP BY hour, site", "iii",
                {static_cast<std::int64_t>(hour - 24 * curve_days)}, [&](const store::Row& row) {
                  const auto zone = zones.find(row.integer(1));
                  if (zone == zones.end()) return true;  // a site that is gone
                  const auto [known, fresh] = clocks.try_emplace({zone->second, row.integer(0)});
                  if (fresh) {
                    const Time at{std::chrono::hours(row.integer(0))};
                    known->second = static_cast<std::size_t>(wall_clock(at, zone->second).hour);
                  }
                  asked[known->second] += static_cast<double>(row.integer(2));
                  all += row.integer(2);
                  return true;
                });
  if (all < curve_least || std::ranges::any_of(asked, [](double each) { return each <= 0; })) return std::nullopt;
  return asked;
}

Result<void> AdServer::tick() {
  const std::scoped_lock lock(books_mutex_);
  const Time now = clock_();
  if (now - looked_at_ >= look_interval || now < looked_at_) {
    looked_at_ = now;
    if (auto fresh = refresh(); !fresh) return fresh;
  }
  std::vector<std::shared_ptr<Desk>> desks;
  {
    const std::scoped_lock other(desks_mutex_);
    desks = desks_;
  }
  LineupPtr current;
  {
    const std::scoped_lock other(lineup_mutex_);
    current = lineup_;
    recalled_ = std::exchange(called_back_, {});
  }
  Taken taken;
  taken.node = node_;
  // Allowances are looked at before the journals, as Desk::serve writes them the other way round.
  Held held(desks.size());
  for (std::size_t desk = 0; desk < desks.size(); ++desk) {
    for (std::size_t line = 0; line < current->lines.size(); ++line) {
      held[desk].push_back(current->allowance(desk, line).load(std::memory_order_acquire));
    }
  }
  std::vector<std::uint64_t> ends;
  bool anything = false;
  for (std::size_t desk = 0; desk < desks.size(); ++desk) {
    const Journal& journal = desks[desk]->journal();
    ends.push_back(journal.written());
    busy_[desk] = static_cast<std::int64_t>(ends.back() - journal.taken());
    anything = anything || busy_[desk] > 0;
  }
  pace(now, current, held, taken);
  const bool renews = (now - renewed_at_ >= renew_interval || now < renewed_at_) &&
                      std::ranges::any_of(leased_, [](const auto& lease) { return lease.second != 0; });
  if (anything || renews || !taken.leases.empty()) {
    auto written = store_.write([&](store::Session& session) {
      // Nodes take turns from here on: each sees what the others have been promised.
      store::next_id(session);
      take_all(session, desks, ends, now, taken);
      write(session, taken);
      read_books(session, now);
      pace(now, current, held, taken);
      write_leases(session, taken, now);
      if (renews) session.run("UPDATE campaign_leases SET at = ? WHERE node = ?", {now, node_});
    });
    if (!written) return written;
    for (std::size_t desk = 0; desk < desks.size(); ++desk) desks[desk]->journal().take_up_to(ends[desk]);
    for (const auto& [campaign, amount] : taken.leases) leased_[campaign] = amount;
    if (renews) renewed_at_ = now;
  }
  for (const auto& [allowance, change] : taken.grants) allowance->fetch_add(change, std::memory_order_acq_rel);
  if (now - curve_at_ >= curve_interval || now < curve_at_) {
    curve_at_ = now;
    const auto learnt = store_.read([&](store::Session& session) { return learnt_curve(session, now); });
    if (!learnt) return std::unexpected(learnt.error());
    if (*learnt) curve_ = **learnt;
  }
  return {};
}

}  // namespace vestnik::advertising
