#include "reader/story_page.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "pages/views.h"
#include "reader/selection.h"
#include "reader/structured_data.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t most_key_moments = 12, most_read_beside = 10, leading_parts = 5;
constexpr std::size_t story_description_characters = 200, box_characters = 320;

void add_story(Version& version, const Context& context, const content::Story& story) {
  version.add(story.id).add(story.name).add(story.slug).add(story.summary).add(story.open ? 1 : 0);
  version.add(story.lead_image).add(context.edition->asset_version(story.lead_image));
}

const edition::StoryPart* part_of(const edition::Summary& article, StoryId story) {
  const auto found = std::ranges::find(article.stories, story, &edition::StoryPart::story);
  return found == article.stories.end() ? nullptr : &*found;
}

std::string first_paragraph(std::string_view summary, std::size_t characters, std::string_view language) {
  return text::cut_at_word(text::squeeze(summary.substr(0, summary.find("\n\n"))), characters, language);
}

// One page of a story, as far as the edition says what stands on it.
struct Timeline {
  const content::Story* story = nullptr;
  std::size_t page = 1;
  StoryOrder order = StoryOrder::newest_first;
  edition::Stories parts;
  edition::SummaryPtr newest;
  struct Moment {
    edition::SummaryPtr article;
    std::size_t page;
  };
  std::vector<Moment> key_moments;  // oldest first
  Shown read;
};

std::string address_of(const Timeline& line, StoryOrder order, std::size_t page) {
  std::string address = encoded(story_path(*line.story));
  const char* joint = "?";
  if (order == StoryOrder::oldest_first) address += std::exchange(joint, "&") + std::string("order=oldest");
  if (page > 1) address += joint + ("page=" + std::to_string(page));
  return address;
}

std::string id_of(const edition::Summary& article) {
  return "part-" + std::to_string(article.id.value);
}

pages::StoryPartView part_view(const Context& context, const Timeline& line, const edition::Summary& article,
                               std::size_t page) {
  pages::StoryPartView view;
  view.id = id_of(article);
  view.address = (page == line.page ? "" : address_of(line, line.order, page)) + "#" + view.id;
  view.card = card_of(*context.edition, *context.site, article);
  const edition::StoryPart* part = part_of(article, line.story->id);
  view.note = part && !part->note.empty() ? std::string(part->note) : view.card.deck;
  view.key = part && part->key;
  return view;
}

pages::StoryView view_of(const Context& context, const Timeline& line) {
  const edition::SiteEdition& site = *context.site;
  const content::Story& story = *line.story;
  const std::size_t pages = (line.parts.total + limits::page_size - 1) / limits::page_size;
  pages::StoryView view;
  view.name = story.name;
  view.summary = story.summary;
  view.open = story.open;
  view.oldest_first = line.order == StoryOrder::oldest_first;
  view.breadcrumbs = {{.label = site.site().name, .path = "/"},
                      {.label = story.name, .path = encoded(story_path(story))}};
  view.picture = picture_of(*context.edition, story.lead_image);
  view.total = line.parts.total;
  view.latest = line.newest->published_at;
  for (const Timeline::Moment& each : line.key_moments) {
    view.key_moments.push_back(part_view(context, line, *each.article, each.page));
  }
  for (const edition::SummaryPtr& each : line.parts.stories) {
    view.parts.push_back(part_view(context, line, *each, line.page));
  }
  view.other_order =
      address_of(line, view.oldest_first ? StoryOrder::newest_first : StoryOrder::oldest_first, 1) + "#timeline";
  view.most_read = cards_of(*context.edition, site, line.read);
  view.pager = {.page = static_cast<int>(line.page),
                .pages = static_cast<int>(pages),
                .path = address_of(line, line.order, 1),
                .by_time = !view.oldest_first};
  view.meta.title = story.name;
  view.meta.description = first_paragraph(story.summary, story_description_characters, site.site().language);
  if (view.meta.description.empty()) view.meta.description = story.name + " – " + site.site().name;
  // Both orders hold the same: search engines are told of one.
  view.meta.canonical =
      site.site().base_url + address_of(line, StoryOrder::newest_first, view.oldest_first ? 1 : line.page);
  view.meta.language = site.site().language;
  view.meta.feed_path = encoded(story_path(story)) + "feed";
  view.meta.index = !view.oldest_first;
  if (line.page > 1) view.meta.previous = address_of(line, line.order, line.page - 1);
  if (line.page < pages) view.meta.next = address_of(line, line.order, line.page + 1);
  view.meta.card = view.picture ? view.picture : picture_of(*context.edition, line.newest->lead_image);
  view.meta.json_ld.push_back(story_json_ld(context, view));
  view.meta.json_ld.push_back(breadcrumbs_json_ld(context, view.breadcrumbs));
  return view;
}

}  // namespace

std::optional<Plan> story_plan(const Context& context, const content::Story& story, std::size_t page,
                               StoryOrder order) {
  const edition::SiteEdition& site = *context.site;
  const std::size_t skip = (page - 1) * limits::page_size;
  Timeline line{.story = &story,
                .page = page,
                .order = order,
                .parts = order == StoryOrder::newest_first ? site.of_story(story.id, skip, limits::page_size)
                                                           : site.of_story_oldest(story.id, skip, limits::page_size),
                .newest = nullptr,
                .key_moments = {},
                .read = most_read(site, most_read_beside)};
  if (line.parts.stories.empty()) return std::nullopt;
  line.newest = site.of_story(story.id, 0, 1).stories.front();
  for (const edition::SummaryPtr& each : site.key_moments(story.id, 0, most_key_moments).stories) {
    const std::size_t newer = site.place_in_story(story.id, *each);
    const std::size_t before = order == StoryOrder::newest_first ? newer : line.parts.total - 1 - newer;
    line.key_moments.push_back({each, before / limits::page_size + 1});
  }
  std::ranges::reverse(line.key_moments);

  Version version("story");
  version.add(static_cast<std::int64_t>(chrome_version(context)));
  add_story(version, context, story);
  version.add(static_cast<std::int64_t>(page)).add(static_cast<std::int64_t>(order));
  version.add(static_cast<std::int64_t>(line.parts.total));
  add_cards(version, context, line.parts.stories);
  add_card(version, context, *line.newest);
  for (const Timeline::Moment& each : line.key_moments) {
    add_card(version, context, *each.article);
    version.add(static_cast<std::int64_t>(each.page));
  }
  add_cards(version, context, line.read);
  Plan plan;
  plan.kind = PageKind::list;
  const auto& listed = line.parts.stories;
  plan.subject.leading.assign(listed.begin(),
                              listed.begin() + static_cast<std::ptrdiff_t>(std::min(leading_parts, listed.size())));
  plan.chains.push_back(changing_chain(context, version, [context, line = std::move(line)]() -> Result<std::string> {
    return pages::render_story(chrome_of(*context.edition, *context.site), view_of(context, line));
  }));
  return plan;
}

std::vector<const content::Story*> stories_of(const edition::SiteEdition& site, const edition::Summary& article) {
  std::vector<const content::Story*> stories;
  for (const edition::StoryPart& part : article.stories) {
    if (const content::Story* story = site.running_story(part.story)) stories.push_back(story);
  }
  return stories;
}

std::optional<StoryBoxes> story_boxes(const Context& context, const edition::SummaryPtr& article,
                                      edition::Reliance& relies) {
  struct Box {
    const content::Story* story = nullptr;
    std::size_t total = 0;
    edition::SummaryPtr earlier, later;
  };
  const edition::SiteEdition& site = *context.site;
  std::vector<Box> boxes;
  for (const edition::StoryPart& part : article->stories) relies.on(part.story);
  for (const content::Story* story : stories_of(site, *article)) {
    const std::size_t place = site.place_in_story(story->id, *article);
    Box box{.story = story, .total = site.of_story(story->id, 0, 0).total, .earlier = nullptr, .later = nullptr};
    // From the newer neighbour to the older one; a preview of what is not published yet stands between two.
    for (const edition::SummaryPtr& each : site.of_story(story->id, place > 0 ? place - 1 : 0, 3).stories) {
      if (each->id == article->id) continue;
      const bool newer = each->published_at != article->published_at ? each->published_at > article->published_at
                                                                     : each->id > article->id;
      if (newer) box.later = each;
      if (!newer && !box.earlier) box.earlier = each;
    }
    if (box.total > 0) boxes.push_back(std::move(box));
  }
  if (boxes.empty()) return std::nullopt;
  // Of what a box shows alone: each word that changes here renders every article of the story anew, once, when somebody
  // next asks for it. That is needed for a new part, since all boxes say how many there are, and for the part's two
  // neighbours; not for pictures, which no box shows.
  Version version("story-boxes");
  version.add(static_cast<std::int64_t>(chrome_version(context)));
  for (const Box& box : boxes) {
    version.add(box.story->id).add(box.story->name).add(box.story->slug).add(box.story->open ? 1 : 0);
    version.add(first_paragraph(box.story->summary, box_characters, site.site().language));
    version.add(static_cast<std::int64_t>(box.total));
    for (const edition::SummaryPtr& each : {box.earlier, box.later}) {
      version.add(each ? 1 : 0);
      if (each) version.add(each->path).add(each->headline).add(language_of(site, *each));
    }
  }
  return StoryBoxes{version.value(), [context, boxes = std::move(boxes)] {
                      const edition::SiteEdition& shown = *context.site;
                      std::vector<pages::StoryBoxView> views;
                      for (const Box& box : boxes) {
                        pages::StoryBoxView view{
                            .name = box.story->name,
                            .path = encoded(story_path(*box.story)),
                            .summary = first_paragraph(box.story->summary, box_characters, shown.site().language),
                            .open = box.story->open,
                            .total = box.total,
                            .earlier = {},
                            .later = {}};
                        if (box.earlier) view.earlier = card_of(*context.edition, shown, *box.earlier);
                        if (box.later) view.later = card_of(*context.edition, shown, *box.later);
                        views.push_back(std::move(view));
                      }
                      return pages::render_story_boxes(chrome_of(*context.edition, shown), views);
                    }};
}

}  // namespace vestnik::reader
