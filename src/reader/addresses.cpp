#include "reader/addresses.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/limits.h"
#include "base/text.h"
#include "reader/article_page.h"
#include "reader/corrections_page.h"
#include "reader/error_page.h"
#include "reader/feeds.h"
#include "reader/front_pages.h"
#include "reader/search_page.h"
#include "reader/sitemaps.h"
#include "reader/story_page.h"
#include "reader/suggestions.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace {

Plan moved(std::string to) {
  Plan plan;
  plan.status = 301;
  plan.kind = PageKind::redirect;
  plan.location = std::move(to);
  plan.keep = false;
  return plan;
}

Plan missing(const Context& context) {
  return error_plan(context, 404);
}

// ?page=N: absent is 1; anything that is no whole number from 1 is 0.
std::size_t page_of(const http::Request& request) {
  const auto named = request.parameter("page");
  if (!named) return 1;
  std::size_t page = 0;
  const auto [end, code] = std::from_chars(named->data(), named->data() + named->size(), page);
  return code == std::errc{} && end == named->data() + named->size() && page < 10'000'000 ? page : 0;
}

bool is_list(const edition::Route& route) {
  return route.kind == edition::Route::Kind::section || route.kind == edition::Route::Kind::author ||
         route.kind == edition::Route::Kind::topic || route.kind == edition::Route::Kind::story;
}

constexpr int most_hops = 16;

// Where what stands at a path is in the end: an article that got a new address after an import would cost a reader
// two redirects, and search engines give up on chains. A path that nothing is known of is what it is.
std::string end_of(const Context& context, std::string_view path) {
  std::string at(path);
  for (int hop = 0; hop < most_hops && at.find('?') == std::string::npos; ++hop) {
    const auto route = context.site->route(content::route_key(at));
    if (!route || route->path.empty() || route->path == at) break;
    at = route->path;
    if (route->kind != edition::Route::Kind::redirect) break;
  }
  return at;
}

// Topics and stories are made by drafts too: until something is published under one, its name is the newsroom's.
bool is_unseen(const Context& context, const edition::Route& route) {
  if (route.kind == edition::Route::Kind::story) return context.site->of_story(StoryId{route.id}, 0, 0).total == 0;
  return route.kind == edition::Route::Kind::topic && context.site->of_topic(TopicId{route.id}, 0, 0).total == 0;
}

// The end that an old address leads a reader to. The old site had pages of tags and authors of whom nothing is
// published: they lead to the first page, their feeds to its feed, rather than to a page that is not there.
std::string shown_end_of(const Context& context, std::string_view path) {
  std::string to = end_of(context, path);
  if (to.find('?') != std::string::npos) return to;
  const auto feed = feed_name(to);
  const auto end = context.site->route(content::route_key(feed ? feed->of : std::string_view(to)));
  // Of authors, the edition holds those alone of whom something is published.
  const bool shows_nothing = end ? is_unseen(context, *end) : to.starts_with("/author/");
  if (!shows_nothing) return to;
  return feed ? "/" + std::string(feed->name) : "/";
}

// Whether a path that end_of gave is no end: redirects that were made by hand may go round in a circle.
bool leads_on(const Context& context, const std::string& path) {
  const auto route = path.find('?') == std::string::npos ? context.site->route(content::route_key(path)) : std::nullopt;
  return route && route->kind == edition::Route::Kind::redirect;
}

// What a list's old address by query asked for besides: "/?cat=3&feed=rss2".
std::string feed_by_query(const http::Request& request, std::string list) {
  const auto feed = request.parameter("feed");
  if (!feed || !list.ends_with('/')) return list;
  return list + (*feed == "atom" ? "feed.atom" : "feed.xml");
}

// What several names of a list by query or path come to, "3,5" and "voda+most": there are no lists of two here, so that
// of the first that is known is shown. What is left out ("-7") is nobody's list.
std::vector<std::string> each_of_several(std::string_view names) {
  constexpr std::size_t most_names = 10;
  std::vector<std::string> each;
  while (!names.empty() && each.size() < most_names) {
    const std::size_t end = std::min(names.find_first_of(",+ "), names.size());
    if (end > 0 && names.front() != '-') each.emplace_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return each;
}

std::optional<edition::Route> route_by_query(const Context& context, const std::string& key, std::string_view name,
                                             const std::string& value) {
  const std::string before = key + "?" + std::string(name) + "=";
  if (auto route = context.site->route(before + value)) return route;
  if (name != "cat" && name != "tag" && name != "category_name") return std::nullopt;
  if (value.find_first_of(",+ ") == std::string::npos) return std::nullopt;
  for (const std::string& one : each_of_several(value)) {
    if (auto route = context.site->route(before + one)) return route;
  }
  return std::nullopt;
}

// WordPress's addresses by query: "/?p=12" is asked for as a redirect's key. Only these names are looked at, so that no
// other parameter makes a page of its own.
std::optional<Plan> by_query(const Context& context, const http::Request& request, const std::string& key) {
  if (request.query.empty()) return std::nullopt;
  // An old address as it was, "/?book=most": only what an import knows leads anywhere.
  if (request.query.size() <= limits::slug_bytes) {
    const auto route = context.site->route(key + "?" + std::string(request.query));
    if (route && route->kind == edition::Route::Kind::redirect)
      return moved(encoded(shown_end_of(context, route->path)));
  }
  for (const char* name : {"p", "page_id", "attachment_id", "cat", "tag", "tag_id", "author", "author_name",
                           "category_name", "feed", "m"}) {
    const auto value = request.parameter(name);
    if (!value || value->size() > limits::slug_bytes) continue;
    const auto route = route_by_query(context, key, name, *value);
    if (!route) continue;
    if (route->kind == edition::Route::Kind::gone) return error_plan(context, 410);
    if (route->path.empty()) continue;
    const std::string to = shown_end_of(context, route->path);
    const auto end = context.site->route(content::route_key(to));
    return moved(encoded(end && is_list(*end) ? feed_by_query(request, to) : to));
  }
  return std::nullopt;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "/?p=12" by a number that nothing public is known of: a draft's, a hidden article's, or none at all. The front page
// would be no answer to who asks for an article.
bool asks_for_unknown_number(const http::Request& request, std::string_view key) {
  if (request.query.empty() || (key != "/" && key != "/index.php")) return false;
  for (const char* name : {"p", "page_id", "attachment_id"}) {
    const auto number = request.parameter(name);
    if (number && all_digits(*number)) return true;
  }
  return false;
}

// "/?m=202401" and "/?year=2024&monthnum=1&day=5".
std::optional<Plan> archive_by_query(const Context& context, const http::Request& request) {
  if (request.query.empty()) return std::nullopt;
  std::string path;
  if (const auto month = request.parameter("m"); month && month->size() >= 4 && all_digits(*month)) {
    path = "/" + month->substr(0, 4) + "/";
    for (std::size_t at = 4; at + 2 <= std::min<std::size_t>(month->size(), 8); at += 2)
      path += month->substr(at, 2) + "/";
  } else if (const auto year = request.parameter("year"); year && year->size() == 4 && all_digits(*year)) {
    path = "/" + *year + "/";
    for (const char* name : {"monthnum", "day"}) {
      const auto part = request.parameter(name);
      if (!part || part->size() > 2 || !all_digits(*part)) break;
      path += (part->size() == 1 ? "0" : "") + *part + "/";
    }
  }
  if (path.empty() || !archive_plan(context, path, 1)) return std::nullopt;
  return moved(path);
}

// WordPress searches at "/?s=words": browsers and other sites go on doing so after a move.
std::optional<Plan> old_search(const http::Request& request) {
  if (request.query.empty()) return std::nullopt;
  const auto words = request.parameter("s");
  if (!words || words->empty() || words->size() > limits::search_query_bytes) return std::nullopt;
  return moved("/search?q=" + http::percent_encode(text::clean(*words)));
}

// What has no further pages is not found under as many addresses as there are numbers.
Plan without_pages(const http::Request& request, Plan plan, std::string_view address) {
  return plan.status == 200 && request.parameter("page") ? moved(encoded(address)) : std::move(plan);
}

Plan checked(const Context& context, std::optional<Plan> plan) {
  return plan ? std::move(*plan) : missing(context);
}

// How many pages the list has, 1 where it is none.
std::size_t pages_of(const Context& context, const std::optional<edition::Route>& route) {
  std::size_t total = 0;
  if (!route) {
    total = context.site->newest(0, 0).total;
  } else if (route->kind == edition::Route::Kind::section) {
    total = context.site->of_section(SectionId{route->id}, 0, 0).total;
  } else if (route->kind == edition::Route::Kind::author) {
    total = context.site->of_author(AuthorId{route->id}, 0, 0).total;
  } else if (route->kind == edition::Route::Kind::topic) {
    total = context.site->of_topic(TopicId{route->id}, 0, 0).total;
  } else if (route->kind == edition::Route::Kind::story) {
    total = context.site->of_story(StoryId{route->id}, 0, 0).total;
  }
  return std::max<std::size_t>(1, (total + limits::page_size - 1) / limits::page_size);
}

// WordPress's further pages, "/category/svyat/page/2/" and "/page/2/": what the address before "/page/" leads to has
// them as "?page=2".
std::optional<Plan> further_page(const Context& context, std::string_view key) {
  constexpr std::string_view mark = "/page/";
  const std::size_t at = key.rfind(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view digits = key.substr(at + mark.size());
  if (digits.size() > 6 || !all_digits(digits)) return std::nullopt;
  std::size_t page = 1;
  std::from_chars(digits.data(), digits.data() + digits.size(), page);
  const std::string front(key.substr(0, at));
  std::string to = front + "/";
  std::optional<edition::Route> end;
  if (const auto route = context.site->route(front); route && !front.empty()) {
    if (is_unseen(context, *route)) return std::nullopt;
    if (route->kind == edition::Route::Kind::gone) return error_plan(context, 410);
    to = shown_end_of(context, route->path);
    // An article has no further pages, nor has what leads to one.
    end = context.site->route(content::route_key(to));
    if (!end || !is_list(*end)) return moved(encoded(to));
  } else if (!front.empty()) {
    if (!archive_plan(context, front, 1)) return std::nullopt;
    if (!archive_plan(context, front, std::max<std::size_t>(page, 1))) page = 1;
    return moved(encoded(to) + (page > 1 ? "?page=" + std::to_string(page) : ""));
  }
  // Pages were shorter there: the old last one is beyond ours.
  page = std::min(page, pages_of(context, end));
  return moved(encoded(to) + (page > 1 ? "?page=" + std::to_string(page) : ""));
}

// The same by query, "/?paged=2" and "/category/svyat/?paged=2".
std::optional<Plan> further_page_by_query(const Context& context, const http::Request& request, std::string_view key) {
  if (request.query.empty()) return std::nullopt;
  const auto page = request.parameter("paged");
  if (!page || page->empty() || page->size() > 6) return std::nullopt;
  return further_page(context, (key == "/" ? "" : std::string(key)) + "/page/" + *page);
}

// What an old address asks for besides what stands at the address before it: "/2023/10/most/amp/",
// "/category/svyat/feed/atom/".
struct Beside {
  std::string_view front;
  enum class What { view, feed, atom } what = What::view;
};
std::optional<Beside> beside_in(std::string_view key) {
  const auto above = [](std::string_view path) { return path.substr(0, path.rfind('/')); };
  const auto step = [](std::string_view path) { return path.substr(path.rfind('/') + 1); };
  const std::string_view last = step(key);
  const std::string_view front = above(key);
  constexpr std::string_view comments = "comment-page-";
  if (last == "amp" || last == "embed" || last == "trackback" || last == "1" ||
      (last.starts_with(comments) && all_digits(last.substr(comments.size())))) {
    return Beside{front, Beside::What::view};
  }
  if (last == "feed") return Beside{front, Beside::What::feed};
  const bool format = last == "atom" || last == "rss" || last == "rss2" || last == "rdf";
  if (!format || !front.ends_with("/feed")) return std::nullopt;
  return Beside{above(front), last == "atom" ? Beside::What::atom : Beside::What::feed};
}

// It leads to the article, to the list or its feed. A month has no feed of its own.
std::optional<Plan> beside(const Context& context, std::string_view key) {
  const auto asked = beside_in(key);
  if (!asked) return std::nullopt;
  const std::string feed = asked->what == Beside::What::view   ? ""
                           : asked->what == Beside::What::atom ? "feed.atom"
                                                               : "feed.xml";
  if (asked->front.empty()) return key == "/1" ? std::nullopt : std::optional(moved("/" + feed));
  const auto route = context.site->route(asked->front);
  if (!route) {
    if (key.ends_with("/1") || !archive_plan(context, asked->front, 1)) return std::nullopt;
    return moved(encoded(std::string(asked->front) + "/"));
  }
  const bool old = route->kind == edition::Route::Kind::redirect;
  const std::string to = old ? shown_end_of(context, route->path) : end_of(context, route->path);
  if (old && to == "/") return moved("/" + feed);
  const auto end = context.site->route(content::route_key(to));
  if (!end || is_unseen(context, *end)) return std::nullopt;
  if (end->kind == edition::Route::Kind::article) return moved(encoded(to));
  if (!is_list(*end) || key.ends_with("/1")) return std::nullopt;
  return moved(encoded(to + feed));
}

// A size that WordPress made of a picture, "/wp-content/uploads/2023/10/most-300x200.jpg", and copies in other formats
// that plugins laid beside it, "….jpg.webp": an export does not list them all. They lead where the picture does.
std::optional<Plan> made_size(const Context& context, std::string_view key) {
  static constexpr std::array<std::string_view, 6> types = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"};
  if (std::ranges::none_of(types, [&](std::string_view type) { return key.ends_with(type); })) return std::nullopt;
  const auto leads = [&](const std::string& name) -> std::optional<Plan> {
    const auto route = context.site->route(name);
    if (!route || route->kind != edition::Route::Kind::redirect) return std::nullopt;
    return moved(encoded(end_of(context, route->path)));
  };
  for (const std::string_view copy : {".webp", ".avif"}) {
    if (!key.ends_with(copy)) continue;
    const std::string_view before = key.substr(0, key.size() - copy.size());
    if (before.rfind('.') == std::string_view::npos || before.rfind('.') < before.rfind('/')) continue;
    key = before;
    if (auto plan = leads(std::string(key))) return plan;
  }
  const std::size_t dot = key.rfind('.');
  const std::size_t dash = key.rfind('-', dot);
  if (dot == std::string_view::npos || dash == std::string_view::npos || dash < key.rfind('/')) return std::nullopt;
  const std::string_view size = key.substr(dash + 1, dot - dash - 1);
  const std::size_t cross = size.find('x');
  const bool made =
      size == "scaled" || size == "rotated" ||
      (cross != std::string_view::npos && all_digits(size.substr(0, cross)) && all_digits(size.substr(cross + 1)));
  if (!made) return std::nullopt;
  const std::string stem(key.substr(0, dash)), type(key.substr(dot));
  for (const char* name : {"", "-scaled", "-rotated"}) {
    if (auto plan = leads(stem + name + type)) return plan;
  }
  return std::nullopt;
}

// "/blog/2023/10/", where the old site lay below "/blog" (an imported redirect leads from there to the first page), and
// "/archives/date/2023/10/".
std::optional<Plan> old_archive(const Context& context, std::string_view key) {
  constexpr int most_steps = 4;
  int step = 0;
  for (std::size_t at = key.find('/', 1); at != std::string_view::npos && step < most_steps;
       at = key.find('/', at + 1)) {
    ++step;
    if (!archive_plan(context, key.substr(at), 1)) continue;
    std::string_view front = key.substr(0, at);
    for (const std::string_view part : {"/date", "/archives"}) {
      if (front.ends_with(part)) front.remove_suffix(part.size());
    }
    const auto route = front.empty() ? std::nullopt : context.site->route(front);
    const bool was_there =
        front.empty() || (route && route->kind == edition::Route::Kind::redirect && route->path == "/");
    return was_there ? std::optional(moved(encoded(key.substr(at)) + "/")) : std::nullopt;
  }
  return std::nullopt;
}

// "/tag/voda+most/" and "/category/svyat,sport/" lead to the first list of them that is here.
std::optional<Plan> several_lists(const Context& context, std::string_view key) {
  const std::size_t last = key.rfind('/') + 1;
  if (key.substr(last).find_first_of(",+ ") == std::string_view::npos) return std::nullopt;
  for (const std::string& one : each_of_several(key.substr(last))) {
    const auto route = context.site->route(std::string(key.substr(0, last)) + one);
    if (!route || route->kind != edition::Route::Kind::redirect) continue;
    const std::string to = end_of(context, route->path);
    const auto end = context.site->route(content::route_key(to));
    if (end && is_list(*end) && !is_unseen(context, *end)) return moved(encoded(to));
  }
  return std::nullopt;
}

// The page of an author of the old site of whom nothing is published here: that its feed leads on is all that an import
// could tell of an address that is also ours. It comes to what the old names of that author come to.
std::optional<Plan> silent_author(const Context& context, std::string_view key) {
  constexpr std::string_view folder = "/author/";
  if (!key.starts_with(folder) || key.find('/', folder.size()) != std::string_view::npos) return std::nullopt;
  const auto feed = context.site->route(std::string(key) + "/feed");
  if (!feed || feed->kind != edition::Route::Kind::redirect || !feed->path.starts_with(folder)) return std::nullopt;
  return moved("/");
}

// WordPress's search by path: "/search/нов+мост/".
std::optional<Plan> search_by_path(std::string_view key) {
  constexpr std::string_view folder = "/search/";
  if (!key.starts_with(folder)) return std::nullopt;
  std::string words(key.substr(folder.size(), key.find('/', folder.size()) - folder.size()));
  std::ranges::replace(words, '+', ' ');
  return moved("/search?q=" + http::percent_encode(words));
}

// Where WordPress could not rewrite addresses, all stood below its program: "/index.php/2023/10/".
std::optional<Plan> below_program(const Context& context, std::string_view key) {
  constexpr std::string_view program = "/index.php";
  if (!key.starts_with("/index.php/")) return std::nullopt;
  const std::string_view rest = key.substr(program.size());
  if (auto further = further_page(context, rest)) return further;
  if (auto other = beside(context, rest)) return other;
  if (archive_plan(context, rest, 1)) return moved(encoded(std::string(rest) + "/"));
  return moved(encoded(end_of(context, rest)));
}

std::optional<Plan> list_of(const Context& context, const edition::Route& route, std::size_t page, StoryOrder order) {
  switch (route.kind) {
    case edition::Route::Kind::section: {
      const content::Section* section = context.site->section(SectionId{route.id});
      return section == nullptr ? std::nullopt : section_plan(context, *section, page);
    }
    case edition::Route::Kind::author: {
      const content::Author* author = context.site->author(AuthorId{route.id});
      return author == nullptr ? std::nullopt : author_plan(context, *author, page);
    }
    case edition::Route::Kind::topic: {
      const content::Topic* topic = context.site->topic(TopicId{route.id});
      return topic == nullptr ? std::nullopt : topic_plan(context, *topic, page);
    }
    case edition::Route::Kind::story: {
      const content::Story* story = context.site->running_story(StoryId{route.id});
      return story == nullptr ? std::nullopt : story_plan(context, *story, page, order);
    }
    default:
      return std::nullopt;
  }
}

std::optional<Plan> feed_of(const Context& context, const FeedName& feed) {
  const content::Site& about = context.site->site();
  if (feed.of == "/") {
    return feed_plan(context, feed.format, {about.name, about.tagline, "/"}, context.site->newest(0, feed_stories));
  }
  const auto route = context.site->route(content::route_key(http::percent_decode(feed.of)));
  if (!route || is_unseen(context, *route)) return std::nullopt;
  const auto titled = [&](std::string_view name) { return std::string(name) + " – " + about.name; };
  switch (route->kind) {
    case edition::Route::Kind::section:
      if (const content::Section* section = context.site->section(SectionId{route->id})) {
        return feed_plan(context, feed.format, {titled(section->name), section->description, section_path(*section)},
                         context.site->of_section(section->id, 0, feed_stories));
      }
      return std::nullopt;
    case edition::Route::Kind::author:
      if (const content::Author* author = context.site->author(AuthorId{route->id})) {
        return feed_plan(context, feed.format, {titled(author->name), {}, author_path(*author)},
                         context.site->of_author(author->id, 0, feed_stories));
      }
      return std::nullopt;
    case edition::Route::Kind::topic:
      if (const content::Topic* topic = context.site->topic(TopicId{route->id})) {
        return feed_plan(context, feed.format, {titled(topic->name), topic->description, topic_path(*topic)},
                         context.site->of_topic(topic->id, 0, feed_stories));
      }
      return std::nullopt;
    case edition::Route::Kind::story:
      if (const content::Story* story = context.site->running_story(StoryId{route->id})) {
        return feed_plan(context, feed.format, {titled(story->name), story->summary, story_path(*story)},
                         context.site->of_story(story->id, 0, feed_stories));
      }
      return std::nullopt;
    case edition::Route::Kind::redirect: {
      // Who follows a list that has another name now goes on following it.
      const std::string to = end_of(context, route->path);
      const auto end = context.site->route(content::route_key(to));
      if (!end || !is_list(*end) || is_unseen(context, *end)) return std::nullopt;
      return moved(encoded(to) + std::string(feed.name));
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

Plan plan_of(const Context& context, const http::Request& request) {
  const std::string path = http::percent_decode(request.path);
  const std::string key = content::route_key(path);
  if (auto plan = by_query(context, request, key == "/index.php" ? "/" : key)) {
    // "/?cat=3&paged=2"
    auto further = plan->status == 301 ? further_page_by_query(context, request, content::route_key(plan->location))
                                       : std::nullopt;
    return further ? std::move(*further) : std::move(*plan);
  }
  if (asks_for_unknown_number(request, key)) return missing(context);
  if (auto further = further_page_by_query(context, request, key == "/index.php" ? "/" : key))
    return std::move(*further);
  const std::size_t page = page_of(request);
  if (page == 0) return missing(context);

  if (key == "/" || key == "/index.php") {
    if (auto searched = old_search(request)) return std::move(*searched);
    if (auto archive = archive_by_query(context, request)) return std::move(*archive);
  }
  if (key == "/") {
    if (path.find_first_not_of('/') != std::string::npos) return missing(context);  // "/%00"
    if (path != "/") return moved("/");
    return page == 1 ? home_plan(context) : checked(context, latest_plan(context, page));
  }
  if (auto plan = well_known_plan(context, path)) return without_pages(request, std::move(*plan), path);
  if (path == "/search/suggest") return suggestions_plan(context, request);
  if (key == "/search") return path == "/search" ? search_plan(context, request) : moved(search_address(request));
  if (key == "/corrections" && !context.site->route(key)) {
    if (path != "/corrections/") return moved("/corrections/");
    return checked(context, corrections_plan(context, page));
  }
  // An imported address wins over whatever we would make of it.
  const auto route = context.site->route(key);
  if (route && is_unseen(context, *route)) return missing(context);
  if (route) {
    switch (route->kind) {
      case edition::Route::Kind::redirect: {
        const std::string to = shown_end_of(context, route->path);
        return leads_on(context, to) ? missing(context) : moved(encoded(to));
      }
      case edition::Route::Kind::gone:
        return withdrawn_plan(context, key);
      case edition::Route::Kind::article: {
        // An imported address may hold what has to stay encoded: "/2023/100%25/".
        if (path != route->path && path != http::percent_decode(route->path)) return moved(encoded(route->path));
        const edition::SummaryPtr story = context.site->article(ArticleId{route->id});
        if (!story) return missing(context);
        Plan plan = article_plan(context, story);
        // What comes before the article at an address does so whatever is published, but for sitemaps and what is asked
        // for by query.
        if (request.query.empty() && !path.starts_with("/sitemap")) {
          plan.basis->on.on_path(key);
        } else {
          plan.basis.reset();
        }
        return without_pages(request, std::move(plan), route->path);
      }
      default:
        if (path != route->path) {
          return moved(encoded(route->path) + (page > 1 ? "?page=" + std::to_string(page) : ""));
        }
        return checked(context, list_of(context, *route, page,
                                        request.parameter("order") == "oldest" ? StoryOrder::oldest_first
                                                                               : StoryOrder::newest_first));
    }
  }
  if (auto history = history_plan(context, path, key)) return without_pages(request, std::move(*history), path);
  if (auto further = further_page(context, key)) return std::move(*further);
  if (const auto feed = feed_name(path)) {
    return without_pages(request, checked(context, feed_of(context, *feed)), key);
  }
  if (auto archive = archive_plan(context, key, page)) {
    // From the key, never from the path: "//2023/" would lead a browser to another host.
    return path == key + "/" ? std::move(*archive)
                             : moved(encoded(key + "/") + (page > 1 ? "?page=" + std::to_string(page) : ""));
  }
  if (auto other = beside(context, key)) return std::move(*other);
  if (auto size = made_size(context, key)) return std::move(*size);
  if (auto old = old_archive(context, key)) return std::move(*old);
  if (auto several = several_lists(context, key)) return std::move(*several);
  if (auto author = silent_author(context, key)) return std::move(*author);
  if (auto found = search_by_path(key)) return std::move(*found);
  if (auto below = below_program(context, key)) return std::move(*below);
  return missing(context);
}

}  // namespace vestnik::reader
