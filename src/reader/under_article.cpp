#include "reader/under_article.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "pages/arrangement.h"
#include "pages/tail.h"
#include "reader/selection.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t stories_under_article = 4, zones_under_article = 6;

// What stands under an article.
struct Under {
  SectionId section;
  Shown more, reading;
  std::vector<Zone> zones;
  Version version{"tail"};
  StoriesShown shown;  // in any of these
};
using UnderPtr = std::shared_ptr<const Under>;

// `except` is not shown under itself; a page, which has no section, has nothing under it.
UnderPtr choose_under(const Context& context, SectionId section, ArticleId except, bool page) {
  const edition::SiteEdition& site = *context.site;
  auto under = std::make_shared<Under>();
  under->section = section;
  if (!page) {
    under->more = more_from_section(site, section, except);
    under->reading = keep_reading(site, section, except);
    Shown shown = under->more;
    shown.insert(shown.end(), under->reading.begin(), under->reading.end());
    under->zones = further_sections(site, section, shown, stories_under_article, zones_under_article);
    for (const Zone& zone : under->zones) shown.insert(shown.end(), zone.stories.begin(), zone.stories.end());
    for (const edition::SummaryPtr& each : shown) under->shown.ids.push_back(each->id);
    std::ranges::sort(under->shown.ids);
  }
  Version& version = under->version;
  version.add(static_cast<std::int64_t>(chrome_version(context))).add(section);
  add_cards(version, context, under->more);
  add_cards(version, context, under->reading);
  for (const Zone& zone : under->zones) {
    version.add(zone.section->id);
    add_cards(version, context, zone.stories);
  }
  return under;
}

// In one edition the same stands under nearly every article of a section; only those that it would show themselves
// differ. Each thread remembers it for the edition that it answered from last.
UnderPtr under_all_of(const Context& context, SectionId section) {
  struct Known {
    std::weak_ptr<const edition::Edition> edition;
    std::map<std::pair<SiteId, SectionId>, UnderPtr> under;
  };
  thread_local Known known;
  if (known.edition.lock() != context.edition) known = {.edition = context.edition, .under = {}};
  UnderPtr& under = known.under[{context.site->site().id, section}];
  if (!under) under = choose_under(context, section, {}, false);
  return under;
}

UnderPtr under_article(const Context& context, const edition::Summary& story) {
  if (story.kind == content::Kind::page) return choose_under(context, {}, story.id, true);
  UnderPtr under = under_all_of(context, story.section);
  return under->shown.has(story.id) ? choose_under(context, story.section, story.id, false) : under;
}

// Renders what stands under an article from pieces; what one edition's have in common with the last one's, and with
// what stands under another section's, is taken as it was.
class Rendering {
 public:
  explicit Rendering(const Context& context)
      : context_(context), site_(*context.site), around_(static_cast<std::int64_t>(chrome_version(context))) {}

  std::string render(const Under& under) {
    const std::string& language = site_.site().language;
    pages::TailPieces pieces;
    const content::Section* own = site_.section(under.section);
    const pages::ZoneTitle more =
        pages::more_title(language, own ? own->name : "", own ? encoded(section_path(*own)) : "");
    pieces.more = zone(more, under.more);
    pieces.reading = zone(pages::reading_title(language), under.reading);
    std::vector<pages::Pictured> zones;
    for (const Zone& each : under.zones) zones.push_back(pictured(each.stories));
    const std::vector<std::string_view> places = pages::places_of(zones, false);
    for (const Zone& each : under.zones) {
      const std::size_t at = pieces.zones.size();
      pieces.zones.push_back(zone(pages::further_title(each.section->name, encoded(section_path(*each.section)),
                                                       places[at], at, under.zones.size()),
                                  each.stories));
    }
    pieces.footer = piece(around("footer").value(), [this] { return pages::render_footer(chrome()); });
    return pages::join_tail(language, pieces);
  }

 private:
  Version around(std::string_view kind) const { return Version(kind).add(around_); }

  const pages::Chrome& chrome() {
    if (!chrome_) chrome_ = chrome_of(*context_.edition, site_);
    return *chrome_;
  }

  template <class Make>
  pages::Piece piece(std::uint64_t version, const Make& make) const {
    if (context_.pieces == nullptr) return std::make_shared<const std::string>(make());
    if (pages::Piece known = context_.pieces->find(version)) return known;
    auto made = std::make_shared<const std::string>(make());
    context_.pieces->put(version, made, sizeof(std::string) + made->size());
    return made;
  }

  pages::Pictured pictured(const Shown& stories) const {
    pages::Pictured shown;
    for (const edition::SummaryPtr& story : stories) shown.push_back(has_picture(*context_.edition, story->lead_image));
    return shown;
  }

  pages::Piece zone(const pages::ZoneTitle& title, const Shown& stories) {
    const pages::Arrangement arrangement = pages::arrange(title.place, pictured(stories));
    const std::vector<pages::CardLook>& looks = arrangement.looks;
    const Shown shown(stories.begin(), stories.begin() + static_cast<std::ptrdiff_t>(looks.size()));
    Version version = around("zone");
    for (const std::string& part : {title.name, title.path, title.place, title.id, title.slot}) version.add(part);
    version.add(arrangement.layout);
    add_cards(version, context_, shown);
    return piece(version.value(), [&] {
      std::vector<pages::Piece> cards;
      for (std::size_t at = 0; at < shown.size(); ++at) cards.push_back(card(*shown[at], looks[at]));
      return pages::render_zone(site_.site().language, title, arrangement.layout, cards);
    });
  }

  pages::Piece card(const edition::Summary& story, const pages::CardLook& look) {
    Version version = around("card");
    add_card(version, context_, story);
    version.add(std::string_view(look.name)).add(look.level);
    version.add(look.picture ? static_cast<std::int64_t>(*look.picture) : -1);
    for (const bool shown : {look.deck, look.section, look.time, look.eager}) version.add(shown ? 1 : 0);
    return piece(version.value(),
                 [&] { return pages::render_card(chrome(), card_of(*context_.edition, site_, story), look); });
  }

  const Context& context_;
  const edition::SiteEdition& site_;
  const std::int64_t around_;  // whatever a piece shows of the site: its language and clock, its sections' names
  std::optional<pages::Chrome> chrome_;
};

ChainPlan chain_of(const Context& context, const UnderPtr& under) {
  return changing_chain(context, under->version,
                        [context, under]() -> Result<std::string> { return Rendering(context).render(*under); });
}

}  // namespace

ChainPlan chain_under_article(const Context& context, const edition::Summary& story) {
  return chain_of(context, under_article(context, story));
}

UnderSection under_section(const Context& context, SectionId section) {
  const UnderPtr under = under_all_of(context, section);
  return {.chain = chain_of(context, under), .shown = under->shown};
}

}  // namespace vestnik::reader
