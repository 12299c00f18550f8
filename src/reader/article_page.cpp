#include "reader/article_page.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "pages/views.h"
#include "reader/comment_threads.h"
#include "reader/figures.h"
#include "reader/limits.h"
#include "reader/live_events.h"
#include "reader/story_page.h"
#include "reader/structured_data.h"
#include "reader/under_article.h"
#include "reader/views_of.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/history.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t description_characters = 200;

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

// Live coverage that goes on: whoever has the page open is told when there is more. Of a preview nobody is.
bool is_followed(const Context& context, const edition::Summary& story, bool is_public) {
  return story.kind == content::Kind::live && is_public && context.parts->live != nullptr &&
         goes_on(story, context.parts->clock());
}

Result<std::string> render(const Context& context, const edition::SummaryPtr& story, const edition::Neighbours& beside,
                           const std::optional<ArticleTexts>& given, bool followed) {
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
  view.slot_after = site.site().slot_after;
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
  if (followed) view.live = {story->revision.value, to_millis(story->updated_at)};

  view.meta.title = view.headline;
  view.meta.description = texts->text.description;
  if (view.meta.description.empty()) view.meta.description = view.deck;
  if (view.meta.description.empty()) {
    view.meta.description =
        text::cut_at_word(text::squeeze(content::plain_text(texts->text.body)), description_characters, language);
  }
  view.meta.canonical = texts->text.canonical_url.empty() ? view.absolute_address : texts->text.canonical_url;
  view.meta.language = language;
  // Who shares a story without a lead image shows the first of its pictures.
  view.meta.card = view.lead ? view.lead : picture_of(*context.edition, first_picture(texts->text.body.blocks));
  view.meta.json_ld.push_back(view.page ? page_json_ld(context, *story, view) : article_json_ld(context, *story, view));
  // A trail of one, of a story without a section, is none: search engines call it an error.
  if (view.breadcrumbs.size() > 1) view.meta.json_ld.push_back(breadcrumbs_json_ld(context, view.breadcrumbs));
  return pages::render_article(chrome_of(*context.edition, site), view);
}

// `basis`: gets all that the chain is made from. Whoever adds to the version adds there as well.
ChainPlan article_chain(const Context& context, const edition::SummaryPtr& story, std::optional<ArticleTexts> given,
                        Basis& basis) {
  const bool is_public = !given;
  const bool followed = is_followed(context, *story, is_public);
  const edition::Neighbours beside = context.site->neighbours(*story);
  basis.story = story;
  basis.site = context.site->site().id;
  basis.around = chrome_version(context);
  edition::Reliance& relies = basis.on;
  Version version("article");
  version.add(static_cast<std::int64_t>(basis.around));
  add_card(version, context, *story);
  relies.on(story->id);
  relies.on(story->lead_image);
  for (const AuthorId id : story->authors) {
    version.add(context.site->author_version(id));
    relies.on(id);
    if (const content::Author* author = context.site->author(id)) {
      version.add(author->picture).add(context.edition->asset_version(author->picture));
      relies.on(author->picture);
    }
  }
  for (const TopicId id : story->topics) {
    relies.on(id);
    if (const content::Topic* topic = context.site->topic(id)) version.add(topic->name);
  }
  for (const content::Story* part : stories_of(*context.site, *story)) version.add(part->name).add(part->slug);
  for (const AssetId id : context.site->pictures(*story)) {
    version.add(context.edition->asset_version(id));
    relies.on(id);
  }
  for (const edition::SummaryPtr& neighbour : {beside.newer, beside.older}) {
    if (neighbour) add_card(version, context, *neighbour);
    if (neighbour) relies.on(neighbour->lead_image);
    version.add(neighbour ? 1 : 0);
  }
  if (followed) version.add("followed");
  std::optional<StoryBoxes> boxes = story_boxes(context, story, relies);
  if (boxes) version.add(static_cast<std::int64_t>(boxes->version));
  return {
      version.value(),
      [context, story, beside, given = std::move(given), followed, boxes = std::move(boxes)]() -> Result<std::string> {
        auto text = render(context, story, beside, given, followed);
        if (text && boxes) *text += boxes->render();
        return text;
      },
      is_public};
}

Plan plan_with(const Context& context, const edition::SummaryPtr& story, ChainPlan own, Time until) {
  Plan plan;
  plan.until = until;
  plan.chains.reserve(2);
  plan.chains.push_back(std::move(own));
  plan.chains.push_back(chain_under_article(context, *story));
  plan.kind = PageKind::article;
  plan.subject.story = story;
  if (story->kind != content::Kind::page) plan.counted = story->id;
  return plan;
}

}  // namespace

std::string history_path(std::string_view article_path) {
  return std::string(article_path) + (article_path.ends_with('/') ? "" : "/") + "history/";
}

Plan article_plan(const Context& context, const edition::SummaryPtr& story, std::optional<ArticleTexts> given) {
  Time until = Time::max();
  if (is_followed(context, *story, !given)) {
    until = std::max(story->published_at, story->updated_at) + limits::article_goes_on;
  }
  Basis basis;
  ChainPlan own = article_chain(context, story, std::move(given), basis);
  Plan plan = plan_with(context, story, std::move(own), until);
  plan.basis = std::move(basis);
  return plan;
}

Plan article_plan_after(const Context& context, const Basis& basis, std::uint64_t own, Time until) {
  // Whoever holds the basis has the chain; should it have to be made all the same, then from the beginning.
  ChainPlan known{own,
                  [context, story = basis.story] {
                    Basis again;
                    return article_chain(context, story, {}, again).render();
                  },
                  true};
  return plan_with(context, basis.story, std::move(known), until);
}

}  // namespace vestnik::reader
