#include "interchange/jsonl/companions.h"

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "interchange/format.h"
#include "interchange/jsonl/lines.h"
#include "interchange/saving.h"
#include "store/articles.h"
#include "store/catalogue.h"

namespace vestnik::interchange {
namespace {

constexpr std::size_t most_site_bytes = 256UL << 20U;
constexpr std::size_t batch = 500;

template <class Each>
void each_object(const json::object& file, std::string_view key, Each each) {
  const json::value* list = file.if_contains(key);
  if (list == nullptr || !list->is_array()) return;
  for (const json::value& value : list->get_array()) {
    if (value.is_object()) each(value.get_object());
  }
}

// Reads a file of JSON objects, some hundred a transaction. A line that is none is noted.
Result<void> each_line(
    store::Store& store, const std::filesystem::path& file, std::string_view kind, ImportReport& report,
    const std::function<void(store::Session&, const json::object&, const std::string& where)>& each) {
  auto lines = Lines::open(file);
  if (!lines) return std::unexpected(lines.error());
  bool more = true;
  while (more) {
    auto done = store.write([&](store::Session& session) {
      Line line;
      for (std::size_t i = 0; i < batch && (more = lines->next(line)); ++i) {
        const std::string where = file.filename().string() + " line " + std::to_string(line.number);
        const auto parsed = parse_json(line.text);
        if (parsed && parsed->is_object()) {
          each(session, parsed->get_object(), where);
        } else {
          ++report.count(kind).left_out;
          report.note("line cannot be read", where);
        }
      }
    });
    if (!done) return done;
  }
  return {};
}

}  // namespace

std::optional<json::object> find_site_file(const std::filesystem::path& folder) {
  const auto bytes = read_file(folder / "site.json", most_site_bytes);
  if (!bytes) return std::nullopt;
  auto parsed = parse_json(*bytes);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  json::object& object = parsed->get_object();
  if (string_or(object, "format") != format_name || !object.contains("site") || !object["site"].is_object()) {
    return std::nullopt;
  }
  return std::move(object);
}

void take_names(store::Session& session, const json::object& file, SiteId site, const Pictures& pictures,
                ImportReport& report, Time now) {
  std::map<std::string, std::string> parents;
  each_object(file, "sections", [&](const json::object& object) {
    content::Section section = section_of(object);
    if (section.slug.empty()) return;
    Count& count = report.count("sections");
    if (store::find_section(session, site, section.slug)) {
      ++count.unchanged;
      return;
    }
    section.site = site;
    store::save_section(session, section, now);
    ++count.taken;
    if (const std::string parent = string_or(object, "parent"); !parent.empty()) parents[section.slug] = parent;
  });
  for (const auto& [slug, above] : parents) {
    auto section = store::find_section(session, site, slug);
    const auto parent = store::find_section(session, site, above);
    if (!section || !parent || parent->id == section->id) continue;
    section->parent = parent->id;
    store::save_section(session, *section, now);
  }
  each_object(file, "authors", [&](const json::object& object) {
    content::Author author = author_of(object);
    if (author.slug.empty()) return;
    Count& count = report.count("authors");
    if (store::find_author(session, site, author.slug)) {
      ++count.unchanged;
      return;
    }
    author.site = site;
    author.picture = pictures.of_number(author.picture.value);
    store::save_author(session, author, now);
    ++count.taken;
  });
  each_object(file, "topics", [&](const json::object& object) {
    content::Topic topic = topic_of(object);
    if (topic.slug.empty()) return;
    Count& count = report.count("topics");
    if (store::find_topic(session, site, topic.slug)) {
      ++count.unchanged;
      return;
    }
    topic.site = site;
    store::save_topic(session, topic, now);
    ++count.taken;
  });
  each_object(file, "stories", [&](const json::object& object) {
    content::Story story = story_of(object);
    if (story.slug.empty()) return;
    Count& count = report.count("stories");
    if (store::find_story(session, site, story.slug)) {
      ++count.unchanged;
      return;
    }
    story.site = site;
    story.lead_image = pictures.of_number(story.lead_image.value);
    store::save_story(session, story, now);
    ++count.taken;
  });
}

Result<void> take_comment_lines(store::Store& store, const std::filesystem::path& file, SiteId site,
                                ImportReport& report, Time now) {
  // Comments of an article stand together, parents before their answers.
  std::string at;
  ArticleId article;
  std::map<std::int64_t, CommentId> taken;
  std::map<std::string, content::Comment> there;
  return each_line(store, file, "comments", report,
                   [&](store::Session& session, const json::object& object, const std::string& where) {
                     const std::string of = string_or(object, "article");
                     if (of != at || of.empty()) {
                       const auto found = store::find_article_by_foreign_id(session, site, of);
                       at = of;
                       article = found ? found->id : ArticleId{};
                       taken.clear();
                       there.clear();
                       if (article) {
                         for (content::Comment& one : store::all_comments_of(session, article))
                           there.emplace(one.foreign_id, one);
                       }
                     }
                     Count& count = report.count("comments");
                     const auto time = parse_rfc3339(string_or(object, "at"));
                     content::Comment comment;
                     comment.text = text::clean(string_or(object, "text"));
                     comment.foreign_id = text::clean(string_or(object, "foreign_id"));
                     if (!article || !time || comment.text.empty() || comment.foreign_id.empty()) {
                       ++count.left_out;
                       report.note("comment without its article, time or text left out", where);
                       return;
                     }
                     comment.article = article;
                     comment.name = text::squeeze(text::clean(string_or(object, "name")));
                     comment.at = *time;
                     comment.approved = bool_or(object, "approved");
                     if (const auto parent = taken.find(integer_or(object, "parent")); parent != taken.end())
                       comment.parent = parent->second;
                     const auto before = there.find(comment.foreign_id);
                     if (before != there.end()) comment = as_decided_here(before->second, std::move(comment));
                     if (before != there.end() && before->second == comment) {
                       ++count.unchanged;
                     } else {
                       ++(comment.id ? count.changed : count.taken);
                       comment.id = store::save_comment(session, comment, now, true);
                     }
                     taken[integer_or(object, "id")] = comment.id;
                   });
}

Result<void> take_redirect_lines(store::Store& store, const std::filesystem::path& file, SiteId site,
                                 ImportReport& report, Time now) {
  return each_line(
      store, file, "redirects", report,
      [&](store::Session& session, const json::object& object, const std::string& where) {
        const std::string from = text::clean(string_or(object, "from"));
        const std::string to = text::clean(string_or(object, "to"));
        Count& count = report.count("redirects");
        const bool safe = to.empty() || content::is_safe_address(to);
        if (!from.starts_with('/') || from == "/" || !safe) {
          ++count.left_out;
          report.note("redirect with an unsafe address left out", where);
          return;
        }
        const auto there = store::find_redirect(session, site, from);
        if (there && *there == to) {
          ++count.unchanged;
          return;
        }
        if (from.find('?') == std::string::npos && store::find_published_at(session, site, content::route_key(from)))
          return;
        store::save_redirect(session, {site, from, to}, now, true);
        ++(there ? count.changed : count.taken);
      });
}

}  // namespace vestnik::interchange
