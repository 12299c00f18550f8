// A story: what the newsroom writes and, in the state `published`, what readers read. A plain value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "content/body.h"
#include "content/ids.h"

namespace vestnik::content {

enum class Kind { news, analysis, interview, opinion, live, gallery, video, page };
enum class State { draft, review, ready, scheduled, published, withdrawn, trashed, hidden };
// hidden: published elsewhere behind a password or privately; never public here.

std::string_view name_of(Kind kind);
std::string_view name_of(State state);
std::optional<Kind> kind_of(std::string_view name);
std::optional<State> state_of(std::string_view name);

// What an article is to a story it belongs to (content/site.h).
struct StoryPart {
  StoryId story;
  std::string note;  // what it adds, a line for the timeline; empty: the deck says it
  bool key = false;  // a key moment
  bool operator==(const StoryPart&) const = default;
};

struct Article {
  ArticleId id;
  SiteId site;
  Kind kind = Kind::news;
  State state = State::draft;
  std::string language;  // BCP 47; empty: the site's
  std::string headline, deck;
  std::string slug;
  std::string permalink;  // a path that wins over /{section}/{slug}/ ("/2023/10/x/"); empty: none
  SectionId section;
  std::vector<AuthorId> authors;
  std::vector<TopicId> topics;
  std::vector<StoryPart> stories;  // at most limits::stories_of_article, each once
  AssetId lead_image;
  std::string lead_caption;
  Body body;
  std::string description;    // for search engines; empty: the deck
  std::string canonical_url;  // where the story is at home elsewhere; empty: here
  bool pinned = false;        // on the home front before others
  bool breaking = false;
  std::optional<Time> published_at, updated_at, scheduled_at;
  std::string foreign_id;  // "wordpress:1000": the same thing imported again is the same article
  int revision = 0;        // number of the newest revision, 1 the first; what If-Match compares
  // Of the newsroom's work (store/work.h); saving a revision leaves them as they are.
  std::string assignee;               // who has it: an account's address; empty: nobody
  std::optional<Time> embargo_until;  // not to be published or scheduled before
  int scheduled_revision = 0;         // number of the one that is published at `scheduled_at`; 0: none
  int published_revision = 0;         // number of the one that readers see; 0: none
  int step = 0;                       // grows with every step of work
};

// /{section}/{slug}/, or the permalink where there is one. `section` may be empty: /{slug}/.
std::string address_of(const Article& article, std::string_view section_slug);

// A path in the form that routes are compared by: percent-decoded once, lower case (any script), no empty segments, no
// trailing slash but "/" itself, invalid UTF-8 replaced. "/Svyat//Новина/" and "/svyat/%D0%9D…" meet.
std::string route_key(std::string_view path);

}  // namespace vestnik::content
