// How an importer brings an article into the store: as a new one, as a new revision of the one that came from the same
// thing before, or not at all. Within a writing transaction; everything is quiet, the import ends with one `reset`.
#pragma once

#include <string>

#include "content/article.h"
#include "content/site.h"
#include "interchange/past.h"
#include "interchange/report.h"
#include "store/articles.h"

namespace vestnik::interchange {

// Who imports appear as in the history of an article. A revision of anybody else is never overwritten.
inline constexpr std::string_view importer = "import";

struct Saved {
  ArticleId id;
  enum class How { taken, changed, unchanged, left } how = How::taken;  // left: the newsroom has changed it since
};

// `past`: what readers saw before, kept with an article that is new here and published.
// `article.foreign_id` says what it is. An address that another published article holds is given up: the report says
// so. `derived`: what follows from the body, where it is there already.
Saved save_imported(store::Session& session, content::Article article, const std::string& where, ImportReport& report,
                    Time now, const store::DerivedText* derived = nullptr, const std::vector<PastState>& past = {});

// What the newsroom has decided about a comment that is here stays: hidden and removed ones as they are, and what
// readers see is not taken from them by an export that does not show it.
content::Comment as_decided_here(const content::Comment& stored, content::Comment imported);

// A slug that no other article will have: for one whose address the store refuses.
std::string slug_of_its_own(const content::Article& article);

}  // namespace vestnik::interchange
