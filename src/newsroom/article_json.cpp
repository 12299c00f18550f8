#include "newsroom/article_json.h"

#include "base/limits.h"
#include "base/text.h"
#include "newsroom/catalogue.h"
#include "newsroom/members.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

json::value time_or_null(const std::optional<Time>& time) {
  return time ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

Result<void> take_section(store::Session& session, const json::object& given, content::Article& article) {
  const json::value* member = given.if_contains("section");
  if (member == nullptr) return {};
  if (member->is_null()) {
    article.section = {};
    return {};
  }
  const std::string slug = string_or(given, "section");
  // Compared as well: PostgreSQL takes no more of a text than what stands before a NUL.
  if (const auto section = store::find_section(session, article.site, slug); section && section->slug == slug) {
    article.section = section->id;
    return {};
  }
  return fail(ErrorKind::invalid, "no such section", "section " + slug, "GET /api/v1/sections lists them");
}

Result<void> take_authors(store::Session& session, const json::object& given, content::Article& article) {
  const json::value* member = given.if_contains("authors");
  if (member == nullptr) return {};
  if (!member->is_array() || member->get_array().size() > limits::bylines) {
    return fail(ErrorKind::invalid, "not a list of at most " + std::to_string(limits::bylines) + " slugs", "authors");
  }
  std::vector<AuthorId> authors;
  for (const json::value& slug : member->get_array()) {
    const auto author = slug.is_string()
                            ? store::find_author(session, article.site, std::string_view(slug.get_string()))
                            : std::nullopt;
    if (!author) {
      return fail(ErrorKind::invalid, "no such author", "authors " + write_json(slug),
                  "make it with PUT /api/v1/authors/{slug}");
    }
    authors.push_back(author->id);
  }
  article.authors = std::move(authors);
  return {};
}

Result<void> take_topics(store::Session& session, const json::object& given, content::Article& article, Time now) {
  const json::value* member = given.if_contains("topics");
  if (member == nullptr) return {};
  if (!member->is_array() || member->get_array().size() > limits::topics) {
    return fail(ErrorKind::invalid, "not a list of at most " + std::to_string(limits::topics) + " topics", "topics");
  }
  std::vector<TopicId> topics;
  for (const json::value& each : member->get_array()) {
    std::string slug, name;
    if (each.is_string()) {
      slug = name = std::string(each.get_string());
    } else if (each.is_object()) {
      slug = string_or(each.get_object(), "slug");
      name = string_or(each.get_object(), "name", slug);
    }
    slug = text::slug(slug.empty() ? name : slug, limits::slug_bytes);
    if (slug.empty()) return fail(ErrorKind::invalid, "not a topic", "topics " + write_json(each), "send a slug");
    const auto known = store::find_topic(session, article.site, slug);
    const TopicId topic = known ? known->id
                                : store::save_topic(session,
                                                    {.id = {},
                                                     .site = article.site,
                                                     .slug = slug,
                                                     .name = text::squeeze(text::clean(name)),
                                                     .description = {}},
                                                    now);
    if (std::ranges::find(topics, topic) == topics.end()) topics.push_back(topic);
  }
  article.topics = std::move(topics);
  return {};
}

Result<void> take_stories(store::Session& session, const json::object& given, content::Article& article) {
  const json::value* member = given.if_contains("stories");
  if (member == nullptr) return {};
  if (!member->is_array() || member->get_array().size() > limits::stories_of_article) {
    return fail(ErrorKind::invalid, "not a list of at most " + std::to_string(limits::stories_of_article) + " stories",
                "stories");
  }
  std::vector<content::StoryPart> parts;
  for (const json::value& each : member->get_array()) {
    content::StoryPart part;
    std::string slug;
    if (each.is_string()) slug = std::string(each.get_string());
    if (each.is_object()) {
      slug = string_or(each.get_object(), "story");
      if (auto taken = take_text(each.get_object(), "note", limits::story_note_bytes, part.note); !taken) {
        return fail(ErrorKind::invalid, taken.error().what, "stories note", taken.error().remedy);
      }
      if (auto taken = take_flag(each.get_object(), "key", part.key); !taken) {
        return fail(ErrorKind::invalid, taken.error().what, "stories key", taken.error().remedy);
      }
    }
    const auto story = store::find_story(session, article.site, slug);
    if (!story) {
      return fail(ErrorKind::invalid, "no such story", "stories " + write_json(each),
                  "make it with POST /api/v1/stories");
    }
    part.story = story->id;
    part.note = text::squeeze(part.note);
    if (std::ranges::find(parts, part.story, &content::StoryPart::story) == parts.end()) {
      parts.push_back(std::move(part));
    }
  }
  article.stories = std::move(parts);
  return {};
}

json::array stories_to_json(store::Session& session, const content::Article& article) {
  json::array stories;
  for (const content::StoryPart& part : article.stories) {
    const auto story = store::find_story(session, part.story);
    if (story) stories.push_back(json::object{{"story", story->slug}, {"note", part.note}, {"key", part.key}});
  }
  return stories;
}

Result<void> take_lead_image(store::Session& session, const json::object& given, content::Article& article) {
  const json::value* member = given.if_contains("lead_image");
  if (member == nullptr) return {};
  const AssetId id{member->is_object() ? integer_or(member->get_object(), "id") : integer_or(given, "lead_image")};
  const bool known = id && (id == article.lead_image || has_asset(session, article.site, id));
  if (!member->is_null() && !known) {
    return fail(ErrorKind::invalid, "no such asset", "lead_image " + write_json(*member),
                "upload it with POST /api/v1/assets");
  }
  article.lead_image = member->is_null() ? AssetId{} : id;
  return {};
}

// Another site's library is not shown here, be it by its numbers. A number that nothing has is no harm.
Result<void> refuse_of_other_sites(store::Session& session, const content::Article& before, const content::Body& body) {
  const std::vector<AssetId> known = content::assets_of(before.body);
  for (const AssetId id : content::assets_of(body)) {
    if (std::ranges::find(known, id) != known.end() || has_asset(session, before.site, id)) continue;
    if (store::find_asset(session, id)) {
      return fail(ErrorKind::invalid, "no such asset", "body " + std::to_string(id.value),
                  "upload it with POST /api/v1/assets");
    }
  }
  return {};
}

// In the order of `ids`; of the article's own site. Each is looked up by its number: an article names a handful of the
// thousands that there may be.
template <class Identifier, class Find>
json::array slugs_of(const std::vector<Identifier>& ids, SiteId site, const Find& find) {
  json::array slugs;
  for (const Identifier id : ids) {
    const auto found = find(id);
    if (found && found->site == site) slugs.emplace_back(found->slug);
  }
  return slugs;
}

}  // namespace

std::string_view api_name(content::State state) {
  return state == content::State::review ? "in_review" : content::name_of(state);
}

std::optional<content::State> state_of_api(std::string_view name) {
  if (name == "in_review") return content::State::review;
  return content::state_of(name);
}

json::object article_to_json(store::Session& session, const content::Article& article) {
  json::object out;
  out["id"] = article.id.value;
  const auto section = article.section ? store::find_section(session, article.section) : std::nullopt;
  const std::string section_slug = section && section->site == article.site ? section->slug : "";
  if (const auto site = store::find_site(session, article.site)) out["site"] = site->host;
  out["kind"] = content::name_of(article.kind);
  out["state"] = api_name(article.state);
  out["language"] = article.language;
  out["headline"] = article.headline;
  out["deck"] = article.deck;
  out["slug"] = article.slug;
  out["address"] = content::address_of(article, section_slug);
  out["section"] = section_slug.empty() ? json::value(nullptr) : json::value(section_slug);
  out["authors"] =
      slugs_of(article.authors, article.site, [&](AuthorId id) { return store::find_author(session, id); });
  out["topics"] = slugs_of(article.topics, article.site, [&](TopicId id) { return store::find_topic(session, id); });
  out["stories"] = stories_to_json(session, article);
  out["lead_image"] = article.lead_image ? json::value(article.lead_image.value) : json::value(nullptr);
  out["lead_caption"] = article.lead_caption;
  out["body"] = content::to_json(article.body);
  out["description"] = article.description;
  out["canonical_url"] = article.canonical_url;
  out["pinned"] = article.pinned;
  out["breaking"] = article.breaking;
  out["published_at"] = time_or_null(article.published_at);
  out["updated_at"] = time_or_null(article.updated_at);
  out["scheduled_at"] = time_or_null(article.scheduled_at);
  out["scheduled_revision"] =
      article.scheduled_revision != 0 ? json::value(article.scheduled_revision) : json::value(nullptr);
  out["published_revision"] =
      article.published_revision != 0 ? json::value(article.published_revision) : json::value(nullptr);
  out["embargo_until"] = time_or_null(article.embargo_until);
  out["assignee"] = article.assignee;
  out["revision"] = article.revision;
  return out;
}

Result<void> apply_json(store::Session& session, const json::object& given, content::Article& article, Time now) {
  const auto texts = {std::tuple{"headline", limits::headline_bytes, &article.headline},
                      std::tuple{"deck", limits::deck_bytes, &article.deck},
                      std::tuple{"language", std::size_t{35}, &article.language},
                      std::tuple{"lead_caption", limits::deck_bytes, &article.lead_caption},
                      std::tuple{"description", limits::deck_bytes, &article.description},
                      std::tuple{"slug", limits::slug_bytes, &article.slug}};
  for (const auto& [name, bytes, into] : texts) {
    if (auto taken = take_text(given, name, bytes, *into); !taken) return taken;
  }
  if (auto taken = take_address(given, "canonical_url", false, article.canonical_url); !taken) return taken;
  if (given.contains("slug")) article.slug = text::slug(article.slug, limits::slug_bytes);
  if (const json::value* kind = given.if_contains("kind")) {
    const auto named = kind->is_string() ? content::kind_of(std::string_view(kind->get_string())) : std::nullopt;
    if (!named)
      return fail(ErrorKind::invalid, "not a kind of article", "kind " + write_json(*kind),
                  "news, analysis, interview, opinion, live, gallery, video or page");
    article.kind = *named;
  }
  if (const json::value* body = given.if_contains("body")) {
    auto parsed = content::parse_body(*body);
    if (!parsed) {
      Error error = parsed.error();
      error.input = "body" + error.input;
      return std::unexpected(std::move(error));
    }
    if (auto own = refuse_of_other_sites(session, article, *parsed); !own) return own;
    article.body = std::move(*parsed);
  }
  if (auto taken = take_flag(given, "pinned", article.pinned); !taken) return taken;
  if (auto taken = take_flag(given, "breaking", article.breaking); !taken) return taken;
  if (auto taken = take_time(given, "published_at", article.published_at); !taken) return taken;
  if (auto taken = take_section(session, given, article); !taken) return taken;
  if (auto taken = take_authors(session, given, article); !taken) return taken;
  if (auto taken = take_topics(session, given, article, now); !taken) return taken;
  if (auto taken = take_stories(session, given, article); !taken) return taken;
  if (auto taken = take_lead_image(session, given, article); !taken) return taken;
  if (text::squeeze(article.headline).empty()) {
    return fail(ErrorKind::invalid, "an article needs a headline", "headline", "send one");
  }
  return {};
}

}  // namespace vestnik::newsroom
