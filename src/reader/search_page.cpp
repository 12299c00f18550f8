#include "reader/search_page.h"

#include <fmt/format.h>

#include <charconv>

#include "base/limits.h"
#include "base/messages.h"
#include "base/text.h"
#include "content/sections.h"
#include "pages/views.h"
#include "reader/views_of.h"
#include "search/dates.h"
#include "search/index.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t most_pages = 50;  // deeper paging costs more than it finds

struct Asked {
  std::string text, section, from, to;
  bool newest_first = false, dates_as_words = false;
  std::size_t page = 1;
  bool anything() const { return !text.empty() || !from.empty() || !to.empty(); }
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
              .newest_first = bounded(request, "sort", 8) == "date",
              .dates_as_words = bounded(request, "dates", 8) == "words"};
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
  if (asked.dates_as_words) path += "&dates=words";
  return path;
}

std::size_t pages_of(std::size_t total) {
  return std::min(most_pages, (total + limits::search_page - 1) / limits::search_page);
}

std::string iso_day(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}

std::optional<std::chrono::year_month_day> day_in(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  std::from_chars(text.data(), text.data() + 4, year);
  std::from_chars(text.data() + 5, text.data() + 7, month);
  std::from_chars(text.data() + 8, text.data() + 10, day);
  const std::chrono::year_month_day made{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return made.ok() ? std::optional(made) : std::nullopt;
}

// Days of the site's clock; the narrower of two bounds counts.
void narrow(search::Query& query, const std::optional<std::chrono::year_month_day>& first,
            const std::optional<std::chrono::year_month_day>& last, std::string_view zone) {
  if (first) {
    if (const auto from = parse_local(iso_day(*first), zone)) query.from = std::max(query.from.value_or(*from), *from);
  }
  if (last) {
    const std::chrono::year_month_day next(std::chrono::sys_days(*last) + std::chrono::days(1));
    if (const auto to = parse_local(iso_day(next), zone)) {
      query.to = std::min(query.to.value_or(*to), *to - std::chrono::milliseconds(1));
    }
  }
}

// What the reader named as dates narrows the search, and is shown so that it can be taken away. Returns the words it
// was named by, "" where there are none.
std::string understand(const Context& context, const Asked& asked, search::Query& query, pages::SearchView& view) {
  const content::Site& site = context.site->site();
  const auto today = day_in(current_day(context));
  if (asked.dates_as_words || !today) return {};
  const auto dates = search::understand_dates(asked.text, *today);
  if (!dates) return {};
  query.text = dates->rest;
  narrow(query, dates->first, dates->last, site.time_zone);
  const auto shown = [&](const std::optional<std::chrono::year_month_day>& day) {
    const auto time = day ? parse_local(iso_day(*day), site.time_zone) : fail(ErrorKind::invalid, "no day");
    return time ? format_for_reader(*time, site.time_zone, site.language, DateStyle::date) : "…";
  };
  view.dates = shown(dates->first);
  if (dates->first != dates->last) view.dates += " – " + shown(dates->last);
  Asked without = asked;
  without.text = dates->rest;
  view.without_dates = path_of(without);
  Asked as_words = asked;
  as_words.dates_as_words = true;
  view.dates_as_words = path_of(as_words);
  return dates->words;
}

// The question with its filters, but for dates that stand in its words.
search::Query query_of(const edition::SiteEdition& site, const Asked& asked) {
  search::Query query{.site = site.site().id,
                      .text = asked.text,
                      .language = site.site().language,
                      .sections = std::nullopt,
                      .from = std::nullopt,
                      .to = std::nullopt,
                      .labels = {},
                      .newest_first = asked.newest_first,
                      .skip = (asked.page - 1) * limits::search_page,
                      .count = limits::search_page};
  if (!asked.section.empty()) query.sections.emplace();  // of a section that is not there no stories
  for (const content::Section& section : site.sections()) {
    if (section.slug == asked.section) query.sections = content::with_subsections(site.sections(), section.id);
  }
  narrow(query, day_in(asked.from), day_in(asked.to), site.site().time_zone);
  return query;
}

// What was found, onto the page, and which page it is: behind the last one there is the last one, since who comes by an
// old link may not read that nothing was found. `dates`: the words that were understood as such.
Result<std::size_t> fill_hits(const Context& context, const Asked& asked, search::Query query, const std::string& dates,
                              pages::SearchView& view) {
  const edition::SiteEdition& site = *context.site;
  const std::int64_t followed = context.parts->index.change();
  std::size_t page = asked.page;
  auto hits = context.parts->index.search(query);
  if (hits && hits->hits.empty() && hits->estimate > 0 && page > 1) {
    page = pages_of(hits->estimate);
    query.skip = (page - 1) * limits::search_page;
    hits = context.parts->index.search(query);
  }
  if (!hits) return std::unexpected(hits.error());
  view.total = hits->estimate;
  if (!hits->suggestion.empty()) {
    Asked meant = asked;
    meant.text = hits->suggestion + (dates.empty() ? "" : " " + dates);
    view.suggestion = meant.text;
    view.suggestion_path = path_of(meant);
  }
  // The index follows a moment behind the edition: what is not published any more is neither shown nor counted, and
  // of what was corrected since no former word is told.
  for (const search::Hit& hit : hits->hits) {
    const edition::SummaryPtr story = site.article(hit.id);
    if (!story) {
      if (view.total > 0) --view.total;
      continue;
    }
    view.hits.push_back(
        {.card = card_of(*context.edition, site, *story), .snippet = story->version > followed ? "" : hit.snippet});
  }
  return page;
}

pages::MetaView meta_of(const edition::SiteEdition& site, const Asked& asked) {
  const std::string title = translate(site.site().language, "Search");
  pages::MetaView meta;
  meta.title = asked.text.empty() ? title : asked.text + " – " + title;
  meta.description = title + " – " + site.site().name;
  meta.canonical = absolute(site, "/search");
  meta.language = site.site().language;
  meta.index = !asked.anything();  // see docs/decisions/020-search-and-crawlers.md
  return meta;
}

Result<std::string> render(const Context& context, const Asked& asked) {
  const edition::SiteEdition& site = *context.site;
  pages::SearchView view;
  view.meta = meta_of(site, asked);
  view.query = asked.text;
  view.asked = asked.anything();
  view.newest_first = asked.newest_first;
  view.section = asked.section;
  view.from = asked.from;
  view.to = asked.to;
  for (const content::Section& section : site.sections()) {
    view.sections.push_back({.label = section.name, .path = section.slug, .current = section.slug == asked.section});
  }
  search::Query query = query_of(site, asked);
  const std::string dates = understand(context, asked, query, view);
  std::size_t page = asked.page;
  if (view.asked) {
    const auto filled = fill_hits(context, asked, std::move(query), dates, view);
    if (!filled) return std::unexpected(filled.error());
    page = *filled;
  }
  view.pager = {.page = static_cast<int>(page),
                .pages = static_cast<int>(pages_of(view.total)),
                .path = path_of(asked),
                .by_time = asked.newest_first};
  return pages::render_search(chrome_of(*context.edition, site), view);
}

}  // namespace

Plan search_plan(const Context& context, const http::Request& request) {
  const Asked asked = asked_of(request);
  Version version("search");
  version.add(path_of(asked)).add(static_cast<std::int64_t>(asked.page)).add(context.parts->index.change());
  version.add(current_day(context))
      .add(static_cast<std::int64_t>(chrome_version(context)))
      .add(context.edition->change());
  Plan plan;
  plan.kind = PageKind::search;
  plan.keep = false;
  if (asked.anything()) plan.robots = "noindex";
  plan.chains.push_back({.version = version.value(),
                         .render = [context, asked] { return render(context, asked); },
                         .asked = pages::Asked::once});
  return plan;
}

std::string search_address(const http::Request& request) {
  const Asked asked = asked_of(request);
  if (!asked.anything()) return "/search";
  return path_of(asked) + (asked.page > 1 ? "&page=" + std::to_string(asked.page) : "");
}

}  // namespace vestnik::reader
