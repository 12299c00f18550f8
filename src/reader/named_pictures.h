// Which files of pictures the pages name: of an article its own page, its cards and what is told of it elsewhere, of a
// front all that it shows. What stands in an advertisement is not among them. Any thread; the first function blocks.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "content/asset.h"
#include "edition/edition.h"
#include "media/library.h"

namespace vestnik::store {
class Store;
}

namespace vestnik::reader {

// A picture and where it stands.
struct Placed {
  enum class As {
    lead,       // of an article
    shared,     // as og:image
    front,      // the lead story of a front
    card,       // large on a phone
    tile,       // small on a phone
    body,       // of an article or a story
    gallery,    // in a gallery of a body
    portrait,   // of an author
    logo,       // of the site
    described,  // of an article, in its structured data
    person,     // of an author, likewise
  };
  AssetId asset;
  As as = As::lead;
  auto operator<=>(const Placed&) const = default;
};

// In the order of the page, each once. Empty where readers cannot see it. Errors as of Store::read_public.
Result<std::vector<Placed>> pictures_of_article(store::Store& store, const edition::EditionPtr& edition,
                                                const edition::SiteEdition& site, ArticleId article);
// No section: the home front.
std::vector<Placed> pictures_of_front(const edition::Edition& edition, const edition::SiteEdition& site,
                                      SectionId section);
std::vector<Placed> pictures_of_author(const edition::SiteEdition& site, AuthorId author);
std::vector<Placed> pictures_of_story(const edition::SiteEdition& site, StoryId story);

// The stories whose pictures a front shows, as they come.
std::vector<ArticleId> stories_on_front(const edition::Edition& edition, const edition::SiteEdition& site,
                                        SectionId section);

// What is needed first: on a phone the one file of each picture that it takes, and what a link that is handed on shows;
// then what other browsers and displays take; then what few or only machines ask for.
enum class Need : std::uint8_t { first, next, last };
inline constexpr std::array needs = {Need::first, Need::next, Need::last};

struct NamedFile {
  AssetId asset;
  media::Rendition rendition;
};
// Of those pictures, in their order, each file once; only of what is public and has a file.
std::vector<NamedFile> files_of(const edition::Edition& edition, const std::vector<Placed>& pictures, Need need);

// Whether readers are shown that picture so now: it may have been taken from the public, or got another credit, crop or
// focus.
bool is_named_now(const edition::Edition& edition, const NamedFile& file);

}  // namespace vestnik::reader
