// One title of the portfolio, its sections, authors, topics and navigation: plain values.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "content/ids.h"

namespace vestnik::content {

// After which paragraph of a text its slot may stand (Site::slot_after).
inline constexpr int most_slot_after = 50;
// Slots in one text whose places its newsroom named.
inline constexpr int most_text_slots = 3;

struct NavigationItem {
  std::string label;
  std::string address;  // a path of the site ("/svyat/") or an absolute http(s) address
  std::vector<NavigationItem> children;
  bool operator==(const NavigationItem&) const = default;
};

// What stands in a slot until a campaign runs there.
struct HouseAdvertisement {
  std::string slot;     // "top", "text", "rail", "reading", "section", "footer"; "*" for every slot
  std::string address;  // where a click leads, http(s) or a path
  std::string text;     // what it says: shown as text, or as the picture's alt text
  AssetId image;        // optional
  bool operator==(const HouseAdvertisement&) const = default;
};

// What a newsroom chooses of the theme.
struct Look {
  enum class Scheme { by_reader, light, dark };  // by_reader: as the reader's device is set
  std::string accent;                            // "#9d1620", of links and signs; empty: the theme's own
  Scheme scheme = Scheme::by_reader;
  AssetId logo;  // stands for the name at the top of every page; optional
  bool operator==(const Look&) const = default;
};

struct Site {
  SiteId id;
  std::string host;                  // "news24sofia.eu"; the first site answers for hosts that no site names
  std::vector<std::string> aliases;  // other host names that answer 301 to `host`
  std::string base_url;              // "https://news24sofia.eu", no slash at the end: canonical links, feeds
  std::string name;
  std::string tagline;
  std::string about;            // a paragraph for the footer and NewsMediaOrganization
  std::string language = "bg";  // of the interface and of articles that name none (BCP 47)
  std::string time_zone = "Europe/Sofia";
  std::string contact_email;
  std::vector<std::string> social;         // addresses of the site's profiles elsewhere
  std::string ads_txt;                     // served as /ads.txt as it is
  std::vector<NavigationItem> navigation;  // empty: the sections in their order
  std::vector<HouseAdvertisement> house_advertisements;
  std::string breaking_text;  // a sign of breaking news over every page; empty: none
  std::string breaking_address;
  std::vector<NavigationItem> footer_navigation;  // empty: the sections in their order
  Look look;
  // After which paragraph of a text the slot "text" stands, where the newsroom has named no place in it; 0: after the
  // text. At most most_slot_after.
  int slot_after = 3;
  bool operator==(const Site&) const = default;
};

struct Section {
  SectionId id;
  SiteId site;
  SectionId parent;  // 0: top
  std::string slug;
  std::string name;
  std::string description;
  int position = 0;
  bool needs_editor = true;  // a reporter's story is published by an editor, or after one has found it ready
  bool operator==(const Section&) const = default;
};

struct Author {
  enum class Kind { person, team };
  AuthorId id;
  SiteId site;
  std::string slug;
  std::string name;
  std::string bio;  // plain text, paragraphs by empty lines
  std::string url;
  AssetId picture;
  std::vector<std::string> links;  // social profiles
  Kind kind = Kind::person;
  bool operator==(const Author&) const = default;
};

struct Topic {
  TopicId id;
  SiteId site;
  std::string slug;
  std::string name;
  std::string description;
  bool operator==(const Topic&) const = default;
};

// A running subject that articles belong to, with a timeline; the articles say so themselves (content::StoryPart).
struct Story {
  StoryId id;
  SiteId site;
  std::string slug;
  std::string name;
  std::string summary;  // what happened so far, for who comes late: plain text, paragraphs by empty lines
  AssetId lead_image;   // optional
  bool open = true;     // it goes on
  Time updated_at = {};
  std::int64_t saved = 0;  // how often it was saved
  bool operator==(const Story&) const = default;
};

// A reader's comment as taken over from another system: shown, with threads; text only.
struct Comment {
  CommentId id;
  ArticleId article;
  CommentId parent;
  std::string name;
  std::string text;  // plain text, paragraphs by empty lines
  Time at;
  bool approved = true;    // false: kept, never shown
  std::string foreign_id;  // in the system it came from
  // What the newsroom decided against it; of a removed one only the place is kept, so that no import brings it back.
  enum class Decision { none, hidden, removed } decision = Decision::none;
  bool operator==(const Comment&) const = default;
};

}  // namespace vestnik::content
