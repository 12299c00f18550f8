#include "reader/preview_edition.h"

#include <algorithm>

#include "base/text.h"

namespace vestnik::reader {

namespace {

template <class Thing, class Identifier>
const Thing* find(const std::vector<Thing>& things, Identifier id) {
  const auto found = std::ranges::find(things, id, &Thing::id);
  return found == things.end() ? nullptr : &*found;
}

struct PreviewSummary : edition::Summary {
  std::vector<edition::StoryPart> parts;
};

// Its texts are those of `whole`, which lives longer.
edition::SummaryPtr summary_of(const content::WholeArticle& whole, std::string_view language, Time now) {
  const content::Article& article = whole.article;
  auto summary = std::make_shared<PreviewSummary>();
  summary->id = article.id;
  summary->site = article.site;
  summary->section = article.section;
  summary->path = whole.address;
  summary->headline = article.headline;
  summary->deck = article.deck;
  summary->language = article.language;
  summary->lead_image = article.lead_image;
  summary->authors = article.authors;
  summary->topics = article.topics;
  if (article.kind != content::Kind::page) {
    for (const content::StoryPart& part : article.stories) summary->parts.push_back({part.story, part.note, part.key});
  }
  summary->stories = summary->parts;
  summary->published_at = article.published_at.value_or(article.scheduled_at.value_or(now));
  summary->updated_at =
      article.published_at && article.state == content::State::published ? now : summary->published_at;
  summary->kind = article.kind;
  summary->words = static_cast<int>(text::count_words(content::plain_text(article.body), language));
  summary->pinned = article.pinned;
  summary->breaking = article.breaking;
  return summary;
}

}  // namespace

PreviewSite::PreviewSite(const edition::SiteEdition& below, const content::WholeArticle& whole, Time now)
    : SiteAbove(below),
      whole_(whole),
      story_(summary_of(whole, whole.article.language.empty() ? below.site().language : whole.article.language, now)) {}

const content::Author* PreviewSite::author(AuthorId id) const {
  const content::Author* own = find(whole_.authors, id);
  return own ? own : below_.author(id);
}

const content::Topic* PreviewSite::topic(TopicId id) const {
  const content::Topic* own = find(whole_.topics, id);
  return own ? own : below_.topic(id);
}

const content::Story* PreviewSite::running_story(StoryId id) const {
  const content::Story* own = find(whole_.stories, id);
  return own ? own : below_.running_story(id);
}

edition::SummaryPtr PreviewSite::article(ArticleId id) const {
  return id == story_->id ? story_ : below_.article(id);
}

const content::Asset* PreviewEdition::asset(AssetId id) const {
  const content::Asset* own = find(whole_.assets, id);
  return own ? own : below_->asset(id);
}

}  // namespace vestnik::reader
