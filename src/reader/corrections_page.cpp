#include "reader/corrections_page.h"

#include "base/limits.h"
#include "base/messages.h"
#include "content/article.h"
#include "content/word_changes.h"
#include "pages/views.h"
#include "reader/article_page.h"
#include "reader/structured_data.h"
#include "reader/views_of.h"
#include "store/history.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

struct Corrections {
  std::vector<store::Correction> page;
  std::size_t total = 0;
};

Result<Corrections> corrections_of(const Context& context, std::size_t page) {
  return context.parts->store.read_public([&](store::Session& session) {
    const SiteId site = context.site->site().id;
    return Corrections{store::corrections_of_site(session, site, (page - 1) * limits::page_size, limits::page_size),
                       static_cast<std::size_t>(store::count_corrections(session, site))};
  });
}

pages::CorrectionView view_of(const store::Correction& correction) {
  return {.kind = std::string(store::name_of(correction.kind)), .text = correction.text, .at = correction.at};
}

Result<std::string> render_corrections_page(const Context& context, std::size_t page) {
  const auto corrections = corrections_of(context, page);
  if (!corrections) return std::unexpected(corrections.error());
  if (page > 1 && corrections->page.empty()) return fail(ErrorKind::not_found, "there is no such page");
  const edition::SiteEdition& site = *context.site;
  pages::CorrectionsView view;
  for (const store::Correction& each : corrections->page) {
    const edition::SummaryPtr story = site.article(each.article);
    if (!story) continue;
    view.corrections.push_back(
        {.correction = view_of(each), .headline = std::string(story->headline), .path = encoded(story->path)});
  }
  const std::size_t pages = std::max<std::size_t>(1, (corrections->total + limits::page_size - 1) / limits::page_size);
  view.pager = {.page = static_cast<int>(page), .pages = static_cast<int>(pages), .path = "/corrections/"};
  const std::string& language = site.site().language;
  view.meta.title = translate(language, "Corrections");
  view.meta.description = translate(language, "What we got wrong, and what is right.");
  view.meta.canonical = site.site().base_url + "/corrections/" + (page > 1 ? "?page=" + std::to_string(page) : "");
  view.meta.language = language;
  return pages::render_corrections(chrome_of(*context.edition, site), view);
}

std::vector<pages::ChangedText> changed(const std::string& before, const std::string& after) {
  std::vector<pages::ChangedText> texts;
  for (content::WordChange& each : content::word_changes(before, after)) {
    const auto how = each.how == content::WordChange::How::added     ? pages::ChangedText::How::added
                     : each.how == content::WordChange::How::removed ? pages::ChangedText::How::removed
                                                                     : pages::ChangedText::How::kept;
    texts.push_back({how, std::move(each.text)});
  }
  return texts;
}

std::string words_of(const store::Edited& state) {
  return state.headline + "\n" + state.deck + "\n" + content::plain_text(state.body);
}

Result<std::string> render_history_page(const Context& context, const edition::SummaryPtr& story) {
  const auto history = context.parts->store.read_public(
      [&](store::Session& session) { return store::history_of(session, story->id, limits::history_states); });
  if (!history) return std::unexpected(history.error());
  // One state is nothing to compare.
  if (history->size() < 2) return fail(ErrorKind::not_found, "nothing was changed after publication");
  const edition::SiteEdition& site = *context.site;
  pages::HistoryView view;
  for (std::size_t i = 0; i < history->size(); ++i) {
    const store::Edited& state = (*history)[i];
    pages::HistoryState shown{.number = state.number, .at = state.at, .texts = {}};
    const bool first = i + 1 == history->size();
    shown.texts = first ? std::vector<pages::ChangedText>{{pages::ChangedText::How::kept, words_of(state)}}
                        : changed(words_of((*history)[i + 1]), words_of(state));
    view.states.push_back(std::move(shown));
  }
  view.headline = std::string(story->headline);
  view.path = encoded(story->path);
  view.breadcrumbs = breadcrumbs_of(site, story->section);
  const std::string language = language_of(site, *story);
  view.meta.title = translate(site.site().language, "What was published when") + ": " + view.headline;
  view.meta.canonical = absolute(site, history_path(story->path));
  view.meta.language = language;
  view.meta.index = false;
  return pages::render_history(chrome_of(*context.edition, site), view);
}

}  // namespace

std::optional<Plan> corrections_plan(const Context& context, std::size_t page) {
  // Asked for rarely and made from much: anew with every change of the edition.
  Version version("corrections");
  version.add(static_cast<std::int64_t>(chrome_version(context))).add(context.edition->change());
  version.add(static_cast<std::int64_t>(page));
  Plan plan;
  plan.chains.push_back({version.value(), [context, page] { return render_corrections_page(context, page); }});
  return plan;
}

std::optional<Plan> history_plan(const Context& context, std::string_view path, std::string_view key) {
  constexpr std::string_view last = "/history";
  if (!key.ends_with(last)) return std::nullopt;
  const auto route = context.site->route(key.substr(0, key.size() - last.size()));
  if (!route || route->kind != edition::Route::Kind::article) return std::nullopt;
  const edition::SummaryPtr story = context.site->article(ArticleId{route->id});
  if (!story) return std::nullopt;
  Plan plan;
  plan.robots = "noindex";
  if (path != history_path(story->path)) {
    plan.status = 301;
    plan.location = encoded(history_path(story->path));
    plan.keep = false;
    return plan;
  }
  Version version("history");
  version.add(static_cast<std::int64_t>(chrome_version(context)));
  add_card(version, context, *story);
  plan.chains.push_back({version.value(), [context, story] { return render_history_page(context, story); }});
  return plan;
}

}  // namespace vestnik::reader
