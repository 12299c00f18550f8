#include "advertising/desk.h"

#include <algorithm>
#include <cctype>

namespace vestnik::advertising {
namespace {

constexpr std::int64_t whole_share = 10'000;

std::int32_t hour_of(Time now) {
  return static_cast<std::int32_t>(std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count());
}

}  // namespace

Offers offers_for(LineupPtr lineup, const Surroundings& page, std::string_view language,
                  std::span<const std::string> slots) {
  Offers offers;
  offers.site = page.site;
  if (!page.sections.empty()) offers.section = page.sections.front();
  offers.language = language.starts_with("bg") ? 0 : 1;
  for (const std::string& slot : slots) {
    offers.slots.push_back(static_cast<std::uint8_t>(slot_number(slot).value_or(slot_count)));
  }
  for (std::size_t number = 0; number < lineup->lines.size(); ++number) {
    const Line& line = lineup->lines[number];
    if (!fits(line, page)) continue;
    for (std::size_t slot = 0; slot < slot_count; ++slot) {
      if (line.by_slot[slot].empty() || std::ranges::find(offers.slots, slot) == offers.slots.end()) continue;
      offers.lines[slot].push_back(static_cast<std::uint16_t>(number));
      offers.empty = false;
    }
  }
  // Tiers are asked one after the other.
  for (auto& lines : offers.lines) {
    std::ranges::stable_sort(lines, {}, [&](std::uint16_t line) { return lineup->lines[line].tier; });
  }
  offers.lineup = std::move(lineup);
  return offers;
}

bool Desk::may_show(const Lineup& lineup, std::uint16_t number, Time now, const Visit& visit,
                    std::span<const Chosen> before) {
  const Line& line = lineup.lines[number];
  if (now < line.booking.from || line.booking.until <= now) return false;
  if (!lineup.on_air(number).load(std::memory_order_relaxed)) return false;
  const auto* political = std::get_if<PoliticalTerms>(&line.terms);
  if (political != nullptr ? !open(*political, now) : !open(std::get<CommercialTerms>(line.terms), visit)) return false;
  std::int64_t already = 0;
  for (const Chosen& other : before) {
    if (!other) continue;
    if (other.line == number) {
      ++already;
      continue;
    }
    const Line& rival = lineup.lines[other.line];
    if (!line.category.empty() && rival.category == line.category && rival.advertiser != line.advertiser) return false;
  }
  if (already >= line.per_page) return false;
  if (line.goal == Goal::share) return shares_[number] >= whole_share;
  return lineup.allowance(number_, number).load(std::memory_order_relaxed) > already;
}

void Desk::choose(const Offers& offers, Time now, const Visit& visit, std::vector<Chosen>& chosen) {
  chosen.assign(offers.slots.size(), Chosen{});
  if (offers.empty || journal_->room() <= offers.slots.size()) return;
  const Lineup& lineup = *offers.lineup;
  if (shares_of_ != &lineup) {
    shares_of_ = &lineup;
    shares_.assign(lineup.lines.size(), 0);
  }
  ++turn_;
  for (std::size_t place = 0; place < offers.slots.size(); ++place) {
    const std::size_t slot = offers.slots[place];
    if (slot >= slot_count || offers.lines[slot].empty()) continue;
    const auto& lines = offers.lines[slot];
    const std::span<const Chosen> before(chosen.data(), place);
    std::uint16_t best = Chosen::none;
    float best_lag = 0;
    bool best_companion = false;
    for (std::size_t at = 0; at < lines.size(); ++at) {
      const std::uint16_t number = lines[at];
      const Line& line = lineup.lines[number];
      if (best != Chosen::none && line.tier != lineup.lines[best].tier) break;
      if (line.goal == Goal::share) shares_[number] = std::min(shares_[number] + line.amount, 2 * whole_share);
      if (!may_show(lineup, number, now, visit, before)) continue;
      const bool companion = !line.companions.empty() && std::ranges::any_of(before, [&](const Chosen& other) {
        return other && other.line != number && lineup.lines[other.line].companions == line.companions;
      });
      // A share is owed at once; the others wait for their pace.
      const float lag = line.goal == Goal::share ? 2.0F : lineup.lag(number).load(std::memory_order_relaxed);
      if (best == Chosen::none || companion > best_companion || (companion == best_companion && lag > best_lag)) {
        best = number;
        best_lag = lag;
        best_companion = companion;
      }
    }
    if (best == Chosen::none) continue;
    const auto& creatives = lineup.lines[best].by_slot[slot];
    chosen[place] = {best, creatives[(turn_ + place) % creatives.size()]};
    if (lineup.lines[best].goal == Goal::share) shares_[best] -= whole_share;
  }
}

Record Desk::record(Record::Kind kind, CreativeId creative, std::size_t slot, SiteId site, SectionId section,
                    Time now) const {
  Record record;
  record.creative = creative.value;
  record.section = section.value;
  record.site = static_cast<std::int32_t>(site.value);
  record.hour = hour_of(now);
  record.slot = static_cast<std::uint8_t>(slot);
  record.kind = kind;
  return record;
}

void Desk::serve(const Offers& offers, Time now, std::span<const Chosen> chosen) {
  if (journal_->room() <= chosen.size()) return;  // then nothing was chosen either
  std::int64_t asked = 0;
  for (const std::uint8_t slot : offers.slots) {
    if (slot < slot_count && (asked >> 4U * slot & 0xF) < 0xF) asked += std::int64_t{1} << 4U * slot;
  }
  journal_->write(record(Record::Kind::asked, CreativeId{asked}, 0, offers.site, offers.section, now));
  for (std::size_t place = 0; place < chosen.size(); ++place) {
    if (!chosen[place]) continue;
    const Line& line = offers.lineup->lines[chosen[place].line];
    // First the record, then the allowance: the books read them the other way round and never see too little.
    journal_->write(record(Record::Kind::served, line.creatives[chosen[place].creative].id, offers.slots[place],
                           offers.site, offers.section, now));
    if (line.goal != Goal::share) {
      offers.lineup->allowance(number_, chosen[place].line).fetch_sub(1, std::memory_order_release);
    }
  }
}

bool Desk::note(Record::Kind kind, CreativeId creative, std::size_t slot, SiteId site, SectionId section, Time now) {
  if (journal_->room() < 1) return false;
  journal_->write(record(kind, creative, slot, site, section, now));
  return true;
}

namespace {

bool holds(std::string_view text, std::string_view lower_case) {
  return std::ranges::search(text, lower_case, [](char left, char right) {
           return std::tolower(static_cast<unsigned char>(left)) == right;
         }).begin() != text.end();
}

}  // namespace

Device device_of(std::string_view user_agent) {
  if (holds(user_agent, "ipad") || holds(user_agent, "tablet")) return Device::tablet;
  if (holds(user_agent, "mobile") || holds(user_agent, "iphone")) return Device::phone;
  return holds(user_agent, "android") ? Device::tablet : Device::desktop;
}

bool is_robot(std::string_view user_agent) {
  static constexpr std::array<std::string_view, 16> words{
      "bot",     "crawl",  "spider",      "slurp",    "curl/",   "wget/",
      "python",  "java/",  "http-client", "headless", "preview", "facebookexternalhit",
      "monitor", "scrapy", "lighthouse",  "go-http"};
  return user_agent.empty() ||
         std::ranges::any_of(words, [&](std::string_view word) { return holds(user_agent, word); });
}

}  // namespace vestnik::advertising
