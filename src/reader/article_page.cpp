#include "reader/article_page.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "base/text.h"
#include "pages/views.h"
#include "reader/comment_threads.h"
#include "reader/figures.h"
#include "reader/selection.h"
#include "reader/story_page.h"
#include "reader/structured_data.h"
#include "reader/views_of.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/history.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t description_characters = 200;
constexpr std::size_t stories_under_article = 4, zones_under_article = 6;

Result<ArticleTexts> texts_of(const Context& context, const edition::Summary& story) {
  return context.parts->store.read_public([&](store::Session& session) -> Result<ArticleTexts> {
    auto text = store::published_text(session, story.id);
    if (!text) return fail(ErrorKind::not_found, "the article is not published any more");
    return ArticleTexts{.text = std::move(*text),
                        .comments = store::comments_of(session, story.id),
                        .comments_in_all = store::count_comments(session, story.id),
                        .corrections = store::corrections_of(session, story.id),
                        .has_history = store::has_history(session, story.id)};
  });
}

std::vector<pages::CorrectionView> corrections_of(const std::vector<store::Correction>& corrections) {
  std::vector<pages::CorrectionView> views;
  for (const store::Correction& each : corrections) {
    views.push_back({.kind = std::string(store::name_of(each.kind)), .text = each.text, .at = each.at});
  }
  return views;
}

Result<std::string> render(const Context& context, const edition::SummaryPtr& story, const edition::Neighbours& beside,
                           const std::optional<ArticleTexts>& given) {
  auto texts = given ? Result<ArticleTexts>(*given) : texts_of(context, *story);
  if (!texts) return std::unexpected(texts.error());
  const edition::SiteEdition& site = *context.site;
  const std::string language = language_of(site, *story);
  pages::ArticleView view;
  view.page = story->kind == content::Kind::page;
  view.kind = story->kind == content::Kind::news ? "" : content::name_of(story->kind);
  view.headline = std::string(story->headline);
  view.deck = std::string(story->deck);
  if (const content::Section* section = site.section(story->section)) {
    view.section_name = section->name;
    view.section_path = encoded(section_path(*section));
  }
  view.breadcrumbs = breadcrumbs_of(site, story->section);
  for (const AuthorId id : story->authors) {
    if (const content::Author* author = site.author(id))
      view.bylines.push_back(byline_of(*context.edition, site, *author));
  }
  view.published_at = story->published_at;
  view.updated_at = story->updated_at;
  view.reading_minutes = reading_minutes(story->words);
  view.lead = picture_of(*context.edition, story->lead_image);
  if (!texts->text.lead_caption.empty()) view.lead.caption = texts->text.lead_caption;
  view.body_html = content::write_html_blocks(
      texts->text.body,
      PageFigures(*context.edition, site.site().language, site.site().time_zone, story->published_at));
  for (const TopicId id : story->topics) {
    if (const content::Topic* topic = site.topic(id)) {
      view.topics.push_back({.label = topic->name, .path = encoded(topic_path(*topic))});
    }
  }
  for (const content::Story* part : stories_of(site, *story)) {
    view.stories.push_back({.label = part->name, .path = encoded(story_path(*part))});
  }
  view.comments = threads_of(texts->comments);
  view.comments_left_out = texts->comments_in_all - std::min(texts->comments_in_all, texts->comments.size());
  view.corrections = corrections_of(texts->corrections);
  if (texts->has_history) view.history_path = encoded(history_path(story->path));
  if (!view.page) {
    if (beside.newer) view.newer = card_of(*context.edition, site, *beside.newer);
    if (beside.older) view.older = card_of(*context.edition, site, *beside.older);
  }
  view.absolute_address = absolute(site, story->path);

  view.meta.title = view.headline;
  view.meta.description = texts->text.description;
  if (view.meta.description.empty()) view.meta.description = view.deck;
  if (view.meta.description.empty()) {
    view.meta.description =
        text::cut_at_word(text::squeeze(content::plain_text(texts->text.body)), description_characters, language);
  }
  view.meta.canonical = texts->text.canonical_url.empty() ? view.absolute_address : texts->text.canonical_url;
  view.meta.language = language;
  view.meta.card = view.lead;
  view.meta.json_ld.push_back(view.page ? page_json_ld(context, *story, view) : article_json_ld(context, *story, view));
  // A trail of one, of a story without a section, is none: search engines call it an error.
  if (view.breadcrumbs.size() > 1) view.meta.json_ld.push_back(breadcrumbs_json_ld(context, view.breadcrumbs));
  return pages::render_article(chrome_of(*context.edition, site), view);
}

ChainPlan article_chain(const Context& context, const edition::SummaryPtr& story, std::optional<ArticleTexts> given) {
  const bool is_public = !given;
  const edition::Neighbours beside = context.site->neighbours(*story);
  Version version("article");
  version.add(static_cast<std::int64_t>(chrome_version(context)));
  add_card(version, context, *story);
  for (const AuthorId id : story->authors) {
    version.add(context.site->author_version(id));
    if (const content::Author* author = context.site->author(id)) {
      version.add(author->picture).add(context.edition->asset_version(author->picture));
    }
  }
  for (const TopicId id : story->topics) {
    if (const content::Topic* topic = context.site->topic(id)) version.add(topic->name);
  }
  for (const content::Story* part : stories_of(*context.site, *story)) version.add(part->name).add(part->slug);
  for (const AssetId id : context.site->pictures(*story)) version.add(context.edition->asset_version(id));
  for (const edition::SummaryPtr& neighbour : {beside.newer, beside.older}) {
    if (neighbour) add_card(version, context, *neighbour);
    version.add(neighbour ? 1 : 0);
  }
  return {version.value(),
          [context, story, beside, given = std::move(given)] { return render(context, story, beside, given); },
          is_public};
}

// What stands under an article.
struct Under {
  SectionId section;
  Shown more, reading;
  std::vector<Zone> zones;
  Version version{"tail"};

  bool shows(ArticleId id) const {
    const auto is_it = [id](const edition::SummaryPtr& each) { return each->id == id; };
    return std::ranges::any_of(more, is_it) || std::ranges::any_of(reading, is_it) ||
           std::ranges::any_of(zones, [&](const Zone& zone) { return std::ranges::any_of(zone.stories, is_it); });
  }
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
UnderPtr under_article(const Context& context, const edition::Summary& story) {
  if (story.kind == content::Kind::page) return choose_under(context, {}, story.id, true);
  struct Known {
    std::weak_ptr<const edition::Edition> edition;
    std::map<std::pair<SiteId, SectionId>, UnderPtr> under;
  };
  thread_local Known known;
  if (known.edition.lock() != context.edition) known = {.edition = context.edition, .under = {}};
  UnderPtr& under = known.under[{context.site->site().id, story.section}];
  if (!under) under = choose_under(context, story.section, {}, false);
  return under->shows(story.id) ? choose_under(context, story.section, story.id, false) : under;
}

ChainPlan tail_chain(const Context& context, const edition::Summary& story) {
  const UnderPtr under = under_article(context, story);
  return changing_chain(context, under->version, [context, under]() -> Result<std::string> {
    pages::TailView view;
    if (const content::Section* own = context.site->section(under->section)) {
      view.section_name = own->name;
      view.section_path = encoded(section_path(*own));
    }
    view.more = cards_of(*context.edition, *context.site, under->more);
    view.reading = cards_of(*context.edition, *context.site, under->reading);
    for (const Zone& zone : under->zones) {
      view.zones.push_back({.name = zone.section->name,
                            .path = encoded(section_path(*zone.section)),
                            .stories = cards_of(*context.edition, *context.site, zone.stories)});
    }
    return pages::render_tail(chrome_of(*context.edition, *context.site), view);
  });
}

}  // namespace

std::string history_path(std::string_view article_path) {
  return std::string(article_path) + (article_path.ends_with('/') ? "" : "/") + "history/";
}

Plan article_plan(const Context& context, const edition::SummaryPtr& story, std::optional<ArticleTexts> given) {
  Plan plan;
  plan.chains.push_back(article_chain(context, story, std::move(given)));
  if (auto boxes = story_boxes_chain(context, story)) plan.chains.push_back(std::move(*boxes));
  plan.chains.push_back(tail_chain(context, *story));
  plan.kind = PageKind::article;
  plan.subject.story = story;
  if (story->kind != content::Kind::page) plan.counted = story->id;
  return plan;
}

}  // namespace vestnik::reader
