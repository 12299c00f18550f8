#include "reader/sitemaps.h"

#include <charconv>

#include "base/json.h"
#include "base/text.h"
#include "pages/views.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace {

constexpr Time beginning = from_millis(0);
constexpr Time end_of_time = from_millis(INT64_C(253402300799000));  // 9999-12-31
constexpr std::string_view head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string xml_text(std::string_view raw) {
  return text::escape_html(text::clean(raw));
}

void add_address(std::string& out, const Context& context, std::string_view path, std::optional<Time> modified) {
  out += "<url><loc>" + xml_text(absolute(*context.site, path)) + "</loc>";
  if (modified) out += "<lastmod>" + format_rfc3339(*modified) + "</lastmod>";
  out += "</url>\n";
}

std::size_t parts_of(const Context& context, std::size_t most) {
  return (context.site->newest(0, 0).total + most - 1) / most;
}

struct Listed {
  std::string path;
  std::optional<Time> modified;
};

// Whatever is no story: at most `most`, and half as many topics, of which there may be any number.
std::vector<Listed> lists_of(const Context& context, std::size_t most) {
  std::vector<Listed> lists{{"/", std::nullopt}};
  for (const content::Section& section : context.site->sections()) {
    lists.push_back({section_path(section), std::nullopt});
  }
  for (const edition::SummaryPtr& page : context.site->pages()) {
    lists.push_back({std::string(page->path), std::max(page->published_at, page->updated_at)});
  }
  for (const content::Author* author : context.site->authors()) {
    if (context.site->of_author(author->id, 0, 0).total > 0) lists.push_back({author_path(*author), std::nullopt});
  }
  for (const content::Story* story : context.site->running_stories()) {
    if (lists.size() >= most) break;
    const auto newest = context.site->of_story(story->id, 0, 1);
    if (newest.total > 0) lists.push_back({story_path(*story), newest.stories.front()->published_at});
  }
  std::size_t topics = 0;
  for (const content::Topic* topic : context.site->topics()) {
    if (lists.size() >= most || topics == most / 2) break;
    if (context.site->of_topic(topic->id, 0, 0).total == 0) continue;
    lists.push_back({topic_path(*topic), std::nullopt});
    ++topics;
  }
  if (lists.size() > most) lists.resize(most);
  return lists;
}

// The lists, then `most` stories after the first `skip`: oldest first, so that full parts never change but for edits.
std::string write_addresses(const Context& context, const std::vector<Listed>& lists, std::size_t skip,
                            std::size_t most) {
  std::string out(head);
  out += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const Listed& list : lists) add_address(out, context, list.path, list.modified);
  if (most > 0) {
    for (const edition::SummaryPtr& story : context.site->between(beginning, end_of_time, skip, most).stories) {
      add_address(out, context, story->path, std::max(story->published_at, story->updated_at));
    }
  }
  return out + "</urlset>\n";
}

std::string write_index(const Context& context, std::size_t most) {
  std::string out(head);
  out += "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (std::size_t part = 0; part <= parts_of(context, most); ++part) {
    out += "<sitemap><loc>" + xml_text(absolute(*context.site, "/sitemap-" + std::to_string(part) + ".xml")) +
           "</loc></sitemap>\n";
  }
  return out + "</sitemapindex>\n";
}

// Everything, or an index where that is more than one file may have.
std::string write_sitemap(const Context& context, std::size_t most) {
  const std::vector<Listed> lists = lists_of(context, most);
  const std::size_t stories = context.site->newest(0, 0).total;
  return lists.size() + stories > most ? write_index(context, most) : write_addresses(context, lists, 0, stories);
}

// Part 0 lists sections, pages, authors and topics; part n the n-th so many stories.
std::string write_numbered(const Context& context, std::size_t number, std::size_t most) {
  if (number == 0) return write_addresses(context, lists_of(context, most), 0, 0);
  return write_addresses(context, {}, (number - 1) * most, most);
}

std::string write_news(const Context& context, Time now) {
  std::string out(head);
  out +=
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n";
  constexpr std::size_t most = 1'000;  // Google's own bound
  const Time from = now - std::chrono::hours(48);
  const std::size_t total = context.site->between(from, end_of_time, 0, 0).total;
  for (const edition::SummaryPtr& story :
       context.site->between(from, end_of_time, total > most ? total - most : 0, most).stories) {
    if (story->kind == content::Kind::page) continue;
    out += "<url><loc>" + xml_text(absolute(*context.site, story->path)) +
           "</loc><news:news><news:publication><news:name>" + xml_text(context.site->site().name) +
           "</news:name><news:language>" + xml_text(language_of(*context.site, *story)) +
           "</news:language></news:publication><news:publication_date>" +
           format_rfc3339(story->published_at, context.site->site().time_zone) +
           "</news:publication_date><news:title>" + xml_text(story->headline) + "</news:title></news:news></url>\n";
  }
  return out + "</urlset>\n";
}

std::string write_robots(const Context& context) {
  return "User-agent: *\nDisallow: /search?\nDisallow: /newsroom/\nDisallow: /api/\nDisallow: /ad/\nDisallow: "
         "/events\n\nSitemap: " +
         absolute(*context.site, "/sitemap.xml") + "\nSitemap: " + absolute(*context.site, "/news-sitemap.xml") + "\n";
}

std::string write_manifest(const Context& context) {
  const content::Site& site = context.site->site();
  // The colours of the paper, as theme/style/paper.css has them: what a phone shows until the first page is there.
  const std::string_view paper = site.look.scheme == content::Look::Scheme::dark ? "#151311" : "#fdfbf7";
  json::array icons;
  for (const auto& [file, size] : {std::pair{"icon-192.png", "192x192"}, std::pair{"icon-512.png", "512x512"}}) {
    const std::string_view path = pages::theme_path(file);
    if (!path.empty()) icons.push_back(json::object{{"src", path}, {"sizes", size}, {"type", "image/png"}});
  }
  return write_json(json::object{{"name", site.name},
                                 {"short_name", site.name},
                                 {"description", site.tagline},
                                 {"lang", site.language},
                                 {"start_url", "/"},
                                 {"display", "minimal-ui"},
                                 {"background_color", paper},
                                 {"theme_color", paper},
                                 {"icons", std::move(icons)}});
}

Plan plan_of(std::uint64_t version, std::string type, std::function<std::string()> write) {
  Plan plan;
  plan.kind = PageKind::sitemap;
  plan.type = std::move(type);
  plan.chains.push_back({version, [write = std::move(write)]() -> Result<std::string> { return write(); }});
  return plan;
}

}  // namespace

std::optional<Plan> well_known_plan(const Context& context, std::string_view path, std::size_t most) {
  if (path.ends_with('/')) return std::nullopt;  // none of them does, nearly all pages do
  const std::string xml_type = "application/xml; charset=utf-8", text_type = "text/plain; charset=utf-8";
  Version version("well-known");
  version.add(path).add(static_cast<std::int64_t>(chrome_version(context)));
  const std::uint64_t settings = version.value();
  // Sitemaps show every address: whatever is published or withdrawn makes them anew, when somebody asks.
  version.add(context.edition->change());
  if (path == "/robots.txt") return plan_of(settings, text_type, [context] { return write_robots(context); });
  if (path == "/manifest.webmanifest") {
    return plan_of(settings, "application/manifest+json", [context] { return write_manifest(context); });
  }
  if (path == "/ads.txt") {
    const std::string& ads = context.site->site().ads_txt;
    // An empty ads.txt says that nobody may sell this site's places (IAB ads.txt 1.1, 3.2.1).
    return plan_of(settings, text_type, [ads] {
      return ads.empty() ? std::string("placeholder.example.com, placeholder, DIRECT, placeholder\n") : ads;
    });
  }
  if (path == "/news-sitemap.xml") {
    const Time now = context.parts->clock();
    // Stories leave it by age: at most a minute late. A hot page would stay until the edition changes.
    version.add(to_millis(now) / 60'000);
    Plan plan = plan_of(version.value(), xml_type, [context, now] { return write_news(context, now); });
    plan.keep = false;
    return plan;
  }
  if (path == "/sitemap.xml") {
    return plan_of(version.value(), xml_type, [context, most] { return write_sitemap(context, most); });
  }
  if (path.starts_with("/sitemap-") && path.ends_with(".xml")) {
    std::size_t number = 0;
    const std::string_view digits = path.substr(9, path.size() - 13);
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (code != std::errc{} || end != digits.data() + digits.size() || number > parts_of(context, most))
      return std::nullopt;
    return plan_of(version.value(), xml_type,
                   [context, number, most] { return write_numbered(context, number, most); });
  }
  return std::nullopt;
}

}  // namespace vestnik::reader
