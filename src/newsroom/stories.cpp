// Running subjects that articles belong to.
#include "newsroom/stories.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/limits.h"
#include "base/text.h"
#include "content/address.h"
#include "newsroom/catalogue.h"
#include "newsroom/conditional.h"
#include "newsroom/cursor.h"
#include "newsroom/editors_hand.h"
#include "newsroom/members.h"
#include "newsroom/reach.h"
#include "newsroom/repeatable.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"
#include "store/story_parts.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t shown_parts = 100;

std::string address_of_slug(const std::string& slug) {
  return "/story/" + slug + "/";
}

json::object story_to_json(const content::Story& story) {
  return {{"slug", story.slug},
          {"name", story.name},
          {"summary", story.summary},
          {"state", story.open ? "open" : "closed"},
          {"lead_image", story.lead_image ? json::value(story.lead_image.value) : json::value(nullptr)},
          {"address", address_of_slug(story.slug)},
          {"updated_at", format_rfc3339(story.updated_at)}};
}

// What may be changed of a part; its ETag is of this alone.
json::object part_to_json(ArticleId article, const content::StoryPart& part) {
  return {{"id", article.value}, {"note", part.note}, {"key", part.key}};
}

// The newest published articles of the story, as its timeline shows them.
json::array parts_to_json(store::Session& session, const Call& call, const content::Story& story) {
  json::array parts;
  std::map<SectionId, bool> publishes;  // whether the caller does there
  for (const store::Published& article : store::newest_in_story(session, story.id, shown_parts)) {
    const auto part = std::ranges::find(article.stories, story.id, &content::StoryPart::story);
    if (part == article.stories.end()) continue;
    const auto [may, fresh] = publishes.try_emplace(article.section, false);
    if (fresh)
      may->second = (roles_in_section(session, call.who.grants, story.site, article.section) & publishers) != 0;
    json::object shown = listed(part_to_json(article.id, *part));
    shown["headline"] = article.headline;
    shown["address"] = article.path;
    shown["published_at"] = format_rfc3339(article.published_at);
    shown["may_change"] = may->second;
    parts.push_back(std::move(shown));
  }
  return parts;
}

// The ETag is of the story alone: that another article joins it is no change of what one edits.
http::Response story_response(store::Session& session, const Call& call, unsigned status, const content::Story& story) {
  json::object shown = story_to_json(story);
  const std::string tag = etag_of(shown);
  json::array parts = parts_to_json(session, call, story);
  shown["parts"] = store::count_parts(session, story.id);
  shown["known"] = store::is_known(session, story);
  shown["articles"] = std::move(parts);
  http::Response response = json_response(status, shown);
  response.with("ETag", tag);
  return response;
}

// The former address of another: what is not published yet would take it from readers. Its own a story may have back,
// and one that leads nowhere (410) anybody.
bool leads_elsewhere(store::Session& session, const content::Story& story, const std::string& slug) {
  const auto to = store::find_redirect(session, story.site, address_of_slug(slug));
  return to && !to->empty() && *to != address_of_slug(story.slug);
}

Result<void> apply(store::Session& session, const json::object& given, content::Story& story) {
  if (auto taken = take_text(given, "name", limits::headline_bytes, story.name); !taken) return taken;
  story.name = text::squeeze(story.name);
  if (story.name.empty()) return fail(ErrorKind::invalid, "a story needs a name", "name", "send one");
  if (auto taken = take_text(given, "summary", limits::story_summary_bytes, story.summary); !taken) return taken;
  const std::string state = string_or(given, "state", story.open ? "open" : "closed");
  if (state != "open" && state != "closed") {
    return fail(ErrorKind::invalid, "not a state of a story", "state " + state, "open or closed");
  }
  story.open = state == "open";
  if (const json::value* image = given.if_contains("lead_image")) {
    const AssetId id{integer_or(given, "lead_image")};
    if (!image->is_null() && (!id || (id != story.lead_image && !has_asset(session, story.site, id)))) {
      return fail(ErrorKind::invalid, "no such asset", "lead_image " + write_json(*image),
                  "upload it with POST /api/v1/assets");
    }
    story.lead_image = image->is_null() ? AssetId{} : id;
    if (story.lead_image) store::refuse_reader_file(session, story.lead_image, "a story's picture");
  }
  std::string slug = story.slug;
  if (auto taken = take_text(given, "slug", limits::slug_bytes, slug); !taken) return taken;
  slug = text::slug(slug.empty() ? story.name : slug, limits::slug_bytes);
  if (slug.empty()) return fail(ErrorKind::invalid, "a story needs an address", "slug", "send one");
  if (slug != story.slug && store::find_story(session, story.site, slug)) {
    return fail(ErrorKind::conflict, "another story has this address", "slug " + slug, "send another slug");
  }
  if (slug != story.slug && leads_elsewhere(session, story, slug)) {
    return fail(ErrorKind::conflict, "this address leads readers on to another", "slug " + slug,
                "send another slug, or remove the redirect first");
  }
  story.slug = slug;
  return {};
}

Result<content::Story> story_of(store::Session& session, const Call& call) {
  const auto site = site_of(session, call.request);
  if (!site) return std::unexpected(site.error());
  auto story = store::find_story(session, *site, call.arguments[0]);
  if (!story) return fail(ErrorKind::not_found, "no such story", call.arguments[0]);
  return std::move(*story);
}

struct Part {
  content::Article article;  // as readers see it
  content::StoryPart part;
};

// The published article that the path names, with what it is to the story that the path names.
Result<Part> part_of(store::Session& session, const Call& call) {
  const auto story = story_of(session, call);
  if (!story) return std::unexpected(story.error());
  const auto id = id_of(call, 1);
  if (!id) return std::unexpected(id.error());
  const auto newest = store::find_article(session, ArticleId{*id});
  if (newest && newest->site == story->site && newest->published_revision) {
    auto article = store::find_revision(session, newest->id, newest->published_revision);
    if (article && article->kind != content::Kind::page) {
      const auto part = std::ranges::find(article->stories, story->id, &content::StoryPart::story);
      if (part != article->stories.end()) {
        content::StoryPart found = *part;
        return Part{std::move(*article), std::move(found)};
      }
    }
  }
  return fail(ErrorKind::not_found, "the story has no such published article", call.arguments[1]);
}

// Where readers of a story that is taken away are led: not back to it.
Result<std::string> address_instead(store::Session& session, const Call& call, const content::Story& story) {
  std::string to;
  const json::object given{{"to", call.request.parameter("to").value_or("")}};
  if (auto taken = take_address(given, "to", true, to); !taken) return std::unexpected(taken.error());
  if (to.empty()) return to;
  if (const auto site = store::find_site(session, story.site)) to = content::path_at(*site, to);
  const std::string own = address_of_slug(story.slug);
  if (store::redirect_key(to) == store::redirect_key(own) || store::find_redirect(session, story.site, to) == own) {
    return fail(ErrorKind::invalid, "it would lead to itself", "to " + to);
  }
  return to;
}

}  // namespace

Result<http::Response> list_stories(const Call& call) {
  const auto cursor = cursor_of(call.request);
  if (!cursor) return std::unexpected(cursor.error());
  const auto limit = limit_of(call.request);
  if (!limit) return std::unexpected(limit.error());
  const std::string words = text::fold_case(text::squeeze(call.request.parameter("q").value_or("")));
  std::optional<bool> open;
  if (const auto state = call.request.parameter("state"); state && !state->empty()) {
    if (*state != "open" && *state != "closed") {
      return fail(ErrorKind::invalid, "not a state of a story", "state " + *state, "open or closed");
    }
    open = *state == "open";
  }
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    store::StoryPlace behind;
    if (*cursor) behind = {(*cursor)->first, StoryId{(*cursor)->second}};
    auto found = store::list_stories(session, *site, words, open, behind, *limit + 1);
    json::value next = nullptr;
    if (found.size() > *limit) {
      found.pop_back();
      next = write_cursor({to_millis(found.back().story.updated_at), found.back().story.id.value});
    }
    json::array items;
    for (const store::StoryLine& line : found) {
      json::object shown = listed(story_to_json(line.story));
      shown["parts"] = line.parts;
      items.push_back(std::move(shown));
    }
    return json_response(200, json::object{{"items", std::move(items)}, {"next", std::move(next)}});
  });
}

Result<http::Response> add_story(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    content::Story story;
    story.site = *site;
    if (auto applied = apply(session, *given, story); !applied) return std::unexpected(applied.error());
    const StoryId id = store::save_story(session, story, call.desk.clock());
    http::Response response = story_response(session, call, 201, store::find_story(session, id).value_or(story));
    response.with("Location", "/api/v1/stories/" + story.slug);
    return response;
  });
}

Result<http::Response> get_story(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto story = story_of(session, call);
    if (!story) return std::unexpected(story.error());
    return story_response(session, call, 200, *story);
  });
}

Result<http::Response> put_story(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    auto story = store::find_story(session, *site, call.arguments[0]);
    if (!story) {
      return fail(ErrorKind::not_found, "no such story", call.arguments[0], "make it with POST /api/v1/stories");
    }
    if (auto stale = refuse_stale(call, story_to_json(*story))) return std::move(*stale);
    if (auto applied = apply(session, *given, *story); !applied) return std::unexpected(applied.error());
    store::save_story(session, *story, call.desk.clock());
    return story_response(session, call, 200, store::find_story(session, story->id).value_or(*story));
  });
}

Result<http::Response> delete_story(const Call& call) {
  const std::string to = call.request.parameter("to").value_or("");
  const auto work = [&](store::Session& session) -> Result<http::Response> {
    const auto story = story_of(session, call);
    if (!story) return std::unexpected(story.error());
    if (auto stale = refuse_stale(call, story_to_json(*story))) return std::move(*stale);
    const auto instead = address_instead(session, call, *story);
    if (!instead) return std::unexpected(instead.error());
    store::remove_story(session, *story, *instead, call.desk.clock());
    return no_content();
  };
  return call.change(work, to.empty() ? json::object() : json::object{{"to", to}});
}

Result<http::Response> get_story_part(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto found = part_of(session, call);
    if (!found) return std::unexpected(found.error());
    return tagged(200, part_to_json(found->article.id, found->part));
  });
}

Result<http::Response> put_story_part(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto found = part_of(session, call);
    if (!found) return std::unexpected(found.error());
    const ArticleId id = found->article.id;
    content::StoryPart& part = found->part;
    if (!publishes_there(session, call, found->article)) {
      return fail(ErrorKind::forbidden, "this story is not yours", call.arguments[1], "ask an editor of its section");
    }
    if (auto stale = refuse_stale(call, part_to_json(id, part))) return std::move(*stale);
    const content::StoryPart before = part;
    if (auto taken = take_text(*given, "note", limits::story_note_bytes, part.note); !taken) {
      return std::unexpected(taken.error());
    }
    part.note = text::squeeze(part.note);
    if (auto taken = take_flag(*given, "key", part.key); !taken) return std::unexpected(taken.error());
    if (part != before) store::change_part(session, id, part, call.signature(), call.desk.clock());
    return tagged(200, part_to_json(id, part));
  });
}

}  // namespace vestnik::newsroom
