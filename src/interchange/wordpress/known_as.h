// Under which name the items of an export are known here: articles and comments as "wordpress:HOST:NUMBER", settings
// about attachments and menus as "wordpress:HOST:…", HOST without "www.". A site that changed its domain between two
// exports is known by its former one, and former builds kept "www.": both are carried over to today's name before
// anything is written, so that nothing comes twice (docs/decisions/066).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/site.h"
#include "interchange/report.h"
#include "interchange/wordpress/old_site.h"
#include "interchange/wordpress/survey.h"
#include "store/session.h"

namespace vestnik::interchange::wordpress {

// What an item of one site is recognised by under another host name: its number with slug, title and date.
struct Recognised {
  std::string host;           // as ids have it: "old.example", "www.old.example"
  std::int64_t items = 0;     // that are known here from there
  std::int64_t compared = 0;  // items of the sample whose number is known from there
  std::int64_t same = 0;      // of these
  // At least three, nine of ten of those compared, half of what the smaller side has, and twenty or a quarter of what
  // the larger has: two sites that were made of one template share a few texts and numbers, and one of them may have
  // nothing else yet.
  bool is_same_site(std::size_t sample) const;
};

// The other hosts that items of `site` came from, by how well the sample of `survey` fits them, best first; at most 20.
std::vector<Recognised> other_hosts(store::Session& session, const content::Site& site, const OldSite& old,
                                    const Survey& survey);

// Ids and settings of `from` become those of `to`; what has come under both names stays as it is and is counted.
// Within a writing transaction. How many articles were carried over.
struct Carried {
  std::int64_t articles = 0, twice = 0;
};
Carried carry_over(store::Session& session, SiteId site, std::string_view from, std::string_view to);

// Whether anything of `site` came from that host.
bool is_known_from(store::Session& session, SiteId site, std::string_view host);

}  // namespace vestnik::interchange::wordpress
