#include "advertising/desk.h"

#include <algorithm>
#include <cctype>

#include "advertising/signature.h"
#include "base/digest.h"

namespace vestnik::advertising {
namespace {

constexpr std::size_t most_refused = 4;  // groups of companions that are tried for one place

void put_time(Time now, Record& record) {
  const auto hour = std::chrono::floor<std::chrono::hours>(now);
  record.hour = static_cast<std::int32_t>(hour.time_since_epoch().count());
  record.moment = static_cast<std::uint32_t>(to_millis(now) - to_millis(Time(hour)) + 1);
}

}  // namespace

Offers offers_for(LineupPtr lineup, const Surroundings& page, std::string_view language,
                  std::span<const std::string> slots) {
  Offers offers;
  offers.site = page.site;
  offers.clock = lineup->clocks.of(page.site);
  if (!page.sections.empty()) offers.section = page.sections.front();
  offers.language = language.starts_with("bg") ? 0 : 1;
  for (const std::string& slot : slots) {
    offers.slots.push_back(static_cast<std::uint8_t>(slot_number(slot).value_or(slot_count)));
    const std::size_t number = offers.slots.back();
    if (number < slot_count && (offers.asked >> 4U * number & 0xF) < 0xF)
      offers.asked += std::int64_t{1} << 4U * number;
  }
  const std::string folded = fold(page.words);
  for (std::size_t number = 0; number < lineup->lines.size(); ++number) {
    const Line& line = lineup->lines[number];
    if (!fits(line, page, folded)) continue;
    for (std::size_t slot = 0; slot < slot_count; ++slot) {
      if (line.by_slot[slot].empty() || std::ranges::find(offers.slots, slot) == offers.slots.end()) continue;
      offers.lines[slot].push_back(static_cast<std::uint16_t>(number));
      offers.empty = false;
      offers.companions = offers.companions || !line.together.empty();
    }
  }
  // Tiers are asked one after the other.
  for (auto& lines : offers.lines) {
    std::ranges::stable_sort(lines, {}, [&](std::uint16_t line) { return lineup->lines[line].tier; });
  }
  offers.lineup = std::move(lineup);
  return offers;
}

bool Desk::is_open(const Asked& asked, std::uint16_t number) const {
  Open& known = open_[number];
  if (known.turn == turn_) return known.open;
  const Lineup& lineup = *asked.offers.lineup;
  const Line& line = lineup.lines[number];
  const auto* political = std::get_if<PoliticalTerms>(&line.terms);
  known.turn = turn_;
  known.shown = 0;
  known.open =
      line.booking.from <= asked.now && asked.now < line.booking.until &&
      (lineup.on_air(number).load(std::memory_order_relaxed) >> asked.offers.clock & 1U) != 0 &&
      (political != nullptr ? open(*political, asked.now) : open(std::get<CommercialTerms>(line.terms), asked.visit));
  return known.open;
}

bool Desk::meets_rival(const Lineup& lineup, std::uint16_t number, std::span<const Chosen> chosen) {
  const Line& line = lineup.lines[number];
  return !line.category.empty() && std::ranges::any_of(chosen, [&](const Chosen& other) {
    if (!other || other.line == number) return false;
    const Line& rival = lineup.lines[other.line];
    return rival.category == line.category && rival.advertiser != line.advertiser;
  });
}

bool Desk::may_show_alone(const Asked& asked, std::uint16_t number, std::span<const Chosen> chosen) const {
  if (!is_open(asked, number)) return false;
  const Lineup& lineup = *asked.offers.lineup;
  const Gist& gist = lineup.gists[number];
  const std::int32_t already = open_[number].shown;
  if (already >= gist.per_page) return false;
  if (gist.by_share ? shares_[number] < whole_voice
                    : lineup.allowance(number_, number).load(std::memory_order_relaxed) <= already) {
    return false;
  }
  return !gist.has_rivals || !meets_rival(lineup, number, chosen);
}

void Desk::choose_alone(const Asked& asked, std::span<Chosen> chosen) {
  const Offers& offers = asked.offers;
  const Lineup& lineup = *offers.lineup;
  for (std::size_t place = 0; place < offers.slots.size(); ++place) {
    const std::size_t slot = offers.slots[place];
    if (slot >= slot_count || offers.lines[slot].empty()) continue;
    std::uint16_t best = Chosen::none;
    float best_lag = 0;
    Tier tier = lineup.gists[offers.lines[slot].front()].tier;
    for (const std::uint16_t number : offers.lines[slot]) {
      const Gist& gist = lineup.gists[number];
      if (gist.tier != tier) {
        // Lines of a lower one get their part only where nothing above stands.
        if (best != Chosen::none) break;
        tier = gist.tier;
      }
      if (gist.by_share) grow_share(asked, number);
      // A share is owed at once; the others wait for their pace.
      const float lag = gist.by_share ? 2.0F : lineup.lag(number).load(std::memory_order_relaxed);
      if (best != Chosen::none && lag <= best_lag) continue;
      if (!may_show_alone(asked, number, chosen)) continue;
      best = number;
      best_lag = lag;
    }
    if (best == Chosen::none) continue;
    put(asked, place, best, chosen);
    ++open_[best].shown;
    if (lineup.gists[best].by_share) shares_[best] -= whole_voice;
  }
}

bool Desk::may_show(const Asked& asked, std::uint16_t number, std::span<const Chosen> chosen,
                    std::int64_t coming) const {
  if (!is_open(asked, number)) return false;
  const Lineup& lineup = *asked.offers.lineup;
  const Line& line = lineup.lines[number];
  std::int64_t already = 0;
  for (const Chosen& other : chosen) {
    if (!other) continue;
    if (other.line == number) {
      ++already;
      continue;
    }
    const Line& rival = lineup.lines[other.line];
    if (!line.category.empty() && rival.category == line.category && rival.advertiser != line.advertiser) return false;
  }
  if (already >= line.per_page) return false;
  if (line.goal == Goal::share) return shares_[number] + coming >= whole_voice;
  return lineup.allowance(number_, number).load(std::memory_order_relaxed) > already;
}

std::uint16_t Desk::first_of(const Asked& asked, std::span<const std::uint16_t> lines,
                             std::span<const Chosen> chosen) const {
  const Lineup& lineup = *asked.offers.lineup;
  std::uint16_t best = Chosen::none;
  float best_lag = 0;
  for (const std::uint16_t number : lines) {
    const Line& line = lineup.lines[number];
    if (refused_.size() >= most_refused && !line.together.empty()) continue;
    if (std::ranges::find(refused_, number) != refused_.end() || !may_show(asked, number, chosen)) continue;
    // A share is owed at once; the others wait for their pace.
    const float lag = line.goal == Goal::share ? 2.0F : lineup.lag(number).load(std::memory_order_relaxed);
    if (best != Chosen::none && lag <= best_lag) continue;
    best = number;
    best_lag = lag;
  }
  return best;
}

void Desk::grow_shares(const Asked& asked, std::span<const std::uint16_t> lines, Tier down_to) {
  for (const std::uint16_t number : lines) {
    const Line& line = asked.offers.lineup->lines[number];
    if (line.tier > down_to) return;
    if (line.together.empty()) grow_share(asked, number);
  }
}

void Desk::grow_shares_of_companions(const Asked& asked) {
  for (const std::size_t slot : asked.offers.slots) {
    if (slot >= slot_count) continue;
    for (const std::uint16_t number : asked.offers.lines[slot]) {
      if (!asked.offers.lineup->lines[number].together.empty()) grow_share(asked, number);
    }
  }
}

void Desk::grow_share(const Asked& asked, std::uint16_t number) {
  const Gist& gist = asked.offers.lineup->gists[number];
  if (!gist.by_share || !is_open(asked, number)) return;
  shares_[number] = std::min(shares_[number] + gist.amount, 2 * whole_voice);
}

bool Desk::is_free_for(const Asked& asked, std::size_t place, std::uint16_t number,
                       std::span<const Chosen> chosen) const {
  if (chosen[place] || asked.offers.slots[place] >= slot_count) return false;
  const auto& lines = asked.offers.lines[asked.offers.slots[place]];
  if (std::ranges::find(lines, number) == lines.end()) return false;
  for (const std::uint16_t other : lines) {
    if (asked.offers.lineup->lines[other].tier >= asked.offers.lineup->lines[number].tier) return true;
    if (may_show(asked, other, chosen, asked.offers.lineup->lines[other].amount)) return false;
  }
  return true;
}

void Desk::put(const Asked& asked, std::size_t place, std::uint16_t number, std::span<Chosen> chosen) const {
  const auto& creatives = asked.offers.lineup->lines[number].by_slot[asked.offers.slots[place]];
  // Most have one: a division takes longer than all else here.
  const std::size_t turn = creatives.size() == 1 ? 0 : (turn_ + place) % creatives.size();
  chosen[place] = {number, creatives[turn]};
}

bool Desk::seat_companions(const Asked& asked, std::size_t place, std::uint16_t number, std::vector<Chosen>& chosen) {
  attempt_ = chosen;
  put(asked, place, number, attempt_);
  for (const std::uint16_t companion : asked.offers.lineup->lines[number].together) {
    if (std::ranges::find(attempt_, companion, &Chosen::line) != attempt_.end()) continue;
    if (!may_show(asked, companion, attempt_)) return false;
    std::size_t seat = 0;
    while (seat < attempt_.size() && !is_free_for(asked, seat, companion, attempt_)) ++seat;
    if (seat == attempt_.size()) return false;
    put(asked, seat, companion, attempt_);
  }
  for (std::size_t at = 0; at < chosen.size(); ++at) {
    if (at == place || chosen[at].line == attempt_[at].line) continue;
    chosen[at] = attempt_[at];
    if (asked.offers.lineup->lines[chosen[at].line].goal == Goal::share) shares_[chosen[at].line] -= whole_voice;
  }
  return true;
}

void Desk::choose(const Offers& offers, Time now, const Visit& visit, std::vector<Chosen>& chosen) {
  chosen.assign(offers.slots.size(), Chosen{});
  if (offers.empty || journal_->room() <= offers.slots.size()) return;
  const Lineup& lineup = *offers.lineup;
  if (shares_of_ != offers.lineup) {
    shares_of_ = offers.lineup;
    shares_.assign(lineup.lines.size(), 0);
    open_.assign(lineup.lines.size(), Open{});
  }
  if (++turn_ == 0) {  // what was known in the last round of numbers is long out of date
    std::ranges::fill(open_, Open{});
    turn_ = 1;
  }
  const Asked asked{offers, now, visit};
  if (!offers.companions) return choose_alone(asked, chosen);
  grow_shares_of_companions(asked);
  for (std::size_t place = 0; place < offers.slots.size(); ++place) {
    const std::size_t slot = offers.slots[place];
    if (slot >= slot_count || offers.lines[slot].empty()) continue;
    const auto& lines = offers.lines[slot];
    if (chosen[place]) {  // by a companion of what stands elsewhere
      grow_shares(asked, lines, lineup.lines[chosen[place].line].tier);
      continue;
    }
    // Tier by tier: lines of a lower one get their part only where nothing above stands.
    refused_.clear();
    std::uint16_t best = Chosen::none;
    for (std::size_t from = 0, to = 0; best == Chosen::none && to < lines.size(); from = to) {
      const Tier tier = lineup.lines[lines[from]].tier;
      while (to < lines.size() && lineup.lines[lines[to]].tier == tier) ++to;
      const std::span<const std::uint16_t> equals(lines.begin() + static_cast<std::ptrdiff_t>(from), to - from);
      grow_shares(asked, equals, tier);
      while ((best = first_of(asked, equals, chosen)) != Chosen::none && !lineup.lines[best].together.empty() &&
             !seat_companions(asked, place, best, chosen)) {
        refused_.push_back(best);
      }
    }
    if (best == Chosen::none) continue;
    put(asked, place, best, chosen);
    if (lineup.lines[best].goal == Goal::share) shares_[best] -= whole_voice;
  }
}

Record Desk::record(Record::Kind kind, CreativeId creative, std::size_t slot, SiteId site, SectionId section,
                    Time now) const {
  Record record;
  record.creative = creative.value;
  record.section = section.value;
  record.site = static_cast<std::int32_t>(site.value);
  put_time(now, record);
  record.slot = static_cast<std::uint8_t>(slot);
  record.kind = kind;
  return record;
}

void Desk::serve(const Offers& offers, Time now, std::span<const Chosen> chosen) {
  if (journal_->room() <= chosen.size()) return;  // then nothing was chosen either
  // What all records of the page have in common is worked out once.
  Record record = this->record(Record::Kind::asked, CreativeId{offers.asked}, 0, offers.site, offers.section, now);
  journal_->write(record);
  record.kind = Record::Kind::served;
  for (std::size_t place = 0; place < chosen.size(); ++place) {
    if (!chosen[place]) continue;
    record.creative = offers.lineup->lines[chosen[place].line].creatives[chosen[place].creative].id.value;
    record.slot = offers.slots[place];
    // First the record, then the allowance: the books read them the other way round and never see too little.
    journal_->write(record);
    if (!offers.lineup->gists[chosen[place].line].by_share) {
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
  // As docs/sellers.md lists them.
  static constexpr std::array<std::string_view, 67> words{
      "bot",          "crawl",       "spider",        "slurp",         "curl/",           "wget/",
      "python",       "java/",       "http-client",   "headless",      "preview",         "facebookexternalhit",
      "monitor",      "scrapy",      "lighthouse",    "go-http",       "okhttp",          "axios",
      "feedfetcher",  "feedburner",  "feedly",        "feedparser",    "node-fetch",      "ahrefs",
      "claudeweb",    "claude-",     "chatgpt-user",  "anthropic",     "perplexity-user", "googleother",
      "google-",      "apis-google", "mediapartners", "meta-external", "whatsapp",        "ia_archiver",
      "archive.org",  "httpclient",  "httpie",        "httpx",         "libwww",          "guzzle",
      "libcurl",      "php/",        "dalvik/",       "rss",           "inoreader.com",   "feed fetcher",
      "miniflux",     "site24x7",    "statuscake",    "gtmetrix",      "ptst/",           "zgrab",
      "nuclei",       "masscan",     "colly",         "barkrowler",    "qwantify",        "validator",
      "mediatoolkit", "undici",      "reqwest",       "postman",       "phantomjs",       "uptime",
      "pingdom"};
  return user_agent.empty() ||
         std::ranges::any_of(words, [&](std::string_view word) { return holds(user_agent, word); });
}

Browser Browsers::of(std::string_view user_agent) {
  const std::uint64_t hash = stable_hash(user_agent);
  Known& known = known_[hash % known_.size()];
  // An empty place's hash is 0, and so may be a text's: both are robots.
  if (known.hash != hash) known = {hash, {is_robot(user_agent), device_of(user_agent)}};
  return known.browser;
}

}  // namespace vestnik::advertising
