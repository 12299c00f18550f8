#include "advertising/political.h"

#include <algorithm>

#include "advertising/document.h"
#include "advertising/ledger.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

constexpr auto flag_time_before_a_vote = 48h;
constexpr auto flag_time = 24h * 14;
constexpr auto month_before_a_vote = 24h * 31;
constexpr int years_kept = 7;

class Checking {
 public:
  void need(bool there, std::string article, std::string member, std::string what) {
    if (!there) missing_.push_back({std::move(article), "political." + std::move(member), std::move(what)});
  }
  void need(const Party& party, const std::string& article, const std::string& member) {
    need(!party.name.empty(), article, member + ".name", "who it is");
    need(party.email.find('@') != std::string::npos, article, member + ".email", "an e-mail address");
    need(!party.postal_address.empty(), article, member + ".postal_address", "the postal address");
    need(!party.establishment.empty(), article, member + ".establishment", "the place of establishment or residence");
  }
  std::vector<Missing> missing_;
};

}  // namespace

const Vote* find(std::span<const Vote> votes, std::string_view slug) {
  const auto found = std::ranges::find(votes, slug, &Vote::slug);
  return found == votes.end() ? nullptr : &*found;
}

Result<void> check_silence(const Vote& vote) {
  const bool real = vote.silence_from < vote.silence_until;
  if (real && vote.silence_from < vote.day + std::chrono::days(1) && vote.day < vote.silence_until) return {};
  return fail(ErrorKind::invalid,
              real ? "the silence does not touch the polling day" : "a silence that ends when it begins is none",
              "silence_from, silence_until", "in Bulgaria from 00:00 of the day before until the polls close");
}

bool loosens(const Vote& before, const Vote& after) {
  constexpr auto nothing = 1min;
  return after.silence_from > before.silence_from + nothing || after.silence_until + nothing < before.silence_until ||
         after.foreign_sponsors_barred_days < before.foreign_sponsors_barred_days ||
         std::chrono::abs(after.day - before.day) > nothing;
}

std::vector<Missing> missing_particulars(const Campaign& campaign, std::span<const Vote> votes) {
  if (!campaign.declaration || campaign.declaration->by.empty()) {
    return {{"7(1)", "declaration", "the sponsor's declaration whether it is political, and who made it"}};
  }
  if (!campaign.is_political()) return {};
  const Political& given = campaign.political;
  const Vote* vote = find(votes, given.vote);
  Checking check;
  check.need(given.sponsor, "12(1)(a)", "sponsor");
  if (given.uncontrolled) {
    check.need(given.controller.empty(), "12(1)(a)", "controller",
               "either nobody controls the sponsor or somebody does");
  } else {
    check.need(given.controller, "12(1)(a)", "controller");
  }
  if (!given.payer.empty()) check.need(given.payer, "12(1)(b)", "payer");
  check.need(campaign.booking.from != Time() && campaign.booking.from < campaign.booking.until, "12(1)(c)",
             "booking.from", "the period of publication");
  const Sums sums = sums_of(given.received);
  check.need(sums.amount > 0 || sums.benefits > 0, "12(1)(d)", "received",
             "the amount received or the value of other benefits");
  check.need(sums.publisher_amount + sums.publisher_benefits >= campaign.price_cents, "12(1)(d)", "received",
             "what this publisher receives, not below the price agreed with it");
  for (const Received& entry : standing(given.received)) {
    const std::string member = "received[" + std::to_string(entry.number - 1) + "].";
    check.need(entry.on != Time(), "12(1)(d)", member + "on", "the day on which it was received");
    check.need(entry.kind != "benefit" || !entry.what.empty(), "12(1)(d)", member + "what", "what the benefit is");
    check.need(!entry.from.empty(), "12(1)(e)", member + "from", "whose money it is");
    check.need(!entry.origin.empty(), "12(1)(e)", member + "origin", "whether the money is public or private");
    check.need(!entry.territory.empty(), "12(1)(e)", member + "territory",
               "whether it comes from inside or outside the Union");
  }
  check.need(!given.methodology.empty(), "12(1)(f)", "methodology", "how the amounts were calculated");
  const int links = static_cast<int>(!given.vote.empty()) + static_cast<int>(!given.process.empty());
  check.need(given.unlinked ? links == 0 : links > 0, "11(1)(c), 12(1)(g)", "vote",
             "the election, referendum or legislative process, or the declaration that it is linked to none");
  check.need(given.vote.empty() || vote != nullptr, "12(1)(g)", "vote", "a vote that is in the calendar");
  check.need(vote == nullptr || !vote->information.empty(), "12(1)(h)", "vote",
             "the official address on how to take part, in the calendar of votes");
  check.need(!given.repository.empty(), "12(1)(i)", "repository", "the link to the European repository");
  check.need(given.suspended_before.has_value(), "12(1)(k)", "suspended_before",
             "whether an earlier publication was suspended or discontinued");
  check.need(!given.suspended_before.value_or(false) || !given.suspension.empty(), "12(1)(k)", "suspension",
             "which publication was suspended and why");
  check.need(given.targeting.has_value(), "11(1)(d), 12(1)(l)", "targeting", "whether targeting is used");
  check.need(!given.targeting.value_or(false), "18", "targeting",
             "no targeting: advertisements are placed here by their surroundings alone");
  check.need(campaign.booking.devices == 0x7, "18", "booking.devices", "no choice of devices");
  check.need(!campaign.booking.visit_start, "18", "booking.visit_start", "no choice by where a reader comes from");
  check.need(!given.eligibility.empty(), "5(2)", "eligibility",
             "the sponsor's declaration on the Union's citizenship or establishment");
  return std::move(check.missing_);
}

Result<void> complete(const Campaign& campaign, std::span<const Vote> votes) {
  const auto missing = missing_particulars(campaign, votes);
  if (missing.empty()) return {};
  std::string list;
  for (const Missing& each : missing) {
    list += (list.empty() ? "" : "; ") + each.member + " (Article " + each.article + "): " + each.what;
  }
  return fail(ErrorKind::invalid, "particulars are missing that Regulation (EU) 2024/900 asks for", std::move(list),
              "complete the campaign, then submit it again");
}

Span barred_before(const Vote& vote) {
  return {vote.day - std::chrono::days(vote.foreign_sponsors_barred_days),
          std::max(vote.silence_until, vote.day + std::chrono::days(1))};
}

Result<void> check_sponsor_may_advertise(const Campaign& campaign, std::span<const Vote> votes) {
  if (!campaign.is_political() || campaign.political.eligibility != "foreign") return {};
  for (const Vote& vote : votes) {
    const Span span = barred_before(vote);
    if (span.until <= campaign.booking.from || campaign.booking.until <= span.from) continue;
    return fail(ErrorKind::conflict,
                "a sponsor from outside the Union may not advertise in the three months before a vote (Article 5(2))",
                vote.name_bg + ": " + format_rfc3339(span.from) + " – " + format_rfc3339(span.until),
                "move the period");
  }
  return {};
}

std::vector<Span> barred(const Campaign& campaign, std::span<const Vote> votes) {
  std::vector<Span> spans;
  if (!campaign.is_political()) return spans;
  for (const Vote& vote : votes) {
    spans.push_back({vote.silence_from, vote.silence_until});
    if (campaign.political.eligibility == "foreign") spans.push_back(barred_before(vote));
  }
  return spans;
}

Time kept_until(Time last_shown) {
  using namespace std::chrono;
  const auto day = floor<days>(last_shown);
  year_month_day date(day);
  date += years(years_kept);
  if (!date.ok()) date = date.year() / date.month() / last;  // 29 February
  return Time(sys_days(date)) + (last_shown - day);
}

Time flag_due(Time now, std::span<const Vote> votes) {
  const bool near = std::ranges::any_of(votes, [&](const Vote& vote) {
    return vote.day - month_before_a_vote <= now && now < vote.day + std::chrono::days(1);
  });
  return near ? now + flag_time_before_a_vote : now + flag_time;
}

json::object notice_of(const Campaign& campaign, const Vote* vote) {
  const Political& given = campaign.political;
  const Sums sums = sums_of(given.received);
  const auto party = [](const Party& who) { return who.empty() ? json::value(nullptr) : json::value(write(who)); };
  json::value linked = nullptr;
  if (vote != nullptr) {
    linked = json::object{
        {"kind", vote->kind},       {"country", vote->country},         {"name_bg", vote->name_bg},
        {"name_en", vote->name_en}, {"day", format_rfc3339(vote->day)}, {"official_information", vote->information}};
  }
  return {{"advertisement", campaign.id.value},
          {"sponsor", party(given.sponsor)},
          {"controlling_entity", given.uncontrolled ? json::value("none") : party(given.controller)},
          {"payer", given.payer.empty() ? party(given.sponsor) : party(given.payer)},
          {"from", format_rfc3339(campaign.booking.from)},
          {"until", format_rfc3339(campaign.booking.until)},
          {"currency", "EUR"},
          {"amount_cents", sums.amount},
          {"publisher_amount_cents", sums.publisher_amount},
          {"publisher_benefits_cents", sums.publisher_benefits},
          {"benefits_cents", sums.benefits},
          {"benefits", sums.benefits_are},
          {"whole_campaign_cents", sums.whole},
          {"origin", sums.origin},
          {"territory", sums.territory},
          {"received", told(given.received)},
          {"methodology", given.methodology},
          {"vote", std::move(linked)},
          {"process", given.process},
          {"european_repository", given.repository},
          {"suspended_before", given.suspended_before.value_or(false)},
          {"suspension", given.suspension},
          {"targeting", given.targeting.value_or(false)}};
}

}  // namespace vestnik::advertising
