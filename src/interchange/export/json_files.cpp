#include "interchange/export/json_files.h"

#include <algorithm>

#include "content/html_writer.h"
#include "interchange/export/out_file.h"
#include "interchange/format.h"
#include "interchange/past.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"

namespace vestnik::interchange {
namespace {

using content::Article;

void set(json::object& object, std::string_view key, std::string_view value) {
  if (!value.empty()) object[key] = value;
}

void set(json::object& object, std::string_view key, const std::optional<Time>& time) {
  if (time) object[key] = exact(*time);
}

json::object named(std::string_view slug, std::string_view name) {
  return {{"slug", slug}, {"name", name}};
}

json::object article_json(const Article& article, const SiteNames& names, const content::Figures& figures) {
  json::object object{{"slug", article.slug}, {"headline", article.headline}};
  set(object, "deck", article.deck);
  set(object, "lang", article.language);
  object["kind"] = content::name_of(article.kind);
  object["state"] = content::name_of(article.state);
  set(object, "permalink", article.permalink);
  if (const auto section = names.section_of.find(article.section); section != names.section_of.end()) {
    object["section"] = named(section->second->slug, section->second->name);
  }
  json::array authors, topics;
  for (const AuthorId id : article.authors) {
    const auto author = names.author_of.find(id);
    if (author != names.author_of.end()) authors.push_back(named(author->second->slug, author->second->name));
  }
  for (const TopicId id : article.topics) {
    const auto topic = names.topic_of.find(id);
    if (topic != names.topic_of.end()) topics.push_back(named(topic->second->slug, topic->second->name));
  }
  object["authors"] = std::move(authors);
  object["topics"] = std::move(topics);
  json::array stories;
  for (const content::StoryPart& part : article.stories) {
    const auto story = names.story_of.find(part.story);
    if (story == names.story_of.end()) continue;
    json::object one = named(story->second->slug, story->second->name);
    set(one, "note", part.note);
    if (part.key) one["key"] = true;
    stories.push_back(std::move(one));
  }
  if (!stories.empty()) object["stories"] = std::move(stories);
  if (article.lead_image) object["lead_image"] = article.lead_image.value;
  set(object, "lead_caption", article.lead_caption);
  set(object, "description", article.description);
  set(object, "canonical_url", article.canonical_url);
  if (article.pinned) object["pinned"] = true;
  if (article.breaking) object["breaking"] = true;
  set(object, "published_at", article.published_at);
  set(object, "updated_at", article.updated_at);
  set(object, "scheduled_at", article.scheduled_at);
  object["foreign_id"] = names.name_of(article);
  object["html"] = content::write_html(article.body, figures);
  object["body"] = content::to_json(article.body);
  return object;
}

json::object record_json(const store::ReaderRecord& record) {
  json::object object{{"permission", record.permission},
                      {"checks", json::array(record.checks.begin(), record.checks.end())},
                      {"how", record.how},
                      {"used_by", record.used_by},
                      {"files", json::array(record.files.begin(), record.files.end())}};
  set(object, "confirmed_by", record.confirmed_by);
  return object;
}

json::object comment_json(const content::Comment& comment, const std::string& article) {
  return {
      {"article", article},
      {"id", comment.id.value},
      {"parent", comment.parent.value},
      {"name", comment.name},
      {"text", comment.text},
      {"at", exact(comment.at)},
      {"approved", comment.approved},
      {"foreign_id", comment.foreign_id.empty() ? "vestnik:" + std::to_string(comment.id.value) : comment.foreign_id}};
}

}  // namespace

Result<void> write_site_file(const std::filesystem::path& folder, const SiteNames& names) {
  json::array sections, authors, topics, stories;
  for (const auto& section : names.sections) sections.push_back(to_json(section, names.section_slug(section.parent)));
  for (const auto& author : names.authors) authors.push_back(to_json(author));
  for (const auto& topic : names.topics) topics.push_back(to_json(topic));
  for (const auto& story : names.stories) stories.push_back(to_json(story));
  const json::object object{{"format", format_name},         {"version", 1},
                            {"site", to_json(names.site)},   {"sections", std::move(sections)},
                            {"authors", std::move(authors)}, {"topics", std::move(topics)},
                            {"stories", std::move(stories)}};
  OutFile file(folder / "site.json");
  file << write_json(object) << "\n";
  return file.finish();
}

Result<void> write_assets(store::Session& session, const std::filesystem::path& folder, const SiteNames& names) {
  OutFile file(folder / "assets.jsonl");
  store::each_asset(session, names.site.id, [&](const content::Asset& asset) {
    const std::string original = media_file(asset);
    json::object object = to_json(asset, original.empty() ? "" : "media/" + original);
    object["from_reader"] = store::is_from_reader(session, asset.digest);
    file << write_json(object) << "\n";
    return true;
  });
  return file.finish();
}

Result<void> write_articles(store::Session& session, const std::filesystem::path& folder, const SiteNames& names,
                            const std::function<void()>& each_written) {
  OutFile articles(folder / "articles.jsonl"), comments(folder / "comments.jsonl"),
      revisions(folder / "revisions.jsonl");
  const auto asset = [&](AssetId id) { return store::find_asset(session, id); };
  const content::PlainFigures figures(
      [&](AssetId id) {
        const auto found = asset(id);
        if (!found) return std::string();
        const std::string file = media_file(*found);
        return file.empty() ? found->original_url : "media/" + file;
      },
      asset);
  store::each_article(session, names.site.id, [&](const Article& newest) {
    const Versions versions = versions_of(session, newest);
    json::object object = article_json(versions.shown, names, figures);
    if (json::array past = past_of(session, newest.id); !past.empty()) object["history"] = std::move(past);
    if (const auto record = store::find_reader_record(session, newest.id))
      object["reader_material"] = record_json(*record);
    if (versions.draft) object["draft"] = article_json(*versions.draft, names, figures);
    articles << write_json(object) << "\n";

    const std::string name = names.name_of(newest);
    auto all = store::all_comments_of(session, newest.id);
    std::ranges::sort(all, {}, &content::Comment::id);
    for (const content::Comment& comment : all) {
      if (comment.decision != content::Comment::Decision::removed)
        comments << write_json(comment_json(comment, name)) << "\n";
    }

    if (newest.revision > 1) {
      for (const store::RevisionInfo& info : store::revisions_of(session, newest.id)) {
        const auto revision = store::find_revision(session, newest.id, info.number);
        if (!revision || info.number == newest.revision) continue;
        json::object line{{"article", name},
                          {"number", info.number},
                          {"at", exact(info.at)},
                          {"by", info.by},
                          {"published", info.published}};
        line["content"] = article_json(*revision, names, figures);
        revisions << write_json(line) << "\n";
      }
    }
    each_written();
    return true;
  });
  for (OutFile* file : {&articles, &comments, &revisions}) {
    if (auto done = file->finish(); !done) return done;
  }
  return {};
}

Result<void> write_redirects(store::Session& session, const std::filesystem::path& folder, const SiteNames& names) {
  OutFile file(folder / "redirects.jsonl");
  store::each_redirect(session, [&](const store::Redirect& redirect) {
    if (redirect.site != names.site.id) return true;
    file << write_json(json::object{{"from", redirect.from}, {"to", redirect.to}}) << "\n";
    return true;
  });
  return file.finish();
}

}  // namespace vestnik::interchange
