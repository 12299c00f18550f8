#include "reader/named_pictures.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/limits.h"
#include "content/html_writer.h"
#include "pages/logo.h"
#include "pages/renditions.h"
#include "reader/figures.h"
#include "reader/selection.h"
#include "reader/views_of.h"
#include "store/articles.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

using As = Placed::As;

// Pictures in their order, each place of them once.
class Gathered {
 public:
  void add(AssetId asset, As as) {
    const Placed placed{asset, as};
    if (asset && seen_.insert(placed).second) all_.push_back(placed);
  }
  void add_card(const edition::Summary& story) {
    add(story.lead_image, As::card);
    add(story.lead_image, As::tile);
  }
  std::vector<Placed> take() { return std::move(all_); }

 private:
  std::set<Placed> seen_;
  std::vector<Placed> all_;
};

// Writes down which pictures a body's page shows, as it is written.
class Noting final : public PageFigures {
 public:
  Noting(const edition::Edition& edition, const content::Site& site, Time published_at, Gathered& into)
      : PageFigures(edition, site.language, site.time_zone, published_at), into_(into) {}
  std::string media(AssetId asset, std::string_view, bool in_gallery) const override {
    into_.add(asset, in_gallery ? As::gallery : As::body);
    return "<i></i>";  // of what shows nothing the rest is left out
  }

 private:
  Gathered& into_;
};

// What a front shows: the story that leads it, and all others.
struct Front {
  edition::SummaryPtr lead;
  Shown others;
};

Front home_of(const edition::Edition& edition, const edition::SiteEdition& site) {
  HomeSelection home = home_front(edition, site);
  Front front{.lead = home.lead, .others = std::move(home.top)};
  front.others.insert(front.others.end(), home.latest.begin(), home.latest.end());
  for (const Zone& zone : home.zones) {
    front.others.insert(front.others.end(), zone.stories.begin(), zone.stories.end());
  }
  return front;
}

// The first page of a section (front_pages.h).
Front section_of(const edition::SiteEdition& site, SectionId section) {
  Front front;
  const content::Front* arranged_front = site.front(section);
  if (arranged_front != nullptr && !arranged_front->zones.empty()) {
    front.others = arranged(site, arranged_front->zones.front(), {});
  }
  const Shown newest = site.of_section(section, 0, limits::page_size).stories;
  front.others.insert(front.others.end(), newest.begin(), newest.end());
  if (!front.others.empty()) front.lead = front.others.front();
  return front;
}

Front front_of(const edition::Edition& edition, const edition::SiteEdition& site, SectionId section) {
  return section ? section_of(site, section) : home_of(edition, site);
}

std::optional<pages::PictureUse> use_of(As as) {
  switch (as) {
    case As::lead:
      return pages::PictureUse::lead;
    case As::front:
      return pages::PictureUse::front;
    case As::card:
      return pages::PictureUse::card;
    case As::tile:
      return pages::PictureUse::tile;
    case As::body:
      return pages::PictureUse::body;
    case As::gallery:
      return pages::PictureUse::gallery;
    case As::portrait:
      return pages::PictureUse::portrait;
    case As::shared:
    case As::logo:
    case As::described:
    case As::person:
      break;
  }
  return std::nullopt;
}

void add_offered(std::vector<media::Rendition>& files, const pages::PictureView& picture, pages::PictureUse use,
                 Need need) {
  const pages::Offer offer = pages::offer_of(picture, use);
  for (std::size_t rank = 0; rank < offer.formats.size(); ++rank) {
    for (const int width : offer.widths) {
      const bool on_phone = width == offer.phone;
      const Need when = rank == 0 && on_phone                  ? Need::first
                        : rank == 0 || (rank == 1 && on_phone) ? Need::next
                                                               : Need::last;
      if (when == need) files.push_back(pages::rendition_of(picture, offer.crop, width, offer.formats[rank]));
    }
  }
}

std::vector<media::Rendition> files_of(const pages::PictureView& picture, As as, Need need) {
  std::vector<media::Rendition> files;
  const auto add = [&](const std::optional<media::Rendition>& file, Need when) {
    if (file && when == need) files.push_back(*file);
  };
  if (const auto use = use_of(as)) add_offered(files, picture, *use, need);
  if (as == As::shared) add(pages::shared_rendition(picture), Need::first);
  if (as == As::logo) add(pages::logo_rendition(picture), Need::first);
  if (as == As::described || as == As::person) {
    add(pages::described_rendition(picture, media::Crop::square), Need::last);
  }
  if (as == As::described) add(pages::described_rendition(picture, media::Crop::wide), Need::last);
  // Feeds show a gallery's pictures as a whole; those of a body are so already.
  if (as == As::described || as == As::gallery) {
    add(pages::described_rendition(picture, media::Crop::whole), Need::last);
  }
  return files;
}

void add_author(Gathered& gathered, const content::Author& author) {
  gathered.add(author.picture, As::portrait);
}

}  // namespace

Result<std::vector<Placed>> pictures_of_article(store::Store& store, const edition::EditionPtr& edition,
                                                const edition::SiteEdition& site, ArticleId article) {
  const edition::SummaryPtr story = site.article(article);
  if (!story) return std::vector<Placed>{};
  Gathered gathered;
  AssetId shared = story->lead_image;
  gathered.add(story->lead_image, As::lead);
  gathered.add(shared, As::shared);
  if (story->kind != content::Kind::page) {
    gathered.add(story->lead_image, As::tile);
    gathered.add(story->lead_image, As::card);
  }
  for (const AuthorId id : story->authors) {
    if (const content::Author* author = site.author(id)) add_author(gathered, *author);
  }
  // Most bodies have no picture, and the edition knows which.
  if (!site.pictures(*story).empty()) {
    auto text = store.read_public([&](store::Session& session) { return store::published_text(session, article); });
    if (!text) return std::unexpected(text.error());
    if (*text) content::write_html_blocks((*text)->body, Noting(*edition, site.site(), story->published_at, gathered));
    if (*text && !shared) {
      shared = first_picture((*text)->body.blocks);
      gathered.add(shared, As::shared);
    }
  }
  if (story->kind != content::Kind::page) gathered.add(shared, As::described);
  return gathered.take();
}

std::vector<Placed> pictures_of_front(const edition::Edition& edition, const edition::SiteEdition& site,
                                      SectionId section) {
  const Front front = front_of(edition, site, section);
  Gathered gathered;
  gathered.add(site.site().look.logo, As::logo);
  if (front.lead) {
    gathered.add(front.lead->lead_image, As::front);
    if (!section) gathered.add(front.lead->lead_image, As::shared);
  }
  for (const edition::SummaryPtr& story : front.others) gathered.add_card(*story);
  return gathered.take();
}

std::vector<Placed> pictures_of_author(const edition::SiteEdition& site, AuthorId id) {
  Gathered gathered;
  if (const content::Author* author = site.author(id)) {
    add_author(gathered, *author);
    gathered.add(author->picture, As::shared);
    gathered.add(author->picture, As::person);
  }
  return gathered.take();
}

std::vector<Placed> pictures_of_story(const edition::SiteEdition& site, StoryId id) {
  Gathered gathered;
  if (const content::Story* story = site.running_story(id)) {
    gathered.add(story->lead_image, As::body);
    gathered.add(story->lead_image, As::shared);
  }
  return gathered.take();
}

std::vector<ArticleId> stories_on_front(const edition::Edition& edition, const edition::SiteEdition& site,
                                        SectionId section) {
  const Front front = front_of(edition, site, section);
  std::vector<ArticleId> stories;
  const auto add = [&](const edition::SummaryPtr& story) {
    if (story && std::ranges::find(stories, story->id) == stories.end()) stories.push_back(story->id);
  };
  add(front.lead);
  for (const edition::SummaryPtr& story : front.others) add(story);
  return stories;
}

std::vector<NamedFile> files_of(const edition::Edition& edition, const std::vector<Placed>& pictures, Need need) {
  std::vector<NamedFile> files;
  std::set<std::string> seen;
  for (const Placed& placed : pictures) {
    const content::Asset* asset = edition.asset(placed.asset);
    const pages::PictureView picture = picture_of(edition, placed.asset);
    if (asset == nullptr || !picture) continue;
    for (media::Rendition& file : files_of(picture, placed.as, need)) {
      if (!seen.insert(media::address_of(picture.digest, file)).second) continue;
      file.part = asset->crop;
      files.push_back({placed.asset, std::move(file)});
    }
  }
  return files;
}

bool is_named_now(const edition::Edition& edition, const NamedFile& file) {
  const content::Asset* asset = edition.asset(file.asset);
  const pages::PictureView picture = picture_of(edition, file.asset);
  if (asset == nullptr || !picture || asset->crop != file.rendition.part) return false;
  media::Rendition now = file.rendition;
  now.stamp = picture.stamp;
  // What shows the whole picture has no focus in its address.
  now.focus_x = picture.focus_x;
  now.focus_y = picture.focus_y;
  return media::address_of(picture.digest, now) == media::address_of(picture.digest, file.rendition);
}

}  // namespace vestnik::reader
