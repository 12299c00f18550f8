#include "reader/front_pages.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "base/limits.h"
#include "base/messages.h"
#include "base/text.h"
#include "pages/views.h"
#include "reader/selection.h"
#include "reader/structured_data.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace {

// What the kinds of lists have in common.
struct List {
  std::string kind, title, description, path, feed;
  std::vector<pages::LinkView> breadcrumbs, children;
  const content::Author* author = nullptr;
  edition::Stories stories;
  std::size_t page = 1;
};

constexpr std::size_t leading_in_list = 5;

// `read`: what is read most, beside the list.
pages::ListView list_view(const Context& context, const List& list, const Shown& read) {
  const edition::SiteEdition& site = *context.site;
  const std::string path = encoded(list.path);
  const std::size_t pages = std::max<std::size_t>(1, (list.stories.total + limits::page_size - 1) / limits::page_size);
  const auto page_path = [&](std::size_t page) { return page == 1 ? path : path + "?page=" + std::to_string(page); };
  pages::ListView view;
  view.kind = list.kind;
  view.title = list.title;
  if (list.author == nullptr) view.description = list.description;  // an author's stands in the box
  view.breadcrumbs = list.breadcrumbs;
  view.children = list.children;
  if (list.author != nullptr) view.author = byline_of(*context.edition, site, *list.author);
  view.stories = cards_of(*context.edition, site, list.stories.stories);
  view.most_read = cards_of(*context.edition, site, read);
  view.total = list.stories.total;
  view.pager = {.page = static_cast<int>(list.page), .pages = static_cast<int>(pages), .path = path};
  view.meta.title = list.title;
  view.meta.description = list.description.empty() ? list.title + " – " + site.site().name : list.description;
  view.meta.canonical = site.site().base_url + page_path(list.page);
  view.meta.language = site.site().language;
  view.meta.feed_path = list.feed.empty() ? "" : encoded(list.feed);
  if (list.page > 1) view.meta.previous = page_path(list.page - 1);
  if (list.page < pages) view.meta.next = page_path(list.page + 1);
  view.meta.index = list.kind != "archive";
  if (view.author) {
    view.meta.card = view.author->picture;
    view.meta.json_ld.push_back(person_json_ld(context, *view.author));
  }
  for (std::size_t i = 0; i < view.stories.size() && !view.meta.card; ++i) view.meta.card = view.stories[i].picture;
  view.meta.json_ld.push_back(breadcrumbs_json_ld(context, list.breadcrumbs));
  return view;
}

// Of everything that list_view shows.
Version list_version(const Context& context, const List& list, const Shown& read) {
  Version version("list");
  version.add(static_cast<std::int64_t>(chrome_version(context))).add(list.kind).add(list.path).add(list.title);
  version.add(list.description).add(static_cast<std::int64_t>(list.page));
  version.add(static_cast<std::int64_t>(list.stories.total));
  if (list.author != nullptr) {
    version.add(context.site->author_version(list.author->id))
        .add(context.edition->asset_version(list.author->picture));
  }
  add_cards(version, context, list.stories.stories);
  add_cards(version, context, read);
  return version;
}

Plan list_plan(const Context& context, List list) {
  const auto& listed = list.stories.stories;
  Plan plan;
  plan.kind = PageKind::list;
  plan.subject.leading.assign(listed.begin(),
                              listed.begin() + static_cast<std::ptrdiff_t>(std::min(leading_in_list, listed.size())));
  Shown read = most_read(*context.site, 10);
  const Version version = list_version(context, list, read);
  plan.chains.push_back(changing_chain(
      context, version, [context, list = std::move(list), read = std::move(read)]() -> Result<std::string> {
        return pages::render_list(chrome_of(*context.edition, *context.site), list_view(context, list, read));
      }));
  return plan;
}

std::vector<pages::LinkView> crumbs_to(const Context& context, std::string title, std::string path) {
  return {{.label = context.site->site().name, .path = "/"}, {.label = std::move(title), .path = encoded(path)}};
}

bool beyond(const edition::Stories& stories, std::size_t page) {
  return page > 1 && stories.stories.empty();
}

constexpr std::size_t skipped(std::size_t page) {
  return (page - 1) * limits::page_size;
}

}  // namespace

using QuarterHours = std::chrono::duration<std::int64_t, std::ratio<900>>;

Plan home_plan(const Context& context) {
  HomeSelection home = home_front(*context.edition, *context.site);
  const bool has_older = context.site->newest(0, 0).total > limits::page_size;
  Version version("home");
  version.add(has_older ? 1 : 0);
  std::string today = current_day(context);
  version.add(today);
  version.add(static_cast<std::int64_t>(chrome_version(context)));
  version.add(static_cast<std::int64_t>(home.under)).add(home.wide ? 1 : 0);
  if (home.lead) add_card(version, context, *home.lead);
  for (const Shown* shown : {&home.top, &home.latest, &home.most_read}) add_cards(version, context, *shown);
  for (const Zone& zone : home.zones) {
    version.add(zone.section == nullptr ? SectionId() : zone.section->id).add(zone.title);
    add_cards(version, context, zone.stories);
  }
  Plan plan;
  plan.kind = PageKind::front;
  // Another page when the day ends, whatever the zone: midnights fall on quarters of an hour.
  plan.until = std::chrono::floor<QuarterHours>(context.parts->clock()) + QuarterHours(1);
  plan.subject.leading.assign(home.top.begin(), home.top.end());
  if (home.lead) plan.subject.leading.push_back(home.lead);
  plan.chains.push_back(
      changing_chain(context, version,
                     [context, home = std::move(home), has_older, today = std::move(today)]() -> Result<std::string> {
                       const edition::SiteEdition& site = *context.site;
                       pages::HomeView view;
                       if (home.lead) view.lead = card_of(*context.edition, site, *home.lead);
                       view.top = cards_of(*context.edition, site, home.top);
                       view.under = home.under;
                       view.wide = home.wide;
                       view.latest = cards_of(*context.edition, site, home.latest);
                       view.today = today;
                       view.most_read = cards_of(*context.edition, site, home.most_read);
                       for (const Zone& zone : home.zones) {
                         view.zones.push_back({.name = zone.title.empty() ? zone.section->name : zone.title,
                                               .path = zone.section ? encoded(section_path(*zone.section)) : "",
                                               .stories = cards_of(*context.edition, site, zone.stories)});
                       }
                       view.meta.title = site.site().name;
                       view.meta.description = site.site().tagline.empty() ? site.site().about : site.site().tagline;
                       if (view.meta.description.empty()) view.meta.description = site.site().name;
                       view.meta.canonical = site.site().base_url + "/";
                       view.meta.language = site.site().language;
                       if (has_older) view.older = view.meta.next = "/?page=2";
                       if (view.lead) view.meta.card = view.lead->picture;
                       for (std::size_t i = 0; i < view.top.size() && !view.meta.card; ++i)
                         view.meta.card = view.top[i].picture;
                       view.meta.json_ld.push_back(organization_json_ld(context));
                       view.meta.json_ld.push_back(website_json_ld(context));
                       return pages::render_home(chrome_of(*context.edition, site), view);
                     }));
  return plan;
}

std::optional<Plan> latest_plan(const Context& context, std::size_t page) {
  const content::Site& site = context.site->site();
  const std::string title = translate(site.language, "Latest");
  List list{.kind = "latest",
            .title = title,
            .description = {},
            .path = "/",
            .feed = "/feed",
            .breadcrumbs = {{.label = site.name, .path = "/"}, {.label = title, .path = "/?page=2"}},
            .children = {},
            .author = nullptr,
            .stories = context.site->newest(skipped(page), limits::page_size),
            .page = page};
  if (beyond(list.stories, page)) return std::nullopt;
  return list_plan(context, std::move(list));
}

std::optional<Plan> section_plan(const Context& context, const content::Section& section, std::size_t page) {
  List list{.kind = "section",
            .title = section.name,
            .description = section.description,
            .path = section_path(section),
            .feed = section_path(section) + "feed",
            .breadcrumbs = breadcrumbs_of(*context.site, section.id),
            .children = {},
            .author = nullptr,
            .stories = context.site->of_section(section.id, skipped(page), limits::page_size),
            .page = page};
  if (beyond(list.stories, page)) return std::nullopt;
  const content::Front* front = context.site->front(section.id);
  if (front != nullptr && !front->zones.empty() && page == 1) {
    Shown first = arranged(*context.site, front->zones.front(), {});
    for (const edition::SummaryPtr& story : list.stories.stories) {
      const bool pinned = std::ranges::any_of(first, [&](const auto& each) { return each->id == story->id; });
      if (!pinned) first.push_back(story);
    }
    list.stories.stories = std::move(first);
  }
  for (const content::Section& child : context.site->sections()) {
    if (child.parent == section.id)
      list.children.push_back({.label = child.name, .path = encoded(section_path(child))});
  }
  Plan plan = list_plan(context, std::move(list));
  plan.subject.section = section.id;
  return plan;
}

std::optional<Plan> author_plan(const Context& context, const content::Author& author, std::size_t page) {
  List list{.kind = "author",
            .title = author.name,
            .description = text::cut_at_word(text::squeeze(author.bio), 200, context.site->site().language),
            .path = author_path(author),
            .feed = author_path(author) + "feed",
            .breadcrumbs = crumbs_to(context, author.name, author_path(author)),
            .children = {},
            .author = &author,
            .stories = context.site->of_author(author.id, skipped(page), limits::page_size),
            .page = page};
  if (beyond(list.stories, page)) return std::nullopt;
  return list_plan(context, std::move(list));
}

std::optional<Plan> topic_plan(const Context& context, const content::Topic& topic, std::size_t page) {
  List list{.kind = "topic",
            .title = topic.name,
            .description = topic.description,
            .path = topic_path(topic),
            .feed = topic_path(topic) + "feed",
            .breadcrumbs = crumbs_to(context, topic.name, topic_path(topic)),
            .children = {},
            .author = nullptr,
            .stories = context.site->of_topic(topic.id, skipped(page), limits::page_size),
            .page = page};
  if (beyond(list.stories, page)) return std::nullopt;
  Plan plan = list_plan(context, std::move(list));
  plan.subject.topic = topic.id;
  return plan;
}

namespace {

struct Span {
  Time from, to;
  std::string title;
};

// Digits between slashes, one to three of them: a year, a month, a day.
std::optional<Span> span_of(std::string_view path, const content::Site& site) {
  std::array<int, 3> parts{};
  std::size_t count = 0;
  for (std::size_t at = 1; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (count == 3) return std::nullopt;
    const auto [stop, code] = std::from_chars(path.data() + at, path.data() + end, parts[count]);
    if (code != std::errc{} || stop != path.data() + end || end - at != (count == 0 ? 4U : 2U)) return std::nullopt;
    ++count;
    at = end + 1;
  }
  if (count == 0 || parts[0] < 1970 || parts[0] > 2199) return std::nullopt;
  const auto begin_of = [&](int year, int month, int day) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d 00:00:00", year, month, day);
    return parse_local(text.data(), site.time_zone);
  };
  using namespace std::chrono;
  const auto from = begin_of(parts[0], count > 1 ? parts[1] : 1, count > 2 ? parts[2] : 1);
  if (!from) return std::nullopt;
  Result<Time> to = fail(ErrorKind::invalid, "no end");
  if (count == 1) to = begin_of(parts[0] + 1, 1, 1);
  if (count == 2) to = parts[1] == 12 ? begin_of(parts[0] + 1, 1, 1) : begin_of(parts[0], parts[1] + 1, 1);
  if (count == 3) {
    const year_month_day next =
        sys_days(year(parts[0]) / month(static_cast<unsigned>(parts[1])) / day(static_cast<unsigned>(parts[2]))) +
        days(1);
    to = begin_of(static_cast<int>(next.year()), static_cast<int>(static_cast<unsigned>(next.month())),
                  static_cast<int>(static_cast<unsigned>(next.day())));
  }
  if (!to) return std::nullopt;
  std::string title = std::to_string(parts[0]);
  if (count == 2) title = format_for_reader(*from, site.time_zone, site.language, DateStyle::month);
  if (count == 3) title = format_for_reader(*from, site.time_zone, site.language, DateStyle::date);
  return Span{*from, *to, std::move(title)};
}

}  // namespace

std::optional<Plan> archive_plan(const Context& context, std::string_view path, std::size_t page) {
  const auto span = span_of(path, context.site->site());
  if (!span) return std::nullopt;
  std::string canonical(path);
  if (!canonical.ends_with('/')) canonical += '/';
  List list{.kind = "archive",
            .title = span->title,
            .description = {},
            .path = canonical,
            .feed = {},
            .breadcrumbs = crumbs_to(context, span->title, canonical),
            .children = {},
            .author = nullptr,
            .stories = context.site->between(span->from, span->to, skipped(page), limits::page_size),
            .page = page};
  if (list.stories.stories.empty()) return std::nullopt;
  return list_plan(context, std::move(list));
}

}  // namespace vestnik::reader
