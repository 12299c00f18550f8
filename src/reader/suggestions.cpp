#include "reader/suggestions.h"

#include <optional>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "reader/views_of.h"
#include "search/index.h"

namespace vestnik::reader {
namespace {

constexpr std::size_t most_shown = 8;

struct SuggestedPage {
  const char* kind;
  std::string label, path;
};

std::optional<SuggestedPage> shown_of(const edition::SiteEdition& site, const search::Suggestion& suggestion) {
  switch (suggestion.subject) {
    case search::Subject::section:
      if (const auto* section = site.section(SectionId{suggestion.id})) {
        return SuggestedPage{"section", section->name, section_path(*section)};
      }
      return std::nullopt;
    case search::Subject::author: {
      const AuthorId id{suggestion.id};
      const content::Author* author = site.author(id);
      if (author == nullptr || site.of_author(id, 0, 0).total == 0) return std::nullopt;
      return SuggestedPage{"author", author->name, author_path(*author)};
    }
    case search::Subject::topic: {
      const TopicId id{suggestion.id};
      const content::Topic* topic = site.topic(id);
      if (topic == nullptr || site.of_topic(id, 0, 0).total == 0) return std::nullopt;
      return SuggestedPage{"topic", topic->name, topic_path(*topic)};
    }
    case search::Subject::story: {
      const StoryId id{suggestion.id};
      const content::Story* story = site.running_story(id);
      if (story == nullptr || site.of_story(id, 0, 0).total == 0) return std::nullopt;
      return SuggestedPage{"story", story->name, story_path(*story)};
    }
    case search::Subject::article:
      if (const edition::SummaryPtr story = site.article(ArticleId{suggestion.id})) {
        return SuggestedPage{"article", std::string(story->headline), std::string(story->path)};
      }
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Plan suggestions_plan(const Context& context, const http::Request& request) {
  // The space at the end counts: it says that the last word is all there.
  std::string typed = text::clean(request.parameter("q").value_or(""));
  if (typed.size() > limits::search_query_bytes) typed = text::clean(typed.substr(0, limits::search_query_bytes));
  Version version("suggestions");
  version.add(typed).add(context.parts->index.change()).add(context.edition->change());
  version.add(context.site->site().id);
  Plan plan;
  plan.kind = PageKind::search;
  plan.keep = false;
  plan.robots = "noindex";
  plan.type = "application/json";
  plan.chains.push_back(
      {version.value(), [context, typed]() -> Result<std::string> {
         const edition::SiteEdition& site = *context.site;
         // The index follows a moment behind: what readers do not see any more is not even counted.
         const auto may_show = [&](const search::Suggestion& suggestion) {
           return shown_of(site, suggestion).has_value();
         };
         auto found = context.parts->index.suggest(site.site().id, typed, site.site().language, most_shown, may_show);
         if (!found) return std::unexpected(found.error());
         json::array list;
         for (const search::Suggestion& suggestion : *found) {
           if (const auto shown = shown_of(site, suggestion)) {
             list.push_back({{"kind", shown->kind}, {"label", shown->label}, {"path", encoded(shown->path)}});
           }
         }
         return write_json(json::object{{"suggestions", std::move(list)}});
       }});
  return plan;
}

}  // namespace vestnik::reader
