#include "reader/search_page.h"

#include <charconv>

#include "base/limits.h"
#include "base/messages.h"
#include "base/text.h"
#include "pages/views.h"
#include "reader/views_of.h"
#include "search/index.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t most_pages = 50;  // deeper paging costs more than it finds

struct Asked {
  std::string text, section, from, to;
  bool newest_first = false;
  std::size_t page = 1;
};

std::string bounded(const http::Request& request, std::string_view name, std::size_t bytes) {
  std::string value = text::squeeze(text::clean(request.parameter(name).value_or("")));
  if (value.size() > bytes) value = text::clean(value.substr(0, bytes));
  return value;
}

Asked asked_of(const http::Request& request) {
  Asked asked{.text = bounded(request, "q", limits::search_query_bytes),
              .section = bounded(request, "section", limits::slug_bytes),
              .from = bounded(request, "from", 10),
              .to = bounded(request, "to", 10),
              .newest_first = bounded(request, "sort", 8) == "date"};
  const std::string page = bounded(request, "page", 4);
  std::from_chars(page.data(), page.data() + page.size(), asked.page);
  asked.page = std::clamp<std::size_t>(asked.page, 1, most_pages);
  return asked;
}

std::string path_of(const Asked& asked) {
  std::string path = "/search?q=" + http::percent_encode(asked.text);
  if (!asked.section.empty()) path += "&section=" + http::percent_encode(asked.section);
  if (!asked.from.empty()) path += "&from=" + http::percent_encode(asked.from);
  if (!asked.to.empty()) path += "&to=" + http::percent_encode(asked.to);
  if (asked.newest_first) path += "&sort=date";
  return path;
}

Result<std::string> render(const Context& context, const Asked& asked) {
  const edition::SiteEdition& site = *context.site;
  pages::SearchView view;
  view.query = asked.text;
  view.asked = !asked.text.empty();
  view.newest_first = asked.newest_first;
  view.section = asked.section;
  view.from = asked.from;
  view.to = asked.to;
  search::Query query{.site = site.site().id,
                      .text = asked.text,
                      .language = site.site().language,
                      .section = std::nullopt,
                      .from = std::nullopt,
                      .to = std::nullopt,
                      .newest_first = asked.newest_first,
                      .skip = (asked.page - 1) * limits::search_page,
                      .count = limits::search_page};
  for (const content::Section& section : site.sections()) {
    view.sections.push_back({.label = section.name, .path = section.slug, .current = section.slug == asked.section});
    if (section.slug == asked.section) query.section = section.id;
  }
  if (const auto from = parse_local(asked.from, site.site().time_zone)) query.from = *from;
  if (const auto to = parse_local(asked.to, site.site().time_zone)) query.to = *to + std::chrono::hours(24);
  if (view.asked) {
    auto hits = context.parts->index.search(query);
    if (!hits) return std::unexpected(hits.error());
    view.total = hits->estimate;
    view.suggestion = hits->suggestion;
    for (const search::Hit& hit : hits->hits) {
      // The index follows a moment behind the edition: what is not published any more is not shown.
      if (const edition::SummaryPtr story = site.article(hit.id)) {
        view.hits.push_back({.card = card_of(*context.edition, site, *story), .snippet = hit.snippet});
      }
    }
  }
  view.pager = {
      .page = static_cast<int>(asked.page),
      .pages = static_cast<int>(std::min(most_pages, (view.total + limits::search_page - 1) / limits::search_page)),
      .path = path_of(asked)};
  const std::string title = translate(site.site().language, "Search");
  view.meta.title = view.asked ? asked.text + " – " + title : title;
  view.meta.description = title + " – " + site.site().name;
  view.meta.canonical = absolute(site, "/search");
  view.meta.language = site.site().language;
  view.meta.index = !view.asked;  // see docs/decisions/020-search-and-crawlers.md
  return pages::render_search(chrome_of(site), view);
}

}  // namespace

Plan search_plan(const Context& context, const http::Request& request) {
  const Asked asked = asked_of(request);
  Version version("search");
  version.add(path_of(asked)).add(static_cast<std::int64_t>(asked.page)).add(context.parts->index.change());
  version.add(static_cast<std::int64_t>(chrome_version(context))).add(context.edition->change());
  Plan plan;
  plan.kind = PageKind::search;
  plan.keep = false;
  if (!asked.text.empty()) plan.robots = "noindex";
  plan.chains.push_back({version.value(), [context, asked] { return render(context, asked); }});
  return plan;
}

}  // namespace vestnik::reader
