#include "reader/feeds.h"

#include "base/json.h"
#include "base/text.h"
#include "content/html_writer.h"
#include "media/library.h"
#include "reader/figures.h"
#include "reader/views_of.h"
#include "store/articles.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

struct Entry {
  std::string address, headline, deck, html, language, section;
  std::vector<std::string> authors, topics;
  Time published_at, updated_at;
  std::string picture;  // absolute address of a JPEG, "" where there is none
};

std::string picture_address(const Context& context, AssetId id) {
  const content::Asset* asset = id ? context.edition->asset(id) : nullptr;
  if (asset == nullptr || asset->digest.empty()) return {};
  if (asset->kind != content::Asset::Kind::image) return absolute(*context.site, original_address(*asset));
  const std::vector<int> widths = media::widths_for(asset->shown_width(), media::Crop::whole, asset->shown_height());
  if (widths.empty()) return {};
  return absolute(
      *context.site,
      media::address_of(asset->digest, {.width = widths.back(),
                                        .crop = media::Crop::whole,
                                        .format = media::Format::jpeg,
                                        .focus_x = asset->focus_x,
                                        .focus_y = asset->focus_y,
                                        .stamp = media::stamp_of(asset->credit, asset->rights, asset->crop)}));
}

// Addresses within the site, encoded already, as they lead there from wherever a feed is read.
void make_absolute(json::object& attributes, const edition::SiteEdition& site) {
  for (const char* name : {"href", "url", "src", "poster"}) {
    json::value* const value = attributes.if_contains(name);
    if (value == nullptr || !value->is_string()) continue;
    const std::string address(value->get_string());
    if (address.starts_with('/') && !address.starts_with("//")) *value = site.site().base_url + address;
  }
}

void make_absolute(std::vector<content::Node>& nodes, const edition::SiteEdition& site) {
  for (content::Node& node : nodes) {
    make_absolute(node.attributes, site);
    for (content::Mark& mark : node.marks) make_absolute(mark.attributes, site);
    make_absolute(node.children, site);
  }
}

Result<std::vector<Entry>> entries_of(const Context& context, const std::vector<edition::SummaryPtr>& stories) {
  const content::PlainFigures figures([&context](AssetId id) { return picture_address(context, id); },
                                      [&context](AssetId id) -> std::optional<content::Asset> {
                                        const content::Asset* asset = context.edition->asset(id);
                                        return asset == nullptr ? std::nullopt : std::optional(*asset);
                                      });
  return context.parts->store.read_public([&](store::Session& session) {
    std::vector<Entry> entries;
    for (const edition::SummaryPtr& story : stories) {
      auto text = store::published_text(session, story->id);
      if (!text) continue;  // withdrawn since; the next edition's feed is without it
      make_absolute(text->body.blocks, *context.site);
      Entry entry;
      entry.address = absolute(*context.site, story->path);
      entry.headline = std::string(story->headline);
      entry.deck = std::string(story->deck);
      entry.html = content::write_html(text->body, figures);
      entry.language = language_of(*context.site, *story);
      if (const content::Section* section = context.site->section(story->section)) entry.section = section->name;
      for (const AuthorId id : story->authors) {
        if (const content::Author* author = context.site->author(id)) entry.authors.push_back(author->name);
      }
      for (const TopicId id : story->topics) {
        if (const content::Topic* topic = context.site->topic(id)) entry.topics.push_back(topic->name);
      }
      entry.published_at = story->published_at;
      entry.updated_at = std::max(story->published_at, story->updated_at);
      entry.picture = picture_address(context, story->lead_image);
      entries.push_back(std::move(entry));
    }
    return entries;
  });
}

// Text for XML: escaped, and free of what XML 1.0 forbids.
std::string xml(std::string_view raw) {
  return text::escape_html(text::clean(raw));
}

std::string element(std::string_view name, std::string_view raw) {
  if (raw.empty()) return {};
  return "<" + std::string(name) + ">" + xml(raw) + "</" + std::string(name) + ">\n";
}

Time newest_of(const std::vector<Entry>& entries) {
  Time newest{};
  for (const Entry& entry : entries) newest = std::max(newest, entry.updated_at);
  return newest;
}

std::string write_rss(const Context& context, const FeedSubject& subject, const std::vector<Entry>& entries,
                      const std::string& self) {
  const content::Site& site = context.site->site();
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n";
  out += element("title", subject.title) + element("link", absolute(*context.site, subject.path));
  out += "<description>" + xml(subject.description.empty() ? subject.title : subject.description) + "</description>\n";
  out += element("language", site.language);
  out += "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"" + xml(self) + "\"/>\n";
  if (!entries.empty()) out += element("lastBuildDate", format_http_date(newest_of(entries)));
  for (const Entry& entry : entries) {
    out += "<item>\n" + element("title", entry.headline) + element("link", entry.address);
    out += "<guid isPermaLink=\"true\">" + xml(entry.address) + "</guid>\n";
    out += element("pubDate", format_http_date(entry.published_at));
    for (const std::string& author : entry.authors) out += element("dc:creator", author);
    out += element("category", entry.section);
    for (const std::string& topic : entry.topics) out += element("category", topic);
    out += element("description", entry.deck) + element("content:encoded", entry.html);
    if (!entry.picture.empty()) {
      out += "<media:content medium=\"image\" type=\"image/jpeg\" url=\"" + xml(entry.picture) + "\"/>\n";
    }
    out += "</item>\n";
  }
  return out + "</channel>\n</rss>\n";
}

std::string write_atom(const Context& context, const FeedSubject& subject, const std::vector<Entry>& entries,
                       const std::string& self) {
  const std::string page = absolute(*context.site, subject.path);
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" +
      xml(context.site->site().language) + "\">\n";
  out += element("title", subject.title) + element("subtitle", subject.description) + element("id", page);
  out += "<link rel=\"alternate\" type=\"text/html\" href=\"" + xml(page) + "\"/>\n";
  out += "<link rel=\"self\" type=\"application/atom+xml\" href=\"" + xml(self) + "\"/>\n";
  out += element("updated", format_rfc3339(newest_of(entries)));
  out += "<author>" + element("name", context.site->site().name) + "</author>\n";
  for (const Entry& entry : entries) {
    out += "<entry xml:lang=\"" + xml(entry.language) + "\">\n" + element("title", entry.headline) +
           element("id", entry.address);
    out += "<link rel=\"alternate\" type=\"text/html\" href=\"" + xml(entry.address) + "\"/>\n";
    out +=
        element("published", format_rfc3339(entry.published_at)) + element("updated", format_rfc3339(entry.updated_at));
    for (const std::string& author : entry.authors) out += "<author>" + element("name", author) + "</author>\n";
    if (!entry.section.empty()) out += "<category term=\"" + xml(entry.section) + "\"/>\n";
    for (const std::string& topic : entry.topics) out += "<category term=\"" + xml(topic) + "\"/>\n";
    out += element("summary", entry.deck);
    out += "<content type=\"html\">" + xml(entry.html) + "</content>\n</entry>\n";
  }
  return out + "</feed>\n";
}

std::string write_json_feed(const Context& context, const FeedSubject& subject, const std::vector<Entry>& entries,
                            const std::string& self) {
  json::object feed{{"version", "https://jsonfeed.org/version/1.1"},
                    {"title", subject.title},
                    {"home_page_url", absolute(*context.site, subject.path)},
                    {"feed_url", self},
                    {"language", context.site->site().language}};
  if (!subject.description.empty()) feed["description"] = subject.description;
  json::array items;
  for (const Entry& entry : entries) {
    json::object item{{"id", entry.address},
                      {"url", entry.address},
                      {"title", entry.headline},
                      {"content_html", entry.html},
                      {"date_published", format_rfc3339(entry.published_at)},
                      {"date_modified", format_rfc3339(entry.updated_at)},
                      {"language", entry.language}};
    if (!entry.deck.empty()) item["summary"] = entry.deck;
    if (!entry.picture.empty()) item["image"] = entry.picture;
    json::array authors, tags;
    for (const std::string& author : entry.authors) authors.push_back(json::object{{"name", author}});
    if (!authors.empty()) item["authors"] = std::move(authors);
    if (!entry.section.empty()) tags.emplace_back(entry.section);
    for (const std::string& topic : entry.topics) tags.emplace_back(topic);
    if (!tags.empty()) item["tags"] = std::move(tags);
    items.push_back(std::move(item));
  }
  feed["items"] = std::move(items);
  return write_json(feed);
}

std::string_view suffix_of(FeedFormat format) {
  switch (format) {
    case FeedFormat::rss:
      return "feed.xml";
    case FeedFormat::atom:
      return "feed.atom";
    case FeedFormat::json:
      return "feed.json";
  }
  return {};
}

}  // namespace

std::optional<FeedName> feed_name(std::string_view path) {
  for (const FeedFormat format : {FeedFormat::rss, FeedFormat::atom, FeedFormat::json}) {
    const std::string_view suffix = suffix_of(format);
    if (path.ends_with(suffix) && path.size() > suffix.size() && path[path.size() - suffix.size() - 1] == '/') {
      return FeedName{format, path.substr(0, path.size() - suffix.size()), suffix};
    }
  }
  return std::nullopt;
}

Plan feed_plan(const Context& context, FeedFormat format, const FeedSubject& subject, const edition::Stories& stories) {
  Version version("feed");
  version.add(static_cast<std::int64_t>(format)).add(static_cast<std::int64_t>(chrome_version(context)));
  version.add(subject.path).add(subject.title).add(subject.description);
  add_cards(version, context, stories.stories);
  for (const edition::SummaryPtr& story : stories.stories) {
    for (const AuthorId id : story->authors) version.add(context.site->author_version(id));
    for (const TopicId id : story->topics) {
      if (const content::Topic* topic = context.site->topic(id)) version.add(topic->name);
    }
    for (const AssetId id : context.site->pictures(*story)) version.add(context.edition->asset_version(id));
  }
  Plan plan;
  plan.kind = PageKind::feed;
  switch (format) {
    case FeedFormat::rss:
      plan.type = "application/rss+xml; charset=utf-8";
      break;
    case FeedFormat::atom:
      plan.type = "application/atom+xml; charset=utf-8";
      break;
    case FeedFormat::json:
      plan.type = "application/feed+json; charset=utf-8";
      break;
  }
  plan.chains.push_back({version.value(), [context, format, subject, shown = stories.stories]() -> Result<std::string> {
                           auto entries = entries_of(context, shown);
                           if (!entries) return std::unexpected(entries.error());
                           const std::string self =
                               absolute(*context.site, subject.path + std::string(suffix_of(format)));
                           if (format == FeedFormat::rss) return write_rss(context, subject, *entries, self);
                           if (format == FeedFormat::atom) return write_atom(context, subject, *entries, self);
                           return write_json_feed(context, subject, *entries, self);
                         }});
  return plan;
}

}  // namespace vestnik::reader
