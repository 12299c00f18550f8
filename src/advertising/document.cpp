#include "advertising/document.h"

#include "advertising/ledger.h"
#include "advertising/limits.h"
#include "advertising/members.h"
#include "advertising/reports.h"

namespace vestnik::advertising {
namespace {

// 200 and 2,000 letters of any alphabet of the Union, as the forms say.
constexpr std::size_t name_bytes = 400, long_bytes = 4'000;
constexpr std::int64_t most_amount = 10'000'000'000, most_cents = 100'000'000'000;

json::array texts(const std::vector<std::string>& list) {
  return json::array(list.begin(), list.end());
}

json::value time_or_null(std::optional<Time> time) {
  return time && *time != Time() ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

json::array hours_of(const Booking& booking) {
  json::array hours;
  for (int hour = 0; hour < 24; ++hour) {
    if ((booking.hours >> static_cast<unsigned>(hour) & 1U) != 0) hours.push_back(hour);
  }
  return hours;
}

json::array weekdays_of(const Booking& booking) {
  json::array days;
  for (int day = 0; day < 7; ++day) {
    if ((booking.weekdays >> static_cast<unsigned>(day) & 1U) != 0) days.push_back(day + 1);
  }
  return days;
}

json::array devices_of(const Booking& booking) {
  json::array devices;
  for (const Device device : {Device::phone, Device::tablet, Device::desktop}) {
    if ((booking.devices >> static_cast<unsigned>(device) & 1U) != 0) devices.push_back(json::value(name_of(device)));
  }
  return devices;
}

json::object write(const Booking& booking) {
  return {{"from", time_or_null(booking.from)},
          {"until", time_or_null(booking.until)},
          {"sites", texts(booking.sites)},
          {"sections", texts(booking.sections)},
          {"topics", texts(booking.topics)},
          {"languages", texts(booking.languages)},
          {"slots", texts(booking.slots)},
          {"excluded_sections", texts(booking.excluded_sections)},
          {"excluded_topics", texts(booking.excluded_topics)},
          {"excluded_words", texts(booking.excluded_words)},
          {"hours", hours_of(booking)},
          {"weekdays", weekdays_of(booking)},
          {"devices", devices_of(booking)},
          {"visit_start", booking.visit_start}};
}

// ISO 639-1.
constexpr std::string_view languages_known =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

// Of "pt-BR" the first part.
bool is_language(std::string_view tag) {
  const std::string_view first = tag.substr(0, tag.find('-'));
  return first.size() == 2 && first.find(' ') == std::string_view::npos &&
         languages_known.find(first) != std::string_view::npos;
}

// A list of whole numbers from `least` as bits.
template <class Bits>
Result<void> read_bits(const json::object& given, std::string_view name, int least, int most, Bits& into) {
  const json::value* member = given.if_contains(name);
  if (member == nullptr) return {};
  Bits bits = 0;
  bool right = member->is_array() && !member->get_array().empty();
  if (right) {
    for (const json::value& each : member->get_array()) {
      boost::system::error_code problem;
      const auto number = each.to_number<int>(problem);
      right = right && !problem && number >= least && number <= most;
      if (right) bits = static_cast<Bits>(bits | Bits{1} << static_cast<unsigned>(number - least));
    }
  }
  if (!right) {
    return fail(ErrorKind::invalid,
                "not a list of whole numbers from " + std::to_string(least) + " to " + std::to_string(most),
                "booking." + std::string(name));
  }
  into = bits;
  return {};
}

Result<void> read(const json::object& given, Booking& into) {
  Members members(given, "booking.");
  members.time("from", into.from);
  members.time("until", into.until);
  members.texts("sites", name_bytes, into.sites);
  members.texts("sections", name_bytes, into.sections);
  members.texts("topics", name_bytes, into.topics);
  members.texts("languages", name_bytes, into.languages);
  members.texts("slots", name_bytes, into.slots);
  members.texts("excluded_sections", name_bytes, into.excluded_sections);
  members.texts("excluded_topics", name_bytes, into.excluded_topics);
  members.texts("excluded_words", name_bytes, into.excluded_words);
  std::vector<std::string> devices = {"phone", "tablet", "desktop"};
  if (members.has("devices")) {
    members.texts("devices", name_bytes, devices);
    into.devices = 0;
    for (const std::string& name : devices) {
      const auto device = named<Device>(name);
      if (!device) return fail(ErrorKind::invalid, "no such class of devices", name, "phone, tablet, desktop");
      into.devices = static_cast<std::uint8_t>(into.devices | 1U << static_cast<unsigned>(*device));
    }
  }
  for (const std::string& slot : into.slots) {
    if (!slot_number(slot)) {
      return fail(ErrorKind::invalid, "no such slot", slot, "top, text, rail, reading, section, footer");
    }
  }
  members.flag("visit_start", into.visit_start);
  if (auto bits = read_bits(given, "hours", 0, 23, into.hours); !bits) return bits;
  if (auto bits = read_bits(given, "weekdays", 1, 7, into.weekdays); !bits) return bits;
  return members.done();
}

Result<void> read(const json::object& given, std::string path, Party& into) {
  Members members(given, std::move(path));
  members.text("name", name_bytes, into.name);
  members.text("legal_name", name_bytes, into.legal_name);
  members.text("email", name_bytes, into.email);
  members.text("postal_address", long_bytes, into.postal_address);
  members.text("establishment", long_bytes, into.establishment);
  members.text("registration", name_bytes, into.registration);
  return members.done();
}

// What was received, before there was a ledger.
constexpr std::array<std::string_view, 6> sums_of_before{"amount_cents", "benefits_cents", "campaign_cents",
                                                         "benefits",     "origin",         "territory"};

Result<void> read(const json::object& given, Political& into) {
  // Else whoever still sends sums would believe that they are on the notice.
  for (const std::string_view sum : sums_of_before) {
    if (!given.contains(sum)) continue;
    return fail(ErrorKind::invalid, "what was received is entered in a ledger, not as a sum",
                "political." + std::string(sum), "append an entry to political.received");
  }
  if (const json::value* received = given.if_contains("received"); received != nullptr && !received->is_null()) {
    if (!received->is_array()) return fail(ErrorKind::invalid, "not a list of entries", "political.received");
    if (auto entered = read_entries(received->get_array(), into.received); !entered) return entered;
  }
  Members members(given, "political.");
  for (const auto& [name, party] : {std::pair{"sponsor", &into.sponsor}, std::pair{"controller", &into.controller},
                                    std::pair{"payer", &into.payer}}) {
    members.object(name, [&, name = name, party = party](const json::object& object) {
      return read(object, "political." + std::string(name) + ".", *party);
    });
  }
  const auto choose = [&](std::string_view name, std::span<const std::string_view> words, std::string& value) {
    members.word(name, words, [&](std::size_t place) { value = words[place]; });
  };
  static constexpr std::array<std::string_view, 5> eligibilities{"", "citizen", "resident_voter", "entity", "foreign"};
  choose("eligibility", eligibilities, into.eligibility);
  members.flag("uncontrolled", into.uncontrolled);
  members.flag("unlinked", into.unlinked);
  members.text("vote", name_bytes, into.vote);
  members.text("process", name_bytes, into.process);
  members.text("methodology", long_bytes, into.methodology);
  members.address("repository", into.repository);
  members.flag("suspended_before", into.suspended_before);
  members.text("suspension", long_bytes, into.suspension);
  members.flag("targeting", into.targeting);
  return members.done();
}

json::value flag_or_null(const std::optional<bool>& flag) {
  return flag ? json::value(*flag) : json::value(nullptr);
}

// Any other member than these is wrong.
Result<void> check_names(const json::object& given, std::string path, std::span<const std::string_view> names) {
  Members members(given, std::move(path));
  members.only(names);
  return members.done();
}

// nullptr where it is none: whatever else stands there is told as it is read.
const json::object* object_in(const json::object& given, std::string_view name) {
  const json::value* member = given.if_contains(name);
  return member == nullptr ? nullptr : member->if_object();
}

// A particular under a name that nobody knows would be missing on the notice, and nobody would learn why.
Result<void> check_sent_political(const json::object& given) {
  static constexpr std::array<std::string_view, 6> of_party{"name",           "legal_name",    "email",
                                                            "postal_address", "establishment", "registration"};
  static constexpr std::array<std::string_view, 13> of_entry{"number", "on",         "by",        "kind", "cents",
                                                             "from",   "origin",     "territory", "what", "corrects",
                                                             "reason", "entered_by", "entered_at"};
  static constexpr std::array<std::string_view, 14> names{
      "sponsor",  "controller", "uncontrolled", "payer",      "eligibility",      "vote",       "process",
      "unlinked", "received",   "methodology",  "repository", "suspended_before", "suspension", "targeting"};
  json::object sent = given;
  for (const std::string_view sum : sums_of_before) sent.erase(sum);  // told of more as they are read
  if (auto known = check_names(sent, "political.", names); !known) return known;
  for (const char* party : {"sponsor", "controller", "payer"}) {
    const json::object* who = object_in(given, party);
    if (who == nullptr) continue;
    if (auto known = check_names(*who, "political." + std::string(party) + ".", of_party); !known) return known;
  }
  const json::value* received = given.if_contains("received");
  if (received == nullptr || !received->is_array()) return {};
  std::size_t number = 0;
  for (const json::value& entry : received->get_array()) {
    const std::string path = "political.received[" + std::to_string(number++) + "].";
    if (!entry.is_object()) continue;
    if (auto known = check_names(entry.get_object(), path, of_entry); !known) return known;
  }
  return {};
}

}  // namespace

json::object write(const Party& party) {
  return {{"name", party.name},
          {"legal_name", party.legal_name},
          {"email", party.email},
          {"postal_address", party.postal_address},
          {"establishment", party.establishment},
          {"registration", party.registration}};
}

json::object write(const Political& political) {
  json::array received;
  for (const Received& entry : political.received) received.push_back(write(entry));
  return {{"sponsor", write(political.sponsor)},    {"controller", write(political.controller)},
          {"uncontrolled", political.uncontrolled}, {"payer", write(political.payer)},
          {"eligibility", political.eligibility},   {"vote", political.vote},
          {"process", political.process},           {"unlinked", political.unlinked},
          {"received", std::move(received)},        {"methodology", political.methodology},
          {"repository", political.repository},     {"suspended_before", flag_or_null(political.suspended_before)},
          {"suspension", political.suspension},     {"targeting", flag_or_null(political.targeting)}};
}

json::object write(const Advertiser& advertiser) {
  return {{"id", advertiser.id.value},
          {"name", advertiser.name},
          {"legal_name", advertiser.legal_name},
          {"email", advertiser.email},
          {"postal_address", advertiser.postal_address},
          {"registration", advertiser.registration},
          {"country", advertiser.country}};
}

json::object write(const Campaign& campaign) {
  json::object out{{"id", campaign.id.value},
                   {"advertiser", campaign.advertiser.value},
                   {"payer", campaign.payer},
                   {"name", campaign.name},
                   {"state", name_of(campaign.state)},
                   {"tier", name_of(campaign.tier)},
                   {"goal", name_of(campaign.goal)},
                   {"amount", campaign.amount},
                   {"price_cents", campaign.price_cents},
                   {"booking", write(campaign.booking)},
                   {"category", campaign.category},
                   {"companions", campaign.companions},
                   {"per_page", campaign.per_page},
                   {"state_advertising", campaign.state_advertising},
                   {"declaration", nullptr},
                   {"political", nullptr},
                   {"changed_by", campaign.changed_by},
                   {"changed_at", time_or_null(campaign.changed_at)},
                   {"approved_by", campaign.approved_by},
                   {"upheld", campaign.upheld},
                   {"delivered", campaign.delivered},
                   {"clicked", campaign.clicked},
                   {"last_shown", time_or_null(campaign.last_shown)},
                   {"report_until", time_or_null(report_until(campaign))}};
  if (campaign.declaration) {
    out["declaration"] = json::object{{"political", campaign.declaration->political},
                                      {"by", campaign.declaration->by},
                                      {"at", format_rfc3339(campaign.declaration->at)}};
  }
  // A ledger is never taken out, whatever the campaign is declared meanwhile; and what was entered is not to be entered
  // again where the declaration is to be made anew.
  const bool to_be_declared = !campaign.declaration && !campaign.political.sponsor.empty();
  if (campaign.is_political() || to_be_declared || !campaign.political.received.empty()) {
    out["political"] = write(campaign.political);
  }
  return out;
}

json::object write(const Creative& creative) {
  return {{"id", creative.id.value},
          {"campaign", creative.campaign.value},
          {"kind", name_of(creative.kind)},
          {"image", creative.image ? json::value(creative.image.value) : json::value(nullptr)},
          {"text", creative.text},
          {"address", creative.address},
          {"slots", texts(creative.slots)},
          {"code", creative.code},
          {"captions", creative.captions},
          {"captions_language", creative.captions_language},
          {"width", creative.width},
          {"height", creative.height},
          {"off", creative.off},
          {"follows", creative.follows ? json::value(creative.follows.value) : json::value(nullptr)}};
}

json::object write(const Vote& vote) {
  return {{"slug", vote.slug},
          {"kind", vote.kind},
          {"country", vote.country},
          {"name_bg", vote.name_bg},
          {"name_en", vote.name_en},
          {"day", time_or_null(vote.day)},
          {"silence_from", time_or_null(vote.silence_from)},
          {"silence_until", time_or_null(vote.silence_until)},
          {"information", vote.information},
          {"foreign_sponsors_barred_days", vote.foreign_sponsors_barred_days}};
}

Result<void> read(const json::object& given, Advertiser& into) {
  Members members(given);
  members.text("name", name_bytes, into.name);
  members.text("legal_name", name_bytes, into.legal_name);
  members.text("email", name_bytes, into.email);
  members.text("postal_address", long_bytes, into.postal_address);
  members.text("registration", name_bytes, into.registration);
  members.text("country", 2, into.country);
  if (auto done = members.done(); !done) return done;
  if (into.name.empty()) return fail(ErrorKind::invalid, "an advertiser needs a name", "name");
  return {};
}

Result<void> read(const json::object& given, Campaign& into) {
  static constexpr std::array<std::string_view, 3> tiers{"sponsorship", "standard", "house"};
  static constexpr std::array<std::string_view, 3> goals{"impressions", "clicks", "share"};
  Members members(given);
  members.number("advertiser", 1, INT64_MAX, into.advertiser.value);
  members.text("payer", name_bytes, into.payer);
  members.text("name", name_bytes, into.name);
  members.word("tier", tiers, [&](std::size_t place) { into.tier = static_cast<Tier>(place); });
  members.word("goal", goals, [&](std::size_t place) { into.goal = static_cast<Goal>(place); });
  members.number("amount", 0, most_amount, into.amount);
  members.number("price_cents", 0, most_cents, into.price_cents);
  members.object("booking", [&](const json::object& object) { return read(object, into.booking); });
  members.text("category", name_bytes, into.category);
  members.text("companions", name_bytes, into.companions);
  std::int64_t per_page = into.per_page;
  members.number("per_page", 1, static_cast<std::int64_t>(slot_names.size()), per_page);
  into.per_page = static_cast<int>(per_page);
  members.flag("state_advertising", into.state_advertising);
  members.object("declaration", [&](const json::object& object) -> Result<void> {
    Declaration declaration = into.declaration.value_or(Declaration{});
    Members inside(object, "declaration.");
    inside.flag("political", declaration.political);
    inside.text("by", name_bytes, declaration.by);
    inside.time("at", declaration.at);
    if (auto done = inside.done(); !done) return done;
    into.declaration = std::move(declaration);
    return {};
  });
  members.object("political", [&](const json::object& object) { return read(object, into.political); });
  if (auto done = members.done(); !done) return done;
  if (into.name.empty()) return fail(ErrorKind::invalid, "a campaign needs a name", "name");
  if (into.goal == Goal::share && into.amount > whole_voice) {
    return fail(ErrorKind::invalid, "a share is at most 10 000 hundredths of a per cent", "amount");
  }
  if (into.booking.until < into.booking.from) {
    return fail(ErrorKind::invalid, "it ends before it begins", "booking.until");
  }
  return {};
}

Result<void> check_sent_booking(const json::object& given) {
  static constexpr std::array<std::string_view, 14> names{
      "from",           "until",    "sites",   "sections",          "topics",
      "languages",      "slots",    "hours",   "excluded_sections", "excluded_topics",
      "excluded_words", "weekdays", "devices", "visit_start"};
  Members members(given, "booking.");
  members.only(names);
  std::vector<std::string> languages;
  members.texts("languages", name_bytes, languages);
  if (auto done = members.done(); !done) return done;
  for (const std::string& language : languages) {
    if (!is_language(language)) {
      return fail(ErrorKind::invalid, "no such language: " + language, "booking.languages",
                  "the two letters of ISO 639-1: bg, en");
    }
  }
  return {};
}

Result<void> check_sent_campaign(const json::object& given) {
  static constexpr std::array<std::string_view, 15> names{
      "advertiser",  "payer",     "name",     "tier",       "goal",     "amount",
      "price_cents", "booking",   "category", "companions", "per_page", "state_advertising",
      "declaration", "political", "reason"};
  // Of what was read and is sent back as it is.
  static constexpr std::array<std::string_view, 18> told{
      "id",        "state",    "changed_by", "changed_at", "approved_by", "upheld",
      "delivered", "clicked",  "last_shown", "creatives",  "missing",     "report_until",
      "waits_for", "oversold", "share_pace", "due",        "noticed",     "on_behalf_of"};
  json::object sent;
  for (const auto& member : given) {
    if (std::ranges::find(told, std::string_view(member.key())) == told.end()) sent.insert(member);
  }
  if (auto known = check_names(sent, "", names); !known) return known;
  if (const json::object* declaration = object_in(given, "declaration")) {
    static constexpr std::array<std::string_view, 3> declared{"political", "by", "at"};
    if (auto known = check_names(*declaration, "declaration.", declared); !known) return known;
  }
  if (const json::object* political = object_in(given, "political")) {
    if (auto known = check_sent_political(*political); !known) return known;
  }
  const json::object* booking = object_in(given, "booking");
  return booking == nullptr ? Result<void>() : check_sent_booking(*booking);
}

Result<void> check_sent_creative(const json::object& given) {
  // What is not read is told by answers, and may be sent back.
  static constexpr std::array<std::string_view, 15> names{
      "kind",  "image",  "text", "address",  "slots", "code",    "captions", "captions_language",
      "width", "height", "id",   "campaign", "off",   "follows", "removable"};
  return check_names(given, "", names);
}

Result<void> check_sent_advertiser(const json::object& given) {
  static constexpr std::array<std::string_view, 8> names{"name",         "legal_name", "email", "postal_address",
                                                         "registration", "country",    "id",    "etag"};
  return check_names(given, "", names);
}

Result<void> check_sent_vote(const json::object& given) {
  static constexpr std::array<std::string_view, 11> names{
      "kind",          "country",     "name_bg",
      "name_en",       "day",         "silence_from",
      "silence_until", "information", "foreign_sponsors_barred_days",
      "slug",          "etag"};
  return check_names(given, "", names);
}

Result<void> read(const json::object& given, Creative& into) {
  static constexpr std::array<std::string_view, 5> kinds{"picture", "text", "html", "outside", "video"};
  Members members(given);
  members.word("kind", kinds, [&](std::size_t place) { into.kind = static_cast<Creative::Kind>(place); });
  if (given.contains("image") && !given.at("image").is_null()) members.number("image", 0, INT64_MAX, into.image.value);
  members.text("text", name_bytes, into.text);
  members.address("address", into.address);
  members.texts("slots", name_bytes, into.slots);
  members.verbatim("code", limits::creative_code_bytes, into.code);
  members.verbatim("captions", limits::creative_caption_bytes, into.captions);
  static constexpr std::array<std::string_view, 3> caption_languages{"", "bg", "en"};
  members.word("captions_language", caption_languages,
               [&](std::size_t place) { into.captions_language = caption_languages[place]; });
  std::int64_t width = into.width, height = into.height;
  members.number("width", 0, limits::frame_width, width);
  members.number("height", 0, limits::frame_height, height);
  into.width = static_cast<int>(width);
  into.height = static_cast<int>(height);
  for (const std::string& slot : into.slots) {
    if (!slot_number(slot)) {
      return fail(ErrorKind::invalid, "no such slot", slot, "top, text, rail, reading, section, footer");
    }
  }
  return members.done();
}

Result<void> read(const json::object& given, Vote& into) {
  static constexpr std::array<std::string_view, 2> kinds{"election", "referendum"};
  Members members(given);
  members.word("kind", kinds, [&](std::size_t place) { into.kind = kinds[place]; });
  members.text("country", 2, into.country);
  members.text("name_bg", name_bytes, into.name_bg);
  members.text("name_en", name_bytes, into.name_en);
  members.time("day", into.day);
  members.time("silence_from", into.silence_from);
  members.time("silence_until", into.silence_until);
  members.address("information", into.information);
  std::int64_t days = into.foreign_sponsors_barred_days;
  members.number("foreign_sponsors_barred_days", 0, 400, days);
  into.foreign_sponsors_barred_days = static_cast<int>(days);
  if (auto done = members.done(); !done) return done;
  if (into.kind.empty() || into.country.empty() || into.name_bg.empty() || into.name_en.empty() || into.day == Time()) {
    return fail(ErrorKind::invalid, "a vote needs kind, country, name_bg, name_en and day", into.slug);
  }
  if (into.silence_until < into.silence_from || into.silence_from == Time()) {
    return fail(ErrorKind::invalid, "a vote needs silence_from and silence_until, in this order", into.slug,
                "in Bulgaria from 00:00 of the day before until the polls close");
  }
  return {};
}

}  // namespace vestnik::advertising
