// Running subjects that articles belong to.
#include <limits>

#include "base/limits.h"
#include "base/text.h"
#include "newsroom/catalogue.h"
#include "newsroom/conditional.h"
#include "newsroom/cursor.h"
#include "newsroom/members.h"
#include "newsroom/repeatable.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"

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

// The newest published articles of the story, as its timeline shows them.
json::array parts_to_json(store::Session& session, StoryId story) {
  json::array parts;
  for (const store::Published& article : store::newest_in_story(session, story, shown_parts)) {
    const auto part = std::ranges::find(article.stories, story, &content::StoryPart::story);
    if (part == article.stories.end()) continue;
    parts.push_back(json::object{{"id", article.id.value},
                                 {"headline", article.headline},
                                 {"address", article.path},
                                 {"published_at", format_rfc3339(article.published_at)},
                                 {"note", part->note},
                                 {"key", part->key}});
  }
  return parts;
}

// The ETag is of the story alone: that another article joins it is no change of what one edits.
http::Response story_response(store::Session& session, unsigned status, const content::Story& story) {
  json::object shown = story_to_json(story);
  const std::string tag = etag_of(shown);
  json::array parts = parts_to_json(session, story.id);
  shown["parts"] = store::count_parts(session, story.id);
  shown["articles"] = std::move(parts);
  http::Response response = json_response(status, shown);
  response.with("ETag", tag);
  return response;
}

// The former address of another: what is not published yet would take it from readers. Its own a story may have back.
bool leads_elsewhere(store::Session& session, const content::Story& story, const std::string& slug) {
  const auto to = store::find_redirect(session, story.site, address_of_slug(slug));
  return to && *to != address_of_slug(story.slug);
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
    http::Response response = story_response(session, 201, store::find_story(session, id).value_or(story));
    response.with("Location", "/api/v1/stories/" + story.slug);
    return response;
  });
}

Result<http::Response> get_story(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const auto story = store::find_story(session, *site, call.arguments[0]);
    if (!story) return fail(ErrorKind::not_found, "no such story", call.arguments[0]);
    return story_response(session, 200, *story);
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
    return story_response(session, 200, store::find_story(session, story->id).value_or(*story));
  });
}

}  // namespace vestnik::newsroom
