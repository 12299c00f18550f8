// Secret links under which a story can be seen as it will be published.
#include "newsroom/previews.h"

#include <algorithm>

#include "base/limits.h"
#include "content/timelines.h"
#include "newsroom/articles.h"
#include "newsroom/limits.h"
#include "newsroom/one_article.h"
#include "store/catalogue.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

struct Wanted {
  std::chrono::hours lives = limits::preview_time;
  int revision = 0;
};

Result<Wanted> wanted_of(const Call& call) {
  Wanted wanted;
  if (call.request.body.empty()) return wanted;
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  wanted.lives = std::chrono::hours(integer_or(*given, "hours", wanted.lives.count()));
  if (wanted.lives < std::chrono::hours(1) || wanted.lives > limits::longest_preview) {
    return fail(ErrorKind::invalid, "a preview does not live that long", "hours",
                "1 to " + std::to_string(limits::longest_preview.count()));
  }
  wanted.revision = static_cast<int>(integer_or(*given, "revision"));
  return wanted;
}

void take_assets(store::Session& session, content::WholeArticle& seen, const std::vector<AssetId>& ids) {
  for (const AssetId id : ids) {
    if (!id) continue;
    if (auto asset = store::find_asset(session, id)) seen.assets.push_back(std::move(*asset));
  }
}

json::object preview_to_json(const store::PreviewLine& line) {
  return {{"id", line.id},
          {"by", line.preview.by},
          {"revision", line.preview.revision != 0 ? json::value(line.preview.revision) : json::value(nullptr)},
          {"expires_at", format_rfc3339(line.preview.expires_at)}};
}

json::object previews_to_json(const std::vector<store::PreviewLine>& lines) {
  json::array items;
  for (const store::PreviewLine& line : lines) {
    items.push_back(listed(preview_to_json(line)));
  }
  return {{"items", std::move(items)}, {"next", nullptr}};
}

}  // namespace

Result<http::Response> add_preview(const Call& call) {
  const auto wanted = wanted_of(call);
  if (!wanted) return std::unexpected(wanted.error());
  const Time now = call.desk.clock();
  return once(
      call,
      [&](store::Session& session) -> Result<http::Response> {
        const auto article = article_of(session, call);
        if (!article) return std::unexpected(article.error());
        if (wanted->revision != 0 && !store::find_revision(session, article->id, wanted->revision)) {
          return fail(ErrorKind::invalid, "no such revision", "revision " + std::to_string(wanted->revision));
        }
        if (store::previews_of(session, article->id, now, limits::previews_of_article).size() ==
            limits::previews_of_article) {
          return fail(ErrorKind::conflict, "the article has as many preview links as it may have", {},
                      "withdraw those that nobody needs");
        }
        const Time expires_at = now + wanted->lives;
        const std::string secret = store::add_preview(
            session,
            {.article = article->id, .revision = wanted->revision, .by = call.signature(), .expires_at = expires_at},
            now);
        return json_response(201, json::object{{"id", store::preview_id(secret)},
                                               {"url", "/preview/" + secret + "/"},
                                               {"expires_at", format_rfc3339(expires_at)}});
      },
      Keep::that_it_was_done);
}

Result<http::Response> list_previews(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    return tagged(200, previews_to_json(
                           store::previews_of(session, article->id, call.desk.clock(), limits::previews_of_article)));
  });
}

Result<http::Response> remove_preview(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    const auto lines = store::previews_of(session, article->id, call.desk.clock(), limits::previews_of_article);
    const auto line = std::ranges::find(lines, call.arguments[1], &store::PreviewLine::id);
    if (line == lines.end()) return fail(ErrorKind::not_found, "no such preview, or its time is over");
    if (auto stale = refuse_stale(call, preview_to_json(*line))) return std::move(*stale);
    store::remove_preview(session, article->id, line->id);
    return no_content();
  });
}

Result<http::Response> remove_previews(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    const auto lines = store::previews_of(session, article->id, call.desk.clock(), limits::previews_of_article);
    if (auto stale = refuse_stale(call, previews_to_json(lines))) return std::move(*stale);
    store::remove_previews(session, article->id);
    return no_content();
  });
}

Result<content::WholeArticle> previewed(const Desk& desk, std::string_view secret) {
  const Time now = desk.clock();
  return desk.store.read([&](store::Session& session) -> Result<content::WholeArticle> {
    const auto preview = store::find_preview(session, secret, now);
    if (!preview) return fail(ErrorKind::not_found, "no such preview, or its time is over");
    auto article = preview->revision == 0 ? store::find_article(session, preview->article)
                                          : store::find_revision(session, preview->article, preview->revision);
    if (!article) return fail(ErrorKind::not_found, "the article is gone");
    content::WholeArticle seen;
    seen.address = content::address_of(*article, "");
    if (const auto section = store::find_section(session, article->section)) {
      seen.address = content::address_of(*article, section->slug);
    }
    for (const AuthorId id : article->authors) {
      if (auto author = store::find_author(session, id)) seen.authors.push_back(std::move(*author));
    }
    for (const TopicId id : article->topics) {
      if (auto topic = store::find_topic(session, id)) seen.topics.push_back(std::move(*topic));
    }
    for (const StoryId id : content::timelines_of(article->kind, article->stories)) {
      if (auto story = store::find_story(session, id)) seen.stories.push_back(std::move(*story));
    }
    take_assets(session, seen, content::assets_of(article->body));
    take_assets(session, seen, {article->lead_image});
    for (const content::Author& author : seen.authors) take_assets(session, seen, {author.picture});
    seen.article = std::move(*article);
    return seen;
  });
}

}  // namespace vestnik::newsroom
