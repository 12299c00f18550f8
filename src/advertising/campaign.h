// Plain values of advertising: who advertises, what is booked, what is shown.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "content/ids.h"

namespace vestnik::advertising {

using AdvertiserId = Id<struct AdvertiserThing>;
using CampaignId = Id<struct CampaignThing>;
using CreativeId = Id<struct CreativeThing>;

// The places of the theme that can be booked, in the order in which a page shows them.
inline constexpr std::array<std::string_view, 6> slot_names{"top", "text", "rail", "reading", "section", "footer"};
// Its place in slot_names; nothing where there is no such slot.
std::optional<std::size_t> slot_number(std::string_view name);

struct Advertiser {
  AdvertiserId id;
  std::string name;        // as readers are told on whose behalf an advertisement stands there
  std::string legal_name;  // of the firm that is billed
  std::string email, postal_address, registration;
  std::string country;  // ISO 3166-1 alpha-2
};

// Of a click or a showing that was seen, whose page is not told. No section has this number.
inline constexpr SectionId section_not_known{-1};

// In the order in which they are served: a lower one gets what the higher ones leave.
enum class Tier : std::uint8_t { sponsorship, standard, house };
// share: of all showings that fit, in hundredths of a per cent (2 500: every fourth).
enum class Goal : std::uint8_t { impressions, clicks, share };
// Only an approved one is shown, and only between `from` and `until`.
enum class State : std::uint8_t { draft, submitted, approved, paused, ended };
enum class Device : std::uint8_t { phone, tablet, desktop };

// Where and when. An empty list means any. Nothing about readers can be booked: there is no field for it.
struct Booking {
  Time from, until;                   // [from, until)
  std::vector<std::string> sites;     // hosts
  std::vector<std::string> sections;  // slugs; the sections below count too
  std::vector<std::string> topics;    // slugs
  std::vector<std::string> languages;
  std::vector<std::string> slots;
  std::vector<std::string> excluded_sections, excluded_topics;
  std::vector<std::string> excluded_words;  // in headline or deck, from the beginning of a word, letters of either case
  std::uint32_t hours = 0xFFFFFF;           // bit h: from h:00 to h:59, wall-clock time of the site
  std::uint8_t weekdays = 0x7F;             // bit 0: Monday
  std::uint8_t devices = 0x7;               // bit of Device; a political campaign must leave it alone
  bool visit_start = false;                 // only on pages that a visit begins with (Visit); not for political ones
};

// Whether it has a period, and one that is no slip of the year: ErrorKind::invalid.
Result<void> check_period(const Booking& booking);

// A person or body as a transparency notice names it.
struct Party {
  std::string name, legal_name, email, postal_address, establishment, registration;
  bool operator==(const Party&) const = default;
  bool empty() const { return *this == Party{}; }
};

// What somebody received for a political advertisement, or was promised: an entry of its ledger (ledger.h).
struct Received {
  int number = 0;          // 1 is the first
  Time on;                 // the day
  std::string by;          // "publisher": here; "providers": others, for this advertisement; "campaign": for the
                           // rest of the political campaign that it belongs to, as the sponsor states it
  std::string kind;        // "amount", "benefit"
  std::int64_t cents = 0;  // EUR; of a benefit its value
  std::string from;        // whose it was; not public
  std::string origin;      // "public", "private", "both"
  std::string territory;   // "inside", "outside", "both": where it comes from, seen from the Union
  std::string what;        // a benefit is, or a payment was for
  int corrects = 0;        // the number of the entry in whose place it stands
  std::string reason;      // of the correction; public
  std::string entered_by;  // kept by the store
  Time entered_at;
  bool operator==(const Received&) const = default;
};

// What Regulation (EU) 2024/900 asks of a political advertisement: docs/political-advertising.md, article by article.
struct Political {
  Party sponsor;
  Party controller;           // who ultimately controls the sponsor
  bool uncontrolled = false;  // the sponsor declares that nobody does
  Party payer;                // empty: the sponsor pays
  // "citizen", "resident_voter", "entity" (established in the Union, not controlled from outside), "foreign"
  std::string eligibility;
  std::string vote;                      // slug of an election or referendum; "" where it is linked to none
  std::string process;                   // a legislative or regulatory process, in words
  bool unlinked = false;                 // declared to be linked to neither
  std::vector<Received> received;        // [n] in the order in which it was entered; only ever grows
  std::string methodology;               // how the amounts were calculated
  std::string repository;                // address in the European repository of online political advertisements
  std::optional<bool> suspended_before;  // an earlier publication was suspended or discontinued for an infringement
  std::string suspension;                // which and why
  std::optional<bool> targeting;         // techniques that process personal data: only false can be carried out here
};

struct Declaration {
  bool political = false;
  std::string by;  // the person who declared it for the sponsor
  Time at;
};

// A share of all: hundredths of a per cent.
inline constexpr std::int64_t whole_voice = 10'000;

struct Campaign {
  CampaignId id;
  AdvertiserId advertiser;
  std::string payer;  // who pays, where it is not the advertiser: an agency; of a political one see Political
  std::string name;
  State state = State::draft;
  Tier tier = Tier::standard;
  Goal goal = Goal::impressions;
  std::int64_t amount = 0;       // impressions, clicks, or hundredths of a per cent (whole_voice)
  std::int64_t price_cents = 0;  // agreed for the whole campaign, EUR
  Booking booking;
  std::string category;            // "banks": two advertisers of one category never stand on one page
  std::string companions;          // campaigns with the same word here are put on a page together where they can
  int per_page = 1;                // showings on one page
  bool state_advertising = false;  // paid by a public body (Regulation (EU) 2024/1083, Article 6)
  std::optional<Declaration> declaration;
  Political political;

  // Kept by the store.
  std::string changed_by, approved_by;
  std::string upheld;      // why a reader's report was found to be right; "" from the next approval on
  std::string report_key;  // what opens the advertiser's report, and until when (reports.h); "": nothing does
  Time changed_at;
  std::int64_t delivered = 0, clicked = 0;
  std::optional<Time> last_shown;

  bool is_political() const { return declaration && declaration->political; }
};

struct Creative {
  // html: a file of its own in a frame that may do nothing outside of it. outside: the same, but it may load from
  // elsewhere, which a reader has agreed to for this one advertisement.
  // video: a clip of the library in our player, with controls and without sound until the reader asks for it.
  enum class Kind : std::uint8_t { picture, text, html, outside, video };
  CreativeId id;
  CampaignId campaign;
  Kind kind = Kind::picture;
  AssetId image;                   // or clip
  std::string text;                // what it says; a picture's alt text
  std::string address;             // where a click leads: http(s)
  std::vector<std::string> slots;  // those that its shape fits; empty: any that the campaign books
  std::string code;                // of html and outside; of a video the VAST document that it came with, or ""
  std::string captions;            // of a video: WebVTT, in `captions_language`; "" where there are none
  std::string captions_language;
  int width = 0, height = 0;  // of their frame, px
  bool off = false;           // taken out of what is shown; its figures stay
  CreativeId follows;         // the version that it took the place of, which had been shown; 0 where there is none
  bool is_framed() const { return kind == Kind::html || kind == Kind::outside; }
};

// What a decision may know of the request besides the page and the time; nothing of it is kept.
struct Visit {
  Device device = Device::desktop;
  bool begins = true;  // the reader does not come from a page of this site
  Visit(Device the_device, bool it_begins = true) : device(the_device), begins(it_begins) {}
};

// An election, a referendum, or a process with a day on which it is decided.
struct Vote {
  std::string slug;
  std::string kind;     // "election", "referendum"
  std::string country;  // ISO 3166-1 alpha-2; "EU"
  std::string name_bg, name_en;
  Time day;                               // the beginning of the polling day
  Time silence_from, silence_until;       // no political advertisement is shown within
  std::string information;                // official address on how to take part
  int foreign_sponsors_barred_days = 92;  // before `day`: Article 5(2)'s three months
};

std::string_view name_of(Tier tier);
std::string_view name_of(Goal goal);
std::string_view name_of(State state);
std::string_view name_of(Device device);
std::string_view name_of(Creative::Kind kind);
template <class Enum>
std::optional<Enum> named(std::string_view name);

}  // namespace vestnik::advertising
